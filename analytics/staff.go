package analytics

import (
	"context"
	"time"
)

// Staff are the codes of the workers who were present, by the Monday of the week. Weeks without anybody have no entry. It
// is what coverage rests on for disclosure control (methods §6).
type Staff map[time.Time][]string

// StaffByWeek finds the workers who were present at the stations of the scope (query staff_by_week).
func (e *Edition) StaffByWeek(ctx context.Context, scope Scope) (Staff, error) {
	staff := Staff{}
	err := e.read(ctx, "staff_by_week", scope.periodOf(), func(r *row) {
		monday := r.date()
		staff[monday] = append(staff[monday], r.text())
	})
	return staff, err
}
