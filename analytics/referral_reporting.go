package analytics

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"luanphien/analytics/stats"
	"luanphien/queries/calendar"
)

// Silence compares how often weeks with support and weeks without went unreported at the same stations. RA-1 sees reported
// weeks only: where the busy ones with a doctor are left out, it finds fewer referrals that no doctor spared.
type Silence struct {
	Stations          int     // with weeks of both kinds
	Supported, Others Ratio   // weeks not reported, over weeks
	T                 float64 // of the excess in supported weeks, by station
	Limit             float64 // |T| above which it is said; 0 = too few stations, or no week is missing at them
}

// Told tells that the difference is larger than chance makes it, and is to be said in words.
func (s Silence) Told() bool { return s.Limit > 0 && stats.Compare(math.Abs(s.T), s.Limit) > 0 }

// silence counts, over the stations with baseline enough, the weeks from T0 to the last reported one. Within a station the
// unreported weeks are expected to fall on weeks with support as often as there are such weeks; what exceeds that, d, is
// summed over the stations, and T = Σd/√Σd² against t of one less than these stations: weeks of one station go missing
// together. Partial weeks, and those in which a station was not active throughout, are left out.
func (p *panel) silence() (s Silence) {
	last := -1
	for _, c := range p.cells {
		if n, ok := p.week(c); ok {
			last = max(last, n)
		}
	}
	reported := make([][]bool, len(p.station))
	for i := range reported {
		reported[i] = make([]bool, last+1)
	}
	for _, c := range p.cells {
		if n, ok := p.week(c); ok && n >= 0 {
			reported[p.stratum[c.stratum].station][n] = true
		}
	}
	excess, squares, clusters := 0.0, 0.0, 0
	for _, station := range p.everywhere {
		i, known := p.stations[station.Code]
		if !known || !p.station[i].sufficient {
			continue
		}
		supported, others := p.unreported(i, station, reported[i])
		if supported.Denominator == 0 || others.Denominator == 0 {
			continue
		}
		s.Stations++
		s.Supported, s.Others = s.Supported.Plus(supported), s.Others.Plus(others)
		both := supported.Plus(others)
		if both.Numerator == 0 {
			continue
		}
		d := supported.Numerator - both.Numerator*supported.Denominator/both.Denominator
		excess, squares, clusters = excess+d, squares+d*d, clusters+1
	}
	if clusters >= minAllocation && squares > 0 {
		s.T = excess / math.Sqrt(squares)
		s.Limit = distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(clusters - 1)}.Quantile(0.975)
	}
	return s
}

// unreported counts a station's weeks with support and without.
func (p *panel) unreported(i int, station Station, reported []bool) (supported, others Ratio) {
	days := make([]int, len(reported))
	for _, w := range p.doctorWeeks[i] {
		if w.week >= 0 && w.week < len(days) {
			days[w.week] = w.days
		}
	}
	for n := range reported {
		monday := p.t0.AddDate(0, 0, 7*n)
		if monday.Before(calendar.Date(station.OpenedOn)) || station.ClosedOn != nil && station.ClosedOn.Before(monday.AddDate(0, 0, 6)) {
			continue
		}
		week := RatioOf(1, 1)
		if reported[n] {
			week.Numerator = 0
		}
		switch {
		case days[n] >= p.rules.supportedDays:
			supported = supported.Plus(week)
		case days[n] == 0:
			others = others.Plus(week)
		}
	}
	return supported, others
}
