package dashboard

import (
	"math"
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/analytics/stats"
	"luanphien/queries/calendar"
)

// The rules of an XmR chart (methods CHT-4) by the codes of their words.
const (
	ruleOutside = "outside"
	ruleShift   = "shift"
	ruleTrend   = "trend"
	ruleTwo     = "two_of_three"
)

// signal is a run of points that one rule marks: special-cause variation, to one side.
type signal struct {
	Rule     string
	High     bool // above the mean, or rising
	From, To int  // points, both counted
}

// signalsOf lists the signals of a chart, by rule in the order of its gravity, then by time.
func signalsOf(c *stats.XmR, values []float64) []signal {
	above := func(i int) bool { return values[i] > c.Mean }
	var list []signal
	for _, rule := range []struct {
		name  string
		marks []bool
		high  func(int) bool
	}{{ruleOutside, c.Outside, above}, {ruleShift, c.Shift, above}, {ruleTwo, c.Two, above}} {
		for i, marked := range rule.marks {
			if !marked {
				continue
			}
			if n := len(list); n > 0 && list[n-1].Rule == rule.name && list[n-1].To == i-1 && list[n-1].High == rule.high(i) {
				list[n-1].To = i
				continue
			}
			list = append(list, signal{rule.name, rule.high(i), i, i})
		}
	}
	return append(list, trendsOf(c, values)...)
}

// trendsOf are the signals of the trend: a run goes on while its points rise, or fall.
func trendsOf(c *stats.XmR, values []float64) []signal {
	var list []signal
	for i := 1; i < len(values); i++ {
		if !c.Trend[i-1] || !c.Trend[i] || values[i] == values[i-1] {
			continue
		}
		rising := values[i] > values[i-1]
		if n := len(list); n > 0 && list[n-1].To == i-1 && list[n-1].High == rising {
			list[n-1].To = i
			continue
		}
		list = append(list, signal{ruleTrend, rising, i - 1, i})
	}
	// A step between two neighbouring runs belongs to neither.
	kept := list[:0]
	for _, s := range list {
		if s.To-s.From+1 >= stats.DefaultXmR.Trend {
			kept = append(kept, s)
		}
	}
	return kept
}

// signalWords says a signal with its weeks: «T12–T18 (23/03–10/05/2026): 7 tuần liền dưới trung bình».
func (r *request) signalWords(s signal, mondays []time.Time) string {
	w := r.words
	key := "xmr." + s.Rule + ".low"
	if s.High {
		key = "xmr." + s.Rule + ".high"
	}
	first, last := calendar.WeekOf(mondays[s.From]), calendar.WeekOf(mondays[s.To])
	weeks := w.ShortWeek(first)
	if s.To > s.From {
		weeks += "–" + w.ShortWeek(last)
	}
	return w.T("xmr.signal", "weeks", weeks, "dates", w.Period(first.Monday(), last.Sunday()), "what", w.N(key, s.To-s.From+1))
}

// pointLook is how a point of an XmR chart is marked: its gravest signal decides.
type pointLook struct {
	Special, High bool
	Rules         []string // in words
}

// looksOf gives each point its look.
func (r *request) looksOf(list []signal, points int) []pointLook {
	looks := make([]pointLook, points)
	for _, s := range list {
		for i := s.From; i <= s.To; i++ {
			if !looks[i].Special {
				looks[i].Special, looks[i].High = true, s.High
			}
			looks[i].Rules = append(looks[i].Rules, r.words.T("attention.signal."+s.Rule))
		}
	}
	return looks
}

