package dashboard

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// drawActivity draws a station's visits and referrals by week, the expected referrals in supported weeks beside the
// observed ones, supported weeks shaded. A week without a number is a gap in the line, never 0.
func drawActivity(r *request) (*Drawing, error) {
	detail, err := r.station()
	if err != nil {
		return nil, err
	}
	ra, err := r.referrals(r.scopeOfReferrals())
	if err != nil {
		return nil, err
	}
	w := r.words
	columns := weeksOf(r.scope)
	expected := map[time.Time]analytics.ReferralWeek{}
	own := analytics.StationReferrals{Estimate: analytics.Estimate{State: analytics.StateWithheld, Reasons: []analytics.Reason{analytics.ReasonNoSupportedWeeks}}}
	for _, s := range ra.Stations {
		if s.Station.Code == detail.Station.Code {
			own = s
		}
	}
	estimate := own.Estimate
	if estimate.State == analytics.StateOK {
		for _, week := range ra.StationWeeks {
			if week.Station == detail.Station.Code {
				expected[week.Monday] = week
			}
		}
	}
	t, series, reported := r.activityRows(detail, columns, expected)
	if reported == 0 {
		d := withheld(analytics.StateNotCollected, w.T("figure.station_activity"), w.T("empty.no_activity"))
		d.Table = t
		return d, nil
	}
	chart, err := r.activityChart(detail, columns, series)
	if err != nil {
		return nil, err
	}
	d := &Drawing{
		Title:    r.stationInWords(own),
		Subtitle: w.T("station_activity.subtitle", "period", r.period(), "n", reported, "weeks", len(columns.weeks), "days", r.supportedDays()),
		Alt:      w.T("station_activity.alt", "n", reported), Chart: chart, Table: t, Notes: []string{w.T("station_activity.note")},
	}
	if estimate.State == analytics.StateOK {
		d.Subtitle += "; " + w.T("station_activity.compared")
	} else {
		d.Title = w.T("station_activity.withheld")
		d.Notes = append([]string{words.Sentence(r.reasonsInWords(estimate))}, d.Notes...)
	}
	return d, nil
}

// scopeOfReferrals is the whole province: a station's expected count rests on the stations that were not supported.
func (r *request) scopeOfReferrals() analytics.Scope {
	scope := r.scope
	scope.HealthCenter, scope.FacilityType, scope.Facility = "", "", ""
	return scope
}

// activitySeries are the points of the chart, one a week.
type activitySeries struct{ visits, observed, expected []any }

func (r *request) activityRows(detail *analytics.StationDetail, columns *weekColumns, expected map[time.Time]analytics.ReferralWeek) (*Table, activitySeries, int) {
	w := r.words
	t := &Table{Columns: []Column{
		{Field: "week", Label: w.T("column.week"), Kind: KindWeek},
		{Field: "visits", Label: w.T("column.visits"), Kind: KindInt},
		{Field: "referrals", Label: w.T("column.referrals"), Kind: KindInt},
		{Field: "expected", Label: w.T("column.expected_supported"), Kind: KindDecimal},
		{Field: "doctor_days", Label: w.T("column.doctor_days"), Kind: KindInt},
		{Field: "covered_days", Label: w.T("column.covered_days"), Kind: KindInt},
		{Field: "groups_complete", Label: w.T("column.groups"), Kind: KindInt},
	}}
	s := activitySeries{}
	gap := map[string]any{"value": nil}
	for range columns.weeks {
		s.visits, s.observed, s.expected = append(s.visits, gap), append(s.observed, gap), append(s.expected, gap)
	}
	covered := map[time.Time]int{}
	for _, p := range detail.Presence {
		covered[p.Monday] = p.CoveredDays
	}
	reported := 0
	for _, a := range detail.Activity {
		row := []any{a.Monday, nil, nil, nil, a.DoctorDays, covered[a.Monday], a.GroupsComplete}
		i, known := columns.index[a.Monday]
		tip := []string{w.Week(calendar.WeekOf(a.Monday))}
		if a.Visits != nil {
			row[1] = *a.Visits
			tip = append(tip, w.T("tip.visits", "n", w.Int(float64(*a.Visits))))
		}
		if a.Referrals != nil {
			row[2] = *a.Referrals
			tip = append(tip, w.T("tip.observed", "n", w.Int(float64(*a.Referrals))))
		}
		if e, ok := expected[a.Monday]; ok {
			row[3] = e.Expected
			tip = append(tip, w.T("tip.expected", "n", w.Decimal(e.Expected, 1)))
		}
		tip = append(tip, w.T("tip.week_days", "covered", covered[a.Monday], "doctor", a.DoctorDays))
		t.Rows = append(t.Rows, row)
		if a.Visits != nil || a.Referrals != nil {
			reported++
		}
		if !known {
			continue
		}
		if a.Visits != nil {
			s.visits[i] = map[string]any{"value": *a.Visits, "tip": tip}
		}
		if a.Referrals != nil {
			s.observed[i] = map[string]any{"value": *a.Referrals, "tip": tip}
		}
		if row[3] != nil {
			s.expected[i] = map[string]any{"value": row[3]}
		}
	}
	return t, s, reported
}

