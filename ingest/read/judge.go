package read

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"luanphien/ingest/header"
	"luanphien/ingest/ledger"
	"luanphien/ingest/rowrole"
	"luanphien/ingest/title"
)

// begin prepares for the rows below a header.
func (s *Sheet) begin(l layout) error {
	first := s.roles == nil
	form, err := s.newForm(l, first)
	if err != nil {
		return err
	}
	s.totals.end(s)
	s.layout, s.form, s.totals = l, form, newTotals(s.Kind, l)
	s.roles = rowrole.New(s.table())
	s.untitled = s.findUntitled()
	s.aside.Under(l.titles, s.named)
	s.units = s.Kind.UnitColumns(l.titles, l.fields)
	return nil
}

// table says what the rows of the layout are judged by.
func (s *Sheet) table() rowrole.Table {
	l := &s.layout
	t := rowrole.Table{Columns: make([]rowrole.Column, len(l.fields)), Wide: len(l.groups) > 0, Exact: !l.report, Header: l.header, Next: s.numberBelow, Sums: s.sumsBelow}
	if l.report {
		t.Adds = func([][]byte) bool { return s.totals.are(s.current) }
	}
	for i, name := range l.fields {
		field, ok := s.Kind.Field(name)
		switch {
		case ok:
			t.Columns[i] = columnOf(field)
		case slices.Contains(l.numbers, i):
			t.Columns[i] = rowrole.Number
		}
		if ok && field.Required && !field.Optional && !l.inGroup(i) {
			t.Required = append(t.Required, i)
		}
	}
	for _, field := range s.Kind.Fields {
		t.Measured = t.Measured || field.Required && (field.Class == header.Count || field.Class == header.Decimal || field.Class == header.Goal)
	}
	t.Label = s.label(t.Required)
	s.about, s.required = t.Label, slices.DeleteFunc(slices.Clone(t.Required), func(i int) bool { return t.Columns[i] == rowrole.Figure })
	if about, ok := s.Kind.Field(at(l.fields, t.Label)); ok {
		t.Known = s.known(about, len(t.Required))
		t.Own = !slices.Contains([]header.Class{header.CodeStation, header.CodeUnit, header.CodeWorker}, about.Class)
	}
	return t
}

// known is how the lists are asked for the label; a table that makes a list of its own knows every word.
func (s *Sheet) known(about header.Field, required int) func(string) bool {
	switch {
	case about.Class == header.Text && required == 1:
		return func(string) bool { return true }
	case s.Known == nil:
		return nil
	}
	return s.Known(about)
}

func columnOf(field header.Field) rowrole.Column {
	switch field.Class {
	case header.Count, header.Decimal, header.Goal:
		return rowrole.Figure
	case header.Week, header.Date, header.DateTime, header.Month:
		return rowrole.Typed
	case header.Text, header.Private:
		if !field.Required {
			return rowrole.Other
		}
		if field.Class == header.Private {
			return rowrole.Figure // a phone number: no signature has one, while «Trưởng trạm» may be whom it reaches
		}
	}
	return rowrole.Name
}

// label is the column that says what a row is about: the first required one that names a station, a unit or a worker,
// else the first required one.
func (s *Sheet) label(required []int) int {
	for _, i := range required {
		switch field, _ := s.Kind.Field(s.layout.fields[i]); {
		case field.Class == header.CodeStation, field.Class == header.CodeUnit, field.Class == header.CodeWorker:
			return i
		case field.Name == "worker_code": // of the list of workers, which names their units, too
			return i
		}
	}
	if len(required) > 0 {
		return required[0]
	}
	return max(0, slices.IndexFunc(s.layout.fields, func(f string) bool { return f != "" }))
}

