package dashboard

import (
	"cmp"
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/disclosure"
	"luanphien/queries/calendar"
)

// What the press office is shown is taken to the public. Package disclosure decides which numbers are not told; here it is
// asked, and figures write «dưới 5» in their place. For every other reader nothing is hidden.

// forPress tells whether what is shown may be taken to the public.
func (r *request) forPress() bool { return provinceOnly(r.roles) }

// hiding tells whether a count of persons is not told to the reader.
func (r *request) hiding(persons int) bool { return r.forPress() && disclosure.Small(persons) }

// fewWord stands where a number is not told.
func (r *request) fewWord() string { return r.words.T("disclosure.few") }

// told writes a count, or that it is not told.
func (r *request) told(n int, hidden bool) string {
	if hidden {
		return r.fewWord()
	}
	return r.words.Int(float64(n))
}

// countedFew is Words.N for a count of persons, which may be hidden.
func (r *request) countedFew(key string, n int) string {
	if r.hiding(n) {
		return r.words.T(key+".other", "n", r.fewWord())
	}
	return r.words.N(key, n)
}

// orFew is a cell of a table, or the mark that its number is not told.
func (r *request) orFew(hidden bool, v any) any {
	return shownOr(hidden, disclosure.Few(r.fewWord()), v)
}

// shownOr is a value, or what stands for it where it is hidden.
func shownOr(hidden bool, instead, v any) any {
	if hidden {
		return instead
	}
	return v
}

// explainFew says under a figure what the mark means, where it stands.
func (r *request) explainFew(d *Drawing, hidden bool) {
	if hidden {
		d.Notes = append(d.Notes, r.words.T("disclosure.note"))
	}
}

// tooFew is the drawing of a figure that is not told as a whole; its table shows what may be.
func (r *request) tooFew(id string, t *Table) *Drawing {
	d := withheld(analytics.StateWithheld, r.words.T("disclosure.title", "figure", r.words.T("figure."+id), "few", r.fewWord()), r.words.T("disclosure.withheld"))
	d.Table = t
	r.explainFew(d, t != nil)
	return d
}

// weeksFew says which weeks of a series are not told, by their Mondays, and whether the whole period is not.
type weeksFew struct {
	weeks map[time.Time]bool
	whole bool
}

func (f weeksFew) any() bool {
	for _, hidden := range f.weeks {
		if hidden {
			return true
		}
	}
	return f.whole
}

// anyOf tells whether one of the weeks from a Monday on, so many, is not told.
func (f weeksFew) anyOf(first time.Time, weeks int) bool {
	for i := range weeks {
		if f.weeks[first.AddDate(0, 0, 7*i)] {
			return true
		}
	}
	return f.whole
}

// coverageFew says which weeks of the coverage rest on too few workers.
func (r *request) coverageFew() (weeksFew, error) {
	f := weeksFew{weeks: map[time.Time]bool{}}
	if !r.forPress() {
		return f, nil
	}
	staff, err := call(r, "staff", r.scope, func() (analytics.Staff, error) { return r.edition.StaffByWeek(r.ctx, r.scope) })
	if err != nil {
		return f, err
	}
	weeks := columnsOf(r.scope.From, r.scope.To).weeks
	persons := make([]int, len(weeks))
	for i, week := range weeks {
		persons[i] = staff[week.Monday()]
	}
	parts, whole := disclosure.Line(persons, staff[time.Time{}])
	for i, week := range weeks {
		f.weeks[week.Monday()] = parts[i]
	}
	f.whole = whole
	return f, nil
}

// changeFew says, instead of a comparison of the last weeks with those before, that one of them is not told; "" where
// they all are.
func (r *request) changeFew(f weeksFew) string {
	sides, ok := r.lastAndBefore()
	if ok && f.anyOf(calendar.WeekOf(sides.A.From).Monday(), 2*recentWeeks) {
		return r.words.T("disclosure.change")
	}
	return ""
}

// reportsFew says which numbers of a week's reports are not told.
type reportsFew struct{ OnTime, Late, Missing, Due bool }

// rate and completeness tell whether a proportion is not told: a number that makes it, or could be worked out of it.
func (f reportsFew) rate() bool         { return f.OnTime || f.Due }
func (f reportsFew) completeness() bool { return f.Missing || f.Due }
func (f reportsFew) any() bool          { return f.OnTime || f.Late || f.Missing || f.Due }

// reportingFew says which numbers of the reports rest on too few of those who owe them, by week and, under the zero time,
// over the period.
func (r *request) reportingFew(c *analytics.Compliance) map[time.Time]reportsFew {
	if !r.forPress() {
		return nil
	}
	few, _ := call(r, "reports few "+string(c.Stream), c.Scope, func() (map[time.Time]reportsFew, error) { return reportingFew(c), nil })
	return few
}

func reportingFew(c *analytics.Compliance) map[time.Time]reportsFew {
	few := map[time.Time]reportsFew{}
	var interior [][]int
	var mondays []time.Time
	place := map[time.Time]int{}
	for _, week := range c.Weeks {
		if week.Due > 0 {
			place[week.Monday] = len(mondays)
			mondays = append(mondays, week.Monday)
			interior = append(interior, []int{week.OnTime, week.Late, week.Missing})
		}
	}
	for i, hidden := range disclosure.Grid(interior, reporters(c.Grid, place)) {
		at := time.Time{}
		if i < len(mondays) {
			at = mondays[i]
		}
		few[at] = reportsFew{hidden[0], hidden[1], hidden[2], hidden[3]}
	}
	return few
}

// reporters counts the persons behind the reports of each week, a row, and of each state, a column, with totals last. A
// station's own report is one person's.
func reporters(grid []analytics.ReportCell, place map[time.Time]int) [][]int {
	columns := map[analytics.ReportState]int{analytics.ReportOnTime: 0, analytics.ReportLate: 1, analytics.ReportMissing: 2}
	who := newCrowd(len(place)+1, len(columns)+1)
	for _, cell := range grid {
		row, known := place[cell.Monday]
		column, due := columns[cell.State]
		if known && due {
			who.add(row, column, cmp.Or(cell.Worker, "station "+cell.Station))
		}
	}
	return who.counts()
}

// crowd holds the different persons behind each entry of a table, whose last row and column are totals.
type crowd [][]map[string]bool

func newCrowd(rows, columns int) crowd {
	c := make(crowd, rows)
	for i := range c {
		c[i] = make([]map[string]bool, columns)
		for j := range c[i] {
			c[i][j] = map[string]bool{}
		}
	}
	return c
}

// add counts a person behind an entry and its totals.
func (c crowd) add(row, column int, who string) {
	last, total := len(c)-1, len(c[0])-1
	for _, i := range []int{row, last} {
		c[i][column][who], c[i][total][who] = true, true
	}
}

func (c crowd) counts() [][]int {
	n := make([][]int, len(c))
	for i, row := range c {
		for _, persons := range row {
			n[i] = append(n[i], len(persons))
		}
	}
	return n
}

// patientsFew says which of so many counts of patients, each a part of another, are not told: row by row one of them or
// the rest is too small, or would tell one that is. The last is that of the sums.
func (r *request) patientsFew(parts []analytics.Ratio) []bool {
	few := make([]bool, len(parts)+1)
	if !r.forPress() {
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
