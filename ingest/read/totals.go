package read

import (
	"fmt"
	"regexp"
	"strings"

	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/rule"
)

// totals keeps the sums of the columns of counts, against which the rows that add up others are checked.
type totals struct {
	sums []sum
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

func (t *totals) newBlock() {
	for i := range t.sums {
		t.sums[i].block = 0
	}
}

// figure reads a count as it was written: by a person, or by a machine.
func (r record) figure(column int) (int64, bool, rule.Rule) {
	if r.mark(column) == Stored {
		return lex.StoredCount(string(r.cell(column)))
	}
	return lex.Count(string(r.cell(column)))
}

func (t *totals) add(r record) {
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

// check compares a row with the sums above it and remarks on what differs.
func (t *totals) check(s *Sheet, r record, label string) {
	if key := lex.Key(label); !adding.MatchString(key) || strings.Contains(key, "luy_ke") {
		return
	}
	var vi, en []string
	for _, column := range t.sums {
		value, missing, fault := r.figure(column.column)
		if missing || fault != rule.None || column.broken || value == column.whole || value == column.block {
			continue
		}
		title := s.layout.titles[column.column]
		vi = append(vi, fmt.Sprintf("«%s» ghi %d, các dòng trên cộng lại là %d", title, value, column.whole))
		en = append(en, fmt.Sprintf("“%s” says %d, the rows above add up to %d", title, value, column.whole))
	}
	if len(vi) == 0 {
		return
	}
	s.file.notice(
		fmt.Sprintf("%sDòng %d (%s) không khớp: %s.", place(s), r.line, label, strings.Join(vi, "; ")),
		fmt.Sprintf("%sRow %d (%s) does not match: %s.", place(s), r.line, label, strings.Join(en, "; ")))
}

func place(s *Sheet) string {
	if s.Name == "" {
		return ""
	}
	return "«" + s.Name + "»: "
}
