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

// untitled are the columns without a title to the right of those of figures.
type untitled struct {
	columns []untitledColumn
	said    bool // that one of them holds figures
}

// untitledColumn is one of them. It is a part of the figure where the titles say so: the title is merged over both columns,
// or words stand under both («Kế hoạch», «Thực hiện»), of which the first is not that of a total.
type untitledColumn struct {
	column, figure int
	part           bool
	words          []string // under the title, of both columns
}

// findUntitled looks for such columns of the layout.
func (s *Sheet) findUntitled() (u untitled) {
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
			u.columns = append(u.columns, one)
		}
	}
	return u
}

// titleSpans tells whether the title of a column is merged over another to its right.
func (s *Sheet) titleSpans(column, other int) bool {
	last := s.layout.line + len(s.layout.header) - 1
	return slices.ContainsFunc(s.spans.all, func(one ooxml.Merge) bool {
		return one.First >= s.layout.line && one.First <= last && one.Column == column && one.Right >= other
	})
}

// beside looks, in a row of data, for figures in the columns without a title. Where the titles say that they are parts of a figure the sheet
// is refused, because it is not known which part is meant; else the first such cell is named.
func (s *Sheet) beside() error {
	for _, one := range s.untitled.columns {
		if len(s.current.cell(one.column)) == 0 {
			continue
		}
		_, missing, fault := s.current.figure(one.column)
		if missing || fault != rule.None || !one.part && s.untitled.said {
			continue
		}
		title, text, cell := s.layout.titles[one.figure], lex.Text(string(s.current.cell(one.column))), s.cellName(one.column)
		if !one.part {
			s.untitled.said = true
			s.file.notice(fmt.Sprintf("%sÔ %s («%s») ở bên phải cột «%s», trong một cột không có tiêu đề: cột đó không được đọc. Nếu là số liệu, hãy đặt tiêu đề cho cột rồi nạp lại.", place(s), cell, text, title),
				fmt.Sprintf("%sThe cell %s (“%s”) stands to the right of the column “%s”, in a column without a title, which is not read. If it is a figure, give the column a title and load again.", place(s), cell, text, title))
			continue
		}
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

// cellName names a cell of the current row.
func (s *Sheet) cellName(column int) string { return ooxml.Cell(column+1, s.current.line) }
