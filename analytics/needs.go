package analytics

import (
	"context"
	"time"
)

// NeedState is a declared need of a station over a period, and how it stands at the as-of moment.
type NeedState struct {
	NeedCoverage
	// UnmetSince is the first day of the run of days on which the need has not been met up to as-of; nil when it is met
	// or no longer declared.
	UnmetSince *time.Time
	UnmetDays  int // length of that run
	Headcount  int // workers needed now; 0 when UnmetSince is nil
}

// Share is COV-6 of the one need.
func (n NeedCoverage) Share() Ratio { return ratio(n.MetDays, n.NeedDays) }

// Needs gives the declared needs of the scope (queries need_coverage and attention_needs), by station code and
// specialty.
func (e *Edition) Needs(ctx context.Context, scope Scope) ([]NeedState, error) {
	var needs []NeedState
	place := map[[2]string]int{}
	err := e.read(ctx, "need_coverage", scope.periodOf(), func(r *row) {
		n := NeedCoverage{r.text(), r.text(), r.count(), r.count()}
		place[[2]string{n.Station, n.Specialty}] = len(needs)
		needs = append(needs, NeedState{NeedCoverage: n})
	})
	if err != nil {
		return nil, err
	}
	err = e.read(ctx, "attention_needs", scope.place(), func(r *row) {
		station, specialty, headcount, since, days := r.text(), r.text(), r.count(), r.date(), r.count()
		if i, ok := place[[2]string{station, specialty}]; ok { // else it has no day in the period
			needs[i].Headcount, needs[i].UnmetSince, needs[i].UnmetDays = headcount, &since, days
		}
	})
	return needs, err
}
