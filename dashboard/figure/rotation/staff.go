package rotation

import (
	"cmp"
	"slices"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/disclosure"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var Staff = &figure.Figure{Rows: []string{"postings", "absences"}, ID: "rotation_staff", Specialised: true, Methods: []string{"COV-2"},
	Queries: []string{"rotation_staff_days"}, Draw: drawRotationStaff}

var Planned = &figure.Figure{Rows: []string{"postings", "absences"}, ID: "rotation_planned", Specialised: true, Methods: []string{"COV-2", "COV-11"},
	Queries: []string{"rotation_staff_days"}, Native: &figure.Native{Kind: figure.NativeBars, By: "unit", Values: []string{"planned_staff_days", "staff_days"}},
	Draw: drawRotationPlanned}

var Stations = &figure.Figure{Rows: []string{"postings", "absences"}, ID: "rotation_stations", Specialised: true, Methods: []string{"COV-2", "COV-11"},
	Queries: []string{"coverage_by_station"}, Native: &figure.Native{Kind: figure.NativeBars, By: "station", Values: []string{"planned_staff_days", "staff_days"}},
	Draw: drawRotationStations}

var DoubleBookings = &figure.Figure{Rows: []string{"postings", "absences"}, ID: "double_bookings", Specialised: true, Methods: []string{"COV-DQ"},
	Queries: []string{"double_bookings"}, Draw: drawDoubleBookings}

// trade is what workers are counted by: cadre and specialty.
type trade struct{ cadre, specialty string }

func drawRotationStaff(r *question.Question) (*figure.Drawing, error) {
	list, err := Of(r, r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	s := SumRotation(w, list)
	if d := noRotation(r, s, "rotation_staff"); d != nil {
		return d, nil
	}
	if s.Present == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure.rotation_staff"), w.T("empty.nobody_came")), nil
	}
	counts, trades := countTrades(list)
	rows := []string{}
	names := make([]string, len(trades))
	for i, t := range trades {
		names[i] = tradeName(w, t)
	}
	most := 0
	for _, byTrade := range counts {
		for _, n := range byTrade {
			most = max(most, n)
		}
	}
	type sent struct {
		unit *unitSum
		trade
		workers int
	}
	var all []sent
	var cells []chart.MatrixCell
	for _, u := range s.units {
		if len(u.workers) == 0 {
			continue
		}
		for j, trade := range trades {
			n := counts[u.Code][trade]
			if n == 0 {
				continue
			}
			all = append(all, sent{u, trade, n})
			cells = append(cells, chart.MatrixCell{Row: len(rows), Column: j, Style: figure.Amount(n, most), Label: w.Int(float64(n)), Tip: w.N("count.workers", n)})
		}
		rows = append(rows, words.ShortName(u.Name))
	}
	t := table.Of(all, []table.For[sent]{
		{Field: "unit", Label: w.T("column.unit"), Cell: func(s sent) any { return s.unit.Name }},
		{Field: "unit_level", Label: w.T("column.level"), Kind: table.KindTerm, Prefix: "unit.level.", Cell: func(s sent) any { return s.unit.Level }},
		{Field: "cadre", Label: w.T("column.cadre"), Kind: table.KindTerm, Prefix: "cadre.", Cell: func(s sent) any { return cmp.Or(s.cadre, "other") }},
		{Field: "specialty", Label: w.T("column.specialty"), Cell: func(s sent) any { return w.Named(s.specialty) }},
		{Field: "workers", Label: w.T("column.workers"), Kind: table.KindInt, Cell: func(s sent) any { return s.workers }},
	})
	chart, err := chart.Matrix(r, chart.PlainRows(rows), names, cells, 28)
	if err != nil {
		return nil, err
	}
	return &figure.Drawing{
		Title:    w.T("rotation_staff.title", "cadres", w.CountCadres(s.cadres), "n", w.N("count.specialties", len(trades))),
		Subtitle: w.T("rotation_staff.subtitle", "period", r.Period(), "units", w.N("count.units", len(rows)), "workers", w.Int(float64(s.Workers))),
		Alt:      w.T("rotation_staff.alt", "cadres", w.CountCadres(s.cadres), "units", w.N("count.units", len(rows))),
		Chart:    chart, Table: t,
	}, nil
}

