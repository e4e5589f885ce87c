package read

import (
	"fmt"
	"strings"

	"luanphien/ingest/title"
)

// titleBlock is what the lines above a table say: at the top of a sheet as between two tables.
type titleBlock struct {
	lines  []titleLine
	year   int // that stands on a line of its own; 0 = none
	last   titleLine
	period *titleLine // the first line that speaks of a time, be it so that no week can be taken
	order  *titleLine // and of a decision
}

// mostParts is over how many cells a title may be spread.
const mostParts = 8

// read reads a row above a table: each of its cells, else all of them in one, else together with the row above.
func (b *titleBlock) read(r record) {
	var all []string
	before, found := "", len(b.lines)
	for _, text := range texts(r) {
		if text == "" {
			continue
		}
		all = append(all, text)
		if text = strings.TrimSpace(before + " " + text); title.Leads(text) {
			before = text
			continue
		}
		before = ""
		b.add(titleLine{title.Read(text), r.line, text})
	}
	whole := titleLine{line: r.line, text: strings.Join(all, " ")}
	if len(all) <= mostParts && len(b.lines) == found {
		if len(all) > 1 {
			whole.Line = title.Read(whole.text)
			b.add(whole)
		}
		if b.last.text != "" && title.Joins(b.last.text, whole.text) {
			both := b.last.text + " " + whole.text
			b.add(titleLine{title.Read(both), b.last.line, both})
		}
	}
	b.last = whole
}

func (b *titleBlock) add(l titleLine) {
	b.year = max(b.year, l.Year)
	if l.Says() {
		b.lines = append(b.lines, l)
	}
	if l.Period && b.period == nil {
		b.period = &l
	}
	if l.Order && b.order == nil {
		b.order = &l
	}
}

// speaks tells whether the lines bear on what the rows below belong to.
func (b *titleBlock) speaks() bool { return len(b.lines) > 0 || b.period != nil || b.order != nil }

// tell gives what the lines tell. A line that speaks of a time or a decision and names none that can be taken is a problem:
// the rows below it belong to no other.
func (b *titleBlock) tell() (outside, problems) {
	told, wrong := outside{}, problems{}
	tellWeek(b.lines, b.year, told, wrong)
	tellDecision(b.lines, told, wrong)
	b.tellAcross(wrong)
	if _, bad := wrong["week"]; !bad && told["week"] == "" && b.period != nil {
		l := b.period
		wrong["week"] = Message{
			VI: fmt.Sprintf("Dòng %d («%s») nói về thời gian của các dòng bên dưới nhưng không cho biết đúng một tuần. Hãy ghi số tuần và năm, ví dụ «Tuần 7 năm 2026», hoặc thêm cột Tuần.", l.line, l.text),
			EN: fmt.Sprintf("Row %d (“%s”) speaks of the time of the rows below, but does not give exactly one week. Write the week's number and year, as in “Tuần 7 năm 2026”, or add a column Tuần.", l.line, l.text),
		}
	}
	if _, bad := wrong["decision_no"]; !bad && told["decision_no"] == "" && b.order != nil {
		l := b.order
		wrong["decision_no"] = Message{
			VI: fmt.Sprintf("Dòng %d («%s») nói đến một quyết định nhưng không đọc được số của nó. Hãy ghi đủ, ví dụ «Quyết định số 001/QĐ-SYT», hoặc thêm cột Số quyết định.", l.line, l.text),
			EN: fmt.Sprintf("Row %d (“%s”) speaks of a decision whose number cannot be read. Write it in full, as in “Quyết định số 001/QĐ-SYT”, or add a column Số quyết định.", l.line, l.text),
		}
	}
	return told, wrong
}

// across is the problem of weeks that stand side by side: the table's columns are the weeks, and none is lacking.
const across = "across"

func (b *titleBlock) tellAcross(wrong problems) {
	for i := 1; i < len(b.lines); i++ {
		l, m := b.lines[i-1], b.lines[i]
		if l.line != m.line || l.text == m.text || l.Number == 0 || m.Number == 0 || l.Number == m.Number {
			continue
		}
		wrong["week"] = Message{
			VI: fmt.Sprintf("Dòng %d có nhiều tuần đặt cạnh nhau («%s», «%s»). Hãy xếp các tuần xuống dưới nhau, mỗi dòng một tuần trong cột Tuần, hoặc tách mỗi tuần thành một bảng.", l.line, l.text, m.text),
			EN: fmt.Sprintf("Row %d has several weeks side by side (“%s”, “%s”). Put them below one another, a week a row in a column Tuần, or make a table of each week.", l.line, l.text, m.text),
		}
		wrong[across] = wrong["week"]
		return
	}
}
