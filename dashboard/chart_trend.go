package dashboard

import "luanphien/dashboard/words"

// weeks sets a horizontal axis of weeks.
func (p *plot) weeks(columns *weekColumns, w *words.Words) {
	axis := categoryAxis(columns.names(w), "sparse")
	merge(axis, map[string]any{"boundaryGap": false, "axisLabel": map[string]any{"hideOverlap": true, "margin": 12}}) // clear of the lowest number beside it
	p.set("xAxis", axis)
}

// trend finishes a chart of weekly series.
func (p *plot) trend(columns *weekColumns, w *words.Words) (*Chart, error) {
	if _, ok := p.fields["grid"]; !ok {
		p.set("grid", map[string]any{"left": 56, "right": 24, "top": 24, "bottom": 36})
	}
	option, err := p.option()
	if err != nil {
		return nil, err
	}
	merge(option, map[string]any{"tooltip": map[string]any{"trigger": "axis", "formatter": "fn:axisTip",
		"axisPointer": map[string]any{"lineStyle": map[string]any{"color": colourMuted}, "animation": false}}})
	return &Chart{Height: 280, Option: option, Meta: map[string]any{"columns": columns.full(w), "trend": true}}, nil
}

// trendLine is the look of a weekly series: a thin line, gaps left open.
func trendLine(colour string) map[string]any {
	return map[string]any{
		"showSymbol": true, "symbol": "circle", "symbolSize": 4, "connectNulls": false, "animation": false,
		"lineStyle": map[string]any{"color": colour, "width": 2}, "itemStyle": map[string]any{"color": colour},
	}
}
