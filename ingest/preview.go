package ingest

import (
	"context"
	"database/sql"
	"errors"

	"luanphien/ingest/header"
	"luanphien/ingest/read"
	"luanphien/queries/checks"
	"luanphien/queries/edition"
)

// SheetShape is how a table of a file was understood.
type SheetShape struct {
	Name    string // "" for a file without sheets
	Kind    string // canonical name, such as activity
	VI, EN  string // what people call the kind
	Header  int    // line of the header's first row
	Columns []ColumnShape
}

// ColumnShape is how a column was understood.
type ColumnShape struct {
	Title string       // in the file
	Field string       // canonical name; "" where the column is passed over
	Means string       // the field's own title
	Class header.Class // how its cells are read
	// Described: the column repeats what the worker table says, and is only compared with it.
	Described bool
}

// FirstRows are the first rows of one kind as they would load.
type FirstRows struct {
	Kind    string
	Columns []string   // "sheet" and "line", then the columns of the facts
	Rows    [][]string // blank = missing
}

// previewRows is how many rows of each kind a preview shows.
const previewRows = 10

// Preview says what loading a file would do: how it is understood, the first rows as they would load, what would be
// refused and why. Nothing of it is kept, neither in the warehouse nor in the application store. It needs the folder's
// lock, as a load does, because it is judged against what is in force.
func Preview(ctx context.Context, folder edition.Folder, path string, o Options) (*FileReport, error) {
	o.fill()
	if err := mustHold(folder); err != nil {
		return nil, err
	}
	w, err := openWarehouse(ctx, folder)
	if err != nil {
		return nil, err
	}
	defer w.close()
	o.Meta = Meta{}
	r := &runner{warehouse: w, options: o, now: o.Now, dry: true}
	if err := r.setUp(ctx); err != nil {
		return nil, err
	}
	return r.file(ctx, path)
}

// describe tells how the tables of a file were understood.
func describe(f *read.File) []SheetShape {
	var shapes []SheetShape
	for _, s := range f.Sheets {
		shape := SheetShape{Name: s.Name, Kind: s.Kind.Name, VI: s.Kind.VI, EN: s.Kind.EN, Header: s.Header}
		for _, c := range s.Columns {
			field, _ := s.Kind.Field(c.Field)
			shape.Columns = append(shape.Columns, ColumnShape{
				Title: c.Title, Field: c.Field, Means: field.Title, Class: field.Class, Described: field.Described,
			})
		}
		shapes = append(shapes, shape)
	}
	return shapes
}

// showRows keeps the first rows that passed for the preview.
func (l *fileLoad) showRows(ctx context.Context, kind header.Kind, report *FileReport) error {
	first := FirstRows{Kind: kind.Name}
	err := each(ctx, l.conn, checks.Get("shared", "first_rows"), params{"shown": previewRows}, func(rows *sql.Rows) error {
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
		keep := shown(names)
		var row []string
		for _, i := range keep {
			row = append(row, cells[i].String)
		}
		if first.Columns == nil {
			for _, i := range keep {
				first.Columns = append(first.Columns, names[i])
			}
		}
		first.Rows = append(first.Rows, row)
		return nil
	})
	report.FirstRows = append(report.FirstRows, first)
	return err
}

// shown picks the columns that are facts, not notes of the checks.
func shown(names []string) []int {
	var keep []int
	for i, n := range names {
		if n != "name_cell" && (len(n) < 4 || n[:4] != "has_") {
			keep = append(keep, i)
		}
	}
	return keep
}

// errDry ends a load of which nothing is to be kept.
var errDry = errors.New("nothing is kept")
