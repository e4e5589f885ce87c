package export

import (
	"bytes"
	"cmp"
	"errors"
	"maps"
	"math"
	"slices"
	"strings"
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

// XLSX sends a figure as a workbook: its table on the first sheet, under title, measure and source and beside a chart of the
// spreadsheet's own; what it is and where it comes from on the second.
func XLSX(r *question.Question) (*answer.Answer, error) {
	return taken(r, ".xlsx", Workbook, func(body []byte) *answer.Answer { return answer.NewPacked(XlsxType, body) })
}

// The number formats of a workbook's cells. Excel writes them in the way of its own language.
var xlsxFormats = map[table.Kind]string{
	table.KindInt: "#,##0", table.KindDecimal: "#,##0.0", table.KindPercent: "0.0%", table.KindShare: "0.0%", table.KindRatio: "0.00", table.KindDate: "dd/mm/yyyy",
}

// The narrowest and the widest that a column is made, in characters.
const narrowest, widest = 11, 48

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
	if err := figureSheet(r, book, data, f, d, styles); err != nil {
		return nil, err
	}
	if _, err := book.NewSheet(about); err != nil {
		return nil, err
	}
	if err := aboutSheet(r, book, about, f, d); err != nil {
		return nil, err
	}
	made := d.Scope.AsOf.UTC().Format(time.RFC3339)
	err = book.SetDocProps(&excelize.DocProperties{Title: d.Title, Subject: figure.Source(r, d.Scope), Creator: cmp.Or(r.Publisher, r.Words.T("brand")),
		Language: string(r.View.Lang), Created: made, Modified: made})
	if err != nil {
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
	return dataSheet(r, book, sheet, name, t, styles, nil)
}

// dataSheet is DataSheet with lines above the table.
func dataSheet(r *question.Question, book *excelize.File, sheet, name string, t *table.Table, styles map[table.Kind]int, above []headLine) error {
	if t == nil {
		t = &table.Table{}
	}
	out, err := book.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	header := headerOf(r, t)
	widths := widthsOf(r, t)
	lines := 1.0
	for i, width := range widths {
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
		lines = max(lines, math.Ceil(float64(len([]rune(header[i].(string))))/(width-2)))
	}
	first := len(above) + 1 // the row of the titles
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: first, TopLeftCell: cellAt(1, first+1), ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := writeHead(out, above); err != nil {
		return err
	}
	if err := titlesRow(book, out, first, header, lineHeight*lines); err != nil {
		return err
	}
	for i, row := range t.Rows() {
		var cells []any
		for c, v := range row.Cells {
			for _, cell := range xlsxCells(r, c, v) {
				cells = append(cells, excelize.Cell{StyleID: styles[cell.kind], Value: cell.value})
			}
		}
		if err := out.SetRow(cellAt(1, first+1+i), cells); err != nil {
			return err
		}
	}
	if len(t.Rows()) > 0 && len(header) > 0 && Distinct(header) {
		whole := cellAt(1, first) + ":" + cellAt(len(header), first+len(t.Rows()))
		if err := out.AddTable(&excelize.Table{Range: whole, Name: name, StyleName: "TableStyleLight1"}); err != nil {
			return err
		}
	}
	return out.Flush()
}

// headerOf are the titles of all cells of a row.
func headerOf(r *question.Question, t *table.Table) (header []any) {
	for _, c := range t.Columns {
		header = append(header, xlsxTitles(r, c)...)
	}
	return header
}

// widthsOf are the widths of all columns, in characters: a text has room, a title goes on in a second line.
func widthsOf(r *question.Question, t *table.Table) []float64 {
	var widths []float64
	for _, title := range headerOf(r, t) {
		longest := 0
		for _, word := range strings.Fields(title.(string)) {
			longest = max(longest, len([]rune(word)))
		}
		widths = append(widths, min(widest, max(narrowest, float64(longest+4))))
	}
	for _, row := range t.Rows() {
		i := 0
		for c, v := range row.Cells {
			for _, cell := range xlsxCells(r, c, v) {
				if text, ok := cell.value.(string); ok {
					widths[i] = min(widest, max(widths[i], float64(len([]rune(text))+2)))
				}
				i++
			}
		}
	}
	return widths
}

// titlesRow writes the titles of a table, each within its column.
func titlesRow(book *excelize.File, out *excelize.StreamWriter, row int, header []any, height float64) error {
	style, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	cells := make([]any, len(header))
	for i, title := range header {
		cells[i] = excelize.Cell{StyleID: style, Value: title}
	}
	return out.SetRow(cellAt(1, row), cells, excelize.RowOpts{Height: height})
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
	wrapped, err := book.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	return errors.Join(WriteLines(book, sheet, lines), book.SetCellStyle(sheet, "A1", cellAt(2, len(lines)), wrapped), printed(book, sheet, false, true))
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
