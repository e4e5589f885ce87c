package export

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// formulaSigns are those with which spreadsheets begin a formula; East Asian editions take the full-width ones, too, and
// the small ones are the same sign to whatever brings a text into one form.
const formulaSigns = "=+-@＝＋－＠−﹦﹢﹣﹫"

// GuardFormula keeps a spreadsheet from running a text cell as a formula: an apostrophe stands before a sign with which the cell
// would begin, whatever blanks come first, or with which a cell would begin where the semicolon parts cells, as it does
// in Vietnamese editions.
func GuardFormula(text string) string {
	if first, _ := utf8.DecodeRuneInString(text); !strings.Contains(text, ";") && !blank(first) && !strings.ContainsRune(formulaSigns, first) {
		return text
	}
	if beginsFormula(text) || strings.HasPrefix(text, "\t") || strings.HasPrefix(text, "\r") || strings.HasPrefix(text, "\n") {
		text = "'" + text
	}
	parts := strings.Split(text, ";")
	for i := 1; i < len(parts); i++ {
		if beginsFormula(parts[i]) {
			parts[i] = "'" + parts[i]
		}
	}
	return strings.Join(parts, ";")
}

func beginsFormula(text string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(text, blank))
	return first != utf8.RuneError && strings.ContainsRune(formulaSigns, first)
}

// blank tells what spreadsheets, or what cleans a text on its way into one, pass over at the beginning of a cell: all that
// is not seen there, such as marks of direction, and a sign of quotation.
func blank(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Variation_Selector) || r == '"'
}
