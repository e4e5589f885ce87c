package coverage

import (
	"cmp"
	"slices"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
)

var AheadGrid = &figure.Figure{ID: "ahead_grid", Specialised: true, Rows: []string{"postings", "absences"}, Methods: []string{"COV-1", "COV-4"},
	Queries: []string{"ahead_by_day"}, Draw: drawAheadGrid}

var AheadMoves = &figure.Figure{ID: "ahead_moves", Specialised: true, Rows: []string{"postings"}, Methods: []string{"COV-1"},
	Queries: []string{"ahead_postings"}, Draw: drawAheadMoves}

var AheadNeeds = &figure.Figure{ID: "ahead_needs", Specialised: true, Rows: []string{"needs", "postings"}, Methods: []string{"COV-6"},
	Queries: []string{"ahead_needs"}, Draw: drawAheadNeeds}

func Ahead(r *question.Question, scope analytics.Scope) (*lists.Ahead, error) {
	return question.Call(r, "ahead", scope, func() (*lists.Ahead, error) { return lists.AheadOf(r.Ctx, r.Edition, scope) })
}

// aheadSums are the coming weeks in numbers.
type aheadSums struct {
	stations, noDoctor, nobody int // stations; with no doctor, with nobody on any of the days
	losing                     int // stations with a doctor now or later that have days without one
	leaving, unreplaced        int // postings that end; of these, without a successor
	coming                     int
	needs, unmet               int // needs; with a day that will not be met
}

func sumAhead(a *lists.Ahead) aheadSums {
	s := aheadSums{stations: len(a.Stations), needs: len(a.Needs)}
	for _, st := range a.Stations {
		if st.DoctorDays == 0 {
			s.noDoctor++
		} else if st.NoDoctorFrom != nil {
			s.losing++
		}
		if st.Covered == 0 {
			s.nobody++
		}
	}
	for _, p := range a.Postings {
		if p.Arrives {
			s.coming++
		}
		if p.Leaves {
			s.leaving++
			if p.Unreplaced() {
				s.unreplaced++
			}
		}
	}
	for _, n := range a.Needs {
		if n.UnmetFrom != nil {
			s.unmet++
		}
	}
	return s
}

// aheadWords are what the sentences about the coming weeks share.
func aheadWords(r *question.Question, a *lists.Ahead) []any {
	w, s := r.Words, sumAhead(a)
	number := func(n int) string { return w.Int(float64(n)) }
	cover, doctors := a.Coverage(), a.Doctors()
	return []any{"period", w.Period(a.From, a.To), "stations", w.N("count.stations", s.stations), "no_doctor", w.N("count.stations", s.noDoctor),
		"losing", w.N("count.stations", s.losing), "nobody", w.N("count.stations", s.nobody), "leaving", w.N("count.workers", s.leaving),
		"unreplaced", number(s.unreplaced), "coming", w.N("count.workers", s.coming), "needs", w.N("count.needs", s.needs), "unmet", number(s.unmet),
		"share", w.Percent(cover.Numerator, cover.Denominator), "doctors", w.Percent(doctors.Numerator, doctors.Denominator)}
}

func drawAheadGrid(r *question.Question) (*figure.Drawing, error) {
	a, err := Ahead(r, r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	if len(a.Days) == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure.ahead_grid"), w.T("empty.nothing_ahead")), nil
	}
	chart, err := aheadChart(r, a)
	if err != nil {
		return nil, err
	}
	type station = lists.AheadStation
	t := table.Of(a.Stations, []table.For[station]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(s station) any { return table.StationOf(s.Station) }},
		{Field: "health_center", Label: w.T("column.area"), Cell: func(s station) any { return s.Station.HealthCenter }},
		{Field: "covered", Label: w.T("column.ahead_covered"), Kind: table.KindPercent, Cell: func(s station) any { return figure.Quotient(s.Covered, s.Days) }},
		{Field: "doctor", Label: w.T("column.ahead_doctor"), Kind: table.KindPercent, Cell: func(s station) any { return figure.Quotient(s.DoctorDays, s.Days) }},
		{Field: "no_doctor_from", Label: w.T("column.no_doctor_from"), Kind: table.KindDate, Cell: func(s station) any { return table.Known(s.NoDoctorFrom) }},
		{Field: "nobody_from", Label: w.T("column.nobody_from"), Kind: table.KindDate, Cell: func(s station) any { return table.Known(s.Nobody) }},
	})
	words := aheadWords(r, a)
	return &figure.Drawing{Title: w.T("ahead_grid.title", words...), Subtitle: w.T("ahead_grid.subtitle", words...), Alt: w.T("ahead_grid.alt", words...),
		Notes: []string{w.T("ahead.note"), w.T("ahead_grid.note")}, Chart: chart, Table: t, Scope: comingDays(r, a)}, nil
}

