// Package figureparts compares the parts of which the figures of DHIS2 are sums.
package figureparts

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"luanphien/ingest/read"
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
