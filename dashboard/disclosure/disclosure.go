// Package disclosure decides which numbers of a figure may be taken to the public (methods §6): one that rests on 1 to 4
// persons is not told, nor a proportion made from it, nor what would let it be worked out from a total and its other
// parts.
package disclosure

import (
	"math"
	"slices"

	"luanphien/analytics"
	"luanphien/analytics/stats"
)

// K is the number of persons that a number must rest on to be told.
const K = analytics.DisclosureK

// Few stands in the cell of a table whose number is not told: the words for that.
type Few string

// Small tells whether a count of persons must not be told. None is told: nobody can be recognised by it.
func Small(persons int) bool { return persons > 0 && persons < K }

// Line decides on a total and its parts. It takes the persons behind each part and behind the total, which are fewer than
// their sum where one stands behind several, and gives what is hidden.
func Line(persons []int, total int) (parts []bool, whole bool) {
	with := append(append([]int{}, persons...), total)
	marks := stats.SuppressPersons([][]int{persons}, [][]int{with, with}, K).Marks[0]
	return hidden(marks[:len(persons)]), marks[len(persons)] != stats.Shown
}

// Grid decides on a table of counts with its totals. persons, with totals in the last row and column, are those behind
// each count; nil where the counts are of persons. The answer has the totals, too. A table of which a hidden number
// could still be worked out is hidden as a whole.
func Grid(interior, persons [][]int) [][]bool {
	t := stats.Suppress(interior, K)
	if persons != nil {
		t = stats.SuppressPersons(interior, persons, K)
	}
	safe := !slices.ContainsFunc(t.Audit(), func(a stats.AuditedEntry) bool { return !a.Safe() })
	rows := make([][]bool, len(t.Marks))
	for i, marks := range t.Marks {
		rows[i] = hidden(marks)
		if !safe {
			rows[i] = slices.Repeat([]bool{true}, len(marks))
		}
	}
	return rows
}

// GridOfTold is Grid for a table whose row totals are told whatever stands behind them, since they are no doing of persons. A row
// that could be safe only without its total is hidden as a whole. The answer has no totals.
func GridOfTold(interior, persons [][]int) [][]bool {
	rows := Grid(interior, persons)[:len(interior)]
	for i, row := range rows {
		last := len(row) - 1
		if row[last] {
			row = slices.Repeat([]bool{true}, len(row))
		}
		rows[i] = row[:last]
	}
	return rows
}

func hidden(marks []stats.Mark) []bool {
	list := make([]bool, len(marks))
	for i, m := range marks {
		list[i] = m != stats.Shown
	}
	return list
}

// Survival is a curve of waiting times coarse enough that no step is that of a single report, without the numbers behind
// its steps. A quantile that is not told is nil, and Hidden says which.
type Survival struct {
	stats.Survival
	MedianHidden, P90Hidden, OpenHidden bool
}

// Coarse makes a curve coarse: between two steps K reports or more were answered, and K or more still wait, or none. Days
// are rounded to tenths, shares to whole percents.
func Coarse(s stats.Survival) Survival {
	c := Survival{Survival: s}
	c.Curve = steps(s.Curve)
	c.OpenHidden = Small(s.Censored) || Small(s.Events)
	c.MedianHidden, c.P90Hidden = few(s, s.Median), few(s, s.P90)
	if c.MedianHidden {
		c.Median, c.MedianLow, c.MedianHigh = nil, nil, nil
	}
	if c.P90Hidden {
		c.P90 = nil
	}
	return c
}

// few tells whether a quantile is the time of one of a few reports: fewer than K were answered by then, or still waited.
func few(s stats.Survival, quantile *float64) bool {
	if Small(s.N) {
		return true
	}
	if quantile == nil {
		return false
	}
	answered := 0
	for _, step := range s.Curve {
		answered += step.Events
		if step.Days >= *quantile {
			return answered < K || Small(step.AtRisk-step.Events)
		}
	}
	return false
}

func steps(curve []stats.SurvivalStep) []stats.SurvivalStep {
	var kept []stats.SurvivalStep
	var behind []int // the reports behind each kept step
	answered := 0
	for i, step := range curve {
		answered += step.Events
		left := step.AtRisk - step.Events
		if i == len(curve)-1 && left == 0 { // the last reports join those before them until they are enough
			for answered < K && len(kept) > 0 {
				answered += behind[len(kept)-1]
				kept, behind = kept[:len(kept)-1], behind[:len(behind)-1]
			}
		}
		if answered >= K && !Small(left) {
			kept, behind = append(kept, rounded(step)), append(behind, answered)
			answered = 0
		}
	}
	return kept
}

func rounded(s stats.SurvivalStep) stats.SurvivalStep {
	percent := func(v float64) float64 { return math.Round(v*100) / 100 }
	return stats.SurvivalStep{Days: math.Round(s.Days*10) / 10, Survival: percent(s.Survival), Lower: percent(s.Lower), Upper: percent(s.Upper)}
}
