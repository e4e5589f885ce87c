package lex

import (
	"cmp"
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"luanphien/ingest/rule"
	"luanphien/queries/calendar"
)

// Years outside these bounds are slips of the hand, not dates of this programme.
const (
	firstYear = 1900
	lastYear  = 2199
)

// Date reads a day: `15/12/2025`, `5/1/2026`, `15-12-2025`, `15.12.2025`, `2025-12-15`; day first always, the year in
// four digits; `ngày 15/12/2025`, `15 / 12 / 2025`, `ngày 15 tháng 12 năm 2025`. A time of midnight after it, as date cells give it, is let
// pass. The result is midnight UTC.
func Date(cell string) (date time.Time, missing bool, r rule.Rule) {
	if cell == "" {
		return time.Time{}, true, rule.None
	}
	if day, month, year, ok := fastDate(cell); ok {
		date, r = newDate(year, month, day)
		return date, false, r
	}
	return slowDate(strings.Clone(cell))
}

func slowDate(cell string) (time.Time, bool, rule.Rule) {
	s := trim(cell)
	if missing, r := blank(s); missing || r != rule.None {
		return time.Time{}, missing, r
	}
	if date, r, ok := dayInWords(s); ok {
		return date, false, r
	}
	if notYetKnown.MatchString(Key(s)) {
		return time.Time{}, false, rule.DateOpen
	}
	if m := spacedDay.FindStringSubmatch(norm.NFC.String(s)); m != nil {
		s = m[1] + m[2] + m[3] + m[4] + m[5]
	}
	day, rest := cutDay(s)
	if rest != "" {
		clock, ok := parseClock(rest)
		if !ok || clock.offset != 0 || clock.zoned {
			return time.Time{}, false, rule.DateUnparsable
		}
	}
	date, r := parseDay(day)
	return date, false, r
}

// DateTime reads a day and a time of day: `21/12/2025 16:05[:30]`, `16h05 ngày 21/12/2025`, ISO 8601 with or without a zone. Without one it is
// Asia/Ho_Chi_Minh. The result is the local wall clock, dressed as UTC, to the second's fraction given.
func DateTime(cell string) (moment time.Time, missing bool, r rule.Rule) {
	if cell == "" {
		return time.Time{}, true, rule.None
	}
	if len(cell) == 19 && (cell[10] == ' ' || cell[10] == 'T') { // 21/12/2025 16:05:30
		day, month, year, ok := fastDate(cell[:10])
		h, okH := twoDigits(cell, 11)
		m, okM := twoDigits(cell, 14)
		s, okS := twoDigits(cell, 17)
		if ok && okH && okM && okS && cell[13] == ':' && cell[16] == ':' && h < 24 && m < 60 && s < 60 {
			date, r := newDate(year, month, day)
			if r != rule.None {
				return time.Time{}, false, r
			}
			return date.Add(time.Duration(h*3600+m*60+s) * time.Second), false, rule.None
		}
	}
	return slowDateTime(strings.Clone(cell))
}

func slowDateTime(cell string) (time.Time, bool, rule.Rule) {
	s := trim(cell)
	if missing, r := blank(s); missing || r != rule.None {
		return time.Time{}, missing, r
	}
	s, half := cutHalf(s)
	day, rest := cutDay(s)
	clock, ok := parseClock(rest)
	if !ok {
		if day, rest, ok = momentInWords(s); ok {
			clock, ok = parseClock(rest)
		}
	}
	if ok && half != "" {
		ok = clock.inHalf(half)
	}
	if !ok {
		return time.Time{}, false, rule.DateTimeUnparsable
	}
	date, r := parseDay(day)
	if r == rule.DateUnparsable {
		r = rule.DateTimeUnparsable
	}
	if r != rule.None {
		return time.Time{}, false, r
	}
	moment := date.Add(clock.offset)
	if clock.zoned {
		moment = calendar.Local(moment.Add(-clock.zone))
	}
	return moment, false, rule.None
}

// halfDay is what stands behind an hour of a clock of twelve: before noon (SA, AM) or after (CH, PM).
var halfDay = regexp.MustCompile(`(?i)^(.*[\dhgp])\s*(SA|AM|CH|PM)$`)

