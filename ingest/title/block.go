package title

import (
	"fmt"
	"strings"
)

// Said is a sentence in both languages.
type Said struct{ VI, EN string }

// placed is a line above a table that says something of the rows below it.
type placed struct {
	Line
	line int    // in the file
	text string // as it stands
}

// Block is what the lines above a table say: at the top of a sheet as between two tables.
type Block struct {
	lines  []placed
	year   int // that stands on a line of its own; 0 = none
	last   placed
	period *placed // the first line that speaks of a time, be it so that no week can be taken
	order  *placed // and of a decision

	stations []placed // the lines that name the station of the rows below
}

// mostParts is over how many cells a title may be spread.
const mostParts = 8

// Read reads a row above a table, by its place in the file and the tidied texts of its cells: each of its cells, else all of
// them in one, else together with the row above.
func (b *Block) Read(line int, cells []string) {
	var all []string
	before, found := "", len(b.lines)
	for _, text := range cells {
		if text == "" {
			continue
		}
		all = append(all, text)
		if text = strings.TrimSpace(before + " " + text); Leads(text) {
			before = text
			continue
		}
		before = ""
		b.add(placed{Read(text), line, text})
	}
	whole := placed{line: line, text: strings.Join(all, " ")}
	if len(all) <= mostParts && len(b.lines) == found {
		if len(all) > 1 {
			whole.Line = Read(whole.text)
			b.add(whole)
		}
		if b.last.text != "" && Joins(b.last.text, whole.text) {
			both := b.last.text + " " + whole.text
			b.add(placed{Read(both), b.last.line, both})
		}
	}
	b.last = whole
}

func (b *Block) add(l placed) {
	b.year = max(b.year, l.Year)
	if l.Says() {
		b.lines = append(b.lines, l)
	}
	if l.Period && b.period == nil {
		b.period = &l
	}
	if l.Station != "" {
		b.stations = append(b.stations, l)
	}
	if l.Order && b.order == nil {
		b.order = &l
	}
}

// Speaks tells whether the lines bear on what the rows below belong to.
func (b *Block) Speaks() bool {
	return len(b.lines) > 0 || b.period != nil || b.order != nil || b.NamesStation()
}

// NamesStation tells whether a line names the station of the rows below.
func (b *Block) NamesStation() bool { return len(b.stations) > 0 }

// Tell gives what the lines tell, by field. A line that speaks of a time or a decision and names none that can be taken is a problem:
// the rows below it belong to no other.
func (b *Block) Tell() (told map[string]string, wrong map[string]Said) {
	told, wrong = map[string]string{}, map[string]Said{}
	tellWeek(b.lines, b.year, told, wrong)
	tellDecision(b.lines, told, wrong)
	tellStation(b.stations, told, wrong)
	b.tellAcross(wrong)
	if _, bad := wrong["week"]; !bad && told["week"] == "" && b.period != nil {
		l := b.period
		wrong["week"] = Said{
			VI: fmt.Sprintf("Dòng %d («%s») nói về thời gian của các dòng bên dưới nhưng không cho biết đúng một tuần. Hãy ghi số tuần và năm, ví dụ «Tuần 7 năm 2026», hoặc thêm cột Tuần.", l.line, l.text),
			EN: fmt.Sprintf("Row %d (“%s”) speaks of the time of the rows below, but does not give exactly one week. Write the week's number and year, as in “Tuần 7 năm 2026”, or add a column Tuần.", l.line, l.text),
		}
	}
	if _, bad := wrong["decision_no"]; !bad && told["decision_no"] == "" && b.order != nil {
		l := b.order
		wrong["decision_no"] = Said{
			VI: fmt.Sprintf("Dòng %d («%s») nói đến một quyết định nhưng không đọc được số của nó. Hãy ghi đủ, ví dụ «Quyết định số 001/QĐ-SYT», hoặc thêm cột Số quyết định.", l.line, l.text),
			EN: fmt.Sprintf("Row %d (“%s”) speaks of a decision whose number cannot be read. Write it in full, as in “Quyết định số 001/QĐ-SYT”, or add a column Số quyết định.", l.line, l.text),
		}
	}
	return told, wrong
}

// Across is the problem of weeks that stand side by side: the table's columns are the weeks, and none is lacking.
const Across = "across"

func (b *Block) tellAcross(wrong map[string]Said) {
	for i := 1; i < len(b.lines); i++ {
		l, m := b.lines[i-1], b.lines[i]
		if l.line != m.line || l.text == m.text || l.Number == 0 || m.Number == 0 || l.Number == m.Number {
			continue
		}
		wrong["week"] = Said{
			VI: fmt.Sprintf("Dòng %d có nhiều tuần đặt cạnh nhau («%s», «%s»). Hãy xếp các tuần xuống dưới nhau, mỗi dòng một tuần trong cột Tuần, hoặc tách mỗi tuần thành một bảng.", l.line, l.text, m.text),
			EN: fmt.Sprintf("Row %d has several weeks side by side (“%s”, “%s”). Put them below one another, a week a row in a column Tuần, or make a table of each week.", l.line, l.text, m.text),
		}
		wrong[Across] = wrong["week"]
		return
	}
}
