// Package funnel has the funnels that compare stations (CHT-3, CHT-3b).
package funnel

import (
	"math"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/analytics/stats"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/reporting"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var Referrals = &figure.Figure{ID: "referral_funnel", Rows: []string{"activity"}, Methods: []string{"CHT-3b"},
	Queries: []string{"referral_strata", "station_list"}, Draw: drawReferralFunnel}

var Reports = &figure.Figure{ID: "reporting_funnel", Rows: []string{"weekly_reports"}, Methods: []string{"CHT-3", "CMP-2"},
	Queries: []string{"compliance_by_station", "station_list"}, Streamed: true, Specialised: true, OfReports: true, Draw: drawReportingFunnel}

func drawReferralFunnel(r *question.Question) (*figure.Drawing, error) {
	f, err := funnel(r, analytics.FunnelReferrals, "")
	if err != nil {
		return nil, err
	}
	if len(f.Points) == 0 {
		return figure.Withheld(analytics.StateNotCollected, r.Words.T("figure.referral_funnel"), r.Words.T("empty.no_proportion")), nil
	}
	return funnelDrawing(r, f, funnelOf{r.Words.T("funnel.referrals"), r.Words.T("column.expected"), "high"})
}

func drawReportingFunnel(r *question.Question) (*figure.Drawing, error) {
	c, err := r.Compliance(r.Scope, r.Stream())
	if err != nil {
		return nil, err
	}
	if d := reporting.NoReports(r, c, "reporting_funnel"); d != nil {
		return d, nil
	}
	f, err := funnel(r, analytics.FunnelTimeliness, r.Stream())
	if err != nil {
		return nil, err
	}
	return funnelDrawing(r, f, funnelOf{words.Capital(r.Words.T("funnel.reporting", "stream", r.StreamWords())), r.Words.T("column.due"), "low"})
}

func funnel(r *question.Question, measure analytics.FunnelMeasure, stream analytics.Stream) (*analytics.FunnelChart, error) {
	return question.Call(r, "funnel "+string(measure)+" "+string(stream), r.Scope, func() (*analytics.FunnelChart, error) {
		return r.Edition.Funnel(r.Ctx, r.Scope, measure, stream)
	})
}

// funnelOf are the words of a funnel: what is compared, what its denominator counts, and whether the "high" or
// the "low" stations are those to look at, which are orange.
type funnelOf struct{ measure, count, concerning string }

// funnelTitle counts the stations outside the limits.
func funnelTitle(r *question.Question, f *analytics.FunnelChart) string {
	w, n := r.Words, len(f.Points)
	of95, of998 := f.Outside()
	switch {
	case of95 == 0:
		return w.T("funnel.title.within", "of", n)
	case of998 == 0:
		return w.T("funnel.title.look", "look", of95, "of", n)
	}
	return w.N("funnel.title", of998, "of", n, "look", of95-of998)
}

// funnelDrawing compares the stations of a funnel.
func funnelDrawing(r *question.Question, f *analytics.FunnelChart, of funnelOf) (*figure.Drawing, error) {
	w := r.Words
	chart, err := funnelChart(r, f, of)
	if err != nil {
		return nil, err
	}
	signs := w.T("funnel.signs.high")
	if of.concerning == "low" {
		signs = w.T("funnel.signs.low")
	}
	d := &figure.Drawing{Chart: chart, Table: funnelTable(r, f, of.count), Title: funnelTitle(r, f),
		Subtitle: w.T("funnel.subtitle", "measure", of.measure, "target", funnelValue(w, f, f.Target), "period", r.Period(), "n", len(f.Points)),
		Notes: []string{signs, w.T("funnel.note", "n", len(f.Points),
			"chance", w.Int(math.Round(0.05*float64(len(f.Points)))))}}
	if f.Adjusted {
		d.Notes = append(d.Notes, w.T("funnel.adjusted", "phi", w.Decimal(f.Phi, 2)))
	} else {
		d.Notes = append(d.Notes, w.T("funnel.exact", "phi", w.Decimal(f.Phi, 2)))
	}
	if f.Ratio {
		d.Notes = append(d.Notes, w.T("funnel.case_mix"))
	}
	d.Alt = w.T("funnel.alt", "title", d.Title, "subtitle", d.Subtitle)
	return d, nil
}

// funnelValue writes a value of a funnel's scale: a percentage, or observed over expected.
func funnelValue(w *words.Words, f *analytics.FunnelChart, v float64) string {
	if f.Ratio {
		return w.Decimal(v, 2)
	}
	return w.Share(v)
}

// point is a station with its point of the funnel.
type point struct {
	stats.FunnelPoint
	station analytics.Station
}

func pointsOf(f *analytics.FunnelChart) []point {
	list := make([]point, len(f.Points))
	for i, p := range f.Points {
		list[i] = point{p, f.Stations[i]}
	}
	return list
}

func funnelTable(r *question.Question, f *analytics.FunnelChart, count string) *table.Table {
	w := r.Words
	if f.Ratio {
		return ratioFunnelTable(r, f)
	}
	return table.Of(pointsOf(f), []table.For[point]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(p point) any { return table.StationOf(p.station) }},
		{Field: "health_center", Label: w.T("column.area"), Cell: func(p point) any { return p.station.HealthCenter }},
		{Field: "denominator", Label: count, Kind: table.KindInt, Cell: func(p point) any { return p.N }},
		{Field: "proportion", Label: w.T("column.share"), Kind: table.KindPercent, Cell: func(p point) any { return analytics.Ratio{Numerator: p.X, Denominator: p.N} }},
		{Field: "low_outer", Label: w.T("column.low_998"), Kind: table.KindShare, Cell: func(p point) any { return p.Limits.Low998 }},
		{Field: "low", Label: w.T("column.low"), Kind: table.KindShare, Cell: func(p point) any { return p.Limits.Low95 }},
		{Field: "high", Label: w.T("column.high"), Kind: table.KindShare, Cell: func(p point) any { return p.Limits.High95 }},
		{Field: "high_outer", Label: w.T("column.high_998"), Kind: table.KindShare, Cell: func(p point) any { return p.Limits.High998 }},
		{Field: "class", Label: w.T("column.finding"), Kind: table.KindTerm, Prefix: "funnel.class.", Cell: func(p point) any { return p.Class }},
	})
}

