package disclosure

import (
	"math"
	"math/bits"
	"slices"
	"time"

	"luanphien/queries/calendar"
)

// Spans says of which spans of whole weeks a number is told, so that no two of the spans leave over the number of a few
// persons. The weeks are divided into blocks, each of none or of K persons or more, and a span is told only where it is
// made of whole blocks: whatever is worked out of told numbers is then again a number of whole blocks.
type Spans struct {
	first calendar.Week
	block []int // of each week; nil = nothing is told
}

// Tells whether the number of the weeks of a period, which are whole ones, is told. Weeks outside the edition's own period
// rest on nobody.
func (s *Spans) Tells(from, to time.Time) bool {
	if s == nil || s.block == nil {
		return false
	}
	first, last, ok := calendar.WeeksOf(from, to)
	if !ok {
		return false
	}
	a, b := max(first.WeeksSince(s.first), 0), min(last.WeeksSince(s.first)+1, len(s.block))
	return a >= b || s.whole(span(a, b))
}

// TellsWeek is Tells for one week, by its Monday.
func (s *Spans) TellsWeek(monday time.Time) bool { return s.Tells(monday, monday.AddDate(0, 0, 6)) }

// whole tells whether weeks are made of whole blocks.
func (s *Spans) whole(weeks []int) bool {
	in := make([]bool, len(s.block))
	for _, week := range weeks {
		in[week] = true
	}
	cut := map[int]bool{} // block: whether its weeks are among these
	for week, block := range s.block {
		if is, seen := cut[block]; seen && is != in[week] {
			return false
		}
		cut[block] = in[week]
	}
	return true
}

// split divides a block in two, where all weeks of the node are in one and both parts may be told.
func (s *Spans) split(node []int, safe func([]int) bool) {
	var rest []int
	for week, block := range s.block {
		if block == s.block[node[0]] && !slices.Contains(node, week) {
			rest = append(rest, week)
		}
	}
	inOne := !slices.ContainsFunc(node, func(week int) bool { return s.block[week] != s.block[node[0]] })
	if !inOne || len(rest) == 0 || !safe(node) || !safe(rest) {
		return
	}
	next := 1 + slices.Max(s.block)
	for _, week := range node {
		s.block[week] = next
	}
}

// Crowd holds who stands behind the numbers of so many weeks from the first on, by number.
type Crowd struct {
	First calendar.Week
	Weeks int
	index map[string]int
	cells map[string][]set // of a number, by week
}

// NewCrowd is the crowd of the weeks of a period, of nobody yet.
func NewCrowd(from, to time.Time) *Crowd {
	first, last, _ := calendar.WeeksOf(from, to)
	return &Crowd{First: first, Weeks: max(last.WeeksSince(first)+1, 0), index: map[string]int{}, cells: map[string][]set{}}
}

// Add puts a person behind a number of the week of a Monday.
func (c *Crowd) Add(number string, monday time.Time, person string) {
	week := calendar.WeekOf(monday).WeeksSince(c.First)
	if week < 0 || week >= c.Weeks {
		return
	}
	if c.cells[number] == nil {
		c.cells[number] = make([]set, c.Weeks)
	}
	at, known := c.index[person]
	if !known {
		at = len(c.index)
		c.index[person] = at
	}
	c.cells[number][week] = c.cells[number][week].with(at)
}

// behind counts the persons behind numbers in weeks.
func (c *Crowd) behind(numbers []string, weeks []int) int {
	var all set
	for _, number := range numbers {
		if of := c.cells[number]; of != nil {
			for _, week := range weeks {
				all = all.or(of[week])
			}
		}
	}
	return all.count()
}

// Spans decides for the number that rests on everybody of the crowd's numbers, and then for each level of its parts, which
// are told all together: the weeks of a level are made of blocks of the level above, and a part taken from what it is part
// of leaves no few. The calendar's years, quarters, months and weeks are tried in this order, those of the most persons
// first.
func (c *Crowd) Spans(whole []string, levels ...[][]string) []*Spans {
	var told []*Spans
	var above *Spans
	var known []toldNumber
	for _, parts := range append([][][]string{{whole}}, levels...) {
		above = c.divide(above, func(weeks []int) (int, bool) {
			fewest, safe := c.fewest(parts, weeks)
			return fewest, safe && c.noneLeft(parts, known, weeks)
		})
		told = append(told, above)
		for _, of := range parts {
			known = append(known, toldNumber{of, above})
		}
	}
	return told
}

