// Package chart makes the options that the script, and the renderer of pictures, draw.
package chart

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// Chart is what the script draws: an ECharts option without functions or colours. A string "fn:name" stands for a
// function of the script (scripts/figures/functions.js), "token:name" for a colour of styles/tokens.css.
type Chart struct {
	Height   int            `json:"height"`             // px
	MinWidth int            `json:"minWidth,omitempty"` // px; narrower screens scroll sideways
	Option   map[string]any `json:"option"`
	// Meta is what the option's functions need beside it: names of rows and columns, styles of cells, words.
	Meta map[string]any `json:"meta,omitempty"`

	Rows    *StationRows `json:"-"` // of a grid of stations and weeks: where a remark belongs
	Columns *WeekColumns `json:"-"`
}

// layout is one that the script makes anew for each width.
type layout interface{ HeightAt(width int) int }

// HeightAt is the height that the chart takes at a width, px: small charts take more rows where fewer stand beside each other.
func (c *Chart) HeightAt(width int) int {
	for _, key := range []string{"tiles", "list"} {
		if l, ok := c.Meta[key].(layout); ok {
			return l.HeightAt(width)
		}
	}
	return c.Height
}

// Plot builds an option: go-echarts makes axes and series, set adds the few fields it does not know.
type Plot struct {
	chart  *charts.Bar
	Extra  []map[string]any // by series
	fields map[string]any   // of the option
}

func NewPlot() *Plot {
	p := &Plot{chart: charts.NewBar(), fields: map[string]any{}}
	p.chart.XAxisList, p.chart.YAxisList = nil, nil
	return p
}

// Series adds a series; extra are fields that go-echarts lacks.
func (p *Plot) Series(s charts.SingleSeries, extra map[string]any) {
	p.chart.MultiSeries = append(p.chart.MultiSeries, s)
	p.Extra = append(p.Extra, extra)
}

// Set sets a field of the option.
func (p *Plot) Set(name string, value any) { p.fields[name] = value }

// ItemsOnly is the option of a chart without axes: items that the script's function render lays out on the whole of it.
func ItemsOnly(render string, data []any) (map[string]any, error) {
	p := NewPlot()
	hidden := map[string]any{"type": "value", "show": false, "min": 0, "max": 1}
	p.Set("xAxis", hidden)
	p.Set("yAxis", hidden)
	p.Set("grid", map[string]any{"left": 0, "right": 0, "top": 0, "bottom": 0})
	p.Series(charts.SingleSeries{Type: "custom", RenderItem: types.FuncStr(render), Data: data}, map[string]any{"clip": false, "animation": false})
	return p.Option()
}

// Option gives the whole option as plain maps.
func (p *Plot) Option() (map[string]any, error) {
	made := p.chart.JSON()
	b, err := json.Marshal(made["series"])
	if err != nil {
		return nil, err
	}
	var series []map[string]any
	if err := json.Unmarshal(b, &series); err != nil {
		return nil, err
	}
	for i, extra := range p.Extra {
		Merge(series[i], extra)
	}
	option := map[string]any{
		"series":            series,
		"animationDuration": 250,
		"textStyle":         map[string]any{"fontFamily": "fn:font", "fontSize": AxisSize, "color": "token:ink"},
		"tooltip":           tooltip(),
		"aria":              map[string]any{"enabled": false}, // the figure carries its own text alternative
	}
	Merge(option, p.fields)
	return option, nil
}

// AxisSize is the size of axis labels, px.
const AxisSize = 13

