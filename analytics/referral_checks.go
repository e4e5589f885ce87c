package analytics

import (
	"context"
	"math"
	"slices"
	"time"

	"luanphien/analytics/statement"
	"luanphien/analytics/stats"
)

// The numbers of the checks (methods §4.7).
const (
	checkWeeks     = 4   // weeks before or after a week with a doctor
	minAllocation  = 12  // stations
	allocationTold = 0.3 // |ρ| above which the allocation is said in words
)

// Check is RA-1 of weeks in which there was no support: it should find none.
type Check struct {
	Estimate
	StationWeeks int // in O and E
	UsableBlocks int // judged without those weeks
}

// ExcludesZero tells that the check has failed: its interval does not hold 0, ends included. One that could not be
// computed has not failed.
func (c Check) ExcludesZero() bool { return c.State == StateOK && c.Clear() }

// doctorWeek is a week with a doctor at a station, counted from T0.
type doctorWeek struct{ week, days int }

// readDoctorWeeks reads the weeks in which each station had a doctor on some day, reported or not.
func (e *Edition) readDoctorWeeks(ctx context.Context, scope Scope, p *panel) error {
	p.doctorWeeks = make([][]doctorWeek, len(p.station))
	err := e.Read(ctx, "clinical_presence_week", scope.At(), func(r *statement.Row) {
		code, monday, days := r.Text(), r.Date(), r.Count()
		if days > 0 {
			p.addDoctorWeek(code, monday, days)
		}
	})
	return err
}

// addDoctorWeek adds a week with a doctor at a station, in any order.
func (p *panel) addDoctorWeek(station string, monday time.Time, days int) {
	if i, known := p.stations[station]; known {
		p.doctorWeeks[i] = append(p.doctorWeeks[i], doctorWeek{(dayOf(monday) - dayOf(p.t0)) / 7, days})
	}
}

// check takes the unsupported weeks within so many weeks before (negative: the placebo) or after (carry-over) a week with
// a doctor at the same station as if they were supported. They leave the controls, and blocks are judged again.
func (p *panel) check(stations []Station, within int) Check {
	set := p.analysableOf(stations)
	marked := make([][]bool, len(p.station)) // by week from T0 on, of analysable stations
	for _, i := range set {
		for _, w := range p.doctorWeeks[i] {
			week := w.week
			for k := max(week+min(within, 1), 0); k <= week+max(within, -1); k++ {
				for len(marked[i]) <= k {
					marked[i] = append(marked[i], false)
				}
				marked[i][k] = true
			}
		}
	}
	q := p.fresh()
	q.asIf = func(c panelCell) bool {
		n, _ := p.week(c)
		weeks := marked[p.stratum[c.stratum].station]
		return c.covered == 0 && n < len(weeks) && weeks[n]
	}
	q.sumBlocks()
	q.calibrate()
	q.sumControls()
	c := Check{Estimate: q.estimate(set, true), StationWeeks: q.countStationWeeks(set)}
	for _, b := range q.blocks {
		if b.usable {
			c.UsableBlocks++
		}
	}
	c.State = StateOK
	if c.UsableBlocks == 0 || stats.Compare(c.Expected, MinExpected) < 0 {
		c.State = StateNotApplicable
	}
	return c
}

// fresh is the panel with its rates, before any block is summed.
func (p *panel) fresh() *panel {
	q := *p
	q.blocks, q.controlParts = nil, nil
	q.station = slices.Clone(p.station)
	for i := range q.station {
		t := &q.station[i]
		*t = stationSums{baselineWeeks: t.baselineWeeks, baselineVisits: t.baselineVisits, sufficient: t.sufficient}
	}
	return &q
}

// countStationWeeks counts the station-weeks of a set that enter its figure.
func (p *panel) countStationWeeks(set []int) int {
	member, seen := make([]bool, len(p.station)), make([][]bool, len(p.station))
	for _, i := range set {
		member[i] = true
		seen[i] = make([]bool, len(p.blocks)*p.rules.blockWeeks)
	}
	count := 0
	for _, c := range p.cells {
		station := p.stratum[c.stratum].station
		if !member[station] || !p.isSupported(c) {
			continue
		}
		if n, _ := p.week(c); !seen[station][n] {
			if _, enters := p.expected(c); enters {
				seen[station][n] = true
				count++
			}
		}
	}
	return count
}

// Allocation tells whether support went to stations that referred more, or less, to begin with.
type Allocation struct {
	Stations int      // with baseline enough
	Rho      *float64 // Spearman's; nil = too few stations, or nothing varies
}

// Told tells that the correlation is large enough to be said in words.
func (a Allocation) Told() bool {
	return a.Rho != nil && stats.Compare(math.Abs(*a.Rho), allocationTold) > 0
}

// allocation correlates, over the stations with baseline enough, the baseline ratio of observed to expected by case mix
// with the share of the reported weeks since T0 that were supported.
func (p *panel) allocation() (a Allocation) {
	expected, observed := make([]float64, len(p.station)), make([]float64, len(p.station))
	for _, s := range p.stratum {
		observed[s.station] += s.baseline.Y
		expected[s.station] += s.baseline.N * p.prior[s.group].M
	}
	reported, supported := make([]map[int32]bool, len(p.station)), make([]int, len(p.station))
	for i := range reported {
		reported[i] = map[int32]bool{}
	}
	for _, c := range p.cells {
		i := p.stratum[c.stratum].station
		if n, ok := p.week(c); ok && n >= 0 && !reported[i][c.day] {
			reported[i][c.day] = true
			if int(c.covered) >= p.rules.supportedDays {
				supported[i]++
			}
		}
	}
	var ratios, shares []float64
	for i, t := range p.station {
		if t.sufficient && expected[i] > 0 && len(reported[i]) > 0 {
			ratios = append(ratios, observed[i]/expected[i])
			shares = append(shares, float64(supported[i])/float64(len(reported[i])))
		}
	}
	a.Stations = len(ratios)
	if rho, ok := stats.Spearman(ratios, shares); ok && a.Stations >= minAllocation {
		a.Rho = &rho
	}
	return a
}
