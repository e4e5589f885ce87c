package lex

import (
	"strings"
	"time"

	"luanphien/ingest/rule"
	"luanphien/queries/calendar"
)

// Week reads an ISO week: `2026-W07`, `Tuần 46/2026`, `Tuần 51 năm 2025 (từ 15/12/2025 đến 21/12/2025)`, `T46/2026`,
// `W07 2026`, its days alone («15/12/2025 – 21/12/2025»), or a date, which stands for the week that holds it. Where dates are given beside a number and another
// numbering of weeks shows, the cell is not read.
func Week(cell string) (week calendar.Week, missing bool, r rule.Rule) {
	if cell == "" {
		return week, true, rule.None
	}
	if len(cell) == 8 && cell[4] == '-' && cell[5] == 'W' {
		century, okC := twoDigits(cell, 0)
		year, okY := twoDigits(cell, 2)
		number, okN := twoDigits(cell, 6)
		if okC && okY && okN {
			week, r = newWeek(century*100+year, number)
			return week, false, r
		}
	}
	if day, month, year, ok := fastDate(cell); ok {
		date, r := newDate(year, month, day)
		if r != rule.None {
			return week, false, rule.WeekImpossible
		}
		return calendar.WeekOf(date), false, rule.None
	}
	return slowWeek(strings.Clone(cell))
}

func slowWeek(cell string) (calendar.Week, bool, rule.Rule) {
	s := trim(cell)
	if missing, r := blank(s); missing || r != rule.None {
		return calendar.Week{}, missing, r
	}
	if date, _, r := slowDate(s); r == rule.None {
		return calendar.WeekOf(date), false, rule.None
	} else if r == rule.DateImpossible {
		return calendar.Week{}, false, rule.WeekImpossible
	}
	words := strings.Split(Key(s), "_")
	if week, r, ok := weekOfDays(words); ok {
		return week, false, r
	}
	week, rest, r := WeekWords(words)
	if r == rule.None && len(rest) > 0 {
		r = rule.WeekUnparsable
	}
	if r != rule.None {
		return calendar.Week{}, false, r
	}
	return week, false, rule.None
}

func newWeek(year, number int) (calendar.Week, rule.Rule) {
	week, err := calendar.NewWeek(year, number)
	if err != nil || year < firstYear || year > lastYear {
		return calendar.Week{}, rule.WeekImpossible
	}
	return week, rule.None
}

// WeekWords reads a week from folded words and gives back those after it.
func WeekWords(words []string) (calendar.Week, []string, rule.Rule) {
	if year, number, rest, ok := yearFirst(words); ok {
		week, r := newWeek(year, number)
		return week, rest, r
	}
	number, rest, ok := weekNumber(words)
	if !ok {
		return calendar.Week{}, nil, rule.WeekUnparsable
	}
	if len(rest) > 0 && rest[0] == "nam" {
		rest = rest[1:]
	}
	year, hasYear := 0, false
	if len(rest) > 0 {
		if year, hasYear = smallNumber(rest[0], 4, 4); hasYear {
			rest = rest[1:]
		}
	}
	from, to, after, hasDates := DatePair(rest)
	if !hasYear && !hasDates {
		return calendar.Week{}, nil, rule.WeekUnparsable
	}
	if !hasYear {
		year, _ = from.ISOWeek()
	}
	week, r := newWeek(year, number)
	if r == rule.None && !hasDates {
		from, to, after, hasDates = daysWithoutYear(week, rest)
	}
	if r == rule.None && hasDates && !areDaysOf(week, from, to) {
		r = rule.WeekDays // the office counts its weeks otherwise than ISO 8601
	}
	return week, after, r
}

// daysWithoutYear reads `23 3 29 3` or `23 29 3` beside a week that is known: each day is that of the year in which the week
// has it, its Monday's or its Sunday's.
func daysWithoutYear(week calendar.Week, words []string) (from, to time.Time, rest []string, ok bool) {
	var numbers []int
	rest = words
	for len(rest) > 0 && len(numbers) < 4 {
		if rest[0] != "tu" && rest[0] != "ngay" && rest[0] != "den" {
			n, isNumber := smallNumber(rest[0], 1, 2)
			if !isNumber {
				break
			}
			numbers = append(numbers, n)
		}
		rest = rest[1:]
	}
	if len(numbers) == 3 {
		numbers = []int{numbers[0], numbers[2], numbers[1], numbers[2]}
	}
	if len(numbers) != 4 {
		return from, to, words, false
	}
	monday := week.Monday()
	sunday := monday.AddDate(0, 0, 6)
	day := func(day, month int, near time.Time) (time.Time, rule.Rule) {
		if time.Month(month) != near.Month() { // the days are none of this week's, or those of the other month it has
			near = map[bool]time.Time{true: monday, false: sunday}[time.Month(month) == monday.Month()]
		}
		return newDate(near.Year(), month, day)
	}
	from, r1 := day(numbers[0], numbers[1], monday)
	to, r2 := day(numbers[2], numbers[3], sunday)
	if r1 != rule.None || r2 != rule.None {
		return from, to, words, false
	}
	return from, to, rest, true
}