func (r *request) activityChart(detail *analytics.StationDetail, columns *weekColumns, s activitySeries) (*Chart, error) {
	w := r.words
	p := newPlot()
	top := categoryAxis(columns.names(w), "sparse")
	merge(top, map[string]any{"boundaryGap": true, "axisLabel": map[string]any{"show": false}})
	bottom := categoryAxis(columns.names(w), "sparse")
	merge(bottom, map[string]any{"gridIndex": 1, "boundaryGap": true, "axisLabel": map[string]any{"hideOverlap": true}})
	p.set("xAxis", []any{top, bottom})
	above, below := valueAxis("count"), valueAxis("count")
	naming := map[string]any{"nameLocation": "end", "nameGap": 10, "nameTextStyle": map[string]any{"align": "left", "color": colourInk, "fontSize": axisSize}, "splitNumber": 3}
	merge(above, naming)
	merge(below, naming)
	above["name"], below["name"], below["gridIndex"] = w.T("series.visits"), w.T("series.referrals"), 1
	p.set("yAxis", []any{above, below})
	p.set("grid", []any{map[string]any{"left": 48, "right": byRoom(68, 96), "top": 32, "height": 110}, map[string]any{"left": 48, "right": byRoom(68, 96), "top": 190, "height": 110}})
	shades := supportedSpans(detail.Activity, columns, r.supportedDays())
	look := trendLine(colourInk)
	look["markArea"] = shades
	p.series(charts.SingleSeries{Name: w.T("series.visits"), Type: "line", Data: s.visits}, look)
	nameE, nameO := endLabel(w.T("series.expected"), colourMuted), endLabel(w.T("series.observed"), colourFewer)
	partEnds(nameE, nameO, s.expected, s.observed)
	look = trendLine(colourMuted)
	merge(look, map[string]any{"lineStyle": map[string]any{"type": "dashed"}, "endLabel": nameE})
	p.series(charts.SingleSeries{Name: w.T("series.expected"), Type: "line", XAxisIndex: 1, YAxisIndex: 1, Data: s.expected}, look)
	look = trendLine(colourFewer)
	look["markArea"] = shades
	merge(look, map[string]any{"endLabel": nameO})
	p.series(charts.SingleSeries{Name: w.T("series.observed"), Type: "line", XAxisIndex: 1, YAxisIndex: 1, Data: s.observed}, look)
	p.set("axisPointer", map[string]any{"link": []any{map[string]any{"xAxisIndex": "all"}}})
	chart, err := p.trend(columns, w)
	if err != nil {
		return nil, err
	}
	chart.Height = 340
	return chart, nil
}

// supportedDays is the number of days with a doctor from which a week is supported, as the query has it.
func (r *request) supportedDays() int {
	q, ok := r.edition.Catalog().Get("referral_cells")
	if !ok {
		return 0
	}
	for _, p := range q.All {
		if p.Name == "supported_days" && p.Default != nil {
			if n, err := strconv.Atoi(*p.Default); err == nil {
				return n
			}
		}
	}
	return 0
}

// supportedSpans shade the runs of weeks with a doctor on at least so many days.
func supportedSpans(weeks []analytics.ActivityWeek, columns *weekColumns, days int) map[string]any {
	var spans []any
	start, last := -1, -2
	flush := func() {
		if start >= 0 {
			spans = append(spans, []any{map[string]any{"xAxis": start}, map[string]any{"xAxis": last}})
		}
		start = -1
	}
	for _, a := range weeks {
		i, ok := columns.index[a.Monday]
		if !ok {
			continue
		}
		if a.DoctorDays < days || i != last+1 {
			flush()
		}
		if a.DoctorDays >= days {
			if start < 0 {
				start = i
			}
			last = i
		}
	}
	flush()
	return map[string]any{"silent": true, "animation": false, "itemStyle": map[string]any{"color": colourAccent, "opacity": 0.15}, "data": spans}
}

