// Package reporting has the figures of reporting compliance (CMP).
package reporting

import (
	"slices"
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var Trend = &figure.Figure{ID: "reporting_by_week", Rows: []string{"weekly_reports"}, Methods: []string{"CMP-1", "CMP-2"},
	Queries: []string{"compliance_by_week", "compliance_total"}, Streamed: true, Specialised: true, OfReports: true, Province: true, Parts: true, Native: &figure.Native{Kind: figure.NativeLine, By: "week", Values: []string{"on_time_rate"}},
	Draw: drawReportingTrend}

var ByStation = &figure.Figure{ID: "reporting_by_station", Rows: []string{"weekly_reports"}, Methods: []string{"CMP-1", "CMP-2"},
	Queries: []string{"compliance_by_station", "compliance_total"}, Streamed: true, Specialised: true, OfReports: true, Native: &figure.Native{Kind: figure.NativeParts, By: "station", Values: []string{"on_time", "late", "missing"}},
	Draw: drawReportingByStation}

var ByWeek = &figure.Figure{ID: "reports_by_week", Rows: []string{"weekly_reports"}, Weekly: true, Methods: []string{"CMP-1", "CMP-2"},
	Queries: []string{"report_states"}, Streamed: true, Specialised: true, OfReports: true,
	Draw: func(r *question.Question) (*figure.Drawing, error) {
		return drawReportGrid(r, "reports_by_week", r.Scope)
	}}

// NoReports is the drawing of a stream without a rate, or nil when there is one.
func NoReports(r *question.Question, c *analytics.Compliance, id string) *figure.Drawing {
	w := r.Words
	title := w.T("figure."+id) + " (" + r.StreamWords() + ")"
	switch {
	case c.State == analytics.StateNotCollected:
		return figure.Withheld(c.State, title, w.T("empty.not_collected", "stream", r.StreamWords()))
	case c.State != analytics.StateOK || c.Province.Due == 0:
		return figure.Withheld(analytics.StateNotApplicable, title, w.T("empty.nothing_due"))
	}
	return nil
}

func drawReportingTrend(r *question.Question) (*figure.Drawing, error) {
	c, err := r.Compliance(r.Scope, r.Stream())
	if err != nil {
		return nil, err
	}
	if d := NoReports(r, c, "reporting_by_week"); d != nil {
		return d, nil
	}
	w := r.Words
	few, err := Few(r, c)
	if err != nil {
		return nil, err
	}
	columns := chart.WeeksOf(r.Scope)
	type ofWeek = analytics.WeekCompliance
	t := table.Of(c.Weeks, []table.For[ofWeek]{
		{Field: "week", Label: w.T("column.week"), Kind: table.KindWeek, Cell: func(v ofWeek) any { return v.Monday }},
		{Field: "on_time_rate", Label: w.T("column.timeliness"), Kind: table.KindPercent, Cell: func(v ofWeek) any { return r.OrFew(few[v.Monday].rate(), v.Timeliness()) }},
		{Field: "completeness", Label: w.T("column.completeness"), Kind: table.KindPercent, Cell: func(v ofWeek) any { return r.OrFew(few[v.Monday].Completeness(), v.Completeness()) }},
		{Field: "on_time", Label: w.T("report.on_time"), Kind: table.KindInt, Cell: func(v ofWeek) any { return r.OrFew(few[v.Monday].OnTime, v.OnTime) }},
		{Field: "late", Label: w.T("report.late"), Kind: table.KindInt, Cell: func(v ofWeek) any { return r.OrFew(few[v.Monday].Late, v.Late) }},
		{Field: "missing", Label: w.T("report.missing"), Kind: table.KindInt, Cell: func(v ofWeek) any { return r.OrFew(few[v.Monday].Missing, v.Missing) }},
		{Field: "due", Label: w.T("column.due"), Kind: table.KindInt, Cell: func(v ofWeek) any { return r.OrFew(few[v.Monday].Due, v.Due) }},
	})
	points := make([]any, len(columns.Weeks))
	for i := range points {
		points[i] = map[string]any{"value": nil}
	}
	anyFew := false
	for _, week := range c.Weeks {
		hidden := few[week.Monday]
		anyFew = anyFew || hidden.any()
		i, known := columns.Index[week.Monday]
		value, ok := week.Timeliness().Value()
		if known && ok && !hidden.rate() {
			points[i] = map[string]any{"value": value, "tip": append([]string{w.Week(columns.Weeks[i])}, reportTipOf(r, week.ComplianceCounts, hidden)...)}
		}
	}
	if few[time.Time{}].rate() {
		return figure.TooFew(r, "reporting_by_week", t), nil
	}
	p := chart.NewPlot()
	p.Weeks(columns, w)
	p.Set("yAxis", chart.ShareAxis())
	p.Series(charts.SingleSeries{Type: "line", Data: points}, chart.TrendLine(chart.ColourOnTime))
	chart, err := p.Trend(columns, w)
	if err != nil {
		return nil, err
	}
	d := &figure.Drawing{
		Title:    w.T("reporting_by_week.title", "share", w.Percent(float64(c.Province.OnTime), float64(c.Province.Due)), "stream", r.StreamWords()),
		Subtitle: Subtitle(r, c), Alt: w.T("reporting_by_week.alt", "change", Change(r, c)), Chart: chart, Table: t,
		Measured: figure.CountedShare("CMP-1", float64(c.Province.OnTime), float64(c.Province.Due)),
	}
	figure.ExplainFew(r, d, anyFew)
	return d, nil
}

func Tip(r *question.Question, c analytics.ComplianceCounts) []string {
	return reportTipOf(r, c, reportsFew{})
}

func reportTipOf(r *question.Question, c analytics.ComplianceCounts, few reportsFew) []string {
	w := r.Words
	return []string{
		w.T("tip.on_time", "share", w.Percent(float64(c.OnTime), float64(c.Due)), "n", w.Int(float64(c.OnTime)), "due", w.Int(float64(c.Due))),
		w.T("tip.late_missing", "late", r.Told(c.Late, few.Late), "missing", r.Told(c.Missing, few.Missing)), "CMP-1 · CMP-2"}
}

func Subtitle(r *question.Question, c *analytics.Compliance) string {
	return r.Words.T("reporting.subtitle", "stream", words.Capital(r.StreamWords()), "period", r.Period(),
		"due", r.Words.Int(float64(c.Province.Due)), "deadline", Deadline(r, c))
}

func Change(r *question.Question, c *analytics.Compliance) string {
	before, now, ok := question.LastDue(c)
	if !ok {
		return r.Words.T("change.too_short")
	}
	few, err := Few(r, c)
	for _, week := range slices.Concat(before, now) {
		if err != nil || few[week.Monday].rate() {
			return r.Words.T("disclosure.change")
		}
	}
	onTime := func(weeks []analytics.WeekCompliance) (share analytics.Ratio) {
		for _, week := range weeks {
			share = share.Plus(week.Timeliness())
		}
		return share
	}
	return figure.Change(r, "change.four_weeks_due", now[0].Monday, now[len(now)-1].Monday.AddDate(0, 0, 6), onTime(now), onTime(before))
}

func drawReportingByStation(r *question.Question) (*figure.Drawing, error) {
	c, err := r.Compliance(r.Scope, r.Stream())
	if err != nil {
		return nil, err
	}
	if d := NoReports(r, c, "reporting_by_station"); d != nil {
		return d, nil
	}
	chart, err := reportBars(r, c)
	if err != nil {
		return nil, err
	}
	w, p := r.Words, c.Province
	d := &figure.Drawing{
		Title: w.T("reporting_by_station.title", "share", w.Percent(float64(p.OnTime), float64(p.Due)), "missing", w.Int(float64(p.Missing)),
			"due", w.Int(float64(p.Due)), "stream", r.StreamWords()),
		Subtitle: Subtitle(r, c),
		Alt: w.T("reporting_by_station.alt", "n", len(c.Stations), "on_time", w.Int(float64(p.OnTime)), "late", w.Int(float64(p.Late)),
			"missing", w.Int(float64(p.Missing))),
		Chart: chart, Table: reportingTable(w, c),
	}
	if p.NotYetDue > 0 {
		d.Notes = append(d.Notes, w.N("reporting.not_yet_due", p.NotYetDue))
	}
	if n := len(c.Ignored); n > 0 {
		d.Notes = append(d.Notes, w.N("reporting.ignored", n))
	}
	return d, nil
}

// reportBars draws, per station, the shares of on-time, late and missing among the reports due.
func reportBars(r *question.Question, c *analytics.Compliance) (*chart.Chart, error) {
	w := r.Words
	stations := make([]analytics.Station, len(c.Stations))
	for i, s := range c.Stations {
		stations[i] = s.Station
	}
	rows := chart.RowsOf(stations)
	parts := []struct {
		name, colour string
		decal        map[string]any
		of           func(analytics.ComplianceCounts) int
	}{
		{"on_time", chart.ColourOnTime, nil, func(c analytics.ComplianceCounts) int { return c.OnTime }},
		{"late", chart.ColourLate, decal("late"), func(c analytics.ComplianceCounts) int { return c.Late }},
		{"missing", chart.ColourMissing, decal("missing"), func(c analytics.ComplianceCounts) int { return c.Missing }},
	}
	p := chart.NewPlot()
	var legend []any
	for k, part := range parts {
		data := make([]any, len(rows.Names))
		for i := range data {
			data[i] = map[string]any{"value": nil}
		}
		for _, s := range c.Stations {
			datum := map[string]any{"value": 0, "tip": append([]string{s.Station.Name}, Tip(r, s.ComplianceCounts)...)}
			count := w.Percent(0, 0) // not applicable
			if s.Due > 0 {
				datum["value"] = float64(part.of(s.ComplianceCounts)) / float64(s.Due)
				count = w.Int(float64(s.OnTime)) + "/" + w.Int(float64(s.Due))
			}
			if k == len(parts)-1 {
				datum["label"] = map[string]any{"show": true, "formatter": count}
			}
			data[rows.Row[s.Station.Code]] = datum
		}
		style := map[string]any{"color": part.colour, "borderColor": chart.ColourCard, "borderWidth": 0.5}
		if part.decal != nil {
			style["decal"] = part.decal
		}
		name := w.T("report." + part.name)
		legend = append(legend, name)
		p.Series(charts.SingleSeries{Name: name, Type: "bar", Stack: "reports", Data: data, BarWidth: "12"}, map[string]any{
			"itemStyle": style, "label": map[string]any{"position": "insideRight", "color": chart.ColourMuted, "fontSize": chart.AxisSize, "show": false}})
		if k == len(parts)-1 {
			p.Extra[k]["label"] = map[string]any{"show": false, "position": "right", "color": chart.ColourMuted, "fontSize": chart.AxisSize}
		}
	}
	x := chart.ShareAxis()
	x["position"] = "top"
	p.Set("xAxis", x)
	p.Set("yAxis", chart.RowAxis(rows.Names))
	p.Set("grid", map[string]any{"left": "fn:left", "right": 60, "top": 72, "bottom": 8})
	p.Set("legend", map[string]any{"data": legend, "top": 4, "left": 0, "itemWidth": 14, "itemHeight": 12, "selectedMode": false,
		"textStyle": chart.Label(chart.ColourInk)})
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	return &chart.Chart{Height: rows.Height(88), Option: option, Meta: map[string]any{"links": rows.Links(r.View)}}, nil
}

// decal is the pattern that repeats a colour's meaning for those who do not see the colour.
func decal(state string) map[string]any {
	if state == "late" {
		return map[string]any{"symbol": "rect", "dashArrayX": []int{1, 0}, "dashArrayY": []int{2, 5}, "rotation": -0.785, "color": "rgba(0,0,0,0.28)"}
	}
	return map[string]any{"symbol": "rect", "dashArrayX": []any{[]int{2, 4}, []int{0, 6}}, "dashArrayY": []int{2, 2}, "color": "rgba(255,255,255,0.45)"}
}

func reportingTable(w *words.Words, c *analytics.Compliance) *table.Table {
	type station = analytics.StationCompliance
	return table.Of(c.Stations, []table.For[station]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(s station) any { return table.StationOf(s.Station) }},
		{Field: "health_center", Label: w.T("column.area"), Cell: func(s station) any { return s.Station.HealthCenter }},
		{Field: "on_time_rate", Label: w.T("column.timeliness"), Kind: table.KindPercent, Cell: func(s station) any { return s.Timeliness() }},
		{Field: "completeness", Label: w.T("column.completeness"), Kind: table.KindPercent, Cell: func(s station) any { return s.Completeness() }},
		{Field: "on_time", Label: w.T("report.on_time"), Kind: table.KindInt, Cell: func(s station) any { return s.OnTime }},
		{Field: "late", Label: w.T("report.late"), Kind: table.KindInt, Cell: func(s station) any { return s.Late }},
		{Field: "missing", Label: w.T("report.missing"), Kind: table.KindInt, Cell: func(s station) any { return s.Missing }},
		{Field: "due", Label: w.T("column.due"), Kind: table.KindInt, Cell: func(s station) any { return s.Due }},
		{Field: "median_days_late", Label: w.T("column.days_late"), Kind: table.KindDecimal, Cell: func(s station) any { return table.Known(s.MedianDaysLate) }},
		{Field: "resubmissions", Label: w.T("column.resubmissions"), Kind: table.KindInt, Cell: func(s station) any { return s.Resubmissions }},
	})
}

// worst is the order in which the states of one station and week are shown when there are several.
var worst = map[analytics.ReportState]int{analytics.ReportMissing: 4, analytics.ReportLate: 3, analytics.ReportOnTime: 2,
	analytics.ReportNotYetDue: 1, analytics.ReportNotExpected: 0}
