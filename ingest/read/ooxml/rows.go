package ooxml

import (
	"io"
	"math/bits"
	"slices"
)

// Kind is what a cell is beyond its text.
type Kind uint8

// The kinds of cells.
const (
	Text     Kind = iota // text, or a day, in ISO 8601
	Number               // a number, as a machine writes it
	Unsaved              // a formula whose value was never stored; its text is the formula
	Unusable             // what the XML says of the cell cannot be; its text is what stands there
	Month                // a day, in ISO 8601, of which the cell shows the month and the year alone
	Hidden               // a value of its own beneath a merged cell that shows another
)

// Row is a row that holds anything. It is valid until the next.
type Row struct {
	Line   int // 1-based
	Hidden bool
	Cells  [][]byte // without the blank ones at the end
	Kinds  []Kind   // one a cell
}

// Merge is a cell that spans others: its first and last column in the rows' cells, from 0, its first row, and the last one
// with content. Last is First where it spans columns only.
type Merge struct{ Column, Right, First, Last int }

// Summary is what a walk through a sheet found.
type Summary struct {
	Rows    int64 // that hold anything
	Merges  []Merge
	Beyond  error // a *Fault that keeps the sheet from being read, though not the others of the file; else nil
	columns columns
	covers  covers
}

// columns maps the columns of a sheet to the cells of a row: the first ones as they stand, those far to the right close
// behind, so that a remark in the last of 16,384 columns does not make every row as long.
type columns struct {
	near int // columns that keep their place
	far  []int
}

func (c *columns) of(column int) int {
	if column <= c.near {
		return column - 1
	}
	i, _ := slices.BinarySearch(c.far, column)
	return c.near + i
}

// Column is the number that a column of the rows' cells, counted from 0, has in the sheet, 1 = A.
func (s *Summary) Column(index int) int {
	if i := index - s.columns.near; i >= 0 && i < len(s.columns.far) {
		return s.columns.far[i]
	}
	return index + 1
}

// Walk goes through a sheet once, from its first byte to its last, before any of its rows is given: a sheet that is
// damaged at its end gives none.
func (s *Sheet) Walk() (*Summary, error) {
	texts, err := s.book.sharedStrings()
	if err != nil {
		return nil, err
	}
	p, err := s.parse()
	if err != nil {
		return nil, err
	}
	defer p.source.Close()
	sum := &Summary{}
	var used [lastColumn + 1]bool
	filled := newBits(s.book.limits.Rows)
	for {
		found, err := p.row()
		if err != nil {
			return nil, err
		}
		if !found {
			break
		}
		content := false
		for i := range p.cells {
			c := &p.cells[i]
			if p.holds(c, texts) {
				content, used[c.column] = true, true
			}
		}
		if content {
			sum.Rows++
			filled.set(p.line)
		}
	}
	for _, f := range p.fillings {
		p.unfilled(f)
	}
	var list []int
	for column, holds := range used {
		if holds {
			list = append(list, column)
		}
	}
	if sum.columns, sum.Beyond = s.columns(list); sum.Beyond != nil {
		return sum, nil
	}
	sum.Merges = sum.columns.merges(p.merges, filled)
	if sum.covers, sum.Beyond = s.newCovers(p.merges, list); sum.Beyond == nil {
		sum.Beyond = p.lost
	}
	return sum, nil
}

// columns decides which cells of the rows are given, of the columns that hold anything.
func (s *Sheet) columns(used []int) (columns, error) {
	most := s.book.limits.Columns
	c := columns{near: most}
	for _, column := range used {
		if column > most {
			c.far = append(c.far, column)
		}
	}
	if len(used) <= most {
		return c, nil
	}
	return c, manyColumns(s.Name, len(used), most)
}

