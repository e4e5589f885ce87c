package ooxml

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// unsavedText stands for a formula that the XML does not write out.
const unsavedText = "=…"

// longestFormula is how much of a formula is shown, in bytes.
const longestFormula = 200

func (p *parser) of(s textSpan) []byte { return p.text[s.begin:s.end] }

// unsaved tells a formula whose value was never stored. A text that a formula gives may be empty.
func (c *cell) unsaved() bool {
	return c.hasFormula && (!c.hasValue || c.kind != computed && c.value.begin == c.value.end)
}

// holds tells whether there is anything in a cell: the count of rows rests on it, apart from the texts that value makes.
func (p *parser) holds(c *cell, texts *stringTable) bool {
	value := p.of(c.value)
	switch {
	case c.unsaved():
		return true
	case blank(value):
		return false
	case c.kind == shared:
		index, ok := wholeNumber(bytes.TrimSpace(value))
		return !ok || index >= len(texts.ends) || !texts.blanks[index]
	case c.kind == inline || c.kind == computed:
		return bytes.IndexByte(value, '_') < 0 || !blank(unescape(bytes.Clone(value)))
	}
	return true
}

// value appends the text of a cell to that of the row.
func (r *Rows) value(c *cell) (Kind, error) {
	value := r.of(c.value)
	if c.unsaved() {
		formula := bytes.ToValidUTF8(r.of(c.formula)[:min(longestFormula, c.formula.end-c.formula.begin)], nil)
		if blank(formula) {
			r.joined = append(r.joined, unsavedText...)
		} else {
			r.joined = append(append(r.joined, '='), formula...)
		}
		return Unsaved, nil
	}
	if blank(value) {
		return Text, nil
	}
	switch c.kind {
	case inline, computed:
		r.joined = append(r.joined, unescape(value)...)
		return Text, nil
	case shared:
		return r.sharedText(bytes.TrimSpace(value))
	case number:
		return r.number(bytes.TrimSpace(value), c.style), nil
	case boolean:
		switch string(bytes.TrimSpace(value)) {
		case "0", "false":
			r.joined = append(r.joined, "FALSE"...)
			return Text, nil
		case "1", "true":
			r.joined = append(r.joined, "TRUE"...)
			return Text, nil
		}
	case fault:
		value = bytes.TrimSpace(value)
		r.joined = append(r.joined, value...)
		if value[0] == '#' {
			return Text, nil
		}
		return Unusable, nil
	case isoDate:
		if r.isoDate(string(bytes.TrimSpace(value)), c.style) {
			return Text, nil
		}
	}
	r.joined = append(r.joined, value...)
	return Unusable, nil
}

func (r *Rows) sharedText(value []byte) (Kind, error) {
	index, ok := wholeNumber(value)
	if ok {
		var err error
		if r.joined, ok, err = r.texts.at(index, r.joined); ok || err != nil {
			return Text, err
		}
	}
	r.joined = append(r.joined, value...)
	return Unusable, nil
}

// format is the one that a cell's style shows.
func (b *Book) format(style int) format {
	if style < len(b.formats) {
		return b.formats[style]
	}
	return stored
}

// number appends a numeric cell: a day where its format shows one, else the number as a machine writes it, in the 15
// digits that spreadsheets count with.
func (r *Rows) number(value []byte, style int) Kind {
	shows := r.sheet.book.format(style)
	if shows == stored && len(value) <= 15 && plainDigits(value) {
		r.joined = append(r.joined, value...)
		return Number
	}
	x, err := strconv.ParseFloat(string(value), 64)
	if err != nil || len(bytes.Trim(value, "0123456789.+-eE")) > 0 { // strconv knows more: 0x1p-2, 1_000, Inf
		r.joined = append(r.joined, value...)
		return Unusable
	}
	if shows == percent {
		r.joined = append(strconv.AppendFloat(r.joined, 100*x, 'g', 15, 64), '%')
		return Number
	}
	if shows != stored {
		if moment, ok := r.sheet.book.moment(x); ok {
			r.joined = appendMoment(r.joined, moment, shows)
			if shows == monthOnly {
				return Month
			}
			return Text
		}
	}
	r.joined = appendNumber(r.joined, x)
	return Number
}

func plainDigits(value []byte) bool {
	for _, c := range value {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(value) > 0
}

// appendNumber writes a number without an exponent where that is readable.
func appendNumber(to []byte, x float64) []byte {
	if whole := math.Round(x); math.Abs(x-whole) <= 1e-9*max(1, math.Abs(x)) && math.Abs(x) < 1e15 {
		return strconv.AppendInt(to, int64(whole), 10)
	}
	x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'e', 14, 64), 64)
	if size := math.Abs(x); size >= 1e-7 && size < 1e21 {
		return strconv.AppendFloat(to, x, 'f', -1, 64)
	}
	return strconv.AppendFloat(to, x, 'e', -1, 64)
}

// lastSerial is 31 December 9999, the last day of a spreadsheet.
const lastSerial = 2958465

// moment is the day and time that a number stands for, to the second. The day 60 of 1900 never was.
func (b *Book) moment(serial float64) (time.Time, bool) {
	if serial < 0 || serial >= lastSerial+1 || !b.date1904 && serial >= 60 && serial < 61 {
		return time.Time{}, false
	}
	moment, err := excelize.ExcelDateToTime(serial, b.date1904)
	return moment.Round(time.Second), err == nil
}

func appendMoment(to []byte, moment time.Time, shows format) []byte {
	switch shows {
	case dateOnly, monthOnly:
		return moment.AppendFormat(to, time.DateOnly)
	case timeOnly:
		return moment.AppendFormat(to, time.TimeOnly)
	}
	return moment.AppendFormat(to, time.DateTime)
}

// isoDate appends a cell of the strict format that holds a day in ISO 8601; false where it holds none.
func (r *Rows) isoDate(value string, style int) bool {
	shows := r.sheet.book.format(style)
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04:05.999999999", time.RFC3339Nano, "2006-01-02T15:04"} {
		moment, err := time.Parse(layout, value)
		if err != nil {
			continue
		}
		if shows == stored {
			shows = dateTime
			if moment.Equal(moment.Truncate(24 * time.Hour)) {
				shows = dateOnly
			}
		}
		r.joined = appendMoment(r.joined, moment.Round(time.Second), shows)
		return true
	}
	if _, err := time.Parse(time.TimeOnly, value); err != nil {
		return false
	}
	r.joined = append(r.joined, value...)
	return true
}

// unescape puts the characters in the place of _x000D_ and the like, in which spreadsheets write what XML cannot hold. It
// changes the text in its place.
func unescape(text []byte) []byte {
	if !bytes.Contains(text, []byte("_x")) {
		return text
	}
	out := text[:0]
	for i := 0; i < len(text); i++ {
		if r, ok := escaped(text[i:]); ok {
			out = append(out, string(r)...) // never longer than the seven bytes that it stands for
			i += len("_x000D_") - 1
			continue
		}
		out = append(out, text[i])
	}
	return out
}

func escaped(text []byte) (rune, bool) {
	if len(text) < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(text[2:6]), 16, 32)
	if err != nil || n >= 0xD800 && n < 0xE000 || strings.ContainsRune("\ufffe\uffff", rune(n)) {
		return 0, false
	}
	return rune(n), true
}
