package read

import (
	"bufio"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"luanphien/ingest/ledger"
	"luanphien/ingest/lex"
	"luanphien/ingest/rule"
)

// parted gives the rows of one kind, file by file.
type parted struct {
	parting *parting
	kind    string
	sheet   *Sheet
	at      int // the next of the files of parcels
	ready   []record
	places  *places
}

func (s *parted) count() int64 { return int64(s.parting.rows[s.kind]) }

func (s *parted) next() (record, error) {
	if s.places == nil {
		s.places = s.parting.placesOf(s.sheet)
		if err := s.parting.gather(s.places); err != nil {
			return record{}, err
		}
	}
	for len(s.ready) == 0 {
		if s.at == parcels {
			return record{}, io.EOF
		}
		var err error
		if s.ready, err = s.parting.assemble(s.at, s.kind, s.sheet, s.places); err != nil {
			return record{}, err
		}
		s.at++
	}
	r := s.ready[0]
	s.ready = s.ready[1:]
	return r, nil
}

// wholeRow is a row that is put together from its values.
type wholeRow struct {
	key   [3]string // station, period, group
	other bool      // its period is none that rows of the kind have
	parts [2][]part // of each figure
}

// part is one value of a figure: of an age, of a sex.
type part struct {
	key     string
	unit    string // that told it, where several of the mapping are the one place
	place   int
	value   string
	deleted bool
}

// add takes a value in. repeats is true where it says once more what a value before it said.
func (r *wholeRow) add(c *parcel, unit string) (repeats bool) {
	figure := 0
	if c.Field == "referrals" {
		figure = 1
	}
	added := part{c.Key, unit, c.Place, c.Value, c.Deleted}
	for _, p := range r.parts[figure] {
		if p.key == added.key && p.unit == added.unit && p.deleted == added.deleted && sameValue(p.value, added.value) {
			return true
		}
	}
	r.parts[figure] = append(r.parts[figure], added)
	return false
}

func sameValue(a, b string) bool {
	if a == b {
		return true
	}
	x, missingX, ruleX := lex.StoredDecimal(a)
	y, missingY, ruleY := lex.StoredDecimal(b)
	return ruleX == rule.None && ruleY == rule.None && missingX == missingY && x == y
}

// record makes the row of the values.
func (r *wholeRow) record(kind string) record {
	out := record{more: -1, marks: []Mark{Typed, Typed, Typed}}
	if r.other {
		out.marks[1] = OtherPeriod
	}
	for _, text := range r.key {
		out.cells = append(out.cells, []byte(text))
	}
	told, deleted := false, false
	for figure := range len(fieldsOf[kind]) - 3 {
		text, mark := whole(r.parts[figure])
		out.cells, out.marks = append(out.cells, []byte(text)), append(out.marks, mark)
		told, deleted = told || mark != Untold && mark != Deleted, deleted || mark == Deleted
		for _, p := range r.parts[figure] {
			out.more++
			if out.line == 0 || p.place < out.line {
				out.line = p.place
			}
		}
	}
	out.gone = deleted && !told
	return out
}

// whole puts the parts of a figure together: they are added up. Two values of one key contradict each other.
func whole(parts []part) (text string, mark Mark) {
	if len(parts) == 0 {
		return "", Untold
	}
	seen := map[[2]string]part{}
	mark = Deleted
	sum := ""
	for _, p := range parts {
		before, twice := seen[[2]string{p.key, p.unit}]
		if (p.unit == "") != (parts[0].unit == "") { // the place as a whole, and one of its units
			before, twice = parts[0], true
		}
		if twice {
			return fmt.Sprintf("%s (%d) ≠ %s (%d)", before.say(), before.place, p.say(), p.place), Contradicted
		}
		seen[[2]string{p.key, p.unit}] = p
		if !p.deleted {
			mark, sum = Stored, addText(sum, p.value)
		}
	}
	if mark == Deleted {
		return parts[0].value, mark
	}
	return sum, mark
}

func (p part) say() string {
	if p.deleted {
		return "deleted"
	}
	return p.value
}

// each hands the values of one file to f.
func (p *parting) each(n int, f func(*parcel) error) error {
	if _, err := p.files[n].Seek(0, io.SeekStart); err != nil {
		return err
	}
	d := gob.NewDecoder(bufio.NewReaderSize(p.files[n], 64<<10))
	for {
		var c parcel
		switch err := d.Decode(&c); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		if err := f(&c); err != nil {
			return err
		}
	}
}

// assemble puts the values of one file together to rows, in the order of their first values.
func (p *parting) assemble(n int, kind string, sheet *Sheet, places *places) ([]record, error) {
	var rows []*wholeRow
	at := map[[3]string]*wholeRow{}
	err := p.each(n, func(c *parcel) error {
		if c.Kind != kind {
			return nil
		}
		place := places.of(c.Station)
		key := [3]string{place, c.Period, c.Group}
		row := at[key]
		if row == nil {
			row = &wholeRow{key: [3]string{c.Station, c.Period, c.Group}, other: c.OtherPeriod}
			rows, at[key] = append(rows, row), row
		}
		if row.add(c, places.unit(place, c.Unit)) {
			sheet.passRepeated(c)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	records := make([]record, len(rows))
	for i, row := range rows {
		records[i] = row.record(kind)
		p.noteOwn(sheet, kind, row)
	}
	return records, nil
}

// passRepeated accounts for a value that stands in the file already.
func (s *Sheet) passRepeated(c *parcel) {
	s.ledger.Pass(ledger.Repeated, 1)
	if len(s.passed) < ledger.Listed {
		text := strings.Join([]string{c.Station, c.Period, c.Group, c.Value}, " | ")
		s.passed = append(s.passed, ledger.Passed{Sheet: s.Name, Line: c.Place, Rows: 1, Text: text, Reason: ledger.Repeated})
	}
}

// addText adds a value to a figure: the parts of a disaggregated data element (by age, by sex) make up the whole. A part
// that cannot be read stays, so that the checks refuse the row.
func addText(sum, value string) string {
	if sum == "" {
		return value
	}
	a, missingA, ruleA := lex.StoredDecimal(sum)
	b, missingB, ruleB := lex.StoredDecimal(value)
	switch {
	case ruleA != rule.None || missingB:
		return sum
	case ruleB != rule.None || missingA:
		return value
	}
	return strconv.FormatFloat(a+b, 'f', -1, 64)
}
