package read

import (
	"fmt"

	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/rule"
)

// A table may part its weeks in two columns, «Năm» and «Tuần»: a row's week is then read of both.

// years are the columns of a week's number and of its year.
type years struct {
	beside     bool
	week, year int
}

// are tells whether a column is that of the years.
func (y years) are(column int) bool { return y.beside && y.year == column }

// withYear writes a week with the year that stands in a column of its own. A week that has a year already must have the same.
func (s *Sheet) withYear(r record) record {
	l := &s.layout
	if !l.years.beside {
		return r
	}
	number, year := lex.Text(string(r.cell(l.years.week))), lex.Text(string(r.cell(l.years.year)))
	if number == "" || year == "" || r.mark(l.years.week).Fault() != rule.None {
		return r
	}
	week, _, fault := lex.Week(number)
	if fault == rule.None && fmt.Sprint(week.Year) == year {
		return r
	}
	whole := number + "/" + year
	if number[0] >= '0' && number[0] <= '9' && fault != rule.None {
		whole = "Tuần " + whole
	}
	r = r.clone()
	for len(r.marks) < len(r.cells) {
		r.marks = append(r.marks, Typed)
	}
	r.cells[l.years.week], r.marks[l.years.week] = []byte(whole), Typed
	return r
}

// Beside is what a column that is no field of its own is for: a name beside a code is held against it and stands for it where
// the code is blank, a year completes the week.
type Beside struct {
	Field header.Field
	Year  bool
}

// Beside tells for each column beside which other it stands; the zero value for the others.
func (s *Sheet) Beside() []Beside {
	titles, fields := make([]string, len(s.Columns)), make([]string, len(s.Columns))
	for i, c := range s.Columns {
		titles[i], fields[i] = c.Title, c.Field
	}
	list := make([]Beside, len(titles))
	for i, name := range s.Kind.Beside(titles, fields) {
		list[i].Field, _ = s.Kind.Field(name)
	}
	if i := header.YearBeside(titles, fields); i >= 0 {
		list[i].Year = true
		list[i].Field, _ = s.Kind.Field("week")
	}
	return list
}