// merges keeps the merged cells that span columns or rows with content, in the order of their first rows.
func (c *columns) merges(all []area, filled rowBits) []Merge {
	var list []Merge
	for _, m := range all {
		last := max(m.top, filled.last(m.top+1, m.bottom))
		if last == m.top && m.left == m.right || m.left > c.near && !slices.Contains(c.far, m.left) {
			continue
		}
		list = append(list, Merge{c.of(m.left), max(c.of(m.left), c.of(min(m.right, c.near))), m.top, last})
	}
	slices.SortStableFunc(list, func(a, b Merge) int { return a.First - b.First })
	return list
}

// rowBits notes rows.
type rowBits []uint64

func newBits(rows int) rowBits { return make(rowBits, rows/64+1) }

func (b rowBits) set(row int) { b[row/64] |= 1 << (row % 64) }

// last is the last row noted from one row to another, 0 where there is none.
func (b rowBits) last(from, to int) int {
	to = min(to, len(b)*64-1)
	for to >= from {
		word := b[to/64] << (63 - to%64)
		if word != 0 {
			if row := to - bits.LeadingZeros64(word); row >= from {
				return row
			}
			return 0
		}
		to = to/64*64 - 1
	}
	return 0
}

// Rows gives the rows of a sheet.
type Rows struct {
	*parser
	texts  *stringTable
	sum    *Summary
	below  *beneath // nil where no cells are merged
	joined []byte
	ends   []int
	row    Row
}

// Rows begins to read the rows of a sheet that was walked. Close it.
func (s *Sheet) Rows(sum *Summary) (*Rows, error) {
	texts, err := s.book.sharedStrings()
	if err != nil {
		return nil, err
	}
	p, err := s.parse()
	if err != nil {
		return nil, err
	}
	r := &Rows{parser: p, texts: texts, sum: sum}
	if len(sum.covers.areas) > 0 {
		r.below = &beneath{covers: sum.covers, above: make([]cover, len(sum.covers.used))}
	}
	return r, nil
}

// Close gives back what the reading takes.
func (r *Rows) Close() error { return r.source.Close() }

// Line is the number of the row read last, be it blank.
func (r *Rows) Line() int { return r.line }

// Next gives the next row that holds anything, io.EOF after the last.
func (r *Rows) Next() (*Row, error) {
	for {
		found, err := r.parser.row()
		if err != nil {
			return nil, err
		}
		if !found {
			return nil, io.EOF
		}
		content, err := r.resolve()
		if err != nil {
			return nil, err
		}
		if content {
			r.row.Line, r.row.Hidden = r.line, r.hidden
			return &r.row, nil
		}
	}
}

// resolve makes the texts of the row's cells.
func (r *Rows) resolve() (content bool, err error) {
	r.joined, r.ends, r.row.Kinds = r.joined[:0], r.ends[:0], r.row.Kinds[:0]
	width := 0
	if r.below != nil {
		r.below.begin(r.line)
	}
	for i := range r.cells {
		c := &r.cells[i]
		at := c.column - 1
		if c.column > r.sum.columns.near {
			if !slices.Contains(r.sum.columns.far, c.column) {
				continue // blank in every row
			}
			at = r.sum.columns.of(c.column)
		}
		for len(r.ends) < at {
			r.ends, r.row.Kinds = append(r.ends, len(r.joined)), append(r.row.Kinds, Text)
		}
		begin, kind := len(r.joined), Text
		if kind, err = r.value(c); err != nil {
			return false, err
		}
		if blank(r.joined[begin:]) {
			r.joined, kind = r.joined[:begin], Text
		} else if r.below != nil && r.below.hides(c.column, r.line, r.joined[begin:]) && kind != Unsaved && kind != Unusable {
			kind = Hidden
		}
		r.ends, r.row.Kinds = append(r.ends, len(r.joined)), append(r.row.Kinds, kind)
		if len(r.joined) > begin {
			content, width = true, at+1
		}
	}
	r.row.Kinds = r.row.Kinds[:width]
	r.row.Cells = r.row.Cells[:0]
	begin := 0
	for _, end := range r.ends[:width] {
		r.row.Cells = append(r.row.Cells, r.joined[begin:end:end])
		begin = end
	}
	return content, nil
}
