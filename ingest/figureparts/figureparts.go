// Package figureparts compares the parts of which the figures of DHIS2 are sums.
package figureparts

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"luanphien/ingest/header"
	"luanphien/ingest/read"
	"luanphien/queries/checks"
)

// Sets are the parts of figures, by what names a figure.
type Sets map[string]map[string]bool

// Add takes in parts as a sheet has them, parted by read.FigurePart.
func (s Sets) Add(figures map[string]string) {
	for of, parts := range figures {
		if s[of] == nil {
			s[of] = map[string]bool{}
		}
		for part := range Of(parts) {
			s[of][part] = true
		}
	}
}

// With takes in the parts of one figure.
func (s Sets) With(of, parts string) Sets {
	s.Add(map[string]string{of: parts})
	return s
}

// Delete takes in those of the deleted parts that are of the figure, by the station and period behind it.
func (s Sets) Delete(figure string, deleted Sets) {
	for of, parts := range deleted {
		if at, ok := strings.CutPrefix(of, figure+read.FigurePart); ok {
			if s[at] == nil {
				s[at] = map[string]bool{}
			}
			maps.Copy(s[at], parts)
		}
	}
}

// Tell takes out the parts that are told again, of whatever station.
func (s Sets) Tell(parts string) {
	for _, gone := range s {
		for part := range Of(parts) {
			delete(gone, part)
		}
	}
}

// Text is the parts of a figure as one text, in their order.
func (s Sets) Text(of string) string {
	return strings.Join(slices.Sorted(maps.Keys(s[of])), read.FigurePart)
}

// Of are the parts in a text.
func Of(parts string) iter.Seq[string] { return strings.SplitSeq(parts, read.FigurePart) }

// HoldAll tells whether the parts that a figure had before are all there, but for those that are gone. A data element without
// categories is the sum of those with.
func HoldAll(now map[string]bool, before string, gone map[string]bool) bool {
	for part := range Of(before) {
		element, _, _ := strings.Cut(part, ":")
		if !now[part] && !now[element] && !gone[part] {
			return false
		}
	}
	return true
}

// fields are, for the kinds that DHIS2 has, the column that says what a figure is of, and those of its figures.
var fields = map[string][3]string{
	"activity":           {"diagnosis_group", "visits", "referrals"},
	"indicators":         {"indicator", "value", "value"},
	"monthly_indicators": {"indicator", "value", "value"},
}

// Fields are the column of a kind that says what a figure is of, and those of its figures, both the same where it has one.
func Fields(kind header.Kind) [3]string { return fields[kind.Name] }

// Step is a statement of the checks of figures for the columns of a kind.
func Step(kind header.Kind, step string) string {
	of, period := Fields(kind), "week"
	if _, monthly := kind.Field("month"); monthly {
		period = "month"
	}
	return strings.NewReplacer("period_cell", period, "group_cell", of[0], "first_cell", of[1], "second_cell", of[2]).Replace(checks.Get("dhis2", step))
}
