package dashboard

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// headerMark starts the name of a row that heads an area; the script writes such names in its own way.
const headerMark = "§"

// stationRows are the rows of a chart over stations: a heading a health-centre area, then its stations, in the
// default order. More than one area is headed; a single one is not.
type stationRows struct {
	names []string       // of the rows, headings with headerMark
	codes []string       // station codes of the rows; "" for headings
	row   map[string]int // by station code
}

func rowsOf(stations []analytics.Station) *stationRows {
	areas := map[string]bool{}
	for _, s := range stations {
		areas[s.HealthCenter] = true
	}
	rows := &stationRows{row: map[string]int{}}
	shared := sharedWords(slices.Sorted(maps.Keys(areas)))
	area := ""
	for i, s := range stations {
		if len(areas) > 1 && (i == 0 || s.HealthCenter != area) {
			rows.names = append(rows.names, headerMark+strings.TrimPrefix(s.HealthCenter, shared))
			rows.codes = append(rows.codes, "")
		}
		area = s.HealthCenter
		rows.row[s.Code] = len(rows.names)
		rows.names = append(rows.names, rowName(s.Name))
		rows.codes = append(rows.codes, s.Code)
	}
	return rows
}

// rowName is a station's name beside its row, where there is little room: without the words "Trạm y tế", which tell
// nothing apart, and with the kinds of hospitals and centres abbreviated.
func rowName(name string) string {
	const said = "trạm y tế "
	if len(name) > len(said) && strings.EqualFold(name[:len(said)], said) {
		return name[len(said):]
	}
	return words.ShortName(name)
}

// sharedWords are the whole words with which all names begin ("Trung tâm Y tế "), which tell nothing apart.
func sharedWords(names []string) string {
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

// rowHeight is the height of a station's row, px: never below the 18 at which every name is readable, nor below the 24
// at which a finger finds the link it is (WCAG 2.2, 2.5.8).
const rowHeight = 24

// height is that of a chart of these rows with so much above and below.
func (s *stationRows) height(around int) int { return len(s.names)*rowHeight + around }

// links are the addresses that a click on a row opens.
func (s *stationRows) links(v *address.View) []string {
	links := make([]string, len(s.codes))
	for i, code := range s.codes {
		if code != "" {
			links[i] = v.Link("/stations/" + code)
		}
	}
	return links
}

// weekColumns are the weeks of a chart.
type weekColumns struct {
	weeks []calendar.Week
	index map[time.Time]int // by Monday
}

// maxColumns is the most weeks a chart draws; a longer period shows its last ones.
const maxColumns = 160

// columnsOf are the weeks that a day of the period lies in: for what is counted by days.
func columnsOf(from, to time.Time) *weekColumns {
	return columnsFrom(calendar.WeekOf(from), calendar.WeekOf(to))
}

// weeksOf are the weeks of the period: for what is counted by weeks.
func weeksOf(scope analytics.Scope) *weekColumns {
	first, last, _ := calendar.WeeksOf(scope.From, scope.To)
	return columnsFrom(first, last)
}

func columnsFrom(first, last calendar.Week) *weekColumns {
	c := &weekColumns{index: map[time.Time]int{}}
	if last.WeeksSince(first) >= maxColumns {
		first = last.Add(1 - maxColumns)
	}
	for w := first; !last.Before(w); w = w.Add(1) {
		c.index[w.Monday()] = len(c.weeks)
		c.weeks = append(c.weeks, w)
	}
	return c
}

// names are the axis labels: the short week; a month's first week carries the month on a second line.
func (c *weekColumns) names(w *words.Words) []string {
	names := make([]string, len(c.weeks))
	for i, week := range c.weeks {
		names[i] = w.ShortWeek(week)
	}
	return names
}

// months are, per week, the name of the month that begins in it (the first week names its month too), else "".
func (c *weekColumns) months(w *words.Words) []string {
	months := make([]string, len(c.weeks))
	for i, week := range c.weeks {
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
func (c *weekColumns) startsMonth(i int) bool {
	return i < len(c.weeks) && c.weeks[i].Monday().AddDate(0, 0, 3).Day() <= 7
}

// full are the weeks with their dates, for tooltips.
func (c *weekColumns) full(w *words.Words) []string {
	names := make([]string, len(c.weeks))
	for i, week := range c.weeks {
		names[i] = w.Week(week)
	}
	return names
}

// gridCell is a cell of a chart of rows and weeks.
type gridCell struct {
	Row, Column int
	Style       string // a style of scripts/cells.js
	Text        string // for the tooltip
}

// Room above the cells, for weeks and months, and below them, px.
const gridTop, gridBottom = 44, 8

// cellGrid draws rows × weeks of cells: names fixed at the left, weeks and months on top, today and the start of the
// rotation marked.
func (r *request) cellGrid(rows *stationRows, columns *weekColumns, cells []gridCell) (*Chart, error) {
	chart, err := r.gridOf(rows, columns.names(r.words), columns.full(r.words), cells)
	if err != nil {
		return nil, err
	}
	merge(chart.Option, map[string]any{"xAxis": map[string]any{"axisLabel": map[string]any{"formatter": "fn:week", "lineHeight": 16}}})
	chart.MinWidth += 16
	chart.Meta["months"] = columns.months(r.words)
	if i, ok := columns.index[calendar.WeekOf(calendar.LastFullDay(r.scope.AsOf)).Monday()]; ok {
		chart.Meta["today"] = i
	}
	def, err := r.defaultScope(r.now)
	if err != nil {
		return nil, err
	}
	if i, ok := columns.index[calendar.WeekOf(def.From).Monday()]; ok && i > 0 { // at the very left it needs no mark
		chart.Meta["start"] = i
	}
	chart.rows, chart.columns = rows, columns
	return chart, nil
}

// gridOf draws the cells of stations in columns of any kind: short names on top, the full ones for pointing at a cell.
func (r *request) gridOf(rows *stationRows, names, full []string, cells []gridCell) (*Chart, error) {
	p := newPlot()
	data := make([]any, len(cells))
	for i, c := range cells {
		data[i] = []any{c.Column, c.Row, c.Style, c.Text}
	}
	axis := categoryAxis(names, "sparse")
	merge(axis, map[string]any{"position": "top", "axisLine": map[string]any{"show": false},
		"axisLabel": map[string]any{"interval": 0, "hideOverlap": false}})
	p.set("xAxis", axis)
	p.set("yAxis", rowAxis(rows.names))
	p.set("grid", map[string]any{"left": "fn:left", "right": 12, "top": gridTop, "bottom": gridBottom, "containLabel": false})
	p.series(charts.SingleSeries{Type: "custom", RenderItem: "fn:cell", Data: data},
		map[string]any{"encode": map[string]any{"x": 0, "y": 1}, "clip": true, "animation": false})
	option, err := p.option()
	if err != nil {
		return nil, err
	}
	merge(option, map[string]any{"tooltip": map[string]any{"formatter": "fn:cellTip"}})
	return &Chart{Height: rows.height(gridTop + gridBottom), MinWidth: 14 * len(names), Option: option, Meta: map[string]any{
		"rows": rows.names, "links": rows.links(r.view), "columns": full,
		"fixedRows": map[string]any{"top": gridTop, "height": rowHeight}, // the script keeps the names in view while the columns scroll
	}}, nil
}

// sortCells puts cells in the order of rows and weeks, so that one edition gives one answer to the byte.
func sortCells(cells []gridCell) {
	slices.SortFunc(cells, func(a, b gridCell) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column))
	})
}