// weekOfDays reads a week that is written as its days and nothing else.
func weekOfDays(words []string) (week calendar.Week, r rule.Rule, ok bool) {
	from, to, rest, ok := DatePair(words)
	if !ok || len(rest) > 0 {
		return week, rule.None, false
	}
	if week = calendar.WeekOf(from); !areDaysOf(week, from, to) {
		return calendar.Week{}, rule.WeekSpan, true
	}
	return week, rule.None, true
}

// areDaysOf tells whether days are those of a week: from its Monday to its Sunday, or to its Friday or Saturday where only the
// days of work are named. A week that is cut at the New Year is only a part of one.
func areDaysOf(week calendar.Week, from, to time.Time) bool {
	return from.Equal(week.Monday()) && calendar.WeekOf(to) == week && to.Sub(from) >= 4*24*time.Hour
}

// yearFirst reads `2026 w07`, `2026w07`, `2026 w 7`.
func yearFirst(words []string) (year, number int, rest []string, ok bool) {
	first := words[0]
	if len(first) > 5 && first[4] == 'w' {
		words = append([]string{first[:4], first[4:]}, words[1:]...)
	}
	if year, ok = smallNumber(words[0], 4, 4); !ok || len(words) < 2 || words[1][0] != 'w' {
		return 0, 0, nil, false
	}
	number, rest, ok = weekNumber(words[1:])
	return year, number, rest, ok
}

// weekNumber reads `tuan 46`, `tuan thu 46`, `tuan46`, `t46`, `w07`.
func weekNumber(words []string) (number int, rest []string, ok bool) {
	for _, mark := range []string{"tuan", "t", "w"} {
		digits, found := strings.CutPrefix(words[0], mark)
		if !found {
			continue
		}
		rest = words[1:]
		if digits == "" && len(rest) > 1 && rest[0] == "thu" {
			rest = rest[1:]
		}
		if digits == "" && len(rest) > 0 {
			digits, rest = rest[0], rest[1:]
		}
		if number, ok = smallNumber(digits, 1, 2); ok {
			return number, rest, true
		}
	}
	return 0, nil, false
}

// DatePair reads `tu 15 12 2025 den 21 12 2025`, the first year or the words left out or not. It gives the words back
// as they are when they do not begin with two dates.
func DatePair(words []string) (from, to time.Time, rest []string, ok bool) {
	var numbers []int
	var widths []int
	rest = words
	for len(rest) > 0 && len(numbers) < 6 {
		if rest[0] == "tu" || rest[0] == "ngay" || rest[0] == "den" {
			rest = rest[1:]
			continue
		}
		n, isNumber := smallNumber(rest[0], 1, 4)
		if !isNumber {
			break
		}
		numbers, widths, rest = append(numbers, n), append(widths, len(rest[0])), rest[1:]
		if len(numbers) == 5 && len(words) > 0 && widths[4] == 4 && widths[2] < 4 {
			break // 15 12 21 12 2025
		}
	}
	switch {
	case len(numbers) == 6 && widths[2] == 4 && widths[5] == 4:
	case len(numbers) == 6 && widths[0] == 4 && widths[3] == 4: // 2025-12-15 – 2025-12-21
		numbers = []int{numbers[2], numbers[1], numbers[0], numbers[5], numbers[4], numbers[3]}
	case len(numbers) == 5 && widths[4] == 4:
		year := numbers[4]
		if numbers[1] == 12 && numbers[3] == 1 {
			year-- // a week over New Year
		}
		numbers = []int{numbers[0], numbers[1], year, numbers[2], numbers[3], numbers[4]}
	case len(numbers) == 4 && widths[3] == 4 && widths[1] < 3 && widths[2] < 3 && words[1] != "ngay": // 15 21 12 2025: both days of one month
		numbers = []int{numbers[0], numbers[2], numbers[3], numbers[1], numbers[2], numbers[3]}
	default:
		return from, to, words, false
	}
	from, r1 := newDate(numbers[2], numbers[1], numbers[0])
	to, r2 := newDate(numbers[5], numbers[4], numbers[3])
	if r1 != rule.None || r2 != rule.None {
		return from, to, words, false
	}
	return from, to, rest, true
}