// judge tells whether the current row is data, and accounts for one that is not.
func (s *Sheet) judge() (data bool, err error) {
	r := s.current
	if s.layout.fields == nil {
		return true, nil // DHIS2 has no table
	}
	reason, label := s.role(r)
	if reason != rowrole.Data && slices.Contains(r.marks, Merged) {
		if reason == ledger.Title || reason == ledger.Header {
			if err := s.file.beneath(s.Name, r); err != nil {
				return false, err
			}
		} else {
			reason = rowrole.Data // a row that holds a hidden value is refused, whatever else it is
		}
	}
	if reason == ledger.NotReported {
		if data, err = s.silence(r); data || err != nil {
			return data, err
		}
	}
	switch reason {
	case rowrole.Data:
		if s.layout.report {
			s.totals.add(s.current)
		}
		if r.hidden {
			s.hidden++
		}
		if s.since.Speaks() {
			err = s.retitle()
		}
		return true, err
	case ledger.Title, ledger.Note, ledger.Heading:
		s.since.Read(r.line, texts(r))
		err = sheetError(s.file.Name, s.Name, s.Kind.Scaled(r.line, texts(r)))
	case ledger.Header:
		s.current = r.clone()
		r = s.current
		err = s.reheader(r)
	case ledger.Subtotal:
		if _, any, _ := s.figures(r); !any { // «Lũy kế từ đầu năm», without a figure: what follows is another time's
			s.since.Read(r.line, texts(r))
		}
		if s.layout.report {
			s.totals.check(r, label)
			s.totals.newBlock()
		}
	}
	if reason == ledger.Heading {
		s.totals.newBlock()
	}
	if err == nil && (reason == ledger.Heading || reason == ledger.Empty) {
		err = s.otherStation(r, reason)
	}
	s.pass(r, reason)
	return false, err
}

// shown gives the cells of a record by which it is judged: those that cannot be read are not blank. What a merged cell
// hides stands there as it is.
func (s *Sheet) shown(r record) [][]byte {
	unreadable := func(m Mark) bool { return m != Merged && m.Fault() != "" }
	if !slices.ContainsFunc(r.marks, unreadable) {
		return r.cells
	}
	cells := slices.Clone(r.cells)
	for i := range cells {
		if unreadable(r.mark(i)) {
			cells[i] = []byte("#")
		}
	}
	return cells
}

// pass accounts for a row that is passed over.
func (s *Sheet) pass(r record, reason ledger.Reason) {
	s.ledger.Pass(reason, r.rows())
	if len(s.passed) < ledger.Listed {
		s.passed = append(s.passed, ledger.Passed{Sheet: s.Name, Line: r.line, Rows: r.rows(), Text: rowText(r), Reason: reason})
	}
}

// longestText is how much of a passed row is shown, in characters.
const longestText = 200

func rowText(r record) string {
	var parts []string
	for _, text := range texts(r) {
		if text != "" {
			parts = append(parts, text)
		}
	}
	text := strings.Join(parts, " | ")
	if utf8.RuneCountInString(text) > longestText {
		text = string([]rune(text)[:longestText]) + "…"
	}
	return text
}

// retitle takes what the titles since the last row of data say: it holds for the rows below, until the next.
func (s *Sheet) retitle() error {
	told, wrong := s.since.Tell()
	s.since = title.Block{}
	for i := range s.layout.given {
		g := &s.layout.given[i]
		if _, set := s.options.Set[g.field.Name]; set {
			continue
		}
		if why, bad := wrong[g.field.Name]; bad {
			return &Error{VI: place(s) + why.VI, EN: place(s) + why.EN}
		}
		if value := told[g.field.Name]; value != "" {
			g.value = []byte(value)
		}
	}
	return nil
}

// reheader reads a header between the rows: the same once more, or that of a further table, which goes on under the
// titles in force.
func (s *Sheet) reheader(r record) error {
	if s.roles.Repeated() {
		return nil
	}
	if err := s.retitle(); err != nil {
		return err
	}
	opts := s.options
	opts.Kind, opts.Set = s.Kind.Name, map[string]string{}
	for _, g := range s.layout.given {
		opts.Set[g.field.Name] = string(g.value)
	}
	for field, value := range s.options.Set {
		opts.Set[field] = value
	}
	head := []record{r}
	below, err := s.take()
	if err == nil {
		below = below.clone()
		head = append(head, below)
		s.pending = append([]record{below}, s.pending...)
	} else if s.failed = err; err != io.EOF {
		return err
	}
	l, err := layoutAt(head, 0, opts)
	if err != nil {
		return s.otherKind(head, opts)
	}
	l.line, l.report = r.line, true
	for _, row := range head[:l.first] {
		l.header = append(l.header, texts(row))
	}
	return s.begin(l)
}