// xmrChart draws a weekly proportion with its mean and limits; points of special-cause variation are triangles, up and
// orange above, down and blue below.
func (r *request) xmrChart(c analytics.ProportionChart, columns *weekColumns, looks []pointLook) (*Chart, error) {
	w := r.words
	points := make([]any, len(columns.weeks))
	for i := range points {
		points[i] = map[string]any{"value": nil}
	}
	low, high := math.Min(c.Chart.Lower, c.Values[0]), math.Max(c.Chart.Upper, c.Values[0])
	for n, monday := range c.Mondays {
		low, high = math.Min(low, c.Values[n]), math.Max(high, c.Values[n])
		if i, ok := columns.index[monday]; ok {
			points[i] = r.xmrPoint(c, n, looks[n])
		}
	}
	p := newPlot()
	p.weeks(columns, w)
	p.set("yAxis", percentAxis(low, high))
	p.set("grid", map[string]any{"left": 56, "right": 76, "top": 24, "bottom": 36})
	look := trendLine(colourNeutral)
	look["showAllSymbol"] = true // on a narrow screen, too: the marks are the message
	look["markLine"] = r.limits(c.Chart)
	p.series(charts.SingleSeries{Name: w.T("series.proportion"), Type: "line", Data: points}, look)
	return p.trend(columns, w)
}

func (r *request) xmrPoint(c analytics.ProportionChart, n int, look pointLook) map[string]any {
	w, counts := r.words, c.Counts[n]
	tip := []string{w.Week(calendar.WeekOf(c.Mondays[n])), w.T("tip.proportion", "share", w.Percent(counts.Numerator, counts.Denominator),
		"referrals", w.Int(counts.Numerator), "visits", w.Int(counts.Denominator))}
	if low, high, ok := stats.Wilson(counts.Numerator, counts.Denominator, 0.95); ok {
		tip = append(tip, w.T("tip.wilson", "low", w.share(low), "high", w.share(high)))
	}
	if c.Partial[n] {
		tip = append(tip, w.T("tip.partial"))
	}
	point := map[string]any{"value": c.Values[n], "tip": append(append(tip, look.Rules...), "CHT-4")}
	if c.Partial[n] { // a hollow point
		merge(point, map[string]any{"symbol": "emptyCircle", "symbolSize": 6})
	}
	if look.Special {
		merge(point, map[string]any{"symbol": "triangle", "symbolSize": 10, "itemStyle": map[string]any{"color": colourMore}})
		if !look.High {
			merge(point, map[string]any{"symbolRotate": 180, "itemStyle": map[string]any{"color": colourFewer}})
		}
	}
	return point
}

// share writes a proportion that is no count over another, such as a limit: always with one decimal.
func (w *Words) share(v float64) string { return w.Percent(v*1000, 1000) }

// level writes a round proportion, such as a confidence level: 95 %, 99,8 %.
func (w *Words) level(v float64) string {
	if percent := tidy(v * 100); percent == math.Trunc(percent) {
		return w.Percent(v*99, 99) // no decimal below 100
	}
	return w.share(v)
}

// limits are the mean and the limits of an XmR chart, labelled at the end; the near limits are thin.
func (r *request) limits(c *stats.XmR) map[string]any {
	w := r.words
	line := func(v float64, name, kind string, width float64) map[string]any {
		l := map[string]any{"yAxis": tidy(math.Min(math.Max(v, 0), 1)), "lineStyle": map[string]any{"type": kind, "width": width, "color": colourMuted},
			"label": map[string]any{"show": name != ""}}
		if name != "" {
			l["label"] = map[string]any{"formatter": name, "color": colourMuted, "fontSize": axisSize, "lineHeight": 16, "position": "end"}
		}
		return l
	}
	return map[string]any{"silent": true, "symbol": "none", "animation": false, "precision": markPrecision, "z": 1, "data": []any{
		line(c.Mean, w.T("line.mean", "value", w.share(c.Mean)), "solid", 1),
		line(c.Upper, w.T("line.limit", "value", w.share(math.Min(c.Upper, 1))), "dashed", 1),
		line(c.Lower, w.T("line.limit", "value", w.share(math.Max(c.Lower, 0))), "dashed", 1),
		line(c.NearUpper, "", "dotted", 0.6), line(c.NearLower, "", "dotted", 0.6),
	}}
}
