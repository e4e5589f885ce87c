package lex

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsCode tells the forms of codes, days, weeks and moments from those of words and plain numbers.
func IsCode(form string) bool {
	return form != "" && !strings.ContainsAny(form, " ()") && (strings.Trim(form, "9,.") != "" || form == "9999")
}

// longestForm is how long a cell may be that has a form: longer ones are sentences.
const longestForm = 40

// Form is what a cell with digits looks like: a letter for each run of letters, a digit for each run of digits, four of
// them for a run that is long enough to be a code. It is "" for a cell without digits.
func Form(cell []byte) string {
	cell = bytes.Trim(cell, "\" \t\r\n")
	if len(cell) > longestForm || !bytes.ContainsAny(cell, "0123456789") {
		return ""
	}
	var form []byte
	for len(cell) > 0 {
		c, size := utf8.DecodeRune(cell)
		n := size
		switch {
		case c >= '0' && c <= '9':
			for n < len(cell) && cell[n] >= '0' && cell[n] <= '9' {
				n++
			}
			if form = append(form, '9'); n > 3 {
				form = append(form, "999"...)
			}
		case isLetter(c):
			for n < len(cell) {
				next, size := utf8.DecodeRune(cell[n:])
				if !isLetter(next) {
					break
				}
				n += size
			}
			form = append(form, 'a')
		default:
			form = append(form, cell[:n]...)
		}
		cell = cell[n:]
	}
	return string(form)
}

func isLetter(c rune) bool { return unicode.IsLetter(c) || unicode.Is(unicode.Mn, c) }
