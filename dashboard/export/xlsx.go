package export

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/disclosure"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/queries/calendar"
	"luanphien/queries/sheettext"
)

const XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// XLSX sends a figure as a workbook: its table on the first sheet, what it is and where it comes from on the second.
func XLSX(r *question.Question) (*answer.Answer, error) {
	return taken(r, ".xlsx", Workbook, func(body []byte) *answer.Answer { return answer.NewPacked(XlsxType, body) })
}

// The number formats of a workbook's cells. Excel writes them in the way of its own language.
var xlsxFormats = map[table.Kind]string{
	table.KindInt: "#,##0", table.KindDecimal: "#,##0.0", table.KindPercent: "0.0%", table.KindShare: "0.0%", table.KindRatio: "0.00", table.KindDate: "dd/mm/yyyy",
}

// widest is the widest a column is made, in characters.
const widest = 60

func Workbook(r *question.Question, f *figure.Figure, d *figure.Drawing) (_ []byte, err error) {
	book := excelize.NewFile()
	defer func() { err = errors.Join(err, book.Close()) }()
	styles, err := Formats(book)
	if err != nil {
		return nil, err
	}
	data, about := r.Words.T("xlsx.data"), r.Words.T("xlsx.about")
	if err := book.SetSheetName("Sheet1", data); err != nil {
		return nil, err
	}
	if err := DataSheet(r, book, data, "figure", d.Table, styles); err != nil {
		return nil, err
	}
	if _, err := book.NewSheet(about); err != nil {
		return nil, err
	}
	if err := aboutSheet(r, book, about, f, d); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = book.Write(&b)
	return b.Bytes(), err
}

// xlsxCell is a cell of a workbook: nil where a value is missing.
type xlsxCell struct {
	value any
	kind  table.Kind
}

// Formats adds the styles of numbers and dates to a workbook.
func Formats(book *excelize.File) (map[table.Kind]int, error) {
	styles := map[table.Kind]int{}
	for _, kind := range slices.Sorted(maps.Keys(xlsxFormats)) { // in one order: the same bytes each time
		format := xlsxFormats[kind]
		var err error
		if styles[kind], err = book.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
			return nil, err
		}
	}
	return styles, nil
}

