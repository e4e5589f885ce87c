package read

import (
	"fmt"
	"slices"
)

// form turns records into rows of the sheet's columns: one reading a record, or one for each group of a wide table. A
// further table on the sheet has a form of its own, under the columns of the first.
type form struct {
	plain   bool // the record as it stands, under the columns of the file: no form is needed
	sources []source
	groups  []group
	titles  [][]string // of each group's row
	names   [][]byte   // of each group

	current record
	at      int // the next reading of the current record
	count   int
	marks   []Mark
}

// source is where the cell of one column comes from.
type source struct {
	from  sourceKind
	index int // of the file's column, or of the given value
}

type sourceKind int

const (
	fromNothing sourceKind = iota
	fromColumn
	fromGiven
	fromGroupName
	fromGroupVisits
	fromGroupReferrals
)

// newForm makes the form in which a layout fills the columns of the sheet. first: it is the layout that they were made of.
func (s *Sheet) newForm(l layout, first bool) (form, error) {
	f := form{plain: first && len(l.groups) == 0, groups: l.groups}
	if f.plain {
		return f, nil
	}
	for _, column := range s.Columns {
		f.sources = append(f.sources, l.source(column))
	}
	for i, field := range l.fields {
		if field != "" && !l.inGroup(i) && !slices.ContainsFunc(s.Columns, func(c Column) bool { return c.Field == field }) {
			return f, s.otherTable(fmt.Sprintf("cột «%s» không có ở bảng trên", l.titles[i]), fmt.Sprintf("the column “%s” is not in the table above", l.titles[i]))
		}
	}
	for _, g := range l.groups {
		titles := make([]string, len(s.Columns))
		for i, column := range s.Columns {
			switch titles[i] = column.Title; column.Field {
			case "diagnosis_group":
				titles[i] = g.name
			case "visits", "referrals":
				titles[i] = g.name + " – " + column.Title
			}
		}
		f.titles, f.names = append(f.titles, titles), append(f.names, []byte(g.name))
	}
	return f, nil
}

// source finds where a layout has what belongs in a column.
func (l *layout) source(column Column) source {
	if len(l.groups) > 0 {
		switch column.Field {
		case "diagnosis_group":
			return source{from: fromGroupName}
		case "visits":
			return source{from: fromGroupVisits}
		case "referrals":
			return source{from: fromGroupReferrals}
		}
	}
	for i, field := range l.fields {
		if column.Field == field && (field != "" || l.titles[i] == column.Title) && !l.inGroup(i) {
			return source{fromColumn, i}
		}
	}
	for i, g := range l.given {
		if g.field.Name == column.Field {
			return source{fromGiven, i}
		}
	}
	return source{}
}

func (f *form) more() bool { return f.at < f.count }

func (f *form) begin(r record) {
	f.current, f.at, f.count = r, 0, max(1, len(f.groups))
}

// next gives the next reading of the current record.
func (f *form) next(s *Sheet) *Row {
	s.row = Row{Line: f.current.line, More: f.current.more, Again: f.at > 0, Original: f.current.cells}
	var g group
	if len(f.groups) > 0 {
		g, s.row.Titles = f.groups[f.at], f.titles[f.at]
	}
	cells, marks := s.cells[:0], f.marks[:0]
	for _, from := range f.sources {
		column := -1
		switch from.from {
		case fromColumn:
			column = from.index
		case fromGroupVisits:
			column = g.visits
		case fromGroupReferrals:
			column = g.referrals
		case fromGiven:
			cells, marks = append(cells, s.layout.given[from.index].value), append(marks, Typed)
			continue
		case fromGroupName:
			cells, marks = append(cells, f.names[f.at]), append(marks, Typed)
			continue
		}
		cells, marks = append(cells, f.current.cell(column)), append(marks, f.current.mark(column))
	}
	s.cells, f.marks, s.row.Cells = cells, marks, cells
	if f.current.marks != nil {
		s.row.Marks = marks
	}
	f.at++
	return &s.row
}
