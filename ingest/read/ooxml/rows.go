package ooxml

import (
	"archive/zip"
	"bytes"
	"io"
	"strconv"
)

// Cell is one cell of a row as the sheet holds it.
type Cell struct {
	Column  int // from 0
	Type    Type
	Style   int  // number of its style
	Formula bool // its value was computed
	Valued  bool // it has a value at all
	Text    []byte
}

// Type is the type of a cell's value.
type Type uint8

// What a cell may hold.
const (
	Number  Type = iota
	String       // typed by somebody, shared or in the cell
	Result       // the text that a formula gave
	Boolean      // 0 or 1
	Error        // such as #REF!
	Date         // in ISO 8601
	Broken       // a number beyond the table of strings, a type that there is not
)

// Row is one row of a sheet. It is valid until the next call of Next.
type Row struct {
	Line   int // from 1
	Hidden bool
	Cells  []Cell // those that the sheet has, from left to right
}

// Area is a merged area: rows from 1, columns from 0, both ends in it.
type Area struct{ Top, Left, Bottom, Right int }

// Rows walks one sheet from its first byte to its last.
type Rows struct {
	Merges []Area // complete once Next has given io.EOF

	book    *Book
	part    *zip.File
	content io.ReadCloser
	scan    *scanner
	row     Row
	text    []byte // of the row's cells, end to end
	last    int    // the last row's number
	data    bool   // within sheetData
	prefix  []byte // of the elements of a sheet, such as x:
	seen    bool   // sheetData was there
}

// Rows begins to walk the sheet.
func (s *Sheet) Rows() (*Rows, error) {
	content, err := s.book.open(s.part)
	if err != nil {
		return nil, err
	}
	return &Rows{book: s.book, part: s.part, content: content, scan: newScanner(content)}, nil
}

// Close ends the walk.
func (r *Rows) Close() error { return r.content.Close() }

// Next gives the next row, io.EOF behind the last byte of the sheet.
func (r *Rows) Next() (*Row, error) {
	for {
		t, err := r.scan.next()
		if err != nil {
			return nil, r.fault(err, "")
		}
		depth, name := r.scan.depth(), r.scan.local()
		switch {
		case t == ending:
			return nil, io.EOF
		case t == closing && depth == 1 && string(name) == "sheetData":
			r.data = false
		case t == chars && r.data && len(bytes.TrimSpace(r.scan.text)) > 0:
			return nil, r.fault(errPlace, "")
		case t != opening:
		case depth == 1:
			if string(name) != "worksheet" {
				return nil, r.fault(errRoot, "")
			}
			r.prefix = append(r.prefix, r.scan.name[:len(r.scan.name)-len(name)]...)
		case depth == 2 && string(name) == "sheetData":
			if r.seen {
				return nil, r.fault(errMarkup, "")
			}
			r.data, r.seen = true, true
		case depth == 3 && string(name) == "mergeCell":
			if err := r.merge(); err != nil {
				return nil, err
			}
		case r.data && depth == 3 && string(name) == "row":
			return &r.row, r.readRow()
		case r.data, string(r.scan.name) == string(r.prefix)+"row":
			return nil, r.fault(errPlace, "") // a row that is nowhere would be lost; anchors of controls have rows of another prefix
		}
	}
}

func (r *Rows) fault(err error, cell string) error {
	f, ok := r.book.faulty(r.part, err).(*Fault)
	if !ok {
		return err
	}
	f.Part, f.Row, f.Cell = r.part.Name, r.last, cell
	return f
}

func (r *Rows) merge() error {
	if len(r.Merges) == MostMerges {
		return r.fault(&Fault{Limit: LimitMerges, Err: errTooMany}, "")
	}
	from, to, found := bytes.Cut(r.scan.attr("ref"), []byte(":"))
	if !found {
		to = from
	}
	top, left, ok := place(from)
	bottom, right, okTo := place(to)
	if !ok || !okTo {
		return r.fault(errRef, string(r.scan.attr("ref")))
	}
	r.Merges = append(r.Merges, Area{min(top, bottom), min(left, right), max(top, bottom), max(left, right)})
	return nil
}

