package figure

import "math"

// Measured is the number that a drawing's title tells, rounded as it tells it, for who reads with a program.
type Measured struct {
	Method string // id of the definition that it follows
	Unit   string // one of the units below; the message "measured.unit." + Unit names it
	Value  *float64
	// Low and High are the ends of the interval; nil = open.
	Low, High *float64
	Interval  string // one of the kinds below, named by "measured.interval." + Interval; "" = the number is counted, not estimated
}

// The units of what is measured.
const (
	UnitShare     = "proportion" // 0 to 1
	UnitReferrals = "referrals"
	UnitDays      = "days"
	UnitHours     = "hours"
)

// The kinds of intervals.
const (
	IntervalConfidence = "confidence_95"
	IntervalLimits     = "process_limits" // within which weeks vary by chance alone (CHT-4)
)

// CountedShare is a proportion that is counted, as words.Percent rounds it.
func CountedShare(method string, part, whole float64) *Measured {
	steps := 1000.0
	if whole < 100 {
		steps = 100
	}
	return &Measured{Method: method, Unit: UnitShare, Value: Rounded(part/whole, steps)}
}

// Rounded is a number to so many steps between two integers, half away from zero.
func Rounded(v, steps float64) *float64 {
	v = math.Round(v*steps) / steps
	return &v
}
