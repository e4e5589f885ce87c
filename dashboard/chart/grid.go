package chart

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// HeaderMark starts the name of a row that heads an area; the script writes such names in its own way.
const HeaderMark = "§"

// StationRows are the rows of a chart over stations: a heading a health-centre area, then its stations, in the
// default order. More than one area is headed; a single one is not.
type StationRows struct {
	Names []string       // of the rows, headings with headerMark
	Codes []string       // station codes of the rows; "" for headings
	Row   map[string]int // by station code
}

// Name is the name of a station's row; "" = it has none.
func (s *StationRows) Name(code string) string {
	if i, ok := s.Row[code]; ok {
		return s.Names[i]
	}
	return ""
}

func RowsOf(stations []analytics.Station) *StationRows {
	areas := map[string]bool{}
	for _, s := range stations {
		areas[s.HealthCenter] = true
	}
	rows := &StationRows{Row: map[string]int{}}
	shared := SharedWords(slices.Sorted(maps.Keys(areas)))
	area := ""
	for i, s := range stations {
		if len(areas) > 1 && (i == 0 || s.HealthCenter != area) {
			rows.Names = append(rows.Names, HeaderMark+strings.TrimPrefix(s.HealthCenter, shared))
			rows.Codes = append(rows.Codes, "")
		}
		area = s.HealthCenter
		rows.Row[s.Code] = len(rows.Names)
		rows.Names = append(rows.Names, RowName(s.Name))
		rows.Codes = append(rows.Codes, s.Code)
	}
	return rows
}

// RowName is a station's name beside its row, where there is little room: without the words "Trạm y tế", which tell
// nothing apart, and with the kinds of hospitals and centres abbreviated.
func RowName(name string) string {
	const said = "trạm y tế "
	if len(name) > len(said) && strings.EqualFold(name[:len(said)], said) {
		return name[len(said):]
	}
	return words.ShortName(name)
}

// SharedWords are the whole words with which all names begin ("Trung tâm Y tế "), which tell nothing apart.
func SharedWords(names []string) string {
	if len(names) < 2 {
		return ""
	}
	first, last := names[0], names[len(names)-1] // sorted: what these two share, all share
	end := 0
	for i := 0; i < len(first) && i < len(last) && first[i] == last[i]; i++ {
		if first[i] == ' ' {
			end = i + 1
		}
	}
	return first[:end]
}

// RowHeight is the height of a station's row, px: never below the 18 at which every name is readable, nor below the 24
// at which a finger finds the link it is (WCAG 2.2, 2.5.8).
const RowHeight = 24

// Height is that of a chart of these rows with so much above and below.
func (s *StationRows) Height(around int) int { return len(s.Names)*RowHeight + around }

// Links are the addresses that a click on a row opens.
func (s *StationRows) Links(v *address.View) []string {
	links := make([]string, len(s.Codes))
	for i, code := range s.Codes {
		if code != "" {
			links[i] = v.Link("/stations/" + code)
		}
	}
	return links
}

// WeekColumns are the weeks of a chart.
type WeekColumns struct {
	Weeks []calendar.Week
	Index map[time.Time]int // by Monday
}

// MaxColumns is the most weeks a chart draws; a longer period shows its last ones.
const MaxColumns = 160

// ColumnsOf are the weeks that a day of the period lies in: for what is counted by days.
func ColumnsOf(from, to time.Time) *WeekColumns {
	return columnsFrom(calendar.WeekOf(from), calendar.WeekOf(to))
}

// WeeksOf are the weeks of the period: for what is counted by weeks.
func WeeksOf(scope analytics.Scope) *WeekColumns {
	first, last, _ := calendar.WeeksOf(scope.From, scope.To)
	return columnsFrom(first, last)
}

func columnsFrom(first, last calendar.Week) *WeekColumns {
	c := &WeekColumns{Index: map[time.Time]int{}}
	if last.WeeksSince(first) >= MaxColumns {
		first = last.Add(1 - MaxColumns)
	}
	for w := first; !last.Before(w); w = w.Add(1) {
		c.Index[w.Monday()] = len(c.Weeks)
		c.Weeks = append(c.Weeks, w)
	}
	return c
}

// Names are the axis labels: the short week; a month's first week carries the month on a second line.
func (c *WeekColumns) Names(w *words.Words) []string {
	names := make([]string, len(c.Weeks))
	for i, week := range c.Weeks {
		names[i] = w.ShortWeek(week)
	}
	return names
}

