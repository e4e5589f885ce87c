package dashboard

import (
	"slices"
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/dashboard/words"
)

var reportingTrend = &Figure{ID: "reporting_by_week", Rows: []string{"weekly_reports"}, Methods: []string{"CMP-1", "CMP-2"},
	Queries: []string{"compliance_by_week", "compliance_total"}, Streamed: true, Specialised: true, OfReports: true, Province: true, build: drawReportingTrend}

var reportingByStation = &Figure{ID: "reporting_by_station", Rows: []string{"weekly_reports"}, Methods: []string{"CMP-1", "CMP-2"},
	Queries: []string{"compliance_by_station", "compliance_total"}, Streamed: true, Specialised: true, OfReports: true, build: drawReportingByStation}

var reportsByWeek = &Figure{ID: "reports_by_week", Rows: []string{"weekly_reports"}, Weekly: true, Methods: []string{"CMP-1", "CMP-2"},
	Queries: []string{"report_states"}, Streamed: true, Specialised: true, OfReports: true,
	build: func(r *request) (*Drawing, error) { return drawReportGrid(r, "reports_by_week", r.scope) }}

func (r *request) stream() analytics.Stream { return analytics.Stream(r.view.Stream) }

func (r *request) streamWords() string { return r.words.T("stream." + r.view.Stream) }

// noReports is the drawing of a stream without a rate, or nil when there is one.
func (r *request) noReports(c *analytics.Compliance, id string) *Drawing {
	w := r.words
	title := w.T("figure."+id) + " (" + r.streamWords() + ")"
	switch {
	case c.State == analytics.StateNotCollected:
		return withheld(c.State, title, w.T("empty.not_collected", "stream", r.streamWords()))
	case c.State != analytics.StateOK || c.Province.Due == 0:
		return withheld(analytics.StateNotApplicable, title, w.T("empty.nothing_due"))
	}
	return nil
}

func drawReportingTrend(r *request) (*Drawing, error) {
	c, err := r.compliance(r.scope, r.stream())
	if err != nil {
		return nil, err
	}
	if d := r.noReports(c, "reporting_by_week"); d != nil {
		return d, nil
	}
	w := r.words
	few := r.reportingFew(c)
	columns := weeksOf(r.scope)
	t := &Table{Columns: []Column{
		{Field: "week", Label: w.T("column.week"), Kind: KindWeek},
		{Field: "on_time_rate", Label: w.T("column.timeliness"), Kind: KindPercent},
		{Field: "completeness", Label: w.T("column.completeness"), Kind: KindPercent},
		{Field: "on_time", Label: w.T("report.on_time"), Kind: KindInt},
		{Field: "late", Label: w.T("report.late"), Kind: KindInt},
		{Field: "missing", Label: w.T("report.missing"), Kind: KindInt},
		{Field: "due", Label: w.T("column.due"), Kind: KindInt},
	}}
	points := make([]any, len(columns.weeks))
	for i := range points {
		points[i] = map[string]any{"value": nil}
	}
	anyFew := false
	for _, week := range c.Weeks {
		hidden := few[week.Monday]
		t.Rows = append(t.Rows, []any{week.Monday, r.orFew(hidden.rate(), week.Timeliness()), r.orFew(hidden.completeness(), week.Completeness()),
			r.orFew(hidden.OnTime, week.OnTime), r.orFew(hidden.Late, week.Late), r.orFew(hidden.Missing, week.Missing), r.orFew(hidden.Due, week.Due)})
		anyFew = anyFew || hidden.any()
		i, known := columns.index[week.Monday]
		value, ok := week.Timeliness().Value()
		if known && ok && !hidden.rate() {
			points[i] = map[string]any{"value": value, "tip": append([]string{w.Week(columns.weeks[i])}, r.reportTipOf(week.ComplianceCounts, hidden)...)}
		}
	}
	if few[time.Time{}].rate() {
		return r.tooFew("reporting_by_week", t), nil
	}
	p := newPlot()
	p.weeks(columns, w)
	p.set("yAxis", shareAxis())
	p.series(charts.SingleSeries{Type: "line", Data: points}, trendLine(colourOnTime))
	chart, err := p.trend(columns, w)
	if err != nil {
		return nil, err
	}
	d := &Drawing{
		Title:    w.T("reporting_by_week.title", "share", w.Percent(float64(c.Province.OnTime), float64(c.Province.Due)), "stream", r.streamWords()),
		Subtitle: r.reportingSubtitle(c), Alt: w.T("reporting_by_week.alt", "change", r.reportingChange(c)), Chart: chart, Table: t,
	}
	r.explainFew(d, anyFew)
	return d, nil
}

