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
		b.usable = stats.Compare(b.expected, MinBlockExpected) >= 0 && b.stations >= MinBlockStations
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
	p.sumControlParts()
}

// sumControlParts files the control cells of usable blocks by station, for leaving one out.
func (p *panel) sumControlParts() {
	for n, b := range p.blocks {
		if !b.usable {
			continue
		}
		for _, c := range b.control {
			s := p.stratum[c.stratum]
			p.controlParts = append(p.controlParts, stats.CalibratedPart{Station: s.station, Block: n, Controls: c.cells,
				ControlObserved: float64(c.referrals), ControlExpected: float64(c.visits) * s.rate})
		}
	}
	p.controlParts = stats.MergeParts(p.controlParts) // once, as each week and each set of stations asks for them
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

// estimate is RA-1 of a set of stations (§4.1 steps 5 to 8), or RA-0 when not calibrated: κ = 1 and U = 0 over the same
// usable blocks, without step 8.
func (p *panel) estimate(set []int, calibrated bool) Estimate {
	var e Estimate
	kappa, sum, share := make([]float64, len(p.blocks)), make([]float64, len(p.blocks)), make([]float64, len(p.blocks))
	for n, b := range p.blocks {
		switch {
		case !b.usable:
		case calibrated:
			kappa[n] = b.kappa
		default:
			kappa[n] = 1
		}
	}
	parts := p.supportedParts(set)
	last := -1
	for _, c := range parts {
		sum[c.Block] += c.Expected
		e.Observed += int(c.Observed)
		if c.Station != last {
			e.Stations++
			last = c.Station
		}
	}
	for n, b := range p.blocks {
		e.Expected += kappa[n] * sum[n]
		if calibrated && b.usable {
			share[n] = sum[n] / b.expected
			e.VarCalibration += share[n] * share[n] * b.observed
		}
	}
	e.PhiUsed = p.dispersion.Stations
	if e.Stations >= p.rules.between {
		e.PhiUsed = p.dispersion.Cells
		if calibrated {
			if j, ok := stats.NewJackknife(append(parts, p.controlParts...)); ok {
				e.Between = &j
			}
		}
	}
	e.VarBaseline = p.baselineVariance(set, kappa, share)
	e.VarPredictive = e.PhiUsed * (e.Expected + e.VarBaseline + e.VarCalibration)
	e.interval()
	return e
}

// supportedParts are the supported cells of a set that enter a figure, by station.
func (p *panel) supportedParts(set []int) []stats.CalibratedPart {
	var parts []stats.CalibratedPart
	for _, station := range set {
		for _, i := range p.own[station] {
			for _, c := range p.parts[i] {
				if c.cells > 0 && p.blocks[c.block].usable {
					parts = append(parts, stats.CalibratedPart{Station: station, Block: c.block, Supported: c.cells,
						Observed: float64(c.referrals), Expected: float64(c.supported) * p.stratum[i].rate})
				}
			}
		}
	}
	return parts
}

// baselineVariance is V = Σ_i h_i² v_i over the strata, with h = a − c: a = Σ_b κ_b × supported visits is 0 outside the
// set, c = Σ_b w_b × control visits with w_b = κ_b E_b/E_cb is not. The strata of a group with A = 0 share one rate, so
// that their h add up before squaring. Σ c² v over all strata is w'Mw with a matrix M over blocks that no set changes,
// so that the figure of a station costs no more than its own cells.
func (p *panel) baselineVariance(set []int, kappa, share []float64) float64 {
	v := 0.0
	shared := make([]float64, len(p.prior))
	for n := range p.blocks {
		w := kappa[n] * share[n]
		for m := range p.blocks {
			v += w * p.controlSquares[n][m] * kappa[m] * share[m]
		}
		for g := range shared {
			shared[g] -= w * p.sharedControls[g][n]
		}
	}
	for _, station := range set {
		for _, i := range p.own[station] {
			a, c := 0.0, 0.0
			for _, part := range p.parts[i] {
				a += kappa[part.block] * float64(part.supported)
				c += kappa[part.block] * share[part.block] * float64(part.controls)
			}
			if s := p.stratum[i]; p.prior[s.group].A > 0 {
				v += s.variance * (a*a - 2*a*c)
			} else {
				shared[s.group] += a
			}
		}
	}
	for g, sum := range shared {
		if prior := p.prior[g]; prior.N > 0 {
			v += sum * sum * prior.M / prior.N
		}
	}
	return v
}

// sumControls prepares what baselineVariance takes of the control cells: M, and the control visits of the groups with
// A = 0 by block.
func (p *panel) sumControls() {
	p.controlSquares = make([][]float64, len(p.blocks))
	for n := range p.controlSquares {
		p.controlSquares[n] = make([]float64, len(p.blocks))
	}
	p.sharedControls = make([][]float64, len(p.prior))
	for g := range p.sharedControls {
		p.sharedControls[g] = make([]float64, len(p.blocks))
	}
	for i, parts := range p.parts {
		s := p.stratum[i]
		for _, c := range parts {
			if p.prior[s.group].A == 0 {
				p.sharedControls[s.group][c.block] += float64(c.controls)
				continue
			}
			for _, d := range parts {
				p.controlSquares[c.block][d.block] += s.variance * float64(c.controls) * float64(d.controls)
			}
		}
	}
}

// interval fills what follows from O, E, W and the difference between stations: end by end the wider of both intervals.
func (e *Estimate) interval() {
	observed := float64(e.Observed)
	low, high := stats.Predictive{Mean: e.Expected, Variance: e.VarPredictive}.Interval()
	e.Avoided = e.Expected - observed
	e.Low, e.High = float64(low)-observed, float64(high)-observed
	if e.Between != nil {
		e.Low, e.High = min(e.Low, e.Between.Low), max(e.High, e.Between.High)
	}
	if e.Expected > 0 {
		e.Percent = 100 * e.Avoided / e.Expected
		e.RatioOE = observed / e.Expected
	}
	if top := observed + e.High; top > 0 {
		e.RatioLow, e.PercentHigh = observed/top, 100*e.High/top
	}
	if bottom := observed + e.Low; stats.Compare(bottom, 0) > 0 {
		ratioHigh, percentLow := observed/bottom, 100*e.Low/bottom
		e.RatioHigh, e.PercentLow = &ratioHigh, &percentLow
	}
}
