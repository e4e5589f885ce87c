package dashboard

import (
	"testing"

	"luanphien/dashboard/chart"
)

func TestNamesAtTheEndsOfLinesStandApart(t *testing.T) {
	points := func(values ...any) []any {
		var list []any
		for _, v := range values {
			list = append(list, map[string]any{"value": v})
		}
		return list
	}
	for name, c := range map[string]struct {
		a, b           []any
		alignA, alignB any
	}{
		"close":       {points(20.5, 11.5), points(int64(30), int64(12)), "top", "bottom"},
		"the same":    {points(10.0), points(10.0), "bottom", "top"},
		"apart":       {points(30.0, 25.0), points(30.0, 12.0), nil, nil},
		"earlier":     {points(10.0, nil, nil, nil, nil, nil, nil, nil), points(30.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 10.0), nil, nil},
		"one of them": {points(nil, nil), points(5.0, 5.0), nil, nil},
		"nothing":     {points(0.0), points(0.0), nil, nil},
	} {
		a, b := map[string]any{}, map[string]any{}
		chart.PartEnds(a, b, c.a, c.b)
		if a["verticalAlign"] != c.alignA || b["verticalAlign"] != c.alignB {
			t.Errorf("%s: %v and %v", name, a["verticalAlign"], b["verticalAlign"])
		}
	}
}
