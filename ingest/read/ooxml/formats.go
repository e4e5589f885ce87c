package ooxml

import (
	"regexp"
	"strconv"
	"strings"
)

// format is what a cell's number format shows. A cell's own format would give a day in the order of the machine that
// wrote it (12-15-25), which cannot be read back: so a day is given in ISO 8601 whatever its format, a percentage with its
// sign, and any other number as it is stored.
type format uint8

const (
	stored format = iota
	dateOnly
	dateTime
	timeOnly
	monthOnly // a day of which the month and the year show
	percent   // a hundred times the number that is stored
)

// formats reads the formats of the styles that cells name by their place in the list.
func (p parts) formats(part string) ([]format, error) {
	codes := map[int]string{}
	var list []format
	err := p.each(part, "styleSheet", func(s *scanner, within string) error {
		name := string(s.local())
		switch {
		case within == "numFmts" && name == "numFmt":
			if id, err := strconv.Atoi(string(s.attr("numFmtId"))); err == nil {
				codes[id] = string(s.attr("formatCode"))
			}
		case within == "cellXfs" && name == "xf":
			id, _ := strconv.Atoi(string(s.attr("numFmtId"))) // none: General
			list = append(list, formatOf(id, codes[id]))
		}
		return nil
	})
	return list, err
}

// formatOf tells whether a number format shows a day, a time or both, from its built-in number or its code.
func formatOf(id int, code string) format {
	switch {
	case code != "":
		return formatOfCode(code)
	case id == 17:
		return monthOnly
	case id >= 14 && id <= 16, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return dateOnly
	case id == 9, id == 10:
		return percent
	case id == 22:
		return dateTime
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47, id == 55, id == 56:
		return timeOnly
	}
	return stored
}

// literal matches what a format code shows as it is: quoted and escaped text, padding, colours and locales. Elapsed
// times such as [h] are left.
var literal = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[(?:[^hmsHMS\]][^\]]*|[hmsHMS]+[^hmsHMS\]][^\]]*)\]`)

func formatOfCode(code string) format {
	code, _, _ = strings.Cut(code, ";") // the part for positive numbers
	code = strings.ToLower(literal.ReplaceAllString(code, ""))
	if strings.Contains(code, "%") {
		return percent
	}
	if strings.Contains(code, "general") || strings.ContainsAny(code, "#?@") {
		return stored
	}
	day := strings.ContainsAny(code, "yd")
	clock := strings.ContainsAny(code, "hs")
	switch {
	case day && clock:
		return dateTime
	case strings.Contains(code, "y") && strings.Contains(code, "m") && !strings.Contains(code, "d"):
		return monthOnly
	case day, strings.Contains(code, "m") && !clock:
		return dateOnly
	case clock:
		return timeOnly
	}
	return stored
}