// ratioFunnelTable is the table of a funnel of observed over expected.
func ratioFunnelTable(r *question.Question, f *analytics.FunnelChart) *table.Table {
	w := r.Words
	return table.Of(pointsOf(f), []table.For[point]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(p point) any { return table.StationOf(p.station) }},
		{Field: "health_center", Label: w.T("column.area"), Cell: func(p point) any { return p.station.HealthCenter }},
		{Field: "observed", Label: w.T("column.observed"), Kind: table.KindInt, Cell: func(p point) any { return p.X }},
		{Field: "expected", Label: w.T("column.expected"), Kind: table.KindDecimal, Cell: func(p point) any { return p.N }},
		{Field: "ratio", Label: w.T("column.o_e"), Kind: table.KindRatio, Cell: func(p point) any { return p.X / p.N }},
		{Field: "low_outer", Label: w.T("column.low_998"), Kind: table.KindRatio, Cell: func(p point) any { return p.Limits.Low998 }},
		{Field: "low", Label: w.T("column.low"), Kind: table.KindRatio, Cell: func(p point) any { return p.Limits.Low95 }},
		{Field: "high", Label: w.T("column.high"), Kind: table.KindRatio, Cell: func(p point) any { return p.Limits.High95 }},
		{Field: "high_outer", Label: w.T("column.high_998"), Kind: table.KindRatio, Cell: func(p point) any { return p.Limits.High998 }},
		{Field: "class", Label: w.T("column.finding"), Kind: table.KindTerm, Prefix: "funnel.class.", Cell: func(p point) any { return p.Class }},
	})
}

// funnelTip says a station's point and its limits.
func funnelTip(r *question.Question, f *analytics.FunnelChart, i int) []string {
	w, s, q := r.Words, f.Stations[i], f.Points[i]
	say := func(v float64) string { return funnelValue(w, f, v) }
	value, method := w.T("tip.funnel", "share", w.Percent(q.X, q.N), "x", w.Int(q.X), "n", w.Int(q.N)), "CHT-3"
	if f.Ratio {
		value, method = w.T("tip.funnel_ratio", "ratio", say(q.X/q.N), "x", w.Int(q.X), "n", w.Decimal(q.N, 1)), "CHT-3b"
	}
	return []string{s.Name, value, w.T("tip.limits", "low", say(q.Limits.Low95), "high", say(q.Limits.High95), "low998", say(q.Limits.Low998), "high998", say(q.Limits.High998)),
		w.T("funnel.class." + q.Class), method}
}

