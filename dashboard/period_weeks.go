package dashboard

import (
	"slices"
	"strings"
)

// byDays are the methods that count days or moments; every other one takes the weeks of the period.
var byDays = []string{"COV-", "CMP-6", "DQ-5"}

// byWeeks tells whether the figure, or a part of it, takes the weeks of the period.
func (f *Figure) byWeeks() bool {
	return slices.ContainsFunc(f.Methods, func(id string) bool {
		return !slices.ContainsFunc(byDays, func(days string) bool { return strings.HasPrefix(id, days) })
	})
}

// nameWeeks says in a figure's subtitle which weeks it takes.
func (r *request) nameWeeks(f *Figure, d *Drawing) {
	if weeks := r.words.WeeksOfPeriod(d.Scope.From, d.Scope.To); f.byWeeks() && weeks != "" && d.Subtitle != "" {
		d.Subtitle = r.words.T("period.subtitle", "subtitle", d.Subtitle, "weeks", weeks)
	}
}
