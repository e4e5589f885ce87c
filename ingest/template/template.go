// Package template makes the empty workbook of a kind of file, with the lists that its cells may hold.
package template

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"luanphien/ingest/cells"
	"luanphien/ingest/header"
	"luanphien/ingest/mend"
	"luanphien/ingest/read"
	"luanphien/queries/edition"
)

// templateRows is how many rows of a template carry drop-down lists and input checks.
const templateRows = 5000

// Template writes an empty XLSX of a kind: its titles, drop-down lists of what is known (the code lists, and the
// stations, units and workers of the folder where it holds an edition), checks of what is typed, and a sheet of notes.
// Filled in as told, it loads without a remark. folder may be "". area holds the codes of the stations that are offered, with
// commas between; "" = all.
func Template(ctx context.Context, folder edition.Folder, kindName, area string, w io.Writer) error {
	kind, ok := header.KindNamed(kindName)
	if !ok {
		var names []string
		for _, k := range header.Kinds() {
			names = append(names, k.Name)
		}
		list := strings.Join(names, ", ")
		return &mend.Error{
			VI: fmt.Sprintf("Không có loại bảng «%s». Các loại: %s.", kindName, list),
			EN: fmt.Sprintf("There is no kind of table “%s”. The kinds are: %s.", kindName, list),
		}
	}
	known, err := cells.KnownValues(ctx, folder)
	if err != nil {
		return err
	}
	if area != "" {
		own := strings.Split(area, ",")
		known.Stations = slices.DeleteFunc(known.Stations, func(code string) bool { return !slices.Contains(own, code) })
	}
	t := &template{file: excelize.NewFile(), kind: kind, known: known}
	defer t.file.Close()
	if err := t.fill(); err != nil {
		return fmt.Errorf("template of %s: %w", kind.Name, err)
	}
	_, err = t.file.WriteTo(w)
	return err
}

// template is one workbook in the making.
type template struct {
	file  *excelize.File
	kind  header.Kind
	known cells.Values
	lists int // columns of the sheet of lists so far
}

// dataSheet is where the rows go.
const dataSheet = "Số liệu"

func (t *template) fill() error {
	if err := t.file.SetSheetName("Sheet1", dataSheet); err != nil {
		return err
	}
	for _, name := range []string{read.NotesSheet, read.ListsSheet} {
		if _, err := t.file.NewSheet(name); err != nil {
			return err
		}
	}
	if err := t.notes(); err != nil {
		return err
	}
	for i, field := range t.fields() {
		if err := t.column(i+1, field); err != nil {
			return fmt.Errorf("column %s: %w", field.Name, err)
		}
	}
	frozen := &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
	return t.file.SetPanes(dataSheet, frozen)
}

// fields are the columns of the template; what a list only repeats of the table of workers is left out.
func (t *template) fields() []header.Field {
	return slices.DeleteFunc(slices.Clone(t.kind.Fields), func(f header.Field) bool { return f.Described || f.Aside })
}

// column makes one column: its title, the form of its cells, its list or check.
func (t *template) column(n int, field header.Field) error {
	name, err := excelize.ColumnNumberToName(n)
	if err != nil {
		return err
	}
	format := formats[field.Class]
	if format == "" {
		format = "@"
	}
	style, err := t.file.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		return err
	}
	if err := t.file.SetColStyle(dataSheet, name, style); err != nil {
		return err
	}
	if err := t.file.SetColWidth(dataSheet, name, name, 20); err != nil {
		return err
	}
	text := "@"
	head, err := t.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: !field.Optional, Italic: field.Optional}, CustomNumFmt: &text,
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DDE6EE"}}})
	if err != nil {
		return err
	}
	if err := t.file.SetCellStr(dataSheet, name+"1", field.Title); err != nil {
		return err
	}
	if err := t.file.SetCellStyle(dataSheet, name+"1", name+"1", head); err != nil {
		return err
	}
	return t.check(name, field)
}

// formats are the number formats of the columns that hold no text.
var formats = map[header.Class]string{
	header.Count: "0", header.Decimal: "General", header.Date: "dd/mm/yyyy", header.DateTime: "dd/mm/yyyy hh:mm",
}

// check adds a column's drop-down list or the check of what is typed.
func (t *template) check(column string, field header.Field) error {
	v := excelize.NewDataValidation(true)
	v.SetSqref(fmt.Sprintf("%[1]s2:%[1]s%[2]d", column, templateRows+1))
	var err error
	words := wanted[field.Class]
	list := t.known.Of(t.kind, field)
	switch {
	case len(list) > 0:
		words = wanted[header.CodeList]
		var place string
		if place, err = t.list(field, list); err == nil {
			v.SetSqrefDropList(place)
		}
	case field.Class == header.Count:
		err = v.SetRange(0, 0, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorGreaterThanOrEqual)
	case field.Class == header.Decimal:
		err = v.SetRange(-1e12, 1e12, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween)
	case field.Class == header.Date, field.Class == header.DateTime:
		err = v.SetRange(firstDay, lastDay, excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween)
	}
	if err != nil {
		return err
	}
	v.SetInput(field.Title, words.vi+" "+words.en)
	if v.Type != "" && v.Type != "none" {
		style := excelize.DataValidationErrorStyleStop
		if field.Class == header.CodeStation || field.Class == header.CodeUnit || field.Class == header.CodeWorker {
			style = excelize.DataValidationErrorStyleWarning // a name will do, and a list may come later
		}
		v.SetError(style, field.Title, words.vi+" "+words.en)
	}
	return t.file.AddDataValidation(dataSheet, v)
}

