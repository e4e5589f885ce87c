package demo

import (
	"time"

	"luanphien/queries/calendar"
)

// weeksBefore is how many weeks before the first wave a demo begins.
const weeksBefore = 28

// span is when a province's demo takes place. Its days and weeks are counted from its first day, which is 0.
type span struct {
	start      time.Time // the first day of the first wave, a Monday
	weeksAfter int       // from then on
	newYear    time.Time // the Monday of the week of Tết: nobody is sent out that week, fewer patients come
}

func (s span) weeks() int { return weeksBefore + s.weeksAfter }

func (s span) days() int { return 7 * s.weeks() }

func (s span) firstDay() time.Time { return s.start.AddDate(0, 0, -7*weeksBefore) }

func (s span) lastDay() time.Time { return s.day(s.days() - 1) }

// firstWave is the day number of the first wave.
func (s span) firstWave() int { return s.dayNumber(s.start) }

func (s span) newYearWeek() int { return s.dayNumber(s.newYear) }

// lastWave is the day number of the last wave: orders are signed up to the second Monday after the as-of date.
func (s span) lastWave() int { return s.days() + 7 }

// StartWeek is the week of the first wave: the mark «programme start» of the demo's data folder.
func (s span) StartWeek() calendar.Week { return calendar.WeekOf(calendar.FromLocal(s.start)) }

// AsOf is the moment as of which the demo is to be seen, and loaded: the end of its last week.
func (s span) AsOf() time.Time { return calendar.EndOf(s.lastDay()) }

func (s span) dayNumber(date time.Time) int { return calendar.DaysBetween(s.firstDay(), date) }

func (s span) day(number int) time.Time { return s.firstDay().AddDate(0, 0, number) }

func (s span) weekOf(number int) calendar.Week { return calendar.WeekOf(s.monday(number)) }

// monday is the first day of a week by its number, as midnight on the zone's clock.
func (s span) monday(number int) time.Time { return calendar.FromLocal(s.day(7 * number)) }

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
