package address

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"

	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// SinceStart is the period from the start of the rotation to the last complete week, which is also the default.
const SinceStart = "since-start"

// DaySpan is a closed interval of dates.
type DaySpan struct{ From, To time.Time }

var errPeriod = errors.New("not a period")

// ParsePeriod reads a period as an address writes it: 2026-W40, 2026-10, 2026-Q3, 2026, a date, or two of them with
// two dots between. "since-start" is the zero span.
func ParsePeriod(text string) (DaySpan, error) {
	if text == SinceStart {
		return DaySpan{}, nil
	}
	first, last, both := strings.Cut(text, "..")
	if !both {
		last = first
	}
	a, err := parseUnit(first)
	if err != nil {
		return DaySpan{}, err
	}
	b, err := parseUnit(last)
	if err != nil {
		return DaySpan{}, err
	}
	if b.To.Before(a.From) {
		return DaySpan{}, errPeriod
	}
	return DaySpan{a.From, b.To}, nil
}

var (
	yearForm    = regexp.MustCompile(`^\d{4}$`)
	quarterForm = regexp.MustCompile(`^(\d{4})-Q([1-4])$`)
)

func parseUnit(text string) (DaySpan, error) {
	if yearForm.MatchString(text) {
		year, _ := strconv.Atoi(text) // four digits
		return months(year, time.January, 12)
	}
	if m := quarterForm.FindStringSubmatch(text); m != nil {
		year, _ := strconv.Atoi(m[1])
		quarter, _ := strconv.Atoi(m[2])
		return months(year, time.Month(3*quarter-2), 3)
	}
	if d, err := time.Parse("2006-01", text); err == nil {
		return months(d.Year(), d.Month(), 1)
	}
	first, last, err := readWeekOrDate(text)
	return DaySpan{first, last}, err
}

func months(year int, first time.Month, n int) (DaySpan, error) {
	from := calendar.Day(year, first, 1)
	return DaySpan{from, from.AddDate(0, n, -1)}, InRange(from)
}

// Choice is an option of a control.
type Choice struct {
	Value, Text string
	Chosen      bool
}

// ChoiceGroup is a group of options under a word; "" = none.
type ChoiceGroup struct {
	Label   string
	Choices []Choice
}

// PeriodChoices are the named periods that hold a day of the span, the latest first, under the words of their kinds.
func PeriodChoices(w *words.Words, s DaySpan, chosen string) []ChoiceGroup {
	groups := []ChoiceGroup{{Label: w.T("period.years")}, {Label: w.T("period.quarters")}, {Label: w.T("period.months")}, {Label: w.T("period.weeks")}}
	add := func(group int, value, text string) {
		groups[group].Choices = append(groups[group].Choices, Choice{value, text, value == chosen})
	}
	for year := s.To.Year(); year >= s.From.Year(); year-- {
		add(0, strconv.Itoa(year), w.T("period.year", "year", year))
	}
	for d := calendar.Day(s.To.Year(), s.To.Month(), 1); !d.AddDate(0, 1, -1).Before(s.From); d = d.AddDate(0, -1, 0) {
		quarter := (int(d.Month()) + 2) / 3
		value := d.Format("2006") + "-Q" + strconv.Itoa(quarter)
		if n := len(groups[1].Choices); n == 0 || groups[1].Choices[n-1].Value != value {
			add(1, value, w.T("period.quarter", "n", quarter, "year", d.Year()))
		}
		add(2, d.Format("2006-01"), w.LongMonth(d))
	}
	first := calendar.WeekOf(s.From)
	for week := calendar.WeekOf(s.To); !week.Before(first); week = week.Add(-1) {
		add(3, week.String(), w.Week(week))
	}
	return groups
}
