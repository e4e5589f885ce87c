// Package station has the figures of one station.
package station

import (
	"slices"
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/indicators"
	"luanphien/dashboard/figure/needs"
	"luanphien/dashboard/figure/quality"
	"luanphien/dashboard/figure/referrals"
	"luanphien/dashboard/figure/variation"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var XmR = &figure.Figure{ID: "station_xmr", Rows: []string{"activity"}, Methods: []string{"CHT-4", "CHT-5", "CHT-1"},
	Queries: []string{"station_weeks", "referral_window", "rebasings", "targets"}, OfStation: true, Weekly: true, Draw: drawStationXmR}

var Reference = &figure.Figure{ID: "station_reference", Rows: []string{"postings", "absences", "needs", "weekly_reports", "activity"},
	Methods: []string{"COV-1", "COV-4", "COV-5", "COV-6", "CMP-1", "CMP-2", "CHT-1"},
	Queries: []string{"coverage_by_station", "need_coverage", "compliance_by_station", "station_weeks"}, OfStation: true,
	Streamed: true, Specialised: true, Draw: drawReference}

var Open = &figure.Figure{ID: "station_quality", Rows: []string{"needs", "incident_reports", "activity"},
	Methods: []string{"COV-6", "CMP-6", "DQ-1", "DQ-2", "DQ-3", "DQ-4", "DQ-5", "DQ-6", "COV-DQ"},
	Queries: []string{"need_coverage", "attention_needs", "incident_list", "station_weeks", "zero_runs", "posting_checks"}, OfStation: true, Draw: drawStationOpen}

var Indicators = &figure.Figure{ID: "station_indicators", Rows: []string{"indicators"}, Methods: []string{"IND"},
	Queries: []string{"indicator_totals"}, OfStation: true, Draw: drawStationIndicators}

func drawStationXmR(r *question.Question) (*figure.Drawing, error) {
	detail, err := r.Station()
	if err != nil {
		return nil, err
	}
	byStation, err := referrals.Charts(r, r.StationScope())
	if err != nil {
		return nil, err
	}
	c := byStation[detail.Station.Code]
	c.Measure = analytics.MeasureReferrals // of a station without a report, too
	return variation.Drawing(r, c, "station_xmr")
}

// referenceLines are those of a station; of one specialty, those that it narrows. hidden tells whether a sum is.
func referenceLines(r *question.Question, s analytics.Station) (lines []referenceLine, hidden bool, err error) {
	for _, of := range [][2]string{{"coverage", "COV-1"}, {"doctor", "COV-4"}, {"preventive", "COV-5"}, {"needs", "COV-6"}, {"completeness", "CMP-1"},
		{"timeliness", "CMP-2"}, {"proportion", "CHT-1"}} {
		lines = append(lines, referenceLine{Key: of[0], Method: of[1]})
	}
	var all []lineOf
	for i, scope := range places(r, s) {
		if all, err = linesOf(r, scope); err != nil {
			return nil, false, err
		}
		for n := range lines {
			lines[n].Values[i] = all[n].sum
		}
	}
	for n := range lines { // all is of the province
		for code, own := range all[n].station {
			if v, ok := own.Value(); ok && code != "" { // which is all of them
				lines[n].Others = append(lines[n].Others, v)
			}
		}
		some, err := lines[n].hideSums(r, s.HealthCenter, all[n])
		if err != nil {
			return nil, false, err
		}
		hidden = hidden || some
	}
	if r.Scope.Specialty != "" {
		lines = slices.DeleteFunc(lines, func(l referenceLine) bool {
			return l.Key == "proportion" || !r.ByWorkers() && (l.Key == "completeness" || l.Key == "timeliness")
		})
	}
	return lines, hidden, nil
}

func drawReference(r *question.Question) (*figure.Drawing, error) {
	detail, err := r.Station()
	if err != nil {
		return nil, err
	}
	lines, hidden, err := referenceLines(r, detail.Station)
	if err != nil {
		return nil, err
	}
	w := r.Words
	value := func(n int) func(referenceLine) any {
		return func(l referenceLine) any { return question.ShownOr(l.Hidden[n], notTold(r), l.Values[n]) }
	}
	t := table.Of(lines, []table.For[referenceLine]{
		{Field: "indicator", Label: w.T("column.indicator"), Kind: table.KindTerm, Prefix: "reference.", Cell: func(l referenceLine) any { return l.Key }},
		{Field: "station", Label: w.T("reference.station"), Kind: table.KindPercent, Cell: value(0)},
		{Field: "area", Label: w.T("reference.area"), Kind: table.KindPercent, Cell: value(1)},
		{Field: "province", Label: w.T("reference.province"), Kind: table.KindPercent, Cell: value(2)},
	})
	var names []string
	var data []any
	above, compared := 0, 0
	for i, line := range lines {
		names = append(names, w.T("reference."+line.Key))
		value := []any{nil, i, nil, nil, "", figure.Written(w, line.Values[0])}
		for n, column := range []int{0, 2, 3} {
			if v, ok := line.Values[n].Value(); ok {
				value[column] = words.Tidy(v)
			}
		}
		value[4] = w.T("reference.values", "station", figure.Written(w, line.Values[0]), "province", figure.Written(w, line.Values[2]))
		own, ok := line.Values[0].Value()
		all, known := line.Values[2].Value()
		if ok && known && line.Key != "proportion" {
			compared++
			if own >= all {
				above++
			}
		}
		data = append(data, map[string]any{"value": value, "tip": []string{names[i], w.T("reference.tip", "station", figure.Written(w, line.Values[0]),
			"area", figure.Written(w, line.Values[1]), "province", figure.Written(w, line.Values[2])), line.Method}})
	}
	p := chart.NewPlot()
	x := chart.ShareAxis()
	chart.Merge(x, map[string]any{"position": "top"})
	p.Set("xAxis", x)
	p.Set("yAxis", chart.RowAxis(names))
	p.Set("grid", map[string]any{"left": "fn:left", "right": "fn:right", "top": 32, "bottom": 8})
	p.Series(charts.SingleSeries{Type: "custom", RenderItem: "fn:reference", Data: data},
		map[string]any{"encode": map[string]any{"x": []int{0, 2, 3}, "y": 1}, "clip": false, "animation": false})
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	title := w.T("station_reference.title", "above", above, "n", compared)
	d := &figure.Drawing{Title: title, Alt: title, Table: t, Chart: &chart.Chart{Height: 30*len(names) + 48, Option: option},
		Subtitle: w.T("station_reference.subtitle", "period", r.Period(), "area", detail.Station.HealthCenter, "stream", r.StreamWords()),
		Notes:    []string{w.T(referenceNote(r))}}
	explainSums(r, d, hidden)
	return d, nil
}

// referenceNote says what the marks are, and which lines are not there.
func referenceNote(r *question.Question) string {
	switch {
	case r.Scope.Specialty == "":
		return "station_reference.note"
	case r.ByWorkers():
		return "specialty.station_reference.note"
	}
	return "specialty.station_reference.note.station"
}

// openItem is a need, a difficulty or something to check at a station.
type openItem struct {
	kind, state string
	what        string
	since       *time.Time
}

// openItems lists the needs with whether they are met, the difficulties not resolved, and what the checks found.
func openItems(r *question.Question, scope analytics.Scope) ([]openItem, error) {
	needs, err := needs.Of(r, scope)
	if err != nil {
		return nil, err
	}
	incidents, err := question.Call(r, "incident list", scope, func() ([]lists.Incident, error) { return lists.Incidents(r.Ctx, r.Edition, scope) })
	if err != nil {
		return nil, err
	}
	checks, err := quality.ItemsOf(r, scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	var list []openItem
	for _, n := range needs {
		share := n.Share()
		item := openItem{kind: "need", state: "met", what: w.T("open.need", "specialty", w.Named(n.Specialty), "share", figure.Written(w, share)), since: n.UnmetSince}
		if n.UnmetSince != nil {
			item.state = "unmet"
		}
		list = append(list, item)
	}
	for _, i := range incidents {
		if i.Open() {
			state := "unanswered"
			if i.Responded != nil {
				state = "answered"
			}
			since := i.Reported
			list = append(list, openItem{"difficulty", state, i.Content, &since})
		}
	}
	for _, c := range checks {
		if c.Station != "" {
			since := c.From
			list = append(list, openItem{"check", "check", w.T("quality."+c.Check) + ": " + c.What, &since})
		}
	}
	return list, nil
}

func drawStationOpen(r *question.Question) (*figure.Drawing, error) {
	if _, err := r.Station(); err != nil {
		return nil, err
	}
	list, err := openItems(r, r.StationScope())
	if err != nil {
		return nil, err
	}
	w := r.Words
	if len(list) == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure.station_quality"), w.T("open.none")), nil
	}
	t := table.Of(list, []table.For[openItem]{
		{Field: "kind", Label: w.T("column.kind"), Kind: table.KindTerm, Prefix: "open.kind.", Cell: func(i openItem) any { return i.kind }},
		{Field: "what", Label: w.T("column.what"), Cell: func(i openItem) any { return i.what }},
		{Field: "state", Label: w.T("column.state"), Kind: table.KindTerm, Prefix: "open.state.", Key: true, Cell: func(i openItem) any { return i.state }},
		{Field: "since", Label: w.T("column.since"), Kind: table.KindDate, Cell: func(i openItem) any { return table.Known(i.since) }},
	})
	count := map[string]int{}
	for _, i := range list {
		count[i.kind+i.state]++
		count[i.kind]++
	}
	title := w.T("station_quality.title", "met", count["needmet"], "needs", count["need"], "difficulties", count["difficulty"], "checks", count["check"],
		"day", w.Date(r.Today().To), "period", r.Period())
	return &figure.Drawing{Title: title, Alt: title, Subtitle: w.T("station_quality.subtitle", "period", r.Period()), Table: t}, nil
}

func drawStationIndicators(r *question.Question) (*figure.Drawing, error) {
	detail, err := r.Station()
	if err != nil {
		return nil, err
	}
	var values [3]map[string]analytics.Total
	counts := map[string]bool{} // indicator and station of the province
	w := r.Words
	for i, scope := range places(r, detail.Station) {
		totals, err := indicators.Totals(r, scope)
		if err != nil {
			return nil, err
		}
		values[i] = map[string]analytics.Total{}
		for _, t := range totals[""] {
			values[i][t.Indicator] = t
		}
		for station, of := range totals { // the last is that of the province
			for _, t := range of {
				counts[t.Indicator+"\x00"+station] = true
			}
		}
	}
	if len(values[0]) == 0 {
		return figure.Withheld(analytics.StateNotCollected, w.T("figure.station_indicators"), w.T("station_indicators.none")), nil
	}
	var own []analytics.Total
	for _, total := range values[0] {
		own = append(own, total)
	}
	byName := words.Collator()
	slices.SortFunc(own, func(a, b analytics.Total) int { return byName(a.Indicator, b.Indicator) })
	type indicator struct {
		analytics.Total
		area, province bool // that the sum is told
	}
	hidden, list := false, make([]indicator, 0, len(own))
	for _, total := range own {
		area, province, err := tellsSums(r, detail.Station.HealthCenter, func(station string) bool { return counts[total.Indicator+"\x00"+station] })
		if err != nil {
			return nil, err
		}
		list = append(list, indicator{total, area, province})
		hidden = hidden || !area || !province
	}
	t := table.Of(list, []table.For[indicator]{
		{Field: "indicator", Label: w.T("column.indicator"), Cell: func(i indicator) any { return w.Named(i.Indicator) }},
		{Field: "unit", Label: w.T("column.measured_in"), Cell: func(i indicator) any { return w.Named(i.Unit) }},
		{Field: "station", Label: w.T("reference.station"), Kind: table.KindInt, Cell: func(i indicator) any { return i.Value }},
		{Field: "weeks", Label: w.T("column.weeks_reported"), Kind: table.KindInt, Cell: func(i indicator) any { return i.StationWeeks }},
		{Field: "area", Label: w.T("reference.area"), Kind: table.KindInt, Cell: func(i indicator) any { return question.ShownOr(!i.area, notTold(r), values[1][i.Indicator].Value) }},
		{Field: "province", Label: w.T("reference.province"), Kind: table.KindInt, Cell: func(i indicator) any { return question.ShownOr(!i.province, notTold(r), values[2][i.Indicator].Value) }},
	})
	title := w.N("station_indicators.title", len(own))
	d := &figure.Drawing{Title: title, Alt: title, Subtitle: w.T("station_indicators.subtitle", "period", r.Period()), Table: t}
	explainSums(r, d, hidden)
	return d, nil
}
