package figure

import (
	"slices"
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
)

func Quotient(a, b int) analytics.Ratio {
	return analytics.Ratio{Numerator: float64(a), Denominator: float64(b)}
}

// Change says two proportions of neighbouring four-week spans, of which the later runs from a day to another.
func Change(r *question.Question, key string, from, to time.Time, now, before analytics.Ratio) string {
	return r.Words.T(key, "weeks", r.Words.Period(from, to), "now", r.Words.Percent(now.Numerator, now.Denominator),
		"before", r.Words.Percent(before.Numerator, before.Denominator))
}

// StripWeeks is the number of weeks of the overview's strips.
const StripWeeks = 12

// Shade is the step of the sequential colours for a share of covered days; zero and missing have looks of their own.
func Shade(share analytics.Ratio) string {
	value, ok := share.Value()
	switch {
	case !ok:
		return "absent"
	case value == 0:
		return "zero"
	case value < 0.25:
		return "step1"
	case value < 0.5:
		return "step2"
	case value < 0.75:
		return "step3"
	case value < 1:
		return "step4"
	}
	return "step5"
}

// DoubledAt are the double bookings whose day a station of the scope has: those that COV-DQ counts.
func DoubledAt(c *analytics.Coverage) []analytics.DoubleBooking {
	ours := map[string]bool{}
	for _, s := range c.Stations {
		ours[s.Station.Code] = true
	}
	return slices.DeleteFunc(slices.Clone(c.DoubleBookings), func(d analytics.DoubleBooking) bool { return !ours[d.AttributedTo] })
}

// Amount is the step of the sequential colours for a count of at least 1.
func Amount(n, most int) string {
	steps := []string{"step1", "step2", "step3", "step4", "step5"}
	return steps[min(len(steps)-1, (n-1)*len(steps)/max(most, 1))]
}

func Written(w *words.Words, r analytics.Ratio) string { return w.Percent(r.Numerator, r.Denominator) }

type CatalogueLine struct {
	ID, Name, URL string
	Methods       []string
}
