package analytics

import (
	"context"
	"time"
)

// Staff is how many different workers were present: by week, under its Monday, and over the whole period, under the zero
// time. Weeks without anybody have no entry. It is what coverage rests on for disclosure control (methods §6).
type Staff map[time.Time]int

// StaffByWeek counts the workers who were present at the stations of the scope (query staff_by_week).
func (e *Edition) StaffByWeek(ctx context.Context, scope Scope) (Staff, error) {
	staff := Staff{}
	err := e.read(ctx, "staff_by_week", scope.periodOf(), func(r *row) {
		monday := r.date()
		staff[monday] = r.count()
	})
	return staff, err
}
