package dashboard

import (
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

var coverageTrend = &Figure{ID: "coverage_by_week", DaysByWeek: true, Specialised: true, Rows: []string{"postings", "absences"}, Methods: []string{"COV-1"},
	Queries: []string{"coverage_by_week", "coverage_by_station"}, Province: true, build: drawCoverageTrend}

var coverageByStation = &Figure{ID: "coverage_by_station", Specialised: true, Rows: []string{"postings", "absences"}, Methods: []string{"COV-1", "COV-2", "COV-3", "COV-4", "COV-5", "COV-8", "COV-9", "COV-DQ"},
	Queries: []string{"coverage_by_station", "double_bookings"},
	build:   drawCoverageByStation}

// weekSum is the presence of one week, pooled over the stations of the scope.
type weekSum struct {
	Monday                          time.Time
	Active, Covered, Doctor, Preven int
	Stations, StationsCovered       int
}

// sumByWeek pools station-weeks by week, in order.
func sumByWeek(list []analytics.StationWeek, columns *weekColumns) []weekSum {
	sums := make([]weekSum, len(columns.weeks))
	for i, w := range columns.weeks {
		sums[i].Monday = w.Monday()
	}
	for _, s := range list {
		i, ok := columns.index[s.Monday]
		if !ok {
			continue
		}
		sums[i].Active += s.ActiveDays
		sums[i].Covered += s.CoveredDays
		sums[i].Doctor += s.DoctorDays
		sums[i].Preven += s.PreventiveDays
		sums[i].Stations++
		if s.CoveredDays > 0 {
			sums[i].StationsCovered++
		}
	}
	return sums
}

func quotient(a, b int) analytics.Ratio {
	return analytics.Ratio{Numerator: float64(a), Denominator: float64(b)}
}

func drawCoverageTrend(r *request) (*Drawing, error) {
	c, err := r.coverage(r.scope)
	if err != nil {
		return nil, err
	}
	list, err := r.presence(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	if c.Province.ActiveDays == 0 {
		return withheld(analytics.StateNotApplicable, w.T("figure.coverage_by_week"), w.T("empty.no_active_days")), nil
	}
	few, err := r.coverageFew()
	if err != nil {
		return nil, err
	}
	columns := columnsOf(r.scope.From, r.scope.To)
	sums := sumByWeek(list, columns)
	t := &Table{Columns: []Column{
		{Field: "week", Label: w.T("column.week"), Kind: KindWeek},
		{Field: "coverage", Label: w.T("column.coverage"), Kind: KindPercent},
		{Field: "stations_covered", Label: w.T("column.stations_covered"), Kind: KindInt},
		{Field: "stations_active", Label: w.T("column.stations_active"), Kind: KindInt},
	}}
	var points []any
	for i, s := range sums {
		share := quotient(s.Covered, s.Active)
		hidden := few.weeks[s.Monday]
		t.Rows = append(t.Rows, []any{s.Monday, r.orFew(hidden, share), r.orFew(hidden, s.StationsCovered), s.Stations})
		value, ok := share.Value()
		if !ok || hidden {
			points = append(points, map[string]any{"value": nil})
			continue
		}
		points = append(points, map[string]any{"value": value, "tip": []string{w.Week(columns.weeks[i]),
			w.T("tip.coverage", "share", w.Percent(share.Numerator, share.Denominator), "covered", w.Int(share.Numerator), "active", w.Int(share.Denominator)),
			w.T("tip.stations_covered", "n", s.StationsCovered, "of", s.Stations)}})
	}
	if few.whole {
		return r.tooFew("coverage_by_week", t), nil
	}
	p := newPlot()
	p.weeks(columns, w)
	p.set("yAxis", shareAxis())
	p.series(charts.SingleSeries{Type: "line", Data: points}, trendLine(colourAccent))
	chart, err := p.trend(columns, w)
	if err != nil {
		return nil, err
	}
	share := w.Percent(float64(c.Province.CoveredDays), float64(c.Province.ActiveDays))
	d := &Drawing{
		Title: w.T("coverage_by_week.title", "share", share),
		Subtitle: w.T("coverage_by_week.subtitle", "period", r.period(), "covered", w.Int(float64(c.Province.CoveredDays)),
			"active", w.Int(float64(c.Province.ActiveDays))),
		Alt:   w.T("coverage_by_week.alt", "share", share, "change", r.changeInWords(list, few)),
		Chart: chart, Table: t,
	}
	r.explainFew(d, few.any())
	return d, nil
}

// changeInWords compares the last four complete weeks of the period with the four before. It describes: no claim of a
// cause or of a change beyond chance.
func (r *request) changeInWords(list []analytics.StationWeek, few weeksFew) string {
	weeks, ok := r.lastAndBefore()
	if !ok {
		return r.words.T("change.too_short")
	}
	if words := r.changeFew(few); words != "" {
		return words
	}
	covered := func(scope analytics.Scope) (share analytics.Ratio) {
		for _, s := range sumByWeek(list, weeksOf(scope)) {
			share = share.Plus(quotient(s.Covered, s.Active))
		}
		return share
	}
	return r.change("change.four_weeks", covered(weeks.B), covered(weeks.A))
}

// change says two proportions of neighbouring four-week spans.
func (r *request) change(key string, now, before analytics.Ratio) string {
	return r.words.T(key, "now", r.words.Percent(now.Numerator, now.Denominator),
		"before", r.words.Percent(before.Numerator, before.Denominator))
}

func drawCoverageByStation(r *request) (*Drawing, error) {
	c, err := r.coverage(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	if c.Province.ActiveDays == 0 {
		return withheld(analytics.StateNotApplicable, w.T("figure.coverage_by_station"), w.T("empty.no_active_days")), nil
	}
	chart, err := r.coverageBars(c)
	if err != nil {
		return nil, err
	}
	p := c.Province
	d := &Drawing{
		Title: w.T("coverage_by_station.title", "share", w.Percent(float64(p.CoveredDays), float64(p.ActiveDays)),
			"gap", r.gapInWords(c.LongestGap, c.Stations)),
		Subtitle: w.T("coverage_by_station.subtitle", "period", r.period(), "n", len(c.Stations),
			"active", w.Int(float64(p.ActiveDays))),
		Alt: w.T("coverage_by_station.alt", "n", len(c.Stations), "share", w.Percent(float64(p.CoveredDays), float64(p.ActiveDays)),
			"doctor", w.Percent(float64(p.DoctorDays), float64(p.ActiveDays)), "preventive", w.Percent(float64(p.PreventiveDays), float64(p.ActiveDays))),
		Chart: chart, Table: coverageTable(w, c),
	}
	d.Notes = append(d.Notes, w.T("coverage_by_station.note"))
	if n := p.DoubleBooked; n > 0 {
		d.Notes = append(d.Notes, w.N("coverage.double", n))
	} else {
		d.Notes = append(d.Notes, w.T("coverage.double.none"))
	}
	return d, nil
}

// gapInWords names the longest gap: station, days, dates.
func (r *request) gapInWords(g analytics.Gap, stations []analytics.StationCoverage) string {
	if g.Days == 0 {
		return r.words.T("gap.none")
	}
	if r.stationScope().Facility == g.Station && len(stations) == 1 {
		return r.words.N("gap.here", g.Days, "period", r.words.Period(g.From, g.To))
	}
	name := g.Station
	for _, s := range stations {
		if s.Station.Code == g.Station {
			name = s.Station.Name
		}
	}
	return r.words.N("gap.longest", g.Days, "station", name, "period", r.words.Period(g.From, g.To))
}

func (r *request) coverageBars(c *analytics.Coverage) (*Chart, error) {
	w := r.words
	stations := make([]analytics.Station, len(c.Stations))
	for i, s := range c.Stations {
		stations[i] = s.Station
	}
	rows := rowsOf(stations)
	data := make([]any, len(rows.names))
	for i := range data {
		data[i] = map[string]any{"value": nil}
	}
	for _, s := range c.Stations {
		share, ok := s.Coverage().Value()
		if !ok {
			data[rows.row[s.Station.Code]] = map[string]any{"value": 0, "text": w.T("coverage.inactive"), "short": words.NoValue}
			continue
		}
		text := w.Percent(float64(s.CoveredDays), float64(s.ActiveDays))
		short, gap := text, w.T("gap.short.none")
		if s.LongestGap.Days > 0 {
			short, gap = text+" · "+w.Int(float64(s.LongestGap.Days)), w.N("gap.short", s.LongestGap.Days)
		}
		data[rows.row[s.Station.Code]] = map[string]any{"value": share,
			"text": text + " · " + gap, "short": short, "tip": r.coverageTip(s)}
	}
	p := newPlot()
	x := shareAxis()
	x["position"] = "top"
	p.set("xAxis", x)
	p.set("yAxis", rowAxis(rows.names))
	p.set("grid", map[string]any{"left": "fn:left", "right": byRoom(84, "fn:right"), "top": 44, "bottom": 28})
	province, _ := c.Province.Coverage().Value()
	p.series(charts.SingleSeries{Type: "bar", Data: data, BarWidth: "12"}, map[string]any{
		"itemStyle": map[string]any{"color": colourAccent},
		"label": map[string]any{"show": true, "position": "right", "formatter": "fn:barLabel", "color": colourMuted, "fontSize": axisSize,
			"textBorderColor": colourCard, "textBorderWidth": labelHalo},
		"markLine": marker("xAxis", province, w.T("line.all", "value", w.Percent(float64(c.Province.CoveredDays), float64(c.Province.ActiveDays))), "end"),
	})
	option, err := p.option()
	if err != nil {
		return nil, err
	}
	return &Chart{Height: rows.height(80), Option: option, Meta: map[string]any{"links": rows.links(r.view)}}, nil
}

func (r *request) coverageTip(s analytics.StationCoverage) []string {
	w := r.words
	tip := []string{s.Station.Name,
		w.T("tip.coverage", "share", w.Percent(float64(s.CoveredDays), float64(s.ActiveDays)), "covered", w.Int(float64(s.CoveredDays)), "active", w.Int(float64(s.ActiveDays))),
		w.T("tip.doctor", "share", w.Percent(float64(s.DoctorDays), float64(s.ActiveDays))),
		w.T("tip.preventive", "share", w.Percent(float64(s.PreventiveDays), float64(s.ActiveDays)))}
	if s.LongestGap.Days > 0 {
		tip = append(tip, w.N("tip.gap", s.LongestGap.Days, "period", w.Period(s.LongestGap.From, s.LongestGap.To)))
	}
	if s.OpenGap.Days > 0 {
		tip = append(tip, w.N("tip.open_gap", s.OpenGap.Days))
	}
	return append(tip, "COV-1 · COV-8")
}

func coverageTable(w *words.Words, c *analytics.Coverage) *Table {
	t := &Table{Columns: []Column{
		{Field: "station", Label: w.T("column.station"), Kind: KindStation},
		{Field: "health_center", Label: w.T("column.area")},
		{Field: "coverage", Label: w.T("column.coverage"), Kind: KindPercent},
		{Field: "longest_gap_days", Label: w.T("column.longest_gap"), Kind: KindInt},
		{Field: "longest_gap_from", Label: w.T("column.from"), Kind: KindDate},
		{Field: "longest_gap_to", Label: w.T("column.to"), Kind: KindDate},
		{Field: "open_gap_days", Label: w.T("column.open_gap"), Kind: KindInt},
		{Field: "doctor_coverage", Label: w.T("column.doctor"), Kind: KindPercent},
		{Field: "preventive_coverage", Label: w.T("column.preventive"), Kind: KindPercent},
		{Field: "staff_days", Label: w.T("column.staff_days"), Kind: KindInt},
		{Field: "fte", Label: w.T("column.fte"), Kind: KindDecimal},
		{Field: "double_booked", Label: w.T("column.double"), Kind: KindInt},
	}}
	for _, s := range c.Stations {
		row := []any{stationRef{Code: s.Station.Code, Name: s.Station.Name}, s.Station.HealthCenter, s.Coverage(), s.LongestGap.Days, nil, nil,
			s.OpenGap.Days, s.DoctorCoverage(), s.PreventiveCoverage(), s.StaffDays, nil, s.DoubleBooked}
		if s.LongestGap.Days > 0 {
			row[4], row[5] = s.LongestGap.From, s.LongestGap.To
		}
		if v, ok := s.FTE().Value(); ok {
			row[10] = v
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// period is the period of the scope in words.
func (r *request) period() string { return r.words.Period(r.scope.From, r.scope.To) }

// lastWeeks narrows the scope to so many weeks up to its end.
func (r *request) lastWeeks(n int) analytics.Scope {
	scope := r.scope
	_, last, _ := calendar.WeeksOf(scope.From, scope.To)
	if first := last.Add(1 - n).Monday(); first.After(scope.From) {
		scope.From = first
	}
	return scope
}