// otherKind refuses a sheet on which a table follows that is none of its kind, and says which it is.
func (s *Sheet) otherKind(head []record, opts Options) error {
	opts.Kind = ""
	if l, err := layoutAt(head, 0, opts); err == nil && l.match.Kind.Name != s.Kind.Name {
		other := l.match.Kind
		return s.otherTable(fmt.Sprintf("loại «%s», còn bảng trên là «%s»", other.VI, s.Kind.VI), fmt.Sprintf("of %s; the one above is of %s", other.EN, s.Kind.EN))
	}
	var told *header.Error
	if _, err := layoutAt(head, 0, Options{Kind: s.Kind.Name, Set: opts.Set}); errors.As(err, &told) && len(told.Missing) > 0 {
		var titles []string
		for _, name := range told.Missing {
			field, _ := s.Kind.Field(name)
			titles = append(titles, "«"+field.Title+"»")
		}
		list := strings.Join(titles, ", ")
		return s.otherTable("nó thiếu cột "+list, "it lacks the column "+list)
	}
	return s.otherTable("không nhận ra các cột của nó", "its columns are not understood")
}

// otherTable refuses a sheet on which a table follows that cannot be read under the columns of the first.
func (s *Sheet) otherTable(vi, en string) error {
	return &Error{
		VI: fmt.Sprintf("%sDòng %d là tiêu đề của một bảng khác (%s). Hãy chuyển bảng đó sang một trang hoặc một tệp riêng rồi nạp lại.", place(s), s.current.line, vi),
		EN: fmt.Sprintf("%sRow %d is the header of another table (%s). Move that table to a sheet or a file of its own and load again.", place(s), s.current.line, en),
	}
}

// close ends a table: what the container counted must be what was accounted for.
func (s *Sheet) close() error {
	if s.ledger.Content == 0 {
		s.totals.end(s)
		s.ledger.Content = s.src.count()
		if vi, en, any := s.aside.Say(s.column); any {
			s.file.notice(place(s)+vi, place(s)+en)
		}
		if s.hidden > 0 {
			s.file.notice(fmt.Sprintf("%s%d dòng ẩn hoặc bị lọc cũng được đọc.", place(s), s.hidden),
				fmt.Sprintf("%sHidden or filtered rows that were read, too: %d.", place(s), s.hidden))
		}
	}
	if got := s.ledger.Header + s.given + s.ledger.Passed; got != s.ledger.Content {
		return uncounted(place(s), s.ledger.Content, got)
	}
	return io.EOF
}

// uncounted is the error of a program that lost a row.
func uncounted(place string, content, got int64) error {
	return &Error{
		VI: fmt.Sprintf("%sTệp có %d dòng có nội dung nhưng chương trình chỉ giải thích được %d. Đây là lỗi của chương trình, không phải của tệp: không nạp gì. Hãy gửi tệp cho người quản trị.", place, content, got),
		EN: fmt.Sprintf("%sThe file has %d rows with content, but the program accounts for %d. This is a fault of the program, not of the file: nothing is loaded. Send the file to the administrator.", place, content, got),
	}
}

// Ledger is what became of the rows of the file, once its sheets are read to their ends: Loaded holds all rows that Next
// gave, of which the caller knows how many were refused. The rows passed over are listed up to ledger.Listed.
func (f *File) Ledger() (l ledger.Ledger, passed []ledger.Passed) {
	for _, s := range f.Sheets {
		l.Add(s.ledger)
		l.Loaded += s.given
		passed = append(passed, s.passed...)
	}
	l.Add(f.ledger)
	passed = append(passed, f.passed...)
	return l, passed[:min(len(passed), ledger.Listed)]
}
