package analytics

import (
	"context"
	"slices"
	"time"

	"luanphien/analytics/statement"
	"luanphien/queries/calendar"
)

// MovedDeadline is the last day on which the reports of a week are on time, where holidays have moved it.
type MovedDeadline struct {
	Week calendar.Week
	Last time.Time
}

// Deadline is the last day on which the reports of a week of the scope are on time.
func (c *Compliance) Deadline(monday time.Time) time.Time {
	for _, m := range c.Moved {
		if m.Week.Monday().Equal(monday) {
			return m.Last
		}
	}
	return monday.AddDate(0, 0, 6+c.TimelyDays)
}

// movedDeadlines are those of the weeks of the scope's period that are over at its moment, in their order (query
// report_deadlines).
func (e *Edition) movedDeadlines(ctx context.Context, scope Scope, timelyDays int) ([]MovedDeadline, error) {
	holidays, err := e.allHolidays(ctx)
	if err != nil || len(holidays) == 0 {
		return nil, err
	}
	var moved []MovedDeadline
	last := scope.LastWeek()
	err = e.Read(ctx, "report_deadlines", map[string]any{"from_day": scope.From, "to_day": scope.To}, func(r *statement.Row) {
		week := calendar.WeekOf(r.Date())
		if day := r.Date(); !last.Before(week) && !day.Equal(week.Sunday().AddDate(0, 0, timelyDays)) {
			moved = append(moved, MovedDeadline{week, day})
		}
	})
	slices.SortFunc(moved, func(a, b MovedDeadline) int { return a.Last.Compare(b.Last) })
	return moved, err
}

// allHolidays are the days of the list of holidays.
func (e *Edition) allHolidays(ctx context.Context) ([]time.Time, error) {
	return keep(e, func(k *kept) *[]time.Time { return &k.holidays }, func() error {
		days := []time.Time{}
		err := e.Read(ctx, "holidays", nil, func(r *statement.Row) { days = append(days, r.Date()) })
		e.kept.holidays = days
		return err
	})
}
