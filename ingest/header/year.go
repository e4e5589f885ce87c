package header

import (
	"slices"

	"luanphien/ingest/lex"
)

// yearTitles are the titles of the column that gives the years of another.
var yearTitles = map[string]bool{"nam": true, "nam_bao_cao": true, "nam_bc": true, "year": true}

// YearBeside finds the column of the years of the column of weeks, -1 = there is none.
func YearBeside(titles, fields []string) int {
	if !slices.Contains(fields, "week") {
		return -1
	}
	for i, title := range titles {
		if i < len(fields) && fields[i] == "" && yearTitles[lex.Key(title)] {
			return i
		}
	}
	return -1
}
