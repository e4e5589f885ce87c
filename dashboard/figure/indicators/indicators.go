// Package indicators has the weekly indicators of stations.
package indicators

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-echarts/go-echarts/v2/charts"
	"golang.org/x/text/unicode/norm"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var ByWeek = &figure.Figure{ID: "indicators_by_week", Rows: []string{"indicators"}, Methods: []string{"IND"},
	Queries: []string{"indicator_weeks"}, Draw: drawIndicatorsByWeek}

var ByStation = &figure.Figure{ID: "indicators_by_station", Rows: []string{"indicators"}, Methods: []string{"IND"},
	Queries: []string{"indicator_totals"}, Draw: drawIndicatorsByStation}

func indicatorWeeks(r *question.Question, scope analytics.Scope) ([]lists.Week, error) {
	return question.Call(r, "indicator weeks", scope, func() ([]lists.Week, error) { return lists.Weeks(r.Ctx, r.Edition, scope) })
}

func Totals(r *question.Question, scope analytics.Scope) (map[string][]analytics.Total, error) {
	return question.Call(r, "indicator totals", scope, func() (map[string][]analytics.Total, error) { return r.Edition.TotalsByStation(r.Ctx, scope) })
}

// InOrder are the totals of the scope, flows first, then by name.
func InOrder(totals []analytics.Total) []analytics.Total {
	list, byName := slices.Clone(totals), words.Collator()
	slices.SortFunc(list, func(a, b analytics.Total) int {
		return cmp.Or(cmp.Compare(a.Nature, b.Nature), byName(a.Indicator, b.Indicator))
	})
	return list
}

// indicatorTitle is an indicator with its unit and what its number is.
func indicatorTitle(r *question.Question, t analytics.Total) string {
	nature := r.Words.T("indicator.nature." + t.Nature)
	return r.Words.T("indicator.title", "indicator", r.Words.Named(t.Indicator), "unit", cmp.Or(r.Words.Named(t.Unit), "–"), "nature", nature)
}

// phoneTitle is how many letters of a panel's title stand in a line on a phone.
const phoneTitle = 48

// inTwoLines breaks a title that is too long for a phone before what stands in brackets.
func inTwoLines(title string) string {
	if at := strings.LastIndex(title, " ("); at > 0 && utf8.RuneCountInString(norm.NFC.String(title)) > phoneTitle {
		return title[:at] + "\n" + title[at+1:]
	}
	return title
}

// Heights of a panel of the small multiples: all of it, and the plot in it, px.
const panelHeight, panelPlot = 148, 76

func drawIndicatorsByWeek(r *question.Question) (*figure.Drawing, error) {
	list, err := indicatorWeeks(r, r.Scope)
	if err != nil {
		return nil, err
	}
	totals, err := Totals(r, r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	if len(list) == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure.indicators_by_week"), w.T("empty.no_indicators")), nil
	}
	order := InOrder(totals[""])
	t := table.Of(list, []table.For[lists.Week]{
		{Field: "indicator", Label: w.T("column.indicator"), Cell: func(v lists.Week) any { return w.Named(v.Indicator) }},
		{Field: "nature", Label: w.T("column.nature"), Kind: table.KindTerm, Prefix: "indicator.nature.", Cell: func(v lists.Week) any { return v.Nature }},
		{Field: "unit", Label: w.T("column.indicator_unit"), Cell: func(v lists.Week) any { return w.Named(v.Unit) }},
		{Field: "week", Label: w.T("column.week"), Kind: table.KindWeek, Cell: func(v lists.Week) any { return v.Monday }},
		{Field: "value", Label: w.T("column.value"), Kind: table.KindInt, Cell: func(v lists.Week) any { return v.Value }},
		{Field: "stations", Label: w.T("column.stations_counted"), Kind: table.KindInt, Cell: func(v lists.Week) any { return v.Stations }},
		{Field: "reported", Label: w.T("column.stations_reported"), Kind: table.KindInt, Cell: func(v lists.Week) any { return v.Reported }},
	})
	chart, err := indicatorPanels(r, list, order)
	if err != nil {
		return nil, err
	}
	reported := 0
	for _, total := range order {
		reported += total.StationWeeks
	}
	words := []any{"n", w.N("count.indicators", len(order)), "period", r.Period(), "reported", w.Int(float64(reported)), "totals", totalsInWords(r, order)}
	return &figure.Drawing{Title: w.T("indicators_by_week.title", words...), Subtitle: w.T("indicators_by_week.subtitle", words...),
		Alt: w.T("indicators_by_week.alt", words...), Notes: []string{w.T("indicators.note")}, Chart: chart, Table: t}, nil
}

// totalsInWords lists the totals: "12.345 liều (liều vắc xin tiêm chủng)".
func totalsInWords(r *question.Question, totals []analytics.Total) string {
	var parts []string
	for _, t := range totals {
		parts = append(parts, r.Words.T("indicator.total", "indicator", r.Words.Named(t.Indicator), "value", r.Words.Int(t.Value), "unit", r.Words.Named(t.Unit)))
	}
	return strings.Join(parts, "; ")
}

