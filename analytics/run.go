package analytics

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"luanphien/analytics/statement"
	"luanphien/queries"
)

// Result is what a named query gave. Values are string, int64, float64, bool, time.Time (dates as midnight UTC,
// moments as local wall-clock dressed as UTC) or nil, as the column's type says.
type Result struct {
	Query   *queries.Query
	Columns []queries.Column
	Rows    [][]any
}

// UnknownQueryError says that no query has the name.
type UnknownQueryError struct{ Name string }

func (u *UnknownQueryError) Error() string { return fmt.Sprintf("no query is named %q", u.Name) }

// Run runs a named query. Parameters may be given as text or as values of their type; an unknown one, one that cannot
// be read or a required one left out is refused with a *ParamError, an unknown name with an *UnknownQueryError.
func (e *Edition) Run(ctx context.Context, name string, params map[string]any) (*Result, error) {
	q, ok := e.catalog.Get(name)
	if !ok {
		return nil, &UnknownQueryError{name}
	}
	result := &Result{Query: q, Columns: q.Columns}
	err := e.Each(ctx, q, params, func(row []any) {
		result.Rows = append(result.Rows, slices.Clone(row))
	})
	if err != nil {
		return nil, err
	}
	return result, nil
}

// Each runs a query and hands over its rows, one at a time; the next row takes the place of the one before.
func (e *Edition) Each(ctx context.Context, q *queries.Query, params map[string]any, take func(row []any)) error {
	args, err := e.bind(q, params)
	if err != nil {
		return err
	}
	if o := e.observer.Load(); o != nil && *o != nil {
		(*o)(q.SQL, args)
	}
	text, args := e.plans.Of(q, args)
	rows, err := e.query(ctx, text, args)
	if err != nil {
		return fmt.Errorf("query %s: %w", q.Name, err)
	}
	defer rows.Close()
	if err := statement.SameColumns(q, rows); err != nil {
		return err
	}
	row, places := make([]any, len(q.Columns)), make([]any, len(q.Columns))
	for i := range row {
		places[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(places...); err != nil {
			return fmt.Errorf("query %s: %w", q.Name, err)
		}
		for i, c := range q.Columns {
			if row[i], err = statement.AsType(c.Type, row[i]); err != nil {
				return fmt.Errorf("query %s, column %s: %w", q.Name, c.Name, err)
			}
		}
		take(row)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("query %s: %w", q.Name, err)
	}
	return nil
}

// bind reads the parameters and names them for the engine.
func (e *Edition) bind(q *queries.Query, params map[string]any) ([]any, error) {
	known := map[string]bool{}
	var args []any
	var asOf any
	back := -1 // where the parameter stands that the as-of moment decides
	for i, p := range q.All {
		known[p.Name] = true
		v, err := statement.Value(q, p, params)
		if err != nil {
			return nil, err
		}
		switch {
		case p.Name == "as_of":
			asOf = v
		case p.Name == LookingBack && v == nil:
			back = i
		}
		args = append(args, sql.Named(p.Name, statement.Bound(v)))
	}
	if back >= 0 {
		args[back] = sql.Named(LookingBack, e.LooksBack(asOf))
	}
	for name := range params {
		if !known[name] {
			return nil, &statement.ParamError{Query: q.Name, Param: name,
				VI: fmt.Sprintf("Truy vấn %s không có tham số %q.", q.Name, name),
				EN: fmt.Sprintf("query %s has no parameter %q", q.Name, name)}
		}
	}
	return args, nil
}