// drawStationReports draws the strip of report states of one station: the station's own report, and one row for each
// worker expected to report in the same week.
func drawStationReports(r *request) (*Drawing, error) {
	detail, err := r.station()
	if err != nil {
		return nil, err
	}
	w := r.words
	columns := weeksOf(r.scope)
	t := &Table{Columns: []Column{
		{Field: "stream", Label: w.T("column.stream"), Kind: KindTerm, Prefix: "stream."},
		{Field: "worker_code", Label: w.T("column.worker")},
		{Field: "week", Label: w.T("column.week"), Kind: KindWeek},
		{Field: "state", Label: w.T("column.state"), Kind: KindTerm, Prefix: "report.", Key: true},
		{Field: "days_late", Label: w.T("column.days_late_one"), Kind: KindInt},
	}}
	notes, err := r.dropUncollected(detail)
	if err != nil {
		return nil, err
	}
	detail = notes.detail
	counts := map[analytics.ReportState]int{}
	slots := map[time.Time]int{}
	most := 0
	var cells []gridCell
	for _, c := range detail.Rotation {
		counts[c.State]++
		t.Rows = append(t.Rows, reportRow("rotation", c))
		slot := slots[c.Monday]
		slots[c.Monday]++
		most = max(most, slots[c.Monday])
		if i, ok := columns.index[c.Monday]; ok {
			cells = append(cells, gridCell{slot, i, string(c.State), c.Worker + ": " + w.T("report."+string(c.State))})
		}
	}
	for _, c := range detail.Reports {
		t.Rows = append(t.Rows, reportRow("station", c))
		if i, ok := columns.index[c.Monday]; ok {
			cells = append(cells, gridCell{most, i, string(c.State), w.T("report." + string(c.State))})
		}
	}
	if len(cells) == 0 {
		d := withheld(analytics.StateNotApplicable, w.T("figure.station_reports"), w.T("empty.nothing_due"))
		if len(notes.words) > 0 {
			d.State, d.Reason = analytics.StateNotCollected, strings.Join(notes.words, " ")
		}
		d.Table = t
		return d, nil
	}
	names := make([]string, 0, most+1)
	for i := range most {
		names = append(names, w.T("row.worker", "n", i+1))
	}
	subtitle := "station_reports.subtitle"
	if r.scope.Specialty == "" {
		names = append(names, w.T("row.station"))
	} else {
		subtitle = "specialty.station_reports.subtitle"
		notes.words = append(notes.words, w.T("specialty.station_reports.note"))
	}
	rows := &stationRows{names: names, codes: slices.Repeat([]string{"row"}, len(names))}
	sortCells(cells)
	cells = append(cells, blanks(rows, columns, cells, string(analytics.ReportNotExpected), w.T("report.not_expected"))...)
	rows.codes = make([]string, len(names)) // rows of one station lead nowhere else
	chart, err := r.cellGrid(rows, columns, cells)
	if err != nil {
		return nil, err
	}
	due := counts[analytics.ReportOnTime] + counts[analytics.ReportLate] + counts[analytics.ReportMissing]
	d := &Drawing{
		Title:    w.T("station_reports.title", "missing", counts[analytics.ReportMissing], "late", counts[analytics.ReportLate], "due", due),
		Subtitle: w.T(subtitle, "period", r.period(), "rows", most),
		Alt:      w.T("report_grid.alt", "on_time", counts[analytics.ReportOnTime], "late", counts[analytics.ReportLate], "missing", counts[analytics.ReportMissing]),
		Chart:    chart, Table: t, Notes: append([]string{w.T("station_reports.note")}, notes.words...),
	}
	if due == 0 {
		d.Title = w.T("station_reports.title.none")
	}
	return d, nil
}

// collected is a station's detail without the streams that nobody ever received, and the sentences that say so: what
// was never collected is not missing (methods.md §4.4). Of one specialty there are the workers' reports only.
type collected struct {
	detail *analytics.StationDetail
	words  []string
}

func (r *request) dropUncollected(detail *analytics.StationDetail) (collected, error) {
	copied := *detail
	c := collected{detail: &copied}
	streams := []analytics.Stream{analytics.StreamRotation, analytics.StreamStation}
	if r.scope.Specialty != "" {
		streams, copied.Reports = streams[:1], nil
	}
	for _, stream := range streams {
		all, err := r.compliance(r.scope, stream)
		if err != nil {
			return c, err
		}
		if all.State != analytics.StateNotCollected {
			continue
		}
		c.words = append(c.words, r.words.T("station_reports.not_collected", "stream", r.words.T("stream."+string(stream))))
		if stream == analytics.StreamRotation {
			copied.Rotation = nil
		} else {
			copied.Reports = nil
		}
	}
	return c, nil
}

func reportRow(stream string, c analytics.ReportCell) []any {
	row := []any{stream, c.Worker, c.Monday, string(c.State), nil}
	if c.State == analytics.ReportLate {
		row[4] = c.DaysLate
	}
	return row
}
