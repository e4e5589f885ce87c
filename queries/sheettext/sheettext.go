// Package sheettext says how a text stands in a cell of a workbook, so that it is read as the same text.
package sheettext

import (
	"regexp"
	"strings"
)

// escape is what spreadsheets take for a character that XML cannot hold, such as _x000D_. Two may share the line between.
var escape = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

// Shared is a text as the table of shared texts must hold it: one that looks like an escape stands for itself. The library
// does so for the texts in the cells of a stream, and means to for shared ones, but throws its result away.
func Shared(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var b strings.Builder
	for i := range len(text) {
		if escape.MatchString(text[i:min(len(text), i+len("_x000D_"))]) {
			b.WriteString("_x005F")
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// Foreign tells whether a character has no place in a workbook, whose XML knows no NUL and hardly a control character. It
// stands there as «�».
func Foreign(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\uFFFE' || r == '\uFFFF'
}
