package rowrole

import (
	"slices"
	"strings"
	"unicode"

	"luanphien/ingest/lex"
)

// PartsUnder judges what stands in the first row under the title of a figure and under the column without a title beside
// it, over which the title may span: whether it is words at all, and whether they make parts of the figure of the two
// columns («Kế hoạch», «Thực hiện»). They do not where the first is the total, or the other a share of it.
func PartsUnder(first, other string, spans bool) (words, parts bool) {
	if !isWord(first) || other == "" {
		return false, spans
	}
	return true, (spans || isWord(other)) && !IsTotal(first) && !isShare(other)
}

// isWord tells a text from a number and from a word for «missing».
func isWord(text string) bool {
	return strings.ContainsFunc(text, unicode.IsLetter) && !strings.ContainsAny(text, "0123456789") && !lex.Missing(text)
}

// isShare tells the words over a part of what stands beside it: «%», «Tỷ lệ», «Trong đó BHYT».
func isShare(text string) bool {
	key := lex.Key(text)
	return text == "%" || slices.ContainsFunc([]string{"ty_le", "ti_le", "trong_do"}, func(word string) bool { return strings.HasPrefix(key, word) })
}
