package coverage

import (
	"time"

	"luanphien/analytics/lists"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/disclosure"
	"luanphien/dashboard/question"
	"luanphien/queries/calendar"
)

// weeksFew says which weeks of a series are not told, by their Mondays, and whether the whole period is not.
type weeksFew struct {
	Weeks map[time.Time]bool
	whole bool
}

func (f weeksFew) any() bool {
	for _, hidden := range f.Weeks {
		if hidden {
			return true
		}
	}
	return f.whole
}

// anyOf tells whether one of the weeks from a Monday on, so many, is not told.
func (f weeksFew) anyOf(first time.Time, weeks int) bool {
	for i := range weeks {
		if f.Weeks[first.AddDate(0, 0, 7*i)] {
			return true
		}
	}
	return f.whole
}

// FewWeeks says which weeks of the coverage rest on too few workers, or would with others tell of weeks that do. It is
// decided on the whole period, so that all periods that are asked agree.
func FewWeeks(r *question.Question) (weeksFew, error) {
	f := weeksFew{Weeks: map[time.Time]bool{}}
	if !r.ForPress() {
		return f, nil
	}
	spans, err := toldSpans(r)
	if err != nil {
		return f, err
	}
	for _, week := range chart.ColumnsOf(r.Scope.From, r.Scope.To).Weeks {
		f.Weeks[week.Monday()] = !spans.TellsWeek(week.Monday())
	}
	f.whole = !spans.Tells(r.Scope.From, r.Scope.To)
	return f, nil
}

// toldSpans are the spans of weeks whose coverage is told.
func toldSpans(r *question.Question) (*disclosure.Spans, error) {
	r, err := r.WholePeriod()
	if err != nil {
		return nil, err
	}
	return question.Call(r, "coverage few", r.Scope, func() (*disclosure.Spans, error) {
		staff, err := lists.StaffByWeek(r.Ctx, r.Edition, r.Scope)
		if err != nil {
			return nil, err
		}
		crowd := disclosure.NewCrowd(r.Scope.From, r.Scope.To)
		for monday, workers := range staff {
			for _, worker := range workers {
				crowd.Add("present", monday, worker)
			}
		}
		return crowd.Spans([]string{"present"})[0], nil
	})
}

// changeFew says, instead of a comparison of the last weeks with those before, that one of them is not told; "" where
// they all are.
func changeFew(r *question.Question, f weeksFew) string {
	sides, ok := r.LastAndBefore()
	if ok && f.anyOf(calendar.WeekOf(sides.A.From).Monday(), 2*question.RecentWeeks) {
		return r.Words.T("disclosure.change")
	}
	return ""
}
