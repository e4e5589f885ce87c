package reporting

import (
	"cmp"
	"slices"
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/disclosure"
	"luanphien/dashboard/question"
)

// reportsFew says which numbers of a week's reports are not told.
type reportsFew struct{ OnTime, Late, Missing, Due bool }

// rate and completeness tell whether a proportion is not told: a number that makes it, or could be worked out of it.
func (f reportsFew) rate() bool { return f.OnTime || f.Due }

func (f reportsFew) Completeness() bool { return f.Missing || f.Due }

func (f reportsFew) any() bool { return f.OnTime || f.Late || f.Missing || f.Due }

// Few says which numbers of the reports rest on too few of those who owe them, by week and, under the zero time, over the
// period. It is decided on the whole period, so that all periods that are asked agree.
func Few(r *question.Question, c *analytics.Compliance) (map[time.Time]reportsFew, error) {
	if !r.ForPress() {
		return nil, nil
	}
	spans, err := toldSpans(r)
	if err != nil {
		return nil, err
	}
	few := map[time.Time]reportsFew{}
	of := func(tells func(*disclosure.Spans) bool) reportsFew {
		parts := !tells(spans[2])
		return reportsFew{OnTime: !tells(spans[1]), Late: parts, Missing: parts, Due: !tells(spans[0])}
	}
	for _, week := range c.Weeks {
		few[week.Monday] = of(func(s *disclosure.Spans) bool { return s.TellsWeek(week.Monday) })
	}
	few[time.Time{}] = of(func(s *disclosure.Spans) bool { return s.Tells(c.Scope.From, c.Scope.To) })
	return few, nil
}

// toldSpans are the spans of weeks of which is told how many reports were due, how many of them came on time, and what
// became of the others.
func toldSpans(r *question.Question) ([]*disclosure.Spans, error) {
	r, err := r.WholePeriod()
	if err != nil {
		return nil, err
	}
	c, err := r.Compliance(r.Scope, r.Stream())
	if err != nil {
		return nil, err
	}
	return question.Call(r, "reports few "+string(c.Stream), c.Scope, func() ([]*disclosure.Spans, error) {
		const onTime, late, missing = string(analytics.ReportOnTime), string(analytics.ReportLate), string(analytics.ReportMissing)
		states := []string{onTime, late, missing}
		crowd := disclosure.NewCrowd(c.Scope.From, c.Scope.To)
		for _, cell := range c.Grid {
			if state := string(cell.State); slices.Contains(states, state) { // a station's own report is one person's
				crowd.Add(state, cell.Monday, cmp.Or(cell.Worker, "station "+cell.Station))
			}
		}
		return crowd.Spans(states, [][]string{{onTime}, {late, missing}}, [][]string{{late}, {missing}}), nil
	})
}
