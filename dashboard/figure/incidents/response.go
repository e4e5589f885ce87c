package incidents

import (
	"cmp"
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/analytics/stats"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var ResponseTimes = &figure.Figure{ID: "response_times", Methods: []string{"CMP-6"}, Queries: []string{"incident_durations", "incident_list"}, Province: true,
	Draw: func(r *question.Question) (*figure.Drawing, error) { return drawSurvival(r, "response_times") }}

var ResolutionTimes = &figure.Figure{ID: "resolution_times", Methods: []string{"CMP-6"}, Queries: []string{"incident_durations", "incident_list"}, Province: true,
	Draw: func(r *question.Question) (*figure.Drawing, error) { return drawSurvival(r, "resolution_times") }}

// responseTimes are those of all reports, of the urgent and of the normal ones.
func responseTimes(r *question.Question, scope analytics.Scope) ([]analytics.ResponseTimes, error) {
	return question.Call(r, "response times", scope, func() ([]analytics.ResponseTimes, error) { return r.Edition.Incidents(r.Ctx, scope) })
}

// MedianWords is a median with its interval; both may not be reached.
func MedianWords(r *question.Question, s stats.Survival) string {
	w := r.Words
	if s.Median == nil {
		return w.T("survival.not_reached")
	}
	words, times := "survival.median", 1.0
	if *s.Median < 1 {
		words, times = "survival.median.hours", 24
	}
	limit := func(v *float64) string {
		if v == nil {
			return w.T("survival.open_end")
		}
		return w.Decimal(*v*times, 1)
	}
	return w.T(words, "median", w.Decimal(*s.Median*times, 1), "low", limit(s.MedianLow), "high", limit(s.MedianHigh))
}

// daysInWords writes a time given in days; less than one in hours, of which 0.2 days would tell little.
func daysInWords(w *words.Words, days float64) string {
	if days < 1 {
		return w.T("survival.hours", "n", w.Decimal(24*days, 1))
	}
	return w.T("survival.days", "n", w.Decimal(days, 1))
}

func drawSurvival(r *question.Question, id string) (*figure.Drawing, error) {
	times, err := responseTimes(r, r.Scope)
	if err != nil {
		return nil, err
	}
	list, err := List(r, r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	pick := func(t analytics.ResponseTimes) stats.Survival {
		if id == "resolution_times" {
			return t.Resolved
		}
		return t.Responded
	}
	all := pick(times[0])
	if all.N == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure."+id), w.T("empty.no_incidents")), nil
	}
	if r.ForPress() {
		return drawCoarse(r, id, all, pick(times[1]), pick(times[2]))
	}
	var steps []step
	for _, one := range times {
		for _, s := range pick(one).Curve {
			steps = append(steps, step{s, cmp.Or(one.Severity, "all")})
		}
	}
	t := table.Of(steps, []table.For[step]{
		{Field: "severity", Label: w.T("column.urgency"), Kind: table.KindTerm, Prefix: "incident.severity.", Cell: func(s step) any { return s.severity }},
		{Field: "days", Label: w.T("column.days_after"), Kind: table.KindDecimal, Cell: func(s step) any { return s.Days }},
		{Field: "at_risk", Label: w.T("column.at_risk"), Kind: table.KindInt, Cell: func(s step) any { return s.AtRisk }},
		{Field: "events", Label: w.T("column.events"), Kind: table.KindInt, Cell: func(s step) any { return s.Events }},
		{Field: "waiting", Label: w.T("column.waiting"), Kind: table.KindPercent, Cell: func(s step) any { return share(s.Survival) }},
		{Field: "lower", Label: w.T("column.lower"), Kind: table.KindPercent, Cell: func(s step) any { return share(s.Lower) }},
		{Field: "upper", Label: w.T("column.upper"), Kind: table.KindPercent, Cell: func(s step) any { return share(s.Upper) }},
	})
	var durations []float64
	for _, i := range InPeriod(list, r.Scope) {
		end := i.Responded
		if id == "resolution_times" {
			end = i.Resolved
		}
		days := i.AgeDays
		if end != nil {
			days = end.Sub(i.Reported).Hours() / 24
		}
		durations = append(durations, days)
	}
	chart, err := survivalChart(r, all, pick(times[1]), durations)
	if err != nil {
		return nil, err
	}
	p90 := w.T("survival.not_reached")
	if all.P90 != nil {
		p90 = daysInWords(w, *all.P90)
	}
	words := []any{"median", MedianWords(r, all), "p90", p90, "n", w.N("count.incidents", all.N), "open", w.Int(float64(all.Censored)),
		"urgent", MedianWords(r, pick(times[1])), "normal", MedianWords(r, pick(times[2])), "period", r.Period()}
	d := survivalDrawing(r, id, words, chart, t)
	d.Measured = measured(all)
	return d, nil
}

// measured is the median as MedianWords says it.
func measured(s stats.Survival) *figure.Measured {
	m := &figure.Measured{Method: "CMP-6", Unit: figure.UnitDays, Interval: figure.IntervalConfidence}
	times := 1.0
	if s.Median != nil && *s.Median < 1 {
		m.Unit, times = figure.UnitHours, 24
	}
	told := func(v *float64) *float64 {
		if v == nil {
			return nil
		}
		return figure.Rounded(*v*times, 10)
	}
	m.Value, m.Low, m.High = told(s.Median), told(s.MedianLow), told(s.MedianHigh)
	return m
}

