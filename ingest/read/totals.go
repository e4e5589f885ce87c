package read

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/rule"
)

// totals keeps the sums of the columns of counts, against which the rows that add up others are checked.
type totals struct {
	sums []sum
	rows int     // added up so far
	open []claim // totals that are not the sum of the rows above; those of the rows below stand above them
}

// claim is a row of totals that may stand above the rows that it adds up.
type claim struct {
	line, rows int // where it stands, and how many rows above it
	label      string
	says       []said
}

// said is what a total says of one column, and what the rows above it add up to.
type said struct {
	sum          int
	value, above int64
}

// sum adds up one column of counts.
type sum struct {
	column       int
	whole, block int64 // over all rows; since the last heading or the last sum
	broken       bool  // a cell could not be read: no check
}

func newTotals(kind header.Kind, l layout) totals {
	var t totals
	for i, name := range l.fields {
		if field, _ := kind.Field(name); field.Class == header.Count {
			t.sums = append(t.sums, sum{column: i})
		}
	}
	return t
}

// newBlock begins the rows of another heading.
func (t *totals) newBlock() {
	t.open = slices.DeleteFunc(t.open, t.ofRowsBelow)
	for i := range t.sums {
		t.sums[i].block = 0
	}
}

// ofRowsBelow tells whether a total is the sum of the rows since.
func (t *totals) ofRowsBelow(c claim) bool {
	return t.rows > c.rows && !slices.ContainsFunc(c.says, func(s said) bool { return s.value != t.sums[s.sum].whole-s.above })
}

// figure reads a count as it was written: by a person, or by a machine.
func (r record) figure(column int) (int64, bool, rule.Rule) {
	if r.mark(column) == Stored {
		return lex.StoredCount(string(r.cell(column)))
	}
	return lex.Count(string(r.cell(column)))
}

func (t *totals) add(r record) {
	t.rows++
	for i := range t.sums {
		value, _, fault := r.figure(t.sums[i].column)
		if fault != rule.None {
			t.sums[i].broken = true
		}
		t.sums[i].whole += value
		t.sums[i].block += value
	}
}

// are tells whether the figures of a row are the sums of the rows above: in each column that is filled, and in one at
// least a sum that is not zero.
func (t *totals) are(r record) bool {
	found := false
	for _, s := range t.sums {
		value, missing, fault := r.figure(s.column)
		if missing {
			continue
		}
		if fault != rule.None || s.broken || value != s.whole && value != s.block {
			return false
		}
		found = found || value > 0
	}
	return found
}

// adding are the words that begin the label of a row that should be the sum of those above it. A cumulative row and one
// of the whole province count more than this sheet; an average and a comparison are no sums.
var adding = regexp.MustCompile(`^(?:tong|cong)(?:_|$)`)

// check compares a row with the sums above it. What differs may be the sum of rows below: the end tells.
func (t *totals) check(r record, label string) {
	if key := lex.Key(label); !adding.MatchString(key) || strings.Contains(key, "luy_ke") {
		return
	}
	c := claim{line: r.line, rows: t.rows, label: label}
	for i, column := range t.sums {
		value, missing, fault := r.figure(column.column)
		if missing || fault != rule.None || column.broken || value == column.whole || value == column.block {
			continue
		}
		c.says = append(c.says, said{i, value, column.whole})
	}
	if len(c.says) > 0 {
		t.open = append(t.open, c)
	}
}

// end remarks on the totals that are neither the sum of the rows above nor of those below.
func (t *totals) end(s *Sheet) {
	for _, c := range slices.DeleteFunc(t.open, t.ofRowsBelow) {
		var vi, en []string
		for _, of := range c.says {
			title, sum, where := s.layout.titles[t.sums[of.sum].column], of.above, [2]string{"trên", "above"}
			if c.rows == 0 {
				sum, where = t.sums[of.sum].whole, [2]string{"dưới", "below"}
			}
			vi = append(vi, fmt.Sprintf("«%s» ghi %d, các dòng %s cộng lại là %d", title, of.value, where[0], sum))
			en = append(en, fmt.Sprintf("“%s” says %d, the rows %s add up to %d", title, of.value, where[1], sum))
		}
		s.file.notice(
			fmt.Sprintf("%sDòng %d (%s) không khớp: %s.", place(s), c.line, c.label, strings.Join(vi, "; ")),
			fmt.Sprintf("%sRow %d (%s) does not match: %s.", place(s), c.line, c.label, strings.Join(en, "; ")))
	}
	t.open = nil
}

func place(s *Sheet) string {
	if s.Name == "" {
		return ""
	}
	return "«" + s.Name + "»: "
}