// cutHalf takes off the half of the day, in capitals; "" where none stands there.
func cutHalf(s string) (moment, half string) {
	if m := halfDay.FindStringSubmatch(s); m != nil {
		return m[1], strings.ToUpper(m[2])
	}
	return s, ""
}

// inHalf sets a clock of twelve hours to its half of the day; false where it has no such hour.
func (c *clock) inHalf(half string) bool {
	const noon = 12 * time.Hour
	before := half == "SA" || half == "AM"
	switch {
	case c.offset < time.Hour, c.zoned, before && c.offset >= noon+time.Hour:
		return false
	case before && c.offset >= noon:
		c.offset -= noon
	case !before && c.offset < noon:
		c.offset += noon
	}
	return true
}

// fastDate takes dd/mm/yyyy and yyyy-mm-dd apart, nothing else; it does not judge the numbers.
func fastDate(s string) (day, month, year int, ok bool) {
	if len(s) != 10 {
		return 0, 0, 0, false
	}
	if s[2] == '/' && s[5] == '/' {
		d, okD := twoDigits(s, 0)
		m, okM := twoDigits(s, 3)
		c, okC := twoDigits(s, 6)
		y, okY := twoDigits(s, 8)
		return d, m, c*100 + y, okD && okM && okC && okY
	}
	if s[4] == '-' && s[7] == '-' {
		c, okC := twoDigits(s, 0)
		y, okY := twoDigits(s, 2)
		m, okM := twoDigits(s, 5)
		d, okD := twoDigits(s, 8)
		return d, m, c*100 + y, okD && okM && okC && okY
	}
	return 0, 0, 0, false
}

func twoDigits(s string, at int) (int, bool) {
	tens, ones := s[at]-'0', s[at+1]-'0'
	return int(tens)*10 + int(ones), tens <= 9 && ones <= 9
}

// newDate refuses days that the calendar does not have.
func newDate(year, month, day int) (time.Time, rule.Rule) {
	if year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 || day > 31 {
		return time.Time{}, rule.DateImpossible
	}
	date := calendar.Day(year, time.Month(month), day)
	if date.Day() != day {
		return time.Time{}, rule.DateImpossible
	}
	return date, rule.None
}

// parseDay reads day, month and year in one of the accepted orders, parted twice by the same mark.
func parseDay(s string) (time.Time, rule.Rule) {
	i := strings.IndexAny(s, "/-.")
	if i < 0 {
		return time.Time{}, rule.DateUnparsable
	}
	parts := strings.Split(s, s[i:i+1])
	if len(parts) != 3 {
		return time.Time{}, rule.DateUnparsable
	}
	if len(parts[0]) == 4 {
		parts[0], parts[2] = parts[2], parts[0]
	}
	day, okD := smallNumber(parts[0], 1, 2)
	month, okM := smallNumber(parts[1], 1, 2)
	year, okY := smallNumber(parts[2], 4, 4)
	if !okD || !okM || !okY {
		return time.Time{}, rule.DateUnparsable
	}
	return newDate(year, month, day)
}

// notYetKnown are the words, folded, with which an order leaves its end open.
var notYetKnown = regexp.MustCompile(`^(?:(?:cho_|den_|toi_)*khi_co_|(?:chua|khong)_(?:xac_dinh|ro|co|biet)(?:_|$)|khong_(?:thoi_han|ky_han)|vo_thoi_han|nay$|den_nay$)`)

// spacedDay is a day in figures as it stands in running text: behind its word, with spaces around its marks, a full stop after it.
var spacedDay = regexp.MustCompile(`^(?:(?i:ngày)\s+)?(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*([/.-])\s*(\d{4})\.?$`)

// dayInWords reads `ngày 15 tháng 12 năm 2025`, the first word given or not.
func dayInWords(s string) (time.Time, rule.Rule, bool) {
	words := strings.Split(Key(s), "_")
	if words[0] == "ngay" {
		words = words[1:]
	}
	if len(words) != 5 || words[1] != "thang" || words[3] != "nam" {
		return time.Time{}, rule.None, false
	}
	day, okD := smallNumber(words[0], 1, 2)
	month, okM := smallNumber(words[2], 1, 2)
	year, okY := smallNumber(words[4], 4, 4)
	if !okD || !okM || !okY {
		return time.Time{}, rule.None, false
	}
	date, r := newDate(year, month, day)
	return date, r, true
}

