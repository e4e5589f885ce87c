package reporting

import (
	"cmp"
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/disclosure"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
)

// reportsFew says which numbers of a week's reports are not told.
type reportsFew struct{ OnTime, Late, Missing, Due bool }

// rate and completeness tell whether a proportion is not told: a number that makes it, or could be worked out of it.
func (f reportsFew) rate() bool { return f.OnTime || f.Due }

func (f reportsFew) Completeness() bool { return f.Missing || f.Due }

func (f reportsFew) any() bool { return f.OnTime || f.Late || f.Missing || f.Due }

// Few says which numbers of the reports rest on too few of those who owe them, by week and, under the zero time,
// over the period.
func Few(r *question.Question, c *analytics.Compliance) map[time.Time]reportsFew {
	if !r.ForPress() {
		return nil
	}
	few, _ := question.Call(r, "reports few "+string(c.Stream), c.Scope, func() (map[time.Time]reportsFew, error) { return reportingFew(c), nil })
	return few
}

func reportingFew(c *analytics.Compliance) map[time.Time]reportsFew {
	few := map[time.Time]reportsFew{}
	var interior [][]int
	var mondays []time.Time
	place := map[time.Time]int{}
	for _, week := range c.Weeks {
		if week.Due > 0 {
			place[week.Monday] = len(mondays)
			mondays = append(mondays, week.Monday)
			interior = append(interior, []int{week.OnTime, week.Late, week.Missing})
		}
	}
	for i, hidden := range disclosure.Grid(interior, reporters(c.Grid, place)) {
		at := time.Time{}
		if i < len(mondays) {
			at = mondays[i]
		}
		few[at] = reportsFew{hidden[0], hidden[1], hidden[2], hidden[3]}
	}
	return few
}

// reporters counts the persons behind the reports of each week, a row, and of each state, a column, with totals last. A
// station's own report is one person's.
func reporters(grid []analytics.ReportCell, place map[time.Time]int) [][]int {
	columns := map[analytics.ReportState]int{analytics.ReportOnTime: 0, analytics.ReportLate: 1, analytics.ReportMissing: 2}
	who := figure.NewCrowd(len(place)+1, len(columns)+1)
	for _, cell := range grid {
		row, known := place[cell.Monday]
		column, due := columns[cell.State]
		if known && due {
			who.Add(row, column, cmp.Or(cell.Worker, "station "+cell.Station))
		}
	}
	return who.Counts()
}
