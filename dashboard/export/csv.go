// Package export makes the files of figures that a reader takes away: CSV, XLSX, SVG and PNG, and the citation by which each
// is computed again.
package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
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
)

// ByteOrderMark makes spreadsheets read the file as UTF-8.
const ByteOrderMark = "\ufeff"

// CSV sends the rows of a figure: the same call as the page's, unrounded, missing cells empty. Columns
// after the data say what they are: title, subtitle with n, source, edition, as-of moment, whether they are illustrative,
// who may see them, and the citation.
func CSV(r *question.Question) (*answer.Answer, error) {
	return taken(r, ".csv", CSVBytes, func(body []byte) *answer.Answer { return answer.New("text/csv; charset=utf-8", body) })
}

// FileName names a download after what it holds: figure, edition, period and, where it is so, that the data are
// illustrative.
func FileName(r *question.Question, f *figure.Figure, d *figure.Drawing) string {
	name := fmt.Sprintf("%s-edition%d-%s-%s", f.ID, r.Edition.Manifest.Number, d.Scope.From.Format("20060102"), d.Scope.To.Format("20060102"))
	if f.OfStation {
		name += "-" + r.StationCode()
	}
	if r.Edition.Manifest.Illustrative {
		name += "-illustrative"
	}
	return name
}

func CSVBytes(r *question.Question, f *figure.Figure, d *figure.Drawing) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(ByteOrderMark)
	out := csv.NewWriter(&b)
	t := d.Table
	if t == nil {
		t = &table.Table{}
	}
	if err := out.Write(append(csvFields(t), CsvTail...)); err != nil {
		return nil, err
	}
	citation, err := Citation(r, f, d)
	if err != nil {
		return nil, err
	}
	m := r.Edition.Manifest
	tail := []string{GuardFormula(d.Title), GuardFormula(d.Subtitle), figure.Source(r, d.Scope), strconv.Itoa(m.Number), d.Scope.AsOf.In(calendar.Zone).Format(time.RFC3339), strconv.FormatBool(m.Illustrative),
		mark(r, f), citation}
	if len(t.Rows()) == 0 { // the words stand in a row of their own, its data missing
		if err := out.Write(append(make([]string, len(csvFields(t))), tail...)); err != nil {
			return nil, err
		}
	}
	for _, row := range t.Rows() {
		record := make([]string, 0, len(t.Columns)+len(tail)+2)
		for c, v := range row.Cells {
			record = append(record, csvCells(c, v)...)
		}
		if err := out.Write(append(record, tail...)); err != nil {
			return nil, err
		}
	}
	out.Flush()
	return b.Bytes(), out.Error()
}

// CsvTail names the columns after the data, the same in every row.
var CsvTail = []string{"title", "subtitle", "source", "edition", "as_of", "illustrative", "notice", "citation"}

// csvFields names the fields of the data. A station gives two, a proportion three: value, numerator, denominator.
func csvFields(t *table.Table) []string {
	var header []string
	for _, c := range t.Columns {
		switch c.Kind {
		case table.KindStation:
			header = append(header, c.Field+"_code", c.Field+"_name")
		case table.KindPercent:
			header = append(header, c.Field, c.Field+"_numerator", c.Field+"_denominator")
		default:
			header = append(header, c.Field)
		}
	}
	return header
}

func csvCells(c table.Column, v any) []string {
	switch v := v.(type) {
	case disclosure.Few:
		return slices.Repeat([]string{string(v)}, len(csvFields(&table.Table{Columns: []table.Column{c}})))
	case table.StationRef:
		return []string{GuardFormula(v.Code), GuardFormula(v.Name)}
	case analytics.Ratio:
		value := ""
		if q, ok := v.Value(); ok {
			value = PlainNumber(q)
		}
		return []string{value, PlainNumber(v.Numerator), PlainNumber(v.Denominator)}
	}
	switch c.Kind {
	case table.KindStation:
		return []string{"", ""}
	case table.KindPercent:
		return []string{"", "", ""}
	}
	return []string{csvCell(c, v)}
}

func csvCell(c table.Column, v any) string {
	switch v := v.(type) {
	case string:
		return GuardFormula(v)
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return PlainNumber(v)
	case table.EstimateCell:
		return PlainNumber(v.Value)
	case table.RowsRef:
		return v.URL(&address.View{})
	case time.Time:
		if v.IsZero() {
			return ""
		}
		if c.Kind == table.KindWeek {
			return calendar.WeekOf(v).String()
		}
		return v.Format(time.DateOnly)
	}
	return ""
}

// PlainNumber writes a number as scripts read it: a point, no thousands.
func PlainNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
