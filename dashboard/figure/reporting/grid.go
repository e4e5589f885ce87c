package reporting

import (
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
)

var Strip = &figure.Figure{Rows: []string{"weekly_reports"}, ID: "report_strip", Weekly: true, Methods: []string{"CMP-1", "CMP-2"},
	Queries: []string{"report_states"}, Streamed: true, Specialised: true, OfReports: true,
	Draw: func(r *question.Question) (*figure.Drawing, error) {
		return drawReportGrid(r, "report_strip", r.LastWeeks(figure.StripWeeks))
	}}

// stationWeekStates are the report states of one station and week.
type stationWeekStates struct {
	state  analytics.ReportState // the worst
	counts map[analytics.ReportState]int
}

// statesByWeek gathers the cells of a grid per station and week.
func statesByWeek(grid []analytics.ReportCell) map[string]map[time.Time]*stationWeekStates {
	all := map[string]map[time.Time]*stationWeekStates{}
	for _, c := range grid {
		if all[c.Station] == nil {
			all[c.Station] = map[time.Time]*stationWeekStates{}
		}
		s := all[c.Station][c.Monday]
		if s == nil {
			s = &stationWeekStates{state: c.State, counts: map[analytics.ReportState]int{}}
			all[c.Station][c.Monday] = s
		}
		s.counts[c.State]++
		if worst[c.State] > worst[s.state] {
			s.state = c.State
		}
	}
	return all
}

// drawReportGrid draws stations × weeks of report states. A cell of several expected reports shows the worst state;
// its tooltip and the table count them all.
func drawReportGrid(r *question.Question, id string, scope analytics.Scope) (*figure.Drawing, error) {
	c, err := r.Compliance(r.Scope, r.Stream())
	if err != nil {
		return nil, err
	}
	if c.State == analytics.StateNotCollected || len(c.Grid) == 0 {
		if d := NoReports(r, c, id); d != nil {
			return d, nil
		}
	}
	stations, err := r.StationsInScope()
	if err != nil {
		return nil, err
	}
	w := r.Words
	rows, columns := chart.RowsOf(stations), chart.WeeksOf(scope)
	grid, counts := cellsOf(c.Grid, columns)
	type report = analytics.ReportCell
	t := table.Of(grid, []table.For[report]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(c report) any { return table.StationRef{Code: c.Station, Name: rows.Name(c.Station)} }},
		{Field: "worker_code", Label: w.T("column.worker"), Cell: func(c report) any { return c.Worker }},
		{Field: "week", Label: w.T("column.week"), Kind: table.KindWeek, Cell: func(c report) any { return c.Monday }},
		{Field: "state", Label: w.T("column.state"), Kind: table.KindTerm, Prefix: "report.", Key: true, Cell: func(c report) any { return string(c.State) }},
		{Field: "days_late", Label: w.T("column.days_late_one"), Kind: table.KindInt, Cell: func(c report) any { return table.If(c.State == analytics.ReportLate, c.DaysLate) }},
	})
	var cells []chart.GridCell
	for code, weeks := range statesByWeek(grid) {
		for monday, s := range weeks {
			row, known := rows.Row[code]
			column, ok := columns.Index[monday]
			if known && ok {
				cells = append(cells, chart.GridCell{Row: row, Column: column, Style: string(s.state), Text: statesInWords(r, s)})
			}
		}
	}
	chart.SortCells(cells)
	cells = append(cells, chart.Blanks(rows, columns, cells, string(analytics.ReportNotExpected), w.T("report.not_expected"))...)
	chart, err := chart.CellGrid(r, rows, columns, cells)
	if err != nil {
		return nil, err
	}
	say := func(state analytics.ReportState) string { return w.Int(float64(counts[state])) }
	due := counts[analytics.ReportOnTime] + counts[analytics.ReportLate] + counts[analytics.ReportMissing]
	return &figure.Drawing{
		Title: w.T("report_grid.title", "missing", say(analytics.ReportMissing), "late", say(analytics.ReportLate), "due", w.Int(float64(due)),
			"stream", r.StreamWords()),
		Subtitle: w.T("report_grid.subtitle", "stream", r.StreamWords(), "period", w.Period(scope.From, scope.To), "deadline", Deadline(r, c),
			"n", len(rows.Row)),
		Alt:   w.T("report_grid.alt", "on_time", say(analytics.ReportOnTime), "late", say(analytics.ReportLate), "missing", say(analytics.ReportMissing)),
		Notes: []string{w.T("report_grid.note")}, Chart: chart, Table: t, Scope: scope,
	}, nil
}

// cellsOf are the cells of the weeks of a chart, and how many there are of each state.
func cellsOf(grid []analytics.ReportCell, columns *chart.WeekColumns) ([]analytics.ReportCell, map[analytics.ReportState]int) {
	var cells []analytics.ReportCell
	counts := map[analytics.ReportState]int{}
	for _, c := range grid {
		if _, ok := columns.Index[c.Monday]; ok {
			cells = append(cells, c)
			counts[c.State]++
		}
	}
	return cells, counts
}

// statesInWords counts the reports of a station and week: "2 đúng hạn, 1 thiếu".
func statesInWords(r *question.Question, s *stationWeekStates) string {
	text := ""
	for _, state := range []analytics.ReportState{analytics.ReportMissing, analytics.ReportLate, analytics.ReportOnTime, analytics.ReportNotYetDue} {
		n := s.counts[state]
		if n == 0 {
			continue
		}
		if text != "" {
			text += ", "
		}
		text += r.Words.T("tip.state_count", "n", n, "state", r.Words.T("report."+string(state)))
	}
	return text
}
