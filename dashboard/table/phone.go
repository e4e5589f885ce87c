package table

import "fmt"

// Folding are the columns that a phone shows of a table at once, by their place among all columns; the rest come with a
// tap. The first column always stays.
type Folding struct {
	Key  int // the second column
	Also int // below the first, where that does not tell the rows apart; -1 = none
}

// Fold chooses the columns for a phone: the one marked as key, else the first proportion, else the first number, else the
// first station, else the one after the first.
func (t *Table) Fold() Folding {
	first, chosen, rank := -1, -1, 0
	for i, c := range t.Columns {
		switch {
		case c.Hidden:
		case first < 0:
			first = i
		case keyRank(c) > rank:
			chosen, rank = i, keyRank(c)
		}
	}
	return Folding{chosen, t.alsoNeeded(first, chosen)}
}

func keyRank(c Column) int {
	switch {
	case c.Key:
		return 5
	case c.Kind == KindPercent || c.Kind == KindShare:
		return 4
	case c.Numeric():
		return 3
	case c.Kind == KindStation:
		return 2
	}
	return 1
}

// mostly is the share of a table's rows that the first column and the one below it tell apart at least, of ten.
const mostly = 9

// alsoNeeded is the column that together with the first tells the rows apart, the earliest that does so for nearly all or
// else the one that does so for most; -1 where the first does so alone.
func (t *Table) alsoNeeded(first, key int) int {
	if first < 0 || t.distinct(first, first)*10 >= len(t.rows)*mostly {
		return -1
	}
	best, told := -1, 0
	for i, c := range t.Columns {
		if c.Hidden || i == first || i == key {
			continue
		}
		if n := t.distinct(first, i); n > told {
			best, told = i, n
		}
		if told*10 >= len(t.rows)*mostly {
			break
		}
	}
	return best
}

// distinct counts the rows that two columns tell apart.
func (t *Table) distinct(a, b int) int {
	seen := map[string]bool{}
	for _, row := range t.rows {
		seen[fmt.Sprint(row.cells[a], row.cells[b])] = true
	}
	return len(seen)
}
