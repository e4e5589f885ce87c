package chart

import (
	"math"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/dashboard/words"
)

// bandOpacity is that of an interval drawn as a band.
const bandOpacity = 0.15

// BandPoint is one place of a band; nil limits are a gap.
type BandPoint struct{ Low, High *float64 }

// Band draws an interval along a weekly series as a band: its lower edge unseen, its width stacked on that.
func (p *Plot) Band(name, colour string, points []BandPoint) {
	low, width := make([]any, len(points)), make([]any, len(points))
	for i, b := range points {
		low[i], width[i] = map[string]any{"value": nil}, map[string]any{"value": nil}
		if b.Low != nil && b.High != nil {
			low[i], width[i] = map[string]any{"value": *b.Low}, map[string]any{"value": *b.High - *b.Low}
		}
	}
	edge := func() map[string]any {
		return map[string]any{"showSymbol": false, "connectNulls": false, "animation": false, "silent": true, "stack": name, "stackStrategy": "all",
			"lineStyle": map[string]any{"opacity": 0}, "emphasis": map[string]any{"disabled": true}}
	}
	p.Series(charts.SingleSeries{Type: "line", Data: low}, edge())
	filled := edge()
	filled["areaStyle"] = map[string]any{"color": colour, "opacity": bandOpacity}
	p.Series(charts.SingleSeries{Type: "line", Data: width}, filled)
}

// PercentAxis is an axis of proportions that holds low and high, in whole steps of percent, never below 0 or above 1.
func PercentAxis(low, high float64) map[string]any {
	low, high = math.Max(low, 0), math.Min(high, 1)
	step := 0.01
	for _, s := range []float64{0.02, 0.05, 0.1, 0.2, 0.25} {
		if (high-low)/step <= 5 {
			break
		}
		step = s
	}
	axis := ValueAxis("percent")
	Merge(axis, map[string]any{"min": words.Tidy(math.Floor(low/step) * step), "max": words.Tidy(math.Min(math.Max(math.Ceil(high/step), math.Floor(low/step)+1)*step, 1)), "interval": step})
	return axis
}
