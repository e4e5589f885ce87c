package read

import (
	"bytes"
	"fmt"
	"slices"

	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/read/ooxml"
)

// spans are the cells of a sheet that are merged over several rows or columns. A merged cell gives its value to every row
// of data that it spans. A figure over several rows is nobody's: all of its rows are refused, and so are those in which a
// value stands over several columns of the table.
type spans struct {
	all    []ooxml.Merge // by their first row
	next   int           // the first that has not begun
	open   []span
	wide   []ooxml.Merge // over several columns of the table, that reach the current row
	filled []int         // columns of the current row that have their value from above
}

// span is a merged cell that began in a row above.
type span struct {
	column, last int
	value        []byte
	mark         Mark
}

// merged gives a record the values of the merged cells that reach it from above.
func (s *Sheet) merged(r record) record {
	s.spans.filled = s.spans.filled[:0]
	if s.spans.next == len(s.spans.all) && len(s.spans.open) == 0 {
		return r
	}
	s.spans.open = slices.DeleteFunc(s.spans.open, func(one span) bool { return one.last < r.line })
	for _, one := range s.spans.open {
		for len(r.cells) <= one.column {
			r.cells = append(r.cells, nil)
		}
		for len(r.marks) < len(r.cells) {
			r.marks = append(r.marks, Typed)
		}
		if cell := r.cells[one.column]; r.marks[one.column] != Merged && (isBlank([][]byte{cell}) || bytes.Equal(bytes.TrimSpace(cell), bytes.TrimSpace(one.value))) {
			r.cells[one.column], r.marks[one.column] = one.value, one.mark
			s.spans.filled = append(s.spans.filled, one.column)
		}
	}
	for i := s.spans.next; i < len(s.spans.all) && s.spans.all[i].First <= r.line; i++ {
		one := s.spans.all[i]
		if one.First == r.line && one.Last > one.First && one.Column < len(r.cells) && s.isFigure(one.Column, r) {
			for len(r.marks) < len(r.cells) {
				r.marks = append(r.marks, Typed)
			}
			r.marks[one.Column] = Merged
		}
	}
	return r
}

// span begins the merged cells of a row; only those of a row of data go on below it.
func (s *Sheet) span(r record, data bool) {
	for ; s.spans.next < len(s.spans.all) && s.spans.all[s.spans.next].First <= r.line; s.spans.next++ {
		one := s.spans.all[s.spans.next]
		if !data || one.First != r.line || one.Last == one.First || one.Column >= len(r.cells) || at(s.layout.fields, one.Column) == "" && !s.layout.years.are(one.Column) || isBlank(r.cells[one.Column:one.Column+1]) {
			continue
		}
		s.spans.open = append(s.spans.open, span{column: one.Column, last: one.Last, value: slices.Clone(r.cells[one.Column]), mark: r.mark(one.Column)})
	}
}

// beneath refuses a row of titles of which a cell lies hidden under a merged one: it would say of the rows below what
// nobody sees. A text that only repeats its neighbour's does no harm.
func (f *File) beneath(sheet string, r record) error {
	for i := range r.cells {
		if r.mark(i) != Merged || i > 0 && bytes.Equal(r.cells[i], r.cells[i-1]) {
			continue
		}
		cell, text := ooxml.Cell(i+1, r.line), lex.Text(string(r.cells[i]))
		return f.refuse(fmt.Sprintf("có ô gộp che giá trị «%s» của ô %s ở trang «%s». Hãy bỏ gộp ô, xóa hoặc sửa giá trị đó rồi nạp lại.", text, cell, sheet),
			fmt.Sprintf("has a merged cell that hides the value “%s” of cell %s on sheet “%s”. Unmerge it, delete or mend that value and load again.", text, cell, sheet), nil)
	}
	return nil
}

// isFigure tells a figure from what rows can share: «KBC» over two rows says the same of both.
func (s *Sheet) isFigure(column int, r record) bool {
	field, known := s.Kind.Field(at(s.layout.fields, column))
	return known && (field.Class == header.Count || field.Class == header.Decimal) && !lex.Missing(string(r.cells[column]))
}
