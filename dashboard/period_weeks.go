package dashboard

import (
	"slices"
	"strings"
	"time"

	"luanphien/queries/calendar"
)

// byDays are the methods that count days or moments; every other one takes the weeks of the period.
var byDays = []string{"COV-", "CMP-6", "DQ-5"}

// byWeeks tells whether the figure, or a part of it, takes the weeks of the period.
func (f *Figure) byWeeks() bool {
	return slices.ContainsFunc(f.Methods, func(id string) bool {
		return !slices.ContainsFunc(byDays, func(days string) bool { return strings.HasPrefix(id, days) })
	})
}

// weeksOfPeriod says which weeks the weekly figures of a period take: «tuần 40–44, 28/09–01/11/2026»; "" where they are
// just its days.
func (w *Words) weeksOfPeriod(from, to time.Time) string {
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

// nameWeeks says in a figure's subtitle which weeks it takes.
func (r *request) nameWeeks(f *Figure, d *Drawing) {
	if weeks := r.words.weeksOfPeriod(d.Scope.From, d.Scope.To); f.byWeeks() && weeks != "" && d.Subtitle != "" {
		d.Subtitle = r.words.T("period.subtitle", "subtitle", d.Subtitle, "weeks", weeks)
	}
}
