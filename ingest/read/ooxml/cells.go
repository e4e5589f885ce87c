package ooxml

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// cell is one cell as it stands in the XML. Its texts lie in the parser's buffer.
type cell struct {
	column int // 1-based
	kind   byte
	style  int

	value, formula textSpan
	hasValue       bool // <v> or <is> is there, be it empty
	hasFormula     bool
	twice          bool
}

type textSpan struct{ begin, end int }

// What t= says of a cell, one letter each.
const (
	number   byte = 'n'
	shared   byte = 's'
	inline   byte = 'i'
	boolean  byte = 'b'
	fault    byte = 'e'
	isoDate  byte = 'd'
	computed byte = 'f' // the text that a formula gives
	unknown  byte = '?'
)

// parser goes through a sheet's XML row by row. It takes rows and cells only in their order.
type parser struct {
	*scanner
	sheet  *Sheet
	source io.Closer
	limit  int // characters of a cell

	line   int // of the row under way, or of the last
	column int // of the cell under way, or of the last
	hidden bool
	cells  []cell
	text   []byte

	within bool   // the rows have begun
	done   bool   // and ended
	prefix string // of the elements of a sheet, such as x:
	merges []area

	fillings []filling // the areas of array formulas that reach the row
	filled   int       // cells of all of them so far
	lost     error     // of the first whose rows the sheet does not have
}

func (s *Sheet) parse() (*parser, error) {
	r, err := s.book.parts.open(s.part)
	if err != nil {
		return nil, err
	}
	return &parser{scanner: newScanner(r), sheet: s, source: r, limit: s.book.limits.Cell}, nil
}

// row reads the next row; false after the last, when the sheet was read to its end.
func (p *parser) row() (bool, error) {
	found, err := p.nextRow()
	if err != nil {
		return false, asFault(err, p.sheet.at(p.line, p.column))
	}
	return found, nil
}

func (p *parser) nextRow() (bool, error) {
	for {
		t, err := p.next()
		if err != nil {
			return false, err
		}
		switch {
		case t == ending:
			return false, nil
		case t == closing:
			if p.within && p.depth() == 1 {
				p.within, p.done = false, true
			}
		case t == chars:
			if p.within && !blank(p.scanner.text) {
				return false, p.stray()
			}
		case p.within:
			if string(p.local()) != "row" {
				return false, p.unexpected()
			}
			return true, p.readRow()
		default:
			if err := p.beside(); err != nil {
				return false, err
			}
		}
	}
}

// beside looks at an element that stands beside the rows.
func (p *parser) beside() error {
	name := string(p.local())
	switch {
	case p.depth() == 1:
		if name != "worksheet" {
			return p.damaged("không phải là trang tính", "it is no worksheet")
		}
		p.prefix = strings.TrimSuffix(string(p.name), name)
	case p.depth() == 2 && name == "sheetData":
		if p.done {
			return p.damaged("có hai bảng dòng (sheetData)", "its rows stand twice (sheetData)")
		}
		p.within = true
	case name == "sheetData", string(p.name) == p.prefix+"row":
		return p.unexpected() // such rows would be lost; the anchors of controls have rows of another prefix
	case p.depth() == 3 && name == "mergeCell":
		return p.addMerge()
	}
	return nil
}

func (p *parser) damaged(vi, en string) error {
	return damaged(p.sheet.at(p.line, p.column), vi, en, fmt.Errorf("row %d, column %d: %s", p.line, p.column, en))
}

func (p *parser) unexpected() error {
	name := string(p.name)
	return p.damaged("có phần tử lạ <"+name+">", "it holds an unknown element <"+name+">")
}

func (p *parser) stray() error {
	return p.damaged("có chữ nằm ngoài các ô", "text stands outside its cells")
}

// readRow reads the cells of a row that has begun.
func (p *parser) readRow() error {
	last := p.line
	p.cells, p.text, p.column = p.cells[:0], p.text[:0], 0
	p.line++
	if r := p.attr("r"); r != nil {
		n, ok := wholeNumber(r)
		if !ok || n < 1 {
			return p.damaged("số thứ tự dòng «"+string(r)+"» không đúng", "the number “"+string(r)+"” of a row cannot be")
		}
		if p.line = n; n <= last {
			p.line = last
			return p.damaged(fmt.Sprintf("sau dòng %d lại là dòng %d, nên không biết dòng nào là dòng nào", last, n),
				fmt.Sprintf("after row %d comes row %d, so it is not known which is which", last, n))
		}
	}
	if most := p.sheet.book.limits.Rows; p.line > most {
		return tooMuch(LimitRows, fmt.Sprintf("có dòng %d ở trang «%s»; nhiều nhất là %d dòng. Hãy chia thành nhiều tệp hoặc lưu thành CSV rồi nạp lại.", p.line, p.sheet.Name, most),
			fmt.Sprintf("has a row %d on sheet “%s”; %d rows are the most. Split it, or save it as CSV, and load again.", p.line, p.sheet.Name, most))
	}
	p.hidden = isTrue(p.attr("hidden"))
	for {
		t, err := p.next()
		if err != nil {
			return err
		}
		switch {
		case t == closing:
			p.column = 0
			p.fill()
			return nil
		case t == chars:
			if !blank(p.scanner.text) {
				return p.stray()
			}
		case string(p.local()) == "c":
			err = p.readCell()
		case string(p.local()) == "extLst":
			err = p.skip()
		default:
			err = p.unexpected()
		}
		if err != nil {
			return err
		}
	}
}

