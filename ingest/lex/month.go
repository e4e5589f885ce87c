package lex

import (
	"strconv"
	"strings"
	"time"

	"luanphien/ingest/rule"
	"luanphien/queries/calendar"
)

// Month reads a month and gives its first day: `2026-02`, `02/2026`, `202602`, `Tháng 2/2026`, `Tháng 2 năm 2026`, `T2/2026`,
// or the date of its first day.
func Month(cell string) (first time.Time, missing bool, r rule.Rule) {
	s := trim(cell)
	if missing, r := blank(s); missing || r != rule.None {
		return first, missing, r
	}
	if date, _, r := Date(s); r == rule.None && date.Day() == 1 {
		return date, false, rule.None
	}
	month, year, ok := monthWords(strings.Split(Key(s), "_"))
	if !ok {
		return first, false, rule.MonthUnparsable
	}
	if month < 1 || month > 12 || year < firstYear || year > lastYear {
		return first, false, rule.MonthImpossible
	}
	return calendar.Day(year, time.Month(month), 1), false, rule.None
}

// monthWords takes the words of a month apart.
func monthWords(words []string) (month, year int, ok bool) {
	var numbers []string
	for i, word := range words {
		switch {
		case word == "thang" && i == 0, word == "nam" && i > 0:
		case i == 0 && strings.HasPrefix(word, "t") && len(word) <= 3:
			numbers = append(numbers, word[1:])
		default:
			numbers = append(numbers, word)
		}
	}
	switch {
	case len(numbers) == 1 && len(numbers[0]) == 6: // DHIS2
		numbers = []string{numbers[0][4:], numbers[0][:4]}
	case len(numbers) == 2 && len(numbers[0]) == 4:
		numbers[0], numbers[1] = numbers[1], numbers[0]
	case len(numbers) != 2 || len(numbers[1]) != 4 || len(numbers[0]) > 2:
		return 0, 0, false
	}
	month, err := strconv.Atoi(numbers[0])
	if err != nil {
		return 0, 0, false
	}
	year, err = strconv.Atoi(numbers[1])
	return month, year, err == nil
}
