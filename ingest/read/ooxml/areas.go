package ooxml

import (
	"bytes"
	"slices"
)

// area is the cells that an array formula fills. Where its values were never stored, none of them is blank.
type area struct{ left, right, top, bottom int }

const (
	mostAreas = 1000 // of a sheet; it has a handful
	widest    = 64   // columns of one
)

// addArea notes the area of a formula without stored values.
func (p *parser) addArea(ref []byte) {
	from, to, _ := bytes.Cut(ref, []byte(":"))
	left, top, ok := parseRef(from)
	right, bottom, okTo := parseRef(to)
	if ok && okTo && len(p.areas) < mostAreas {
		p.areas = append(p.areas, area{left, min(right, left+widest-1, lastColumn), top, bottom})
	}
}

// cover makes the blank cells of the row that lie in such an area formulas without values.
func (p *parser) cover() {
	for _, a := range p.areas {
		if p.line < a.top || p.line > a.bottom {
			continue
		}
		for column := a.left; column <= a.right; column++ {
			i, found := slices.BinarySearchFunc(p.cells, column, func(c cell, column int) int { return c.column - column })
			if !found {
				p.cells = slices.Insert(p.cells, i, cell{column: column, kind: number, hasFormula: true})
			} else if c := &p.cells[i]; c.value.begin == c.value.end {
				c.hasFormula, c.hasValue = true, false
			}
		}
	}
}

// addMerge notes a cell that spans rows.
func (p *parser) addMerge() error {
	ref := p.attr("ref")
	from, to, found := bytes.Cut(ref, []byte(":"))
	if !found {
		to = from
	}
	column, first, ok := parseRef(from)
	_, last, okTo := parseRef(to)
	if !ok || !okTo {
		return p.damaged("ô gộp «"+string(ref)+"» không đúng", "the merged cell “"+string(ref)+"” cannot be")
	}
	if last > first {
		p.merges = append(p.merges, merge{column, first, last})
	}
	if len(p.merges) > p.sheet.book.limits.Rows {
		return tooMuch("có quá nhiều ô gộp ở trang «"+p.sheet.Name+"». Hãy bỏ gộp ô rồi nạp lại.",
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
