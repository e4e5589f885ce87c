package station

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/referrals"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// drawActivity draws a station's visits and referrals by week, the expected referrals in supported weeks beside the
// observed ones, supported weeks shaded. A week without a number is a gap in the line, never 0.
func drawActivity(r *question.Question) (*figure.Drawing, error) {
	detail, err := r.Station()
	if err != nil {
		return nil, err
	}
	ra, err := r.Referrals(scopeOfReferrals(r))
	if err != nil {
		return nil, err
	}
	w := r.Words
	columns := chart.WeeksOf(r.Scope)
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
	t, series, reported := activityRows(r, detail, columns, expected)
	if reported == 0 {
		d := figure.Withheld(analytics.StateNotCollected, w.T("figure.station_activity"), w.T("empty.no_activity"))
		d.Table = t
		return d, nil
	}
	chart, err := activityChart(r, detail, columns, series)
	if err != nil {
		return nil, err
	}
	d := &figure.Drawing{
		Title:    referrals.StationInWords(r, own),
		Subtitle: w.T("station_activity.subtitle", "period", r.Period(), "n", reported, "weeks", len(columns.Weeks), "days", supportedDays(r)),
		Alt:      w.T("station_activity.alt", "n", reported), Chart: chart, Table: t, Notes: []string{w.T("station_activity.note")},
	}
	if estimate.State == analytics.StateOK {
		d.Subtitle += "; " + w.T("station_activity.compared")
	} else {
		d.Title = w.T("station_activity.withheld")
		d.Notes = append([]string{words.Sentence(referrals.ReasonsInWords(r, estimate))}, d.Notes...)
	}
	return d, nil
}

// scopeOfReferrals is the whole province: a station's expected count rests on the stations that were not supported.
func scopeOfReferrals(r *question.Question) analytics.Scope {
	scope := r.Scope
	scope.Province, scope.HealthCenter, scope.FacilityType, scope.Facility, scope.Stations = "", "", "", "", ""
	return scope
}

// activitySeries are the points of the chart, one a week.
type activitySeries struct{ visits, observed, expected []any }

func activityRows(r *question.Question, detail *lists.StationDetail, columns *chart.WeekColumns, expected map[time.Time]analytics.ReferralWeek) (*table.Table, activitySeries, int) {
	w := r.Words
	s := activitySeries{}
	gap := map[string]any{"value": nil}
	for range columns.Weeks {
		s.visits, s.observed, s.expected = append(s.visits, gap), append(s.observed, gap), append(s.expected, gap)
	}
	covered := map[time.Time]int{}
	for _, p := range detail.Presence {
		covered[p.Monday] = p.CoveredDays
	}
	reported := 0
	for _, a := range detail.Activity {
		i, known := columns.Index[a.Monday]
		tip := []string{w.Week(calendar.WeekOf(a.Monday))}
		if a.Visits != nil {
			tip = append(tip, w.T("tip.visits", "n", w.Int(float64(*a.Visits))))
		}
		if a.Referrals != nil {
			tip = append(tip, w.T("tip.observed", "n", w.Int(float64(*a.Referrals))))
		}
		e, compared := expected[a.Monday]
		if compared {
			tip = append(tip, w.T("tip.expected", "n", w.Decimal(e.Expected, 1)))
		}
		tip = append(tip, w.T("tip.week_days", "covered", covered[a.Monday], "doctor", a.DoctorDays))
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
		if compared {
			s.expected[i] = map[string]any{"value": e.Expected}
		}
	}
	type ofWeek = lists.ActivityWeek
	t := table.Of(detail.Activity, []table.For[ofWeek]{
		{Field: "week", Label: w.T("column.week"), Kind: table.KindWeek, Cell: func(a ofWeek) any { return a.Monday }},
		{Field: "visits", Label: w.T("column.visits"), Kind: table.KindInt, Cell: func(a ofWeek) any { return table.Known(a.Visits) }},
		{Field: "referrals", Label: w.T("column.referrals"), Kind: table.KindInt, Cell: func(a ofWeek) any { return table.Known(a.Referrals) }},
		{Field: "expected", Label: w.T("column.expected_supported"), Kind: table.KindDecimal, Cell: func(a ofWeek) any {
			e, compared := expected[a.Monday]
			return table.If(compared, e.Expected)
		}},
		{Field: "doctor_days", Label: w.T("column.doctor_days"), Kind: table.KindInt, Cell: func(a ofWeek) any { return a.DoctorDays }},
		{Field: "covered_days", Label: w.T("column.covered_days"), Kind: table.KindInt, Cell: func(a ofWeek) any { return covered[a.Monday] }},
		{Field: "groups_complete", Label: w.T("column.groups"), Kind: table.KindInt, Cell: func(a ofWeek) any { return a.GroupsComplete }},
	})
	return t, s, reported
}

