package lists

import (
	"context"

	"luanphien/analytics"
	"luanphien/analytics/statement"
)

// StaffDays are the staff-days of one worker at one station in a period.
type StaffDays struct {
	Station, Worker string // codes
	Unit, UnitName  string // the sending unit; "" when the worker is not in the list
	Level           string // of the unit: province, district; "" when unknown
	Qualification   string
	Cadre           string
	Specialty       string
	Planned         int // distinct days of the original orders, cancelled ones included (the denominator of COV-11)
	Present         int // days of presence (COV-2)
}

// Rotation gives the staff-days by worker and station (query rotation_staff_days), by station and worker code. Its sums
// are those of Coverage.
func Rotation(ctx context.Context, e *analytics.Edition, scope analytics.Scope) ([]StaffDays, error) {
	var list []StaffDays
	err := e.Read(ctx, "rotation_staff_days", scope.PeriodOf(), func(r *statement.Row) {
		list = append(list, StaffDays{Station: r.Text(), Worker: r.Text(), Unit: r.Text(), UnitName: r.Text(), Level: r.Text(),
			Qualification: r.Text(), Cadre: r.Text(), Specialty: r.Text(), Planned: r.Count(), Present: r.Count()})
	})
	return list, err
}

// Gaps lists the runs of active days of the period on which nobody was present (query station_gaps), by station code
// and day.
func Gaps(ctx context.Context, e *analytics.Edition, scope analytics.Scope) ([]analytics.Gap, error) {
	var gaps []analytics.Gap
	err := e.Read(ctx, "station_gaps", scope.PeriodOf(), func(r *statement.Row) {
		gaps = append(gaps, analytics.Gap{Station: r.Text(), Days: r.Count(), From: r.Date(), To: r.Date()})
	})
	return gaps, err
}
