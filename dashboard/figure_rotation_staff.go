package dashboard

import (
	"cmp"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/dashboard/words"
)

var rotationStaff = &Figure{Rows: []string{"postings", "absences"}, ID: "rotation_staff", Specialised: true, Methods: []string{"COV-2"},
	Queries: []string{"rotation_staff_days"}, build: drawRotationStaff}

var rotationPlanned = &Figure{Rows: []string{"postings", "absences"}, ID: "rotation_planned", Specialised: true, Methods: []string{"COV-2", "COV-11"},
	Queries: []string{"rotation_staff_days"}, build: drawRotationPlanned}

var rotationStations = &Figure{Rows: []string{"postings", "absences"}, ID: "rotation_stations", Specialised: true, Methods: []string{"COV-2", "COV-11"},
	Queries: []string{"coverage_by_station"}, build: drawRotationStations}

var doubleBookings = &Figure{Rows: []string{"postings", "absences"}, ID: "double_bookings", Specialised: true, Methods: []string{"COV-DQ"},
	Queries: []string{"double_bookings"}, build: drawDoubleBookings}

// trade is what workers are counted by: cadre and specialty.
type trade struct{ cadre, specialty string }

func drawRotationStaff(r *request) (*Drawing, error) {
	list, err := r.rotation(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	s := sumRotation(w, list)
	if d := r.noRotation(s, "rotation_staff"); d != nil {
		return d, nil
	}
	if s.Present == 0 {
		return withheld(analytics.StateNotApplicable, w.T("figure.rotation_staff"), w.T("empty.nobody_came")), nil
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
	t := &Table{Columns: []Column{
		{Field: "unit", Label: w.T("column.unit")}, {Field: "unit_level", Label: w.T("column.level"), Kind: KindTerm, Prefix: "unit.level."},
		{Field: "cadre", Label: w.T("column.cadre"), Kind: KindTerm, Prefix: "cadre."}, {Field: "specialty", Label: w.T("column.specialty")},
		{Field: "workers", Label: w.T("column.workers"), Kind: KindInt}}}
	var cells []matrixCell
	for _, u := range s.units {
		if len(u.workers) == 0 {
			continue
		}
		for j, trade := range trades {
			n := counts[u.Code][trade]
			if n == 0 {
				continue
			}
			t.Rows = append(t.Rows, []any{u.Name, u.Level, cmp.Or(trade.cadre, "other"), w.Named(trade.specialty), n})
			cells = append(cells, matrixCell{len(rows), j, amount(n, most), w.Int(float64(n)), w.N("count.workers", n)})
		}
		rows = append(rows, words.ShortName(u.Name))
	}
	chart, err := r.matrix(plainRows(rows), names, cells, 28)
	if err != nil {
		return nil, err
	}
	return &Drawing{
		Title:    w.T("rotation_staff.title", "cadres", w.CountCadres(s.cadres), "n", w.N("count.specialties", len(trades))),
		Subtitle: w.T("rotation_staff.subtitle", "period", r.period(), "units", w.N("count.units", len(rows)), "workers", w.Int(float64(s.workers))),
		Alt:      w.T("rotation_staff.alt", "cadres", w.CountCadres(s.cadres), "units", w.N("count.units", len(rows))),
		Chart:    chart, Table: t,
	}, nil
}

// countTrades counts the workers who were present anywhere in the scope, by unit and trade, and lists the trades by
// cadre and name.
func countTrades(list []analytics.StaffDays) (map[string]map[trade]int, []trade) {
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

// amount is the step of the sequential colours for a count of at least 1.
func amount(n, most int) string {
	steps := []string{"step1", "step2", "step3", "step4", "step5"}
	return steps[min(len(steps)-1, (n-1)*len(steps)/max(most, 1))]
}

// bullet is a row of a chart of staff-days planned and done.
type bullet struct {
	Planned, Done int
	Tip           []string
}

func (r *request) bulletTip(name string, done, planned int) []string {
	w := r.words
	return []string{name, w.T("tip.planned", "done", w.Int(float64(done)), "planned", w.Int(float64(planned)),
		"share", w.Percent(float64(done), float64(planned))), "COV-2 · COV-11"}
}

// bullets draws what was done as a bar within the outline of what was planned.
func (r *request) bullets(rows *stationRows, values map[int]bullet) (*Chart, error) {
	w := r.words
	planned, done := make([]any, len(rows.names)), make([]any, len(rows.names))
	for i := range rows.names {
		planned[i], done[i] = map[string]any{"value": nil}, map[string]any{"value": nil}
		if b, ok := values[i]; ok {
			share := w.Percent(float64(b.Done), float64(b.Planned))
			outline, bar := map[string]any{"value": b.Planned, "tip": b.Tip}, map[string]any{"value": b.Done, "tip": b.Tip}
			planned[i], done[i] = outline, bar
			longer := bar // the words stand behind both
			if b.Planned > b.Done {
				longer = outline
			}
			longer["short"], longer["text"] = share, w.T("bullet.label", "done", w.Int(float64(b.Done)), "planned", w.Int(float64(b.Planned)), "share", share)
		}
	}
	p := newPlot()
	x := valueAxis("count")
	merge(x, map[string]any{"position": "top", "splitNumber": byRoom(2, 4), "axisLabel": map[string]any{"fontSize": byRoom(11, axisSize)}})
	p.set("xAxis", x)
	p.set("yAxis", rowAxis(rows.names))
	p.set("grid", map[string]any{"left": "fn:left", "right": "fn:right", "top": 44, "bottom": 28})
	label := map[string]any{"show": true, "position": "right", "formatter": "fn:barLabel", "color": colourInk, "fontSize": axisSize,
		"textBorderColor": colourCard, "textBorderWidth": labelHalo}
	p.series(charts.SingleSeries{Type: "bar", Data: planned, BarWidth: "14", BarGap: "-100%"}, map[string]any{
		"itemStyle": map[string]any{"color": colourCard, "borderColor": colourMuted, "borderWidth": 1}, "animation": false, "label": label})
	p.series(charts.SingleSeries{Type: "bar", Data: done, BarWidth: "14"}, map[string]any{
		"itemStyle": map[string]any{"color": colourAccent, "opacity": 0.85}, "animation": false, "z": 3, "label": label})
	option, err := p.option()
	if err != nil {
		return nil, err
	}
	return &Chart{Height: rows.height(80), Option: option, Meta: map[string]any{"links": rows.links(r.view)}}, nil
}

func drawRotationPlanned(r *request) (*Drawing, error) {
	list, err := r.rotation(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	s := sumRotation(w, list)
	if d := r.noRotation(s, "rotation_planned"); d != nil {
		return d, nil
	}
	t := &Table{Columns: []Column{
		{Field: "unit_code", Label: w.T("column.unit_code"), Hidden: true},
		{Field: "unit", Label: w.T("column.unit")}, {Field: "unit_level", Label: w.T("column.level"), Kind: KindTerm, Prefix: "unit.level."},
		{Field: "workers", Label: w.T("column.workers"), Kind: KindInt}, {Field: "staff_days", Label: w.T("column.staff_days"), Kind: KindInt},
		{Field: "planned_staff_days", Label: w.T("column.planned"), Kind: KindInt}, {Field: "fulfilment", Label: w.T("column.fulfilment"), Kind: KindPercent}}}
	names := make([]string, len(s.units))
	values := map[int]bullet{}
	for i, u := range s.units {
		names[i] = words.ShortName(u.Name)
		values[i] = bullet{u.Planned, u.Present, r.bulletTip(u.Name, u.Present, u.Planned)}
		t.Rows = append(t.Rows, []any{u.Code, u.Name, u.Level, len(u.workers), u.Present, u.Planned, quotient(u.Present, u.Planned)})
	}
	chart, err := r.bullets(plainRows(names), values)
	if err != nil {
		return nil, err
	}
	return r.plannedDrawing("rotation_planned", s.Present, s.Planned, w.N("count.units", len(names)), chart, t), nil
}

// plannedDrawing says how much of what was ordered was done.
func (r *request) plannedDrawing(id string, done, planned int, n string, chart *Chart, t *Table) *Drawing {
	w := r.words
	share, all, ordered := w.Percent(float64(done), float64(planned)), w.Int(float64(done)), w.Int(float64(planned))
	title := w.T("rotation_planned.title", "share", share, "done", all, "planned", ordered)
	if id == "rotation_stations" {
		title = w.T("rotation_stations.title", "share", share, "n", n)
	}
	return &Drawing{Title: title,
		Subtitle: w.T("rotation_planned.subtitle", "period", r.period(), "done", all, "planned", ordered, "n", n),
		Alt:      w.T("rotation_planned.alt", "n", n, "share", share, "done", all, "planned", ordered),
		Notes:    []string{w.T("rotation_planned.note")}, Chart: chart, Table: t}
}

func drawRotationStations(r *request) (*Drawing, error) {
	c, err := r.coverage(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	if c.Province.PlannedStaffDays == 0 && c.Province.StaffDays == 0 {
		return withheld(analytics.StateNotApplicable, w.T("figure.rotation_stations"), w.T("empty.no_rotation")), nil
	}
	t := &Table{Columns: []Column{
		{Field: "station", Label: w.T("column.station"), Kind: KindStation}, {Field: "health_center", Label: w.T("column.area")},
		{Field: "staff_days", Label: w.T("column.staff_days"), Kind: KindInt}, {Field: "planned_staff_days", Label: w.T("column.planned"), Kind: KindInt},
		{Field: "fulfilment", Label: w.T("column.fulfilment"), Kind: KindPercent}, {Field: "fte", Label: w.T("column.fte"), Kind: KindDecimal}}}
	var stations []analytics.Station
	for _, s := range c.Stations {
		stations = append(stations, s.Station)
	}
	rows := rowsOf(stations)
	values := map[int]bullet{}
	reached := 0
	for _, s := range c.Stations {
		if s.PlannedStaffDays > 0 || s.StaffDays > 0 {
			reached++
		}
		values[rows.row[s.Station.Code]] = bullet{s.PlannedStaffDays, s.StaffDays, r.bulletTip(s.Station.Name, s.StaffDays, s.PlannedStaffDays)}
		row := []any{stationRef{Code: s.Station.Code, Name: s.Station.Name}, s.Station.HealthCenter, s.StaffDays, s.PlannedStaffDays, s.Fulfilment(), nil}
		if v, ok := s.FTE().Value(); ok {
			row[5] = v
		}
		t.Rows = append(t.Rows, row)
	}
	chart, err := r.bullets(rows, values)
	if err != nil {
		return nil, err
	}
	return r.plannedDrawing("rotation_stations", c.Province.StaffDays, c.Province.PlannedStaffDays, w.N("count.stations", reached), chart, t), nil
}

func drawDoubleBookings(r *request) (*Drawing, error) {
	c, err := r.coverage(r.scope)
	if err != nil {
		return nil, err
	}
	names, err := r.stationNames()
	if err != nil {
		return nil, err
	}
	w := r.words
	t := &Table{Columns: []Column{
		{Field: "day", Label: w.T("column.day"), Kind: KindDate}, {Field: "worker_code", Label: w.T("column.worker")},
		{Field: "stations", Label: w.T("column.claimants")}, {Field: "attributed_to", Label: w.T("column.attributed"), Kind: KindStation}}}
	workers := map[string]bool{}
	for _, d := range doubledAt(c) {
		workers[d.Worker] = true
	}
	for _, d := range c.DoubleBookings {
		t.Rows = append(t.Rows, []any{d.Day, d.Worker, joinNames(d.Stations, names), stationRef{Code: d.AttributedTo, Name: cmp.Or(names[d.AttributedTo], d.AttributedTo)}})
	}
	title := w.T("double_bookings.none")
	if n := c.Province.DoubleBooked; n > 0 {
		title = w.N("double_bookings.title", n, "workers", w.N("count.workers", len(workers)))
	}
	d := &Drawing{Title: title, Subtitle: w.T("double_bookings.subtitle", "period", r.period()), Alt: title, Table: t,
		Notes: []string{w.T("double_bookings.note")}}
	if lost := len(c.DoubleBookings) - c.Province.DoubleBooked; lost > 0 {
		d.Notes = append(d.Notes, w.N("double_bookings.lost", lost))
	}
	return d, nil
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
