package table

import "slices"

// For is a column of a table of items, and the cell that an item has in it. Column says what the fields are.
type For[T any] struct {
	Field, Label string
	Kind         Kind
	Prefix       string
	Hidden, Key  bool
	// Cell is the item's cell, of a type that goes with the kind; nil = a missing value.
	Cell func(T) any
}

func (c For[T]) column() Column {
	return Column{Field: c.Field, Label: c.Label, Kind: c.Kind, Prefix: c.Prefix, Hidden: c.Hidden, Key: c.Key}
}

// Of is the table of the items: a row for each, in their order.
func Of[T any](items []T, columns []For[T]) *Table {
	t := &Table{Columns: make([]Column, len(columns)), rows: make([]Row, len(items))}
	for i, c := range columns {
		t.Columns[i] = c.column()
	}
	for i, item := range items {
		cells := make([]any, len(columns))
		for k, c := range columns {
			cells[k] = c.Cell(item)
		}
		t.rows[i] = Row{t, cells}
	}
	return t
}

// Row is a row of a table.
type Row struct {
	table *Table
	cells []any
}

// Rows are the rows of the table.
func (t *Table) Rows() []Row { return t.rows }

// Cells gives each column with the row's cell in it, in their order.
func (r Row) Cells(yield func(Column, any) bool) {
	for i, c := range r.table.Columns {
		if !yield(c, r.cells[i]) {
			return
		}
	}
}

// At is the row's cell in the column of that field; nil = it is missing, or there is no such column.
func (r Row) At(field string) any {
	if i := r.table.place(field); i >= 0 {
		return r.cells[i]
	}
	return nil
}

// Column finds the column of a field.
func (t *Table) Column(field string) (c Column, ok bool) {
	i := t.place(field)
	if i < 0 {
		return Column{}, false
	}
	return t.Columns[i], true
}

func (t *Table) place(field string) int {
	return slices.IndexFunc(t.Columns, func(c Column) bool { return c.Field == field })
}

// Known is the value that a pointer leads to; nil = a missing cell.
func Known[T any](v *T) any {
	if v == nil {
		return nil
	}
	return *v
}

// If is a cell that is missing where it is not known.
func If(known bool, v any) any {
	if !known {
		return nil
	}
	return v
}
