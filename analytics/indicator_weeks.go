package analytics

import (
	"context"
	"time"
)

// IndicatorWeek is an activity indicator in one week, summed over the stations of the scope (IND): a flow's sum of the
// week, or a stock's sum of the latest values up to that week.
type IndicatorWeek struct {
	Indicator, Nature, Unit string
	Monday                  time.Time
	Value                   float64
	Stations                int // whose values are in the sum
	Reported                int // of these, those that reported in this week
}

// IndicatorWeeks gives the activity indicators of the scope by week (query indicator_weeks), by indicator and week. A
// week without a value is left out.
func (e *Edition) IndicatorWeeks(ctx context.Context, scope Scope) ([]IndicatorWeek, error) {
	var list []IndicatorWeek
	err := e.read(ctx, "indicator_weeks", scope.period(), func(r *row) {
		list = append(list, IndicatorWeek{Indicator: r.text(), Nature: r.text(), Unit: r.text(), Monday: r.date(), Value: r.real(),
			Stations: r.count(), Reported: r.count()})
	})
	return list, err
}
