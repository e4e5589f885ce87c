package dashboard

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/dashboard/disclosure"
	"luanphien/queries/calendar"
)

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// figureXLSX sends a figure as a workbook: its table on the first sheet, what it is and where it comes from on the second.
func figureXLSX(r *request) (*kept, error) {
	f, d, err := r.toTakeAway()
	if err != nil {
		return nil, err
	}
	body, err := r.workbook(f, d)
	if err != nil {
		return nil, err
	}
	return r.file(f, d, keepPacked(xlsxType, body), ".xlsx"), nil
}

// The number formats of a workbook's cells. Excel writes them in the way of its own language.
var xlsxFormats = map[Kind]string{
	KindInt: "#,##0", KindDecimal: "#,##0.0", KindPercent: "0.0%", KindShare: "0.0%", KindRatio: "0.00", KindDate: "dd/mm/yyyy",
}

// widest is the widest a column is made, in characters.
const widest = 60

func (r *request) workbook(f *Figure, d *Drawing) (_ []byte, err error) {
	book := excelize.NewFile()
	defer func() { err = errors.Join(err, book.Close()) }()
	styles := map[Kind]int{}
	for _, kind := range slices.Sorted(maps.Keys(xlsxFormats)) { // in one order: the same bytes each time
		format := xlsxFormats[kind]
		if styles[kind], err = book.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
			return nil, err
		}
	}
	data, about := r.words.T("xlsx.data"), r.words.T("xlsx.about")
	if err := book.SetSheetName("Sheet1", data); err != nil {
		return nil, err
	}
	if err := r.dataSheet(book, data, d.Table, styles); err != nil {
		return nil, err
	}
	if _, err := book.NewSheet(about); err != nil {
		return nil, err
	}
	if err := r.aboutSheet(book, about, f, d); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = book.Write(&b)
	return b.Bytes(), err
}

// xlsxCell is a cell of a workbook: nil where a value is missing.
type xlsxCell struct {
	value any
	kind  Kind
}

// dataSheet writes the rows, texts as texts whatever they begin with.
func (r *request) dataSheet(book *excelize.File, sheet string, t *Table, styles map[Kind]int) error {
	if t == nil {
		t = &Table{}
	}
	out, err := book.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	var header []any
	for _, c := range t.Columns {
		header = append(header, r.xlsxTitles(c)...)
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
	for i, row := range t.Rows {
		var cells []any
		for k, c := range t.Columns {
			for _, cell := range r.xlsxCells(c, row[k]) {
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
	if len(t.Rows) > 0 && len(header) > 0 {
		corner, err := excelize.CoordinatesToCellName(len(header), len(t.Rows)+1)
		if err != nil {
			return err
		}
		if distinct(header) {
			if err := out.AddTable(&excelize.Table{Range: "A1:" + corner, Name: "figure", StyleName: "TableStyleLight1"}); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

// distinct tells whether all titles differ, as a table of Excel demands.
func distinct(titles []any) bool {
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
func (r *request) xlsxTitles(c Column) []any {
	title := c.Label
	if title == "" {
		title = c.Field
	}
	switch c.Kind {
	case KindStation:
		return []any{r.words.T("xlsx.code", "of", title), title}
	case KindPercent:
		return []any{title, r.words.T("xlsx.numerator", "of", title), r.words.T("xlsx.denominator", "of", title)}
	}
	return []any{title}
}

func (r *request) xlsxCells(c Column, v any) []xlsxCell {
	switch v := v.(type) {
	case disclosure.Few:
		return slices.Repeat([]xlsxCell{{string(v), KindText}}, len(r.xlsxTitles(c)))
	case stationRef:
		return []xlsxCell{{v.Code, KindText}, {v.Name, KindText}}
	case analytics.Ratio:
		cells := []xlsxCell{{nil, KindPercent}, {v.Numerator, KindInt}, {v.Denominator, KindInt}}
		if q, ok := v.Value(); ok {
			cells[0].value = q
		}
		return cells
	}
	switch c.Kind {
	case KindStation:
		return make([]xlsxCell, 2)
	case KindPercent:
		return make([]xlsxCell, 3)
	}
	return []xlsxCell{r.xlsxCell(c, v)}
}

func (r *request) xlsxCell(c Column, v any) xlsxCell {
	switch v := v.(type) {
	case string:
		return xlsxCell{r.cell(c, v).Text, KindText}
	case int, int64:
		return xlsxCell{v, KindInt}
	case float64:
		switch c.Kind {
		case KindInt, KindShare, KindRatio:
			return xlsxCell{v, c.Kind}
		}
		return xlsxCell{v, KindDecimal}
	case estimateCell:
		return xlsxCell{v.Value, KindDecimal}
	case rowsRef:
		return xlsxCell{v.url(&address.View{}), KindText}
	case time.Time:
		switch {
		case v.IsZero():
			return xlsxCell{}
		case c.Kind == KindWeek:
			return xlsxCell{calendar.WeekOf(v).String(), KindText}
		}
		return xlsxCell{calendar.Day(v.Date()), KindDate} // without a time of day that nobody sees
	}
	return xlsxCell{}
}

// aboutSheet writes what the figure is: words, method, filters, source, edition, citation.
func (r *request) aboutSheet(book *excelize.File, sheet string, f *Figure, d *Drawing) error {
	citation, err := r.citation(f, d)
	if err != nil {
		return err
	}
	lines := [][2]string{{r.words.T("xlsx.title"), d.Title}, {r.words.T("xlsx.subtitle"), d.Subtitle}}
	if mark := r.mark(f); mark != "" {
		lines = append([][2]string{{r.words.T("xlsx.notice"), mark}}, lines...)
	}
	if d.Reason != "" {
		lines = append(lines, [2]string{r.words.T("xlsx.state"), r.words.T("state.words."+string(d.State)) + " " + d.Reason})
	}
	for _, note := range d.Notes {
		lines = append(lines, [2]string{r.words.T("xlsx.note"), note})
	}
	for _, m := range r.methodsOf(f.Methods) {
		lines = append(lines, [2]string{r.words.T("figure.method"), m.ID + " " + m.Name + ". " + m.Text})
	}
	q := r.parameters(f)
	for _, name := range []string{"from", "to", "as_of", "area", "kind", "specialty", "station", "with", "stream", "map"} {
		if q.Has(name) {
			lines = append(lines, [2]string{r.words.T("xlsx.filter." + name), q.Get(name)})
		}
	}
	lines = append(lines, [2]string{r.words.T("xlsx.source"), r.source(d.Scope)}, [2]string{r.words.T("figure.citation"), citation})
	return writeLines(book, sheet, lines)
}

// writeLines writes names and what they say into the first two columns of a sheet.
func writeLines(book *excelize.File, sheet string, lines [][2]string) error {
	for i, line := range lines {
		for k, text := range line {
			at, err := excelize.CoordinatesToCellName(k+1, i+1)
			if err != nil {
				return err
			}
			if err := book.SetCellStr(sheet, at, text); err != nil {
				return err
			}
		}
	}
	return errors.Join(book.SetColWidth(sheet, "A", "A", 22), book.SetColWidth(sheet, "B", "B", 110))
}
