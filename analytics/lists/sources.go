package lists

import (
	"context"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/statement"
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
func SourceConflicts(ctx context.Context, e *analytics.Edition, scope analytics.Scope) ([]SourceConflict, error) {
	values := scope.Period()
	values["from_day"] = firstFacts
	delete(values, "as_of") // the query has no use for it
	var found []SourceConflict
	err := e.Read(ctx, "source_conflicts", values, func(r *statement.Row) {
		found = append(found, SourceConflict{Kind: r.Text(), Station: r.Text(), From: r.Date(), Item: r.Text(), Own: r.RealOrNil(), Parts: r.RealOrNil(), Units: r.Count()})
	})
	return found, err
}
