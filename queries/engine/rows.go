package engine

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/marcboeker/go-duckdb/v2"
)

// Number is an exact number as text: a DECIMAL, or an integer beyond 64 bits.
type Number string

// Day is a date, as midnight UTC.
type Day struct{ time.Time }

// Rows are the rows of a statement.
type Rows struct {
	rows      driver.Rows
	types     driver.RowsColumnTypeDatabaseTypeName
	values    []driver.Value
	columns   []column   // as described, where some come as the engine writes them; else nil
	statement *Statement // that ends with the rows; nil = none
}

// Columns are the names of the columns.
func (r *Rows) Columns() []string {
	if r.columns == nil {
		return r.rows.Columns()
	}
	names := make([]string, len(r.columns))
	for i, c := range r.columns {
		names[i] = c.name
	}
	return names
}

// Type is the engine's name of a column's type, such as BIGINT or DECIMAL(18,3).
func (r *Rows) Type(column int) string {
	if r.columns == nil {
		return r.types.ColumnTypeDatabaseTypeName(column)
	}
	return r.columns[column].typeName
}

// Next puts the next row into row, as nil, bool, int64, uint64, float64, string, Number, []byte, Day or time.Time (a
// moment without a zone as UTC); one with a zone, a time of day, an interval and a date that is infinite or before our era
// come as the engine writes them. Lists, structs, maps and unions come as JSON. At the end it gives io.EOF.
func (r *Rows) Next(row []any) error {
	if err := r.rows.Next(r.values); err != nil {
		return err
	}
	for i, v := range r.values {
		row[i] = plain(v, r.Type(i))
	}
	return nil
}

// Skip passes over the next row. At the end it gives io.EOF.
func (r *Rows) Skip() error { return r.rows.Next(r.values) }

// Close ends the reading.
func (r *Rows) Close() error {
	err := r.rows.Close()
	if r.statement != nil {
		err = errors.Join(err, r.statement.Close())
	}
	return err
}

// FloatText writes a number with all its digits, and one that is infinite as a date or a moment that is: both may stand in
// one row.
func FloatText(v float64) string {
	switch {
	case math.IsInf(v, 1):
		return "infinity"
	case math.IsInf(v, -1):
		return "-infinity"
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// moment gives a date or a moment its form.
func moment(v time.Time, typeName string) any {
	switch year := v.Year(); {
	case typeName == "DATE" && year > 5_881_579, typeName != "DATE" && year > 294_246:
		return "infinity"
	case typeName == "DATE" && year < -5_877_640, typeName != "DATE" && year < -290_307:
		return "-infinity"
	case typeName == "TIMESTAMP_NS" && v.UnixNano() == math.MaxInt64:
		return "infinity"
	case typeName == "TIMESTAMP_NS" && v.UnixNano() == -math.MaxInt64:
		return "-infinity"
	case year < 1 && typeName == "DATE":
		return fmt.Sprintf("%04d-%s (BC)", 1-year, v.Format("01-02"))
	case year < 1 && strings.HasPrefix(typeName, "TIMESTAMP") && typeName != "TIMESTAMPTZ":
		return fmt.Sprintf("%04d-%s (BC) %s", 1-year, v.Format("01-02"), v.Format("15:04:05.999999"))
	case typeName == "DATE":
		return Day{v}
	case strings.HasPrefix(typeName, "TIMESTAMPTZ"), typeName == "TIMESTAMP WITH TIME ZONE":
		return v.In(zone).Format("2006-01-02 15:04:05.999999-07")
	}
	return v
}

// plain turns a value of the driver into one of few types.
func plain(v any, typeName string) any {
	switch v := v.(type) {
	case nil, bool, int64, uint64, float64:
		return v
	case string:
		if numberTypes[typeName] {
			return Number(v)
		}
		return v
	case time.Time:
		return moment(v, typeName)
	case int8:
		return int64(v)
	case int16:
		return int64(v)
	case int32:
		return int64(v)
	case uint8:
		return uint64(v)
	case uint16:
		return uint64(v)
	case uint32:
		return uint64(v)
	case float32:
		return shortFloat(v)
	case *big.Int:
		return Number(v.String())
	case duckdb.Decimal:
		return Number(decimal(v))
	case []byte:
		if typeName == "UUID" && len(v) == 16 {
			return uuid(v)
		}
		return v
	case []any, map[string]any, duckdb.Map, duckdb.Union:
		var b strings.Builder
		out := json.NewEncoder(&b)
		out.SetEscapeHTML(false)
		if err := out.Encode(nested(v)); err != nil {
			return fmt.Sprint(v)
		}
		return strings.TrimSuffix(b.String(), "\n")
	}
	return fmt.Sprint(v)
}

// shortFloat widens a float of 32 bits to the one of 64 that is written alike.
func shortFloat(v float32) float64 {
	f, err := strconv.ParseFloat(strconv.FormatFloat(float64(v), 'g', -1, 32), 64)
	if err != nil {
		return float64(v)
	}
	return f
}

// decimal writes a decimal with all digits of its scale.
func decimal(v duckdb.Decimal) string {
	digits, sign := v.Value.String(), ""
	if v.Value.Sign() < 0 {
		digits, sign = digits[1:], "-"
	}
	if v.Scale == 0 {
		return sign + digits
	}
	scale := int(v.Scale)
	if missing := scale + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	return sign + digits[:len(digits)-scale] + "." + digits[len(digits)-scale:]
}

func uuid(b []byte) string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// nested turns what is inside a list, struct or map into what JSON can hold.
func nested(v any) any {
	switch v := v.(type) {
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = nested(v[i])
		}
		return list
	case map[string]any:
		object := make(map[string]any, len(v))
		for name, value := range v {
			object[name] = nested(value)
		}
		return object
	case duckdb.Map:
		object := make(map[string]any, len(v))
		for key, value := range v {
			object[fmt.Sprint(nested(key))] = nested(value)
		}
		return object
	case duckdb.Union:
		return nested(v.Value)
	}
	switch p := plain(v, "").(type) {
	case Number:
		return json.Number(p)
	case float64:
		if math.IsNaN(p) || math.IsInf(p, 0) {
			return FloatText(p)
		}
		return p
	case []byte:
		return fmt.Sprintf("%x", p)
	default:
		return p
	}
}

// EachUint64 hands every row of a query of one UBIGINT column to f, past database/sql, which costs more than the query
// where the rows are millions. The answer stands in the engine's memory.
func EachUint64(ctx context.Context, conn *sql.Conn, query string, f func(uint64) error) error {
	return conn.Raw(func(raw any) error {
		rows, err := raw.(driver.QueryerContext).QueryContext(ctx, query, nil)
		if err != nil {
			return err
		}
		defer rows.Close()
		value := make([]driver.Value, 1)
		for {
			if err := rows.Next(value); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
			number, ok := value[0].(uint64)
			if !ok {
				return fmt.Errorf("a row holds %T, not a number", value[0])
			}
			if err := f(number); err != nil {
				return err
			}
		}
	})
}
