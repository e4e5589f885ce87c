package maps

import (
	"math"
	"strings"

	"luanphien/analytics"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

// valueMap is a map of one number a station: what it is of, how its classes are made, and where it comes from.
type valueMap struct {
	figure figure.Figure // but for build; its ID is "map_" and the indicator's name, whose words are the message "map.NAME"
	scale  MapScale
	read   func(*question.Question) (*mapNumbers, error)
}

// mapNumbers are the numbers of a map.
type mapNumbers struct {
	By     map[string]MapNumber // by station code; a station without one has no value
	All    string               // the number of all stations together, in words; "" = there is none
	Over   string               // the period or the moment, in words; "" = the period of the view
	Beside string               // what else the subtitle says, such as a unit and n; "" = nothing
	Label  string               // of the indicator, where it stands in the data; "" = the message
}

// MapNumber is that of one station.
type MapNumber struct {
	Value float64
	Of    analytics.Ratio // where the number is a share or a mean of days
	Tip   string          // beside the name; "" = the number alone
	None  string          // why there is no number; "" = there is one
}

// ofRatio is a share or a mean; where there is nothing to divide by, why.
func ofRatio(r analytics.Ratio, tip, none string) MapNumber {
	v, ok := r.Value()
	if ok {
		none = ""
	}
	return MapNumber{Value: v, Of: r, Tip: tip, None: none}
}

// figureOf makes the figure of a map.
func (m *valueMap) figureOf() *figure.Figure {
	f := m.figure
	f.Draw = func(r *question.Question) (*figure.Drawing, error) { return drawValues(r, m) }
	return &f
}

// drawValues draws a map of numbers; the title says the number of all and how far the stations lie apart.
func drawValues(r *question.Question, m *valueMap) (*figure.Drawing, error) {
	n, err := m.read(r)
	if err != nil {
		return nil, err
	}
	stations, err := r.StationsInScope()
	if err != nil {
		return nil, err
	}
	w := r.Words
	known, low, high := 0, math.Inf(1), math.Inf(-1)
	var lowest, highest MapNumber
	for _, s := range stations {
		v, ok := n.By[s.Code]
		if !ok || v.None != "" {
			continue
		}
		known++
		if v.Value < low {
			low, lowest = v.Value, v
		}
		if v.Value > high {
			high, highest = v.Value, v
		}
	}
	if known == 0 {
		title := w.T("figure." + m.figure.ID)
		if n.Label != "" {
			title = w.T("map.of", "indicator", n.Label)
		}
		return figure.Withheld(analytics.StateNotApplicable, title, w.T("map_values.none")), nil
	}
	label := n.Label
	if label == "" {
		label = w.T("map." + strings.TrimPrefix(m.figure.ID, "map_"))
	}
	if n.Over == "" {
		n.Over = r.Period()
	}
	words := []any{"indicator", label, "all", n.All, "low", m.scale.words(w, lowest), "high", m.scale.words(w, highest), "over", n.Over,
		"methods", strings.Join(m.figure.Methods, ", "), "known", w.N("count.stations", known)}
	d := &figure.Drawing{Title: w.T("map_values.title", words...), Subtitle: w.T("map_values.subtitle", words...)}
	switch {
	case low == high:
		d.Title = w.T("map_values.same", words...)
	case n.All == "":
		d.Title = w.T("map_values.range", words...)
	}
	if n.Beside != "" {
		d.Subtitle += "; " + n.Beside
	}
	classes := m.scale.Classes(high)
	return mapDrawing(r, d, []table.For[analytics.Station]{{Field: "value", Label: label, Kind: m.scale.kind(), Cell: func(s analytics.Station) any {
		v, ok := n.By[s.Code]
		return table.If(ok && v.None == "", m.scale.cell(v))
	}}}, classes.Legend(w), func(s analytics.Station) mapPoint {
		v, ok := n.By[s.Code]
		if !ok || v.None != "" {
			none := v.None
			if none == "" {
				none = w.T("map_values.no_value")
			}
			return mapPoint{"absent", none}
		}
		tip := m.scale.words(w, v)
		if v.Tip != "" {
			tip += " (" + v.Tip + ")"
		}
		return mapPoint{classes.Style(v), tip}
	})
}

// MapScale is a kind of number on a map.
type MapScale int

const (
	scaleShare MapScale = iota // of a whole, in quarters
	ScalePlan                  // of a plan, which may be surpassed, in quarters
	ScaleSmall                 // a share that is small everywhere, in steps up to the highest
	ScaleMean                  // a mean of a day
	ScaleCount                 // things
	scaleDays                  // days, with a fraction
	ScaleGap                   // whole days without anybody, in weeks doubled
)

// gapSteps are the ends of the first four steps of days without anybody.
var gapSteps = []float64{7, 14, 28, 56}

func (s MapScale) shares() bool { return s == scaleShare || s == ScalePlan || s == ScaleSmall }

func (s MapScale) kind() table.Kind {
	switch {
	case s.shares():
		return table.KindPercent
	case s == ScaleCount || s == ScaleGap:
		return table.KindInt
	}
	return table.KindDecimal
}

func (s MapScale) cell(v MapNumber) any {
	if s.shares() {
		return v.Of
	}
	return v.Value
}

func (s MapScale) words(w *words.Words, v MapNumber) string {
	switch {
	case s.shares():
		return w.Percent(v.Of.Numerator, v.Of.Denominator)
	case s == ScaleMean:
		return w.Decimal(v.Value, 2)
	case s == scaleDays:
		return w.T("map_values.days", "n", w.Decimal(v.Value, 1))
	case s == ScaleGap:
		return w.T("map_values.days", "n", w.Int(v.Value))
	}
	return w.Int(v.Value)
}

// mapClasses are the classes of a map: of a scale, with the width that follows from the highest value.
type mapClasses struct {
	MapScale
	step, top float64
}

// Classes makes the classes that reach a highest value: a round width, five of which do.
func (s MapScale) Classes(highest float64) mapClasses {
	c := mapClasses{s, 1, highest}
	raw := highest / 5
	switch {
	case raw <= 0:
	case s == ScaleCount && raw < 10:
		c.step = math.Ceil(raw)
	default:
		power := math.Pow(10, math.Floor(math.Log10(raw)))
		for _, round := range []float64{1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10} {
			if c.step = words.Tidy(round * power); raw <= c.step {
				break
			}
		}
	}
	return c
}

// single tells counts so small that each has a class of its own, the highest the darkest.
func (c mapClasses) single() bool { return c.MapScale == ScaleCount && c.top > 0 && c.top <= 5 }

// shadeOf is the step of one of few counts.
func (c mapClasses) shadeOf(v float64) string {
	return stepOf(math.Ceil(5*v/c.top), 1, 2, 3, 4)
}

func (c mapClasses) Style(v MapNumber) string {
	switch {
	case c.MapScale == scaleShare || c.MapScale == ScalePlan:
		return figure.Shade(v.Of)
	case v.Value == 0:
		return "zero"
	case c.MapScale == ScaleGap:
		return stepOf(v.Value, gapSteps...)
	case c.single():
		return c.shadeOf(v.Value)
	}
	return stepOf(v.Value, c.step, words.Tidy(2*c.step), words.Tidy(3*c.step), words.Tidy(4*c.step))
}

// Legend are the classes with what each ends at.
func (c mapClasses) Legend(w *words.Words) [][2]string {
	list := [][2]string{{"zero", "0"}}
	switch {
	case c.MapScale == scaleShare:
		return shareLegend()
	case c.MapScale == ScalePlan:
		list = shareLegend()
		list[len(list)-1][1] = "≥ 100" + words.Nbsp + "%"
		return list
	case c.MapScale == ScaleGap:
		for i, end := range gapSteps {
			list = append(list, [2]string{"step" + string(rune('1'+i)), "≤ " + w.Int(end)})
		}
		return append(list, [2]string{"step5", "> " + w.Int(gapSteps[len(gapSteps)-1])})
	case c.top == 0: // everywhere
		return list
	case c.single():
		for v := 1.0; v <= c.top; v++ {
			list = append(list, [2]string{c.shadeOf(v), w.Int(v)})
		}
		return list
	}
	for i := range 5 {
		end := words.Tidy(c.step * float64(i+1))
		text := w.Decimal(end, c.places())
		if c.MapScale == ScaleSmall {
			text = w.Level(end)
		}
		list = append(list, [2]string{"step" + string(rune('1'+i)), "≤ " + text})
	}
	return list
}

// places is how many decimals the ends of classes need.
func (c mapClasses) places() int {
	switch {
	case c.MapScale == ScaleCount || c.step == math.Trunc(c.step):
		return 0
	case words.Tidy(10*c.step) == math.Trunc(words.Tidy(10*c.step)):
		return 1
	}
	return 2
}
