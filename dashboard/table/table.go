// Package table holds the tables of figures and writes their cells for a page.
package table

import (
	"strings"
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/address"
	"luanphien/dashboard/disclosure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// Kind says how a column's cells are written.
type Kind int

// The kinds. A nil cell is a missing value in every kind: – on a page, an empty field in a CSV, never 0.
const (
	KindText    Kind = iota
	KindInt          // int, int64
	KindDecimal      // float64, one decimal on pages, unrounded in a CSV
	KindPercent      // analytics.Ratio
	KindDate         // time.Time
	KindWeek         // time.Time, the Monday
	KindStation      // stationRef, a link on pages
	KindTerm         // code, words on pages
	KindMoment       // time.Time, the local wall clock dressed as UTC
	KindShare        // float64, a proportion of nothing counted (a limit), as a percentage on pages
	KindRatio        // float64, two decimals on pages, unrounded in a CSV
)

// Column is a column of a figure's table. Field is its name in a CSV.
type Column struct {
	Field string
	Label string
	Kind  Kind
	// Prefix is the message prefix of a KindTerm column: the cell "late" with prefix "report." reads "report.late".
	Prefix string
	// Hidden columns are in the CSV only.
	Hidden bool
	// Key is the column that a phone shows beside the first; without one, Fold chooses.
	Key bool
}

// Numeric tells whether the column's cells are numbers, to be set right-aligned.
func (c Column) Numeric() bool {
	return c.Kind == KindInt || c.Kind == KindDecimal || c.Kind == KindPercent || c.Kind == KindShare || c.Kind == KindRatio
}

// Table is the table of a figure. Of makes it; a cell is reached by its column, never by its place.
type Table struct {
	Columns []Column
	rows    []Row
}

// StationRef is a station in a cell.
type StationRef struct {
	Code, Name string
	Figure     string // part of the station's page that the link goes to; "" = its top
	Period     string // the period to look at there; "" = that of the page
}

// StationOf is the cell of a station.
func StationOf(s analytics.Station) StationRef { return StationRef{Code: s.Code, Name: s.Name} }

// Cell is a table's cell as a page writes it.
type Cell struct {
	Text    string
	URL     string
	Number  bool
	Missing bool
}

// Cells writes a row for a page.
func Cells(r *question.Question, row Row) []Cell {
	var cells []Cell
	for c, v := range row.Cells {
		if !c.Hidden {
			cells = append(cells, CellOf(r, c, v))
		}
	}
	return cells
}

func CellOf(r *question.Question, c Column, v any) Cell {
	cell := Cell{Number: c.Numeric()}
	if v == nil {
		cell.Text, cell.Missing = words.NoValue, true
		return cell
	}
	w := r.Words
	switch v := v.(type) {
	case string:
		cell.Text = v
		if c.Kind == KindTerm && v != "" {
			words := strings.Split(v, ",") // several reasons share a cell
			for i, code := range words {
				words[i] = w.T(c.Prefix + code)
			}
			cell.Text = strings.Join(words, "; ")
		}
	case int:
		cell.Text = w.Int(float64(v))
	case int64:
		cell.Text = w.Int(float64(v))
	case float64:
		cell.Text = w.Decimal(v, 1)
		switch c.Kind {
		case KindInt:
			cell.Text = w.Int(v)
		case KindShare:
			cell.Text = w.Share(v)
		case KindRatio:
			cell.Text = w.Decimal(v, 2)
		}
	case analytics.Ratio:
		cell.Text = w.Percent(v.Numerator, v.Denominator)
		cell.Missing = v.Denominator == 0
	case EstimateCell:
		cell.Text = w.Estimate(v.Value, v.Of.Avoided, v.Of.Low, v.Of.High)
	case RowsRef:
		cell.Text, cell.URL = v.Text, v.URL(r.View)
	case disclosure.Few:
		cell.Text = string(v)
	case StationRef:
		cell.Text, cell.URL = v.Name, StationLink(r, v.Code, v.Figure, v.Period)
	case time.Time:
		cell.Text = w.Date(v)
		cell.Missing = v.IsZero()
		switch c.Kind {
		case KindMoment:
			cell.Text = w.T("moment.at", "time", v.Format("15:04"), "date", w.Date(v))
		case KindWeek:
			cell.Text = w.Week(calendar.WeekOf(v))
		}
	}
	return cell
}

// RowsRef is a cell that leads to the rows behind an item.
type RowsRef struct {
	Text, Kind, Station string
	From, To            time.Time
}

// URL is the address of the rows.
func (c RowsRef) URL(v *address.View) string {
	return v.Link("/rows/"+c.Kind, "station", c.Station, "from", c.From.Format(time.DateOnly), "to", c.To.Format(time.DateOnly), "stream", "")
}

// EstimateCell is a value of an estimate in a table: rounded by the estimate's interval on pages, unrounded in a CSV.
type EstimateCell struct {
	Value float64
	Of    analytics.Estimate
}
