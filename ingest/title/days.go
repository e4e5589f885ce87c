package title

import (
	"strings"
	"time"

	"luanphien/ingest/lex"
	"luanphien/ingest/rule"
	"luanphien/queries/calendar"
)

// weekLength parts the first day of a week from its last.
const weekLength = 6 * 24 * time.Hour

// readDays looks for the week as its seven days: «Từ 15/12/2025 đến 21/12/2025». The line must be of a report and its time;
// dates of anything else (a training, a leave) name no week.
func (l *Line) readDays(text string, words []string) {
	enclosed := encloses(text)
	for i := range words {
		if number(words[i]) == 0 {
			continue
		}
		from, to, rest, found := lex.DatePair(words[i:])
		if !found || to.Sub(from) != weekLength {
			continue
		}
		if !ofReport(words[:i], rest, enclosed) {
			return
		}
		if from.Weekday() != time.Monday {
			l.Fault = rule.WeekDays
			continue
		}
		l.Week, l.Named, l.Fault = calendar.WeekOf(from), true, rule.None
		return
	}
	if l.Fault == rule.None {
		l.readYearless(words)
	}
}

// aLeapYear is any year that has every day.
const aLeapYear = "2024"

// readYearless finds the days of a week that end the line without a year: «Báo cáo tuần (từ 05/01 đến 11/01)».
func (l *Line) readYearless(words []string) {
	ofWeek := false
	for i, word := range words {
		ofWeek = ofWeek || word == "tuan"
		if !ofWeek || number(word) == 0 {
			continue
		}
		days := append(append([]string{}, words[i:]...), aLeapYear)
		if _, _, rest, found := lex.DatePair(days); !found || len(rest) > 0 || !ofReport(words[:i], nil, false) {
			return
		}
		l.NoYear, l.Days = true, strings.Join(words[i:], " ")
		return
	}
}

// events are what else than a report may last seven days.
var events = map[string]bool{
	"tap_huan": true, "hoi_nghi": true, "hoi_thao": true, "chien_dich": true, "nghi_le": true, "nghi_tet": true, "nghi_phep": true, "dao_tao": true,
	"boi_duong": true, "phan_cong": true, "lich_truc": true, "lich_cong": true, "lich_hoc": true, "khoa_hoc": true, "dong_cua": true, "di_cong": true,
	"tam_dung": true, "mat_dien": true, "nghi": true, "hop": true,
}

// times are words that begin the time of a report, beside those that begin its name.
var times = map[string]bool{"tuan": true, "tu": true, "ngay": true, "trong": true, "giai": true}

// ofReport tells whether the words around dates are those of a report: none at all, or its name or time. In brackets the
// dates may also stand behind the name of who reports.
func ofReport(before, behind []string, enclosed bool) bool {
	if refers(before) || happens(before) || happens(behind) {
		return false
	}
	for len(before) > 0 && (before[len(before)-1] == "tu" || before[len(before)-1] == "ngay") {
		before = before[:len(before)-1]
	}
	return len(before) == 0 || enclosed || subjects[before[0]] || times[before[0]]
}

func happens(words []string) bool {
	for i, w := range words {
		if events[w] || i+1 < len(words) && events[w+"_"+words[i+1]] {
			return true
		}
	}
	return false
}

// encloses tells whether two dates stand in brackets.
func encloses(text string) bool {
	for _, inner := range enclosures.FindAllString(text, -1) {
		if _, _, _, found := lex.DatePair(spelledOut(strings.Split(lex.Key(inner), "_"))); found {
			return true
		}
	}
	return false
}
