package coverage

import (
	"time"

	"luanphien/analytics"
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

// FewWeeks says which weeks of the coverage rest on too few workers.
func FewWeeks(r *question.Question) (weeksFew, error) {
	f := weeksFew{Weeks: map[time.Time]bool{}}
	if !r.ForPress() {
		return f, nil
	}
	staff, err := question.Call(r, "staff", r.Scope, func() (analytics.Staff, error) { return r.Edition.StaffByWeek(r.Ctx, r.Scope) })
	if err != nil {
		return f, err
	}
	weeks := chart.ColumnsOf(r.Scope.From, r.Scope.To).Weeks
	persons := make([]int, len(weeks))
	for i, week := range weeks {
		persons[i] = staff[week.Monday()]
	}
	parts, whole := disclosure.Line(persons, staff[time.Time{}])
	for i, week := range weeks {
		f.Weeks[week.Monday()] = parts[i]
	}
	f.whole = whole
	return f, nil
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
