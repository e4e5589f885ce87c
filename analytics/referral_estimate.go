package analytics

import (
	"slices"

	"luanphien/analytics/stats"
)

// calibrate computes κ of every block (§4.1 step 4) and sorts the supported visits by whether their block is usable.
func (p *panel) calibrate() {
	for n := range p.blocks {
		b := &p.blocks[n]
		stations := map[int]bool{}
		for _, c := range b.control {
			s := p.stratum[c.stratum]
			stations[s.station] = true
			b.observed += float64(c.referrals)
			b.expected += float64(c.visits) * s.rate
		}
		b.stations = len(stations)
		b.usable = b.expected >= minBlockExpected && b.stations >= minBlockStations
		if b.usable {
			b.kappa = b.observed / b.expected
		}
		for _, c := range b.supported {
			t := &p.station[p.stratum[c.stratum].station]
			if b.usable {
				t.usableVisits += c.visits
			} else {
				t.unusableVisits += c.visits
			}
		}
	}
}

func (p *panel) anyUsable() bool {
	return slices.ContainsFunc(p.blocks, func(b block) bool { return b.usable })
}

// calibration lists the blocks for showing.
func (p *panel) calibration() []CalibrationBlock {
	var list []CalibrationBlock
	for n, b := range p.blocks {
		from := p.t0.AddDate(0, 0, n*p.blockDays)
		list = append(list, CalibrationBlock{n, from, from.AddDate(0, 0, p.blockDays-1), b.stations,
			int(b.observed), b.expected, b.usable, b.kappa})
	}
	return list
}

// expected is κ_b λ̂ n of a supported cell; enters is false when it is left out of every figure.
func (p *panel) expected(c panelCell) (value float64, enters bool) {
	n, _ := p.week(c)
	s, b := p.stratum[c.stratum], p.blocks[n/p.rules.blockWeeks]
	return b.kappa * s.rate * float64(c.visits), s.estimable && b.usable
}

// estimate is RA-1 of a set of stations (§4.1 steps 5 to 7), or RA-0 when not calibrated: κ = 1 and U = 0 over the same
// usable blocks.
func (p *panel) estimate(set []int, calibrated bool) Estimate {
	var e Estimate
	member := make([]bool, len(p.station))
	for _, i := range set {
		member[i] = true
	}
	h := make([]float64, len(p.stratum))
	for _, b := range p.blocks {
		if !b.usable {
			continue
		}
		kappa := 1.0
		if calibrated {
			kappa = b.kappa
		}
		expected := 0.0 // E_b
		for _, c := range b.supported {
			if s := p.stratum[c.stratum]; member[s.station] {
				expected += float64(c.visits) * s.rate
				e.Observed += c.referrals
				h[c.stratum] += kappa * float64(c.visits)
			}
		}
		e.Expected += kappa * expected
		if !calibrated || expected == 0 {
			continue
		}
		share := expected / b.expected
		for _, c := range b.control {
			h[c.stratum] -= kappa * float64(c.visits) * share
		}
		e.VarCalibration += share * share * b.observed
	}
	e.VarBaseline = p.baselineVariance(h)
	e.VarPredictive = p.phi * (e.Expected + e.VarBaseline + e.VarCalibration)
	e.interval()
	return e
}

// baselineVariance is V: the strata of a group with A = 0 share one rate, so their h add up before squaring.
func (p *panel) baselineVariance(h []float64) float64 {
	v := 0.0
	shared := make([]float64, len(p.prior))
	for i, s := range p.stratum {
		switch {
		case !s.estimable:
		case p.prior[s.group].A > 0:
			v += h[i] * h[i] * s.variance
		default:
			shared[s.group] += h[i]
		}
	}
	for g, sum := range shared {
		if prior := p.prior[g]; prior.N > 0 {
			v += sum * sum * prior.M / prior.N
		}
	}
	return v
}

// interval fills what follows from O, E and W.
func (e *Estimate) interval() {
	observed := float64(e.Observed)
	low, high := stats.Predictive{Mean: e.Expected, Variance: e.VarPredictive}.Interval()
	e.Avoided = e.Expected - observed
	e.Low, e.High = float64(low)-observed, float64(high)-observed
	if e.Expected > 0 {
		e.Percent = 100 * e.Avoided / e.Expected
		e.RatioOE = observed / e.Expected
	}
	if high > 0 {
		e.RatioLow = observed / float64(high)
	}
	if low > 0 {
		ratioHigh := observed / float64(low)
		e.RatioHigh = &ratioHigh
	}
}
