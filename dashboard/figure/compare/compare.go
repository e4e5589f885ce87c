// Package compare has the figures that set two periods or two places side by side.
package compare

import (
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/analytics/compare"
	"luanphien/dashboard/address"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
)

var Figure = &figure.Figure{ID: "compare", Methods: []string{"COV-1", "CMP-1", "CMP-2", "CHT-1"}, Streamed: true, Specialised: true,
	Queries: []string{"coverage_by_station", "compliance_by_station", "incident_durations", "referral_proportion"},
	Asked:   []string{"with", "station"}, Draw: drawCompare}

// Compared are the indicators of both sides; of one specialty, those that it narrows: beside them the others would pass
// for narrowed ones.
func Compared(r *question.Question, s question.Sides) ([]compare.Compared, error) {
	indicators := func(scope analytics.Scope) ([]analytics.Indicator, error) {
		return question.Call(r, "indicators", scope, func() ([]analytics.Indicator, error) { return r.Edition.Indicators(r.Ctx, scope, false) })
	}
	a, err := indicators(s.A)
	if err != nil {
		return nil, err
	}
	b, err := indicators(s.B)
	if err != nil {
		return nil, err
	}
	if s.DueA != nil {
		if a, err = withReports(r, a, *s.DueA); err != nil {
			return nil, err
		}
		if b, err = withReports(r, b, *s.DueB); err != nil {
			return nil, err
		}
	}
	list := compare.Sides(a, b, r.Stream(), s.A.To.Before(s.B.From) || s.B.To.Before(s.A.From))
	if r.Scope.Specialty != "" {
		list = slices.DeleteFunc(list, func(c compare.Compared) bool { return !c.BySpecialty() })
	}
	return list, nil
}

// withReports are the indicators with those of the reports taken over a scope of their own.
func withReports(r *question.Question, list []analytics.Indicator, scope analytics.Scope) ([]analytics.Indicator, error) {
	c, err := r.Compliance(scope, r.Stream())
	if err != nil {
		return nil, err
	}
	of := func(n analytics.Indicator) bool {
		return strings.HasPrefix(n.ID, "CMP-") && n.Stream != nil && *n.Stream == string(r.Stream())
	}
	list = slices.DeleteFunc(slices.Clone(list), of)
	return append(list, c.Rates()...), nil
}

