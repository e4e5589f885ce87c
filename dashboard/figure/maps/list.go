package maps

import (
	"strings"
	"unicode/utf8"

	"luanphien/analytics"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
)

// ListLayout lays out stations without places on a map (scripts/figures/series/station_list.js): under a heading for each
// health centre its stations, as many beside each other as there is room for.
type ListLayout struct {
	Sizes  []int `json:"sizes"`  // stations, by health centre
	Least  int   `json:"least"`  // px, the width of a name with its mark
	Height int   `json:"height"` // px, of a row
	Above  int   `json:"above"`  // px, for the legend
}

// What a letter of a name takes at most, its mark with the space around, the narrowest and the widest column, and the
// room of the legend, px.
const listLetter, listMark, listLeast, listMost, listAbove = 7, 32, 150, 220, 48

// HeightAt is the height of the list at a width.
func (l ListLayout) HeightAt(width int) int {
	columns, rows := max(width/l.Least, 1), 0
	for _, n := range l.Sizes {
		rows += 1 + (n+columns-1)/columns
	}
	return l.Above + rows*l.Height
}

// stationList draws what a map would say of the stations where none has coordinates: the same marks under the health
// centres.
func stationList(r *question.Question, d *figure.Drawing, stations []analytics.Station, points []mapPoint, legend [][2]string) (*figure.Drawing, error) {
	rows := chart.RowsOf(stations)
	layout := ListLayout{Least: listLeast, Height: chart.RowHeight, Above: listAbove}
	links := rows.Links(r.View)
	if len(rows.Names) == len(stations) { // one health centre, which has no heading of its own
		rows.Names = append([]string{chart.HeaderMark + stations[0].HealthCenter}, rows.Names...)
		links = append([]string{""}, links...)
	}
	data := make([]any, 0, len(rows.Names))
	next := 0
	for _, name := range rows.Names {
		if heading, ok := strings.CutPrefix(name, chart.HeaderMark); ok {
			layout.Sizes = append(layout.Sizes, 0)
			data = append(data, map[string]any{"name": heading, "value": []any{0, 0, ""}})
			continue
		}
		s, at := stations[next], points[next]
		next++
		layout.Sizes[len(layout.Sizes)-1]++
		layout.Least = min(max(layout.Least, utf8.RuneCountInString(name)*listLetter+listMark), listMost)
		data = append(data, map[string]any{"name": name, "value": []any{0, 0, at.Style}, "tip": []string{s.Name, s.HealthCenter, at.Text}})
	}
	option, err := chart.ItemsOnly("fn:place", data)
	if err != nil {
		return nil, err
	}
	d.Chart = &chart.Chart{Height: layout.HeightAt(chart.PictureWidth), Option: option, Meta: map[string]any{"links": links, "legend": legend, "list": layout, "byIndex": true}}
	d.Alt = r.Words.T("map.list.alt", "n", len(stations), "title", d.Title)
	return d, nil
}
