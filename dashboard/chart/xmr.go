package chart

import (
	"math"
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/analytics/stats"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// SignalsOf lists the signals of a chart that reach into the period.
func SignalsOf(c analytics.ProportionChart) (list []stats.XmRRun) {
	for _, s := range c.Signals() {
		if s.To >= c.From && s.From < c.To {
			list = append(list, s)
		}
	}
	return list
}

// SignalWords says a signal with its weeks: «T12–T18 (23/03–10/05/2026): 7 tuần liền thấp hơn mức nền».
func SignalWords(r *question.Question, s stats.XmRRun, mondays []time.Time) string {
	w := r.Words
	first, last := calendar.WeekOf(mondays[s.From]), calendar.WeekOf(mondays[s.To])
	weeks := w.ShortWeek(first)
	if s.To > s.From {
		weeks += "–" + w.ShortWeek(last)
	}
	return w.T("xmr.signal", "weeks", weeks, "dates", w.Period(first.Monday(), last.Sunday()), "what", ruleWords(r, s))
}

// PointLook is how a point of an XmR chart is marked: its gravest signal decides.
type PointLook struct {
	Special, High bool
	Rules         []string // in words
	Hidden        bool     // its counts are not told to the reader
}

// gravest are the rules in the order in which they decide how a point looks.
var gravest = []string{stats.RuleOutside, stats.RuleTrend, stats.RuleTwo, stats.RuleShift}

// LooksOf gives each point its look, by all rules that flag it.
func LooksOf(r *question.Question, c *stats.XmR, points int) []PointLook {
	looks := make([]PointLook, points)
	for _, rule := range gravest {
		for _, s := range c.Runs {
			if s.Rule != rule {
				continue
			}
			for i := s.From; i <= s.To; i++ {
				if !looks[i].Special {
					looks[i].Special, looks[i].High = true, s.High
				}
				looks[i].Rules = append(looks[i].Rules, ruleWords(r, s))
			}
		}
	}
	return looks
}

// ruleWords says what a run is, without its weeks.
func ruleWords(r *question.Question, s stats.XmRRun) string {
	return RunWords(r, s.Rule, s.High, s.To-s.From+1)
}

// RunWords says a run by its rule, its side and its length in weeks.
func RunWords(r *question.Question, rule string, high bool, weeks int) string {
	key := "xmr." + rule + ".low"
	if high {
		key = "xmr." + rule + ".high"
	}
	return r.Words.N(key, weeks)
}

// XmrWeeks are the weeks that a chart shows: from its first point, or the period's first week, to the period's end.
func XmrWeeks(r *question.Question, c analytics.ProportionChart) *WeekColumns {
	first, last, _ := calendar.WeeksOf(r.Scope.From, r.Scope.To)
	if len(c.Mondays) > 0 && c.Mondays[0].Before(first.Monday()) {
		first = calendar.WeekOf(c.Mondays[0])
	}
	return columnsFrom(first, last)
}

// XmrChart draws a weekly proportion with its mean and limits; points of special-cause variation are triangles, up and
// orange above, down and blue below.
func XmrChart(r *question.Question, c analytics.ProportionChart, columns *WeekColumns, looks []PointLook) (*Chart, error) {
	w := r.Words
	points := make([]any, len(columns.Weeks))
	for i := range points {
		points[i] = map[string]any{"value": nil}
	}
	low, high := c.Chart.Lower, c.Chart.Upper
	for n, monday := range c.Mondays {
		if looks[n].Hidden {
			continue
		}
		low, high = math.Min(low, c.Values[n]), math.Max(high, c.Values[n])
		if i, ok := columns.Index[monday]; ok {
			points[i] = xmrPoint(r, c, n, looks[n])
		}
	}
	p := NewPlot()
	p.Weeks(columns, w)
	p.Set("yAxis", PercentAxis(low, high))
	p.Set("grid", map[string]any{"left": 56, "right": 76, "top": 24, "bottom": 36})
	look := TrendLine(ColourNeutral)
	look["showAllSymbol"] = true // on a narrow screen, too: the marks are the message
	look["markLine"] = limits(r, c, columns)
	p.Series(charts.SingleSeries{Name: w.T("series.proportion"), Type: "line", Data: points}, look)
	return p.Trend(columns, w)
}

func xmrPoint(r *question.Question, c analytics.ProportionChart, n int, look PointLook) map[string]any {
	w, counts := r.Words, c.Counts[n]
	tip := []string{w.Week(calendar.WeekOf(c.Mondays[n])), w.T("tip.proportion", "share", w.Percent(counts.Numerator, counts.Denominator),
		"referrals", w.Int(counts.Numerator), "visits", w.Int(counts.Denominator))}
	if low, high, ok := stats.Wilson(counts.Numerator, counts.Denominator, 0.95); ok {
		tip = append(tip, w.T("tip.wilson", "low", w.Share(low), "high", w.Share(high)))
	}
	if c.Partial[n] {
		tip = append(tip, w.T("tip.partial"))
	}
	point := map[string]any{"value": c.Values[n], "tip": append(append(tip, look.Rules...), "CHT-4")}
	if c.Partial[n] { // a hollow point
		Merge(point, map[string]any{"symbol": "emptyCircle", "symbolSize": 6})
	}
	if look.Special {
		Merge(point, map[string]any{"symbol": "triangle", "symbolSize": 10, "itemStyle": map[string]any{"color": colourMore}})
		if !look.High {
			Merge(point, map[string]any{"symbolRotate": 180, "itemStyle": map[string]any{"color": ColourFewer}})
		}
	}
	return point
}

// limits are the mean and the limits of an XmR chart, labelled at the end, and the week in which the programme started;
// the near limits are thin. After a re-basing the old ones stay drawn over their own weeks.
func limits(r *question.Question, c analytics.ProportionChart, columns *WeekColumns) map[string]any {
	w := r.Words
	var data []any
	for n, s := range c.Chart.Segments {
		if !s.Judged {
			continue
		}
		last := n == len(c.Chart.Segments)-1
		line := func(v float64, name, kind string, width float64) {
			look := map[string]any{"lineStyle": map[string]any{"type": kind, "width": width, "color": ColourMuted},
				"label": map[string]any{"show": last && name != "", "formatter": name, "color": ColourMuted, "fontSize": AxisSize, "lineHeight": 16, "position": "end"}}
			y := words.Tidy(math.Min(math.Max(v, 0), 1))
			if len(c.Chart.Segments) == 1 {
				Merge(look, map[string]any{"yAxis": y})
				data = append(data, look)
				return
			}
			from, ok := columns.Index[c.Mondays[s.From]]
			if to, shown := columns.Index[c.Mondays[s.To]]; ok && shown {
				Merge(look, map[string]any{"coord": []any{from, y}})
				data = append(data, []any{look, map[string]any{"coord": []any{to, y}}})
			}
		}
		line(s.Mean, w.T("line.mean", "value", w.Share(s.Mean)), "solid", 1)
		line(s.Upper, w.T("line.limit", "value", w.Share(math.Min(s.Upper, 1))), "dashed", 1)
		line(s.Lower, w.T("line.limit", "value", w.Share(math.Max(s.Lower, 0))), "dashed", 1)
		line(s.NearUpper, "", "dotted", 0.6)
		line(s.NearLower, "", "dotted", 0.6)
	}
	if i, ok := columns.Index[c.T0]; ok && i > 0 {
		data = append(data, map[string]any{"xAxis": i, "lineStyle": map[string]any{"type": "dashed", "width": 1, "color": ColourNeutral},
			"label": map[string]any{"show": true, "formatter": w.T("line.start"), "color": ColourMuted, "fontSize": AxisSize, "position": "insideStartTop"}})
	}
	return map[string]any{"silent": true, "symbol": "none", "animation": false, "precision": markPrecision, "z": 1, "data": data}
}

// LimitsFrom says what the limits come from.
func LimitsFrom(r *question.Question, c analytics.ProportionChart) string {
	s := c.Chart.Segments[len(c.Chart.Segments)-1]
	if s.Fixed {
		return r.Words.N("xmr.from.baseline", s.Used)
	}
	return r.Words.N("xmr.from.all", s.Used)
}
