package dashboard

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"

	"luanphien/queries/calendar"
)

// sinceStart is the period from the start of the rotation to the last complete week, which is also the default.
const sinceStart = "since-start"

// daySpan is a closed interval of dates.
type daySpan struct{ From, To time.Time }

var errPeriod = errors.New("not a period")

// parsePeriod reads a period as an address writes it: 2026-W40, 2026-10, 2026-Q3, 2026, a date, or two of them with
// two dots between. "since-start" is the zero span.
func parsePeriod(text string) (daySpan, error) {
	if text == sinceStart {
		return daySpan{}, nil
	}
	first, last, both := strings.Cut(text, "..")
	if !both {
		last = first
	}
	a, err := parseUnit(first)
	if err != nil {
		return daySpan{}, err
	}
	b, err := parseUnit(last)
	if err != nil {
		return daySpan{}, err
	}
	if b.To.Before(a.From) {
		return daySpan{}, errPeriod
	}
	return daySpan{a.From, b.To}, nil
}

var (
	yearForm    = regexp.MustCompile(`^\d{4}$`)
	quarterForm = regexp.MustCompile(`^(\d{4})-Q([1-4])$`)
)

func parseUnit(text string) (daySpan, error) {
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
	return daySpan{first, last}, err
}

func months(year int, first time.Month, n int) (daySpan, error) {
	from := calendar.Day(year, first, 1)
	return daySpan{from, from.AddDate(0, n, -1)}, inRange(from)
}

// choice is an option of a control.
type choice struct {
	Value, Text string
	Chosen      bool
}

// choiceGroup is a group of options under a word; "" = none.
type choiceGroup struct {
	Label   string
	Choices []choice
}

// periodChoices are the named periods that hold a day of the span, the latest first, under the words of their kinds.
func (w *Words) periodChoices(s daySpan, chosen string) []choiceGroup {
	groups := []choiceGroup{{Label: w.T("period.years")}, {Label: w.T("period.quarters")}, {Label: w.T("period.months")}, {Label: w.T("period.weeks")}}
	add := func(group int, value, text string) {
		groups[group].Choices = append(groups[group].Choices, choice{value, text, value == chosen})
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
		add(2, d.Format("2006-01"), w.longMonth(d))
	}
	first := calendar.WeekOf(s.From)
	for week := calendar.WeekOf(s.To); !week.Before(first); week = week.Add(-1) {
		add(3, week.String(), w.Week(week))
	}
	return groups
}

// longMonth is a month in a control: Tháng 10/2026, October 2026.
func (w *Words) longMonth(d time.Time) string {
	if w.Lang == English {
		return d.Format("January 2006")
	}
	return w.T("period.month", "month", d.Format("1/2006"))
}
