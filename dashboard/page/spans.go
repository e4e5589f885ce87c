package page

import (
	"fmt"
	"strconv"

	"luanphien/dashboard/address"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// Span is a period that is one press away.
type Span struct {
	Text, URL string
	Chosen    bool
	Rolling   string // what a saved view keeps of it, so that it goes on with the calendar; "" = the address says all
	Period    string // as an address has it now
}

// Rolling are the spans that go on with the calendar.
var Rolling = []string{"4", "12", "26", "month", "quarter", "year"}

// RollingWords is such a span in words.
func RollingWords(w *words.Words, rolling string) string {
	if n, err := strconv.Atoi(rolling); err == nil {
		return w.T("span.weeks", "n", n)
	}
	return w.T("span." + rolling)
}

// Spans are the last 4, 12 and 26 weeks, the month, quarter and year of the last complete week, and all since the start.
func Spans(r *question.Question) ([]Span, error) {
	def, err := r.DefaultScope(r.Now)
	if err != nil {
		return nil, err
	}
	last := calendar.WeekOf(def.To)
	day := last.Monday().AddDate(0, 0, 3) // a week belongs where its Thursday lies
	asked := r.View.Given("period")
	ends := r.View.Given("from") != "" || r.View.Given("to") != ""
	var spans []Span
	add := func(rolling, period string) {
		spans = append(spans, Span{RollingWords(r.Words, rolling), r.View.Link(r.View.Path, append(r.View.Own(), "period", period, "from", "", "to", "")...), asked == period && !ends, rolling, period})
	}
	for _, n := range []int{4, 12, 26} {
		if first := last.Add(1 - n); !first.Monday().Before(def.From) {
			add(strconv.Itoa(n), first.String()+".."+last.String())
		}
	}
	add("month", day.Format("2006-01"))
	add("quarter", fmt.Sprintf("%d-Q%d", day.Year(), (int(day.Month())+2)/3))
	add("year", day.Format("2006"))
	all := r.View.Link(r.View.Path, append(r.View.Own(), "period", "", "from", "", "to", "")...)
	return append(spans, Span{Text: r.Words.T("period.since_start"), URL: all, Chosen: (asked == "" || asked == address.SinceStart) && !ends}), nil
}
