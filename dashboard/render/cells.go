package render

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Large grids of cells are written straight as SVG. The chart library makes for each cell a scene of elements with
// states, transitions and labels, each with some forty properties, of which a still picture needs none: a grid of 45 rows
// and 76 weeks took seconds so. The axes are the library's; what a cell looks like, the pages' own function says, once for
// each column and style (scripts/picture/shapes.js), and from row to row it only moves down.

// fewest is the number of cells from which a series is written straight.
const fewest = 300

// grid is a series of cells that was taken out of an option.
type grid struct {
	Series int    `json:"series"`
	Looks  []look `json:"looks"`
	cells  []gridCell
}

// look is what a cell's looks depend on: its column and its style; noRow stands for its row, which they do not depend on.
type look [3]any

const noRow = -1.0

type gridCell struct {
	look int
	row  float64
}

// drawnGrid is what the script says of a grid: how high rows stand, and the pieces of each look.
type drawnGrid struct {
	Top, Step float64
	Looks     [][]piece
}

// piece is the path of a look, cut where its only absolute y stands: before + y + after. Y is that in row 0.
type piece struct {
	Before string
	Y      float64
	After  string
}

type axisType struct {
	Type string `json:"type"`
}

// takeGrids empties the series of an option that can be written straight, and gives their cells.
func takeGrids(option json.RawMessage) (json.RawMessage, []*grid, error) {
	var fields map[string]json.RawMessage
	var series []map[string]json.RawMessage
	var x, y axisType
	if json.Unmarshal(option, &fields) != nil || json.Unmarshal(fields["series"], &series) != nil ||
		json.Unmarshal(fields["xAxis"], &x) != nil || json.Unmarshal(fields["yAxis"], &y) != nil || x.Type != "category" || y.Type != "category" {
		return option, nil, nil // not a grid, or nothing that can be drawn, which the script will say
	}
	var grids []*grid
	for i, s := range series {
		if string(s["type"]) != `"custom"` || string(s["renderItem"]) != `"fn:cell"` {
			continue
		}
		g, err := gridOf(s["data"])
		if err != nil || len(g.cells) < fewest {
			continue
		}
		g.Series = i
		s["data"] = json.RawMessage("[]")
		grids = append(grids, g)
	}
	if len(grids) == 0 {
		return option, nil, nil
	}
	var err error
	if fields["series"], err = json.Marshal(series); err != nil {
		return nil, nil, err
	}
	option, err = json.Marshal(fields)
	return option, grids, err
}

// gridOf reads the data of a series: column, row, style, and a text that a picture does not show.
func gridOf(data json.RawMessage) (*grid, error) {
	var rows [][]any
	if err := json.Unmarshal(data, &rows); err != nil {
		return nil, err
	}
	g := &grid{cells: make([]gridCell, 0, len(rows))}
	known := map[look]int{}
	for _, r := range rows {
		if len(r) < 3 {
			return nil, fmt.Errorf("a cell of %d values", len(r))
		}
		row, isNumber := r[1].(float64)
		column, alsoNumber := r[0].(float64)
		style, isText := r[2].(string)
		if !isNumber || !alsoNumber || !isText {
			return nil, fmt.Errorf("the cell %v is none", r)
		}
		l := look{column, noRow, style}
		at, ok := known[l]
		if !ok {
			at = len(g.Looks)
			known[l] = at
			g.Looks = append(g.Looks, l)
		}
		g.cells = append(g.cells, gridCell{at, row})
	}
	return g, nil
}

// cellsMark is what the script leaves in a chart where its cells belong, and endMark what stands between the drawing and
// what it says of the grids.
const (
	cellsMark = "<g>cells</g>"
	endMark   = "\x00"
)

// putGrids writes the cells into the drawing.
func putGrids(drawing string, grids []*grid) (string, error) {
	svg, said, _ := strings.Cut(drawing, endMark)
	if len(grids) == 0 {
		return svg, nil
	}
	var drawn []drawnGrid
	if err := json.Unmarshal([]byte(said), &drawn); err != nil || len(drawn) != len(grids) {
		return "", fmt.Errorf("what the script says of %d grids: %w", len(grids), err)
	}
	before, after, ok := strings.Cut(svg, cellsMark)
	if !ok {
		return "", fmt.Errorf("the drawing has no place for its cells")
	}
	out := make([]byte, 0, len(svg)+len(grids)*1<<18)
	out = append(append(out, before...), "<g>"...)
	for i, g := range grids {
		for _, c := range g.cells {
			y := drawn[i].Top + c.row*drawn[i].Step
			for _, p := range drawn[i].Looks[c.look] {
				out = append(out, p.Before...)
				out = strconv.AppendFloat(out, math.Floor((y+p.Y)*100+0.5)/100, 'f', -1, 64)
				out = append(out, p.After...)
			}
		}
	}
	return string(append(append(out, "</g>"...), after...)), nil
}