// The days between which a date must lie, as spreadsheets count them: 1 January 2000 and 31 December 2099.
const (
	firstDay = 36526.0
	lastDay  = 73050.0
)

// wanted says what a cell of each class should hold.
var wanted = map[header.Class]struct{ vi, en string }{
	header.CodeStation: {"Mã trạm, hoặc tên trạm.", "The station's code, or its name."},
	header.CodeUnit:    {"Mã đơn vị, hoặc tên đơn vị.", "The unit's code, or its name."},
	header.CodeWorker:  {"Mã cán bộ.", "The worker's code."},
	header.CodeList:    {"Chọn trong danh mục.", "Choose from the list."},
	header.Count:       {"Số nguyên, từ 0 trở lên; để trống nếu không có số liệu.", "A whole number, 0 or more; blank if there is no figure."},
	header.Decimal:     {"Một số.", "A number."},
	header.Week:        {"Tuần theo ISO, ví dụ 2026-W07.", "An ISO week, such as 2026-W07."},
	header.Date:        {"Ngày, ví dụ 15/12/2025.", "A date, such as 15/12/2025."},
	header.DateTime:    {"Ngày và giờ, ví dụ 21/12/2025 16:05.", "A date and time, such as 21/12/2025 16:05."},
	header.Text:        {"Văn bản.", "Text."},
	header.Month:       {"Tháng, ví dụ 2026-02.", "A month, such as 2026-02."},
	header.Private:     {"Văn bản; giữ cùng họ tên cán bộ, không đưa vào số liệu công bố.", "Text; it is kept with the workers' names and stays out of what is published."},
	header.Province:    {"Mã tỉnh có hai chữ số, ví dụ 11; để trống nếu là tỉnh của thư mục.", "The province's code of two digits, such as 11; blank for the folder's own."},
	header.Goal:        {"Tỷ lệ ghi theo phần trăm, ví dụ 90; thời gian ghi theo ngày.", "Proportions in per cent, such as 90; times in days."},
	header.Replaced:    {"Mã cán bộ được thay, trước đó là số quyết định nếu khác: 001/QĐ-SYT; CB001. Ghi «cả hai» nếu không thay ai.", "The code of the worker replaced, before it the decision where it is another: 001/QĐ-SYT; CB001. Write “both” where nobody is replaced."},
	header.PersonName:  {"Họ tên cán bộ; không đưa vào số liệu công bố.", "The worker's name; it stays out of what is published."},
}

// list writes a list into the sheet of lists and gives its place.
func (t *template) list(field header.Field, list []string) (string, error) {
	t.lists++
	column, err := excelize.ColumnNumberToName(t.lists)
	if err != nil {
		return "", err
	}
	for i, text := range append([]string{field.Title}, list...) {
		if err := t.file.SetCellStr(read.ListsSheet, fmt.Sprintf("%s%d", column, i+1), text); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("'%[1]s'!$%[2]s$2:$%[2]s$%[3]d", read.ListsSheet, column, len(list)+1), nil
}

// notes writes the sheet that says how to fill the template in.
func (t *template) notes() error {
	lines := [][]string{
		{fmt.Sprintf("Mẫu: %s – template: %s (%s)", t.kind.VI, t.kind.EN, t.kind.Name)},
		{fmt.Sprintf("Điền vào trang «%s», mỗi dòng một bản ghi, giữ nguyên dòng tiêu đề. Cột in đậm là bắt buộc. – Fill in the sheet “%s”, one record a row; keep the header. Bold columns are required.", dataSheet, dataSheet)},
		{},
		{"Cột (column)", "Tên chuẩn (name)", "Bắt buộc (required)", "Cách ghi", "How to write it"},
	}
	for _, f := range t.fields() {
		required := "×"
		if f.Optional {
			required = ""
		}
		words := wanted[f.Class]
		lines = append(lines, []string{f.Title, f.Name, required, words.vi, words.en})
	}
	for i, line := range lines {
		for j, text := range line {
			at, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				return err
			}
			if err := t.file.SetCellStr(read.NotesSheet, at, text); err != nil {
				return err
			}
		}
	}
	return errors.Join(t.file.SetColWidth(read.NotesSheet, "A", "C", 22), t.file.SetColWidth(read.NotesSheet, "D", "E", 60))
}
