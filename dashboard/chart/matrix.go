package chart

import (
	"strings"
	"unicode/utf8"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/dashboard/question"
)

// MatrixCell is a cell of a chart of rows and named columns, with a number in it.
type MatrixCell struct {
	Row, Column int
	Style       string // a style of scripts/figures/series/cell.js
	Label       string // in the cell; short
	Tip         string
}

// Room above a matrix for the names of its columns in up to four lines, and of a line; the least width of a column, and
// what a letter of its name takes, px. A matrix of one or two columns does not stretch them over the whole width.
const matrixTop, matrixLine, matrixLeast, matrixLetter, matrixMost = 76, 16, 64, 7.2, 240

// ColumnNames lays out the names of a matrix's columns: the least width of a column, px (the longest word and a gap), and
// the room above, px, for the name that takes the most lines.
func ColumnNames(names []string) (column, top int) {
	longest := 0
	letters := func(word string) int { return utf8.RuneCountInString(word) }
	for _, name := range names {
		for _, word := range strings.Fields(name) {
			longest = max(longest, letters(word))
		}
	}
	column = max(matrixLeast, int(matrixLetter*float64(longest))+12)
	room := int(float64(column-10) / matrixLetter) // letters of a line
	most := 1
	for _, name := range names {
		lines, line := 1, 0
		for _, word := range strings.Fields(name) {
			if line > 0 && line+1+letters(word) > room {
				lines, line = lines+1, 0
			}
			line += letters(word) + 1
		}
		most = max(most, lines)
	}
	return column, max(matrixTop, most*matrixLine+12)
}

// Matrix draws rows × columns of cells with their numbers, the names of the rows fixed at the left.
func Matrix(r *question.Question, rows *StationRows, columns []string, cells []MatrixCell, height int) (*Chart, error) {
	data := make([]any, len(cells))
	for i, c := range cells {
		data[i] = []any{c.Column, c.Row, c.Style, c.Tip, c.Label}
	}
	axis := CategoryAxis(columns, "sparse")
	column, top := ColumnNames(columns)
	Merge(axis, map[string]any{"position": "top", "axisLine": map[string]any{"show": false},
		"axisLabel": map[string]any{"interval": 0, "hideOverlap": false, "lineHeight": matrixLine, "width": column - 10, "overflow": "break"}})
	p := NewPlot()
	p.Set("xAxis", axis)
	p.Set("yAxis", RowAxis(rows.Names))
	grid := map[string]any{"left": "fn:left", "right": 12, "top": top, "bottom": GridBottom, "containLabel": false}
	if len(columns) <= 2 {
		Merge(grid, map[string]any{"right": ByWidth(12, nil), "width": ByWidth(nil, matrixMost*len(columns))})
	}
	p.Set("grid", grid)
	p.Series(charts.SingleSeries{Type: "custom", RenderItem: "fn:matrix", Data: data},
		map[string]any{"encode": map[string]any{"x": 0, "y": 1}, "clip": true, "animation": false})
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	Merge(option, map[string]any{"tooltip": map[string]any{"formatter": "fn:cellTip"}})
	return &Chart{Height: len(rows.Names)*height + top + GridBottom, MinWidth: column*len(columns) + 16, Option: option, Meta: map[string]any{
		"rows": rows.Names, "links": rows.Links(r.View), "columns": columns, "fromLeft": true,
		"fixedRows": map[string]any{"top": top, "height": height},
	}}, nil
}

// PlainRows are the rows of a chart over things that have no page of their own.
func PlainRows(names []string) *StationRows {
	return &StationRows{Names: names, Codes: make([]string, len(names))}
}
