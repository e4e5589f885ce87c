package analytics

import (
	"context"
	"slices"
	"time"

	"luanphien/analytics/statement"
)

// ReportedWeek is the activity of one station in a week of which it sent any, summed over the groups. A sum is nil when
// a group that was reported is missing.
type ReportedWeek struct {
	Station            string // code; "" for a sum over stations
	Monday             time.Time
	Visits, Referrals  *int64
	Groups             int // groups with a row
	GroupsComplete     int // of these, with both counts
	GroupsInconsistent int // of these, with referrals above visits or a negative count
	// ValidVisits and ValidReferrals are the sums over the valid cells alone: what a proportion of referrals rests on.
	ValidVisits, ValidReferrals int64
}

// whole tells whether every group of the week is valid.
func (w ReportedWeek) whole() bool { return w.GroupsComplete == w.Groups && w.GroupsInconsistent == 0 }

// ReportedWeeks gives the activity of the stations of the scope, by station code and week: the rows of query
// station_weeks.
func (e *Edition) ReportedWeeks(ctx context.Context, scope Scope) ([]ReportedWeek, error) {
	stations, err := e.StationsIn(ctx, scope)
	if err != nil {
		return nil, err
	}
	member := map[string]bool{}
	for _, s := range stations {
		member[s.Code] = true
	}
	all, err := e.allWeeks(ctx)
	first, last := scope.mondays()
	if week := scope.LastWeek().Monday(); week.Before(last) {
		last = week
	}
	var weeks []ReportedWeek
	for _, w := range all {
		if member[w.Station] && !w.Monday.Before(first) && !w.Monday.After(last) {
			weeks = append(weeks, w)
		}
	}
	return weeks, err
}

// ByStation cuts a list sorted by station into the stations' parts.
func ByStation(weeks []ReportedWeek) map[string][]ReportedWeek {
	parts := map[string][]ReportedWeek{}
	for from := 0; from < len(weeks); {
		to := from
		for to < len(weeks) && weeks[to].Station == weeks[from].Station {
			to++
		}
		parts[weeks[from].Station] = weeks[from:to]
		from = to
	}
	return parts
}

// pooledWeeks sums the stations' weeks: the valid cells of all, and Visits and Referrals of the stations that gave both.
func pooledWeeks(weeks []ReportedWeek) []ReportedWeek {
	sums := map[time.Time]*ReportedWeek{}
	for _, w := range weeks {
		s := sums[w.Monday]
		if s == nil {
			s = &ReportedWeek{Monday: w.Monday}
			sums[w.Monday] = s
		}
		s.Groups += w.Groups
		s.GroupsComplete += w.GroupsComplete
		s.GroupsInconsistent += w.GroupsInconsistent
		s.ValidVisits += w.ValidVisits
		s.ValidReferrals += w.ValidReferrals
		if w.Visits == nil || w.Referrals == nil {
			continue
		}
		if s.Visits == nil {
			s.Visits, s.Referrals = new(int64), new(int64)
		}
		*s.Visits += *w.Visits
		*s.Referrals += *w.Referrals
	}
	var list []ReportedWeek
	for _, s := range sums {
		list = append(list, *s)
	}
	slices.SortFunc(list, func(a, b ReportedWeek) int { return a.Monday.Compare(b.Monday) })
	return list
}

// Total is the sum of one declared indicator over the stations of a scope, or of one station (IND, methods §8).
type Total struct {
	Indicator, Nature, Unit string // nature: flow or stock
	Value                   float64
	StationWeeks            int       // station-weeks that reported
	LastWeek                time.Time // Monday of the latest week reported
}

// Totals gives the other activity indicators of the scope (query indicator_totals): a flow summed over weeks and
// stations, a stock by its latest value of each station, summed over stations.
func (e *Edition) Totals(ctx context.Context, scope Scope) ([]Total, error) {
	totals, err := e.totals(ctx, scope)
	return totals[""], err
}

// TotalsByStation gives them by station code; "" holds the sums.
func (e *Edition) TotalsByStation(ctx context.Context, scope Scope) (map[string][]Total, error) {
	return e.totals(ctx, scope)
}

// totals gives them by station; "" holds the sums.
func (e *Edition) totals(ctx context.Context, scope Scope) (map[string][]Total, error) {
	totals := map[string][]Total{}
	err := e.Read(ctx, "indicator_totals", scope.Period(), func(r *statement.Row) {
		t := Total{Indicator: r.Text(), Nature: r.Text(), Unit: r.Text()}
		station := r.Text()
		t.Value, t.StationWeeks, t.LastWeek = r.Real(), r.Count(), r.Date()
		totals[station] = append(totals[station], t)
		sums := totals[""] // the rows come by indicator
		if n := len(sums); n == 0 || sums[n-1].Indicator != t.Indicator {
			totals[""] = append(sums, t)
			return
		}
		s := &sums[len(sums)-1]
		s.Value += t.Value
		s.StationWeeks += t.StationWeeks
		if t.LastWeek.After(s.LastWeek) {
			s.LastWeek = t.LastWeek
		}
	})
	return totals, err
}

// activityTotals is IND, in the order of the whole scope's; an indicator that a station does not report is not applicable
// to it.
func (e *Edition) activityTotals(ctx context.Context, scope Scope) (func(station string) []Indicator, error) {
	totals, err := e.totals(ctx, scope)
	return func(station string) []Indicator {
		own := map[string]Total{}
		for _, t := range totals[station] {
			own[t.Indicator] = t
		}
		var list []Indicator
		for _, t := range totals[""] {
			n := Indicator{ID: "IND", State: StateNotApplicable}
			if mine, ok := own[t.Indicator]; ok {
				weeks := float64(mine.StationWeeks)
				n.Value, n.Denominator, n.State = &mine.Value, &weeks, StateOK
			}
			list = append(list, n.of(t.Nature+" "+t.Indicator))
		}
		return list
	}, err
}
