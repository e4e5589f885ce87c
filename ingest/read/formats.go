package read

import (
	"regexp"
	"strings"
	"time"
)

// What a number format shows, as far as it matters for reading: a day, a time or both, or the number itself. A cell's own
// format would show a day in the order of the machine that wrote it (12-15-25), which cannot be read back.
const (
	formatStored = iota
	formatDate
	formatDateTime
	formatTime
)

var formatLayouts = [...]string{formatDate: time.DateOnly, formatDateTime: time.DateTime, formatTime: time.TimeOnly}

// formatOf tells whether a number format shows a day, a time or both, from its built-in number or its code.
func formatOf(id int, code string) int {
	switch {
	case code != "":
		return formatOfCode(code)
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return formatDate
	case id == 22:
		return formatDateTime
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47, id == 55, id == 56:
		return formatTime
	}
	return formatStored
}

// literal matches what a format code shows as it is: quoted and escaped text, padding, colours and locales. Elapsed
// times such as [h] are left.
var literal = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[(?:[^hmsHMS\]][^\]]*|[hmsHMS]+[^hmsHMS\]][^\]]*)\]`)

func formatOfCode(code string) int {
	code, _, _ = strings.Cut(code, ";") // the part for positive numbers
	code = strings.ToLower(literal.ReplaceAllString(code, ""))
	if strings.Contains(code, "general") || strings.ContainsAny(code, "#?@") {
		return formatStored
	}
	day := strings.ContainsAny(code, "yd")
	clock := strings.ContainsAny(code, "hs")
	switch {
	case day && clock:
		return formatDateTime
	case day, strings.Contains(code, "m") && !clock:
		return formatDate
	case clock:
		return formatTime
	}
	return formatStored
}
