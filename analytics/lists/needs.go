package lists

import (
	"context"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/statement"
)

// NeedState is a declared need of a station over a period, and how it stands at the as-of moment.
type NeedState struct {
	analytics.NeedCoverage
	// UnmetSince is the first day of the run of days on which the need has not been met up to as-of; nil when it is met
	// or no longer declared.
	UnmetSince *time.Time
	UnmetDays  int // length of that run
	Headcount  int // workers needed now; 0 when UnmetSince is nil
}

// Needs gives the declared needs of the scope (queries need_coverage and attention_needs), by station code and
// specialty.
func Needs(ctx context.Context, e *analytics.Edition, scope analytics.Scope) ([]NeedState, error) {
	var needs []NeedState
	place := map[[2]string]int{}
	err := e.Read(ctx, "need_coverage", scope.PeriodOf(), func(r *statement.Row) {
		n := analytics.NeedCoverage{Station: r.Text(), Specialty: r.Text(), NeedDays: r.Count(), MetDays: r.Count()}
		place[[2]string{n.Station, n.Specialty}] = len(needs)
		needs = append(needs, NeedState{NeedCoverage: n})
	})
	if err != nil {
		return nil, err
	}
	err = e.Read(ctx, "attention_needs", scope.Place(), func(r *statement.Row) {
		station, specialty, headcount, since, days := r.Text(), r.Text(), r.Count(), r.Date(), r.Count()
		if i, ok := place[[2]string{station, specialty}]; ok { // else it has no day in the period
			needs[i].Headcount, needs[i].UnmetSince, needs[i].UnmetDays = headcount, &since, days
		}
	})
	return needs, err
}