// funnelSteps is the number of denominators at which the curves of the limits are computed.
const funnelSteps = 80

func funnelChart(r *question.Question, f *analytics.FunnelChart, of funnelOf) (*chart.Chart, error) {
	w := r.Words
	most, least := 0.0, math.Inf(1)
	low, high := f.Target, f.Target
	var data []any
	var links []string
	for i, q := range f.Points {
		value := q.X / q.N
		most, least = math.Max(most, q.N), math.Min(least, q.N)
		low, high = math.Min(low, value), math.Max(high, value)
		s := f.Stations[i]
		links = append(links, r.View.Link("/stations/"+s.Code))
		data = append(data, map[string]any{"value": []any{q.N, value, q.Class}, "name": chart.RowName(s.Name), "tip": funnelTip(r, f, i)})
	}
	narrowest := f.LimitsAt(most)
	low, high = math.Min(low, narrowest.Low998), math.Max(high, narrowest.High998)
	margin := math.Max((high-low)*0.1, 0.01)
	p := chart.NewPlot()
	x := chart.ValueAxis("count")
	chart.Merge(x, map[string]any{"min": 0, "max": upTo(most), "name": of.count, "nameLocation": "middle", "nameGap": 28,
		"splitLine": map[string]any{"show": false}, "nameTextStyle": chart.Label(chart.ColourMuted)})
	p.Set("xAxis", x)
	if y := chart.ValueAxis("ratio"); f.Ratio {
		chart.Merge(y, map[string]any{"min": math.Floor(math.Max(low-margin, 0)*10) / 10, "max": math.Ceil((high+margin)*10) / 10})
		p.Set("yAxis", y)
	} else {
		p.Set("yAxis", chart.PercentAxis(low-margin, high+margin))
	}
	p.Set("grid", map[string]any{"left": 56, "right": chart.ByWidth(56, 92), "top": 24, "bottom": 48})
	funnelLimits(p, f, w, math.Max(math.Min(least, most/funnelSteps), 1), upTo(most))
	all := w.T("line.all", "value", funnelValue(w, f, f.Target))
	middle := chart.Marker("yAxis", f.Target, all, "end")
	chart.Merge(middle, map[string]any{"label": map[string]any{"lineHeight": 16, "formatter": chart.ByWidth(strings.Replace(all, " ", "\n", 1), all)}})
	look := map[string]any{"encode": map[string]any{"x": 0, "y": 1}, "clip": false, "animation": false, "z": 5,
		"markLine": middle}
	p.Series(charts.SingleSeries{Type: "custom", RenderItem: "fn:dot", Data: data}, look)
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	return &chart.Chart{Height: 420, Option: option, Meta: map[string]any{"links": links, "byIndex": true, "concerning": of.concerning}}, nil
}

// funnelLimits draws the four limits as curves, each labelled at its end.
func funnelLimits(p *chart.Plot, f *analytics.FunnelChart, w *words.Words, from, to float64) {
	curve := func(kind string, share float64, of func(stats.FunnelLimits) float64) {
		var points []any
		for i := range funnelSteps + 1 {
			// More of the denominators where the limits bend.
			n := math.Round(from * math.Pow(to/from, float64(i)/funnelSteps))
			points = append(points, []any{n, of(f.LimitsAt(n))})
		}
		p.Series(charts.SingleSeries{Type: "line", Data: points}, map[string]any{"showSymbol": false, "silent": true, "animation": false, "clip": true,
			"lineStyle": map[string]any{"color": chart.ColourMuted, "width": 1, "type": kind},
			"endLabel":  chart.EndLabel(w.Level(share), chart.ColourMuted), "tooltip": map[string]any{"show": false}})
	}
	curve("solid", 0.998, func(l stats.FunnelLimits) float64 { return l.Low998 })
	curve("dashed", 0.95, func(l stats.FunnelLimits) float64 { return l.Low95 })
	curve("dashed", 0.95, func(l stats.FunnelLimits) float64 { return l.High95 })
	curve("solid", 0.998, func(l stats.FunnelLimits) float64 { return l.High998 })
}

// upTo is the next round number from v on, for the end of an axis.
func upTo(v float64) float64 {
	step := math.Pow(10, math.Floor(math.Log10(math.Max(v, 1)))) / 5
	return math.Ceil(v*1.02/step) * step
}
