package dashboard

import (
	"slices"
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/dashboard/words"
)

var stationXmR = &Figure{ID: "station_xmr", Rows: []string{"activity"}, Methods: []string{"CHT-4", "CHT-1"},
	Queries: []string{"station_weeks"}, OfStation: true, build: drawStationXmR}

var stationReference = &Figure{ID: "station_reference", Rows: []string{"postings", "absences", "needs", "weekly_reports", "activity"},
	Methods: []string{"COV-1", "COV-4", "COV-5", "COV-6", "CMP-1", "CMP-2", "CHT-1"},
	Queries: []string{"coverage_by_station", "need_coverage", "compliance_by_station", "station_weeks"}, OfStation: true,
	Streamed: true, Specialised: true, build: drawReference}

var stationOpen = &Figure{ID: "station_quality", Rows: []string{"needs", "incident_reports", "activity"},
	Methods: []string{"COV-6", "CMP-6", "DQ-1", "DQ-2", "DQ-3", "DQ-4", "DQ-5", "DQ-6", "COV-DQ"},
	Queries: []string{"need_coverage", "attention_needs", "incident_list", "station_weeks", "zero_runs", "posting_checks"}, OfStation: true, build: drawStationOpen}

var stationIndicators = &Figure{ID: "station_indicators", Rows: []string{"indicators"}, Methods: []string{"IND"},
	Queries: []string{"indicator_totals"}, OfStation: true, build: drawStationIndicators}

func drawStationXmR(r *request) (*Drawing, error) {
	detail, err := r.station()
	if err != nil {
		return nil, err
	}
	byStation, err := r.charts(r.stationScope())
	if err != nil {
		return nil, err
	}
	return r.xmrDrawing(byStation[detail.Station.Code], "station_xmr")
}

// places are the scopes that a station is held against: itself, its health-centre area, the province.
func (r *request) places(s analytics.Station) [3]analytics.Scope {
	area, all := r.scope, r.scope
	area.HealthCenter, area.Facility = s.HealthCenter, ""
	all.HealthCenter, all.Facility = "", ""
	return [3]analytics.Scope{r.stationScope(), area, all}
}

// referenceLine is one indicator of a station beside those of its area and of the province.
type referenceLine struct {
	Key, Method string
	Values      [3]analytics.Ratio
}

// referenceLines are those of a station; of one specialty, those that it narrows.
func (r *request) referenceLines(s analytics.Station) ([]referenceLine, error) {
	lines := []referenceLine{{"coverage", "COV-1", [3]analytics.Ratio{}}, {"doctor", "COV-4", [3]analytics.Ratio{}}, {"preventive", "COV-5", [3]analytics.Ratio{}},
		{"needs", "COV-6", [3]analytics.Ratio{}}, {"completeness", "CMP-1", [3]analytics.Ratio{}}, {"timeliness", "CMP-2", [3]analytics.Ratio{}},
		{"proportion", "CHT-1", [3]analytics.Ratio{}}}
	for i, scope := range r.places(s) {
		c, err := r.coverage(scope)
		if err != nil {
			return nil, err
		}
		reports, err := r.compliance(scope, r.stream())
		if err != nil {
			return nil, err
		}
		byStation, err := r.charts(scope)
		if err != nil {
			return nil, err
		}
		p, share := c.Province, byStation[""].Period
		if scope.Facility != "" {
			share = byStation[scope.Facility].Period
		}
		for n, value := range []analytics.Ratio{p.Coverage(), p.DoctorCoverage(), p.PreventiveCoverage(), p.SpecialtyCoverage(),
			reports.Province.Completeness(), reports.Province.Timeliness(), share} {
			lines[n].Values[i] = value
		}
	}
	if r.scope.Specialty != "" {
		lines = slices.DeleteFunc(lines, func(l referenceLine) bool {
			return l.Key == "proportion" || !r.byWorkers() && (l.Key == "completeness" || l.Key == "timeliness")
		})
	}
	return lines, nil
}

func drawReference(r *request) (*Drawing, error) {
	detail, err := r.station()
	if err != nil {
		return nil, err
	}
	lines, err := r.referenceLines(detail.Station)
	if err != nil {
		return nil, err
	}
	w := r.words
	t := &Table{Columns: []Column{{Field: "indicator", Label: w.T("column.indicator"), Kind: KindTerm, Prefix: "reference."},
		{Field: "station", Label: w.T("reference.station"), Kind: KindPercent}, {Field: "area", Label: w.T("reference.area"), Kind: KindPercent},
		{Field: "province", Label: w.T("reference.province"), Kind: KindPercent}}}
	var names []string
	var data []any
	above, compared := 0, 0
	for i, line := range lines {
		t.Rows = append(t.Rows, []any{line.Key, line.Values[0], line.Values[1], line.Values[2]})
		names = append(names, w.T("reference."+line.Key))
		value := []any{nil, i, nil, nil, "", written(w, line.Values[0])}
		for n, column := range []int{0, 2, 3} {
			if v, ok := line.Values[n].Value(); ok {
				value[column] = words.Tidy(v)
			}
		}
		value[4] = w.T("reference.values", "station", written(w, line.Values[0]), "province", written(w, line.Values[2]))
		own, ok := line.Values[0].Value()
		all, known := line.Values[2].Value()
		if ok && known && line.Key != "proportion" {
			compared++
			if own >= all {
				above++
			}
		}
		data = append(data, map[string]any{"value": value, "tip": []string{names[i], w.T("reference.tip", "station", written(w, line.Values[0]),
			"area", written(w, line.Values[1]), "province", written(w, line.Values[2])), line.Method}})
	}
	p := newPlot()
	x := shareAxis()
	merge(x, map[string]any{"position": "top"})
	p.set("xAxis", x)
	p.set("yAxis", rowAxis(names))
	p.set("grid", map[string]any{"left": "fn:left", "right": "fn:right", "top": 32, "bottom": 8})
	p.series(charts.SingleSeries{Type: "custom", RenderItem: "fn:reference", Data: data},
		map[string]any{"encode": map[string]any{"x": []int{0, 2, 3}, "y": 1}, "clip": false, "animation": false})
	option, err := p.option()
	if err != nil {
		return nil, err
	}
	title := w.T("station_reference.title", "above", above, "n", compared)
	return &Drawing{Title: title, Alt: title, Table: t, Chart: &Chart{Height: 30*len(names) + 48, Option: option},
		Subtitle: w.T("station_reference.subtitle", "period", r.period(), "area", detail.Station.HealthCenter, "stream", r.streamWords()),
		Notes:    []string{w.T(r.referenceNote())}}, nil
}