func (r *request) reportTip(c analytics.ComplianceCounts) []string {
	return r.reportTipOf(c, reportsFew{})
}

func (r *request) reportTipOf(c analytics.ComplianceCounts, few reportsFew) []string {
	w := r.words
	return []string{
		w.T("tip.on_time", "share", w.Percent(float64(c.OnTime), float64(c.Due)), "n", w.Int(float64(c.OnTime)), "due", w.Int(float64(c.Due))),
		w.T("tip.late_missing", "late", r.told(c.Late, few.Late), "missing", r.told(c.Missing, few.Missing)), "CMP-1 · CMP-2"}
}

func (r *request) reportingSubtitle(c *analytics.Compliance) string {
	return r.words.T("reporting.subtitle", "stream", words.Capital(r.streamWords()), "period", r.period(),
		"due", r.words.Int(float64(c.Province.Due)), "days", c.TimelyDays)
}

// lastDue are the last four weeks of which reports are due and the four before them, in order; false where
// there are fewer than eight.
func lastDue(c *analytics.Compliance) (before, now []analytics.WeekCompliance, ok bool) {
	due := slices.DeleteFunc(slices.Clone(c.Weeks), func(week analytics.WeekCompliance) bool { return week.Due == 0 })
	if len(due) < 2*recentWeeks {
		return nil, nil, false
	}
	return due[len(due)-2*recentWeeks : len(due)-recentWeeks], due[len(due)-recentWeeks:], true
}

func (r *request) reportingChange(c *analytics.Compliance) string {
	before, now, ok := lastDue(c)
	if !ok {
		return r.words.T("change.too_short")
	}
	few := r.reportingFew(c)
	for _, week := range slices.Concat(before, now) {
		if few[week.Monday].rate() {
			return r.words.T("disclosure.change")
		}
	}
	onTime := func(weeks []analytics.WeekCompliance) (share analytics.Ratio) {
		for _, week := range weeks {
			share = share.Plus(week.Timeliness())
		}
		return share
	}
	return r.change("change.four_weeks_due", onTime(now), onTime(before))
}

