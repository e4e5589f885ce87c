package words

import (
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Collator compares names by the order of a Vietnamese dictionary: a ă â b c d đ e ê … It is not safe for concurrent
// use, hence one a call.
func Collator() func(a, b string) int { return collate.New(language.Vietnamese).CompareString }

// SortVietnamese puts names into that order.
func SortVietnamese(names []string) { slices.SortFunc(names, Collator()) }
