package analytics

import (
	"context"
	"time"

	"luanphien/analytics/stats"
)

// panel is what RA-1 is computed from (methods §4.1): baseline strata, and the control and supported cells by block.
// Strata and stations are numbered, so that the sums over them are loops over slices.
type panel struct {
	collected bool      // any activity was ever reported
	from, to  time.Time // the period
	t0        time.Time
	baseline  [2]time.Time
	blockDays int

	stations map[string]int
	station  []stationSums
	strata   map[stratumKey]int
	stratum  []stratum
	priors   []GroupPrior
	groups   map[string]int // place of a group in priors
	prior    []stats.Prior  // beside priors
	blocks   []block

	chi2, phi float64
	df        int
}

type stratumKey struct{ station, group string }

// stratum is one station and group: its baseline and its shrunk rate.
type stratum struct {
	station, group int
	baseline       stats.Stratum
	rate, variance float64
	estimable      bool // the group has baseline visits somewhere
}

// block is a calibration block and its cells.
type block struct {
	control, supported []blockCell
	stations           int
	observed, expected float64 // O_cb, E_cb
	usable             bool
	kappa              float64
}

type blockCell struct{ stratum, visits, referrals int }

// stationSums are counts of one station.
type stationSums struct {
	baselineWeeks, baselineVisits       int
	sufficient                          bool
	controlVisits                       int
	supportedCells                      int
	supportedVisits, supportedReferrals int
	// the supported visits that enter a figure, that lie in unusable blocks, and of groups without baseline
	usableVisits, unusableVisits, unestimableVisits int
}

// estimateParams are the parameters of the queries of section 4.
func (e *Edition) estimateParams(scope Scope) (map[string]any, error) {
	params := scope.at()
	params["from_day"], params["to_day"] = scope.From, scope.To
	start, set, err := e.programmeStart()
	if set {
		params["programme_start"] = start
	}
	return params, err
}

// readPanel reads the sums that the queries give and computes rates and calibration.
func (e *Edition) readPanel(ctx context.Context, scope Scope) (*panel, error) {
	p := &panel{from: scope.From, to: scope.To, stations: map[string]int{}, strata: map[stratumKey]int{}, groups: map[string]int{},
		blockDays: 7 * e.defaultInt("referral_blocks", "block_weeks")}
	params, err := e.estimateParams(scope)
	if err != nil {
		return nil, err
	}
	cells := 0
	err = e.read(ctx, "referral_baseline", params, func(r *row) {
		s := &p.stratum[p.stratumOf(r.text(), r.text())]
		visits, referrals := r.count(), r.count()
		s.baseline = stats.Stratum{N: float64(visits), Y: float64(referrals)}
		n, chi2 := r.count(), r.real()
		if referrals > 0 {
			p.chi2 += chi2
			cells += n
			p.df--
		}
		p.station[s.station].baselineWeeks = r.count()
		p.station[s.station].baselineVisits += visits
	})
	if err != nil {
		return nil, err
	}
	p.df += cells
	p.phi = 1
	if p.df > 0 {
		p.phi = max(1, p.chi2/float64(p.df))
	}
	type rowOf struct{ stratum, block, controls, controlVisits, controlReferrals, supported, visits, referrals int }
	var rows []rowOf
	err = e.read(ctx, "referral_blocks", params, func(r *row) {
		rows = append(rows, rowOf{p.stratumOf(r.text(), r.text()), r.count(), r.count(), r.count(), r.count(), r.count(), r.count(), r.count()})
	})
	if err != nil {
		return nil, err
	}
	p.shrink()
	for _, r := range rows {
		for len(p.blocks) <= r.block {
			p.blocks = append(p.blocks, block{})
		}
		p.addCells(&p.blocks[r.block], r.stratum, r.controls, r.controlVisits, r.controlReferrals, r.supported, r.visits, r.referrals)
	}
	p.calibrate()
	p.collected = len(p.stratum) > 0
	return p, nil
}

// readWindow reads T0 and the baseline window, and whether any activity was ever reported.
func (e *Edition) readWindow(ctx context.Context, scope Scope, p *panel) error {
	params := scope.at()
	start, set, err := e.programmeStart()
	if err != nil {
		return err
	}
	if set {
		params["programme_start"] = start
	}
	return e.read(ctx, "referral_window", params, func(r *row) {
		p.t0 = r.date()
		p.baseline = [2]time.Time{r.date(), r.date()}
		p.collected = r.count() > 0
	})
}

// stratumOf numbers a station and group on first sight.
func (p *panel) stratumOf(station, group string) int {
	key := stratumKey{station, group}
	if i, ok := p.strata[key]; ok {
		return i
	}
	s, ok := p.stations[station]
	if !ok {
		s = len(p.station)
		p.stations[station] = s
		p.station = append(p.station, stationSums{})
	}
	g, ok := p.groups[group]
	if !ok {
		g = len(p.priors)
		p.groups[group] = g
		p.priors = append(p.priors, GroupPrior{Group: group})
	}
	p.strata[key] = len(p.stratum)
	p.stratum = append(p.stratum, stratum{station: s, group: g})
	return len(p.stratum) - 1
}

// shrink computes the prior of each group, the rate and variance of each stratum, and which stations have baseline
// enough.
func (p *panel) shrink() {
	byGroup := make([][]stats.Stratum, len(p.priors))
	for _, s := range p.stratum {
		byGroup[s.group] = append(byGroup[s.group], s.baseline)
	}
	for g := range p.priors {
		prior := stats.NewPrior(byGroup[g])
		p.prior = append(p.prior, prior)
		p.priors[g] = GroupPrior{p.priors[g].Group, prior.K, prior.N, prior.Y, prior.M, prior.S2, prior.A, prior.Alpha, prior.Beta}
	}
	for i := range p.stratum {
		s := &p.stratum[i]
		if prior := p.prior[s.group]; prior.N > 0 {
			s.estimable = true
			s.rate, s.variance = prior.Rate(s.baseline), prior.Variance(s.baseline)
		}
	}
	for i := range p.station {
		t := &p.station[i]
		t.sufficient = t.baselineWeeks >= minBaselineWeeks && t.baselineVisits >= minBaselineVisits
	}
}

// addCells files the sums of one stratum and block: as controls where the station may be one, and as supported cells.
func (p *panel) addCells(b *block, i, controls, controlVisits, controlReferrals, supported, visits, referrals int) {
	s := p.stratum[i]
	t := &p.station[s.station]
	t.supportedCells += supported
	t.supportedVisits += visits
	t.supportedReferrals += referrals
	if !s.estimable {
		t.unestimableVisits += visits
		return
	}
	if controls > 0 && t.sufficient {
		b.control = append(b.control, blockCell{i, controlVisits, controlReferrals})
		t.controlVisits += controlVisits
	}
	if supported > 0 {
		b.supported = append(b.supported, blockCell{i, visits, referrals})
	}
}
