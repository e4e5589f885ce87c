package coverage

import (
	"slices"
	"strings"

	"luanphien/analytics"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var PresenceStrip = &figure.Figure{Rows: []string{"postings", "absences"}, ID: "presence_strip", DaysByWeek: true, Specialised: true, Weekly: true, Methods: []string{"COV-1"},
	Queries: []string{"coverage_by_week"},
	Draw: func(r *question.Question) (*figure.Drawing, error) {
		return drawPresenceGrid(r, "presence_strip", r.LastWeeks(figure.StripWeeks))
	}}

var PresenceByWeek = &figure.Figure{Rows: []string{"postings", "absences"}, ID: "presence_by_week", DaysByWeek: true, Specialised: true, Weekly: true, Methods: []string{"COV-1"},
	Queries: []string{"coverage_by_week"},
	Draw: func(r *question.Question) (*figure.Drawing, error) {
		return drawPresenceGrid(r, "presence_by_week", r.Scope)
	}}

func drawPresenceGrid(r *question.Question, id string, scope analytics.Scope) (*figure.Drawing, error) {
	list, err := r.Presence(r.Scope) // the strip is a part of the period that the page has computed anyway
	if err != nil {
		return nil, err
	}
	stations, err := r.StationsInScope()
	if err != nil {
		return nil, err
	}
	w := r.Words
	if len(list) == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure."+id), w.T("empty.no_active_days")), nil
	}
	rows, columns := chart.RowsOf(stations), chart.ColumnsOf(scope.From, scope.To)
	var cells []chart.GridCell
	var shown []analytics.StationWeek
	empty, active := map[string]int{}, map[string]bool{} // weeks with nobody, by the name of the station
	for _, s := range list {
		row, known := rows.Row[s.Station]
		column, ok := columns.Index[s.Monday]
		if !known || !ok {
			continue
		}
		active[s.Station] = true
		if s.CoveredDays == 0 {
			empty[rows.Names[row]]++
		}
		share := figure.Quotient(s.CoveredDays, s.ActiveDays)
		cells = append(cells, chart.GridCell{Row: row, Column: column, Style: figure.Shade(share), Text: w.T("tip.week_presence", "covered", s.CoveredDays, "active", s.ActiveDays,
			"doctor", s.DoctorDays)})
		shown = append(shown, s)
	}
	type stationWeek = analytics.StationWeek
	t := table.Of(shown, []table.For[stationWeek]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(s stationWeek) any { return table.StationRef{Code: s.Station, Name: rows.Name(s.Station)} }},
		{Field: "week", Label: w.T("column.week"), Kind: table.KindWeek, Cell: func(s stationWeek) any { return s.Monday }},
		{Field: "covered", Label: w.T("column.coverage"), Kind: table.KindPercent, Cell: func(s stationWeek) any { return figure.Quotient(s.CoveredDays, s.ActiveDays) }},
		{Field: "doctor_days", Label: w.T("column.doctor_days"), Kind: table.KindInt, Cell: func(s stationWeek) any { return s.DoctorDays }},
		{Field: "preventive_days", Label: w.T("column.preventive_days"), Kind: table.KindInt, Cell: func(s stationWeek) any { return s.PreventiveDays }},
	})
	cells = append(cells, chart.Blanks(rows, columns, cells, "absent", w.T("tip.inactive"))...)
	chart, err := chart.CellGrid(r, rows, columns, cells)
	if err != nil {
		return nil, err
	}
	period := w.Period(scope.From, scope.To)
	return &figure.Drawing{
		Title:    emptyWeeksTitle(r, empty, len(active)),
		Subtitle: w.T("presence_grid.subtitle", "period", period, "weeks", len(columns.Weeks), "n", len(rows.Row)),
		Alt:      w.T("presence_grid.alt", "n", len(empty), "of", len(active), "period", period),
		Notes:    []string{w.T("presence_grid.note")}, Chart: chart, Table: t, Scope: scope,
	}, nil
}

// emptyWeeksTitle says at how many of the stations there were weeks with nobody, and where the most of them.
func emptyWeeksTitle(r *question.Question, empty map[string]int, of int) string {
	w, most := r.Words, 0
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
