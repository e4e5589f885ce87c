package aliases

import (
	"database/sql"
	"strings"

	"luanphien/ingest/lex"
)

// Former is a name that a commune bore until a day.
type Former struct {
	Code, Name string // of the station that it is a part of today; the name of that time
	Until      sql.NullTime
}

// One is the one former commune that a text means. Several rows that lead to one station name that station; where their
// spellings differ and the text has none of them, the part has the text's own.
func One(before []Former, text string) (Former, bool) {
	same := sameAccents(before, text)
	if len(same) == 0 {
		same = before
	}
	if len(same) == 0 {
		return Former{}, false
	}
	one := same[0]
	for _, f := range same[1:] {
		if f.Code != one.Code {
			return Former{}, false
		}
		if !strings.EqualFold(f.Name, one.Name) {
			one.Name = lex.Text(text)
		}
		if f.Until.Time.After(one.Until.Time) {
			one.Until = f.Until
		}
	}
	return one, true
}

// sameAccents narrows former names that fold to one key (Nà Tòng, Na Tông) to the one spelt as the text is.
func sameAccents(before []Former, text string) []Former {
	if len(before) < 2 {
		return before
	}
	spelt := strings.ToLower(lex.Text(text))
	var same []Former
	for _, f := range before {
		if strings.HasSuffix(spelt, strings.ToLower(f.Name)) {
			same = append(same, f)
		}
	}
	return same
}
