package dashboard

import (
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/dashboard/address"
)

var compareFigure = &Figure{ID: "compare", Methods: []string{"COV-1", "CMP-1", "CMP-2", "CHT-1"}, Streamed: true, Specialised: true,
	Queries: []string{"coverage_by_station", "compliance_by_station", "incident_durations", "referral_proportion"},
	Asked:   []string{"with", "station"}, build: drawCompare}

// compared are the indicators of both sides; of one specialty, those that it narrows: beside them the others would pass
// for narrowed ones.
func (r *request) compared(s sides) ([]analytics.Compared, error) {
	indicators := func(scope analytics.Scope) ([]analytics.Indicator, error) {
		return call(r, "indicators", scope, func() ([]analytics.Indicator, error) { return r.edition.Indicators(r.ctx, scope, false) })
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
		if a, err = r.withReports(a, *s.DueA); err != nil {
			return nil, err
		}
		if b, err = r.withReports(b, *s.DueB); err != nil {
			return nil, err
		}
	}
	list := analytics.Compare(a, b, r.stream(), s.A.To.Before(s.B.From) || s.B.To.Before(s.A.From))
	if r.scope.Specialty != "" {
		list = slices.DeleteFunc(list, func(c analytics.Compared) bool { return !c.BySpecialty() })
	}
	return list, nil
}

// withReports are the indicators with those of the reports taken over a scope of their own.
func (r *request) withReports(list []analytics.Indicator, scope analytics.Scope) ([]analytics.Indicator, error) {
	c, err := r.compliance(scope, r.stream())
	if err != nil {
		return nil, err
	}
	of := func(n analytics.Indicator) bool {
		return strings.HasPrefix(n.ID, "CMP-") && n.Stream != nil && *n.Stream == string(r.stream())
	}
	list = slices.DeleteFunc(slices.Clone(list), of)
	return append(list, c.Rates()...), nil
}

func drawCompare(r *request) (*Drawing, error) {
	s, err := r.sides()
	if err != nil {
		return nil, err
	}
	list, err := r.compared(s)
	if err != nil {
		return nil, err
	}
	w := r.words
	t := &Table{Columns: []Column{
		{Field: "indicator", Label: w.T("column.indicator"), Kind: KindTerm, Prefix: "compare.row."},
		{Field: "a", Label: s.NameA}, {Field: "b", Label: s.NameB},
		{Field: "difference", Label: w.T("column.difference"), Key: true}, {Field: "interval", Label: w.T("column.interval")},
		{Field: "value_a", Kind: KindDecimal, Hidden: true}, {Field: "n_a", Kind: KindDecimal, Hidden: true},
		{Field: "value_b", Kind: KindDecimal, Hidden: true}, {Field: "n_b", Kind: KindDecimal, Hidden: true},
		{Field: "difference_value", Kind: KindDecimal, Hidden: true}, {Field: "low", Kind: KindDecimal, Hidden: true}, {Field: "high", Kind: KindDecimal, Hidden: true},
	}}
	var bars []analytics.Compared
	for _, c := range list {
		t.Rows = append(t.Rows, []any{compareKey(c), r.comparedValue(c, c.A), r.comparedValue(c, c.B), r.difference(c), r.differenceInterval(c),
			decimalOrNil(c.A.Value), decimalOrNil(c.A.Denominator), decimalOrNil(c.B.Value), decimalOrNil(c.B.Denominator),
			decimalOrNil(c.Difference), decimalOrNil(c.Low), decimalOrNil(c.High)})
		if c.Measure == analytics.MeasureShare && (c.A.Value != nil || c.B.Value != nil) {
			bars = append(bars, c)
		}
	}
	title := r.compareTitle(s, list)
	subtitle, notes := "compare.subtitle", []string{w.T("compare.note")}
	if s.periods() {
		subtitle = "compare.subtitle.periods"
	}
	switch {
	case r.scope.Specialty == "":
	case r.byWorkers():
		notes = append(notes, w.T("specialty.compare.note"))
	default:
		subtitle, notes = "specialty.compare.subtitle", append(notes, w.T("specialty.compare.note.station"))
	}
	if s.DueA != nil {
		notes = append(notes, w.T("compare.due.note", "a", w.Period(s.DueA.From, s.DueA.To), "b", w.Period(s.DueB.From, s.DueB.To)))
	}
	d := &Drawing{Title: title, Subtitle: w.T(subtitle, "a", s.NameA, "b", s.NameB, "period", w.Period(s.B.From, s.B.To), "stream", r.streamWords()),
		Alt: title, Table: t, Notes: notes, Scope: r.scope}
	if s.periods() {
		d.Periods = []analytics.Scope{s.B, s.A}
	}
	if len(bars) == 0 {
		d.State, d.Reason = analytics.StateNotApplicable, w.T("compare.nothing")
		return d, nil
	}
	d.Chart, err = r.compareBars(s, bars)
	return d, err
}

func compareKey(c analytics.Compared) string {
	if c.ID == "CMP-6" {
		return c.ID + "." + c.Stream
	}
	return c.ID
}

func decimalOrNil(v *float64) any {
	if v == nil {
		return nil
	}
	return *v
}