func survivalDrawing(r *question.Question, id string, words []any, chart *chart.Chart, t *table.Table) *figure.Drawing {
	w := r.Words
	title, subtitle := w.T("response_times.title", words...), w.T("response_times.subtitle", words...)
	if id == "resolution_times" {
		title, subtitle = w.T("resolution_times.title", words...), w.T("resolution_times.subtitle", words...)
	}
	return &figure.Drawing{Title: title, Subtitle: subtitle, Alt: w.T("survival.alt", words...),
		Notes: []string{w.T("survival.severities", words...), w.T("survival.note")}, Chart: chart, Table: t}
}

// step is a step of the curve of a severity.
type step struct {
	stats.SurvivalStep
	severity string
}

// share is a probability as a proportion; none where it is not defined.
func share(p float64) any {
	if math.IsNaN(p) {
		return nil
	}
	return analytics.Ratio{Numerator: p, Denominator: 1}
}

// niceStep is a round step that divides a span into about six.
func niceStep(span float64) float64 {
	step := math.Pow(10, math.Floor(math.Log10(span/6)))
	for _, times := range []float64{1, 2, 5, 10} {
		if step*times*6 >= span {
			return step * times
		}
	}
	return 10 * step
}

// survivalChart draws the share still waiting: the curve of all with its band, the urgent ones dashed, and, where the times
// of single reports may be told, the number still waiting under the axis.
func survivalChart(r *question.Question, all, urgent stats.Survival, durations []float64) (*chart.Chart, error) {
	w := r.Words
	last := 1.0
	for _, d := range durations {
		last = max(last, d)
	}
	if n := len(all.Curve); n > 0 { // the long tail of those that only wait shows nothing more
		last = max(1, 1.05*all.Curve[n-1].Days)
	}
	step := niceStep(last)
	p := chart.NewPlot()
	x := chart.ValueAxis("count")
	chart.Merge(x, map[string]any{"min": 0, "max": step * math.Ceil(last/step), "interval": step, "name": w.T("survival.axis"), "nameLocation": "middle", "nameGap": 26,
		"nameTextStyle": chart.Label(chart.ColourMuted)})
	p.Set("xAxis", x)
	p.Set("yAxis", chart.ShareAxis())
	p.Set("grid", map[string]any{"left": 72, "right": 24, "top": 16, "bottom": 92})
	var band []any
	for i, s := range all.Curve {
		end := last
		if i+1 < len(all.Curve) {
			end = all.Curve[i+1].Days
		}
		if !math.IsNaN(s.Lower) {
			band = append(band, []any{s.Days, end, s.Lower, s.Upper})
		}
	}
	p.Series(charts.SingleSeries{Type: "custom", RenderItem: "fn:band", Data: band}, map[string]any{"silent": true, "animation": false,
		"encode": map[string]any{"x": []int{0, 1}, "y": []int{2, 3}}, "clip": true})
	p.Series(charts.SingleSeries{Type: "line", Data: stepsOf(r, all, last)}, map[string]any{"step": "end", "symbolSize": 4, "showSymbol": true, "animation": false,
		"lineStyle": map[string]any{"color": chart.ColourAccent, "width": 2}, "itemStyle": map[string]any{"color": chart.ColourAccent}})
	if urgent.N > 0 && urgent.N < all.N {
		p.Series(charts.SingleSeries{Type: "line", Data: stepsOf(r, urgent, last)}, map[string]any{"step": "end", "showSymbol": false, "animation": false,
			"lineStyle": map[string]any{"color": "token:more", "width": 2, "type": "dashed"}, "itemStyle": map[string]any{"color": "token:more"}})
	}
	var risk []any
	for at := 0.0; at <= last; at += step {
		n := 0
		for _, d := range durations {
			if d >= at {
				n++
			}
		}
		risk = append(risk, []any{at, 0, w.Int(float64(n))})
	}
	if len(durations) > 0 {
		p.Series(charts.SingleSeries{Type: "custom", RenderItem: "fn:atRisk", Data: risk}, map[string]any{"silent": true, "animation": false, "clip": false,
			"encode": map[string]any{"x": 0, "y": 1}})
	}
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	chart.Merge(option, map[string]any{"tooltip": map[string]any{"trigger": "item", "formatter": "fn:tip"}})
	return &chart.Chart{Height: 320, Option: option, Meta: map[string]any{"atRisk": w.T("survival.at_risk")}}, nil
}

// stepsOf are the corners of a curve from 1 at day 0 to the end of the axis.
func stepsOf(r *question.Question, s stats.Survival, last float64) []any {
	w := r.Words
	points := []any{map[string]any{"value": []any{0, 1}}}
	at := 1.0
	for _, step := range s.Curve {
		at = step.Survival
		tip := []string{w.T("tip.waiting", "share", w.Percent(at, 1), "days", w.Decimal(step.Days, 1))}
		if step.AtRisk > 0 { // else it is not told
			tip = append(tip, w.T("tip.at_risk", "n", step.AtRisk, "events", step.Events))
		}
		points = append(points, map[string]any{"value": []any{step.Days, at}, "tip": append(tip, "CMP-6")})
	}
	return append(points, map[string]any{"value": []any{last, at}, "symbol": "none"})
}
