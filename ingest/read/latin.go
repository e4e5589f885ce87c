package read

import "luanphien/ingest/read/charset"

// seemsTCVN3 tells whether the first rows of a table hold such text: at least three cells of it, half as many as
// there are cells with letters that Latin-1 lacks (the header may be newer than the rows).
func seemsTCVN3(head []record) bool {
	old, modern := 0, 0
	for _, r := range head {
		for _, cell := range r.cells {
			switch charset.ScriptOf(cell) {
			case charset.Legacy:
				old++
			case charset.Beyond:
				modern++
			}
		}
	}
	return old >= 3 && 2*old >= modern
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
	d.cells, d.text = charset.Relettered(cells, d.cells[:0], d.text[:0])
	return d.cells
}
