package analytics

import (
	"slices"

	"luanphien/analytics/stats"
)

// Imputation is RA-4: what the supported cells of the period would have held by a two-way Poisson fit to the unsupported
// ones (methods §4.2b; Borusyak, Jaravel & Spiess 2024).
type Imputation struct {
	Observed            int
	Expected, Avoided   float64
	Low, High           float64 // 95 %, by leaving out stations
	Between             stats.Jackknife
	Cells, Units, Weeks int // of the fit
	LeftOut             int // supported cells whose unit or week was not fitted
	Stations            int // with supported cells in it
}

// impute fills RA-4, under the rules of RA-2.
func (s *Sensitivity) impute(p *panel, stations []Station) {
	rules := DefaultSensitivity
	figure, err := p.imputation(p.analysableOf(stations))
	if err != nil {
		s.ImputationState, s.ImputationReasons = StateWithheld, []Reason{ReasonNotEstimable}
		return
	}
	s.Imputation, s.ImputationState = figure, StateOK
	refuse := func(when bool, reason Reason) {
		if when {
			s.ImputationState, s.ImputationReasons = StateWithheld, append(s.ImputationReasons, reason)
		}
	}
	refuse(figure.Between.Stations < rules.Stations, ReasonClusters)
	if figure.Between.Stations >= rules.Stations { // fewer stations in all say it already
		fewest := len(p.station)
		for _, b := range p.blocks {
			fewest = min(fewest, b.stations)
		}
		refuse(fewest < rules.UnsupportedStations, ReasonUnsupportedStations)
		refuse(figure.Stations < rules.SupportedStations, ReasonSupportedStations)
	}
}

// analysableOf are the analysable stations among some, by their places in the panel.
func (p *panel) analysableOf(stations []Station) (set []int) {
	for _, s := range stations {
		if i, known := p.stations[s.Code]; known && p.station[i].sufficient && p.station[i].supportedCells > 0 {
			set = append(set, i)
		}
	}
	return set
}

// imputation computes RA-4 of a set of stations. The fit is to the unsupported cells of all stations with baseline enough.
// Given the effects of the units, the effect of a week is Σ r / Σ n e^u over its cells: the weeks are to RA-4 what the
// calibration blocks are to RA-1, and stations are left out in the same way.
func (p *panel) imputation(set []int) (*Imputation, error) {
	first := p.rules.baselineWeeks // weeks before T0
	member := make([]bool, len(p.station))
	for _, i := range set {
		member[i] = true
	}
	var control, supported []stats.PanelCell
	last := 0
	for _, c := range p.cells {
		n, ok := p.week(c)
		station := p.stratum[c.stratum].station
		if !ok || n < -first || c.visits == 0 {
			continue
		}
		last = max(last, n+first)
		cell := stats.PanelCell{Unit: c.stratum, Week: int32(n + first), Visits: float64(c.visits), Referrals: float64(c.referrals)}
		switch {
		case c.covered == 0 && p.station[station].sufficient:
			control = append(control, cell)
		case member[station] && p.isSupported(c):
			supported = append(supported, cell)
		}
	}
	fit, err := stats.FitTwoFactors(control, len(p.stratum), last+1)
	if err != nil {
		return nil, err
	}
	return p.imputeBy(fit, control, supported)
}

func (p *panel) imputeBy(fit *stats.TwoFactors, control, supported []stats.PanelCell) (*Imputation, error) {
	f := &Imputation{Cells: fit.Cells, Units: fit.Units, Weeks: fit.Weeks}
	weeks := len(fit.Week)
	parts := make([]stats.CalibratedPart, len(p.station)*weeks) // by station and week
	part := func(c stats.PanelCell) *stats.CalibratedPart {
		station := p.stratum[c.Unit].station
		q := &parts[station*weeks+int(c.Week)]
		q.Station, q.Block = station, int(c.Week)
		return q
	}
	for _, c := range control {
		if fit.Holds(int(c.Unit), int(c.Week)) {
			q := part(c)
			q.Controls++
			q.ControlObserved += c.Referrals
			q.ControlExpected += c.Visits * fit.Unit[c.Unit]
		}
	}
	stations := make([]bool, len(p.station))
	for _, c := range supported {
		if !fit.Holds(int(c.Unit), int(c.Week)) {
			f.LeftOut++
			continue
		}
		q := part(c)
		q.Supported++
		q.Observed += c.Referrals
		q.Expected += c.Visits * fit.Unit[c.Unit]
		f.Observed += int(c.Referrals)
		f.Expected += c.Visits * fit.Unit[c.Unit] * fit.Week[c.Week]
		if !stations[q.Station] {
			stations[q.Station] = true
			f.Stations++
		}
	}
	parts = slices.DeleteFunc(parts, func(q stats.CalibratedPart) bool { return q.Controls == 0 && q.Supported == 0 })
	between, ok := stats.NewJackknife(parts)
	if !ok {
		return nil, stats.ErrNotEstimable
	}
	f.Avoided = f.Expected - float64(f.Observed)
	f.Between, f.Low, f.High = between, between.Low, between.High
	return f, nil
}
