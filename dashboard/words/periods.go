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
// just its days, unless the period is one of months, of which no reader counts the weeks.
func (w *Words) WeeksOfPeriod(from, to time.Time) string {
	first, last, ok := calendar.WeeksOf(from, to)
	switch {
	case !ok:
		return w.T("period.no_week")
	case first.Monday().Equal(from) && last.Sunday().Equal(to) && !(from.Day() == 1 && to.AddDate(0, 0, 1).Day() == 1):
		return ""
	}
	return w.spanOfWeeks(first, last)
}

// WeeksOfBoth says it of two periods, each by its days; "" where both are just their days.
func (w *Words) WeeksOfBoth(a, b [2]time.Time) string {
	if w.WeeksOfPeriod(a[0], a[1]) == "" && w.WeeksOfPeriod(b[0], b[1]) == "" {
		return ""
	}
	of := func(days [2]time.Time) string {
		weeks := w.WeeksOfPeriod(days[0], days[1])
		if first, last, ok := calendar.WeeksOf(days[0], days[1]); ok {
			weeks = w.spanOfWeeks(first, last)
		}
		return w.T("period.of", "period", w.Period(days[0], days[1]), "weeks", weeks)
	}
	return w.T("period.both", "a", of(a), "b", of(b))
}

// CutWeeks says which weeks a period begins or ends in the middle of; "" where in none.
func (w *Words) CutWeeks(from, to time.Time) string {
	first, last := calendar.WeekOf(from), calendar.WeekOf(to)
	begins, ends := first.Monday().Before(from), last.Sunday().After(to)
	switch {
	case begins && ends && first != last:
		return w.T("period.cut.both", "first", w.ShortWeek(first), "last", w.ShortWeek(last))
	case begins:
		return w.T("period.cut", "week", w.ShortWeek(first))
	case ends:
		return w.T("period.cut", "week", w.ShortWeek(last))
	}
	return ""
}

func (w *Words) spanOfWeeks(first, last calendar.Week) string {
	dates := w.Period(first.Monday(), last.Sunday())
	if first == last {
		return w.T("period.one_week", "number", first.Number, "dates", dates)
	}
	return w.T("period.the_weeks", "first", first.Number, "last", last.Number, "dates", dates)
}
