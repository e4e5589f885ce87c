package export

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/xuri/excelize/v2"

	"luanphien/dashboard/disclosure"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
)

// The size of a workbook's chart, px.
const (
	nativeWidth  = 760
	nativeHeight = 420
	nativeNames  = 12  // of weeks that stand beside each other
	nativeRow    = 20  // of a chart with a row each
	nativeFrame  = 120 // its title, axis and legend
)

var nativeKinds = map[figure.NativeKind]excelize.ChartType{
	figure.NativeLine: excelize.Line, figure.NativeBars: excelize.Bar, figure.NativeParts: excelize.BarPercentStacked,
}

// nativeOf is the chart that a workbook draws of the figure's table; where there is none, the words that say why.
func nativeOf(r *question.Question, sheet string, f *figure.Figure, d *figure.Drawing) (*excelize.Chart, string) {
	switch {
	case d.Reason != "":
		return nil, r.Words.T("state.words."+string(d.State)) + " " + d.Reason
	case d.Chart == nil:
		return nil, r.Words.T("xlsx.chart.list")
	case f.Native == nil || !holds(d.Table, f.Native):
		return nil, r.Words.T("xlsx.chart.none")
	case hides(d.Table, f.Native):
		return nil, r.Words.T("xlsx.chart.few")
	}
	n, t := f.Native, d.Table
	chart := &excelize.Chart{Type: nativeKinds[n.Kind], Dimension: excelize.ChartDimension{Width: nativeWidth, Height: nativeHeight}, ShowBlanksAs: "gap",
		Title:  excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: d.Title, Font: &excelize.Font{Size: 12, Bold: true}}}},
		Legend: excelize.ChartLegend{Position: "bottom"}, Format: excelize.GraphicOptions{AltText: d.Alt, Name: f.ID},
		XAxis: excelize.ChartAxis{Title: axisTitle(titleOf(t, n.By))}, YAxis: excelize.ChartAxis{MajorGridLines: true}}
	chart.XAxis.Font, chart.YAxis.Font, chart.Legend.Font = nativeFont, nativeFont, &nativeFont
	same := false // a colour for each series, not for each of its marks
	chart.VaryColors = &same
	if len(n.Values) == 1 {
		chart.Legend.Position = "none"
		chart.YAxis.Title = axisTitle(titleOf(t, n.Values[0]))
	}
	chart.YAxis.NumFmt = excelize.ChartNumFmt{CustomNumFmt: axisFormat(t, n)}
	if c, _ := t.Column(n.Values[0]); c.Kind == table.KindPercent {
		from, to := 0.0, 1.0
		chart.YAxis.Minimum, chart.YAxis.Maximum = &from, &to
	}
	if n.Kind == figure.NativeLine {
		chart.XAxis.TickLabelSkip = 1 + len(t.Rows())/nativeNames
		chart.XAxis.Alignment.TextRotation = 45
	}
	for _, field := range n.Values {
		s := excelize.ChartSeries{Name: inSheet(sheet, cells(r, t, field, 0, 0)), Categories: inSheet(sheet, cells(r, t, n.By, 1, len(t.Rows()))),
			Values: inSheet(sheet, cells(r, t, field, 1, len(t.Rows())))}
		if n.Kind == figure.NativeLine {
			s.Marker = excelize.ChartMarker{Symbol: "none"}
		}
		chart.Series = append(chart.Series, s)
	}
	if n.Kind == figure.NativeBars || n.Kind == figure.NativeParts {
		chart.XAxis.ReverseOrder = true // the first row on top, as in the table
		chart.XAxis.Title = excelize.ChartTitle{}
		chart.Dimension.Height = uint(max(nativeHeight, nativeFrame+nativeRow*len(n.Values)*len(t.Rows())))
		if n.Kind == figure.NativeParts {
			chart.Dimension.Height = uint(max(nativeHeight, nativeFrame+nativeRow*len(t.Rows())))
		}
	}
	return chart, ""
}

// nativeFont is that of the words along the axes: the library's own is hardly to be seen.
var nativeFont = excelize.Font{Size: 9, Color: "404040"}

// steadyTypes sorts the kinds of parts that a workbook with a drawing lists, where the library leaves them in any order: the
// same figure gives the same bytes, whose sum a press pack tells.
func steadyTypes(book *excelize.File) {
	kinds := book.ContentTypes.Defaults
	sort.Slice(kinds, func(i, j int) bool { return kinds[i].Extension < kinds[j].Extension })
}

func axisTitle(words string) excelize.ChartTitle {
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: words, Font: &excelize.Font{Size: 10}}}}
}

func titleOf(t *table.Table, field string) string {
	c, _ := t.Column(field)
	return c.Label
}

// axisFormat writes the values along the axis: whole percent or whole numbers.
func axisFormat(t *table.Table, n *figure.Native) string {
	if n.Kind == figure.NativeParts {
		return "0%"
	}
	switch c, _ := t.Column(n.Values[0]); c.Kind {
	case table.KindPercent, table.KindShare:
		return "0%"
	}
	return "#,##0"
}

// holds tells whether a table has rows and the columns of the chart.
func holds(t *table.Table, n *figure.Native) bool {
	return t != nil && len(t.Rows()) > 0 && !slices.ContainsFunc(append([]string{n.By}, n.Values...), func(field string) bool {
		_, ok := t.Column(field)
		return !ok
	})
}

// hides tells whether a number of the chart is withheld: a spreadsheet draws the words in its cell as nought.
func hides(t *table.Table, n *figure.Native) bool {
	for _, row := range t.Rows() {
		for _, field := range append([]string{n.By}, n.Values...) {
			if _, few := row.At(field).(disclosure.Few); few {
				return true
			}
		}
	}
	return false
}

// cells are those of a field from one row of the table to another, 0 = its title: of a station the name, of a proportion its value.
func cells(r *question.Question, t *table.Table, field string, from, to int) string {
	column := 1
	for _, c := range t.Columns {
		if c.Field == field {
			if c.Kind == table.KindStation {
				column++
			}
			break
		}
		column += len(xlsxTitles(r, c))
	}
	name, _ := excelize.ColumnNumberToName(column) // a figure has a few dozen columns
	first := fmt.Sprintf("$%s$%d", name, HeadRows+1+from)
	if from == to && from == 0 {
		return first
	}
	return fmt.Sprintf("%s:$%s$%d", first, name, HeadRows+1+to)
}

// inSheet is a range of a sheet, as formulas name it.
func inSheet(sheet, cells string) string {
	return "'" + strings.ReplaceAll(sheet, "'", "''") + "'!" + cells
}

func rowsOf(row int) string { return fmt.Sprintf("$%d:$%d", row, row) }

func cellAt(column, row int) string {
	at, _ := excelize.CoordinatesToCellName(column, row) // both lie within a sheet
	return at
}
