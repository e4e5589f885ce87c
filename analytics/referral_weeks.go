package analytics

import (
	"cmp"
	"slices"
)

// addReferralWeeks adds the weekly series and the number of supported weeks of each station. A cell enters the series
// when it enters the figure: its station is analysable, its block usable, its group estimable.
func (r *ReferralsAvoided) addReferralWeeks(p *panel) {
	place := make([]int, len(p.station)) // of a station of the panel in r.Stations; −1 = not of the scope
	for i := range place {
		place[i] = -1
	}
	for i, f := range r.Stations {
		if n, known := p.stations[f.Station.Code]; known {
			place[n] = i
		}
	}
	type stationWeek struct{ station, day int }
	supported, weeks := map[stationWeek]bool{}, map[int]bool{}
	sums, stationSums := map[int]*ReferralWeek{}, map[stationWeek]*ReferralWeek{}
	for _, c := range p.cells {
		i := place[p.stratum[c.stratum].station]
		if i < 0 || !p.isSupported(c) {
			continue
		}
		f, key := &r.Stations[i], stationWeek{i, int(c.day)}
		weeks[key.day] = true
		if !supported[key] {
			supported[key] = true
			f.SupportedWeeks++
		}
		expected, enters := p.expected(c)
		if !f.Analysable || !enters {
			continue
		}
		addToWeek(sums, key.day, ReferralWeek{Monday: c.monday()}).plus(c, expected)
		addToWeek(stationSums, key, ReferralWeek{Station: f.Station.Code, Monday: c.monday()}).plus(c, expected)
	}
	r.Province.SupportedWeeks = len(weeks)
	for _, w := range sums {
		r.Weeks = append(r.Weeks, *w)
	}
	slices.SortFunc(r.Weeks, func(a, b ReferralWeek) int { return a.Monday.Compare(b.Monday) })
	order := map[string]int{}
	for i, f := range r.Stations {
		order[f.Station.Code] = i
	}
	for _, w := range stationSums {
		r.StationWeeks = append(r.StationWeeks, *w)
	}
	slices.SortFunc(r.StationWeeks, func(a, b ReferralWeek) int {
		return cmp.Or(cmp.Compare(order[a.Station], order[b.Station]), a.Monday.Compare(b.Monday))
	})
}

func (w *ReferralWeek) plus(c panelCell, expected float64) {
	w.Visits += int(c.visits)
	w.Observed += int(c.referrals)
	w.Expected += expected
}

// addToWeek gives the week of that key, at first the one given.
func addToWeek[K comparable](weeks map[K]*ReferralWeek, key K, first ReferralWeek) *ReferralWeek {
	w := weeks[key]
	if w == nil {
		w = &first
		weeks[key] = w
	}
	return w
}
