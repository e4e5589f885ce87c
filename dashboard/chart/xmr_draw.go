package chart

import (
	"cmp"
	"math"
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/analytics/spc"
	"luanphien/analytics/stats"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// XmrChart draws a weekly proportion with its mean, its limits and its target; points of special-cause variation are
// triangles, up where they are high, blue where that is better and orange where it is worse.
func XmrChart(r *question.Question, c analytics.ProportionChart, columns *WeekColumns, looks []PointLook) (*Chart, error) {
	w := r.Words
	points := make([]any, len(columns.Weeks))
	for i := range points {
		points[i] = map[string]any{"value": nil}
	}
	low, high := c.Chart.Lower, c.Chart.Upper
	for _, t := range c.Targets {
		low, high = math.Min(low, t), math.Max(high, t)
	}
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
	axis := PercentAxis(low, high)
	p.Set("yAxis", axis)
	p.Set("grid", map[string]any{"left": 56, "right": 76, "top": 24, "bottom": 36})
	look := TrendLine(ColourNeutral)
	look["showAllSymbol"] = true // on a narrow screen, too: the marks are the message
	lines := &xmrLines{columns: columns, c: c}
	lines.limits(w)
	lines.targets(w)
	lines.part(words.Float(axis["min"]), words.Float(axis["max"]))
	lines.start(w)
	look["markLine"] = map[string]any{"silent": true, "symbol": "none", "animation": false, "precision": markPrecision, "z": 1, "data": lines.data}
	p.Series(charts.SingleSeries{Name: w.T("series." + c.Measure), Type: "line", Data: points}, look)
	return p.Trend(columns, w)
}

func xmrPoint(r *question.Question, c analytics.ProportionChart, n int, look PointLook) map[string]any {
	w, counts := r.Words, c.Counts[n]
	tip := []string{w.Week(calendar.WeekOf(c.Mondays[n])), w.T("tip.of."+c.Measure, "share", w.Percent(counts.Numerator, counts.Denominator),
		"x", w.Int(counts.Numerator), "n", w.Int(counts.Denominator))}
	if low, high, ok := stats.Wilson(counts.Numerator, counts.Denominator, 0.95); ok && c.Measure == analytics.MeasureReferrals {
		tip = append(tip, w.T("tip.wilson", "low", w.Share(low), "high", w.Share(high))) // the others count all that happened
	}
	if c.Partial[n] {
		tip = append(tip, w.T("tip.partial"))
	}
	if t, ok := c.TargetAt(c.Mondays[n]); ok {
		tip = append(tip, w.T("tip.target", "value", w.Share(t)))
	}
	point := map[string]any{"value": c.Values[n], "tip": append(append(tip, look.Rules...), "CHT-4")}
	if c.Partial[n] { // a hollow point
		Merge(point, map[string]any{"symbol": "emptyCircle", "symbolSize": 6})
	}
	if look.Special {
		colour := ColourInk
		switch look.Type {
		case spc.ConcernHigh, spc.ConcernLow:
			colour = colourMore
		case spc.ImprovementHigh, spc.ImprovementLow:
			colour = ColourFewer
		}
		Merge(point, map[string]any{"symbol": "triangle", "symbolSize": 10, "itemStyle": map[string]any{"color": colour}})
		if !look.High {
			Merge(point, map[string]any{"symbolRotate": 180})
		}
	}
	return point
}

// xmrLines are the lines across an XmR chart: those with words at the end are parted.
type xmrLines struct {
	columns *WeekColumns
	c       analytics.ProportionChart
	data    []any
	named   []namedLine
}

type namedLine struct {
	at    float64
	label map[string]any
}

// add draws a line from one column to another, or across where from is negative; its words stand at the end.
func (l *xmrLines) add(from, to int, value float64, name, colour, kind string, width float64) {
	label := map[string]any{"show": name != "", "formatter": name, "color": colour, "fontSize": AxisSize, "lineHeight": labelLine, "position": "end"}
	look := map[string]any{"lineStyle": map[string]any{"type": kind, "width": width, "color": colour}, "label": label}
	y := words.Tidy(math.Min(math.Max(value, 0), 1))
	if name != "" {
		l.named = append(l.named, namedLine{y, label})
	}
	if from < 0 {
		Merge(look, map[string]any{"yAxis": y})
		l.data = append(l.data, look)
		return
	}
	Merge(look, map[string]any{"coord": []any{from, y}})
	l.data = append(l.data, []any{look, map[string]any{"coord": []any{to, y}}})
}

// limits are the mean and the limits, labelled at the end; the near limits are thin. After a re-basing the old ones stay
// drawn over their own weeks.
func (l *xmrLines) limits(w *words.Words) {
	segments := l.c.Chart.Segments
	for n, s := range segments {
		if !s.Judged {
			continue
		}
		from, to := -1, 0
		if len(segments) > 1 {
			first, known := l.columns.Index[l.c.Mondays[s.From]]
			last, shown := l.columns.Index[l.c.Mondays[s.To]]
			if !known || !shown {
				continue
			}
			from, to = first, last
		}
		name := func(words string) string {
			if n < len(segments)-1 {
				return ""
			}
			return words
		}
		l.add(from, to, s.Mean, name(w.T("line.mean", "value", w.Share(s.Mean))), ColourMuted, "solid", 1)
		l.add(from, to, s.Upper, name(w.T("line.limit", "value", w.Share(math.Min(s.Upper, 1)))), ColourMuted, "dashed", 1)
		l.add(from, to, s.Lower, name(w.T("line.limit", "value", w.Share(math.Max(s.Lower, 0)))), ColourMuted, "dashed", 1)
		l.add(from, to, s.NearUpper, "", ColourMuted, "dotted", 0.6)
		l.add(from, to, s.NearLower, "", ColourMuted, "dotted", 0.6)
	}
}

// targets are those of the years in view, each over its own weeks; the last is labelled.
func (l *xmrLines) targets(w *words.Words) {
	weeks, from := l.columns.Weeks, 0
	for i, week := range weeks {
		t, ok := l.c.Targets[week.Year]
		last := i == len(weeks)-1
		if !last {
			next, goes := l.c.Targets[weeks[i+1].Year]
			if ok == goes && t == next {
				continue // the same line goes on
			}
		}
		if ok {
			name := ""
			if last {
				name = w.T("line.target", "value", w.Share(t))
			}
			l.add(from, i, t, name, ColourAccent, "solid", 1.5)
		}
		from = i + 1
	}
}

// The height of the plot and of a line of a label, px.
const (
	trendPlot = 220
	labelLine = 16
)

// part keeps the labels at the ends of lines apart: where two would lie over each other the upper one is moved up and the
// lower one down, within the plot.
func (l *xmrLines) part(low, high float64) {
	if high <= low {
		return
	}
	slices.SortFunc(l.named, func(a, b namedLine) int { return cmp.Compare(b.at, a.at) })
	const need = 2*labelLine + 1
	at := make([]float64, len(l.named))
	for i, n := range l.named {
		at[i] = (high - n.at) / (high - low) * trendPlot
		if i > 0 {
			at[i] = math.Max(at[i], at[i-1]+need)
		}
	}
	for i := len(at) - 1; i >= 0; i-- { // back into the plot, from below
		limit := float64(trendPlot + labelLine)
		if i < len(at)-1 {
			limit = at[i+1] - need
		}
		at[i] = math.Min(at[i], limit)
		if down := math.Round(at[i] - (high-l.named[i].at)/(high-low)*trendPlot); down != 0 {
			// The chart library moves words by their padding only where they hang from their top.
			Merge(l.named[i].label, map[string]any{"verticalAlign": "top", "padding": []any{down - labelLine, 0, 0, 0}})
		}
	}
}

// start marks the week in which the programme started.
func (l *xmrLines) start(w *words.Words) {
	if i, ok := l.columns.Index[l.c.T0]; ok && i > 0 {
		l.data = append(l.data, map[string]any{"xAxis": i, "lineStyle": map[string]any{"type": "dashed", "width": 1, "color": ColourNeutral},
			"label": map[string]any{"show": true, "formatter": w.T("line.start"), "color": ColourMuted, "fontSize": AxisSize, "position": "end"}}) // above the plot, where no mark is
	}
}
