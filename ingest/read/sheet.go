package read

import (
	"cmp"
	"errors"
	"fmt"
	"io"

	"luanphien/ingest/header"
	"luanphien/ingest/read/ooxml"
	"luanphien/ingest/rule"
)

// openSheet reads the head of a table and finds its header. ok is false when the table holds nothing at all.
func (f *File) openSheet(name string, src records, opts Options, spreadsheet bool) (sheet *Sheet, ok bool, err error) {
	head, failed := readHead(src)
	if len(head) == 0 {
		if failed == io.EOF {
			return nil, false, nil
		}
		return nil, false, failed
	}
	if seemsTCVN3(head) {
		f.notice("Chữ trong bảng gõ theo bảng mã TCVN3 (phông .VnTime): đã chuyển sang Unicode. Hãy kiểm tra lại.",
			"The text of the table is in TCVN3 (.VnTime fonts): it was turned into Unicode. Check it.")
		for i := range head {
			head[i].cells = (&fromTCVN3{}).decode(head[i].cells)
		}
		src = &fromTCVN3{src: src}
	}
	l, err := findLayout(head, opts, spreadsheet)
	if err != nil {
		if spreadsheet || f.whole != nil { // other tables of the file may be read: its rows are accounted for
			err = cmp.Or(f.leftOut(name, src, head), err)
		}
		return nil, true, err
	}
	if most := opts.Limits.Filled().Columns; !spreadsheet && len(l.titles) > most { // a workbook's were counted where it was walked through
		return nil, true, f.beyond(ooxml.LimitColumns, f.refuse(fmt.Sprintf("có %d cột; nhiều nhất là %d. Hãy xóa các cột thừa bên phải bảng.", len(l.titles), most),
			fmt.Sprintf("has %d columns; %d are the most. Delete the columns to the right of the table.", len(l.titles), most), nil))
	}
	for _, r := range head[:l.first] {
		if err := f.beneath(name, r); err != nil {
			return nil, true, err
		}
	}
	beside := &ahead{src: src}
	f.closers = append(f.closers, beside.close)
	s := &Sheet{Name: name, Kind: l.match.Kind, Header: l.line, file: f, src: beside, pending: head[l.first:], failed: failed, layout: l, options: opts}
	s.strict = !spreadsheet
	s.Columns = s.columns()
	for _, r := range head[:l.first] {
		s.ledger.Header += r.rows()
	}
	return s, true, nil
}

// readHead copies the first rows of a table. failed is what ended them, io.EOF at the end of the table.
func readHead(src records) (head []record, failed error) {
	for len(head) < headSize {
		r, err := src.next()
		if err != nil {
			return head, err
		}
		head = append(head, r.clone())
	}
	return head, nil
}

// columns lists the columns of the rows that Next gives. A wide table keeps those that it understands, then the three
// that every group fills; any other keeps all. The values given from outside follow the file's own.
func (s *Sheet) columns() []Column {
	var list []Column
	beside := s.Kind.Beside(s.layout.titles, s.layout.fields)
	for i, title := range s.layout.titles {
		if len(s.layout.groups) == 0 {
			list = append(list, Column{Title: title, Field: s.layout.fields[i]})
		} else if field := s.layout.fields[i]; (field != "" || beside[i] != "") && !s.layout.inGroup(i) {
			list = append(list, Column{Title: title, Field: field})
		}
	}
	for _, g := range s.layout.given {
		list = append(list, Column{Title: g.field.Title, Field: g.field.Name})
	}
	if len(s.layout.groups) > 0 {
		for _, name := range groupFields {
			field, _ := s.Kind.Field(name)
			list = append(list, Column{Title: field.Title, Field: name})
		}
	}
	return list
}

// Next gives the next row, io.EOF after the last. The row is valid until the next call. At the end every row of the table
// is accounted for, or the table is refused.
func (s *Sheet) Next() (*Row, error) {
	if s.ended != nil {
		return nil, s.ended
	}
	if s.parked != nil {
		if err := s.unpark(); err != nil {
			return nil, err
		}
	}
	row, err := s.read()
	if err != nil {
		s.ended = err
		if failed := s.end(); failed != nil && err == io.EOF {
			s.ended = failed
		}
	}
	return row, s.ended
}