// countTrades counts the workers who were present anywhere in the scope, by unit and trade, and lists the trades by
// cadre and name.
func countTrades(list []lists.StaffDays) (map[string]map[trade]int, []trade) {
	seen := map[string]bool{}
	counts := map[string]map[trade]int{}
	var trades []trade
	for _, d := range list {
		if d.Present == 0 || seen[d.Worker] {
			continue
		}
		seen[d.Worker] = true
		t := trade{d.Cadre, d.Specialty}
		if !slices.Contains(trades, t) {
			trades = append(trades, t)
		}
		if counts[d.Unit] == nil {
			counts[d.Unit] = map[trade]int{}
		}
		counts[d.Unit][t]++
	}
	byName := words.Collator()
	slices.SortFunc(trades, func(a, b trade) int {
		return cmp.Or(words.CadreRank(a.cadre)-words.CadreRank(b.cadre), byName(a.specialty, b.specialty))
	})
	return counts, trades
}

// tradeName is the specialty; of the other cadres, and where there is none, the cadre.
func tradeName(w *words.Words, t trade) string {
	switch {
	case t.specialty == "":
		return w.Cadre(t.cadre)
	case t.cadre == "technician" || t.cadre == "other":
		return w.Named(t.specialty) + " (" + w.Cadre(t.cadre) + ")"
	}
	return w.Named(t.specialty)
}

func drawRotationPlanned(r *question.Question) (*figure.Drawing, error) {
	list, err := Of(r, r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	s := SumRotation(w, list)
	if d := noRotation(r, s, "rotation_planned"); d != nil {
		return d, nil
	}
	t := table.Of(s.units, []table.For[*unitSum]{
		{Field: "unit_code", Label: w.T("column.unit_code"), Hidden: true, Cell: func(u *unitSum) any { return u.Code }},
		{Field: "unit", Label: w.T("column.unit"), Cell: func(u *unitSum) any { return u.Name }},
		{Field: "unit_level", Label: w.T("column.level"), Kind: table.KindTerm, Prefix: "unit.level.", Cell: func(u *unitSum) any { return u.Level }},
		{Field: "workers", Label: w.T("column.workers"), Kind: table.KindInt, Cell: func(u *unitSum) any { return len(u.workers) }},
		{Field: "staff_days", Label: w.T("column.staff_days"), Kind: table.KindInt, Cell: func(u *unitSum) any { return u.Present }},
		{Field: "planned_staff_days", Label: w.T("column.planned"), Kind: table.KindInt, Cell: func(u *unitSum) any { return u.Planned }},
		{Field: "fulfilment", Label: w.T("column.fulfilment"), Kind: table.KindPercent, Cell: func(u *unitSum) any { return figure.Quotient(u.Present, u.Planned) }},
	})
	names := make([]string, len(s.units))
	values := map[int]chart.Bullet{}
	for i, u := range s.units {
		names[i] = words.ShortName(u.Name)
		values[i] = chart.Bullet{Planned: u.Planned, Done: u.Present, Tip: chart.BulletTip(r, u.Name, u.Present, u.Planned)}
	}
	chart, err := chart.Bullets(r, chart.PlainRows(names), values)
	if err != nil {
		return nil, err
	}
	return plannedDrawing(r, "rotation_planned", s.Present, s.Planned, w.N("count.units", len(names)), chart, t), nil
}

// plannedDrawing says how much of what was ordered was done.
func plannedDrawing(r *question.Question, id string, done, planned int, n string, chart *chart.Chart, t *table.Table) *figure.Drawing {
	w := r.Words
	share, all, ordered := w.Percent(float64(done), float64(planned)), w.Int(float64(done)), w.Int(float64(planned))
	title := w.T("rotation_planned.title", "share", share, "done", all, "planned", ordered)
	if id == "rotation_stations" {
		title = w.T("rotation_stations.title", "share", share, "n", n)
	}
	return &figure.Drawing{Title: title,
		Subtitle: w.T("rotation_planned.subtitle", "period", r.Period(), "done", all, "planned", ordered, "n", n),
		Alt:      w.T("rotation_planned.alt", "n", n, "share", share, "done", all, "planned", ordered),
		Notes:    []string{w.T("rotation_planned.note")}, Chart: chart, Table: t}
}

func drawRotationStations(r *question.Question) (*figure.Drawing, error) {
	c, err := r.Coverage(r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	if c.Province.PlannedStaffDays == 0 && c.Province.StaffDays == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure.rotation_stations"), w.T("empty.no_rotation")), nil
	}
	type station = analytics.StationCoverage
	t := table.Of(c.Stations, []table.For[station]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(s station) any { return table.StationOf(s.Station) }},
		{Field: "health_center", Label: w.T("column.area"), Cell: func(s station) any { return s.Station.HealthCenter }},
		{Field: "staff_days", Label: w.T("column.staff_days"), Kind: table.KindInt, Cell: func(s station) any { return s.StaffDays }},
		{Field: "planned_staff_days", Label: w.T("column.planned"), Kind: table.KindInt, Cell: func(s station) any { return s.PlannedStaffDays }},
		{Field: "fulfilment", Label: w.T("column.fulfilment"), Kind: table.KindPercent, Cell: func(s station) any { return s.Fulfilment() }},
		{Field: "fte", Label: w.T("column.fte"), Kind: table.KindDecimal, Cell: func(s station) any {
			fte, ok := s.FTE().Value()
			return table.If(ok, fte)
		}},
	})
	var stations []analytics.Station
	for _, s := range c.Stations {
		stations = append(stations, s.Station)
	}
	rows := chart.RowsOf(stations)
	values := map[int]chart.Bullet{}
	reached := 0
	for _, s := range c.Stations {
		if s.PlannedStaffDays > 0 || s.StaffDays > 0 {
			reached++
		}
		values[rows.Row[s.Station.Code]] = chart.Bullet{Planned: s.PlannedStaffDays, Done: s.StaffDays, Tip: chart.BulletTip(r, s.Station.Name, s.StaffDays, s.PlannedStaffDays)}
	}
	chart, err := chart.Bullets(r, rows, values)
	if err != nil {
		return nil, err
	}
	return plannedDrawing(r, "rotation_stations", c.Province.StaffDays, c.Province.PlannedStaffDays, w.N("count.stations", reached), chart, t), nil
}

