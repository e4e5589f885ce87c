package read

import (
	"bytes"
	"slices"

	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/rowrole"
)

// Silence is what a row says that names a station and a week, and that nothing was reported.
type Silence struct {
	Station, Week Cell
	About         header.Field // of what the table has a figure for each: its groups, its indicators
}

// Cell is a text and what it is beyond that.
type Cell struct {
	Text []byte
	Mark Mark
}

// silent gives the readings of a row that says that nothing was reported, where figures of that station and week are known:
// each of them is missing from now on, as under a row of blank cells.
type silent struct {
	current record
	names   [][]byte // of what the figures are about
	at      int
}

func (f *silent) more() bool { return f.at < len(f.names) }

// silence tells whether the current row, which says that nothing was reported, takes back figures that are known.
func (s *Sheet) silence(r record) (bool, error) {
	if s.Standing == nil {
		return false, nil
	}
	about, ok := s.spread()
	if !ok {
		return false, nil
	}
	if s.since.Speaks() {
		if err := s.retitle(); err != nil {
			return false, err
		}
	}
	what := Silence{Station: s.told(r, "station_code"), Week: s.told(r, "week"), About: about}
	if lex.Text(string(what.Station.Text)) == "" || lex.Text(string(what.Week.Text)) == "" {
		return false, nil
	}
	names, err := s.Standing(what)
	if err != nil || len(names) == 0 {
		return false, err
	}
	s.silent = silent{current: r.clone()}
	if own := s.told(r, about.Name).Text; lex.Text(string(own)) != "" && !rowrole.SaysNotReported(string(own)) {
		s.silent.names = [][]byte{bytes.Clone(own)} // it speaks of one of them alone
		return true, nil
	}
	for _, name := range names {
		s.silent.names = append(s.silent.names, []byte(name))
	}
	return true, nil
}

// spread is the field besides the station and the week that tells one figure of a table from another.
func (s *Sheet) spread() (header.Field, bool) {
	if len(s.layout.groups) > 0 {
		return s.Kind.Field(groupFields[0])
	}
	for _, i := range s.required {
		if field, _ := s.Kind.Field(s.layout.fields[i]); field.Class == header.CodeList {
			return field, true
		}
	}
	return header.Field{}, false
}

// told gives what a row says of a field, in its own cell or from outside the table.
func (s *Sheet) told(r record, name string) Cell {
	if i := slices.Index(s.layout.fields, name); i >= 0 && !s.layout.inGroup(i) {
		return Cell{r.cell(i), r.mark(i)}
	}
	for _, g := range s.layout.given {
		if g.field.Name == name {
			return Cell{g.value, Typed}
		}
	}
	return Cell{}
}

// next gives the next reading: every figure of it is blank.
func (f *silent) next(s *Sheet) *Row {
	s.row = Row{Line: f.current.line, More: f.current.more, Again: f.at > 0, Original: f.current.cells}
	cells, marks := s.cells[:0], s.form.marks[:0]
	about, _ := s.spread()
	for _, column := range s.Columns {
		var cell Cell
		switch field, known := s.Kind.Field(column.Field); {
		case !known, columnOf(field) == rowrole.Figure:
		case field.Name == about.Name:
			cell.Text = f.names[f.at]
		default:
			cell = s.told(f.current, field.Name)
		}
		cells, marks = append(cells, cell.Text), append(marks, cell.Mark)
	}
	s.cells, s.form.marks, s.row.Cells, s.row.Marks = cells, marks, cells, marks
	f.at++
	return &s.row
}
