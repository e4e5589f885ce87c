package dashboard

import (
	"github.com/go-echarts/go-echarts/v2/charts"
)

// matrixCell is a cell of a chart of rows and named columns, with a number in it.
type matrixCell struct {
	Row, Column int
	Style       string // a style of scripts/cells.js
	Label       string // in the cell; short
	Tip         string
}

// Room above a matrix for the names of its columns in up to four lines, and the least width of a column, px: the longest
// word of a name (immunisation) and a gap.
const matrixTop, matrixColumn = 76, 98

// matrix draws rows × columns of cells with their numbers, the names of the rows fixed at the left.
func (r *request) matrix(rows *stationRows, columns []string, cells []matrixCell, height int) (*Chart, error) {
	data := make([]any, len(cells))
	for i, c := range cells {
		data[i] = []any{c.Column, c.Row, c.Style, c.Tip, c.Label}
	}
	axis := categoryAxis(columns, "sparse")
	merge(axis, map[string]any{"position": "top", "axisLine": map[string]any{"show": false},
		"axisLabel": map[string]any{"interval": 0, "hideOverlap": false, "lineHeight": 16, "width": matrixColumn - 10, "overflow": "break"}})
	p := newPlot()
	p.set("xAxis", axis)
	p.set("yAxis", rowAxis(rows.names))
	p.set("grid", map[string]any{"left": "fn:left", "right": 12, "top": matrixTop, "bottom": gridBottom, "containLabel": false})
	p.series(charts.SingleSeries{Type: "custom", RenderItem: "fn:matrix", Data: data},
		map[string]any{"encode": map[string]any{"x": 0, "y": 1}, "clip": true, "animation": false})
	option, err := p.option()
	if err != nil {
		return nil, err
	}
	merge(option, map[string]any{"tooltip": map[string]any{"formatter": "fn:cellTip"}})
	return &Chart{Height: len(rows.names)*height + matrixTop + gridBottom, MinWidth: matrixColumn*len(columns) + 16, Option: option, Meta: map[string]any{
		"rows": rows.names, "links": rows.links(r.view), "columns": columns, "fromLeft": true,
		"fixedRows": map[string]any{"top": matrixTop, "height": height},
	}}, nil
}

// plainRows are the rows of a chart over things that have no page of their own.
func plainRows(names []string) *stationRows {
	return &stationRows{names: names, codes: make([]string, len(names))}
}
