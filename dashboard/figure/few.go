package figure

import (
	"luanphien/analytics"
	"luanphien/dashboard/disclosure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
)

// ExplainFew says under a figure what the mark means, where it stands.
func ExplainFew(r *question.Question, d *Drawing, hidden bool) {
	if hidden {
		d.Notes = append(d.Notes, r.Words.T("disclosure.note"))
	}
}

// TooFew is the drawing of a figure that is not told as a whole; its table shows what may be.
func TooFew(r *question.Question, id string, t *table.Table) *Drawing {
	d := Withheld(analytics.StateWithheld, r.Words.T("disclosure.title", "figure", r.Words.T("figure."+id), "few", r.FewWord()), r.Words.T("disclosure.withheld"))
	d.Table = t
	ExplainFew(r, d, t != nil)
	return d
}

// crowd holds the different persons behind each entry of a table, whose last row and column are totals.
type crowd [][]map[string]bool

func NewCrowd(rows, columns int) crowd {
	c := make(crowd, rows)
	for i := range c {
		c[i] = make([]map[string]bool, columns)
		for j := range c[i] {
			c[i][j] = map[string]bool{}
		}
	}
	return c
}

// Add counts a person behind an entry and its totals.
func (c crowd) Add(row, column int, who string) {
	last, total := len(c)-1, len(c[0])-1
	for _, i := range []int{row, last} {
		c[i][column][who], c[i][total][who] = true, true
	}
}

func (c crowd) Counts() [][]int {
	n := make([][]int, len(c))
	for i, row := range c {
		for _, persons := range row {
			n[i] = append(n[i], len(persons))
		}
	}
	return n
}

// PatientsFew says which of so many counts of patients, each a part of another, are not told: row by row one of them or
// the rest is too small, or would tell one that is. The last is that of the sums.
func PatientsFew(r *question.Question, parts []analytics.Ratio) []bool {
	few := make([]bool, len(parts)+1)
	if !r.ForPress() {
		return few
	}
	var interior [][]int
	for _, p := range parts {
		interior = append(interior, []int{int(p.Numerator), int(p.Denominator - p.Numerator)})
	}
	for i, row := range disclosure.Grid(interior, nil) {
		few[i] = row[0] || row[1] || row[2]
	}
	return few
}
