// Package lex reads the text of one cell: counts, decimals, weeks, dates, date-times, and the folded forms in which
// headers, codes and names are compared. Its functions are pure and never panic; what they accept is the spec of the
// input formats, and what they do not accept is never guessed: it comes back as the name of a rule.
//
// All of them return (value, missing, rule): missing is true for a blank cell and for the words that stand for one
// («Không», «KBC», «K/BC», «x»); rule is empty unless the cell cannot be read. The value is zero in both cases.
// A []byte may be passed as string(cell): the argument does not escape, so that costs no allocation for short cells.
package lex

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"luanphien/ingest/rule"
)

// cellErrors are the error values that spreadsheets write into cells.
var cellErrors = map[string]bool{
	"#REF!": true, "#N/A": true, "#VALUE!": true, "#DIV/0!": true, "#NAME?": true, "#NUM!": true, "#NULL!": true,
	"#GETTING_DATA": true, "#SPILL!": true, "#CALC!": true, "#FIELD!": true, "#BLOCKED!": true, "#UNKNOWN!": true,
	"#CONNECT!": true, "#BUSY!": true,
}

// Missing tells whether a cell says that nothing was reported: it is blank, or holds «Không», «KBC», «K/BC» or «x».
func Missing(cell string) bool {
	s := trim(cell)
	if s == "" {
		return true
	}
	if len(s) > 16 || !strings.ContainsRune("kKxX", rune(s[0])) {
		return false
	}
	switch s {
	case "x", "X", "KBC", "kbc":
		return true
	}
	switch Key(strings.Clone(s)) {
	case "khong":
		return onlyLetters(s)
	case "kbc", "x":
		return onlyLetters(s)
	case "k_bc":
		return len(s) <= len("K. BC")
	}
	return false
}

// CellError tells whether a cell holds a spreadsheet's error value, such as #REF!.
func CellError(cell string) bool {
	s := trim(cell)
	return len(s) > 1 && s[0] == '#' && cellErrors[strings.ToUpper(s)]
}

// blank sorts out what no reader of cells goes on with: missing cells and error values.
func blank(trimmed string) (missing bool, r rule.Rule) {
	if Missing(trimmed) {
		return true, rule.None
	}
	if CellError(trimmed) {
		return false, rule.CellError
	}
	return false, rule.None
}

// isSpace counts the no-break and zero-width spaces of pasted text as spaces, too.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff'
}

func trim(s string) string {
	for len(s) > 0 && (s[0] <= ' ' || s[0] >= utf8.RuneSelf) {
		r, size := utf8.DecodeRuneInString(s)
		if !isSpace(r) {
			break
		}
		s = s[size:]
	}
	for len(s) > 0 && (s[len(s)-1] <= ' ' || s[len(s)-1] >= utf8.RuneSelf) {
		r, size := utf8.DecodeLastRuneInString(s)
		if !isSpace(r) {
			break
		}
		s = s[:len(s)-size]
	}
	return s
}

func onlyLetters(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			return false
		}
	}
	return true
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i]-'0' > 9 {
			return false
		}
	}
	return s != ""
}

// TextOfFormulas takes what keeps a spreadsheet from changing a text off each cell of a CSV record that has it: `="03202"` is
// 03202. The text is part of the cell's own bytes.
func TextOfFormulas(cells [][]byte) {
	for i, cell := range cells {
		if n := len(cell); n > 3 && cell[0] == '=' && cell[1] == '"' && bytes.IndexByte(cell[2:], '"') == n-3 {
			cells[i] = cell[2 : n-1 : n-1]
		}
	}
}