func activityChart(r *question.Question, detail *lists.StationDetail, columns *chart.WeekColumns, s activitySeries) (*chart.Chart, error) {
	w := r.Words
	p := chart.NewPlot()
	top := chart.CategoryAxis(columns.Names(w), "sparse")
	chart.Merge(top, map[string]any{"boundaryGap": true, "axisLabel": map[string]any{"show": false}})
	bottom := chart.CategoryAxis(columns.Names(w), "sparse")
	chart.Merge(bottom, map[string]any{"gridIndex": 1, "boundaryGap": true, "axisLabel": map[string]any{"hideOverlap": true}})
	p.Set("xAxis", []any{top, bottom})
	above, below := chart.ValueAxis("count"), chart.ValueAxis("count")
	naming := map[string]any{"nameLocation": "end", "nameGap": 10, "nameTextStyle": map[string]any{"align": "left", "color": chart.ColourInk, "fontSize": chart.AxisSize}, "splitNumber": 3}
	chart.Merge(above, naming)
	chart.Merge(below, naming)
	above["name"], below["name"], below["gridIndex"] = w.T("series.visits"), w.T("series.referrals"), 1
	p.Set("yAxis", []any{above, below})
	p.Set("grid", []any{map[string]any{"left": 48, "right": chart.ByWidth(68, 96), "top": 32, "height": 110}, map[string]any{"left": 48, "right": chart.ByWidth(68, 96), "top": 190, "height": 110}})
	shades := supportedSpans(detail.Activity, columns, supportedDays(r))
	look := chart.TrendLine(chart.ColourInk)
	look["markArea"] = shades
	p.Series(charts.SingleSeries{Name: w.T("series.visits"), Type: "line", Data: s.visits}, look)
	nameE, nameO := chart.EndLabel(w.T("series.expected"), chart.ColourMuted), chart.EndLabel(w.T("series.observed"), chart.ColourFewer)
	chart.PartEnds(nameE, nameO, s.expected, s.observed)
	look = chart.TrendLine(chart.ColourMuted)
	chart.Merge(look, map[string]any{"lineStyle": map[string]any{"type": "dashed"}, "endLabel": nameE})
	p.Series(charts.SingleSeries{Name: w.T("series.expected"), Type: "line", XAxisIndex: 1, YAxisIndex: 1, Data: s.expected}, look)
	look = chart.TrendLine(chart.ColourFewer)
	look["markArea"] = shades
	chart.Merge(look, map[string]any{"endLabel": nameO})
	p.Series(charts.SingleSeries{Name: w.T("series.observed"), Type: "line", XAxisIndex: 1, YAxisIndex: 1, Data: s.observed}, look)
	p.Set("axisPointer", map[string]any{"link": []any{map[string]any{"xAxisIndex": "all"}}})
	chart, err := p.Trend(columns, w)
	if err != nil {
		return nil, err
	}
	chart.Height = 340
	return chart, nil
}

