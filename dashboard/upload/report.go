package upload

import "unicode/utf8"

// How much of a report a page lists: what stands in the lists of all its files together stays readable, and the page small.
const (
	refusalsListed = 150 // of all files
	passedListed   = 150
	doubtsListed   = 150
	leastListed    = 5 // of each file, however many there are
	longestCell    = 120
)

// Bounded is a report as a page shows it: each file's lists begin as they are, and say how much more there is.
func (r *LoadReport) Bounded() *LoadReport {
	shown := *r
	shown.Files = make([]FileReport, len(r.Files))
	for i, f := range r.Files {
		f.Refusals = firstOf(f.Refusals, refusalsListed/len(r.Files))
		f.MoreRefusals = max(0, f.Quarantined-int64(len(f.Refusals)))
		for n := range f.Refusals {
			f.Refusals[n].Value = shortened(f.Refusals[n].Value)
		}
		f.Doubts = firstOf(f.Doubts, len(f.Doubts))
		for n, d := range f.Doubts {
			f.Doubts[n].Changes = firstOf(d.Changes, doubtsListed/len(r.Files))
			f.Doubts[n].More += len(d.Changes) - len(f.Doubts[n].Changes)
		}
		f.RowLedger = f.RowLedger.Bounded(passedListed / len(r.Files))
		shown.Files[i] = f
	}
	return &shown
}

// Bounded lists the first of the rows passed over.
func (l RowLedger) Bounded(most int) RowLedger {
	l.Passed = firstOf(l.Passed, most)
	l.MorePassed = l.PassedOver()
	for _, p := range l.Passed {
		l.MorePassed -= p.Rows
	}
	return l
}

// firstOf copies the first of a list.
func firstOf[T any](list []T, most int) []T {
	return append([]T(nil), list[:min(len(list), max(most, leastListed))]...)
}

// shortened cuts a cell that is longer than a page can show.
func shortened(text string) string {
	if utf8.RuneCountInString(text) <= longestCell {
		return text
	}
	return string([]rune(text)[:longestCell]) + "…"
}
