package dashboard

import (
	"slices"
	"strings"
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/words"
)

// stripWeeks is the number of weeks of the overview's strips.
const stripWeeks = 12

var presenceStrip = &Figure{Rows: []string{"postings", "absences"}, ID: "presence_strip", DaysByWeek: true, Specialised: true, Weekly: true, Methods: []string{"COV-1"},
	Queries: []string{"coverage_by_week"},
	build: func(r *request) (*Drawing, error) {
		return drawPresenceGrid(r, "presence_strip", r.lastWeeks(stripWeeks))
	}}

var reportStrip = &Figure{Rows: []string{"weekly_reports"}, ID: "report_strip", Weekly: true, Methods: []string{"CMP-1", "CMP-2"},
	Queries: []string{"report_states"}, Streamed: true, Specialised: true, OfReports: true,
	build: func(r *request) (*Drawing, error) { return drawReportGrid(r, "report_strip", r.lastWeeks(stripWeeks)) }}

var presenceByWeek = &Figure{Rows: []string{"postings", "absences"}, ID: "presence_by_week", DaysByWeek: true, Specialised: true, Weekly: true, Methods: []string{"COV-1"},
	Queries: []string{"coverage_by_week"},
	build:   func(r *request) (*Drawing, error) { return drawPresenceGrid(r, "presence_by_week", r.scope) }}

// shade is the step of the sequential colours for a share of covered days; zero and missing have looks of their own.
func shade(share analytics.Ratio) string {
	value, ok := share.Value()
	switch {
	case !ok:
		return "absent"
	case value == 0:
		return "zero"
	case value < 0.25:
		return "step1"
	case value < 0.5:
		return "step2"
	case value < 0.75:
		return "step3"
	case value < 1:
		return "step4"
	}
	return "step5"
}

func drawPresenceGrid(r *request, id string, scope analytics.Scope) (*Drawing, error) {
	list, err := r.presence(r.scope) // the strip is a part of the period that the page has computed anyway
	if err != nil {
		return nil, err
	}
	stations, err := r.stationsInScope()
	if err != nil {
		return nil, err
	}
	w := r.words
	if len(list) == 0 {
		return withheld(analytics.StateNotApplicable, w.T("figure."+id), w.T("empty.no_active_days")), nil
	}
	rows, columns := rowsOf(stations), columnsOf(scope.From, scope.To)
	t := &Table{Columns: []Column{
		{Field: "station", Label: w.T("column.station"), Kind: KindStation},
		{Field: "week", Label: w.T("column.week"), Kind: KindWeek},
		{Field: "covered", Label: w.T("column.coverage"), Kind: KindPercent},
		{Field: "doctor_days", Label: w.T("column.doctor_days"), Kind: KindInt},
		{Field: "preventive_days", Label: w.T("column.preventive_days"), Kind: KindInt},
	}}
	var cells []gridCell
	empty, active := map[string]int{}, map[string]bool{} // weeks with nobody, by the name of the station
	for _, s := range list {
		row, known := rows.row[s.Station]
		column, ok := columns.index[s.Monday]
		if !known || !ok {
			continue
		}
		active[s.Station] = true
		if s.CoveredDays == 0 {
			empty[rows.names[row]]++
		}
		share := quotient(s.CoveredDays, s.ActiveDays)
		cells = append(cells, gridCell{row, column, shade(share), w.T("tip.week_presence", "covered", s.CoveredDays, "active", s.ActiveDays,
			"doctor", s.DoctorDays)})
		t.Rows = append(t.Rows, []any{stationRef{Code: s.Station, Name: rows.names[row]}, s.Monday, share, s.DoctorDays, s.PreventiveDays})
	}
	cells = append(cells, blanks(rows, columns, cells, "absent", w.T("tip.inactive"))...)
	chart, err := r.cellGrid(rows, columns, cells)
	if err != nil {
		return nil, err
	}
	period := w.Period(scope.From, scope.To)
	return &Drawing{
		Title:    r.emptyWeeksTitle(empty, len(active)),
		Subtitle: w.T("presence_grid.subtitle", "period", period, "weeks", len(columns.weeks), "n", len(rows.row)),
		Alt:      w.T("presence_grid.alt", "n", len(empty), "of", len(active), "period", period),
		Notes:    []string{w.T("presence_grid.note")}, Chart: chart, Table: t, Scope: scope,
	}, nil
}

// emptyWeeksTitle says at how many of the stations there were weeks with nobody, and where the most of them.
func (r *request) emptyWeeksTitle(empty map[string]int, of int) string {
	w, most := r.words, 0
	var names []string
	for name, weeks := range empty {
		if weeks > most {
			most, names = weeks, nil
		}
		if weeks == most {
			names = append(names, name)
		}
	}
	if most == 0 {
		return w.T("presence_grid.always", "of", of)
	}
	slices.SortFunc(names, words.Collator())
	where := strings.Join(names[:min(len(names), 2)], ", ")
	if more := len(names) - 2; more > 0 {
		where = w.T("presence_grid.others", "names", where, "n", more)
	}
	return w.T("presence_grid.title", "n", len(empty), "of", of, "most", most, "names", where)
}

