// Package compare sets the indicators of two periods, or of two sides, beside each other.
package compare

import (
	"strings"

	"luanphien/analytics"
	"luanphien/analytics/stats"
)

// Measure says what kind of number an indicator is.
type Measure int

// The kinds.
const (
	MeasureShare  Measure = iota // of a whole
	MeasurePlan                  // of a plan, which may be surpassed
	MeasureDays                  // whole days
	MeasureNumber                // a mean or a median
)

// Share tells whether the number is written in per cent.
func (m Measure) Share() bool { return m == MeasureShare || m == MeasurePlan }

// Compared is one indicator on two sides: b against a, such as a period against the one before, or a station against
// its province.
type Compared struct {
	ID      string
	Stream  string // as of Indicator; "" where an id has one figure
	Measure Measure
	A, B    analytics.Indicator
	// Difference is b − a where both sides have a value. Low and High are its 95 % interval (Newcombe) for proportions of
	// things counted one by one, where the sides share none of them; coverage is planned, not sampled, and has none.
	Difference, Low, High *float64
}

// BySpecialty tells whether the specialty of a scope narrows the indicator: it is about the rotated workers, their
// reports or the needs.
func (c Compared) BySpecialty() bool {
	return strings.HasPrefix(c.ID, "COV-") || c.Stream == string(analytics.StreamRotation)
}

// sideBySide are the indicators that mean the same for a period of any length and any number of stations. The stream *
// is the reader's.
var sideBySide = []struct {
	id, stream string
	measure    Measure
}{
	{"COV-1", "", MeasureShare}, {"COV-4", "", MeasureShare}, {"COV-5", "", MeasureShare}, {"COV-6", "", MeasureShare},
	{"COV-10", "", MeasureShare}, {"COV-11", "", MeasurePlan},
	{"CMP-1", "*", MeasureShare}, {"CMP-2", "*", MeasureShare}, {"CMP-4", "*", MeasureShare}, {"CHT-1", "referral_proportion", MeasureShare},
	{"COV-3", "", MeasureNumber}, {"COV-8", "", MeasureDays}, {"CMP-6", "responded", MeasureNumber}, {"CMP-6", "resolved", MeasureNumber},
}

// confidenceOfDifference is that of the intervals of differences.
const confidenceOfDifference = 0.95

// Sides sets the indicators of two scopes (Edition.Indicators, pooled) side by side: those that mean the same for a
// period of any length and any number of stations, CMP of the given stream. Apart says that the scopes share no visit
// and no report: only then is there an interval of a difference, which takes the two sides for independent.
func Sides(a, b []analytics.Indicator, stream analytics.Stream, apart bool) []Compared {
	sideA, sideB := byName(a), byName(b)
	var list []Compared
	for _, n := range sideBySide {
		name := n.stream
		if name == "*" {
			name = string(stream)
		}
		c := Compared{ID: n.id, Stream: name, Measure: n.measure, A: sideA[n.id+" "+name], B: sideB[n.id+" "+name]}
		c.subtract(apart)
		list = append(list, c)
	}
	return list
}

func (c *Compared) subtract(apart bool) {
	if c.A.State != analytics.StateOK || c.B.State != analytics.StateOK || c.A.Value == nil || c.B.Value == nil {
		return
	}
	d := *c.B.Value - *c.A.Value
	c.Difference = &d
	if !apart || c.Measure != MeasureShare || c.A.Low == nil || c.B.Low == nil {
		return
	}
	if low, high, ok := stats.Difference(*c.A.Numerator, *c.A.Denominator, *c.B.Numerator, *c.B.Denominator, confidenceOfDifference); ok {
		c.Low, c.High = &low, &high
	}
}

func byName(list []analytics.Indicator) map[string]analytics.Indicator {
	m := map[string]analytics.Indicator{}
	for _, n := range list {
		stream := ""
		if n.Stream != nil {
			stream = *n.Stream
		}
		m[n.ID+" "+stream] = n
	}
	return m
}
