package read

import (
	"fmt"
	"slices"
	"strings"

	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/read/ooxml"
	"luanphien/ingest/rowrole"
	"luanphien/ingest/rule"
)

// across marks, in a row of data, what stands in a cell merged over several columns of the table: it cannot be told of which
// of them it is. A word for «missing» says the same of all.
func (s *Sheet) across(data bool) {
	if s.spans.next == len(s.spans.all) && len(s.spans.wide) == 0 {
		return
	}
	line := s.current.line
	s.spans.wide = slices.DeleteFunc(s.spans.wide, func(one ooxml.Merge) bool { return one.Last < line })
	for _, one := range s.spans.all[s.spans.next:] {
		if one.First > line {
			break
		}
		if one.Last >= line && s.columnsUnder(one) > 1 {
			s.spans.wide = append(s.spans.wide, one)
		}
	}
	if !data || slices.Contains(s.current.marks, Merged) { // a row of which a cell lies hidden is refused by that
		return
	}
	for _, one := range s.spans.wide {
		if text := s.current.cell(one.Column); !isBlank([][]byte{text}) && !lex.Missing(string(text)) {
			for len(s.current.marks) < len(s.current.cells) {
				s.current.marks = append(s.current.marks, Typed)
			}
			s.current.marks[one.Column] = Merged
		}
	}
}

// columnsUnder counts the columns of the table that a merged cell spans.
func (s *Sheet) columnsUnder(one ooxml.Merge) (n int) {
	for i := one.Column; i <= min(one.Right, len(s.layout.fields)-1); i++ {
		if s.layout.fields[i] != "" {
			n++
		}
	}
	return n
}

// untitledColumn is a column without a title to the right of that of a figure. It is a part of the figure where the titles say
// so: the title is merged over both columns, or words stand under both («Kế hoạch», «Thực hiện»), of which the first is not that of a total.
type untitledColumn struct {
	column, figure int
	part           bool
	words          []string // under the title, of both columns
}

// findUntitled looks for such columns of the layout.
func (s *Sheet) findUntitled() (list []untitledColumn) {
	under, _ := s.peek(0)
	for i, name := range s.layout.fields {
		field, _ := s.Kind.Field(name)
		if name == "" || field.Class != header.Count && field.Class != header.Decimal && field.Class != header.Goal {
			continue
		}
		last := len(s.layout.titles)
		if s.strict { // a row that is longer than the header is refused
			last--
		}
		for j := i + 1; j <= last && at(s.layout.titles, j) == ""; j++ {
			one := untitledColumn{column: j, figure: i, part: s.titleSpans(i, j)}
			mine, other := lex.Text(string(under.cell(i))), lex.Text(string(under.cell(j)))
			if words, part := rowrole.PartsUnder(mine, other, one.part); words {
				one.part, one.words = part, []string{mine, other}
			}
			list = append(list, one)
		}
	}
	return list
}

// titleSpans tells whether the title of a column is merged over another to its right.
func (s *Sheet) titleSpans(column, other int) bool {
	last := s.layout.line + len(s.layout.header) - 1
	return slices.ContainsFunc(s.spans.all, func(one ooxml.Merge) bool {
		return one.First >= s.layout.line && one.First <= last && one.Column == column && one.Right >= other
	})
}

// beside looks, in a row of data, for what stands in columns that are not read. Where the titles say that they are parts of a
// figure the sheet is refused, because it is not known which part is meant; all others are named when the table is over.
func (s *Sheet) beside() error {
	s.aside.Row(s.current.line, s.current.cells)
	for _, i := range s.units {
		if err := s.Kind.ScaledUnit(s.current.line, s.layout.titles[i], string(s.current.cell(i))); err != nil {
			return sheetError(s.file.Name, s.Name, err)
		}
	}
	if err := s.besideStation(); err != nil {
		return err
	}
	for _, one := range s.untitled {
		if !one.part || len(s.current.cell(one.column)) == 0 {
			continue
		}
		if _, missing, fault := s.current.figure(one.column); missing || fault != rule.None {
			continue
		}
		title, text, cell := s.layout.titles[one.figure], lex.Text(string(s.current.cell(one.column))), ooxml.Cell(s.column(one.column), s.current.line)
		vi, en := "", ""
		if len(one.words) > 0 {
			vi, en = " («"+strings.Join(one.words, "», «")+"»)", " (“"+strings.Join(one.words, "”, “")+"”)"
		}
		return &Error{
			VI: fmt.Sprintf("%sCột «%s» có nhiều cột con%s, ví dụ ô %s («%s»): không biết cột nào là số liệu. Hãy để lại một cột dưới tiêu đề đó, hoặc đặt tiêu đề riêng cho từng cột, rồi nạp lại.", place(s), title, vi, cell, text),
			EN: fmt.Sprintf("%sSeveral columns stand under “%s”%s, as in cell %s (“%s”): it is not known which holds the figure. Leave one column under that title, or give each a title of its own, and load again.", place(s), title, en, cell, text),
		}
	}
	return nil
}

// named tells whether a column is read, or named by the titles of the sheet where it is not understood.
func (s *Sheet) named(column int) bool {
	l, title := &s.layout, s.layout.titles[column]
	if over, _, _ := strings.Cut(title, " – "); len(l.groups) > 0 && (rowrole.IsTotal(over) || slices.Contains(groupFields, s.Kind.Means(title))) {
		return true // the total over the groups
	}
	return at(l.fields, column) != "" || l.inGroup(column) || l.years.are(column) || header.Ignored(title) ||
		title != "" && slices.ContainsFunc(s.Columns, func(c Column) bool { return c.Title == title })
}

// column is the number that a column has in the file, 1 = A.
func (s *Sheet) column(index int) int {
	if s.numbered != nil {
		return s.numbered(index)
	}
	return index + 1
}
