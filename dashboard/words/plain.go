package words

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Plain writes a text as it is typed in haste: lower case, without accents.
func Plain(text string) string {
	var b strings.Builder
	for _, c := range norm.NFD.String(strings.ToLower(text)) {
		switch {
		case unicode.Is(unicode.Mn, c):
		case c == 'đ':
			b.WriteRune('d')
		default:
			b.WriteRune(c)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
