package analytics

import (
	"context"

	"luanphien/queries"
)

// TableOf is a table or view of an edition as people see it: its name, what it holds, and its columns in their order.
type TableOf struct {
	Name    string
	View    bool // a view of the facts in force
	Title   queries.Words
	Columns []ColumnOf
}

// ColumnOf is a column of a table. Type is the engine's, such as BIGINT.
type ColumnOf struct {
	Name, Type  string
	Description queries.Words
}

// Tables lists what the edition holds, by name (query tables_and_columns), with the words of queries.Describe. One that
// nothing describes, as an edition of another version of the program may hold, comes without words.
func (e *Edition) Tables(ctx context.Context) ([]TableOf, error) {
	var tables []TableOf
	var words queries.TableWords
	var failed error
	err := e.read(ctx, "tables_and_columns", nil, func(r *row) {
		name, view := r.text(), r.flag()
		if len(tables) == 0 || tables[len(tables)-1].Name != name {
			var err error
			if words, _, err = e.catalog.Describe(name); err != nil {
				failed = err
			}
			tables = append(tables, TableOf{Name: name, View: view, Title: words.Title})
		}
		column := ColumnOf{Name: r.text(), Type: r.text()}
		column.Description = words.Columns[column.Name]
		last := &tables[len(tables)-1]
		last.Columns = append(last.Columns, column)
	})
	if err == nil {
		err = failed
	}
	return tables, err
}
