package words

import (
	"time"

	"luanphien/queries/calendar"
)

// LongMonth is a month in a control: Tháng 10/2026, October 2026.
func (w *Words) LongMonth(d time.Time) string {
	if w.Lang == English {
		return d.Format("January 2006")
	}
	return w.T("period.month", "month", d.Format("1/2006"))
}

// WeeksOfPeriod says which weeks the weekly figures of a period take: «tuần 40–44, 28/09–01/11/2026»; "" where they are
// just its days.
func (w *Words) WeeksOfPeriod(from, to time.Time) string {
	first, last, ok := calendar.WeeksOf(from, to)
	switch {
	case !ok:
		return w.T("period.no_week")
	case first.Monday().Equal(from) && last.Sunday().Equal(to):
		return ""
	}
	dates := w.Period(first.Monday(), last.Sunday())
	if first == last {
		return w.T("period.one_week", "number", first.Number, "dates", dates)
	}
	return w.T("period.the_weeks", "first", first.Number, "last", last.Number, "dates", dates)
}
