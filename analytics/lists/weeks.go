package lists

import (
	"context"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/statement"
)

// Week is an activity indicator in one week, summed over the stations of the scope (IND): a flow's sum of the
// week, or a stock's sum of the latest values up to that week.
type Week struct {
	Indicator, Nature, Unit string
	Monday                  time.Time
	Value                   float64
	Stations                int // whose values are in the sum
	Reported                int // of these, those that reported in this week
}

// Weeks gives the activity indicators of the scope by week (query indicator_weeks), by indicator and week. A
// week without a value is left out.
func Weeks(ctx context.Context, e *analytics.Edition, scope analytics.Scope) ([]Week, error) {
	var list []Week
	err := e.Read(ctx, "indicator_weeks", scope.Period(), func(r *statement.Row) {
		list = append(list, Week{Indicator: r.Text(), Nature: r.Text(), Unit: r.Text(), Monday: r.Date(), Value: r.Real(),
			Stations: r.Count(), Reported: r.Count()})
	})
	return list, err
}
