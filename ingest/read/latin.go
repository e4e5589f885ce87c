package read

import (
	"unicode/utf8"
)

// Text typed in a TCVN3 font and saved as Unicode: its bytes became the Latin-1 characters that they look like
// («M­êng Ph¨ng»), ư a soft hyphen. It occurs in spreadsheets of any age.

// seemsTCVN3 tells whether the first rows of a table hold such text: at least three cells of it, half as many as
// there are cells with letters that Latin-1 lacks (the header may be newer than the rows).
func seemsTCVN3(head []record) bool {
	old, modern := 0, 0
	for _, r := range head {
		for _, cell := range r.cells {
			switch latinLetters(cell) {
			case legacy:
				old++
			case beyond:
				modern++
			}
		}
	}
	return old >= 3 && 2*old >= modern
}

// script is what the letters of a cell show.
type script int

const (
	neutral script = iota // ASCII, or nothing that decides
	legacy                // Latin-1 characters that are letters in TCVN3 and symbols in Latin-1
	beyond                // letters that Latin-1 lacks: Unicode as it should be
)

func latinLetters(cell []byte) script {
	found := neutral
	for i := 0; i < len(cell); {
		if cell[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(cell[i:])
		switch {
		case r > 0xFF:
			return beyond
		case r >= 0xA8 && r <= 0xAE, r >= 0xB5 && r <= 0xB9:
			found = legacy
		}
		i += size
	}
	return found
}

// fromTCVN3 gives the records of a table with such text decoded, cell by cell where the cell holds no other letters.
type fromTCVN3 struct {
	src   records
	cells [][]byte
	text  []byte
}

func (d *fromTCVN3) next() (record, error) {
	r, err := d.src.next()
	if err != nil {
		return r, err
	}
	r.cells = d.decode(r.cells)
	return r, nil
}

func (d *fromTCVN3) count() int64 { return d.src.count() }

func (d *fromTCVN3) decode(cells [][]byte) [][]byte {
	d.cells, d.text = d.cells[:0], d.text[:0]
	for _, cell := range cells {
		if !isASCII(cell) && latinLetters(cell) != beyond {
			begin := len(d.text)
			for _, r := range string(cell) {
				d.text = utf8.AppendRune(d.text, tcvn3Table[byte(r)])
			}
			cell = d.text[begin:len(d.text):len(d.text)]
		}
		d.cells = append(d.cells, cell)
	}
	return d.cells
}

func isASCII(cell []byte) bool {
	for _, c := range cell {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
