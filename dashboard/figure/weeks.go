package figure

import (
	"slices"
	"strings"
	"time"

	"luanphien/dashboard/question"
)

// byDays are the methods that count days or moments; every other one takes the weeks of the period.
var byDays = []string{"COV-", "CMP-6", "DQ-5"}

// byWeeks tells whether the figure, or a part of it, takes the weeks of the period.
func (f *Figure) byWeeks() bool {
	return slices.ContainsFunc(f.Methods, func(id string) bool {
		return !slices.ContainsFunc(byDays, func(days string) bool { return strings.HasPrefix(id, days) })
	})
}

// nameWeeks says in a figure's subtitle which weeks it takes, of a comparison those of either period. Where a figure shows
// days by week, a note says which of its weeks the period cuts.
func nameWeeks(r *question.Question, f *Figure, d *Drawing) {
	w := r.Words
	if !f.byWeeks() {
		if cut := w.CutWeeks(d.Scope.From, d.Scope.To); f.DaysByWeek && cut != "" {
			d.Notes = append(d.Notes, cut)
		}
		return
	}
	weeks := w.WeeksOfPeriod(d.Scope.From, d.Scope.To)
	if len(d.Periods) == 2 {
		a, b := d.Periods[0], d.Periods[1]
		weeks = w.WeeksOfBoth([2]time.Time{a.From, a.To}, [2]time.Time{b.From, b.To})
	}
	if weeks != "" && d.Subtitle != "" {
		d.Subtitle = w.T("period.subtitle", "subtitle", d.Subtitle, "weeks", weeks)
	}
}
