package console

import (
	"strings"
	"unicode/utf8"
)

// What crosses from the process to the program is bounded here, in the process: the operating system limits its memory,
// not that of the program that reads.
const (
	largestRow   = 16 << 20 // bytes of a row, whatever becomes of it
	largestHead  = 1 << 20  // bytes of the columns' names and types
	longestWords = 2 << 10  // bytes of the engine's own words
)

// tooLarge tells whether a row that is to be sent holds more bytes than may cross.
func tooLarge(row []any) bool {
	size := 0
	for _, v := range row {
		size += length(v)
	}
	return size > largestRow
}

// length is the length in bytes of a value that may be long.
func length(v any) int {
	switch v := v.(type) {
	case string:
		return len(v)
	case Number:
		return len(v)
	case []byte:
		return len(v)
	}
	return 0
}

// cellMarkup is about what a page needs around a value, bytes.
const cellMarkup = 28

// shown is how many bytes a value takes on a page: bytes are written as two digits each, and signs that mean something
// to a browser as five.
func shown(v any) int {
	switch v := v.(type) {
	case nil:
		return cellMarkup
	case string:
		n := cellMarkup + len(v)
		for i := range len(v) {
			switch v[i] {
			case '&', '<', '>', '"', '\'':
				n += 4
			}
		}
		return n
	case Number:
		return cellMarkup + len(v)
	case []byte:
		return cellMarkup + 2*len(v)
	}
	return cellMarkup + 20
}

// shorten cuts a value that is longer than so many bytes; a text then ends with «…».
func shorten(v any, most int) (short any, cut bool) {
	if length(v) <= most {
		return v, false
	}
	switch v := v.(type) {
	case string:
		return headOf(v, most) + "…", true
	case Number:
		return headOf(string(v), most) + "…", true // no longer a number
	case []byte:
		return v[:most], true
	}
	return v, false
}

// headOf is the beginning of a text, of at most so many bytes and with no character cut in two.
func headOf(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return strings.Clone(text[:most])
}

// brief keeps the beginning of a long message, which says what is wrong, and its end, which shows where: an error may
// hold the whole of a value.
func brief(message string) string {
	const most = 16 << 10
	if len(message) <= 2*most {
		return message
	}
	return headOf(message, most) + "…\n" + strings.ToValidUTF8(message[len(message)-most:], "")
}