// referenceNote says what the marks are, and which lines are not there.
func (r *request) referenceNote() string {
	switch {
	case r.scope.Specialty == "":
		return "station_reference.note"
	case r.byWorkers():
		return "specialty.station_reference.note"
	}
	return "specialty.station_reference.note.station"
}

func written(w *words.Words, r analytics.Ratio) string { return w.Percent(r.Numerator, r.Denominator) }

// openItem is a need, a difficulty or something to check at a station.
type openItem struct {
	kind, state string
	what        string
	since       *time.Time
}

// openItems lists the needs with whether they are met, the difficulties not resolved, and what the checks found.
func (r *request) openItems(scope analytics.Scope) ([]openItem, error) {
	needs, err := r.needs(scope)
	if err != nil {
		return nil, err
	}
	incidents, err := call(r, "incident list", scope, func() ([]analytics.IncidentReport, error) { return r.edition.IncidentList(r.ctx, scope) })
	if err != nil {
		return nil, err
	}
	checks, err := r.itemsOf(scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	var list []openItem
	for _, n := range needs {
		share := n.Share()
		item := openItem{kind: "need", state: "met", what: w.T("open.need", "specialty", w.Named(n.Specialty), "share", written(w, share)), since: n.UnmetSince}
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

func drawStationOpen(r *request) (*Drawing, error) {
	if _, err := r.station(); err != nil {
		return nil, err
	}
	list, err := r.openItems(r.stationScope())
	if err != nil {
		return nil, err
	}
	w := r.words
	if len(list) == 0 {
		return withheld(analytics.StateNotApplicable, w.T("figure.station_quality"), w.T("open.none")), nil
	}
	t := &Table{Columns: []Column{{Field: "kind", Label: w.T("column.kind"), Kind: KindTerm, Prefix: "open.kind."}, {Field: "what", Label: w.T("column.what")},
		{Field: "state", Label: w.T("column.state"), Kind: KindTerm, Prefix: "open.state.", Key: true}, {Field: "since", Label: w.T("column.since"), Kind: KindDate}}}
	count := map[string]int{}
	for _, i := range list {
		count[i.kind+i.state]++
		count[i.kind]++
		row := []any{i.kind, i.what, i.state, nil}
		if i.since != nil {
			row[3] = *i.since
		}
		t.Rows = append(t.Rows, row)
	}
	title := w.T("station_quality.title", "met", count["needmet"], "needs", count["need"], "difficulties", count["difficulty"], "checks", count["check"])
	return &Drawing{Title: title, Alt: title, Subtitle: w.T("station_quality.subtitle", "period", r.period()), Table: t}, nil
}

func drawStationIndicators(r *request) (*Drawing, error) {
	detail, err := r.station()
	if err != nil {
		return nil, err
	}
	var values [3]map[string]analytics.Total
	w := r.words
	for i, scope := range r.places(detail.Station) {
		totals, err := call(r, "totals", scope, func() ([]analytics.Total, error) { return r.edition.Totals(r.ctx, scope) })
		if err != nil {
			return nil, err
		}
		values[i] = map[string]analytics.Total{}
		for _, t := range totals {
			values[i][t.Indicator] = t
		}
	}
	if len(values[0]) == 0 {
		return withheld(analytics.StateNotCollected, w.T("figure.station_indicators"), w.T("station_indicators.none")), nil
	}
	t := &Table{Columns: []Column{{Field: "indicator", Label: w.T("column.indicator")}, {Field: "unit", Label: w.T("column.measured_in")},
		{Field: "station", Label: w.T("reference.station"), Kind: KindInt}, {Field: "weeks", Label: w.T("column.weeks_reported"), Kind: KindInt},
		{Field: "area", Label: w.T("reference.area"), Kind: KindInt}, {Field: "province", Label: w.T("reference.province"), Kind: KindInt}}}
	var own []analytics.Total
	for _, total := range values[0] {
		own = append(own, total)
	}
	byName := words.Collator()
	slices.SortFunc(own, func(a, b analytics.Total) int { return byName(a.Indicator, b.Indicator) })
	for _, total := range own {
		t.Rows = append(t.Rows, []any{w.Named(total.Indicator), w.Named(total.Unit), total.Value, total.StationWeeks, values[1][total.Indicator].Value, values[2][total.Indicator].Value})
	}
	title := w.N("station_indicators.title", len(own))
	return &Drawing{Title: title, Alt: title, Subtitle: w.T("station_indicators.subtitle", "period", r.period()), Table: t}, nil
}
