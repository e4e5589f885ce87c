package stats

// Mark tells why an entry of a table must not be printed.
type Mark int

// The marks. Primary and secondary are printed alike.
const (
	Shown     Mark = iota
	Primary        // 1 to k − 1
	Secondary      // hides a primary one that could be worked out
)

// SuppressedTable is a two-way table of counts with its totals in the last row and the last column, and the mark of each
// entry (methods SDC).
type SuppressedTable struct {
	Values [][]int
	Marks  [][]Mark
	K      int // counts from 1 to K − 1 are hidden
}

// Suppress adds the totals to an interior of non-negative counts and marks what must be hidden: every count and total
// from 1 to k − 1, then, line by line until nothing changes, what would let a hidden entry be worked out, or tell that a
// line's hidden entries add up to less than k (Hundepool et al. 2012, the greedy rule of the methods document).
func Suppress(interior [][]int, k int) *SuppressedTable {
	values := withTotals(interior)
	return suppress(values, values, k)
}

// SuppressPersons is Suppress for counts of what persons did, of which one may stand behind several: an entry or a total
// is hidden when 1 to k − 1 persons stand behind it. persons has the totals, too, which are no sums: one person may stand
// behind several entries.
func SuppressPersons(interior, persons [][]int, k int) *SuppressedTable {
	return suppress(withTotals(interior), persons, k)
}

func suppress(values, persons [][]int, k int) *SuppressedTable {
	t := &SuppressedTable{Values: values, K: k}
	for _, row := range persons {
		marks := make([]Mark, len(row))
		for j, n := range row {
			if n > 0 && n < k {
				marks[j] = Primary
			}
		}
		t.Marks = append(t.Marks, marks)
	}
	for changed := true; changed; {
		changed = false
		for i := range t.Values {
			changed = t.mend(t.row(i)) || changed
		}
		for j := range t.Values[0] {
			changed = t.mend(t.column(j)) || changed
		}
	}
	return t
}

func withTotals(interior [][]int) [][]int {
	width := 0
	if len(interior) > 0 {
		width = len(interior[0])
	}
	totals := make([]int, width+1)
	var values [][]int
	for _, row := range interior {
		sum := 0
		for j, v := range row {
			sum += v
			totals[j] += v
		}
		totals[width] += sum
		values = append(values, append(append([]int{}, row...), sum))
	}
	return append(values, totals)
}

// place is a row and a column of the table.
type place [2]int

// row lists the places of a row, its total last; column those of a column.
func (t *SuppressedTable) row(i int) []place {
	var line []place
	for j := range t.Values[i] {
		line = append(line, place{i, j})
	}
	return line
}

func (t *SuppressedTable) column(j int) []place {
	var line []place
	for i := range t.Values {
		line = append(line, place{i, j})
	}
	return line
}

func (t *SuppressedTable) value(p place) int   { return t.Values[p[0]][p[1]] }
func (t *SuppressedTable) hidden(p place) bool { return t.Marks[p[0]][p[1]] != Shown }

// mend hides entries of a line until it is safe, and tells whether it had to.
func (t *SuppressedTable) mend(line []place) bool {
	changed := false
	for t.unsafe(line) {
		p := t.cheapest(line)
		t.Marks[p[0]][p[1]] = Secondary
		changed = true
	}
	return changed
}

func (t *SuppressedTable) unsafe(line []place) bool {
	interior, total := line[:len(line)-1], line[len(line)-1]
	hidden, sum := 0, 0
	for _, p := range interior {
		if t.hidden(p) {
			hidden++
			sum += t.value(p)
		}
	}
	if t.hidden(total) {
		return hidden == 0
	}
	return hidden == 1 || hidden >= 2 && sum < t.K
}

// cheapest is the line's smallest shown positive entry, else its first shown zero, else its total.
func (t *SuppressedTable) cheapest(line []place) place {
	best, zero := -1, -1
	for n, p := range line[:len(line)-1] {
		switch {
		case t.hidden(p):
		case t.value(p) == 0:
			if zero < 0 {
				zero = n
			}
		case best < 0 || t.value(p) < t.value(line[best]):
			best = n
		}
	}
	switch {
	case best >= 0:
		return line[best]
	case zero >= 0:
		return line[zero]
	}
	return line[len(line)-1]
}

// RoundBase5 rounds to base 5, 5·⌊(x + 2.5)/5⌋: the other way of disclosure control, on every cell and total by itself.
func RoundBase5(x int) int { return (2*x + 5) / 10 * 5 }