// skip passes over the element that has begun.
func (p *parser) skip() error {
	for until := p.depth() - 1; p.depth() > until; {
		if _, err := p.next(); err != nil {
			return err
		}
	}
	return nil
}

// readCell reads a cell that has begun.
func (p *parser) readCell() error {
	c := cell{kind: kindOf(p.attr("t"))}
	var fills []byte // the area of an array formula, or of a table of results
	if err := p.moveTo(p.attr("r")); err != nil {
		return err
	}
	c.column = p.column
	c.style, _ = wholeNumber(p.attr("s")) // blank or none: the first style
	for {
		t, err := p.next()
		if err != nil {
			return err
		}
		switch {
		case t == closing:
			p.cells = append(p.cells, c)
			if fills != nil {
				return p.addFilling(fills)
			}
			return nil
		case t == chars:
			if !blank(p.scanner.text) {
				return p.stray()
			}
			continue
		}
		begin := len(p.text)
		switch string(p.local()) {
		case "v":
			err = p.content(begin)
			c.holds(textSpan{begin, len(p.text)})
		case "is":
			if c.kind == number || c.kind == computed {
				c.kind = inline
			}
			err = p.richText(begin)
			c.holds(textSpan{begin, len(p.text)})
		case "f":
			c.hasFormula = true
			if t := string(p.attr("t")); t == "array" || t == "dataTable" {
				fills = bytes.Clone(p.attr("ref"))
			}
			err = p.content(begin)
			c.formula = textSpan{begin, len(p.text)}
		case "extLst":
			err = p.skip()
		default:
			err = p.unexpected()
		}
		if err == nil && c.twice {
			err = p.damaged("ô có hai giá trị", "the cell holds two values")
		}
		if err != nil {
			return err
		}
	}
}

// holds takes a value of the cell; an empty one beside another says nothing.
func (c *cell) holds(value textSpan) {
	c.twice = c.value.begin < c.value.end && value.begin < value.end
	if c.hasValue = true; value.begin < value.end {
		c.value = value
	}
}

// moveTo takes the place that a cell says it has, or the next one.
func (p *parser) moveTo(ref []byte) error {
	last := p.column
	p.column++
	if ref != nil {
		column, line, ok := parseRef(ref)
		if !ok || line != p.line {
			p.column = last
			return p.damaged(fmt.Sprintf("ô «%s» nằm trong dòng %d", ref, p.line), fmt.Sprintf("the cell “%s” stands in row %d", ref, p.line))
		}
		if column <= last {
			p.column = last
			return p.damaged(fmt.Sprintf("sau ô %s lại là ô %s, nên không biết ô nào là ô nào", Cell(last, p.line), Cell(column, line)),
				fmt.Sprintf("after cell %s comes cell %s, so it is not known which is which", Cell(last, p.line), Cell(column, line)))
		}
		p.column = column
	}
	if p.column > lastColumn {
		p.column = last
		return tooMuch(LimitFixed, fmt.Sprintf("có hơn %d cột ở dòng %d, trang «%s». Hãy xóa các cột thừa bên phải bảng rồi nạp lại.", lastColumn, p.line, p.sheet.Name),
			fmt.Sprintf("has more than %d columns in row %d of sheet “%s”. Delete the columns to the right of the table and load again.", lastColumn, p.line, p.sheet.Name))
	}
	return nil
}

// content reads the text of an element that holds nothing but text, as a part of the text that begins there.
func (p *parser) content(begin int) error {
	for {
		t, err := p.next()
		switch {
		case err != nil || t == closing:
			return err
		case t == opening:
			return p.unexpected()
		}
		p.text = append(p.text, p.scanner.text...)
		if len(p.text)-begin > p.limit && utf8.RuneCount(p.text[begin:]) > p.limit {
			return longCell(p.sheet.at(p.line, p.column), p.limit)
		}
	}
}

func longCell(where place, most int) error {
	return tooMuch(LimitCell, fmt.Sprintf("có một ô dài hơn %d ký tự%s. Hãy rút ngắn ô đó rồi nạp lại.", most, where.vi),
		fmt.Sprintf("has a cell of more than %d characters%s. Shorten it and load again.", most, where.en))
}

// richText reads <is> and <si>: a text, or runs of it. What only tells how it is read aloud is left out.
func (p *parser) richText(begin int) error {
	for until := p.depth() - 1; ; {
		t, err := p.next()
		switch {
		case err != nil:
			return err
		case t == closing:
			if p.depth() == until {
				return nil
			}
			continue
		case t == chars:
			if !blank(p.scanner.text) {
				return p.stray()
			}
			continue
		}
		switch string(p.local()) {
		case "t":
			err = p.content(begin)
		case "r":
		case "rPr", "rPh", "phoneticPr", "extLst":
			err = p.skip()
		default:
			err = p.unexpected()
		}
		if err != nil {
			return err
		}
	}
}

func kindOf(t []byte) byte {
	switch string(t) {
	case "", "n":
		return number
	case "s":
		return shared
	case "str":
		return computed
	case "inlineStr":
		return inline
	case "b":
		return boolean
	case "e":
		return fault
	case "d":
		return isoDate
	}
	return unknown
}

func blank(text []byte) bool {
	for _, c := range text {
		if c > ' ' && c < utf8.RuneSelf {
			return false
		}
	}
	return len(bytes.TrimSpace(text)) == 0
}
