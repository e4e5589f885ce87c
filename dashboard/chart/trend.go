package chart

import "luanphien/dashboard/words"

// Weeks sets a horizontal axis of weeks.
func (p *Plot) Weeks(columns *WeekColumns, w *words.Words) {
	axis := CategoryAxis(columns.Names(w), "sparse")
	Merge(axis, map[string]any{"boundaryGap": false, "axisLabel": map[string]any{"hideOverlap": true, "margin": 12}}) // clear of the lowest number beside it
	p.Set("xAxis", axis)
}

// Trend finishes a chart of weekly series.
func (p *Plot) Trend(columns *WeekColumns, w *words.Words) (*Chart, error) {
	if _, ok := p.fields["grid"]; !ok {
		p.Set("grid", map[string]any{"left": 56, "right": 24, "top": 24, "bottom": 36})
	}
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	Merge(option, map[string]any{"tooltip": map[string]any{"trigger": "axis", "formatter": "fn:axisTip",
		"axisPointer": map[string]any{"lineStyle": map[string]any{"color": ColourMuted}, "animation": false}}})
	return &Chart{Height: 280, Option: option, Columns: columns, Meta: map[string]any{"columns": columns.full(w), "trend": true}}, nil
}

// TrendLine is the look of a weekly series: a thin line, gaps left open.
func TrendLine(colour string) map[string]any {
	return map[string]any{
		"showSymbol": true, "symbol": "circle", "symbolSize": 4, "connectNulls": false, "animation": false,
		"lineStyle": map[string]any{"color": colour, "width": 2}, "itemStyle": map[string]any{"color": colour},
	}
}