// read gives the next row of an open table.
func (s *Sheet) read() (*Row, error) {
	if s.roles == nil {
		if err := s.begin(s.layout); err != nil {
			return nil, err
		}
	}
	if s.form.more() {
		return s.form.next(s), nil
	}
	if s.silent.more() {
		return s.silent.next(s), nil
	}
	for {
		r, err := s.take()
		if err == io.EOF {
			return nil, s.close()
		}
		if err != nil {
			return nil, err
		}
		s.current = s.withYear(s.merged(r))
		data, err := s.judge()
		if err != nil {
			return nil, err
		}
		s.across(data)
		s.span(s.current, data)
		if !data {
			continue
		}
		if err := s.beside(); err != nil {
			return nil, err
		}
		r = s.current
		s.given += r.rows()
		if s.silent.more() {
			return s.silent.next(s), nil
		}
		if s.form.plain {
			return s.shape(r), nil
		}
		s.form.begin(r)
		return s.form.next(s), nil
	}
}

// Lose is set by tests only. It makes the reader lose rows of a file, as a fault of this program would. What becomes of such
// a load shows then: the count of the container does not lie.
var Lose func(file string, line int) bool

// take gives the rows of the table in their order.
func (s *Sheet) take() (record, error) {
	r, err := s.following()
	for err == nil && Lose != nil && Lose(s.file.Name, r.line) {
		r, err = s.following()
	}
	return r, err
}

// following gives the rows that were read while looking for the header, then the others.
func (s *Sheet) following() (record, error) {
	if len(s.pending) > 0 {
		r := s.pending[0]
		s.pending = s.pending[1:]
		return r, nil
	}
	if s.failed != nil {
		return record{}, s.failed
	}
	r, err := s.src.next()
	if err != nil && err != io.EOF {
		err = cmp.Or(s.options.stopped(), err)
	}
	return r, err
}

// shape fits a record to the columns: cut or padded where it is longer or shorter, with the given values behind.
func (s *Sheet) shape(r record) *Row {
	width := len(s.layout.titles)
	if len(r.cells) == width && len(s.layout.given) == 0 {
		s.row = Row{Line: r.line, More: r.more, Cells: r.cells, Marks: r.marks, Gone: r.gone}
		return &s.row
	}
	s.row = Row{Line: r.line, More: r.more, Original: r.cells, Marks: r.marks[:min(width, len(r.marks))]}
	if s.misfits(r) {
		s.row.Rule = rule.RowLength
	}
	cells := append(s.cells[:0], r.cells[:min(width, len(r.cells))]...)
	for len(cells) < width {
		cells = append(cells, nil)
	}
	for _, g := range s.layout.given {
		cells = append(cells, g.value)
	}
	s.cells, s.row.Cells = cells, cells
	return &s.row
}

// misfits tells whether a row of a delimited text is longer or shorter than the header.
func (s *Sheet) misfits(r record) bool {
	width := len(s.layout.titles)
	return s.strict && len(r.cells) != width && (len(r.cells) < width || !isBlank(r.cells[width:]))
}

// cell gives the cell of a column, nil where the row has none.
func (r record) cell(column int) []byte {
	if column < 0 || column >= len(r.cells) {
		return nil
	}
	return r.cells[column]
}

// sheetError makes a file's error of a header's.
func sheetError(file, sheet string, err error) error {
	var told *header.Error
	if !errors.As(err, &told) {
		return err
	}
	vi, en := "Tệp "+file, "File "+file
	if sheet != "" {
		vi, en = vi+", trang «"+sheet+"»", en+", sheet “"+sheet+"”"
	}
	return &Error{VI: vi + ": " + told.VI, EN: en + ": " + told.EN, Option: told.Option, Err: err}
}