func drawReportingByStation(r *request) (*Drawing, error) {
	c, err := r.compliance(r.scope, r.stream())
	if err != nil {
		return nil, err
	}
	if d := r.noReports(c, "reporting_by_station"); d != nil {
		return d, nil
	}
	chart, err := r.reportBars(c)
	if err != nil {
		return nil, err
	}
	w, p := r.words, c.Province
	d := &Drawing{
		Title: w.T("reporting_by_station.title", "share", w.Percent(float64(p.OnTime), float64(p.Due)), "missing", w.Int(float64(p.Missing)),
			"due", w.Int(float64(p.Due)), "stream", r.streamWords()),
		Subtitle: r.reportingSubtitle(c),
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
func (r *request) reportBars(c *analytics.Compliance) (*Chart, error) {
	w := r.words
	stations := make([]analytics.Station, len(c.Stations))
	for i, s := range c.Stations {
		stations[i] = s.Station
	}
	rows := rowsOf(stations)
	parts := []struct {
		name, colour string
		decal        map[string]any
		of           func(analytics.ComplianceCounts) int
	}{
		{"on_time", colourOnTime, nil, func(c analytics.ComplianceCounts) int { return c.OnTime }},
		{"late", colourLate, decal("late"), func(c analytics.ComplianceCounts) int { return c.Late }},
		{"missing", colourMissing, decal("missing"), func(c analytics.ComplianceCounts) int { return c.Missing }},
	}
	p := newPlot()
	var legend []any
	for k, part := range parts {
		data := make([]any, len(rows.names))
		for i := range data {
			data[i] = map[string]any{"value": nil}
		}
		for _, s := range c.Stations {
			datum := map[string]any{"value": 0, "tip": append([]string{s.Station.Name}, r.reportTip(s.ComplianceCounts)...)}
			count := w.Percent(0, 0) // not applicable
			if s.Due > 0 {
				datum["value"] = float64(part.of(s.ComplianceCounts)) / float64(s.Due)
				count = w.Int(float64(s.OnTime)) + "/" + w.Int(float64(s.Due))
			}
			if k == len(parts)-1 {
				datum["label"] = map[string]any{"show": true, "formatter": count}
			}
			data[rows.row[s.Station.Code]] = datum
		}
		style := map[string]any{"color": part.colour, "borderColor": colourCard, "borderWidth": 0.5}
		if part.decal != nil {
			style["decal"] = part.decal
		}
		name := w.T("report." + part.name)
		legend = append(legend, name)
		p.series(charts.SingleSeries{Name: name, Type: "bar", Stack: "reports", Data: data, BarWidth: "12"}, map[string]any{
			"itemStyle": style, "label": map[string]any{"position": "insideRight", "color": colourMuted, "fontSize": axisSize, "show": false}})
		if k == len(parts)-1 {
			p.extra[k]["label"] = map[string]any{"show": false, "position": "right", "color": colourMuted, "fontSize": axisSize}
		}
	}
	x := shareAxis()
	x["position"] = "top"
	p.set("xAxis", x)
	p.set("yAxis", rowAxis(rows.names))
	p.set("grid", map[string]any{"left": "fn:left", "right": 60, "top": 72, "bottom": 8})
	p.set("legend", map[string]any{"data": legend, "top": 4, "left": 0, "itemWidth": 14, "itemHeight": 12, "selectedMode": false,
		"textStyle": label(colourInk)})
	option, err := p.option()
	if err != nil {
		return nil, err
	}
	return &Chart{Height: rows.height(88), Option: option, Meta: map[string]any{"links": rows.links(r.view)}}, nil
}

// decal is the pattern that repeats a colour's meaning for those who do not see the colour.
func decal(state string) map[string]any {
	if state == "late" {
		return map[string]any{"symbol": "rect", "dashArrayX": []int{1, 0}, "dashArrayY": []int{2, 5}, "rotation": -0.785, "color": "rgba(0,0,0,0.28)"}
	}
	return map[string]any{"symbol": "rect", "dashArrayX": []any{[]int{2, 4}, []int{0, 6}}, "dashArrayY": []int{2, 2}, "color": "rgba(255,255,255,0.45)"}
}

func reportingTable(w *words.Words, c *analytics.Compliance) *Table {
	t := &Table{Columns: []Column{
		{Field: "station", Label: w.T("column.station"), Kind: KindStation},
		{Field: "health_center", Label: w.T("column.area")},
		{Field: "on_time_rate", Label: w.T("column.timeliness"), Kind: KindPercent},
		{Field: "completeness", Label: w.T("column.completeness"), Kind: KindPercent},
		{Field: "on_time", Label: w.T("report.on_time"), Kind: KindInt},
		{Field: "late", Label: w.T("report.late"), Kind: KindInt},
		{Field: "missing", Label: w.T("report.missing"), Kind: KindInt},
		{Field: "due", Label: w.T("column.due"), Kind: KindInt},
		{Field: "median_days_late", Label: w.T("column.days_late"), Kind: KindDecimal},
		{Field: "resubmissions", Label: w.T("column.resubmissions"), Kind: KindInt},
	}}
	for _, s := range c.Stations {
		row := []any{stationRef{Code: s.Station.Code, Name: s.Station.Name}, s.Station.HealthCenter, s.Timeliness(), s.Completeness(),
			s.OnTime, s.Late, s.Missing, s.Due, nil, s.Resubmissions}
		if s.MedianDaysLate != nil {
			row[8] = *s.MedianDaysLate
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// worst is the order in which the states of one station and week are shown when there are several.
var worst = map[analytics.ReportState]int{analytics.ReportMissing: 4, analytics.ReportLate: 3, analytics.ReportOnTime: 2,
	analytics.ReportNotYetDue: 1, analytics.ReportNotExpected: 0}
