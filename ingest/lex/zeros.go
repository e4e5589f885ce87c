package lex

import (
	"strings"

	"luanphien/ingest/rule"
)

// longestCode is the length to which lost zeros are restored.
const longestCode = 8

// SameButZeros finds what a code is known as: itself or, where it is all digits, the one known code that differs from it by
// zeros at the beginning.
func SameButZeros[T any](text string, known func(code string) (T, bool)) (found T, ok bool) {
	if found, ok = known(text); ok || !Digits(text) {
		return found, ok
	}
	for code := strings.TrimLeft(text, "0"); len(code) <= longestCode; code = "0" + code {
		one, is := known(code)
		if is && ok {
			var none T
			return none, false
		}
		if is {
			found, ok = one, true
		}
	}
	return found, ok
}

// Digits tells whether a text is digits alone, one at least.
func Digits(text string) bool { return allDigits(text) }

// IsDay tells whether a text is a day, or a day with its time.
func IsDay(text string) bool {
	_, missing, fault := Date(text)
	if fault != rule.None {
		_, missing, fault = DateTime(text)
	}
	return !missing && fault == rule.None
}

// IsFraction tells a number that is no whole one, as a machine writes it.
func IsFraction(text string) bool {
	_, missing, fault := StoredCount(text)
	return !missing && fault == rule.CountFractional
}
