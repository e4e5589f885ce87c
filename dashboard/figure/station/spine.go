package station

import (
	"math"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/analytics/spc"
	"luanphien/analytics/stats"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/variation"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

// Spine holds the indicators of a station against how they are spread over the stations of the province. After the spine
// charts of OHID Fingertips: every row is laid so that the province's value stands in the middle and better is on the right. The
// worst and the best are single stations.
var Spine = &figure.Figure{ID: "station_spine", Rows: Reference.Rows, Methods: append(slices.Clone(Reference.Methods), "CHT-5"),
	Queries: append(slices.Clone(Reference.Queries), "coverage_by_week", "report_states", "referral_window", "rebasings", "targets"), OfStation: true, Others: true,
	Streamed: true, Specialised: true, Draw: drawSpine}

// fewestSpread is the number of stations with a value from which on a spread is drawn.
const fewestSpread = 5

// judged are the lines that have a weekly series, and so a target and a trend.
var judged = map[string]string{"coverage": analytics.MeasureCoverage, "doctor": analytics.MeasureDoctors, "timeliness": analytics.MeasureOnTime,
	"proportion": analytics.MeasureReferrals}

// spineRow is one indicator of the station; the spread is from worst to best.
type spineRow struct {
	referenceLine
	worst, low, high, best float64 // low and high are the worse and the better quartile
	stations               int     // with a value; with fewer than fewestSpread there is no spread
	target                 *float64
	direction              spc.Direction
	trend                  string // in words; "" = not said of this indicator
}

// spread tells whether the row has one.
func (s spineRow) spread() bool { return s.stations >= fewestSpread }

// quarter is −1 where the station is among the worst quarter, 1 among the best, 0 between or where it has no value.
func (s spineRow) quarter() int {
	own, ok := s.Values[0].Value()
	if !ok || !s.spread() {
		return 0
	}
	sign := s.sign()
	switch {
	case sign*own < sign*s.low:
		return -1
	case sign*own > sign*s.high:
		return 1
	}
	return 0
}

// sign is −1 where less is better.
func (s spineRow) sign() float64 {
	if s.direction == spc.Decrease {
		return -1
	}
	return 1
}

// at lays a value on the row: 0 is the province's, worse is below; NaN where the row has no scale.
func (s spineRow) at(value float64) float64 {
	middle, ok := s.Values[2].Value()
	if !ok || !s.spread() {
		return math.NaN()
	}
	reach := math.Max(math.Abs(s.worst-middle), math.Abs(s.best-middle))
	if s.target != nil {
		reach = math.Max(reach, math.Abs(*s.target-middle))
	}
	if reach == 0 {
		return 0
	}
	return words.Tidy(s.sign() * (value - middle) / reach)
}

// spineRows are those of a station.
func spineRows(r *question.Question, s analytics.Station) ([]spineRow, error) {
	lines, _, err := referenceLines(r, s)
	if err != nil {
		return nil, err
	}
	rows := make([]spineRow, len(lines))
	for i, line := range lines {
		row := spineRow{referenceLine: line, direction: spc.Increase, stations: len(line.Others)}
		if measure, ok := judged[line.Key]; ok {
			charts, err := r.WeekCharts(seriesScope(r, measure), measure)
			if err != nil {
				return nil, err
			}
			c, known := charts[s.Code]
			if t, ok := c.TargetAt(c.Last); known && ok {
				row.target = &t
			}
			row.trend = variation.RecentTrend(r, c)
		}
		if line.Key == "proportion" {
			row.direction = spc.Decrease
		}
		if row.spread() {
			v := slices.Sorted(slices.Values(line.Others))
			row.worst, row.low, row.high, row.best = v[0], stats.Quantile(v, 0.25), stats.Quantile(v, 0.75), v[len(v)-1]
			if row.direction == spc.Decrease {
				row.worst, row.low, row.high, row.best = row.best, row.high, row.low, row.worst
			}
		}
		rows[i] = row
	}
	return rows, nil
}

// seriesScope is the scope of the weekly series of the station, as its charts have it.
func seriesScope(r *question.Question, measure string) analytics.Scope {
	scope := r.StationScope()
	if measure == analytics.MeasureReferrals {
		scope.Specialty = ""
	}
	return scope
}

func drawSpine(r *question.Question) (*figure.Drawing, error) {
	detail, err := r.Station()
	if err != nil {
		return nil, err
	}
	w := r.Words
	rows, err := spineRows(r, detail.Station)
	if err != nil {
		return nil, err
	}
	better, worse, compared := 0, 0, 0
	for _, row := range rows {
		if _, ok := row.Values[0].Value(); ok && row.spread() {
			compared++
		}
		switch row.quarter() {
		case 1:
			better++
		case -1:
			worse++
		}
	}
	t := spineTable(r, rows)
	if compared == 0 {
		d := figure.Withheld(analytics.StateNotApplicable, w.T("figure.station_spine"), w.N("station_spine.none", fewestSpread))
		d.Table = t
		return d, nil
	}
	picture, err := spineChart(r, rows)
	if err != nil {
		return nil, err
	}
	title := w.T("station_spine.title", "worse", worse, "better", better, "n", compared)
	d := &figure.Drawing{Title: title, Table: t, Chart: picture,
		Subtitle: w.T("station_spine.subtitle", "period", r.Period(), "stream", r.StreamWords()),
		Notes:    []string{w.T("station_spine.note"), w.T("station_spine.note.spread")}}
	d.Alt = title
	for _, row := range rows {
		d.Alt += " " + words.Sentence(spineTip(r, row)[0]+": "+spineTip(r, row)[1])
	}
	return d, nil
}

func spineTable(r *question.Question, rows []spineRow) *table.Table {
	w := r.Words
	return table.Of(rows, []table.For[spineRow]{
		{Field: "indicator", Label: w.T("column.indicator"), Kind: table.KindTerm, Prefix: "reference.", Key: true, Cell: func(s spineRow) any { return s.Key }},
		{Field: "station", Label: w.T("reference.station"), Kind: table.KindPercent, Cell: func(s spineRow) any { return s.Values[0] }},
		{Field: "province", Label: w.T("reference.province"), Kind: table.KindPercent, Cell: func(s spineRow) any { return s.Values[2] }},
		{Field: "worst", Label: w.T("spine.worst"), Kind: table.KindShare, Cell: func(s spineRow) any { return table.If(s.spread(), s.worst) }},
		{Field: "worse_quartile", Label: w.T("spine.low"), Kind: table.KindShare, Cell: func(s spineRow) any { return table.If(s.spread(), s.low) }},
		{Field: "better_quartile", Label: w.T("spine.high"), Kind: table.KindShare, Cell: func(s spineRow) any { return table.If(s.spread(), s.high) }},
		{Field: "best", Label: w.T("spine.best"), Kind: table.KindShare, Cell: func(s spineRow) any { return table.If(s.spread(), s.best) }},
		{Field: "target", Label: w.T("column.target"), Kind: table.KindShare, Cell: func(s spineRow) any { return table.Known(s.target) }},
		{Field: "stations", Label: w.T("spine.stations"), Kind: table.KindInt, Cell: func(s spineRow) any { return s.stations }},
		{Field: "recent_trend", Label: w.T("spine.trend"), Cell: func(s spineRow) any { return s.trend }},
	})
}

// spineTip says a row: its name, its values, its spread, its target.
func spineTip(r *question.Question, row spineRow) []string {
	w := r.Words
	tip := []string{w.T("reference." + row.Key), w.T("spine.tip", "station", figure.Written(w, row.Values[0]), "province", figure.Written(w, row.Values[2]))}
	if row.spread() {
		tip = append(tip, w.T("spine.tip.spread", "worst", w.Share(row.worst), "low", w.Share(row.low), "high", w.Share(row.high), "best", w.Share(row.best), "n", row.stations))
	}
	if row.target != nil {
		tip = append(tip, w.T("tip.target", "value", w.Share(*row.target)))
	}
	if row.trend != "" {
		tip = append(tip, row.trend)
	}
	return append(tip, row.Method)
}

func spineChart(r *question.Question, rows []spineRow) (*chart.Chart, error) {
	w := r.Words
	var names []string
	var data []any
	for i, row := range rows {
		names = append(names, w.T("reference."+row.Key))
		value := []any{nil, i, nil, nil, nil, nil, nil, w.T("reference.values", "station", figure.Written(w, row.Values[0]), "province", figure.Written(w, row.Values[2])),
			figure.Written(w, row.Values[0])}
		put := func(column int, v float64, ok bool) {
			if x := row.at(v); ok && !math.IsNaN(x) {
				value[column] = x
			}
		}
		own, ok := row.Values[0].Value()
		put(0, own, ok)
		for column, v := range map[int]float64{2: row.worst, 3: row.low, 4: row.high, 5: row.best} {
			put(column, v, row.spread())
		}
		if row.target != nil {
			put(6, *row.target, true)
		}
		data = append(data, map[string]any{"value": value, "tip": spineTip(r, row)})
	}
	p := chart.NewPlot()
	p.Set("xAxis", map[string]any{"type": "value", "min": -1.04, "max": 1.04, "show": false})
	p.Set("yAxis", chart.RowAxis(names))
	p.Set("grid", map[string]any{"left": "fn:left", "right": "fn:right", "top": 32, "bottom": 8})
	p.Series(charts.SingleSeries{Type: "custom", RenderItem: "fn:spine", Data: data},
		map[string]any{"encode": map[string]any{"x": []int{0, 2, 3, 4, 5, 6}, "y": 1}, "clip": false, "animation": false})
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	return &chart.Chart{Height: 32*len(names) + 48, Option: option, Meta: map[string]any{"left": w.T("spine.worse"), "right": w.T("spine.better"), "middle": w.T("reference.province")}}, nil
}
