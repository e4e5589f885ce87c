package analytics

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// addReferralWeeks adds the weekly series and the number of supported weeks of each station. A cell enters the series
// when it enters the figure: its station is analysable, its block usable, its group estimable.
func (e *Edition) addReferralWeeks(ctx context.Context, r *ReferralsAvoided, p *panel) error {
	params, err := e.estimateParams(r.Scope)
	if err != nil {
		return err
	}
	params["health_center"], params["facility"] = r.Scope.HealthCenter, r.Scope.Facility
	figures := map[string]*StationReferrals{}
	order := map[string]int{}
	for i := range r.Stations {
		figures[r.Stations[i].Station.Code] = &r.Stations[i]
		order[r.Stations[i].Station.Code] = i
	}
	var previous [2]string
	sums := map[time.Time]*ReferralWeek{}
	weeks := map[time.Time]bool{}
	err = e.read(ctx, "referral_weeks", params, func(row *row) {
		station, group, text, monday := row.text(), row.text(), row.text(), row.date()
		block, visits, referrals := row.count(), row.count(), row.count()
		f := figures[station]
		weeks[monday] = true
		if key := [2]string{station, text}; key != previous { // rows come by station and week
			previous = key
			f.SupportedWeeks++
		}
		expected, enters := p.expected(station, group, block, visits)
		if !f.Analysable || !enters {
			return
		}
		r.StationWeeks = addToWeek(r.StationWeeks, ReferralWeek{station, monday, visits, referrals, expected})
		if sums[monday] == nil {
			sums[monday] = &ReferralWeek{Monday: monday}
		}
		sums[monday].plus(visits, referrals, expected)
	})
	if err != nil {
		return err
	}
	r.Province.SupportedWeeks = len(weeks)
	for _, w := range sums {
		r.Weeks = append(r.Weeks, *w)
	}
	slices.SortFunc(r.Weeks, func(a, b ReferralWeek) int { return a.Monday.Compare(b.Monday) })
	slices.SortStableFunc(r.StationWeeks, func(a, b ReferralWeek) int { return cmp.Compare(order[a.Station], order[b.Station]) })
	return nil
}

func (w *ReferralWeek) plus(visits, observed int, expected float64) {
	w.Visits += visits
	w.Observed += observed
	w.Expected += expected
}

// addToWeek adds to the last week of the list when it is the same station and week.
func addToWeek(weeks []ReferralWeek, w ReferralWeek) []ReferralWeek {
	if n := len(weeks); n > 0 && weeks[n-1].Station == w.Station && weeks[n-1].Monday.Equal(w.Monday) {
		weeks[n-1].plus(w.Visits, w.Observed, w.Expected)
		return weeks
	}
	return append(weeks, w)
}
