package dashboard

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// Chart is what the script draws: an ECharts option without functions or colours. A string "fn:name" stands for a
// function of the script (scripts/functions.js), "token:name" for a colour of styles/tokens.css.
type Chart struct {
	Height   int            `json:"height"`             // px
	MinWidth int            `json:"minWidth,omitempty"` // px; narrower screens scroll sideways
	Option   map[string]any `json:"option"`
	// Meta is what the option's functions need beside it: names of rows and columns, styles of cells, words.
	Meta map[string]any `json:"meta,omitempty"`

	rows    *stationRows // of a grid of stations and weeks: where a remark belongs
	columns *weekColumns
}

// heightAt is the height that the chart takes at a width, px: small charts take more rows where fewer stand beside each other.
func (c *Chart) heightAt(width int) int {
	if layout, ok := c.Meta["tiles"].(tiles); ok {
		return layout.heightAt(width)
	}
	if layout, ok := c.Meta["list"].(listLayout); ok {
		return layout.heightAt(width)
	}
	return c.Height
}

// plot builds an option: go-echarts makes axes and series, set adds the few fields it does not know.
type plot struct {
	chart  *charts.Bar
	extra  []map[string]any // by series
	fields map[string]any   // of the option
}

func newPlot() *plot {
	p := &plot{chart: charts.NewBar(), fields: map[string]any{}}
	p.chart.XAxisList, p.chart.YAxisList = nil, nil
	return p
}

// series adds a series; extra are fields that go-echarts lacks.
func (p *plot) series(s charts.SingleSeries, extra map[string]any) {
	p.chart.MultiSeries = append(p.chart.MultiSeries, s)
	p.extra = append(p.extra, extra)
}

// set sets a field of the option.
func (p *plot) set(name string, value any) { p.fields[name] = value }

// itemsOnly is the option of a chart without axes: items that the script's function render lays out on the whole of it.
func itemsOnly(render string, data []any) (map[string]any, error) {
	p := newPlot()
	hidden := map[string]any{"type": "value", "show": false, "min": 0, "max": 1}
	p.set("xAxis", hidden)
	p.set("yAxis", hidden)
	p.set("grid", map[string]any{"left": 0, "right": 0, "top": 0, "bottom": 0})
	p.series(charts.SingleSeries{Type: "custom", RenderItem: types.FuncStr(render), Data: data}, map[string]any{"clip": false, "animation": false})
	return p.option()
}

// option gives the whole option as plain maps.
func (p *plot) option() (map[string]any, error) {
	made := p.chart.JSON()
	b, err := json.Marshal(made["series"])
	if err != nil {
		return nil, err
	}
	var series []map[string]any
	if err := json.Unmarshal(b, &series); err != nil {
		return nil, err
	}
	for i, extra := range p.extra {
		merge(series[i], extra)
	}
	option := map[string]any{
		"series":            series,
		"animationDuration": 250,
		"textStyle":         map[string]any{"fontFamily": "fn:font", "fontSize": axisSize, "color": "token:ink"},
		"tooltip":           tooltip(),
		"aria":              map[string]any{"enabled": false}, // the figure carries its own text alternative
	}
	merge(option, p.fields)
	return option, nil
}

// axisSize is the size of axis labels, px.
const axisSize = 13

// merge lays b over a, maps within maps.
func merge(a, b map[string]any) {
	for key, v := range b {
		below, inA := a[key].(map[string]any)
		above, inB := v.(map[string]any)
		if inA && inB {
			merge(below, above)
			continue
		}
		a[key] = v
	}
}

// tooltip is drawn from the text that each datum carries, by the script.
func tooltip() map[string]any {
	return map[string]any{
		"trigger": "item", "confine": true, "formatter": "fn:tip", "className": "tip", "transitionDuration": 0,
		"backgroundColor": "token:card", "borderColor": "token:line", "padding": 8,
		"textStyle": map[string]any{"color": "token:ink", "fontSize": axisSize},
	}
}

// Colours with a meaning, by the names of tokens.css.
const (
	colourInk     = "token:ink"
	colourMuted   = "token:muted"
	colourLine    = "token:line"
	colourCard    = "token:card"
	colourAccent  = "token:accent"
	colourOnTime  = "token:on-time"
	colourLate    = "token:late"
	colourMissing = "token:missing"
	colourFewer   = "token:fewer"
	colourMore    = "token:more"
	colourNeutral = "token:neutral"
)

// label is a text style.
func label(colour string) map[string]any {
	return map[string]any{"color": colour, "fontSize": axisSize}
}

// categoryAxis is an axis of names; labels are written by the function fn.
func categoryAxis(names []string, fn string) map[string]any {
	axisLabel := label(colourMuted)
	axisLabel["formatter"] = "fn:" + fn
	return map[string]any{
		"type": "category", "data": names, "axisLabel": axisLabel,
		"axisLine": map[string]any{"lineStyle": map[string]any{"color": colourLine}},
		"axisTick": map[string]any{"show": false},
	}
}

// rowAxis is an upright category axis read from the top, every name shown.
func rowAxis(names []string) map[string]any {
	axis := categoryAxis(names, "row")
	merge(axis, map[string]any{
		"inverse":  true,
		"axisLine": map[string]any{"show": false},
		"axisLabel": map[string]any{"interval": 0, "margin": 10, "color": colourInk,
			"rich": map[string]any{"area": map[string]any{"fontWeight": 600, "color": colourMuted, "fontSize": axisSize}}},
	})
	return axis
}

// valueAxis is a numeric axis with light grid lines; labels are written by the function fn.
func valueAxis(fn string) map[string]any {
	axisLabel := label(colourMuted)
	axisLabel["formatter"] = "fn:" + fn
	axisLabel["hideOverlap"] = true
	return map[string]any{
		"type": "value", "axisLabel": axisLabel, "splitNumber": 4,
		"splitLine": map[string]any{"lineStyle": map[string]any{"color": colourLine}},
		"axisLine":  map[string]any{"show": false}, "axisTick": map[string]any{"show": false},
	}
}

// shareAxis is an axis from 0 to 100 %.
func shareAxis() map[string]any {
	axis := valueAxis("percent")
	merge(axis, map[string]any{"min": 0, "max": 1, "interval": "fn:shareStep"})
	return axis
}

// timeAxis is an axis of days between two moments in milliseconds.
func timeAxis(from, to int64) map[string]any {
	axis := valueAxis("day")
	merge(axis, map[string]any{"min": from, "max": to, "type": "value", "splitNumber": 6})
	return axis
}

// byRoom is a value of an option that is another on a phone (scripts/room.js) than elsewhere; nil leaves it out.
func byRoom(phone, wide any) map[string]any { return map[string]any{"phone": phone, "wide": wide} }

// labelHalo is the width in px of the edge in the card's colour around the words at the end of a bar: it closes the gaps
// between letters and words, so that a line across the plot does not run through them.
const labelHalo = 8

// markPrecision is the number of decimals to which a marker's value is kept: by itself the library rounds to two, which
// moves a proportion by up to half a percent.
const markPrecision = 6

// marker is a line across the plot at a value of an axis ("xAxis" or "yAxis"), with its words at the end.
func marker(axis string, value any, words, position string) map[string]any {
	return map[string]any{
		"silent": true, "symbol": "none", "animation": false, "precision": markPrecision, "z": 1, // below the marks and their labels
		"lineStyle": map[string]any{"color": colourMuted, "type": "dashed", "width": 1},
		"label":     map[string]any{"formatter": words, "color": colourMuted, "fontSize": axisSize, "position": position},
		"data":      []any{map[string]any{axis: value}},
	}
}
