package read

import (
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Number formats that the program gives to the cells of a workbook in memory: dates come out in ISO 8601 whatever
// their format shows, all other numbers as they are stored. The numbers are above those that spreadsheets use.
const (
	formatStored = 60000 + iota // no such format: the stored value is given
	formatDate
	formatDateTime
	formatTime
)

var ownFormats = map[int]string{
	formatDate:     "yyyy-mm-dd",
	formatDateTime: "yyyy-mm-dd hh:mm:ss",
	formatTime:     "hh:mm:ss",
}

// plainFormats replaces the number formats of a workbook by those above. A cell's own format would show a day in the
// order of the machine that wrote it (12-15-25), which cannot be read back.
func plainFormats(book *excelize.File) {
	styles := book.Styles
	if styles == nil || styles.CellXfs == nil {
		return
	}
	codes := map[int]string{}
	if styles.NumFmts != nil {
		for _, format := range styles.NumFmts.NumFmt {
			codes[format.NumFmtID] = format.FormatCode
		}
	}
	replacements := map[int]*int{}
	for i := range styles.CellXfs.Xf {
		style := &styles.CellXfs.Xf[i]
		if style.NumFmtID == nil {
			continue
		}
		replacement := formatOf(*style.NumFmtID, codes[*style.NumFmtID])
		if replacements[replacement] == nil {
			replacements[replacement] = &replacement
		}
		style.NumFmtID = replacements[replacement]
	}
	addFormats(book)
}

// addFormats registers the formats through a style of their own, which is how the library makes them known.
func addFormats(book *excelize.File) {
	for id, code := range ownFormats {
		style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &code})
		if err != nil {
			continue
		}
		given := book.Styles.CellXfs.Xf[style].NumFmtID
		for i := range book.Styles.CellXfs.Xf {
			if xf := &book.Styles.CellXfs.Xf[i]; xf.NumFmtID != nil && *xf.NumFmtID == id {
				xf.NumFmtID = given
			}
		}
	}
}

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
