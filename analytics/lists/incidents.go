package lists

import (
	"context"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/statement"
)

// Incident is a report of a difficulty as it stands at the as-of moment. Moments are local wall-clock times.
type Incident struct {
	Station, Worker string // codes
	Reported        time.Time
	Content         string // as its author wrote it
	Severity        string // normal, urgent
	Responded       *time.Time
	Resolved        *time.Time
	AgeDays         float64 // since it was reported
}

// Open tells whether the difficulty is not resolved yet.
func (i Incident) Open() bool { return i.Resolved == nil }

// Incidents gives all reports of difficulties of the scope's stations up to as-of, whatever its period (query
// incident_list), oldest first.
func Incidents(ctx context.Context, e *analytics.Edition, scope analytics.Scope) ([]Incident, error) {
	var list []Incident
	err := e.Read(ctx, "incident_list", scope.Place(), func(r *statement.Row) {
		list = append(list, Incident{Station: r.Text(), Worker: r.Text(), Reported: r.Date(), Content: r.Text(), Severity: r.Text(),
			Responded: r.DateOrNil(), Resolved: r.DateOrNil(), AgeDays: r.Real()})
	})
	return list, err
}