// supportedDays is the number of days with a doctor from which a week is supported, as the query has it.
func supportedDays(r *question.Question) int {
	q, ok := r.Edition.Catalog().Get("referral_cells")
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
func supportedSpans(weeks []lists.ActivityWeek, columns *chart.WeekColumns, days int) map[string]any {
	var spans []any
	start, last := -1, -2
	flush := func() {
		if start >= 0 {
			spans = append(spans, []any{map[string]any{"xAxis": start}, map[string]any{"xAxis": last}})
		}
		start = -1
	}
	for _, a := range weeks {
		i, ok := columns.Index[a.Monday]
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
	return map[string]any{"silent": true, "animation": false, "itemStyle": map[string]any{"color": chart.ColourAccent, "opacity": 0.15}, "data": spans}
}

// drawStationReports draws the strip of report states of one station: the station's own report, and one row for each
// worker expected to report in the same week.
func drawStationReports(r *question.Question) (*figure.Drawing, error) {
	detail, err := r.Station()
	if err != nil {
		return nil, err
	}
	w := r.Words
	columns := chart.WeeksOf(r.Scope)
	notes, err := dropUncollected(r, detail)
	if err != nil {
		return nil, err
	}
	detail = notes.detail
	counts := map[analytics.ReportState]int{}
	slots := map[time.Time]int{}
	var reports []streamReport
	most := 0
	var cells []chart.GridCell
	for _, c := range detail.Rotation {
		counts[c.State]++
		reports = append(reports, streamReport{c, analytics.StreamRotation})
		slot := slots[c.Monday]
		slots[c.Monday]++
		most = max(most, slots[c.Monday])
		if i, ok := columns.Index[c.Monday]; ok {
			cells = append(cells, chart.GridCell{Row: slot, Column: i, Style: string(c.State), Text: c.Worker + ": " + w.T("report."+string(c.State))})
		}
	}
	for _, c := range detail.Reports {
		reports = append(reports, streamReport{c, analytics.StreamStation})
		if i, ok := columns.Index[c.Monday]; ok {
			cells = append(cells, chart.GridCell{Row: most, Column: i, Style: string(c.State), Text: w.T("report." + string(c.State))})
		}
	}
	t := table.Of(reports, []table.For[streamReport]{
		{Field: "stream", Label: w.T("column.stream"), Kind: table.KindTerm, Prefix: "stream.", Cell: func(c streamReport) any { return string(c.stream) }},
		{Field: "worker_code", Label: w.T("column.worker"), Cell: func(c streamReport) any { return c.Worker }},
		{Field: "week", Label: w.T("column.week"), Kind: table.KindWeek, Cell: func(c streamReport) any { return c.Monday }},
		{Field: "state", Label: w.T("column.state"), Kind: table.KindTerm, Prefix: "report.", Key: true, Cell: func(c streamReport) any { return string(c.State) }},
		{Field: "days_late", Label: w.T("column.days_late_one"), Kind: table.KindInt, Cell: func(c streamReport) any { return table.If(c.State == analytics.ReportLate, c.DaysLate) }},
	})
	if len(cells) == 0 {
		d := figure.Withheld(analytics.StateNotApplicable, w.T("figure.station_reports"), w.T("empty.nothing_due"))
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
	if r.Scope.Specialty == "" {
		names = append(names, w.T("row.station"))
	} else {
		subtitle = "specialty.station_reports.subtitle"
		notes.words = append(notes.words, w.T("specialty.station_reports.note"))
	}
	rows := &chart.StationRows{Names: names, Codes: slices.Repeat([]string{"row"}, len(names))}
	chart.SortCells(cells)
	cells = append(cells, chart.Blanks(rows, columns, cells, string(analytics.ReportNotExpected), w.T("report.not_expected"))...)
	rows.Codes = make([]string, len(names)) // rows of one station lead nowhere else
	chart, err := chart.CellGrid(r, rows, columns, cells)
	if err != nil {
		return nil, err
	}
	due := counts[analytics.ReportOnTime] + counts[analytics.ReportLate] + counts[analytics.ReportMissing]
	d := &figure.Drawing{
		Title:    w.T("station_reports.title", "missing", counts[analytics.ReportMissing], "late", counts[analytics.ReportLate], "due", due),
		Subtitle: w.T(subtitle, "period", r.Period(), "rows", most),
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
	detail *lists.StationDetail
	words  []string
}

func dropUncollected(r *question.Question, detail *lists.StationDetail) (collected, error) {
	copied := *detail
	c := collected{detail: &copied}
	streams := []analytics.Stream{analytics.StreamRotation, analytics.StreamStation}
	if r.Scope.Specialty != "" {
		streams, copied.Reports = streams[:1], nil
	}
	for _, stream := range streams {
		all, err := r.Compliance(r.Scope, stream)
		if err != nil {
			return c, err
		}
		if all.State != analytics.StateNotCollected {
			continue
		}
		c.words = append(c.words, r.Words.T("station_reports.not_collected", "stream", r.Words.T("stream."+string(stream))))
		if stream == analytics.StreamRotation {
			copied.Rotation = nil
		} else {
			copied.Reports = nil
		}
	}
	return c, nil
}

// streamReport is a report expected of a stream.
type streamReport struct {
	analytics.ReportCell
	stream analytics.Stream
}

var Activity = &figure.Figure{Rows: []string{"activity"}, ID: "station_activity", Weekly: true, Methods: []string{"RA-1"},
	Queries: []string{"activity_by_week", "referral_cells", "referral_weeks"}, OfStation: true, Draw: drawActivity}

var Reports = &figure.Figure{Rows: []string{"weekly_reports"}, ID: "station_reports", Weekly: true, Methods: []string{"CMP-1", "CMP-2"},
	Queries: []string{"report_states"}, OfStation: true, Specialised: true, Draw: drawStationReports}
