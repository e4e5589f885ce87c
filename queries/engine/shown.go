package engine

import (
	"context"
	"database/sql/driver"
	_ "embed" // shown.sql
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// The driver knows no value of some types (UHUGEINT, BIT, BIGNUM, VARIANT), loses the zone of a TIMETZ, the last
// moment of a TIME, the order and the digits of a JSON and the years of an INTERVAL, and gives times in lists as moments of
// the year 1. The engine itself writes such columns as text.

// shownForm is the statement around another whose columns are to be text.
//
//go:embed shown.sql
var shownForm string

// knownTypes are those whose values the driver gives as they are.
var knownTypes = regexp.MustCompile(`^(BOOLEAN|U?(TINYINT|SMALLINT|INTEGER|BIGINT)|HUGEINT|FLOAT|DOUBLE|DECIMAL\([\d,]+\)|VARCHAR|BLOB|UUID|` +
	`DATE|TIMESTAMP(_S|_MS|_NS)?|TIMESTAMP WITH TIME ZONE|ENUM\(.*\)|"NULL")$`)

// nestedType is a list, array, struct, map or union. plainNested is a list that the driver's values make the same JSON of.
var (
	nestedType  = regexp.MustCompile(`(?s)(\]|^(STRUCT|MAP|UNION)\(.*\))$`)
	plainNested = regexp.MustCompile(`^(BOOLEAN|TINYINT|SMALLINT|INTEGER|BIGINT|VARCHAR|\[\d*\])+$`)
)

// numberTypes are the integers beyond 64 bits that come as text.
var numberTypes = map[string]bool{"UHUGEINT": true, "BIGNUM": true}

// column is a column of a statement as the engine describes it.
type column struct{ name, typeName string }

// asText is how the engine writes the column of that name as text; "" where the driver gives its values as they are.
func (c column) asText(name string) string {
	switch {
	case plainNested.MatchString(c.typeName), knownTypes.MatchString(c.typeName):
		return ""
	case nestedType.MatchString(c.typeName):
		n, _ := parseNest(c.typeName)
		return "CASE WHEN " + name + " IS NULL THEN NULL ELSE " + n.json(name, 0) + " END"
	}
	return "CAST(" + name + " AS VARCHAR)"
}

// describe asks the engine for the columns of a statement; none where it has no answer, such as for EXPLAIN.
func (s *Statement) describe(ctx context.Context, params map[string]any) []column {
	d, err := s.g.prepare("DESCRIBE " + s.text)
	if err != nil {
		return nil
	}
	defer d.Close()
	rows, err := d.run(ctx, params)
	if err != nil {
		return nil
	}
	defer rows.Close()
	var columns []column
	row := make([]any, len(rows.Columns()))
	for len(row) > 1 {
		if err := rows.Next(row); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil
		}
		name, _ := row[0].(string)
		typeName, _ := row[1].(string)
		columns = append(columns, column{name, typeName})
	}
	return columns
}

// written is the statement with those columns as text that the driver cannot give as they are; "" where there are none.
func written(text string, columns []column) string {
	var list, names []string
	needed := false
	for i, c := range columns {
		name := fmt.Sprintf("c%d", i)
		names = append(names, name)
		form := c.asText(name)
		if needed = needed || form != ""; form == "" {
			form = name
		}
		list = append(list, form)
	}
	if !needed {
		return ""
	}
	return strings.NewReplacer("{columns}", strings.Join(list, ", "), "{statement}", text, "{names}", strings.Join(names, ", ")).Replace(shownForm)
}

// run runs a prepared statement as it is.
func (s *Statement) run(ctx context.Context, params map[string]any) (*Rows, error) {
	var args []driver.NamedValue
	names, err := s.Parameters()
	if err != nil {
		return nil, err
	}
	for i, name := range names {
		args = append(args, driver.NamedValue{Name: name, Ordinal: i + 1, Value: params[name]})
	}
	r, err := s.s.QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	rows := &Rows{rows: r, types: r.(driver.RowsColumnTypeDatabaseTypeName)}
	rows.values = make([]driver.Value, len(r.Columns()))
	return rows, nil
}
