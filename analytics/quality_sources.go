package analytics

import (
	"context"
	"time"
)

// SourceConflict is a value given for a station itself beside those of the former communes that made it (methods §2): the
// parts count, the station's own value does not.
type SourceConflict struct {
	Kind    string // canonical: activity (visits), indicators, needs (headcount), weekly_reports and incident_reports (1 each)
	Station string
	From    time.Time // the Monday of the week; for needs and difficulties a day
	Item    string    // diagnosis group, indicator, specialty or worker
	Own     *float64  // nil = blank
	Parts   *float64  // their sum
	Units   int       // former communes that gave a value
}

// firstFacts is a day before any fact: a value that is not counted is listed whatever the period, because the communes
// were merged before most periods begin.
var firstFacts = time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)

// SourceConflicts lists the values of the scope's stations that are not counted for that reason, up to the end of its
// period (query source_conflicts).
func (e *Edition) SourceConflicts(ctx context.Context, scope Scope) ([]SourceConflict, error) {
	values := scope.period()
	values["from_day"] = firstFacts
	delete(values, "as_of") // the query has no use for it
	var found []SourceConflict
	err := e.read(ctx, "source_conflicts", values, func(r *row) {
		found = append(found, SourceConflict{Kind: r.text(), Station: r.text(), From: r.date(), Item: r.text(), Own: r.realOrNil(), Parts: r.realOrNil(), Units: r.count()})
	})
	return found, err
}
