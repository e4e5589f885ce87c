package lists

import (
	"context"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/statement"
)

// Staff are the codes of the workers who were present, by the Monday of the week. Weeks without anybody have no entry. It
// is what coverage rests on for disclosure control (methods §6).
type Staff map[time.Time][]string

// StaffByWeek finds the workers who were present at the stations of the scope (query staff_by_week).
func StaffByWeek(ctx context.Context, e *analytics.Edition, scope analytics.Scope) (Staff, error) {
	staff := Staff{}
	err := e.Read(ctx, "staff_by_week", scope.PeriodOf(), func(r *statement.Row) {
		monday := r.Date()
		staff[monday] = append(staff[monday], r.Text())
	})
	return staff, err
}
