// Package title reads the lines above a table: which week or which decision the rows below belong to. A line is taken
// for a title only where it names nothing but the report and its week; a week or a decision that a line merely mentions
// (a comparison, a deadline, what the decision rests on) is none.
package title

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"luanphien/ingest/lex"
	"luanphien/ingest/rule"
	"luanphien/queries/calendar"
)

// Line is what one line says. The zero value says nothing.
type Line struct {
	Week     calendar.Week
	Named    bool      // it names the week of the rows below
	NoYear   bool      // it names a week without its year
	Number   int       // of the week, where NoYear; 0 = it is named by its days
	Days     string    // these days, where NoYear
	Fault    rule.Rule // why the week that it names cannot be taken
	Many     bool      // it names several weeks
	Monthly  bool      // its week is numbered within a month: no week of the year
	Year     int       // a line that says the year and nothing else; 0 = no such line
	Decision string    // number of the decision that the rows below belong to, "" = none
	Enclosed bool      // the decision is the one that the list came with («Kèm theo Quyết định số …»)
	Period   bool      // it speaks of a time, named so that it can be taken or not
	Station  string    // that the rows below are of, as it is written; "" = none
	Order    bool      // it speaks of a decision, with its number or not
}

// Says tells whether the line says anything about the rows below it.
func (l Line) Says() bool {
	return l.Named || l.NoYear || l.Fault != rule.None || l.Many || l.Decision != ""
}

// Read reads a line: the text of a cell, or of all the cells of a row, one after the other.
func Read(text string) Line {
	text = dayFirst(norm.NFC.String(lex.Text(text)))
	var line Line
	line.speak(text)
	line.Decision, line.Enclosed = decisionIn(text)
	line.Station = stationIn(text)
	words := spelledOut(strings.Split(lex.Key(text), "_"))
	if len(words) == 2 && words[0] == "nam" && len(words[1]) == 4 {
		line.Year = number(words[1])
	}
	line.readWeek(text, words)
	return line
}

// readWeek looks for the week: behind the word «tuần», or as the seven days of one.
func (l *Line) readWeek(text string, words []string) {
	for i := range words {
		if !mentions(words, i) || !reports(text, words, i) || tells(text) {
			continue
		}
		if several(words[i:]) || span.MatchString(strings.Join(words[i:], "_")) {
			l.severalWeeks()
			return
		}
		if monthWeek.MatchString(lex.Key(text)) {
			if l.readDays(text, words); !l.Named && l.Fault == rule.None {
				l.Monthly, l.Fault = true, rule.WeekUnparsable
			}
			return
		}
		week, noYear, fault := weekAt(words[i:])
		if l.Named && week != l.Week {
			l.severalWeeks()
			return
		}
		l.Week, l.NoYear, l.Fault = week, noYear, fault
		l.Named = !noYear && fault == rule.None
		l.Number = week.Number
		if !l.Named {
			return
		}
	}
	if l.Named || l.NoYear {
		return
	}
	l.readDays(text, words)
}

// severalWeeks notes that the line names several weeks, so none.
func (l *Line) severalWeeks() {
	*l = Line{Many: true, Decision: l.Decision, Enclosed: l.Enclosed, Period: true, Order: l.Order}
}

// mentions tells whether the words from i on name a week by its number.
func mentions(words []string, i int) bool {
	if words[i] != "tuan" {
		return iso.MatchString(strings.Join(words[i:min(len(words), i+2)], "_"))
	}
	rest := words[i+1:]
	if len(rest) > 0 && (rest[0] == "thu" || rest[0] == "so") {
		rest = rest[1:]
	}
	return len(rest) > 0 && len(rest[0]) <= 2 && number(rest[0]) > 0
}

var iso = regexp.MustCompile(`^\d{4}_?w\d{1,2}(_|$)`)

// weekAt reads the week that the words begin with.
func weekAt(words []string) (week calendar.Week, noYear bool, fault rule.Rule) {
	if words[0] == "tuan" && len(words) > 2 && words[1] == "so" {
		words = append([]string{"tuan"}, words[2:]...)
	}
	if week, _, fault = lex.WeekWords(words); fault != rule.WeekUnparsable {
		return week, false, fault
	}
	at := 1
	if words[1] == "thu" {
		at = 2
	}
	year := yearIn(words)
	if year < 0 || wholeDates(words) == 1 && words[year-1] != "nam" { // that of «(gửi ngày 09/03/2026)» is not the week's
		return calendar.Week{Number: number(words[at])}, true, rule.None
	}
	// The year behind the days, with a word between: «tuần 51 (từ 15/12 đến 21/12) năm 2025».
	if words[year-1] != "nam" || year < at+6 {
		return week, false, fault
	}
	between := words[at+1 : year-1]
	again := append([]string{"tuan", words[at], "nam", words[year]}, between...)
	week, _, fault = lex.WeekWords(append(again, words[year]))
	return week, false, fault
}

// wholeDates counts the dates with a year.
func wholeDates(words []string) (n int) {
	for i := 2; i < len(words); i++ {
		if len(words[i]) == 4 && number(words[i]) > 0 && len(words[i-1]) <= 2 && number(words[i-1]) > 0 && len(words[i-2]) <= 2 && number(words[i-2]) > 0 {
			n++
		}
	}
	return n
}

