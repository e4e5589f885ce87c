package statement

import (
	"database/sql"
	"fmt"
	"strings"
	"time"

	"luanphien/queries"
	"luanphien/queries/calendar"
)

// ParamError says what is wrong with a parameter, in both languages.
type ParamError struct{ Query, Param, VI, EN string }

func (p *ParamError) Error() string { return p.EN }

// SameColumns checks that the engine gives just the columns that the header promises.
func SameColumns(q *queries.Query, rows *sql.Rows) error {
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

// AsType brings a value of the engine to the type that the header promises.
func AsType(t queries.Type, v any) (any, error) {
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

// Bound gives an integer the engine's type INTEGER, which the queries cast to: for a value of another type than
// the statement was planned with, it is planned anew at each run, which costs more than the run.
func Bound(v any) any {
	if n, ok := v.(int64); ok && n == int64(int32(n)) {
		return int32(n)
	}
	return v
}

func Value(q *queries.Query, p queries.Param, params map[string]any) (any, error) {
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
	return AsType(t, v)
}
