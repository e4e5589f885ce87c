package analytics

import "context"

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
func (e *Edition) Rotation(ctx context.Context, scope Scope) ([]StaffDays, error) {
	var list []StaffDays
	err := e.read(ctx, "rotation_staff_days", scope.periodOf(), func(r *row) {
		list = append(list, StaffDays{Station: r.text(), Worker: r.text(), Unit: r.text(), UnitName: r.text(), Level: r.text(),
			Qualification: r.text(), Cadre: r.text(), Specialty: r.text(), Planned: r.count(), Present: r.count()})
	})
	return list, err
}

// Gaps lists the runs of active days of the period on which nobody was present (query station_gaps), by station code
// and day.
func (e *Edition) Gaps(ctx context.Context, scope Scope) ([]Gap, error) {
	var gaps []Gap
	err := e.read(ctx, "station_gaps", scope.periodOf(), func(r *row) {
		gaps = append(gaps, Gap{r.text(), r.count(), r.date(), r.date()})
	})
	return gaps, err
}