// DataSheet writes the rows of a figure into a sheet as a table of that name, texts as texts whatever they begin with. The
// styles are those of Formats.
func DataSheet(r *question.Question, book *excelize.File, sheet, name string, t *table.Table, styles map[table.Kind]int) error {
	if t == nil {
		t = &table.Table{}
	}
	out, err := book.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	var header []any
	for _, c := range t.Columns {
		header = append(header, xlsxTitles(r, c)...)
	}
	for i, title := range header {
		if err := out.SetColWidth(i+1, i+1, min(widest, max(12, float64(len([]rune(title.(string)))+2)))); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := out.SetRow("A1", header); err != nil {
		return err
	}
	for i, row := range t.Rows() {
		var cells []any
		for c, v := range row.Cells {
			for _, cell := range xlsxCells(r, c, v) {
				cells = append(cells, excelize.Cell{StyleID: styles[cell.kind], Value: cell.value})
			}
		}
		at, err := excelize.CoordinatesToCellName(1, i+2)
		if err != nil {
			return err
		}
		if err := out.SetRow(at, cells); err != nil {
			return err
		}
	}
	if len(t.Rows()) > 0 && len(header) > 0 {
		corner, err := excelize.CoordinatesToCellName(len(header), len(t.Rows())+1)
		if err != nil {
			return err
		}
		if Distinct(header) {
			if err := out.AddTable(&excelize.Table{Range: "A1:" + corner, Name: name, StyleName: "TableStyleLight1"}); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

// Distinct tells whether all titles differ, as a table of Excel demands.
func Distinct(titles []any) bool {
	seen := map[any]bool{}
	for _, t := range titles {
		if t == "" || seen[t] {
			return false
		}
		seen[t] = true
	}
	return true
}

// xlsxTitles are the titles of a column: a station gives two cells, a proportion three.
func xlsxTitles(r *question.Question, c table.Column) []any {
	title := c.Label
	if title == "" {
		title = c.Field
	}
	switch c.Kind {
	case table.KindStation:
		return []any{r.Words.T("xlsx.code", "of", title), title}
	case table.KindPercent:
		return []any{title, r.Words.T("xlsx.numerator", "of", title), r.Words.T("xlsx.denominator", "of", title)}
	}
	return []any{title}
}

func xlsxCells(r *question.Question, c table.Column, v any) []xlsxCell {
	switch v := v.(type) {
	case disclosure.Few:
		return slices.Repeat([]xlsxCell{{string(v), table.KindText}}, len(xlsxTitles(r, c)))
	case table.StationRef:
		return []xlsxCell{{v.Code, table.KindText}, {v.Name, table.KindText}}
	case analytics.Ratio:
		cells := []xlsxCell{{nil, table.KindPercent}, {v.Numerator, table.KindInt}, {v.Denominator, table.KindInt}}
		if q, ok := v.Value(); ok {
			cells[0].value = q
		}
		return cells
	}
	switch c.Kind {
	case table.KindStation:
		return make([]xlsxCell, 2)
	case table.KindPercent:
		return make([]xlsxCell, 3)
	}
	return []xlsxCell{cellOf(r, c, v)}
}

func cellOf(r *question.Question, c table.Column, v any) xlsxCell {
	switch v := v.(type) {
	case string:
		return xlsxCell{table.CellOf(r, c, v).Text, table.KindText}
	case int, int64:
		return xlsxCell{v, table.KindInt}
	case float64:
		switch c.Kind {
		case table.KindInt, table.KindShare, table.KindRatio:
			return xlsxCell{v, c.Kind}
		}
		return xlsxCell{v, table.KindDecimal}
	case table.EstimateCell:
		return xlsxCell{v.Value, table.KindDecimal}
	case table.RowsRef:
		return xlsxCell{v.URL(&address.View{}), table.KindText}
	case time.Time:
		switch {
		case v.IsZero():
			return xlsxCell{}
		case c.Kind == table.KindWeek:
			return xlsxCell{calendar.WeekOf(v).String(), table.KindText}
		}
		return xlsxCell{calendar.Day(v.Date()), table.KindDate} // without a time of day that nobody sees
	}
	return xlsxCell{}
}

// aboutSheet writes what the figure is: words, method, filters, source, edition, citation.
func aboutSheet(r *question.Question, book *excelize.File, sheet string, f *figure.Figure, d *figure.Drawing) error {
	citation, err := Citation(r, f, d)
	if err != nil {
		return err
	}
	lines := [][2]string{{r.Words.T("xlsx.title"), d.Title}, {r.Words.T("xlsx.subtitle"), d.Subtitle}}
	if mark := mark(r, f); mark != "" {
		lines = append([][2]string{{r.Words.T("xlsx.notice"), mark}}, lines...)
	}
	if d.Reason != "" {
		lines = append(lines, [2]string{r.Words.T("xlsx.state"), r.Words.T("state.words."+string(d.State)) + " " + d.Reason})
	}
	for _, note := range d.Notes {
		lines = append(lines, [2]string{r.Words.T("xlsx.note"), note})
	}
	for _, m := range figure.MethodsOf(r, f.Methods) {
		lines = append(lines, [2]string{r.Words.T("figure.method"), m.ID + " " + m.Name + ". " + m.Text})
	}
	q := figure.Parameters(r, f)
	for _, name := range []string{"from", "to", "as_of", "province", "area", "kind", "specialty", "station", "with", "stream", "map"} {
		if q.Has(name) {
			lines = append(lines, [2]string{r.Words.T("xlsx.filter." + name), q.Get(name)})
		}
	}
	lines = append(lines, [2]string{r.Words.T("xlsx.source"), figure.Source(r, d.Scope)}, [2]string{r.Words.T("figure.citation"), citation})
	return WriteLines(book, sheet, lines)
}

// WriteLines writes names and what they say into the first two columns of a sheet.
func WriteLines(book *excelize.File, sheet string, lines [][2]string) error {
	for i, line := range lines {
		for k, text := range line {
			at, err := excelize.CoordinatesToCellName(k+1, i+1)
			if err != nil {
				return err
			}
			if err := book.SetCellStr(sheet, at, sheettext.Shared(text)); err != nil {
				return err
			}
		}
	}
	return errors.Join(book.SetColWidth(sheet, "A", "A", 22), book.SetColWidth(sheet, "B", "B", 110))
}
