// Package nearest finds the names that a file may have meant by one that is in no list.
package nearest

import (
	"cmp"
	"slices"
	"strings"

	"luanphien/ingest/lex"
)

// mostNearest is how many names a message offers for one that is unknown.
const mostNearest = 3

// Candidate is a name that a file may have meant.
type Candidate struct {
	Code, Folded, Shown string
}

// Of lists the names that come nearest to one that is in no list: few letters differ, or a whole word is the same.
// It is for the eye only; no row is ever loaded by it.
func Of(text string, among []Candidate) []string {
	names := lex.StationNames(text)
	if len(names) == 0 {
		return nil
	}
	type found struct {
		Candidate
		away int
	}
	var list []found
	for _, c := range among {
		away := 1 << 20
		for _, name := range names {
			away = min(away, distance(name, c.Folded))
		}
		if away <= max(2, len(c.Folded)/4) || sharesWord(names[len(names)-1], c.Folded) {
			list = append(list, found{c, away})
		}
	}
	slices.SortStableFunc(list, func(a, b found) int { return cmp.Or(cmp.Compare(a.away, b.away), strings.Compare(a.Shown, b.Shown)) })
	var shown []string
	for _, f := range list {
		if len(shown) < mostNearest && !slices.Contains(shown, f.Shown) {
			shown = append(shown, f.Shown)
		}
	}
	return shown
}

func sharesWord(a, b string) bool {
	words := strings.Split(b, "_")
	return slices.ContainsFunc(strings.Split(a, "_"), func(w string) bool { return len(w) > 2 && slices.Contains(words, w) })
}

// distance is the number of letters to add, drop or change between two folded names (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, before+1, row[j]+1)
		}
	}
	return row[len(b)]
}
