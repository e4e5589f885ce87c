// Package coverage has the figures of COV: who is where, day by day, the gaps, and the weeks ahead.
package coverage

import (
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var Trend = &figure.Figure{ID: "coverage_by_week", DaysByWeek: true, Specialised: true, Rows: []string{"postings", "absences"}, Methods: []string{"COV-1"},
	Queries: []string{"coverage_by_week", "coverage_by_station"}, Province: true, Parts: true, Native: &figure.Native{Kind: figure.NativeLine, By: "week", Values: []string{"coverage"}},
	Draw: drawCoverageTrend}

var ByStation = &figure.Figure{ID: "coverage_by_station", Specialised: true, Rows: []string{"postings", "absences"}, Methods: []string{"COV-1", "COV-2", "COV-3", "COV-4", "COV-5", "COV-8", "COV-9", "COV-DQ"},
	Queries: []string{"coverage_by_station", "double_bookings"},
	Native:  &figure.Native{Kind: figure.NativeBars, By: "station", Values: []string{"coverage"}},
	Draw:    drawCoverageByStation}

// weekSum is the presence of one week, pooled over the stations of the scope.
type weekSum struct {
	Monday                          time.Time
	Active, Covered, Doctor, Preven int
	Stations, StationsCovered       int
}

// SumByWeek pools station-weeks by week, in order.
func SumByWeek(list []analytics.StationWeek, columns *chart.WeekColumns) []weekSum {
	sums := make([]weekSum, len(columns.Weeks))
	for i, w := range columns.Weeks {
		sums[i].Monday = w.Monday()
	}
	for _, s := range list {
		i, ok := columns.Index[s.Monday]
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

func drawCoverageTrend(r *question.Question) (*figure.Drawing, error) {
	c, err := r.Coverage(r.Scope)
	if err != nil {
		return nil, err
	}
	list, err := r.Presence(r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	if c.Province.ActiveDays == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure.coverage_by_week"), w.T("empty.no_active_days")), nil
	}
	few, err := FewWeeks(r)
	if err != nil {
		return nil, err
	}
	columns := chart.ColumnsOf(r.Scope.From, r.Scope.To)
	sums := SumByWeek(list, columns)
	t := table.Of(sums, []table.For[weekSum]{
		{Field: "week", Label: w.T("column.week"), Kind: table.KindWeek, Cell: func(s weekSum) any { return s.Monday }},
		{Field: "coverage", Label: w.T("column.coverage"), Kind: table.KindPercent, Cell: func(s weekSum) any { return r.OrFew(few.Weeks[s.Monday], figure.Quotient(s.Covered, s.Active)) }},
		{Field: "stations_covered", Label: w.T("column.stations_covered"), Kind: table.KindInt, Cell: func(s weekSum) any { return r.OrFew(few.Weeks[s.Monday], s.StationsCovered) }},
		{Field: "stations_active", Label: w.T("column.stations_active"), Kind: table.KindInt, Cell: func(s weekSum) any { return s.Stations }},
	})
	var points []any
	for i, s := range sums {
		share := figure.Quotient(s.Covered, s.Active)
		hidden := few.Weeks[s.Monday]
		value, ok := share.Value()
		if !ok || hidden {
			points = append(points, map[string]any{"value": nil})
			continue
		}
		points = append(points, map[string]any{"value": value, "tip": []string{w.Week(columns.Weeks[i]),
			w.T("tip.coverage", "share", w.Percent(share.Numerator, share.Denominator), "covered", w.Int(share.Numerator), "active", w.Int(share.Denominator)),
			w.T("tip.stations_covered", "n", s.StationsCovered, "of", s.Stations)}})
	}
	if few.whole {
		return figure.TooFew(r, "coverage_by_week", t), nil
	}
	p := chart.NewPlot()
	p.Weeks(columns, w)
	p.Set("yAxis", chart.ShareAxis())
	p.Series(charts.SingleSeries{Type: "line", Data: points}, chart.TrendLine(chart.ColourAccent))
	chart, err := p.Trend(columns, w)
	if err != nil {
		return nil, err
	}
	share := w.Percent(float64(c.Province.CoveredDays), float64(c.Province.ActiveDays))
	d := &figure.Drawing{
		Title: w.T("coverage_by_week.title", "share", share),
		Subtitle: w.T("coverage_by_week.subtitle", "period", r.Period(), "covered", w.Int(float64(c.Province.CoveredDays)),
			"active", w.Int(float64(c.Province.ActiveDays))),
		Alt:   w.T("coverage_by_week.alt", "share", share, "change", ChangeInWords(r, list, few)),
		Chart: chart, Table: t, Measured: figure.CountedShare("COV-1", float64(c.Province.CoveredDays), float64(c.Province.ActiveDays)),
	}
	figure.ExplainFew(r, d, few.any())
	return d, nil
}

// ChangeInWords compares the last four complete weeks of the period with the four before. It describes: no claim of a
// cause or of a change beyond chance.
func ChangeInWords(r *question.Question, list []analytics.StationWeek, few weeksFew) string {
	weeks, ok := r.LastAndBefore()
	if !ok {
		return r.Words.T("change.too_short")
	}
	if words := changeFew(r, few); words != "" {
		return words
	}
	covered := func(scope analytics.Scope) (share analytics.Ratio) {
		for _, s := range SumByWeek(list, chart.WeeksOf(scope)) {
			share = share.Plus(figure.Quotient(s.Covered, s.Active))
		}
		return share
	}
	return figure.Change(r, "change.four_weeks", weeks.B.From, weeks.B.To, covered(weeks.B), covered(weeks.A))
}

func drawCoverageByStation(r *question.Question) (*figure.Drawing, error) {
	c, err := r.Coverage(r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	if c.Province.ActiveDays == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure.coverage_by_station"), w.T("empty.no_active_days")), nil
	}
	chart, err := coverageBars(r, c)
	if err != nil {
		return nil, err
	}
	p := c.Province
	d := &figure.Drawing{
		Title: w.T("coverage_by_station.title", "share", w.Percent(float64(p.CoveredDays), float64(p.ActiveDays)),
			"gap", GapInWords(r, c.LongestGap, c.Stations)),
		Subtitle: w.T("coverage_by_station.subtitle", "period", r.Period(), "n", len(c.Stations),
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

// GapInWords names the longest gap: station, days, dates.
func GapInWords(r *question.Question, g analytics.Gap, stations []analytics.StationCoverage) string {
	if g.Days == 0 {
		return r.Words.T("gap.none")
	}
	if r.StationScope().Facility == g.Station && len(stations) == 1 {
		return r.Words.N("gap.here", g.Days, "period", r.Words.Period(g.From, g.To))
	}
	name := g.Station
	for _, s := range stations {
		if s.Station.Code == g.Station {
			name = s.Station.Name
		}
	}
	return r.Words.N("gap.longest", g.Days, "station", name, "period", r.Words.Period(g.From, g.To))
}

func coverageBars(r *question.Question, c *analytics.Coverage) (*chart.Chart, error) {
	w := r.Words
	stations := make([]analytics.Station, len(c.Stations))
	for i, s := range c.Stations {
		stations[i] = s.Station
	}
	rows := chart.RowsOf(stations)
	data := make([]any, len(rows.Names))
	for i := range data {
		data[i] = map[string]any{"value": nil}
	}
	for _, s := range c.Stations {
		share, ok := s.Coverage().Value()
		if !ok {
			data[rows.Row[s.Station.Code]] = map[string]any{"value": 0, "text": w.T("coverage.inactive"), "short": words.NoValue}
			continue
		}
		text := w.Percent(float64(s.CoveredDays), float64(s.ActiveDays))
		short, gap := text, w.T("gap.short.none")
		if s.LongestGap.Days > 0 {
			short, gap = text+" · "+w.Int(float64(s.LongestGap.Days)), w.N("gap.short", s.LongestGap.Days)
		}
		data[rows.Row[s.Station.Code]] = map[string]any{"value": share,
			"text": text + " · " + gap, "short": short, "tip": coverageTip(r, s)}
	}
	p := chart.NewPlot()
	x := chart.ShareAxis()
	x["position"] = "top"
	p.Set("xAxis", x)
	p.Set("yAxis", chart.RowAxis(rows.Names))
	p.Set("grid", map[string]any{"left": "fn:left", "right": chart.ByWidth(84, "fn:right"), "top": 44, "bottom": 28})
	province, _ := c.Province.Coverage().Value()
	p.Series(charts.SingleSeries{Type: "bar", Data: data, BarWidth: "12"}, map[string]any{
		"itemStyle": map[string]any{"color": chart.ColourAccent},
		"label": map[string]any{"show": true, "position": "right", "formatter": "fn:barLabel", "color": chart.ColourMuted, "fontSize": chart.AxisSize,
			"textBorderColor": chart.ColourCard, "textBorderWidth": chart.LabelHalo},
		"markLine": chart.Marker("xAxis", province, w.T("line.all", "value", w.Percent(float64(c.Province.CoveredDays), float64(c.Province.ActiveDays))), "end"),
	})
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	return &chart.Chart{Height: rows.Height(80), Option: option, Meta: map[string]any{"links": rows.Links(r.View)}}, nil
}

func coverageTip(r *question.Question, s analytics.StationCoverage) []string {
	w := r.Words
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

func coverageTable(w *words.Words, c *analytics.Coverage) *table.Table {
	type station = analytics.StationCoverage
	return table.Of(c.Stations, []table.For[station]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(s station) any { return table.StationOf(s.Station) }},
		{Field: "health_center", Label: w.T("column.area"), Cell: func(s station) any { return s.Station.HealthCenter }},
		{Field: "coverage", Label: w.T("column.coverage"), Kind: table.KindPercent, Cell: func(s station) any { return s.Coverage() }},
		{Field: "longest_gap_days", Label: w.T("column.longest_gap"), Kind: table.KindInt, Cell: func(s station) any { return s.LongestGap.Days }},
		{Field: "longest_gap_from", Label: w.T("column.from"), Kind: table.KindDate, Cell: func(s station) any { return table.If(s.LongestGap.Days > 0, s.LongestGap.From) }},
		{Field: "longest_gap_to", Label: w.T("column.to"), Kind: table.KindDate, Cell: func(s station) any { return table.If(s.LongestGap.Days > 0, s.LongestGap.To) }},
		{Field: "open_gap_days", Label: w.T("column.open_gap"), Kind: table.KindInt, Cell: func(s station) any { return s.OpenGap.Days }},
		{Field: "doctor_coverage", Label: w.T("column.doctor"), Kind: table.KindPercent, Cell: func(s station) any { return s.DoctorCoverage() }},
		{Field: "preventive_coverage", Label: w.T("column.preventive"), Kind: table.KindPercent, Cell: func(s station) any { return s.PreventiveCoverage() }},
		{Field: "staff_days", Label: w.T("column.staff_days"), Kind: table.KindInt, Cell: func(s station) any { return s.StaffDays }},
		{Field: "fte", Label: w.T("column.fte"), Kind: table.KindDecimal, Cell: func(s station) any {
			fte, ok := s.FTE().Value()
			return table.If(ok, fte)
		}},
		{Field: "double_booked", Label: w.T("column.double"), Kind: table.KindInt, Cell: func(s station) any { return s.DoubleBooked }},
	})
}
