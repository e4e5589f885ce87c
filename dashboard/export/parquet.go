package export

import (
	"encoding/json"
	"strconv"
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/disclosure"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/queries/calendar"
	"luanphien/queries/engine"
)

// ParquetType is the media type of a Parquet file.
const ParquetType = "application/vnd.apache.parquet"

// The types of a Parquet file's columns, as the engine calls them.
const (
	ofText, ofWhole, ofNumber, ofDay, ofMoment = "VARCHAR", "BIGINT", "DOUBLE", "DATE", "TIMESTAMP"
)

// Parquet sends the rows of a figure with their types: the fields of the CSV, whole numbers, numbers and dates as such.
func Parquet(r *question.Question) (*answer.Answer, error) {
	return taken(r, ".parquet", ParquetBytes, func(body []byte) *answer.Answer { return answer.NewPacked(ParquetType, body) })
}

// ParquetBytes is the file. What the columns after the data of a CSV say, it says once, beside its rows.
func ParquetBytes(r *question.Question, f *figure.Figure, d *figure.Drawing) ([]byte, error) {
	t := d.Table
	if t == nil || len(t.Columns) == 0 { // such a file has a column at least
		t = table.Of([]struct{}{}, []table.For[struct{}]{{Field: "nothing", Label: r.Words.T("table.empty")}})
	}
	said, err := saidOf(r, f, d, t)
	if err != nil {
		return nil, err
	}
	p := engine.Parquet{Said: said, Rows: make([][]any, len(t.Rows()))}
	for _, c := range t.Columns {
		addColumn(&p, c, t.Rows())
	}
	return engine.WriteParquet(r.Ctx, p)
}

// saidOf are the names and texts beside the rows.
func saidOf(r *question.Question, f *figure.Figure, d *figure.Drawing, t *table.Table) ([][2]string, error) {
	citation, err := Citation(r, f, d)
	if err != nil {
		return nil, err
	}
	labels := map[string]string{}
	for _, c := range t.Columns {
		titles := xlsxTitles(r, c)
		for i, field := range fieldsOf(c) {
			labels[field], _ = titles[i].(string)
		}
	}
	columns, err := json.Marshal(labels)
	if err != nil {
		return nil, err
	}
	notes, err := json.Marshal(append([]string{}, d.Notes...))
	if err != nil {
		return nil, err
	}
	m := r.Edition.Manifest
	return [][2]string{{"title", d.Title}, {"subtitle", d.Subtitle}, {"alt", d.Alt}, {"notes", string(notes)}, {"columns", string(columns)}, {"source", figure.Source(r, d.Scope)},
		{"edition", strconv.Itoa(m.Number)}, {"as_of", d.Scope.AsOf.In(calendar.Zone).Format(time.RFC3339)}, {"illustrative", strconv.FormatBool(m.Illustrative)},
		{"state", string(d.State)}, {"reason", d.Reason}, {"notice", mark(r, f)}, {"citation", citation}}, nil
}

func fieldsOf(c table.Column) []string { return csvFields(&table.Table{Columns: []table.Column{c}}) }

// withheld ends the name of a column that says where a number of the one before it is not told.
const withheld = "_withheld"

// addColumn adds the fields of a column with their cells. Where a number of it is not told, its cell is missing, and a further
// field says so.
func addColumn(p *engine.Parquet, c table.Column, rows []table.Row) {
	fields := fieldsOf(c)
	cells, few, some := make([][]any, len(rows)), make([]any, len(rows)), false
	for i, row := range rows {
		v := row.At(c.Field)
		if mark, ok := v.(disclosure.Few); ok {
			few[i], some = string(mark), true
			v = nil
		}
		cells[i] = typedCells(c, v, len(fields))
	}
	for k, field := range fields {
		kind := typeOf(c, cells, k)
		p.Columns = append(p.Columns, engine.ParquetColumn{Name: field, Type: kind})
		for i := range rows {
			p.Rows[i] = append(p.Rows[i], as(kind, cells[i][k]))
		}
	}
	if some {
		p.Columns = append(p.Columns, engine.ParquetColumn{Name: c.Field + withheld, Type: ofText})
		for i := range rows {
			p.Rows[i] = append(p.Rows[i], few[i])
		}
	}
}

// typedCells are the cells of a table's cell: a station gives two, a proportion three; nil where a value is missing.
func typedCells(c table.Column, v any, fields int) []any {
	switch v := v.(type) {
	case nil:
		return make([]any, fields)
	case table.StationRef:
		return []any{v.Code, v.Name}
	case analytics.Ratio:
		if q, ok := v.Value(); ok {
			return []any{q, v.Numerator, v.Denominator}
		}
		return []any{nil, v.Numerator, v.Denominator}
	case int:
		return []any{int64(v)}
	case table.EstimateCell:
		return []any{v.Value}
	case table.RowsRef:
		return []any{v.URL(&address.View{})}
	case time.Time:
		switch {
		case v.IsZero():
			return []any{nil}
		case c.Kind == table.KindWeek:
			return []any{calendar.WeekOf(v).String()}
		case c.Kind == table.KindMoment:
			return []any{v}
		}
		return []any{calendar.Day(v.Date())} // without a time of day that nobody sees
	}
	if fields > 1 { // words in the place of a station: there is none
		return make([]any, fields)
	}
	return []any{v}
}

// kindTypes are the types of the kinds of columns; the others are texts.
var kindTypes = map[table.Kind]string{table.KindInt: ofWhole, table.KindDecimal: ofNumber, table.KindShare: ofNumber, table.KindRatio: ofNumber, table.KindPercent: ofNumber,
	table.KindDate: ofDay, table.KindMoment: ofMoment}

// typeOf is the type of a field: its column's, unless a cell holds what that does not.
func typeOf(c table.Column, cells [][]any, k int) string {
	kind, ok := kindTypes[c.Kind]
	if !ok {
		kind = ofText
	}
	for _, row := range cells {
		switch row[k].(type) {
		case string:
			return ofText
		case float64:
			if kind == ofWhole {
				kind = ofNumber
			}
		}
	}
	return kind
}

// as gives a value the type of its field.
func as(kind string, v any) any {
	switch v := v.(type) {
	case int64:
		switch kind {
		case ofNumber:
			return float64(v)
		case ofText:
			return strconv.FormatInt(v, 10)
		}
	case float64:
		if kind == ofText {
			return PlainNumber(v)
		}
	case time.Time:
		if kind == ofText {
			return v.Format(time.DateOnly)
		}
	}
	return v
}
