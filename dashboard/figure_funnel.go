package dashboard

import (
	"math"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/analytics/stats"
	"luanphien/dashboard/words"
)

var referralFunnel = &Figure{ID: "referral_funnel", Rows: []string{"activity"}, Methods: []string{"CHT-3b"},
	Queries: []string{"referral_strata", "station_list"}, build: drawReferralFunnel}

var reportingFunnel = &Figure{ID: "reporting_funnel", Rows: []string{"weekly_reports"}, Methods: []string{"CHT-3", "CMP-2"},
	Queries: []string{"compliance_by_station", "station_list"}, Streamed: true, Specialised: true, OfReports: true, build: drawReportingFunnel}

func drawReferralFunnel(r *request) (*Drawing, error) {
	f, err := r.funnel(analytics.FunnelReferrals, "")
	if err != nil {
		return nil, err
	}
	if len(f.Points) == 0 {
		return withheld(analytics.StateNotCollected, r.words.T("figure.referral_funnel"), r.words.T("empty.no_proportion")), nil
	}
	return r.funnelDrawing(f, funnelOf{r.words.T("funnel.referrals"), r.words.T("column.expected"), "high"})
}

func drawReportingFunnel(r *request) (*Drawing, error) {
	c, err := r.compliance(r.scope, r.stream())
	if err != nil {
		return nil, err
	}
	if d := r.noReports(c, "reporting_funnel"); d != nil {
		return d, nil
	}
	f, err := r.funnel(analytics.FunnelTimeliness, r.stream())
	if err != nil {
		return nil, err
	}
	return r.funnelDrawing(f, funnelOf{words.Capital(r.words.T("funnel.reporting", "stream", r.streamWords())), r.words.T("column.due"), "low"})
}

func (r *request) funnel(measure analytics.FunnelMeasure, stream analytics.Stream) (*analytics.FunnelChart, error) {
	return call(r, "funnel "+string(measure)+" "+string(stream), r.scope, func() (*analytics.FunnelChart, error) {
		return r.edition.Funnel(r.ctx, r.scope, measure, stream)
	})
}

// funnelOf are the words of a funnel: what is compared, what its denominator counts, and whether the "high" or
// the "low" stations are those to look at, which are orange.
type funnelOf struct{ measure, count, concerning string }