// Merge lays b over a, maps within maps.
func Merge(a, b map[string]any) {
	for key, v := range b {
		below, inA := a[key].(map[string]any)
		above, inB := v.(map[string]any)
		if inA && inB {
			Merge(below, above)
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
		"textStyle": map[string]any{"color": "token:ink", "fontSize": AxisSize},
	}
}

// Colours with a meaning, by the names of tokens.css.
const (
	ColourInk     = "token:ink"
	ColourMuted   = "token:muted"
	ColourLine    = "token:line"
	ColourCard    = "token:card"
	ColourAccent  = "token:accent"
	ColourOnTime  = "token:on-time"
	ColourLate    = "token:late"
	ColourMissing = "token:missing"
	ColourFewer   = "token:fewer"
	colourMore    = "token:more"
	ColourNeutral = "token:neutral"
)

// Label is a text style.
func Label(colour string) map[string]any {
	return map[string]any{"color": colour, "fontSize": AxisSize}
}

// CategoryAxis is an axis of names; labels are written by the function fn.
func CategoryAxis(names []string, fn string) map[string]any {
	axisLabel := Label(ColourMuted)
	axisLabel["formatter"] = "fn:" + fn
	return map[string]any{
		"type": "category", "data": names, "axisLabel": axisLabel,
		"axisLine": map[string]any{"lineStyle": map[string]any{"color": ColourLine}},
		"axisTick": map[string]any{"show": false},
	}
}

// RowAxis is an upright category axis read from the top, every name shown.
func RowAxis(names []string) map[string]any {
	axis := CategoryAxis(names, "row")
	Merge(axis, map[string]any{
		"inverse":  true,
		"axisLine": map[string]any{"show": false},
		"axisLabel": map[string]any{"interval": 0, "margin": 10, "color": ColourInk,
			"rich": map[string]any{"area": map[string]any{"fontWeight": 600, "color": ColourMuted, "fontSize": AxisSize}}},
	})
	return axis
}

// ValueAxis is a numeric axis with light grid lines; labels are written by the function fn.
func ValueAxis(fn string) map[string]any {
	axisLabel := Label(ColourMuted)
	axisLabel["formatter"] = "fn:" + fn
	axisLabel["hideOverlap"] = true
	return map[string]any{
		"type": "value", "axisLabel": axisLabel, "splitNumber": 4,
		"splitLine": map[string]any{"lineStyle": map[string]any{"color": ColourLine}},
		"axisLine":  map[string]any{"show": false}, "axisTick": map[string]any{"show": false},
	}
}

// ShareAxis is an axis from 0 to 100 %.
func ShareAxis() map[string]any {
	axis := ValueAxis("percent")
	Merge(axis, map[string]any{"min": 0, "max": 1, "interval": "fn:shareStep"})
	return axis
}

// TimeAxis is an axis of days between two moments in milliseconds.
func TimeAxis(from, to int64) map[string]any {
	axis := ValueAxis("day")
	Merge(axis, map[string]any{"min": from, "max": to, "type": "value", "splitNumber": 6})
	return axis
}

// ByWidth is a value of an option that is another on a phone (scripts/figures/layout/width.js) than elsewhere; nil leaves it out.
func ByWidth(phone, wide any) map[string]any { return map[string]any{"phone": phone, "wide": wide} }

// LabelHalo is the width in px of the edge in the card's colour around the words at the end of a bar: it closes the gaps
// between letters and words, so that a line across the plot does not run through them.
const LabelHalo = 8

// markPrecision is the number of decimals to which a marker's value is kept: by itself the library rounds to two, which
// moves a proportion by up to half a percent.
const markPrecision = 6

// Marker is a line across the plot at a value of an axis ("xAxis" or "yAxis"), with its words at the end.
func Marker(axis string, value any, words, position string) map[string]any {
	return map[string]any{
		"silent": true, "symbol": "none", "animation": false, "precision": markPrecision, "z": 1, // below the marks and their labels
		"lineStyle": map[string]any{"color": ColourMuted, "type": "dashed", "width": 1},
		"label":     map[string]any{"formatter": words, "color": ColourMuted, "fontSize": AxisSize, "position": position},
		"data":      []any{map[string]any{axis: value}},
	}
}

const PictureWidth = 960
