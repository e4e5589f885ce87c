package dashboard

import (
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// vietnamese compares names by the order of a Vietnamese dictionary: a ă â b c d đ e ê … It is not safe for concurrent
// use, hence one a call.
func vietnamese() func(a, b string) int { return collate.New(language.Vietnamese).CompareString }

// sortVietnamese puts names into that order.
func sortVietnamese(names []string) { slices.SortFunc(names, vietnamese()) }
