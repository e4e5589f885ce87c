// Package calendar holds the two rules of time that everything shares (methods.md §1): moments are read on the
// clock of Asia/Ho_Chi_Minh, and weeks are ISO 8601 weeks, Monday to Sunday.
package calendar

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// The calendar's first and last day. Outside them no figure counts anything, so no date of a fact may lie there.
var (
	FirstDay = Day(2000, time.January, 1)
	LastDay  = Day(2060, time.December, 31)
)

// Holds tells whether a date lies in the calendar.
func Holds(date time.Time) bool { return !date.Before(FirstDay) && !date.After(LastDay) }

// Zone is Asia/Ho_Chi_Minh: UTC+7, no daylight saving. It is fixed here, so that a machine without a time-zone
// database computes the same dates.
var Zone = time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60)

// Week is an ISO 8601 week. Its year may differ from the calendar year of some of its days.
type Week struct {
	Year   int
	Number int
}

var weekText = regexp.MustCompile(`^(\d{4})-W(\d{2})$`)

// ParseWeek reads the canonical form 2026-W07. It fails on any other form and on weeks that a year does not have
// (2025-W53).
func ParseWeek(text string) (Week, error) {
	m := weekText.FindStringSubmatch(text)
	if m == nil {
		return Week{}, fmt.Errorf("%q is not an ISO week such as 2026-W07", text)
	}
	year, _ := strconv.Atoi(m[1])
	number, _ := strconv.Atoi(m[2])
	return NewWeek(year, number)
}

// NewWeek gives the week with that number in that ISO year; it fails when the year has no such week.
func NewWeek(year, number int) (Week, error) {
	if number < 1 || number > WeeksIn(year) {
		return Week{}, fmt.Errorf("ISO year %d has no week %d", year, number)
	}
	return Week{Year: year, Number: number}, nil
}

// WeeksIn is the number of weeks of an ISO year, 52 or 53.
func WeeksIn(year int) int {
	_, n := time.Date(year, 12, 28, 0, 0, 0, 0, time.UTC).ISOWeek()
	return n
}

// WeekOf is the ISO week of the local date of t.
func WeekOf(t time.Time) Week {
	year, number := Date(t).ISOWeek()
	return Week{Year: year, Number: number}
}

// String is the canonical form, 2026-W07.
func (w Week) String() string { return fmt.Sprintf("%04d-W%02d", w.Year, w.Number) }

// Monday is the first day of the week, midnight UTC as all dates here.
func (w Week) Monday() time.Time {
	jan4 := time.Date(w.Year, 1, 4, 0, 0, 0, 0, time.UTC) // always in week 1
	sinceMonday := (int(jan4.Weekday()) + 6) % 7
	return jan4.AddDate(0, 0, -sinceMonday+7*(w.Number-1))
}

// Sunday is the last day of the week.
func (w Week) Sunday() time.Time { return w.Monday().AddDate(0, 0, 6) }

// Add is the week n weeks later (earlier when n is negative).
func (w Week) Add(n int) Week {
	year, number := w.Monday().AddDate(0, 0, 7*n).ISOWeek()
	return Week{Year: year, Number: number}
}

// Before tells whether w is earlier than v.
func (w Week) Before(v Week) bool { return w.Monday().Before(v.Monday()) }

// WeeksSince is the number of weeks from v to w; negative when w is earlier.
func (w Week) WeeksSince(v Week) int { return DaysBetween(v.Monday(), w.Monday()) / 7 }

// Thursday is the day by which a week belongs to a month, a quarter and a year.
func (w Week) Thursday() time.Time { return w.Monday().AddDate(0, 0, 3) }

// WeeksOf are the first and the last week of a period of dates, both counted: those whose Thursday lies in it, so that
// each week belongs to one month, one quarter and one year (methods.md §1). False where the period has none.
func WeeksOf(from, to time.Time) (first, last Week, ok bool) {
	year, number := from.AddDate(0, 0, 3).ISOWeek() // the first week to have its Thursday on that day or later
	first = Week{year, number}
	year, number = to.AddDate(0, 0, -3).ISOWeek()
	last = Week{year, number}
	return first, last, !last.Before(first)
}

// Date is the local calendar date of a moment, as midnight UTC: the form in which dates travel through the program
// and to the engine.
func Date(t time.Time) time.Time {
	y, m, d := t.In(Zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// Day is a date, as midnight UTC.
func Day(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// EndOf is the moment at which a local date ends (24:00).
func EndOf(date time.Time) time.Time {
	y, m, d := date.Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, Zone)
}

// DaysBetween is the number of days from date a to date b, both midnight UTC.
func DaysBetween(a, b time.Time) int { return int(b.Sub(a) / (24 * time.Hour)) }

// Local is the wall-clock time of a moment in the zone, dressed as UTC: the form in which TIMESTAMP columns hold it.
func Local(t time.Time) time.Time {
	t = t.In(Zone)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// FromLocal undoes Local: the moment at which the zone's clock showed t.
func FromLocal(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), Zone)
}

// ParseAsOf reads an as-of moment: a date (meaning its end, 24:00 local) or an RFC 3339 date-time.
func ParseAsOf(text string) (time.Time, error) {
	if d, err := time.Parse(time.DateOnly, text); err == nil {
		return EndOf(d), nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is neither a date (2026-04-01) nor a date-time (2026-04-01T08:00:00+07:00)", text)
	}
	return t, nil
}

// LastFullDay is the last local date that is over at the moment t.
func LastFullDay(t time.Time) time.Time { return Date(t).AddDate(0, 0, -1) }