// comparedValue is one side of a row: a share with its counts, or days, or workers.
func (r *request) comparedValue(c analytics.Compared, n analytics.Indicator) any {
	w := r.words
	switch {
	case n.Value == nil:
		if n.Reason != nil {
			code, _, _ := strings.Cut(*n.Reason, ",")
			return w.ReasonShort(analytics.Reason(code))
		}
		return nil
	case c.Measure.Share() && n.Numerator != nil && n.Denominator != nil:
		return w.T("compare.share", "share", w.Percent(*n.Numerator, *n.Denominator), "n", w.Int(*n.Numerator), "of", w.Int(*n.Denominator))
	case c.Measure == analytics.MeasureDays:
		return w.Int(*n.Value)
	}
	return w.Decimal(*n.Value, 2)
}

// difference is b − a: in percentage points for shares.
func (r *request) difference(c analytics.Compared) any {
	if c.Difference == nil {
		return nil
	}
	return r.signed(c, *c.Difference)
}

func (r *request) signed(c analytics.Compared, v float64) string {
	w := r.words
	sign := ""
	if v > 0 {
		sign = "+"
	}
	switch {
	case c.Measure.Share():
		return w.T("compare.points", "value", sign+w.Decimal(100*v, 1))
	case c.Measure == analytics.MeasureDays:
		return sign + w.Int(v)
	}
	return sign + w.Decimal(v, 2)
}

func (r *request) differenceInterval(c analytics.Compared) any {
	if c.Low == nil {
		return nil
	}
	return r.words.T("compare.interval", "low", r.signed(c, *c.Low), "high", r.signed(c, *c.High))
}

// compareTitle says the first difference that is more than chance, or that of coverage.
func (r *request) compareTitle(s sides, list []analytics.Compared) string {
	w := r.words
	i := slices.IndexFunc(list, func(c analytics.Compared) bool { return c.Low != nil && (*c.Low > 0 || *c.High < 0) })
	if i < 0 || list[0].Difference != nil {
		i = 0
	}
	c := list[i]
	if c.Difference == nil {
		return w.T("compare.title.plain", "a", s.NameA, "b", s.NameB)
	}
	return w.T("compare.title", "indicator", w.T("compare.row."+compareKey(c)), "difference", r.signed(c, *c.Difference), "a", s.NameA, "b", s.NameB)
}

// compareBars draws the shares of both sides, a pair of bars each.
func (r *request) compareBars(s sides, list []analytics.Compared) (*Chart, error) {
	w := r.words
	names := make([]string, len(list))
	for i, c := range list {
		names[i] = w.T("compare.row." + compareKey(c))
	}
	p := newPlot()
	for _, side := range []struct {
		name  string
		of    func(analytics.Compared) analytics.Indicator
		style map[string]any
	}{
		{s.NameA, func(c analytics.Compared) analytics.Indicator { return c.A }, map[string]any{"color": colourLine, "borderColor": colourMuted, "borderWidth": 1}},
		{s.NameB, func(c analytics.Compared) analytics.Indicator { return c.B }, map[string]any{"color": colourAccent}},
	} {
		data := make([]any, len(list))
		for i, c := range list {
			n := side.of(c)
			data[i] = map[string]any{"value": nil}
			if n.Value != nil {
				data[i] = map[string]any{"value": *n.Value, "tip": []string{names[i], side.name, textOf(r.comparedValue(c, n)), c.ID},
					"label": map[string]any{"show": true, "formatter": w.Percent(*n.Numerator, *n.Denominator)}}
			}
		}
		p.series(charts.SingleSeries{Name: side.name, Type: "bar", Data: data, BarWidth: "15", BarGap: "20%"}, map[string]any{"itemStyle": side.style, "animation": false,
			"label": map[string]any{"show": false, "position": "right", "color": colourInk, "fontSize": axisSize}})
	}
	x := shareAxis()
	x["position"] = "top"
	p.set("xAxis", x)
	y := rowAxis(names)
	merge(y, map[string]any{"axisLabel": map[string]any{"width": byRoom(112, nil), "overflow": byRoom("break", nil), "lineHeight": 16}})
	p.set("yAxis", y)
	p.set("grid", map[string]any{"left": "fn:left", "right": 52, "top": 72, "bottom": 8})
	p.set("legend", map[string]any{"data": []any{s.NameA, s.NameB}, "top": 4, "left": 0, "itemWidth": 14, "itemHeight": 12, "selectedMode": false,
		"textStyle": label(colourInk)})
	option, err := p.option()
	if err != nil {
		return nil, err
	}
	return &Chart{Height: 80 + 50*len(list), Option: option}, nil
}

func textOf(v any) string {
	text, _ := v.(string)
	return text
}

// withChoices are what the reader may compare with.
func (r *request) withChoices() []address.ChoiceGroup {
	w, chosen := r.words, r.with()
	first := address.ChoiceGroup{}
	_, long := r.lastAndBefore()
	for _, with := range []string{withRecent, withBefore, withStart, withProvince, withArea} {
		if (with != withArea || r.view.Station != "") && (with != withRecent || long) {
			first.Choices = append(first.Choices, address.Choice{Value: with, Text: w.T("compare.with." + with), Chosen: with == chosen})
		}
	}
	groups := []address.ChoiceGroup{first}
	if def, err := r.defaultScope(r.now); err == nil {
		year := address.DaySpan{From: def.From.AddDate(-1, 0, 0), To: def.To}
		groups = append(groups, address.PeriodChoices(w, year, chosen)...)
	}
	return groups
}
