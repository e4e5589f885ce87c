package analytics

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"luanphien/queries"
	"luanphien/queries/calendar"
)

// Result is what a named query gave. Values are string, int64, float64, bool, time.Time (dates as midnight UTC,
// moments as local wall-clock dressed as UTC) or nil, as the column's type says.
type Result struct {
	Query   *queries.Query
	Columns []queries.Column
	Rows    [][]any
}

// ParamError says what is wrong with a parameter, in both languages.
type ParamError struct{ Query, Param, VI, EN string }

func (p *ParamError) Error() string { return p.EN }

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
	err := e.each(ctx, q, params, func(row []any) {
		result.Rows = append(result.Rows, slices.Clone(row))
	})
	if err != nil {
		return nil, err
	}
	return result, nil
}

// each runs a query and hands over its rows, one at a time; the next row takes the place of the one before.
func (e *Edition) each(ctx context.Context, q *queries.Query, params map[string]any, take func(row []any)) error {
	args, err := e.bind(q, params)
	if err != nil {
		return err
	}
	if o := e.observer.Load(); o != nil && *o != nil {
		(*o)(q.SQL, args)
	}
	text, args := e.planned(q, args)
	rows, err := e.query(ctx, text, args)
	if err != nil {
		return fmt.Errorf("query %s: %w", q.Name, err)
	}
	defer rows.Close()
	if err := sameColumns(q, rows); err != nil {
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
			if row[i], err = asType(c.Type, row[i]); err != nil {
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

// sameColumns checks that the engine gives just the columns that the header promises.
func sameColumns(q *queries.Query, rows *sql.Rows) error {
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	if len(names) != len(q.Columns) {
		return fmt.Errorf("query %s gives the columns %s, its header says otherwise", q.Name, strings.Join(names, ", "))
	}
	for i, c := range q.Columns {
		if c.Name != names[i] {
			return fmt.Errorf("query %s gives the columns %s, its header says otherwise", q.Name, strings.Join(names, ", "))
		}
	}
	return nil
}

// asType brings a value of the engine to the type that the header promises.
func asType(t queries.Type, v any) (any, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case string:
		if t == queries.Text {
			return v, nil
		}
	case bool:
		if t == queries.Boolean {
			return v, nil
		}
	case int64:
		return number(t, v)
	case int32:
		return number(t, int64(v))
	case float64:
		if t == queries.Decimal {
			return v, nil
		}
	case time.Time:
		if t == queries.Date || t == queries.Moment {
			return v, nil
		}
	}
	return nil, fmt.Errorf("%T where the header says %s", v, t)
}

func number(t queries.Type, v int64) (any, error) {
	switch t {
	case queries.Integer:
		return v, nil
	case queries.Decimal:
		return float64(v), nil
	}
	return nil, fmt.Errorf("integer where the header says %s", t)
}

// bind reads the parameters and names them for the engine.
func (e *Edition) bind(q *queries.Query, params map[string]any) ([]any, error) {
	known := map[string]bool{}
	var args []any
	var asOf any
	back := -1 // where the parameter stands that the as-of moment decides
	for i, p := range q.All {
		known[p.Name] = true
		v, err := paramValue(q, p, params)
		if err != nil {
			return nil, err
		}
		switch {
		case p.Name == "as_of":
			asOf = v
		case p.Name == LookingBack && v == nil:
			back = i
		}
		args = append(args, sql.Named(p.Name, asParameter(v)))
	}
	if back >= 0 {
		args[back] = sql.Named(LookingBack, e.LooksBack(asOf))
	}
	for name := range params {
		if !known[name] {
			return nil, &ParamError{q.Name, name,
				fmt.Sprintf("Truy vấn %s không có tham số %q.", q.Name, name),
				fmt.Sprintf("query %s has no parameter %q", q.Name, name)}
		}
	}
	return args, nil
}

// asParameter gives an integer the engine's type INTEGER, which the queries cast to: for a value of another type than
// the statement was planned with, it is planned anew at each run, which costs more than the run.
func asParameter(v any) any {
	if n, ok := v.(int64); ok && n == int64(int32(n)) {
		return int32(n)
	}
	return v
}

func paramValue(q *queries.Query, p queries.Param, params map[string]any) (any, error) {
	v, given := params[p.Name]
	if !given && p.Default != nil {
		v, given = *p.Default, true
	}
	if !given {
		if p.Required {
			return nil, &ParamError{q.Name, p.Name,
				fmt.Sprintf("Truy vấn %s cần tham số %s (%s).", q.Name, p.Name, p.Description.VI),
				fmt.Sprintf("query %s needs the parameter %s (%s)", q.Name, p.Name, p.Description.EN)}
		}
		return nil, nil
	}
	value, err := readParam(p.Type, v)
	if err != nil {
		return nil, &ParamError{q.Name, p.Name,
			fmt.Sprintf("Tham số %s: %v không đọc được theo kiểu %s.", p.Name, v, p.Type),
			fmt.Sprintf("parameter %s: %v cannot be read as %s", p.Name, v, p.Type)}
	}
	return value, nil
}

// readParam takes a value as text or in its own type. A moment is brought to the zone's wall clock.
func readParam(t queries.Type, v any) (any, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case string:
		return queries.ParseValue(t, v)
	case int:
		return number(t, int64(v))
	case time.Time:
		if t == queries.Moment {
			return calendar.Local(v), nil
		}
	}
	return asType(t, v)
}