// blanks are cells for every row and week that has none.
func blanks(rows *stationRows, columns *weekColumns, cells []gridCell, style, text string) []gridCell {
	filled := map[[2]int]bool{}
	for _, c := range cells {
		filled[[2]int{c.Row, c.Column}] = true
	}
	var empty []gridCell
	for i, code := range rows.codes {
		for j := range columns.weeks {
			if code != "" && !filled[[2]int{i, j}] {
				empty = append(empty, gridCell{i, j, style, text})
			}
		}
	}
	return empty
}

func (r *request) stationsInScope() ([]analytics.Station, error) {
	all, err := r.stations()
	if err != nil {
		return nil, err
	}
	var some []analytics.Station
	for _, s := range all {
		if r.scope.Holds(s) {
			some = append(some, s)
		}
	}
	return some, nil
}

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
func drawReportGrid(r *request, id string, scope analytics.Scope) (*Drawing, error) {
	c, err := r.compliance(r.scope, r.stream())
	if err != nil {
		return nil, err
	}
	if c.State == analytics.StateNotCollected || len(c.Grid) == 0 {
		if d := r.noReports(c, id); d != nil {
			return d, nil
		}
	}
	stations, err := r.stationsInScope()
	if err != nil {
		return nil, err
	}
	w := r.words
	rows, columns := rowsOf(stations), weeksOf(scope)
	t := &Table{Columns: []Column{
		{Field: "station", Label: w.T("column.station"), Kind: KindStation},
		{Field: "worker_code", Label: w.T("column.worker")},
		{Field: "week", Label: w.T("column.week"), Kind: KindWeek},
		{Field: "state", Label: w.T("column.state"), Kind: KindTerm, Prefix: "report.", Key: true},
		{Field: "days_late", Label: w.T("column.days_late_one"), Kind: KindInt},
	}}
	grid, counts := cellsOf(c.Grid, columns)
	for _, cell := range grid {
		row := []any{stationRef{Code: cell.Station, Name: ""}, cell.Worker, cell.Monday, string(cell.State), nil}
		if i, ok := rows.row[cell.Station]; ok {
			row[0] = stationRef{Code: cell.Station, Name: rows.names[i]}
		}
		if cell.State == analytics.ReportLate {
			row[4] = cell.DaysLate
		}
		t.Rows = append(t.Rows, row)
	}
	var cells []gridCell
	for code, weeks := range statesByWeek(grid) {
		for monday, s := range weeks {
			row, known := rows.row[code]
			column, ok := columns.index[monday]
			if known && ok {
				cells = append(cells, gridCell{row, column, string(s.state), r.statesInWords(s)})
			}
		}
	}
	sortCells(cells)
	cells = append(cells, blanks(rows, columns, cells, string(analytics.ReportNotExpected), w.T("report.not_expected"))...)
	chart, err := r.cellGrid(rows, columns, cells)
	if err != nil {
		return nil, err
	}
	say := func(state analytics.ReportState) string { return w.Int(float64(counts[state])) }
	due := counts[analytics.ReportOnTime] + counts[analytics.ReportLate] + counts[analytics.ReportMissing]
	return &Drawing{
		Title: w.T("report_grid.title", "missing", say(analytics.ReportMissing), "late", say(analytics.ReportLate), "due", w.Int(float64(due)),
			"stream", r.streamWords()),
		Subtitle: w.T("report_grid.subtitle", "stream", r.streamWords(), "period", w.Period(scope.From, scope.To), "days", c.TimelyDays,
			"n", len(rows.row)),
		Alt:   w.T("report_grid.alt", "on_time", say(analytics.ReportOnTime), "late", say(analytics.ReportLate), "missing", say(analytics.ReportMissing)),
		Notes: []string{w.T("report_grid.note")}, Chart: chart, Table: t, Scope: scope,
	}, nil
}

// cellsOf are the cells of the weeks of a chart, and how many there are of each state.
func cellsOf(grid []analytics.ReportCell, columns *weekColumns) ([]analytics.ReportCell, map[analytics.ReportState]int) {
	var cells []analytics.ReportCell
	counts := map[analytics.ReportState]int{}
	for _, c := range grid {
		if _, ok := columns.index[c.Monday]; ok {
			cells = append(cells, c)
			counts[c.State]++
		}
	}
	return cells, counts
}

// statesInWords counts the reports of a station and week: "2 đúng hạn, 1 thiếu".
func (r *request) statesInWords(s *stationWeekStates) string {
	text := ""
	for _, state := range []analytics.ReportState{analytics.ReportMissing, analytics.ReportLate, analytics.ReportOnTime, analytics.ReportNotYetDue} {
		n := s.counts[state]
		if n == 0 {
			continue
		}
		if text != "" {
			text += ", "
		}
		text += r.words.T("tip.state_count", "n", n, "state", r.words.T("report."+string(state)))
	}
	return text
}
