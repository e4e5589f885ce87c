package question

import (
	"strconv"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/editions"
	"luanphien/dashboard/disclosure"
	"luanphien/dashboard/problem"
	"luanphien/queries/calendar"
)

// What is told to the press is published, and can be laid beside what was told before. So that two answers do not leave
// over a few persons, the press is answered of whole weeks, of one edition at its own moment, of no single specialty;
// disclosure.Spans decides which of these weeks are told together.

// pressPeriod makes the period that was asked for one of whole weeks of the whole period.
func (r *Question) pressPeriod(asked, whole analytics.Scope) (analytics.Scope, error) {
	scope := asked
	scope.From, scope.To = disclosure.WholeWeeks(asked.From, asked.To)
	if scope.From.Before(whole.From) {
		scope.From = whole.From
	}
	if scope.To.After(whole.To) {
		scope.To = whole.To
	}
	if scope.To.Before(scope.From) {
		first, last := calendar.WeekOf(whole.From).String(), calendar.WeekOf(whole.To).String()
		return scope, problem.BadParameter("period", asked.From.Format(time.DateOnly)+".."+asked.To.Format(time.DateOnly),
			"question.problem.press_periods", "first", first, "last", last)
	}
	return scope, nil
}

// WholePeriod is the question of the whole period.
func (r *Question) WholePeriod() (*Question, error) {
	whole, err := r.wholePeriod(r.Now)
	if err != nil || r.Scope.From.Equal(whole.From) && r.Scope.To.Equal(whole.To) {
		return r, err
	}
	all := *r
	all.Scope.From, all.Scope.To = whole.From, whole.To
	return &all, nil
}

// PressMoment refuses a press officer another edition than the newest and another moment than its own: what came in
// between is what a few persons did. Others may look at what the press was told at any moment.
func (r *Question) PressMoment(shelf *editions.Shelf) error {
	if asked := max(r.View.Edition, r.View.Made); asked != 0 && asked != r.Newest {
		return problem.BadParameter("edition", strconv.Itoa(asked), "question.problem.press_newest")
	}
	if r.View.AsOf.IsZero() {
		return nil
	}
	newest, err := Newest(shelf)
	if err == nil && !r.View.AsOf.Equal(newest.AsOf) {
		err = problem.BadParameter("as_of", r.View.Given("as_of"), "question.problem.press_newest")
	}
	return err
}
