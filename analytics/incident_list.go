package analytics

import (
	"context"
	"time"
)

// IncidentReport is a report of a difficulty as it stands at the as-of moment. Moments are local wall-clock times.
type IncidentReport struct {
	Station, Worker string // codes
	Reported        time.Time
	Content         string // as its author wrote it
	Severity        string // normal, urgent
	Responded       *time.Time
	Resolved        *time.Time
	AgeDays         float64 // since it was reported
}

// Open tells whether the difficulty is not resolved yet.
func (i IncidentReport) Open() bool { return i.Resolved == nil }

// IncidentList gives all reports of difficulties of the scope's stations up to as-of, whatever its period (query
// incident_list), oldest first.
func (e *Edition) IncidentList(ctx context.Context, scope Scope) ([]IncidentReport, error) {
	var list []IncidentReport
	err := e.read(ctx, "incident_list", scope.place(), func(r *row) {
		list = append(list, IncidentReport{Station: r.text(), Worker: r.text(), Reported: r.date(), Content: r.text(), Severity: r.text(),
			Responded: r.dateOrNil(), Resolved: r.dateOrNil(), AgeDays: r.real()})
	})
	return list, err
}
