package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/dashboard/question"
)

// Bullet is a row of a chart of staff-days planned and done.
type Bullet struct {
	Planned, Done int
	Tip           []string
}

func BulletTip(r *question.Question, name string, done, planned int) []string {
	w := r.Words
	return []string{name, w.T("tip.planned", "done", w.Int(float64(done)), "planned", w.Int(float64(planned)),
		"share", w.Percent(float64(done), float64(planned))), "COV-2 · COV-11"}
}

// Bullets draws what was done as a bar within the outline of what was planned.
func Bullets(r *question.Question, rows *StationRows, values map[int]Bullet) (*Chart, error) {
	w := r.Words
	planned, done := make([]any, len(rows.Names)), make([]any, len(rows.Names))
	for i := range rows.Names {
		planned[i], done[i] = map[string]any{"value": nil}, map[string]any{"value": nil}
		if b, ok := values[i]; ok {
			share := w.Percent(float64(b.Done), float64(b.Planned))
			outline, bar := map[string]any{"value": b.Planned, "tip": b.Tip}, map[string]any{"value": b.Done, "tip": b.Tip}
			planned[i], done[i] = outline, bar
			longer := bar // the words stand behind both
			if b.Planned > b.Done {
				longer = outline
			}
			longer["short"], longer["text"] = share, w.T("bullet.label", "done", w.Int(float64(b.Done)), "planned", w.Int(float64(b.Planned)), "share", share)
		}
	}
	p := NewPlot()
	x := ValueAxis("count")
	Merge(x, map[string]any{"position": "top", "splitNumber": ByWidth(2, 4), "axisLabel": map[string]any{"fontSize": ByWidth(11, AxisSize)}})
	p.Set("xAxis", x)
	p.Set("yAxis", RowAxis(rows.Names))
	p.Set("grid", map[string]any{"left": "fn:left", "right": "fn:right", "top": 44, "bottom": 28})
	label := map[string]any{"show": true, "position": "right", "formatter": "fn:barLabel", "color": ColourInk, "fontSize": AxisSize,
		"textBorderColor": ColourCard, "textBorderWidth": LabelHalo}
	p.Series(charts.SingleSeries{Type: "bar", Data: planned, BarWidth: "14", BarGap: "-100%"}, map[string]any{
		"itemStyle": map[string]any{"color": ColourCard, "borderColor": ColourMuted, "borderWidth": 1}, "animation": false, "label": label})
	p.Series(charts.SingleSeries{Type: "bar", Data: done, BarWidth: "14"}, map[string]any{
		"itemStyle": map[string]any{"color": ColourAccent, "opacity": 0.85}, "animation": false, "z": 3, "label": label})
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	return &Chart{Height: rows.Height(80), Option: option, Meta: map[string]any{"links": rows.Links(r.View)}}, nil
}
