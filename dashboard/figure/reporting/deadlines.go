package reporting

import (
	"strings"

	"luanphien/analytics"
	"luanphien/dashboard/question"
)

// Deadline says until when a report is on time, and which weeks have another day because of holidays.
func Deadline(r *question.Question, c *analytics.Compliance) string {
	const named = 3
	w := r.Words
	rule := w.T("deadline.rule", "days", c.TimelyDays)
	if len(c.Moved) == 0 {
		return rule
	}
	var weeks []string
	for _, m := range c.Moved[max(len(c.Moved)-named, 0):] {
		weeks = append(weeks, w.T("deadline.moved.week", "week", w.ShortWeek(m.Week), "date", w.Date(m.Last)))
	}
	more := ""
	if rest := len(c.Moved) - len(weeks); rest > 0 {
		more = w.T("deadline.moved.more", "n", rest)
	}
	return rule + w.T("deadline.moved", "weeks", strings.Join(weeks, ", "), "more", more)
}
