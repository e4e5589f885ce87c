package read

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"luanphien/ingest/read/ooxml"
)

// values reads what the cells of one workbook hold: dates come out in ISO 8601 whatever their format shows, all other
// numbers as they are stored.
type values struct {
	formats []int // by cell style: formatStored, formatDate …
	in1904  bool
	text    *[]byte // of the values that were computed, for one row after the other
}

func valuesOf(book *ooxml.Book) values {
	v := values{in1904: book.Date1904, text: new([]byte)}
	for _, f := range book.Formats {
		v.formats = append(v.formats, formatOf(f.ID, f.Code))
	}
	return v
}

// of gives the text of a cell and what it is beyond that. A formula that gave no text holds none; one whose value was
// never stored is a fault.
func (v values) of(c *ooxml.Cell) ([]byte, Mark) {
	switch c.Type {
	case ooxml.Broken:
		return c.Text, Unusable
	case ooxml.Number:
		return v.number(c)
	case ooxml.Error:
		if len(c.Text) == 0 {
			return c.Text, Unusable
		}
	case ooxml.Boolean:
		switch string(bytes.TrimSpace(c.Text)) {
		case "1", "true":
			return []byte("TRUE"), Typed
		case "0", "false":
			return []byte("FALSE"), Typed
		}
	case ooxml.Date:
		if v.format(c) == formatDate {
			day, _, _ := bytes.Cut(c.Text, []byte("T"))
			return day, Typed
		}
	}
	if c.Formula && !c.Valued {
		return nil, Unsaved
	}
	return c.Text, Typed
}

func (v values) format(c *ooxml.Cell) int {
	if c.Style < 0 || c.Style >= len(v.formats) {
		return formatStored
	}
	return v.formats[c.Style]
}

func (v values) number(c *ooxml.Cell) ([]byte, Mark) {
	switch {
	case len(c.Text) > 0:
	case c.Formula:
		return nil, Unsaved
	default:
		return nil, Typed
	}
	format := v.format(c)
	if format == formatStored && isDigits(c.Text) {
		return c.Text, Stored
	}
	x, err := strconv.ParseFloat(string(c.Text), 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) || bytes.ContainsAny(c.Text, "xX_") {
		return c.Text, Unusable
	}
	if format != formatStored {
		if text, ok := v.moment(x, format); ok {
			return text, Typed
		}
	}
	if whole := math.Round(x); math.Abs(x-whole) <= nearlyWhole*math.Max(1, math.Abs(x)) && math.Abs(whole) < 1<<53 {
		return strconv.AppendFloat(nil, whole, 'f', 0, 64), Stored
	}
	return c.Text, Stored
}

// nearlyWhole is how far from a whole number a stored one may lie and be it, relative to the larger of 1 and the number: a
// spreadsheet's sums of tenths end in such remainders.
const nearlyWhole = 1e-9

// moment turns a serial into a day, a time or both, to the nearest second. Serials that are no day are left as they are.
func (v values) moment(serial float64, format int) ([]byte, bool) {
	at, err := excelize.ExcelDateToTime(serial, v.in1904)
	if err != nil || serial < 0 || serial >= lastSerial {
		return nil, false
	}
	return at.Add(time.Second/2).Truncate(time.Second).AppendFormat(nil, formatLayouts[format]), true
}

// lastSerial is the day after 31/12/9999.
const lastSerial = 2_958_466

func isDigits(text []byte) bool {
	return !slices.ContainsFunc(text, func(c byte) bool { return c < '0' || c > '9' })
}