// indicatorPanels draws a panel for each indicator, one below the other: bars for a flow, a line for a stock.
func indicatorPanels(r *question.Question, list []lists.Week, order []analytics.Total) (*chart.Chart, error) {
	w := r.Words
	columns := chart.WeeksOf(r.Scope)
	names := columns.Names(w)
	p := chart.NewPlot()
	var grids, xs, ys []any
	for i, total := range order {
		points := make([]any, len(columns.Weeks))
		for j := range points {
			points[j] = map[string]any{"value": nil}
		}
		for _, v := range list {
			if j, ok := columns.Index[v.Monday]; ok && v.Indicator == total.Indicator {
				points[j] = map[string]any{"value": v.Value, "tip": []string{w.Week(columns.Weeks[j]),
					w.T("indicator.total", "indicator", w.Named(v.Indicator), "value", w.Int(v.Value), "unit", w.Named(v.Unit)),
					w.T("tip.indicator", "stations", w.N("count.stations", v.Stations), "reported", v.Reported), "IND"}}
			}
		}
		grids = append(grids, map[string]any{"left": 64, "right": 24, "top": 44 + i*panelHeight, "height": panelPlot})
		x := chart.CategoryAxis(names, "sparse")
		chart.Merge(x, map[string]any{"gridIndex": i, "axisLabel": map[string]any{"hideOverlap": true}})
		y := chart.ValueAxis("count")
		chart.Merge(y, map[string]any{"gridIndex": i, "splitNumber": 2, "min": 0, "name": chart.ByWidth(inTwoLines(indicatorTitle(r, total)), indicatorTitle(r, total)), "nameGap": 12,
			"nameTextStyle": map[string]any{"align": "left", "color": chart.ColourInk, "fontSize": chart.AxisSize, "padding": []int{0, 0, 0, -56}, "lineHeight": 16}})
		xs, ys = append(xs, x), append(ys, y)
		at := map[string]any{"xAxisIndex": i, "yAxisIndex": i, "animation": false, "itemStyle": map[string]any{"color": chart.ColourAccent}}
		if total.Nature == "stock" {
			chart.Merge(at, chart.TrendLine(chart.ColourAccent))
			p.Series(charts.SingleSeries{Type: "line", Data: points}, at)
			continue
		}
		at["barMaxWidth"] = 14
		p.Series(charts.SingleSeries{Type: "bar", Data: points}, at)
	}
	p.Set("grid", grids)
	p.Set("xAxis", xs)
	p.Set("yAxis", ys)
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	chart.Merge(option, map[string]any{"tooltip": map[string]any{"trigger": "axis", "formatter": "fn:axisTip"}})
	return &chart.Chart{Height: len(order)*panelHeight + 8, Option: option, Meta: map[string]any{}}, nil
}

func drawIndicatorsByStation(r *question.Question) (*figure.Drawing, error) {
	totals, err := Totals(r, r.Scope)
	if err != nil {
		return nil, err
	}
	stations, err := r.StationsInScope()
	if err != nil {
		return nil, err
	}
	w := r.Words
	order := InOrder(totals[""])
	if len(order) == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure.indicators_by_station"), w.T("empty.no_indicators")), nil
	}
	type station = analytics.Station
	columns := []table.For[station]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(s station) any { return table.StationOf(s) }},
		{Field: "health_center", Label: w.T("column.area"), Cell: func(s station) any { return s.HealthCenter }},
	}
	for _, total := range order {
		columns = append(columns, table.For[station]{Field: fieldName(total.Indicator), Label: indicatorTitle(r, total), Kind: table.KindInt, Cell: func(s station) any {
			i := slices.IndexFunc(totals[s.Code], func(of analytics.Total) bool { return of.Indicator == total.Indicator })
			if i < 0 {
				return nil
			}
			return totals[s.Code][i].Value
		}})
	}
	reporting := 0
	for _, st := range stations {
		if len(totals[st.Code]) > 0 {
			reporting++
		}
	}
	title := w.T("indicators_by_station.title", "reporting", reporting, "stations", w.N("count.stations", len(stations)), "n", w.N("count.indicators", len(order)))
	return &figure.Drawing{Title: title, Subtitle: w.T("indicators_by_station.subtitle", "period", r.Period()), Alt: title,
		Notes: []string{w.T("indicators.note")}, Table: table.Of(stations, columns)}, nil
}

// Lead says the sums of the flows and the latest of the stocks.
func Lead(r *question.Question) (string, error) {
	totals, err := Totals(r, r.Scope)
	if err != nil {
		return "", err
	}
	w := r.Words
	if len(totals[""]) == 0 {
		return w.T("indicators.lead.none", "period", r.Period()), nil
	}
	var flows, stocks []analytics.Total
	for _, t := range InOrder(totals[""]) {
		if t.Nature == "stock" {
			stocks = append(stocks, t)
		} else {
			flows = append(flows, t)
		}
	}
	var parts []string
	if len(flows) > 0 {
		parts = append(parts, w.T("indicators.lead.flows", "period", r.Period(), "totals", totalsInWords(r, flows)))
	}
	if len(stocks) > 0 {
		parts = append(parts, w.T("indicators.lead.stocks", "totals", totalsInWords(r, stocks)))
	}
	return strings.Join(parts, " "), nil
}

// fieldName makes the name of a field of a CSV from words: letters without marks, the rest as _.
func fieldName(words string) string {
	var name strings.Builder
	for _, letter := range norm.NFD.String(strings.ToLower(words)) {
		switch {
		case letter == 'đ':
			name.WriteByte('d')
		case letter >= 'a' && letter <= 'z':
			name.WriteRune(letter)
		case unicode.Is(unicode.Mn, letter): // a mark of the letter before it
		case !strings.HasSuffix(name.String(), "_"):
			name.WriteByte('_')
		}
	}
	return strings.Trim(name.String(), "_")
}