func drawCompare(r *question.Question) (*figure.Drawing, error) {
	s, err := r.FindSides()
	if err != nil {
		return nil, err
	}
	list, err := Compared(r, s)
	if err != nil {
		return nil, err
	}
	w := r.Words
	type compared = compare.Compared
	t := table.Of(list, []table.For[compared]{
		{Field: "indicator", Label: w.T("column.indicator"), Kind: table.KindTerm, Prefix: "compare.row.", Cell: func(c compared) any { return Key(c) }},
		{Field: "a", Label: s.NameA, Cell: func(c compared) any { return comparedValue(r, c, c.A) }},
		{Field: "b", Label: s.NameB, Cell: func(c compared) any { return comparedValue(r, c, c.B) }},
		{Field: "difference", Label: w.T("column.difference"), Key: true, Cell: func(c compared) any { return difference(r, c) }},
		{Field: "interval", Label: w.T("column.interval"), Cell: func(c compared) any { return DifferenceInterval(r, c) }},
		{Field: "value_a", Kind: table.KindDecimal, Hidden: true, Cell: func(c compared) any { return table.Known(c.A.Value) }},
		{Field: "n_a", Kind: table.KindDecimal, Hidden: true, Cell: func(c compared) any { return table.Known(c.A.Denominator) }},
		{Field: "value_b", Kind: table.KindDecimal, Hidden: true, Cell: func(c compared) any { return table.Known(c.B.Value) }},
		{Field: "n_b", Kind: table.KindDecimal, Hidden: true, Cell: func(c compared) any { return table.Known(c.B.Denominator) }},
		{Field: "difference_value", Kind: table.KindDecimal, Hidden: true, Cell: func(c compared) any { return table.Known(c.Difference) }},
		{Field: "low", Kind: table.KindDecimal, Hidden: true, Cell: func(c compared) any { return table.Known(c.Low) }},
		{Field: "high", Kind: table.KindDecimal, Hidden: true, Cell: func(c compared) any { return table.Known(c.High) }},
	})
	var bars []compare.Compared
	for _, c := range list {
		if c.Measure == compare.MeasureShare && (c.A.Value != nil || c.B.Value != nil) {
			bars = append(bars, c)
		}
	}
	title := compareTitle(r, s, list)
	subtitle, notes := "compare.subtitle", []string{w.T("compare.note")}
	if s.Periods() {
		subtitle = "compare.subtitle.periods"
	}
	switch {
	case r.Scope.Specialty == "":
	case r.ByWorkers():
		notes = append(notes, w.T("specialty.compare.note"))
	default:
		subtitle, notes = "specialty.compare.subtitle", append(notes, w.T("specialty.compare.note.station"))
	}
	if s.DueA != nil {
		notes = append(notes, w.T("compare.due.note", "a", w.Period(s.DueA.From, s.DueA.To), "b", w.Period(s.DueB.From, s.DueB.To)))
	}
	d := &figure.Drawing{Title: title, Subtitle: w.T(subtitle, "a", s.NameA, "b", s.NameB, "period", w.Period(s.B.From, s.B.To), "stream", r.StreamWords()),
		Alt: title, Table: t, Notes: notes, Scope: r.Scope}
	if s.Periods() {
		d.Periods = []analytics.Scope{s.B, s.A}
	}
	if len(bars) == 0 {
		d.State, d.Reason = analytics.StateNotApplicable, w.T("compare.nothing")
		return d, nil
	}
	d.Chart, err = compareBars(r, s, bars)
	return d, err
}

func Key(c compare.Compared) string {
	if c.ID == "CMP-6" {
		return c.ID + "." + c.Stream
	}
	return c.ID
}

// comparedValue is one side of a row: a share with its counts, or days, or workers.
func comparedValue(r *question.Question, c compare.Compared, n analytics.Indicator) any {
	w := r.Words
	switch {
	case n.Value == nil:
		if n.Reason != nil {
			code, _, _ := strings.Cut(*n.Reason, ",")
			return w.ReasonShort(analytics.Reason(code))
		}
		return nil
	case c.Measure.Share() && n.Numerator != nil && n.Denominator != nil:
		return w.T("compare.share", "share", w.Percent(*n.Numerator, *n.Denominator), "n", w.Int(*n.Numerator), "of", w.Int(*n.Denominator))
	case c.Measure == compare.MeasureDays:
		return w.Int(*n.Value)
	}
	return w.Decimal(*n.Value, 2)
}

// difference is b − a: in percentage points for shares.
func difference(r *question.Question, c compare.Compared) any {
	if c.Difference == nil {
		return nil
	}
	return Signed(r, c, *c.Difference)
}

func Signed(r *question.Question, c compare.Compared, v float64) string {
	w := r.Words
	sign := ""
	if v > 0 {
		sign = "+"
	}
	switch {
	case c.Measure.Share():
		return w.T("compare.points", "value", sign+w.Decimal(100*v, 1))
	case c.Measure == compare.MeasureDays:
		return sign + w.Int(v)
	}
	return sign + w.Decimal(v, 2)
}

func DifferenceInterval(r *question.Question, c compare.Compared) any {
	if c.Low == nil {
		return nil
	}
	return r.Words.T("compare.interval", "low", Signed(r, c, *c.Low), "high", Signed(r, c, *c.High))
}