// readRow reads the row that was opened, to its end.
func (r *Rows) readRow() error {
	line := r.last + 1
	if given := r.scan.attr("r"); given != nil {
		n, err := strconv.Atoi(string(given))
		if err != nil {
			return r.fault(errRef, "")
		}
		line = n
	}
	if line <= r.last {
		before := r.last
		r.last = line
		return r.fault(&Fault{Before: strconv.Itoa(before), Err: errOrder}, "")
	}
	if r.last = line; line > MostRows {
		return r.fault(&Fault{Limit: LimitRows, Err: errTooMany}, "")
	}
	r.row = Row{Line: line, Hidden: isTrue(r.scan.attr("hidden")), Cells: r.row.Cells[:0]}
	r.text = r.text[:0]
	column := -1
	for {
		t, err := r.scan.next()
		if err != nil {
			return r.fault(err, "")
		}
		if t == closing && r.scan.depth() == 2 {
			return nil
		}
		if t == chars && len(bytes.TrimSpace(r.scan.text)) > 0 {
			return r.fault(errPlace, "")
		}
		if t != opening || r.scan.depth() != 4 {
			continue
		}
		switch string(r.scan.local()) {
		case "c":
			if column, err = r.readCell(column); err != nil {
				return err
			}
		case "extLst":
		default:
			return r.fault(errPlace, "")
		}
	}
}

// readCell reads the cell that was opened, to its end, and gives its column. before is the column of the last one.
func (r *Rows) readCell(before int) (int, error) {
	c := Cell{Column: before + 1}
	ref := string(r.scan.attr("r"))
	if ref != "" {
		line, column, ok := place([]byte(ref))
		switch {
		case !ok || line != r.last:
			return 0, r.fault(errRef, ref)
		case column <= before:
			return 0, r.fault(&Fault{Before: Name(r.last, before), Err: errOrder}, ref)
		}
		c.Column = column
	}
	if c.Column >= MostColumns {
		return 0, r.fault(&Fault{Limit: LimitColumns, Err: errTooMany}, ref)
	}
	c.Style, _ = strconv.Atoi(string(r.scan.attr("s"))) // blank or none: the first style
	kind := string(r.scan.attr("t"))
	begin := len(r.text)
	for {
		t, err := r.scan.next()
		if err != nil {
			return 0, r.fault(err, ref)
		}
		if t == closing && r.scan.depth() == 3 {
			break
		}
		if t != opening || r.scan.depth() != 5 {
			continue
		}
		switch string(r.scan.local()) {
		case "f":
			c.Formula = true
		case "v":
			if c.Valued {
				return 0, r.fault(errTwice, ref)
			}
			c.Valued = true
			r.text, err = plainText(r.scan, r.text, begin)
		case "is":
			c.Valued = true
			r.text, err = richText(r.scan, r.text)
		}
		if err != nil {
			return 0, r.fault(err, ref)
		}
	}
	c.Text = r.text[begin:len(r.text):len(r.text)]
	r.typed(&c, kind)
	r.row.Cells = append(r.row.Cells, c)
	return c.Column, nil
}

// typed gives a cell its type, and a shared string its text.
func (r *Rows) typed(c *Cell, kind string) {
	switch kind {
	case "", "n":
		c.Type, c.Text = Number, bytes.TrimSpace(c.Text)
	case "s":
		text, ok := r.book.strings.at(bytes.TrimSpace(c.Text))
		if c.Type = String; ok {
			c.Text = text
		} else if c.Valued {
			c.Type = Broken
		}
	case "inlineStr":
		c.Type = String
	case "str":
		c.Type, c.Text = Result, unescaped(c.Text)
	case "b":
		c.Type = Boolean
	case "e":
		c.Type = Error
	case "d":
		c.Type = Date
	default:
		c.Type = Broken
	}
}

// place reads a cell's name, such as B7: the row from 1, the column from 0.
func place(name []byte) (row, column int, ok bool) {
	i := 0
	for ; i < len(name) && i < 4; i++ {
		c := name[i] &^ 0x20
		if name[i] == '$' || c < 'A' || c > 'Z' {
			break
		}
		column = column*26 + int(c-'A') + 1
	}
	if i == 0 || i == len(name) || len(name)-i > 8 {
		return 0, 0, false
	}
	for _, c := range name[i:] {
		if c < '0' || c > '9' {
			return 0, 0, false
		}
		row = row*10 + int(c-'0')
	}
	return row, column - 1, row > 0
}

// Name is the name of a cell: row from 1, column from 0.
func Name(row, column int) string {
	var letters []byte
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		letters = append([]byte{byte('A' + (n-1)%26)}, letters...)
	}
	return string(letters) + strconv.Itoa(row)
}
