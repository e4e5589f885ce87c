package dashboard

import (
	"strings"
	"unicode/utf8"

	"luanphien/analytics"
)

// listLayout lays out stations without places on a map (scripts/list.js): under a heading for each health centre its
// stations, as many beside each other as there is room for.
type listLayout struct {
	Sizes  []int `json:"sizes"`  // stations, by health centre
	Least  int   `json:"least"`  // px, the width of a name with its mark
	Height int   `json:"height"` // px, of a row
	Above  int   `json:"above"`  // px, for the legend
}

// What a letter of a name takes at most, its mark with the space around, the narrowest and the widest column, and the
// room of the legend, px.
const listLetter, listMark, listLeast, listMost, listAbove = 7, 32, 150, 220, 48

// heightAt is the height of the list at a width.
func (l listLayout) heightAt(width int) int {
	columns, rows := max(width/l.Least, 1), 0
	for _, n := range l.Sizes {
		rows += 1 + (n+columns-1)/columns
	}
	return l.Above + rows*l.Height
}

// stationList draws what a map would say of the stations where none has coordinates: the same marks under the health
// centres.
func (r *request) stationList(d *Drawing, stations []analytics.Station, points []mapPoint, legend [][2]string) (*Drawing, error) {
	rows := rowsOf(stations)
	layout := listLayout{Least: listLeast, Height: rowHeight, Above: listAbove}
	links := rows.links(r.view)
	if len(rows.names) == len(stations) { // one health centre, which has no heading of its own
		rows.names = append([]string{headerMark + stations[0].HealthCenter}, rows.names...)
		links = append([]string{""}, links...)
	}
	data := make([]any, 0, len(rows.names))
	next := 0
	for _, name := range rows.names {
		if heading, ok := strings.CutPrefix(name, headerMark); ok {
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
	option, err := itemsOnly("fn:place", data)
	if err != nil {
		return nil, err
	}
	d.Chart = &Chart{Height: layout.heightAt(pictureWidth), Option: option, Meta: map[string]any{"links": links, "legend": legend, "list": layout, "byIndex": true}}
	d.Alt = r.words.T("map.list.alt", "n", len(stations), "title", d.Title)
	return d, nil
}
