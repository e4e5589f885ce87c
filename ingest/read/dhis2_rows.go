package read

import (
	"bufio"
	"encoding/gob"
	"errors"
	"io"
	"strconv"

	"luanphien/ingest/lex"
	"luanphien/ingest/rule"
)

// parted gives the rows of one kind, file by file.
type parted struct {
	parting *parting
	kind    string
	file    int
	ready   []record
}

func (s *parted) count() int64 { return int64(s.parting.rows[s.kind]) }

func (s *parted) next() (record, error) {
	for len(s.ready) == 0 {
		if s.file == parcels {
			return record{}, io.EOF
		}
		var err error
		if s.ready, err = s.parting.assemble(s.file, s.kind); err != nil {
			return record{}, err
		}
		s.file++
	}
	r := s.ready[0]
	s.ready = s.ready[1:]
	return r, nil
}

// storedValues are the marks of a row: its values were written by a machine.
var storedValues = []Mark{Typed, Typed, Typed, Stored, Stored}

// assemble puts the values of one file together to rows, in the order of their first values.
func (p *parting) assemble(n int, kind string) ([]record, error) {
	if _, err := p.files[n].Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	d := gob.NewDecoder(bufio.NewReaderSize(p.files[n], 64<<10))
	var rows []record
	at := map[[3]string]int{}
	for {
		var c parcel
		err := d.Decode(&c)
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		if c.Kind != kind {
			continue
		}
		key := [3]string{c.Station, c.Week, c.Group}
		i, seen := at[key]
		if !seen {
			i = len(rows)
			at[key] = i
			cells := [][]byte{[]byte(c.Station), []byte(c.Week), []byte(c.Group), nil, nil}[:len(fieldsOf[kind])]
			rows = append(rows, record{line: c.Place, cells: cells, marks: storedValues[:len(cells)], more: -1})
		}
		rows[i].more++
		column := 3
		if c.Field == "referrals" {
			column = 4
		}
		rows[i].cells[column] = addText(rows[i].cells[column], c.Value)
	}
}

// addText adds a value to a cell: the parts of a disaggregated data element (by age, by sex) make up the whole. A part
// that cannot be read stays, so that the checks refuse the row.
func addText(cell []byte, value string) []byte {
	if len(cell) == 0 {
		return []byte(value)
	}
	a, missingA, ruleA := lex.StoredDecimal(string(cell))
	b, missingB, ruleB := lex.StoredDecimal(value)
	switch {
	case ruleA != rule.None || missingB:
		return cell
	case ruleB != rule.None || missingA:
		return []byte(value)
	}
	return strconv.AppendFloat(nil, a+b, 'f', -1, 64)
}
