package dashboard

import (
	"math"
	"strings"

	"luanphien/analytics"
	"luanphien/dashboard/words"
)

// valueMap is a map of one number a station: what it is of, how its classes are made, and where it comes from.
type valueMap struct {
	figure Figure // but for build; its ID is "map_" and the indicator's name, whose words are the message "map.NAME"
	scale  mapScale
	read   func(*request) (*mapNumbers, error)
}

// mapNumbers are the numbers of a map.
type mapNumbers struct {
	By     map[string]mapNumber // by station code; a station without one has no value
	All    string               // the number of all stations together, in words; "" = there is none
	Over   string               // the period or the moment, in words; "" = the period of the view
	Beside string               // what else the subtitle says, such as a unit and n; "" = nothing
	Label  string               // of the indicator, where it stands in the data; "" = the message
}

// mapNumber is that of one station.
type mapNumber struct {
	Value float64
	Of    analytics.Ratio // where the number is a share or a mean of days
	Tip   string          // beside the name; "" = the number alone
	None  string          // why there is no number; "" = there is one
}

// ofRatio is a share or a mean; where there is nothing to divide by, why.
func ofRatio(r analytics.Ratio, tip, none string) mapNumber {
	v, ok := r.Value()
	if ok {
		none = ""
	}
	return mapNumber{Value: v, Of: r, Tip: tip, None: none}
}

// figureOf makes the figure of a map.
func (m *valueMap) figureOf() *Figure {
	f := m.figure
	f.build = func(r *request) (*Drawing, error) { return r.drawValues(m) }
	return &f
}

// drawValues draws a map of numbers; the title says the number of all and how far the stations lie apart.
func (r *request) drawValues(m *valueMap) (*Drawing, error) {
	n, err := m.read(r)
	if err != nil {
		return nil, err
	}
	stations, err := r.stationsInScope()
	if err != nil {
		return nil, err
	}
	w := r.words
	known, low, high := 0, math.Inf(1), math.Inf(-1)
	var lowest, highest mapNumber
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
		return withheld(analytics.StateNotApplicable, title, w.T("map_values.none")), nil
	}
	label := n.Label
	if label == "" {
		label = w.T("map." + strings.TrimPrefix(m.figure.ID, "map_"))
	}
	if n.Over == "" {
		n.Over = r.period()
	}
	words := []any{"indicator", label, "all", n.All, "low", m.scale.words(w, lowest), "high", m.scale.words(w, highest), "over", n.Over,
		"methods", strings.Join(m.figure.Methods, ", "), "known", w.N("count.stations", known)}
	d := &Drawing{Title: w.T("map_values.title", words...), Subtitle: w.T("map_values.subtitle", words...)}
	switch {
	case low == high:
		d.Title = w.T("map_values.same", words...)
	case n.All == "":
		d.Title = w.T("map_values.range", words...)
	}
	if n.Beside != "" {
		d.Subtitle += "; " + n.Beside
	}
	classes := m.scale.classes(high)
	return r.mapDrawing(d, []Column{{Field: "value", Label: label, Kind: m.scale.kind()}}, classes.legend(w), func(s analytics.Station) mapPoint {
		v, ok := n.By[s.Code]
		if !ok || v.None != "" {
			none := v.None
			if none == "" {
				none = w.T("map_values.no_value")
			}
			return mapPoint{"absent", none, []any{nil}}
		}
		tip := m.scale.words(w, v)
		if v.Tip != "" {
			tip += " (" + v.Tip + ")"
		}
		return mapPoint{classes.style(v), tip, []any{m.scale.cell(v)}}
	})
}

// mapScale is a kind of number on a map.
type mapScale int

const (
	scaleShare mapScale = iota // of a whole, in quarters
	scalePlan                  // of a plan, which may be surpassed, in quarters
	scaleSmall                 // a share that is small everywhere, in steps up to the highest
	scaleMean                  // a mean of a day
	scaleCount                 // things
	scaleDays                  // days, with a fraction
	scaleGap                   // whole days without anybody, in weeks doubled
)

// gapSteps are the ends of the first four steps of days without anybody.
var gapSteps = []float64{7, 14, 28, 56}

func (s mapScale) shares() bool { return s == scaleShare || s == scalePlan || s == scaleSmall }

func (s mapScale) kind() Kind {
	switch {
	case s.shares():
		return KindPercent
	case s == scaleCount || s == scaleGap:
		return KindInt
	}
	return KindDecimal
}

func (s mapScale) cell(v mapNumber) any {
	if s.shares() {
		return v.Of
	}
	return v.Value
}

func (s mapScale) words(w *words.Words, v mapNumber) string {
	switch {
	case s.shares():
		return w.Percent(v.Of.Numerator, v.Of.Denominator)
	case s == scaleMean:
		return w.Decimal(v.Value, 2)
	case s == scaleDays:
		return w.T("map_values.days", "n", w.Decimal(v.Value, 1))
	case s == scaleGap:
		return w.T("map_values.days", "n", w.Int(v.Value))
	}
	return w.Int(v.Value)
}

// mapClasses are the classes of a map: of a scale, with the width that follows from the highest value.
type mapClasses struct {
	mapScale
	step, top float64
}

// classes makes the classes that reach a highest value: a round width, five of which do.
func (s mapScale) classes(highest float64) mapClasses {
	c := mapClasses{s, 1, highest}
	raw := highest / 5
	switch {
	case raw <= 0:
	case s == scaleCount && raw < 10:
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
func (c mapClasses) single() bool { return c.mapScale == scaleCount && c.top > 0 && c.top <= 5 }

// shadeOf is the step of one of few counts.
func (c mapClasses) shadeOf(v float64) string {
	return stepOf(math.Ceil(5*v/c.top), 1, 2, 3, 4)
}

func (c mapClasses) style(v mapNumber) string {
	switch {
	case c.mapScale == scaleShare || c.mapScale == scalePlan:
		return shade(v.Of)
	case v.Value == 0:
		return "zero"
	case c.mapScale == scaleGap:
		return stepOf(v.Value, gapSteps...)
	case c.single():
		return c.shadeOf(v.Value)
	}
	return stepOf(v.Value, c.step, words.Tidy(2*c.step), words.Tidy(3*c.step), words.Tidy(4*c.step))
}

// legend are the classes with what each ends at.
func (c mapClasses) legend(w *words.Words) [][2]string {
	list := [][2]string{{"zero", "0"}}
	switch {
	case c.mapScale == scaleShare:
		return shareLegend()
	case c.mapScale == scalePlan:
		list = shareLegend()
		list[len(list)-1][1] = "≥ 100" + words.Nbsp + "%"
		return list
	case c.mapScale == scaleGap:
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
		if c.mapScale == scaleSmall {
			text = w.Level(end)
		}
		list = append(list, [2]string{"step" + string(rune('1'+i)), "≤ " + text})
	}
	return list
}

// places is how many decimals the ends of classes need.
func (c mapClasses) places() int {
	switch {
	case c.mapScale == scaleCount || c.step == math.Trunc(c.step):
		return 0
	case words.Tidy(10*c.step) == math.Trunc(words.Tidy(10*c.step)):
		return 1
	}
	return 2
}
