package dashboard

import (
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// sortVietnamese puts names into the order of a Vietnamese dictionary: a ă â b c d đ e ê …
func sortVietnamese(names []string) {
	collate.New(language.Vietnamese).SortStrings(names) // not safe for concurrent use, hence one a call
}