// aheadLook is the look of a day to come, and what it says.
func aheadLook(d lists.AheadDay) (style, message string) {
	switch {
	case d.Workers == 0:
		return "zero", "ahead.day.nobody"
	case d.Doctors == 0:
		return "step2", "ahead.day.no_doctor"
	}
	return "step4", "ahead.day.doctor"
}

// aheadChart draws stations × days; Mondays carry their date.
func aheadChart(r *question.Question, a *lists.Ahead) (*chart.Chart, error) {
	w := r.Words
	stations := make([]analytics.Station, len(a.Stations))
	for i, s := range a.Stations {
		stations[i] = s.Station
	}
	rows := chart.RowsOf(stations)
	column := map[time.Time]int{}
	var names, full []string
	for day := a.From; !day.After(a.To); day = day.AddDate(0, 0, 1) {
		column[day] = len(names)
		full = append(full, w.Date(day))
		if day.Weekday() == time.Monday {
			names = append(names, w.ShortDate(day))
		} else {
			names = append(names, "")
		}
	}
	cells := make([]chart.GridCell, len(a.Days))
	for i, d := range a.Days {
		style, message := aheadLook(d)
		cells[i] = chart.GridCell{Row: rows.Row[d.Station], Column: column[d.Day], Style: style, Text: w.T(message, "workers", d.Workers, "doctors", d.Doctors)}
	}
	chart.SortCells(cells)
	picture, err := chart.GridOf(r, rows, names, full, cells)
	if err != nil {
		return nil, err
	}
	chart.Merge(picture.Option, map[string]any{"xAxis": map[string]any{"axisLabel": map[string]any{"align": "left"}}})
	picture.Meta["fromLeft"] = true
	return picture, nil
}

// aheadMove is somebody who comes or goes.
type aheadMove struct {
	lists.AheadPosting
	day  time.Time
	move string // message id after "ahead.move."
}

// aheadMoves are the moves by day.
func aheadMoves(a *lists.Ahead) []aheadMove {
	var list []aheadMove
	for _, p := range a.Postings {
		if p.Arrives {
			list = append(list, aheadMove{p, p.Start, "arrives"})
		}
		if p.Leaves {
			move := "leaves"
			switch {
			case p.Replaced:
				move = "replaced"
			case p.Closes:
				move = "closes"
			}
			list = append(list, aheadMove{p, p.End, move})
		}
	}
	slices.SortStableFunc(list, func(a, b aheadMove) int { return a.day.Compare(b.day) })
	return list
}

func drawAheadMoves(r *question.Question) (*figure.Drawing, error) {
	a, err := Ahead(r, r.Scope)
	if err != nil {
		return nil, err
	}
	names, err := r.StationNames()
	if err != nil {
		return nil, err
	}
	w := r.Words
	t := table.Of(aheadMoves(a), []table.For[aheadMove]{
		{Field: "day", Label: w.T("column.move_day"), Kind: table.KindDate, Cell: func(m aheadMove) any { return m.day }},
		{Field: "move", Label: w.T("column.move"), Kind: table.KindTerm, Prefix: "ahead.move.", Key: true, Cell: func(m aheadMove) any { return m.move }},
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(m aheadMove) any { return table.StationRef{Code: m.Station, Name: names[m.Station]} }},
		{Field: "worker_code", Label: w.T("column.worker"), Cell: func(m aheadMove) any { return m.Worker }},
		{Field: "cadre", Label: w.T("column.cadre"), Kind: table.KindTerm, Prefix: "cadre.", Cell: func(m aheadMove) any { return cmp.Or(m.Cadre, "other") }},
		{Field: "specialty", Label: w.T("column.specialty"), Cell: func(m aheadMove) any { return w.Named(m.Specialty) }},
		{Field: "decision_no", Label: w.T("column.decision"), Cell: func(m aheadMove) any { return m.Decision }},
	})
	words := aheadWords(r, a)
	title := w.T("ahead_moves.title", words...)
	return &figure.Drawing{Title: title, Subtitle: w.T("ahead_moves.subtitle", words...), Alt: title, Notes: []string{w.T("ahead.note")}, Table: t, Scope: comingDays(r, a)}, nil
}

