package chart

import (
	"math"

	"luanphien/dashboard/words"
)

// EndLabel names a line at its end.
func EndLabel(words, colour string) map[string]any {
	return map[string]any{"show": true, "formatter": words, "color": colour, "fontSize": AxisSize, "distance": 6}
}

// Two lines whose ends lie nearer than so have names that would lie over each other: weeks, and the share of the height.
const nearWeeks, nearHeight = 6, 0.16

// PartEnds keeps the names at the ends of two lines apart: of two ends close together the upper name stands above its
// line's end, the lower one below. Points are as a series holds them, the value nil where there is none.
func PartEnds(labelA, labelB map[string]any, a, b []any) {
	atA, endA := lastPoint(a)
	atB, endB := lastPoint(b)
	top := math.Max(highest(a), highest(b))
	if atA < 0 || atB < 0 || top <= 0 || math.Abs(float64(atA-atB)) > nearWeeks || math.Abs(endA-endB)/top > nearHeight {
		return
	}
	if endA < endB {
		labelA, labelB = labelB, labelA
	}
	labelA["verticalAlign"], labelB["verticalAlign"] = "bottom", "top"
}

// lastPoint is where a series ends and its value there; -1 for one without values.
func lastPoint(points []any) (at int, value float64) {
	for i := len(points) - 1; i >= 0; i-- {
		if v := points[i].(map[string]any)["value"]; v != nil {
			return i, words.Float(v)
		}
	}
	return -1, 0
}

func highest(points []any) float64 {
	top := 0.0
	for _, p := range points {
		top = math.Max(top, words.Float(p.(map[string]any)["value"]))
	}
	return top
}