func drawDoubleBookings(r *question.Question) (*figure.Drawing, error) {
	c, err := r.Coverage(r.Scope)
	if err != nil {
		return nil, err
	}
	names, err := r.StationNames()
	if err != nil {
		return nil, err
	}
	w := r.Words
	type booking = analytics.DoubleBooking
	t := table.Of(c.DoubleBookings, []table.For[booking]{
		{Field: "day", Label: w.T("column.day"), Kind: table.KindDate, Cell: func(d booking) any { return d.Day }},
		{Field: "worker_code", Label: w.T("column.worker"), Cell: func(d booking) any { return d.Worker }},
		{Field: "stations", Label: w.T("column.claimants"), Cell: func(d booking) any { return joinNames(claimants(r, d.Stations), names) }},
		{Field: "attributed_to", Label: w.T("column.attributed"), Kind: table.KindStation, Cell: func(d booking) any {
			if r.Area != "" && !r.Area.Holds(d.AttributedTo) {
				return disclosure.Few(w.T("area.other"))
			}
			return table.StationRef{Code: d.AttributedTo, Name: cmp.Or(names[d.AttributedTo], d.AttributedTo)}
		}},
	})
	workers := map[string]bool{}
	for _, d := range figure.DoubledAt(c) {
		workers[d.Worker] = true
	}
	title := w.T("double_bookings.none")
	if n := c.Province.DoubleBooked; n > 0 {
		title = w.N("double_bookings.title", n, "workers", w.N("count.workers", len(workers)))
	}
	d := &figure.Drawing{Title: title, Subtitle: w.T("double_bookings.subtitle", "period", r.Period()), Alt: title, Table: t,
		Notes: []string{w.T("double_bookings.note")}}
	if lost := len(c.DoubleBookings) - c.Province.DoubleBooked; lost > 0 {
		d.Notes = append(d.Notes, w.N("double_bookings.lost", lost))
	}
	return d, nil
}

// claimants are the codes of stations, or for who works for an area the words for those of others.
func claimants(r *question.Question, codes []string) []string {
	if r.Area == "" {
		return codes
	}
	list := slices.Clone(codes)
	for i, code := range list {
		if !r.Area.Holds(code) {
			list[i] = r.Words.T("area.other")
		}
	}
	return list
}

// joinNames lists the names of codes; a code without a name stands for itself.
func joinNames(codes []string, names map[string]string) string {
	text := ""
	for i, code := range codes {
		if i > 0 {
			text += ", "
		}
		text += cmp.Or(names[code], code)
	}
	return text
}
