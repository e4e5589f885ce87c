package lists

import (
	"context"

	"luanphien/analytics"
	"luanphien/analytics/statement"
	"luanphien/queries"
)

// Table is a table or view of an edition as people see it: its name, what it holds, and its columns in their order.
type Table struct {
	Name    string
	View    bool // a view of the facts in force
	Title   queries.Words
	Columns []Column
}

// Column is a column of a table. Type is the engine's, such as BIGINT.
type Column struct {
	Name, Type  string
	Description queries.Words
}

// Tables lists what the edition holds, by name (query tables_and_columns), with the words of queries.Describe. One that
// nothing describes, as an edition of another version of the program may hold, comes without words.
func Tables(ctx context.Context, e *analytics.Edition) ([]Table, error) {
	var tables []Table
	var words queries.TableWords
	var failed error
	err := e.Read(ctx, "tables_and_columns", nil, func(r *statement.Row) {
		name, view := r.Text(), r.Flag()
		if len(tables) == 0 || tables[len(tables)-1].Name != name {
			var err error
			if words, _, err = e.Catalog().Describe(name); err != nil {
				failed = err
			}
			tables = append(tables, Table{Name: name, View: view, Title: words.Title})
		}
		column := Column{Name: r.Text(), Type: r.Text()}
		column.Description = words.Columns[column.Name]
		last := &tables[len(tables)-1]
		last.Columns = append(last.Columns, column)
	})
	if err == nil {
		err = failed
	}
	return tables, err
}
