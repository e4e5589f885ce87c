package analytics

import (
	"context"

	"luanphien/analytics/statement"
	"luanphien/analytics/stats"
)

// FunnelMeasure names what may be compared by a funnel (CHT-3, CHT-3b). COV-1 may not: it is planned, and its days are
// not independent.
type FunnelMeasure string

// The measures. The first three are proportions of one stream, the last is of referrals to those expected by case mix.
const (
	FunnelCompleteness FunnelMeasure = "CMP-1"
	FunnelTimeliness   FunnelMeasure = "CMP-2"
	FunnelContent      FunnelMeasure = "CMP-4" // as the share of reports with none blank
	FunnelReferrals    FunnelMeasure = "referral_ratio"
)

// FunnelChart is a funnel over the stations of a scope that have a denominator, in default order; Stations stand beside
// its points.
type FunnelChart struct {
	Measure  FunnelMeasure
	Stream   Stream // "" for referrals
	Stations []Station
	stats.Funnel
}

// Funnel compares the stations of the scope (queries compliance_by_station, referral_strata). It has no points where no
// station has a denominator.
func (e *Edition) Funnel(ctx context.Context, scope Scope, measure FunnelMeasure, stream Stream) (*FunnelChart, error) {
	stations, err := e.StationsIn(ctx, scope)
	if err != nil {
		return nil, err
	}
	var ratios map[string]Ratio
	if measure == FunnelReferrals {
		stream = ""
		ratios, err = e.referralRatios(ctx, scope)
	} else {
		ratios, err = e.complianceRatios(ctx, scope, measure, stream)
	}
	if err != nil {
		return nil, err
	}
	return funnelChart(measure, stream, stations, ratios), nil
}

func funnelChart(measure FunnelMeasure, stream Stream, stations []Station, ratios map[string]Ratio) *FunnelChart {
	c := &FunnelChart{Measure: measure, Stream: stream}
	var points []stats.Proportion
	for _, s := range stations {
		if r := ratios[s.Code]; r.Denominator > 0 {
			c.Stations = append(c.Stations, s)
			points = append(points, stats.Proportion{X: r.Numerator, N: r.Denominator})
		}
	}
	if measure == FunnelReferrals {
		c.Funnel, _ = stats.NewRatioFunnel(points)
	} else {
		c.Funnel, _ = stats.NewFunnel(points)
	}
	return c
}

func (e *Edition) complianceRatios(ctx context.Context, scope Scope, measure FunnelMeasure, stream Stream) (map[string]Ratio, error) {
	ratios := map[string]Ratio{}
	err := e.Read(ctx, "compliance_by_station", scope.Stream(stream), func(r *statement.Row) {
		station := r.Text()
		ratios[station] = measure.of(readCompliance(r))
	})
	return ratios, err
}

func (m FunnelMeasure) of(c ComplianceCounts) Ratio {
	switch m {
	case FunnelTimeliness:
		return c.Timeliness()
	case FunnelContent:
		return c.FullReportsShare()
	}
	return c.Completeness()
}

// referralRatios gives, by station, the referrals of the period over those expected by its case mix: its visits in each
// group times the province's rate of the group in the period, over valid cells (CHT-3b).
func (e *Edition) referralRatios(ctx context.Context, scope Scope) (map[string]Ratio, error) {
	p, err := e.readCells(ctx, scope)
	if err != nil {
		return nil, err
	}
	return p.ratios(), nil
}

func (p *panel) ratios() map[string]Ratio {
	groups, sums := make([]Ratio, len(p.groups)), make([]Ratio, len(p.stratum))
	for _, c := range p.cells {
		if p.inPeriod(c) {
			r, g := RatioOf(int(c.referrals), int(c.visits)), p.stratum[c.stratum].group
			groups[g], sums[c.stratum] = groups[g].Plus(r), sums[c.stratum].Plus(r)
		}
	}
	observed := make([]Ratio, len(p.station))
	for i, s := range sums {
		if rate, ok := groups[p.stratum[i].group].Value(); ok {
			of := p.stratum[i].station
			observed[of] = observed[of].Plus(Ratio{s.Numerator, s.Denominator * rate})
		}
	}
	ratios := map[string]Ratio{}
	for code, i := range p.stations {
		ratios[code] = observed[i]
	}
	return ratios
}

// Outside counts the points outside the 95 % limits and those of them outside the 99.8 % limits.
func (c *FunnelChart) Outside() (of95, of998 int) {
	for _, p := range c.Points {
		switch p.Class {
		case stats.FunnelLow998, stats.FunnelHigh998:
			of998++
			of95++
		case stats.FunnelLow95, stats.FunnelHigh95:
			of95++
		}
	}
	return of95, of998
}
