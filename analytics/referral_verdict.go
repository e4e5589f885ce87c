package analytics

import (
	"math"

	"luanphien/analytics/stats"
)

// falseDiscovery is the share of wrong verdicts among those given that is put up with (§4.1 step 9).
const falseDiscovery = 0.05

// stationFigures are the figures of all stations by code, whatever the scope: a station is judged among all.
func (p *panel) stationFigures() map[string]*StationReferrals {
	figures := map[string]*StationReferrals{}
	for _, s := range p.everywhere {
		i, known := p.stations[s.Code]
		f := p.stationFigure(s, i, known)
		figures[s.Code] = &f
	}
	return figures
}

// verdicts judges the stations that have a figure of their own against each other (§4.1 step 9): how their figures vary
// between them is part of what one must exceed. It gives φ_s, 0 where they are too few for a verdict, and their number.
func (p *panel) verdicts(figures map[string]*StationReferrals) (phi float64, judged int) {
	var of []*StationReferrals
	var z []float64
	for _, s := range p.everywhere {
		if f := figures[s.Code]; f.State == StateOK {
			of = append(of, f)
			z = append(z, (float64(f.Observed)-f.Expected)/math.Sqrt(f.VarPredictive))
		}
	}
	if len(of) < max(p.rules.verdicts, 1) {
		return 0, len(of)
	}
	phi = max(1, stats.SampleVariance(z))
	var between []float64
	for _, f := range of {
		f.P = stats.Predictive{Mean: f.Expected, Variance: f.VarPredictive}.TwoSided(f.Observed)
		f.PBetween = stats.Predictive{Mean: f.Expected, Variance: f.VarPredictive * phi}.TwoSided(f.Observed)
		between = append(between, f.PBetween)
	}
	for i, differs := range stats.FalseDiscovery(between, falseDiscovery) {
		of[i].Differs = &differs
	}
	return phi, len(of)
}