// compareTitle says the first difference that is more than chance, or that of coverage.
func compareTitle(r *question.Question, s question.Sides, list []compare.Compared) string {
	w := r.Words
	i := slices.IndexFunc(list, func(c compare.Compared) bool { return c.Low != nil && (*c.Low > 0 || *c.High < 0) })
	if i < 0 || list[0].Difference != nil {
		i = 0
	}
	c := list[i]
	if c.Difference == nil {
		return w.T("compare.title.plain", "a", s.NameA, "b", s.NameB)
	}
	return w.T("compare.title", "indicator", w.T("compare.row."+Key(c)), "difference", Signed(r, c, *c.Difference), "a", s.NameA, "b", s.NameB)
}

// compareBars draws the shares of both sides, a pair of bars each.
func compareBars(r *question.Question, s question.Sides, list []compare.Compared) (*chart.Chart, error) {
	w := r.Words
	names := make([]string, len(list))
	for i, c := range list {
		names[i] = w.T("compare.row." + Key(c))
	}
	p := chart.NewPlot()
	for _, side := range []struct {
		name  string
		of    func(compare.Compared) analytics.Indicator
		style map[string]any
	}{
		{s.NameA, func(c compare.Compared) analytics.Indicator { return c.A }, map[string]any{"color": chart.ColourLine, "borderColor": chart.ColourMuted, "borderWidth": 1}},
		{s.NameB, func(c compare.Compared) analytics.Indicator { return c.B }, map[string]any{"color": chart.ColourAccent}},
	} {
		data := make([]any, len(list))
		for i, c := range list {
			n := side.of(c)
			data[i] = map[string]any{"value": nil}
			if n.Value != nil {
				data[i] = map[string]any{"value": *n.Value, "tip": []string{names[i], side.name, textOf(comparedValue(r, c, n)), c.ID},
					"label": map[string]any{"show": true, "formatter": w.Percent(*n.Numerator, *n.Denominator)}}
			}
		}
		p.Series(charts.SingleSeries{Name: side.name, Type: "bar", Data: data, BarWidth: "15", BarGap: "20%"}, map[string]any{"itemStyle": side.style, "animation": false,
			"label": map[string]any{"show": false, "position": "right", "color": chart.ColourInk, "fontSize": chart.AxisSize}})
	}
	x := chart.ShareAxis()
	x["position"] = "top"
	p.Set("xAxis", x)
	y := chart.RowAxis(names)
	chart.Merge(y, map[string]any{"axisLabel": map[string]any{"width": chart.ByWidth(112, nil), "overflow": chart.ByWidth("break", nil), "lineHeight": 16}})
	p.Set("yAxis", y)
	p.Set("grid", map[string]any{"left": "fn:left", "right": 52, "top": 72, "bottom": 8})
	p.Set("legend", map[string]any{"data": []any{s.NameA, s.NameB}, "top": 4, "left": 0, "itemWidth": 14, "itemHeight": 12, "selectedMode": false,
		"textStyle": chart.Label(chart.ColourInk)})
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	return &chart.Chart{Height: 80 + 50*len(list), Option: option}, nil
}

func textOf(v any) string {
	text, _ := v.(string)
	return text
}

// WithChoices are what the reader may compare with.
func WithChoices(r *question.Question) []address.ChoiceGroup {
	w, chosen := r.Words, r.With()
	first := address.ChoiceGroup{}
	_, long := r.LastAndBefore()
	for _, with := range []string{question.WithRecent, question.WithBefore, question.WithStart, question.WithProvince, question.WithArea} {
		if (with != question.WithArea || r.View.Station != "") && (with != question.WithRecent || long) {
			text := w.T("compare.with." + with)
			if with == question.WithProvince && r.Area != "" {
				text = w.T("area.all")
			}
			first.Choices = append(first.Choices, address.Choice{Value: with, Text: text, Chosen: with == chosen})
		}
	}
	groups := []address.ChoiceGroup{first}
	if def, err := r.DefaultScope(r.Now); err == nil {
		year := address.DaySpan{From: def.From.AddDate(-1, 0, 0), To: def.To}
		groups = append(groups, address.PeriodChoices(w, year, chosen)...)
	}
	return groups
}
