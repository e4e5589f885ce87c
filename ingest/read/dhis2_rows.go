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
}

func (s *parted) count() int64 { return int64(s.parting.rows[s.kind]) }

func (s *parted) next() (record, error) {
	for len(s.ready) == 0 {
		if s.at == parcels {
			return record{}, io.EOF
		}
		var err error
		if s.ready, err = s.parting.assemble(s.at, s.kind, s.sheet); err != nil {
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
	place   int
	value   string
	deleted bool
}

// add takes a value in. repeats is true where it says once more what a value before it said.
func (r *wholeRow) add(c *parcel) (repeats bool) {
	figure := 0
	if c.Field == "referrals" {
		figure = 1
	}
	added := part{c.Key, c.Place, c.Value, c.Deleted}
	for _, p := range r.parts[figure] {
		if p.key == added.key && p.deleted == added.deleted && sameValue(p.value, added.value) {
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
	seen := map[string]part{}
	mark = Deleted
	sum := ""
	for _, p := range parts {
		if before, twice := seen[p.key]; twice {
			return fmt.Sprintf("%s (%d) ≠ %s (%d)", before.say(), before.place, p.say(), p.place), Contradicted
		}
		seen[p.key] = p
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

// assemble puts the values of one file together to rows, in the order of their first values.
func (p *parting) assemble(n int, kind string, sheet *Sheet) ([]record, error) {
	if _, err := p.files[n].Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	d := gob.NewDecoder(bufio.NewReaderSize(p.files[n], 64<<10))
	var rows []*wholeRow
	at := map[[3]string]*wholeRow{}
	for {
		var c parcel
		err := d.Decode(&c)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if c.Kind != kind {
			continue
		}
		key := [3]string{c.Station, c.Period, c.Group}
		row := at[key]
		if row == nil {
			row = &wholeRow{key: key, other: c.OtherPeriod}
			rows, at[key] = append(rows, row), row
		}
		if row.add(&c) {
			sheet.passRepeated(&c)
		}
	}
	records := make([]record, len(rows))
	for i, row := range rows {
		records[i] = row.record(kind)
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
