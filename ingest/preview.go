package ingest

import (
	"context"
	"errors"

	"luanphien/ingest/header"
	"luanphien/ingest/read"
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
	Means Words        // what people call the field
	Class header.Class // how its cells are read
	// Described: the column repeats what the worker table says, and is only compared with it.
	Described bool
}

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
				Title: c.Title, Field: c.Field, Means: Words{field.Title, field.TitleEN}, Class: field.Class, Described: field.Described,
			})
		}
		shapes = append(shapes, shape)
	}
	return shapes
}

// errDry ends a load of which nothing is to be kept.
var errDry = errors.New("nothing is kept")