// months are, per week, the name of the month that begins in it (the first week names its month too), else "".
func (c *WeekColumns) months(w *words.Words) []string {
	months := make([]string, len(c.Weeks))
	for i, week := range c.Weeks {
		thursday := week.Monday().AddDate(0, 0, 3)
		switch {
		case i == 0 && c.startsMonth(1) || i == 0 && c.startsMonth(2): // no room before the next month's name
		case i == 0 || c.startsMonth(i) && thursday.Month() == time.January:
			months[i] = w.Month(thursday, true)
		case c.startsMonth(i):
			months[i] = w.Month(thursday, false)
		}
	}
	return months
}

// startsMonth tells whether the week is the first of its month. A week belongs to the month of its Thursday.
func (c *WeekColumns) startsMonth(i int) bool {
	return i < len(c.Weeks) && c.Weeks[i].Monday().AddDate(0, 0, 3).Day() <= 7
}

// full are the weeks with their dates, for tooltips.
func (c *WeekColumns) full(w *words.Words) []string {
	names := make([]string, len(c.Weeks))
	for i, week := range c.Weeks {
		names[i] = w.Week(week)
	}
	return names
}

// GridCell is a cell of a chart of rows and weeks.
type GridCell struct {
	Row, Column int
	Style       string // a style of scripts/figures/series/cell.js
	Text        string // for the tooltip
}

// Room above the cells, for weeks and months, and below them, px.
const GridTop, GridBottom = 44, 8

// CellGrid draws rows × weeks of cells: names fixed at the left, weeks and months on top, today and the start of the
// rotation marked.
func CellGrid(r *question.Question, rows *StationRows, columns *WeekColumns, cells []GridCell) (*Chart, error) {
	chart, err := GridOf(r, rows, columns.Names(r.Words), columns.full(r.Words), cells)
	if err != nil {
		return nil, err
	}
	Merge(chart.Option, map[string]any{"xAxis": map[string]any{"axisLabel": map[string]any{"formatter": "fn:week", "lineHeight": 16}}})
	chart.MinWidth += 16
	chart.Meta["months"] = columns.months(r.Words)
	if i, ok := columns.Index[calendar.WeekOf(calendar.LastFullDay(r.Scope.AsOf)).Monday()]; ok {
		chart.Meta["today"] = i
	}
	def, err := r.DefaultScope(r.Now)
	if err != nil {
		return nil, err
	}
	if i, ok := columns.Index[calendar.WeekOf(def.From).Monday()]; ok && i > 0 { // at the very left it needs no mark
		chart.Meta["start"] = i
	}
	chart.Rows, chart.Columns = rows, columns
	return chart, nil
}

// GridOf draws the cells of stations in columns of any kind: short names on top, the full ones for pointing at a cell.
func GridOf(r *question.Question, rows *StationRows, names, full []string, cells []GridCell) (*Chart, error) {
	p := NewPlot()
	data := make([]any, len(cells))
	for i, c := range cells {
		data[i] = []any{c.Column, c.Row, c.Style, c.Text}
	}
	axis := CategoryAxis(names, "sparse")
	Merge(axis, map[string]any{"position": "top", "axisLine": map[string]any{"show": false},
		"axisLabel": map[string]any{"interval": 0, "hideOverlap": false}})
	p.Set("xAxis", axis)
	p.Set("yAxis", RowAxis(rows.Names))
	p.Set("grid", map[string]any{"left": "fn:left", "right": 12, "top": GridTop, "bottom": GridBottom, "containLabel": false})
	p.Series(charts.SingleSeries{Type: "custom", RenderItem: "fn:cell", Data: data},
		map[string]any{"encode": map[string]any{"x": 0, "y": 1}, "clip": true, "animation": false})
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	Merge(option, map[string]any{"tooltip": map[string]any{"formatter": "fn:cellTip"}})
	return &Chart{Height: rows.Height(GridTop + GridBottom), MinWidth: 14 * len(names), Option: option, Meta: map[string]any{
		"rows": rows.Names, "links": rows.Links(r.View), "columns": full,
		"fixedRows": map[string]any{"top": GridTop, "height": RowHeight}, // the script keeps the names in view while the columns scroll
	}}, nil
}

// SortCells puts cells in the order of rows and weeks, so that one edition gives one answer to the byte.
func SortCells(cells []GridCell) {
	slices.SortFunc(cells, func(a, b GridCell) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column))
	})
}

// Blanks are cells for every row and week that has none.
func Blanks(rows *StationRows, columns *WeekColumns, cells []GridCell, style, text string) []GridCell {
	filled := map[[2]int]bool{}
	for _, c := range cells {
		filled[[2]int{c.Row, c.Column}] = true
	}
	var empty []GridCell
	for i, code := range rows.Codes {
		for j := range columns.Weeks {
			if code != "" && !filled[[2]int{i, j}] {
				empty = append(empty, GridCell{i, j, style, text})
			}
		}
	}
	return empty
}