// toldNumber is a number made of others of the crowd, and where it is told.
type toldNumber struct {
	of []string
	in *Spans
}

// fewest is the smallest number of persons behind one of some numbers, and whether each may be told.
func (c *Crowd) fewest(numbers [][]string, weeks []int) (fewest int, safe bool) {
	fewest, safe = math.MaxInt, true
	for _, of := range numbers {
		n := c.behind(of, weeks)
		safe = safe && !Small(n)
		if n > 0 {
			fewest = min(fewest, n)
		}
	}
	return fewest, safe
}

// noneLeft tells whether no part, where it is of some of the weeks only, leaves a few when it is taken from what it is part
// of in those weeks.
func (c *Crowd) noneLeft(parts [][]string, known []toldNumber, weeks []int) bool {
	for _, part := range parts {
		for _, number := range known {
			rest := slices.DeleteFunc(slices.Clone(number.of), func(one string) bool { return slices.Contains(part, one) })
			if len(rest) != len(number.of)-len(part) { // no part of it
				continue
			}
			blocks := map[int]bool{}
			for _, week := range weeks {
				if c.behind(part, []int{week}) > 0 {
					blocks[number.in.block[week]] = true
				}
			}
			where := slices.DeleteFunc(slices.Clone(weeks), func(week int) bool { return !blocks[number.in.block[week]] })
			if Small(c.behind(rest, where)) {
				return false
			}
		}
	}
	return true
}

// divide finds the blocks of one level, made of whole blocks of the one above.
func (c *Crowd) divide(above *Spans, judge func(weeks []int) (fewest int, safe bool)) *Spans {
	s := &Spans{first: c.First}
	all := span(0, c.Weeks)
	safe := func(weeks []int) bool {
		_, safe := judge(weeks)
		return safe
	}
	if len(all) == 0 || above != nil && above.block == nil || !safe(all) {
		return s
	}
	s.block = make([]int, c.Weeks)
	for _, name := range []func(calendar.Week) [2]int{yearOf, quarterOf, monthOf, weekOf} {
		nodes := c.nodes(name)
		fewest := make(map[int]int, len(nodes)) // by the node's first week
		for _, node := range nodes {
			fewest[node[0]], _ = judge(node)
		}
		slices.SortStableFunc(nodes, func(a, b []int) int { return fewest[b[0]] - fewest[a[0]] })
		for _, node := range nodes {
			if above == nil || above.whole(node) {
				s.split(node, safe)
			}
		}
	}
	return s
}

// nodes are the weeks of one name, in order.
func (c *Crowd) nodes(name func(calendar.Week) [2]int) (list [][]int) {
	var last [2]int
	for i := range c.Weeks {
		if n := name(c.First.Add(i)); i == 0 || n != last {
			list, last = append(list, nil), n
		}
		list[len(list)-1] = append(list[len(list)-1], i)
	}
	return list
}

// A week belongs to the month, the quarter and the year of its Thursday, as ISO 8601 has it of years.
func yearOf(w calendar.Week) [2]int { return [2]int{w.Thursday().Year()} }
func quarterOf(w calendar.Week) [2]int {
	return [2]int{w.Thursday().Year(), (int(w.Thursday().Month()) + 2) / 3}
}
func monthOf(w calendar.Week) [2]int { return [2]int{w.Thursday().Year(), int(w.Thursday().Month())} }
func weekOf(w calendar.Week) [2]int  { return [2]int{w.Year, w.Number} }

// WholeWeeks makes a period of whole weeks: those whose Thursday it holds, or the one that it lies in. Months, quarters
// and years are then made of each other, and no two periods leave over some days of a week.
func WholeWeeks(from, to time.Time) (time.Time, time.Time) {
	first, last, ok := calendar.WeeksOf(from, to)
	if !ok {
		first = calendar.WeekOf(from)
		last = first
	}
	return first.Monday(), last.Sunday()
}

func span(from, to int) []int {
	list := make([]int, 0, max(to-from, 0))
	for i := from; i < to; i++ {
		list = append(list, i)
	}
	return list
}

// set is a set of small numbers.
type set []uint64

func (s set) with(n int) set {
	for len(s) <= n/64 {
		s = append(s, 0)
	}
	s[n/64] |= 1 << (n % 64)
	return s
}

// or adds another set to this one.
func (s set) or(other set) set {
	for len(s) < len(other) {
		s = append(s, 0)
	}
	for i, word := range other {
		s[i] |= word
	}
	return s
}

func (s set) count() (n int) {
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}