func drawAheadNeeds(r *question.Question) (*figure.Drawing, error) {
	a, err := Ahead(r, r.Scope)
	if err != nil {
		return nil, err
	}
	names, err := r.StationNames()
	if err != nil {
		return nil, err
	}
	w := r.Words
	unmet := slices.DeleteFunc(slices.Clone(a.Needs), func(n lists.AheadNeed) bool { return n.UnmetFrom == nil })
	type need = lists.AheadNeed
	t := table.Of(unmet, []table.For[need]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(n need) any { return table.StationRef{Code: n.Station, Name: names[n.Station]} }},
		{Field: "specialty", Label: w.T("column.specialty"), Cell: func(n need) any { return w.Named(n.Specialty) }},
		{Field: "headcount", Label: w.T("column.headcount"), Kind: table.KindInt, Cell: func(n need) any { return n.Headcount }},
		{Field: "unmet_from", Label: w.T("column.unmet_from"), Kind: table.KindDate, Key: true, Cell: func(n need) any { return table.Known(n.UnmetFrom) }},
		{Field: "met", Label: w.T("column.need_share"), Kind: table.KindPercent, Cell: func(n need) any { return figure.Quotient(n.MetDays, n.NeedDays) }},
	})
	words := aheadWords(r, a)
	title := w.T(ofNeeds(a, "ahead_needs.title", "ahead_needs.none"), words...)
	return &figure.Drawing{Title: title, Subtitle: w.T("ahead_needs.subtitle", words...), Alt: title, Notes: []string{w.T("ahead.note")}, Table: t, Scope: comingDays(r, a)}, nil
}

// ofNeeds chooses the message for when some need is in force, or none is.
func ofNeeds(a *lists.Ahead, some, none string) string {
	if len(a.Needs) == 0 {
		return none
	}
	return some
}

// comingDays is the period of the rows behind the coming weeks. It begins the day before them: whose last day that is
// counts among those who leave.
func comingDays(r *question.Question, a *lists.Ahead) analytics.Scope {
	scope := r.Scope
	scope.From, scope.To = a.From.AddDate(0, 0, -1), a.To
	return scope
}

// AheadCard is what the overview says of the coming weeks.
type AheadCard struct {
	Heading string
	Lines   []string
	URL     string
}

func CardAhead(r *question.Question) (*AheadCard, error) {
	a, err := Ahead(r, r.Scope)
	if err != nil || len(a.Days) == 0 {
		return nil, err
	}
	w, words := r.Words, aheadWords(r, a)
	return &AheadCard{Heading: r.Titled(w.T("ahead.heading", words...)), URL: r.View.Link("/coverage") + "#ahead_grid",
		Lines: []string{w.T("ahead.line.coverage", words...), w.T("ahead.line.moves", words...), w.T(ofNeeds(a, "ahead.line.needs", "ahead.line.no_needs"), words...)}}, nil
}

// AheadLine says in a sentence or two what is ordered for one station.
func AheadLine(r *question.Question) (string, error) {
	a, err := Ahead(r, r.StationScope())
	if err != nil || len(a.Stations) == 0 {
		return "", err
	}
	w, s := r.Words, a.Stations[0]
	period := w.Period(a.From, a.To)
	text := w.T("ahead.station.doctor", "period", period)
	switch {
	case s.Covered == 0:
		text = w.T("ahead.station.nobody", "period", period)
	case s.DoctorDays == 0:
		text = w.T("ahead.station.no_doctor", "period", period, "covered", s.Covered, "days", s.Days)
	case s.NoDoctorFrom != nil:
		text = w.T("ahead.station.gap", "period", period, "doctor", s.DoctorDays, "days", s.Days, "date", w.Date(*s.NoDoctorFrom))
	}
	for _, p := range a.Postings {
		if p.Unreplaced() {
			text += " " + w.T("ahead.station.leaves", "cadre", w.Cadre(p.Cadre), "worker", p.Worker, "date", w.Date(p.End))
		}
	}
	unmet := 0
	for _, n := range a.Needs {
		if n.UnmetFrom != nil {
			unmet++
		}
	}
	if unmet > 0 {
		text += " " + w.N("ahead.station.needs", unmet, "of", len(a.Needs))
	}
	return r.Titled(text), nil
}
