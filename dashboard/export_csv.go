package dashboard

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/dashboard/disclosure"
	"luanphien/queries/calendar"
)

// byteOrderMark makes spreadsheets read the file as UTF-8.
const byteOrderMark = "\ufeff"

// figureCSV sends the rows of a figure: the same call as the page's, unrounded, missing cells empty. Columns
// after the data say what they are: title, subtitle with n, source, edition, as-of moment, whether they are illustrative,
// who may see them, and the citation.
func figureCSV(r *request) (*kept, error) {
	f, d, err := r.toTakeAway()
	if err != nil {
		return nil, err
	}
	body, err := r.csv(f, d)
	if err != nil {
		return nil, err
	}
	return r.file(f, d, keep("text/csv; charset=utf-8", body), ".csv"), nil
}

// fileName names a download after what it holds: figure, edition, period and, where it is so, that the data are
// illustrative.
func (r *request) fileName(f *Figure, d *Drawing) string {
	name := fmt.Sprintf("%s-edition%d-%s-%s", f.ID, r.edition.Manifest.Number, d.Scope.From.Format("20060102"), d.Scope.To.Format("20060102"))
	if f.OfStation {
		name += "-" + r.stationCode()
	}
	if r.edition.Manifest.Illustrative {
		name += "-illustrative"
	}
	return name
}

func (r *request) csv(f *Figure, d *Drawing) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(byteOrderMark)
	out := csv.NewWriter(&b)
	t := d.Table
	if t == nil {
		t = &Table{}
	}
	if err := out.Write(append(csvFields(t), csvTail...)); err != nil {
		return nil, err
	}
	citation, err := r.citation(f, d)
	if err != nil {
		return nil, err
	}
	m := r.edition.Manifest
	tail := []string{guard(d.Title), guard(d.Subtitle), r.source(d.Scope), strconv.Itoa(m.Number), d.Scope.AsOf.In(calendar.Zone).Format(time.RFC3339), strconv.FormatBool(m.Illustrative),
		r.mark(f), citation}
	if len(t.Rows) == 0 { // the words stand in a row of their own, its data missing
		if err := out.Write(append(make([]string, len(csvFields(t))), tail...)); err != nil {
			return nil, err
		}
	}
	for _, row := range t.Rows {
		record := make([]string, 0, len(row)+len(tail)+2)
		for i, c := range t.Columns {
			record = append(record, csvCells(c, row[i])...)
		}
		if err := out.Write(append(record, tail...)); err != nil {
			return nil, err
		}
	}
	out.Flush()
	return b.Bytes(), out.Error()
}

// csvTail names the columns after the data, the same in every row.
var csvTail = []string{"title", "subtitle", "source", "edition", "as_of", "illustrative", "notice", "citation"}

// csvFields names the fields of the data. A station gives two, a proportion three: value, numerator, denominator.
func csvFields(t *Table) []string {
	var header []string
	for _, c := range t.Columns {
		switch c.Kind {
		case KindStation:
			header = append(header, c.Field+"_code", c.Field+"_name")
		case KindPercent:
			header = append(header, c.Field, c.Field+"_numerator", c.Field+"_denominator")
		default:
			header = append(header, c.Field)
		}
	}
	return header
}

func csvCells(c Column, v any) []string {
	switch v := v.(type) {
	case disclosure.Few:
		return slices.Repeat([]string{string(v)}, len(csvFields(&Table{Columns: []Column{c}})))
	case stationRef:
		return []string{guard(v.Code), guard(v.Name)}
	case analytics.Ratio:
		value := ""
		if q, ok := v.Value(); ok {
			value = plainNumber(q)
		}
		return []string{value, plainNumber(v.Numerator), plainNumber(v.Denominator)}
	}
	switch c.Kind {
	case KindStation:
		return []string{"", ""}
	case KindPercent:
		return []string{"", "", ""}
	}
	return []string{csvCell(c, v)}
}

func csvCell(c Column, v any) string {
	switch v := v.(type) {
	case string:
		return guard(v)
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return plainNumber(v)
	case estimateCell:
		return plainNumber(v.Value)
	case rowsRef:
		return v.url(&address.View{})
	case time.Time:
		if v.IsZero() {
			return ""
		}
		if c.Kind == KindWeek {
			return calendar.WeekOf(v).String()
		}
		return v.Format(time.DateOnly)
	}
	return ""
}

// plainNumber writes a number as scripts read it: a point, no thousands.
func plainNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