// funnelTitle counts the stations outside the limits.
func (r *request) funnelTitle(f *analytics.FunnelChart) string {
	w, n := r.words, len(f.Points)
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
func (r *request) funnelDrawing(f *analytics.FunnelChart, of funnelOf) (*Drawing, error) {
	w := r.words
	chart, err := r.funnelChart(f, of)
	if err != nil {
		return nil, err
	}
	signs := w.T("funnel.signs.high")
	if of.concerning == "low" {
		signs = w.T("funnel.signs.low")
	}
	d := &Drawing{Chart: chart, Table: r.funnelTable(f, of.count), Title: r.funnelTitle(f),
		Subtitle: w.T("funnel.subtitle", "measure", of.measure, "target", funnelValue(w, f, f.Target), "period", r.period(), "n", len(f.Points)),
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

func (r *request) funnelTable(f *analytics.FunnelChart, count string) *Table {
	w := r.words
	if f.Ratio {
		return r.ratioFunnelTable(f)
	}
	t := &Table{Columns: []Column{
		{Field: "station", Label: w.T("column.station"), Kind: KindStation},
		{Field: "health_center", Label: w.T("column.area")},
		{Field: "denominator", Label: count, Kind: KindInt},
		{Field: "proportion", Label: w.T("column.share"), Kind: KindPercent},
		{Field: "low_outer", Label: w.T("column.low_998"), Kind: KindShare},
		{Field: "low", Label: w.T("column.low"), Kind: KindShare},
		{Field: "high", Label: w.T("column.high"), Kind: KindShare},
		{Field: "high_outer", Label: w.T("column.high_998"), Kind: KindShare},
		{Field: "class", Label: w.T("column.finding"), Kind: KindTerm, Prefix: "funnel.class."},
	}}
	for i, p := range f.Points {
		s := f.Stations[i]
		t.Rows = append(t.Rows, []any{stationRef{Code: s.Code, Name: s.Name}, s.HealthCenter, p.N, analytics.Ratio{Numerator: p.X, Denominator: p.N},
			p.Limits.Low998, p.Limits.Low95, p.Limits.High95, p.Limits.High998, p.Class})
	}
	return t
}

// ratioFunnelTable is the table of a funnel of observed over expected.
func (r *request) ratioFunnelTable(f *analytics.FunnelChart) *Table {
	w := r.words
	t := &Table{Columns: []Column{
		{Field: "station", Label: w.T("column.station"), Kind: KindStation},
		{Field: "health_center", Label: w.T("column.area")},
		{Field: "observed", Label: w.T("column.observed"), Kind: KindInt},
		{Field: "expected", Label: w.T("column.expected"), Kind: KindDecimal},
		{Field: "ratio", Label: w.T("column.o_e"), Kind: KindRatio},
		{Field: "low_outer", Label: w.T("column.low_998"), Kind: KindRatio},
		{Field: "low", Label: w.T("column.low"), Kind: KindRatio},
		{Field: "high", Label: w.T("column.high"), Kind: KindRatio},
		{Field: "high_outer", Label: w.T("column.high_998"), Kind: KindRatio},
		{Field: "class", Label: w.T("column.finding"), Kind: KindTerm, Prefix: "funnel.class."},
	}}
	for i, p := range f.Points {
		s := f.Stations[i]
		t.Rows = append(t.Rows, []any{stationRef{Code: s.Code, Name: s.Name}, s.HealthCenter, p.X, p.N, p.X / p.N,
			p.Limits.Low998, p.Limits.Low95, p.Limits.High95, p.Limits.High998, p.Class})
	}
	return t
}

// funnelTip says a station's point and its limits.
func (r *request) funnelTip(f *analytics.FunnelChart, i int) []string {
	w, s, q := r.words, f.Stations[i], f.Points[i]
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

func (r *request) funnelChart(f *analytics.FunnelChart, of funnelOf) (*Chart, error) {
	w := r.words
	most, least := 0.0, math.Inf(1)
	low, high := f.Target, f.Target
	var data []any
	var links []string
	for i, q := range f.Points {
		value := q.X / q.N
		most, least = math.Max(most, q.N), math.Min(least, q.N)
		low, high = math.Min(low, value), math.Max(high, value)
		s := f.Stations[i]
		links = append(links, r.view.Link("/stations/"+s.Code))
		data = append(data, map[string]any{"value": []any{q.N, value, q.Class}, "name": rowName(s.Name), "tip": r.funnelTip(f, i)})
	}
	narrowest := f.LimitsAt(most)
	low, high = math.Min(low, narrowest.Low998), math.Max(high, narrowest.High998)
	margin := math.Max((high-low)*0.1, 0.01)
	p := newPlot()
	x := valueAxis("count")
	merge(x, map[string]any{"min": 0, "max": upTo(most), "name": of.count, "nameLocation": "middle", "nameGap": 28,
		"splitLine": map[string]any{"show": false}, "nameTextStyle": label(colourMuted)})
	p.set("xAxis", x)
	if y := valueAxis("ratio"); f.Ratio {
		merge(y, map[string]any{"min": math.Floor(math.Max(low-margin, 0)*10) / 10, "max": math.Ceil((high+margin)*10) / 10})
		p.set("yAxis", y)
	} else {
		p.set("yAxis", percentAxis(low-margin, high+margin))
	}
	p.set("grid", map[string]any{"left": 56, "right": byRoom(56, 92), "top": 24, "bottom": 48})
	p.funnelLimits(f, w, math.Max(math.Min(least, most/funnelSteps), 1), upTo(most))
	all := w.T("line.all", "value", funnelValue(w, f, f.Target))
	middle := marker("yAxis", f.Target, all, "end")
	merge(middle, map[string]any{"label": map[string]any{"lineHeight": 16, "formatter": byRoom(strings.Replace(all, " ", "\n", 1), all)}})
	look := map[string]any{"encode": map[string]any{"x": 0, "y": 1}, "clip": false, "animation": false, "z": 5,
		"markLine": middle}
	p.series(charts.SingleSeries{Type: "custom", RenderItem: "fn:dot", Data: data}, look)
	option, err := p.option()
	if err != nil {
		return nil, err
	}
	return &Chart{Height: 420, Option: option, Meta: map[string]any{"links": links, "byIndex": true, "concerning": of.concerning}}, nil
}

// funnelLimits draws the four limits as curves, each labelled at its end.
func (p *plot) funnelLimits(f *analytics.FunnelChart, w *words.Words, from, to float64) {
	curve := func(kind string, share float64, of func(stats.FunnelLimits) float64) {
		var points []any
		for i := range funnelSteps + 1 {
			// More of the denominators where the limits bend.
			n := math.Round(from * math.Pow(to/from, float64(i)/funnelSteps))
			points = append(points, []any{n, of(f.LimitsAt(n))})
		}
		p.series(charts.SingleSeries{Type: "line", Data: points}, map[string]any{"showSymbol": false, "silent": true, "animation": false, "clip": true,
			"lineStyle": map[string]any{"color": colourMuted, "width": 1, "type": kind},
			"endLabel":  endLabel(w.Level(share), colourMuted), "tooltip": map[string]any{"show": false}})
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
