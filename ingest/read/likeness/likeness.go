// Package likeness tells whether a line looks like a row of the table around it: by the forms of the cells, which are the
// model of a row.
package likeness

import (
	"bytes"

	"luanphien/ingest/lex"
)

// Separators are the delimiters that a table may have; a piece of another table may be pasted into a cell with its own.
var Separators = [...]byte{',', ';', '\t', '|'}

// Digitless tells whether the table above the record has no digit.
func Digitless(m []string) bool {
	for _, form := range m {
		if form != "" {
			return false
		}
	}
	return true
}

// Formed tells whether half the cells of a line, at least, have the form of those in their columns: among them a code, a
// day or a week, where the table has such; plain small numbers are found in every remark.
func Formed(m []string, line []byte, comma byte) bool {
	told, same, telling, sameTelling := 0, 0, 0, 0
	i := 0
	for cell := range bytes.SplitSeq(line, []byte{comma}) {
		if i < len(m) && m[i] != "" && lex.Form(cell) == m[i] {
			same++
			if m[i] != "9" {
				sameTelling++
			}
		}
		i++
	}
	for _, form := range m {
		if form == "" {
			continue
		}
		told++
		if form != "9" {
			telling++
		}
	}
	return told > 0 && 2*same >= told && (telling == 0 || sameTelling > 0)
}

// Codes counts the cells of a line that are a code, a day, a week or a moment, and nothing beside.
func Codes(line []byte, comma byte) (n int) {
	for cell := range bytes.SplitSeq(line, []byte{comma}) {
		if lex.IsCode(lex.Form(cell)) {
			n++
		}
	}
	return n
}