// yearIn finds a year among the words, -1 = none.
func yearIn(words []string) int {
	return slices.IndexFunc(words, func(w string) bool {
		return len(w) == 4 && (strings.HasPrefix(w, "19") || strings.HasPrefix(w, "20")) && number(w) > 0
	})
}

// several tells whether more weeks than one are named: «tuần 50 đến tuần 52», «tuần 50, 51», «tuần 50-52/2025».
func several(words []string) bool {
	first := 1
	if len(words) > 2 && (words[1] == "thu" || words[1] == "so") {
		first = 2
	}
	rest := words[min(first+1, len(words)):]
	if len(rest) > 0 && (rest[0] == "va" || rest[0] == "den" || rest[0] == "toi") {
		rest = rest[1:]
		return len(rest) > 0 && (rest[0] == "tuan" || len(rest[0]) <= 2 && number(rest[0]) > 0 && (len(rest) < 2 || len(rest[1]) != 2 && len(rest[1]) != 1))
	}
	if len(rest) < 2 {
		return false
	}
	return rest[0] == "tuan" && number(rest[1]) > 0 || len(rest[0]) <= 2 && number(rest[0]) > number(words[first]) && len(rest[1]) == 4
}

// references are words before a week that make it another than the one reported: compared with, due by, counted up to.
var references = map[string]bool{
	"so_voi": true, "so_sanh": true, "truoc": true, "sau": true, "han": true, "gui": true, "nop": true, "cham_nhat": true,
	"luy_ke": true, "cong_don": true, "den_tuan": true, "den_het": true, "toi_tuan": true, "tinh_den": true, "ke_tu": true, "tu_tuan": true,
	"tu_dau": true, "ke_hoach": true, "du_kien": true, "ghi_chu": true, "luu_y": true, "chu_y": true, "chu_thich": true, "nguon": true,
	"cung_ky": true, "theo_bao": true, "thay_cho": true, "xem": true, "tham_khao": true, "bat_dau": true, "ap_dung": true,
	"tuan_nay": true, "ky_truoc": true, "hoan_thanh": true, "muon_nhat": true, "tre_nhat": true,
}

func refers(words []string) bool {
	for i, w := range words {
		if references[w] || i+1 < len(words) && references[w+"_"+words[i+1]] {
			return true
		}
	}
	return false
}

// subjects are words that begin the name of a report or of who reports.
var subjects = map[string]bool{
	"bao": true, "bieu": true, "so": true, "tong": true, "ky": true, "thoi": true, "hoat": true, "ket": true, "bang": true, "thong": true,
	"tinh": true, "cong": true, "danh": true, "phu": true, "mau": true, "dinh": true, "theo": true, "kham": true, "chi": true,
}

// reports tells whether the week at words[i] is the one that the line is about: the line begins with it or is a
// report's name, or the word is written as a name is («Huyện Mường Nhé – Tuần 51/2025»).
func reports(text string, words []string, i int) bool {
	before := words[:i]
	if refers(before) || i > 0 && refers(words[i-1:i+1]) {
		return false
	}
	if i == 0 || subjects[before[0]] || words[i] != "tuan" {
		return true
	}
	for _, field := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if lex.Key(field) == "tuan" {
			return unicode.IsUpper([]rune(field)[0])
		}
	}
	return false
}

var enclosures = regexp.MustCompile(`\([^)]*\)`)

// tells tells whether a line says what happened in a week, as a note does, rather than naming it.
func tells(text string) bool {
	words := strings.Split(lex.Key(enclosures.ReplaceAllString(text, " ")), "_")
	return slices.ContainsFunc(words[1:], func(w string) bool {
		return w == "da" || w == "chua" || w == "se" || w == "bi" || w == "khong" || w == "duoc"
	})
}

// spelledOut leaves out what a reader of numbers has no use for: the words of a date written in full («ngày 15 tháng 12 năm
// 2025») and the month between a week and its year («tuần 51 tháng 12 năm 2025»).
func spelledOut(words []string) []string {
	var plain []string
	for i := 0; i < len(words); i++ {
		month := words[i] == "thang" && i > 0 && i+1 < len(words) && number(words[i-1]) > 0 && number(words[i+1]) > 0
		year := month && i+3 < len(words) && words[i+2] == "nam" && len(words[i+3]) == 4 && number(words[i+3]) > 0
		switch {
		case year && ofWeek(words[:i]):
			if !touches(number(words[i+3]), number(words[i-1]), number(words[i+1])) {
				return words // perhaps the third week of the month, not the third of the year
			}
			i++
		case year:
			plain = append(plain, words[i+1], words[i+3])
			i += 3
		default:
			plain = append(plain, words[i])
		}
	}
	return plain
}

// touches tells whether a week of the year has a day in the month.
func touches(year, week, month int) bool {
	w, err := calendar.NewWeek(year, week)
	if err != nil {
		return false
	}
	return int(w.Monday().Month()) == month || int(w.Sunday().Month()) == month
}

// ofWeek tells whether the words end with a week's number.
func ofWeek(words []string) bool {
	at := len(words) - 2
	if at > 0 && (words[at] == "thu" || words[at] == "so") {
		at--
	}
	return at >= 0 && words[at] == "tuan"
}

func number(word string) int {
	n := 0
	for _, c := range word {
		if c < '0' || c > '9' || n > 9999 {
			return 0
		}
		n = 10*n + int(c-'0')
	}
	return n
}
