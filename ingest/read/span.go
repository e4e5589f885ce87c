package read

import (
	"slices"

	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/read/ooxml"
	"luanphien/ingest/rule"
)

// spans are the merged areas of a sheet that reach over several rows. What the first row says there holds for the others:
// a week, a station or an area is written once for all of its rows. A number is not, because it would be counted once a row:
// it is refused in each.
type spans struct {
	coming []span // by their first row
	open   []span
	cells  [][]byte
	marks  []Mark
}

type span struct {
	ooxml.Area
	text []byte
	mark Mark
}

func spansOf(merges []ooxml.Area) (s spans) {
	for _, area := range merges {
		if area.Bottom > area.Top {
			s.coming = append(s.coming, span{Area: area})
		}
	}
	slices.SortStableFunc(s.coming, func(a, b span) int { return a.Top - b.Top })
	return s
}

// fill gives a row the values that reach into it. Rows of titles stay as they are: over two rows of a header a merged cell
// is one title.
func (p *spans) fill(s *Sheet, r record) record {
	if len(p.coming) == 0 && len(p.open) == 0 || understood(texts(r)) > 1 {
		return r
	}
	p.open = slices.DeleteFunc(p.open, func(a span) bool { return a.Bottom < r.line })
	var begun []span
	for len(p.coming) > 0 && p.coming[0].Top <= r.line {
		if p.coming[0].Top == r.line { // else it began in a row of titles, or in one that is blank
			begun = append(begun, p.coming[0])
		}
		p.coming = p.coming[1:]
	}
	if len(begun) == 0 && len(p.open) == 0 {
		return r
	}
	p.cells, p.marks = append(p.cells[:0], r.cells...), p.marks[:0]
	for i := range r.cells {
		p.marks = append(p.marks, r.mark(i))
	}
	for _, a := range begun {
		a.text, a.mark = slices.Clone(r.cell(a.Left)), r.mark(a.Left)
		if len(a.text) > 0 && s.counts(a.Left) && isFigure(a) {
			a.mark = Unusable
			p.set(a)
		}
		p.open = append(p.open, a)
	}
	for _, a := range p.open {
		if a.Top < r.line && isBlank([][]byte{r.cell(a.Left)}) && r.mark(a.Left).Fault() == "" && (len(a.text) > 0 || a.mark.Fault() != "") {
			p.set(a)
		}
	}
	r.cells, r.marks = p.cells, p.marks
	return r
}

func (p *spans) set(a span) {
	for len(p.cells) <= a.Left {
		p.cells, p.marks = append(p.cells, nil), append(p.marks, Typed)
	}
	p.cells[a.Left], p.marks[a.Left] = a.text, a.mark
}

// counts tells whether a column holds numbers of something.
func (s *Sheet) counts(column int) bool {
	field, ok := s.Kind.Field(at(s.layout.fields, column))
	return ok && (field.Class == header.Count || field.Class == header.Decimal)
}

func isFigure(a span) bool {
	if a.mark == Stored {
		return true
	}
	_, missing, r := lex.Decimal(string(a.text))
	return !missing && r == rule.None
}
