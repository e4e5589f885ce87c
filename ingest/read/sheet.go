package read

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/rule"
)

// mostColumns bounds the columns of a table, so that memory stays bounded: every column of a block of rows takes some.
const mostColumns = 1000

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
		return nil, true, err
	}
	if len(l.titles) > mostColumns {
		return nil, true, f.refuse(fmt.Sprintf("có %d cột; nhiều nhất là %d. Hãy xóa các cột thừa bên phải bảng.", len(l.titles), mostColumns),
			fmt.Sprintf("has %d columns; %d are the most. Delete the columns to the right of the table.", len(l.titles), mostColumns), nil)
	}
	beside := &ahead{src: src}
	f.closers = append(f.closers, beside.close)
	s := &Sheet{Name: name, Kind: l.match.Kind, Header: l.line, file: f, src: beside, pending: head[l.first:], failed: failed, layout: l}
	s.strict = !spreadsheet
	s.Columns = s.columns()
	s.tally = newTally(s)
	return s, true, nil
}

// readHead copies the first rows of a table. failed is what ended them, io.EOF at the end of the table.
func readHead(src records) (head []record, failed error) {
	for len(head) < headSize {
		r, err := src.next()
		if err != nil {
			return head, err
		}
		kept := record{line: r.line, cells: make([][]byte, len(r.cells)), marks: slices.Clone(r.marks), hidden: r.hidden}
		for i, cell := range r.cells {
			kept.cells[i] = slices.Clone(cell)
		}
		head = append(head, kept)
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
			s.wide.flat = append(s.wide.flat, i)
		}
	}
	for _, g := range s.layout.given {
		list = append(list, Column{Title: g.field.Title, Field: g.field.Name})
	}
	if len(s.layout.groups) > 0 {
		for _, name := range []string{"diagnosis_group", "visits", "referrals"} {
			field, _ := s.Kind.Field(name)
			list = append(list, Column{Title: field.Title, Field: name})
		}
		s.wide.prepare(s.layout, list)
	}
	return list
}

func (l *layout) inGroup(column int) bool {
	return slices.ContainsFunc(l.groups, func(g group) bool { return g.visits == column || g.referrals == column })
}

// Next gives the next row, io.EOF after the last. The row is valid until the next call.
func (s *Sheet) Next() (*Row, error) {
	if s.wide.more() {
		return s.wide.next(s)
	}
	for {
		r, err := s.take()
		if err != nil {
			return nil, err
		}
		if s.layout.report && s.tally.skips(s, r) {
			continue
		}
		if len(s.layout.groups) > 0 {
			s.wide.begin(s, r)
			return s.wide.next(s)
		}
		return s.shape(r), nil
	}
}

// take gives the rows that were read while looking for the header, then the others.
func (s *Sheet) take() (record, error) {
	if len(s.pending) > 0 {
		r := s.pending[0]
		s.pending = s.pending[1:]
		return r, nil
	}
	if s.failed != nil {
		return record{}, s.failed
	}
	return s.src.next()
}

// shape fits a record to the columns: cut or padded where it is longer or shorter, with the given values behind.
func (s *Sheet) shape(r record) *Row {
	width := len(s.layout.titles)
	if len(r.cells) == width && len(s.layout.given) == 0 {
		s.row = Row{Line: r.line, Cells: r.cells, Marks: r.marks}
		return &s.row
	}
	s.row = Row{Line: r.line, Original: r.cells, Marks: r.marks[:min(width, len(r.marks))]}
	if s.strict && (len(r.cells) < width || !isBlank(r.cells[width:])) {
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

// wideState turns one row of a wide table into a row for each of its groups.
type wideState struct {
	flat   []int      // the file's columns that stand in every row
	titles [][]string // of each group's row
	names  [][]byte   // of each group

	current record
	at      int  // the next group
	count   int  // of groups in the current record
	silent  bool // no group of it reports anything
	row     []Mark
}

// prepare makes the titles of each group's cells once, for all rows.
func (w *wideState) prepare(l layout, columns []Column) {
	for _, g := range l.groups {
		titles := make([]string, len(columns))
		for i, column := range columns {
			titles[i] = column.Title
		}
		n := len(titles)
		titles[n-3] = g.name
		titles[n-2] = g.name + " – " + titles[n-2]
		titles[n-1] = g.name + " – " + titles[n-1]
		w.titles = append(w.titles, titles)
		w.names = append(w.names, []byte(g.name))
	}
}

func (w *wideState) more() bool { return w.at < w.count }

func (w *wideState) begin(s *Sheet, r record) {
	w.current, w.at, w.count, w.silent = r, 0, len(s.layout.groups), true
	for _, g := range s.layout.groups {
		if !lex.Missing(string(r.cell(g.visits))) || !lex.Missing(string(r.cell(g.referrals))) {
			w.silent = false
			return
		}
	}
}

func (w *wideState) next(s *Sheet) (*Row, error) {
	g := s.layout.groups[w.at]
	cells := s.cells[:0]
	for _, i := range w.flat {
		cells = append(cells, w.current.cell(i))
	}
	for _, value := range s.layout.given {
		cells = append(cells, value.value)
	}
	s.cells = append(cells, w.names[w.at], w.current.cell(g.visits), w.current.cell(g.referrals))
	s.row = Row{Line: w.current.line, Cells: s.cells, Titles: w.titles[w.at], Original: w.current.cells, Unreported: w.silent}
	if w.current.marks != nil {
		s.row.Marks = w.marks(g, len(s.cells))
	}
	w.at++
	return &s.row, nil
}

// marks are those of the cells of one group's row.
func (w *wideState) marks(g group, cells int) []Mark {
	marks := w.row[:0]
	for _, i := range w.flat {
		marks = append(marks, w.current.mark(i))
	}
	for len(marks) < cells-2 {
		marks = append(marks, Typed)
	}
	w.row = append(marks, w.current.mark(g.visits), w.current.mark(g.referrals))
	return w.row
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
	return &Error{VI: vi + ": " + told.VI, EN: en + ": " + told.EN, Err: err}
}