// A time of day as people write it, `16h05`, `16h`, `16 giờ 05 phút`, behind a day or, as in letters, before it («16h05 ngày
// 21/12/2025», «16:05, 21/12/2025»).
var (
	clockFirst = regexp.MustCompile(`^(\d{1,2})\s*(?:[hHgG:]|giờ)\s*(\d{2})?\s*(?:p|phút)?(?:\s*,|\s+ngày|\s)\s*([^\s,]+)$`)
	clockLast  = regexp.MustCompile(`^(?:ngày\s+)?(\S+?),?\s+(?:lúc\s+)?(\d{1,2})\s*(?:[hHgG]|giờ)\s*(\d{2})?\s*(?:p|phút)?$`)
)

// momentInWords parts a moment that is written so into its day and its time.
func momentInWords(s string) (day, clock string, ok bool) {
	s = norm.NFC.String(s)
	hour, minute := "", ""
	if m := clockFirst.FindStringSubmatch(s); m != nil {
		hour, minute, day = m[1], m[2], m[3]
	} else if m := clockLast.FindStringSubmatch(s); m != nil {
		day, hour, minute = m[1], m[2], m[3]
	} else {
		return "", "", false
	}
	return day, hour + ":" + cmp.Or(minute, "00"), true
}

// smallNumber reads between min and max digits.
func smallNumber(s string, least, most int) (int, bool) {
	if len(s) < least || len(s) > most || !allDigits(s) {
		return 0, false
	}
	n := 0
	for i := 0; i < len(s); i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// cutDay parts a day from the time that may follow after a T or spaces.
func cutDay(s string) (day, rest string) {
	i := strings.IndexFunc(s, func(r rune) bool { return r == 'T' || isSpace(r) })
	if i < 0 {
		return s, ""
	}
	if s[i] == 'T' {
		return s[:i], s[i+1:]
	}
	return s[:i], trim(s[i:])
}

// clock is a time of day, with the zone it is told in when one is.
type clock struct {
	offset time.Duration // since midnight
	zone   time.Duration // east of UTC
	zoned  bool
}

// parseClock reads `16:05`, `16:05:30`, `16:05:30.25`, each with an optional `Z`, `+07`, `+0700` or `+07:00`.
func parseClock(s string) (clock, bool) {
	var c clock
	if i := strings.IndexAny(s, "Z+-"); i >= 0 {
		zone, ok := parseZone(s[i:])
		if !ok {
			return c, false
		}
		c.zone, c.zoned, s = zone, true, trim(s[:i])
	}
	parts := strings.Split(s, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return c, false
	}
	hour, okH := smallNumber(parts[0], 1, 2)
	minute, okM := smallNumber(parts[1], 2, 2)
	if !okH || !okM || hour > 23 || minute > 59 {
		return c, false
	}
	c.offset = time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute
	if len(parts) == 2 {
		return c, true
	}
	whole, fraction, hasFraction := strings.Cut(parts[2], ".")
	second, okS := smallNumber(whole, 2, 2)
	if !okS || second > 59 || hasFraction && (len(fraction) > 9 || !allDigits(fraction)) {
		return c, false
	}
	c.offset += time.Duration(second) * time.Second
	if hasFraction {
		nanos, _ := smallNumber((fraction + "00000000")[:9], 9, 9)
		c.offset += time.Duration(nanos)
	}
	return c, true
}

// parseZone reads an offset from UTC.
func parseZone(s string) (time.Duration, bool) {
	if s == "Z" {
		return 0, true
	}
	digits := strings.Replace(s[1:], ":", "", 1)
	if len(digits) == 2 {
		digits += "00"
	}
	number, ok := smallNumber(digits, 4, 4)
	hours, minutes := number/100, number%100
	if !ok || hours > 14 || minutes > 59 || s[0] == 'Z' {
		return 0, false
	}
	zone := time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if s[0] == '-' {
		zone = -zone
	}
	return zone, true
}
