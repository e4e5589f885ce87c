package ooxml

import (
	"bytes"
	"fmt"
	"slices"
)

// area is a rectangle of cells: columns and rows from 1, all four in it.
type area struct{ left, top, right, bottom int }

func (a area) cells() int   { return (a.right - a.left + 1) * (a.bottom - a.top + 1) }
func (a area) name() string { return Cell(a.left, a.top) + ":" + Cell(a.right, a.bottom) }

// parseArea reads B7:C9, or B7 alone.
func parseArea(ref []byte) (area, bool) {
	from, to, found := bytes.Cut(ref, []byte(":"))
	if !found {
		to = from
	}
	left, top, ok := parseRef(from)
	right, bottom, okTo := parseRef(to)
	return area{min(left, right), min(top, bottom), max(left, right), max(top, bottom)}, ok && okTo && max(left, right) <= lastColumn
}

// filling is the area of an array formula. Each of its cells has a value of its own, so that none is blank.
type filling struct {
	area
	rows int // of them, those that the sheet has
}

// mostFilled bounds the cells that the array formulas of one sheet fill: more than any list has.
const mostFilled = 5_000_000

// addFilling notes the area of an array formula. One that fills a cell only is a formula like others.
func (p *parser) addFilling(ref []byte) error {
	a, ok := parseArea(ref)
	if !ok {
		return p.damaged("vùng «"+string(ref)+"» của công thức mảng không đúng", "the area “"+string(ref)+"” of an array formula cannot be")
	}
	if a.cells() == 1 {
		return nil
	}
	if p.filled += a.cells(); p.filled > mostFilled {
		return tooMuch(LimitFixed, "có công thức mảng trên quá nhiều ô ở trang «"+p.sheet.Name+"». Hãy chép giá trị thay cho công thức rồi nạp lại.",
			"has array formulas over too many cells on sheet “"+p.sheet.Name+"”. Paste values in their place and load again.")
	}
	p.fillings = append(p.fillings, filling{area: a})
	return nil
}

// fill makes the blank cells of the row that lie under an array formula formulas without values.
func (p *parser) fill() {
	if len(p.fillings) == 0 {
		return
	}
	own, left := len(p.cells), p.fillings[:0]
	for _, f := range p.fillings {
		if p.line > f.bottom {
			p.unfilled(f)
			continue
		}
		f.rows++
		at, _ := slices.BinarySearchFunc(p.cells[:own], f.left, byColumn)
		for column := f.left; column <= f.right; column++ {
			if at < own && p.cells[at].column == column {
				if c := &p.cells[at]; !c.hasFormula && (!c.hasValue || c.kind != computed && c.value.begin == c.value.end) {
					c.hasFormula, c.hasValue = true, false
				}
				at++
				continue
			}
			p.cells = append(p.cells, cell{column: column, kind: number, hasFormula: true})
		}
		left = append(left, f)
	}
	p.fillings = left
	if len(p.cells) > own {
		slices.SortStableFunc(p.cells, func(a, b cell) int { return a.column - b.column })
		p.cells = slices.CompactFunc(p.cells, func(a, b cell) bool { return a.column == b.column })
	}
}

func byColumn(c cell, column int) int { return c.column - column }

// unfilled notes an array formula some of whose rows the sheet does not have: what it gives there is lost.
func (p *parser) unfilled(f filling) {
	if f.rows == f.bottom-f.top+1 || p.lost != nil {
		return
	}
	p.lost = damaged(p.sheet.at(f.top, f.left), "tệp không lưu kết quả của công thức mảng ("+f.name()+")", "the file does not hold what the array formula gives ("+f.name()+")",
		fmt.Errorf("%d of its rows", f.rows))
}

// addMerge notes a cell that spans others.
func (p *parser) addMerge() error {
	ref := p.attr("ref")
	a, ok := parseArea(ref)
	if !ok {
		return p.damaged("ô gộp «"+string(ref)+"» không đúng", "the merged cell “"+string(ref)+"” cannot be")
	}
	if a.cells() > 1 {
		p.merges = append(p.merges, a)
	}
	if len(p.merges) > p.sheet.book.limits.Rows {
		return tooMuch(LimitFixed, "có quá nhiều ô gộp ở trang «"+p.sheet.Name+"». Hãy bỏ gộp ô rồi nạp lại.",
			"has too many merged cells on sheet “"+p.sheet.Name+"”. Unmerge them and load again.")
	}
	return nil
}

// parseRef reads B7, b7 or $B$7: its column and its row.
func parseRef(ref []byte) (column, line int, ok bool) {
	i := 0
	for ; i < len(ref); i++ {
		c := ref[i] | 0x20
		if ref[i] == '$' && i == 0 {
			continue
		}
		if c < 'a' || c > 'z' {
			break
		}
		if column = column*26 + int(c-'a') + 1; column > 1<<20 {
			return 0, 0, false
		}
	}
	if i < len(ref) && ref[i] == '$' {
		i++
	}
	line, ok = wholeNumber(ref[i:])
	return column, line, ok && column > 0 && line > 0
}

// wholeNumber reads digits.
func wholeNumber(text []byte) (n int, ok bool) {
	for _, c := range text {
		if c < '0' || c > '9' || n > 1<<40 {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, len(text) > 0
}
