package demo

import (
	"time"

	"luanphien/queries/calendar"
)

// The span of the demo: 28 weeks before the first wave and 48 from it on.
const (
	weeksBefore = 28
	weeksAfter  = 48
	weeksTotal  = weeksBefore + weeksAfter
	daysTotal   = 7 * weeksTotal
)

var (
	// ProgrammeStart is the first day of the first wave, a Monday. It is on the public record.
	ProgrammeStart = calendar.Day(2025, time.December, 15)
	firstDay       = ProgrammeStart.AddDate(0, 0, -7*weeksBefore)
	lastDay        = firstDay.AddDate(0, 0, daysTotal-1)
	// StartWeek is the week of the first wave: the mark «programme start» of the demo's data folder.
	StartWeek = calendar.WeekOf(calendar.FromLocal(ProgrammeStart))
	// AsOf is the moment as of which the demo is to be seen, and loaded: the end of its last week.
	AsOf = calendar.EndOf(lastDay)
	// newYear is the Monday of the week of Tết 2026 (17 February): nobody is sent out that week, fewer patients come.
	newYear = calendar.Day(2026, time.February, 16)
)

// dayNumber counts the days from the first day of the demo, which is 0.
func dayNumber(date time.Time) int { return calendar.DaysBetween(firstDay, date) }

func day(number int) time.Time { return firstDay.AddDate(0, 0, number) }

func weekOf(number int) calendar.Week { return calendar.WeekOf(monday(number)) }

// monday is the first day of week number 0, 1, … of the demo, as midnight on the zone's clock.
func monday(number int) time.Time { return calendar.FromLocal(firstDay.AddDate(0, 0, 7*number)) }

// writtenDate is a date as the input files have it. A zero date is a blank cell.
func writtenDate(date time.Time) string {
	if date.IsZero() {
		return ""
	}
	return date.Format("02/01/2006")
}

// writtenMoment is a date-time on the zone's clock, as the input files have it. A zero moment is a blank cell.
func writtenMoment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(calendar.Zone).Format("02/01/2006 15:04:05")
}
