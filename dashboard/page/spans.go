package page

import (
	"fmt"

	"luanphien/dashboard/address"
	"luanphien/dashboard/question"
	"luanphien/queries/calendar"
)

// Span is a period that is one press away.
type Span struct {
	Text, URL string
	Chosen    bool
}

// spansOf are the last 4, 12 and 26 weeks, the month, quarter and year of the last complete week, and all since the start.
func spansOf(r *question.Question) ([]Span, error) {
	def, err := r.DefaultScope(r.Now)
	if err != nil {
		return nil, err
	}
	last := calendar.WeekOf(def.To)
	day := last.Monday().AddDate(0, 0, 3) // a week belongs where its Thursday lies
	asked := r.View.Given("period")
	ends := r.View.Given("from") != "" || r.View.Given("to") != ""
	var spans []Span
	add := func(text, period string) {
		spans = append(spans, Span{text, r.View.Link(r.View.Path, append(r.View.Own(), "period", period, "from", "", "to", "")...), asked == period && !ends})
	}
	for _, n := range []int{4, 12, 26} {
		if first := last.Add(1 - n); !first.Monday().Before(def.From) {
			add(r.Words.T("span.weeks", "n", n), first.String()+".."+last.String())
		}
	}
	add(r.Words.T("span.month"), day.Format("2006-01"))
	add(r.Words.T("span.quarter"), fmt.Sprintf("%d-Q%d", day.Year(), (int(day.Month())+2)/3))
	add(r.Words.T("span.year"), day.Format("2006"))
	add(r.Words.T("period.since_start"), address.SinceStart)
	spans[len(spans)-1].URL = r.View.Link(r.View.Path, append(r.View.Own(), "period", "", "from", "", "to", "")...)
	spans[len(spans)-1].Chosen = (asked == "" || asked == address.SinceStart) && !ends
	return spans, nil
}
