package referrals

import (
	"math"
	"slices"
	"unicode/utf8"

	"luanphien/analytics"
	"luanphien/analytics/stats"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var Multiples = &figure.Figure{ID: "referral_multiples", Rows: []string{"activity"}, Weekly: true, Methods: []string{"CHT-4"},
	Queries: []string{"station_weeks", "station_list"}, Draw: drawReferralMultiples}

// TileLayout says how small charts are laid out (scripts/figures/series/tile.js): as many beside each other as have the least
// width.
type TileLayout struct {
	Count  int     `json:"count"`
	Least  int     `json:"least"`  // px
	Height int     `json:"height"` // px, of one
	Head   int     `json:"head"`   // px, above the line: the name on as many lines as the longest needs
	Weeks  int     `json:"weeks"`
	Top    float64 `json:"top"` // end of the scale that all share
}

// The least width of a small chart, the height of its line with the space around, and of a line of its name, px.
const (
	tileLeast  = 158
	tileLine   = 62
	tileLetter = 7
	tileText   = 16
)

// newTiles lays out small charts of these names.
func newTiles(names []string, weeks int, top float64) TileLayout {
	lines := 1
	for _, name := range names {
		room := (tileLeast - 60) / tileLetter // letters beside the value
		lines = max(lines, min((utf8.RuneCountInString(name)+room-1)/room, 3))
	}
	head := lines*tileText + 6
	return TileLayout{Count: len(names), Least: tileLeast, Height: head + tileLine, Head: head, Weeks: weeks, Top: top}
}

// HeightAt is the height of the chart at a width, px.
func (t TileLayout) HeightAt(width int) int {
	columns := max(width/t.Least, 1)
	return (t.Count + columns - 1) / columns * t.Height
}

// latestSignal says the signal that ends last; "" = there is none.
func latestSignal(r *question.Question, c analytics.ProportionChart) string {
	if c.Chart == nil {
		return ""
	}
	list := chart.SignalsOf(c)
	if len(list) == 0 {
		return ""
	}
	return chart.SignalWords(r, slices.MaxFunc(list, func(a, b stats.XmRRun) int { return a.To - b.To }), c.Mondays)
}

func drawReferralMultiples(r *question.Question) (*figure.Drawing, error) {
	charts, err := Charts(r, r.Scope)
	if err != nil {
		return nil, err
	}
	stations, err := r.StationsInScope()
	if err != nil {
		return nil, err
	}
	w := r.Words
	special, reported := 0, 0
	for _, s := range stations {
		c := charts[s.Code]
		if c.Weeks > 0 {
			reported++
		}
		if c.Chart != nil && len(chart.SignalsOf(c)) > 0 {
			special++
		}
	}
	type station = analytics.Station
	t := table.Of(stations, []table.For[station]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(s station) any { return table.StationOf(s) }},
		{Field: "health_center", Label: w.T("column.area"), Cell: func(s station) any { return s.HealthCenter }},
		{Field: "proportion", Label: w.T("column.proportion"), Kind: table.KindPercent, Cell: func(s station) any { return charts[s.Code].Period }},
		{Field: "weeks", Label: w.T("column.weeks_reported"), Kind: table.KindInt, Cell: func(s station) any { return charts[s.Code].Weeks }},
		{Field: "signals", Label: w.T("column.signals"), Kind: table.KindInt, Cell: func(s station) any {
			return table.If(charts[s.Code].Chart != nil, len(chart.SignalsOf(charts[s.Code])))
		}},
		{Field: "latest_signal", Label: w.T("column.latest_signal"), Cell: func(s station) any { return latestSignal(r, charts[s.Code]) }},
	})
	if reported == 0 {
		d := figure.Withheld(analytics.StateNotCollected, w.T("figure.referral_multiples"), w.T("empty.no_proportion"))
		d.Table = t
		return d, nil
	}
	top := ceilingOf(charts, stations)
	chart, err := multiples(r, charts, stations, top)
	if err != nil {
		return nil, err
	}
	return &figure.Drawing{Title: w.N("referral_multiples.title", special, "of", len(stations)), Chart: chart, Table: t,
		Subtitle: w.T("referral_multiples.subtitle", "period", r.Period(), "top", w.Level(top), "n", reported),
		Alt:      w.T("referral_multiples.alt", "n", reported, "special", special),
		Notes:    []string{w.T("referral_multiples.note", "least", stats.DefaultXmR.MinPoints, "top", w.Level(top))}}, nil
}

// ceilingOf is the end of the common scale: the next 5 % above all but the highest hundredth of the values, so that a
// week of very few visits does not flatten all others.
func ceilingOf(charts map[string]analytics.ProportionChart, stations []analytics.Station) float64 {
	var all []float64
	for _, s := range stations {
		all = append(all, charts[s.Code].Values...)
	}
	slices.Sort(all)
	return words.Tidy(math.Min(math.Max(math.Ceil(stats.Quantile(all, 0.99)/0.05), 1)*0.05, 1))
}

// multiples draws a small chart for each station, all with one scale.
func multiples(r *question.Question, byStation map[string]analytics.ProportionChart, stations []analytics.Station, top float64) (*chart.Chart, error) {
	w := r.Words
	columns := chart.XmrWeeks(r, byStation[""]) // all show the weeks of the chart of all together
	var data []any
	var links, names []string
	for i, s := range stations {
		c := byStation[s.Code]
		names = append(names, chart.RowName(s.Name))
		share := c.Period
		tip := []string{s.Name, s.HealthCenter, w.T("tip.proportion", "share", w.Percent(share.Numerator, share.Denominator),
			"referrals", w.Int(share.Numerator), "visits", w.Int(share.Denominator))}
		small := map[string]any{"value": []any{i}, "name": chart.RowName(s.Name), "share": w.Percent(share.Numerator, share.Denominator)}
		marks := make([]chart.PointLook, len(c.Values))
		if c.Chart != nil {
			marks = chart.LooksOf(r, c)
			small["mean"] = words.Tidy(c.Chart.Mean)
			tip = append(tip, w.N("tip.signals", len(chart.SignalsOf(c))))
		}
		small["points"] = smallPoints(c, columns, marks)
		small["tip"] = append(tip, "CHT-4")
		data, links = append(data, small), append(links, r.View.Link("/stations/"+s.Code))
	}
	option, err := chart.ItemsOnly("fn:tile", data)
	if err != nil {
		return nil, err
	}
	layout := newTiles(names, len(columns.Weeks), top)
	return &chart.Chart{Height: layout.HeightAt(chart.PictureWidth), Option: option, Meta: map[string]any{"tiles": layout, "links": links, "byIndex": true}}, nil
}

// smallPoints are week, value and mark (0 none, 1 above, −1 below) of each point.
func smallPoints(c analytics.ProportionChart, columns *chart.WeekColumns, marks []chart.PointLook) []any {
	points := []any{}
	for n, monday := range c.Mondays {
		i, ok := columns.Index[monday]
		if !ok {
			continue
		}
		mark := 0
		if marks[n].Special {
			mark = -1
			if marks[n].High {
				mark = 1
			}
		}
		points = append(points, []any{i, words.Tidy(c.Values[n]), mark})
	}
	return points
}
