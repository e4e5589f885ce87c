package ingest

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"luanphien/ingest/cells"
	"luanphien/ingest/header"
	"luanphien/ingest/warehouse"
	"luanphien/queries/calendar"
	"luanphien/queries/checks"
)

// Words says something in both languages.
type Words struct{ VI, EN string }

// FirstRows are the first rows of one kind as they would load.
type FirstRows struct {
	Kind    string
	VI, EN  string // what people call the kind
	Columns []FirstColumn
	Rows    [][]Words // one for each column, as people write it; blank = missing
}

// FirstColumn is a column of the first rows: where the row stands in the file, or a field of its kind.
type FirstColumn struct {
	Name string // canonical: sheet, line, a field's name, or source_unit
	Words

	field header.Field // zero where it is no field
}

// previewRows is how many rows of each kind a preview shows.
const previewRows = 10

// notFields are the columns of the checks that are no field of the kind; spare ones are left out where no row fills them.
var notFields = map[string]struct {
	words Words
	spare bool
}{
	"sheet":       {Words{"Trang", "Sheet"}, true},
	"line":        {Words{"Dòng", "Line"}, false},
	"source_unit": {Words{"Xã cũ", "Former commune"}, true},
}

// showRows keeps the first rows that passed, and the first that correct what is in force, for the preview.
func (l *fileLoad) showRows(ctx context.Context, kind header.Kind, p *part, report *FileReport) error {
	first := FirstRows{Kind: kind.Name, VI: kind.VI, EN: kind.EN}
	var columns []int // of the query, that are shown
	err := eachTexts(ctx, l.Conn, checks.Get("shared", "first_rows"), warehouse.Params{"shown": previewRows}, func(names []string, cells []sql.NullString) {
		if first.Columns == nil {
			columns, first.Columns = shownColumns(kind, names)
		}
		row := make([]Words, len(columns))
		for i, at := range columns {
			row[i] = shownCell(first.Columns[i].field, cells[at].String)
		}
		first.Rows = append(first.Rows, row)
	})
	first.dropSpare()
	report.FirstRows = append(report.FirstRows, first)
	if err != nil || p.Corrected == 0 {
		return err
	}
	return l.showCorrections(ctx, kind, p, report)
}

// shownColumns picks the columns of a query that people are shown.
func shownColumns(kind header.Kind, names []string) (at []int, columns []FirstColumn) {
	for i, name := range names {
		if c, ok := firstColumn(kind, name); ok {
			at, columns = append(at, i), append(columns, c)
		}
	}
	return at, columns
}

// eachTexts runs a query whose columns are texts, and hands every row to f.
func eachTexts(ctx context.Context, conn *sql.Conn, query string, p warehouse.Params, f func(names []string, cells []sql.NullString)) error {
	return warehouse.Each(ctx, conn, query, p, func(rows *sql.Rows) error {
		names, err := rows.Columns()
		if err != nil {
			return err
		}
		cells := make([]sql.NullString, len(names))
		into := make([]any, len(names))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		f(names, cells)
		return nil
	})
}

// firstColumn tells what people call a column of the checks; false for the notes that the checks make for themselves.
func firstColumn(kind header.Kind, name string) (FirstColumn, bool) {
	if known, ok := notFields[name]; ok {
		return FirstColumn{Name: name, Words: known.words}, true
	}
	switch name {
	case "week_start":
		name = "week"
	case "month_start":
		name = "month"
	}
	field, ok := kind.Field(name)
	return FirstColumn{Name: name, Words: Words{field.Title, field.TitleEN}, field: field}, ok
}

// dropSpare leaves out the columns that no row needs.
func (f *FirstRows) dropSpare() {
	for i := len(f.Columns) - 1; i >= 0; i-- {
		needed := slices.ContainsFunc(f.Rows, func(row []Words) bool { return row[i] != Words{} })
		if needed || !notFields[f.Columns[i].Name].spare {
			continue
		}
		f.Columns = slices.Delete(f.Columns, i, i+1)
		for n := range f.Rows {
			f.Rows[n] = slices.Delete(f.Rows[n], i, i+1)
		}
	}
}

// shownCell writes a value, which comes as the engine writes it, as people do.
func shownCell(field header.Field, text string) Words {
	same := Words{text, text}
	if text == "" {
		return same
	}
	switch field.Class {
	case header.CodeList:
		if word := cells.FirstWords()[[2]string{field.List, text}]; word != "" {
			return Words{word, strings.ReplaceAll(text, "_", " ")}
		}
	case header.Month:
		if day, err := time.Parse(time.DateOnly, text); err == nil {
			return Words{day.Format("2006-01"), day.Format("2006-01")}
		}
	case header.Decimal, header.Goal:
		return Words{strings.Replace(text, ".", ",", 1), text}
	case header.Week:
		if day, err := time.Parse(time.DateOnly, text); err == nil {
			return Words{calendar.WeekOf(day).String(), calendar.WeekOf(day).String()}
		}
	case header.Date:
		if day, err := time.Parse(time.DateOnly, text); err == nil {
			return Words{day.Format("02/01/2006"), day.Format("2 Jan 2006")}
		}
	case header.DateTime:
		if moment, err := time.Parse(time.DateTime, text); err == nil {
			return Words{moment.Format("15:04 02/01/2006"), moment.Format("15:04 2 Jan 2006")}
		}
	}
	return same
}
