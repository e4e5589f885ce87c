package analytics

import "luanphien/analytics/stats"

// Compared is one indicator on two sides: b against a, such as a period against the one before, or a station against
// its province.
type Compared struct {
	ID     string
	Stream string // as of Indicator; "" where an id has one figure
	A, B   Indicator
	// Difference is b − a where both sides have a value. Low and High are its 95 % interval (Newcombe) for proportions of
	// things counted one by one; coverage is planned, not sampled, and has none.
	Difference, Low, High *float64
}

// sideBySide are the indicators that mean the same for a period of any length and any number of stations. The stream of
// CMP is the reader's.
var sideBySide = []struct{ id, stream string }{
	{"COV-1", ""}, {"COV-4", ""}, {"COV-5", ""}, {"COV-6", ""}, {"COV-10", ""}, {"COV-11", ""},
	{"CMP-1", "*"}, {"CMP-2", "*"}, {"CMP-4", "*"}, {"CHT-1", "referral_proportion"},
	{"COV-3", ""}, {"COV-8", ""}, {"CMP-6", "responded"}, {"CMP-6", "resolved"},
}

// confidenceOfDifference is that of the intervals of differences.
const confidenceOfDifference = 0.95

// Compare sets the indicators of two scopes (Edition.Indicators, pooled) side by side: those that mean the same for a
// period of any length and any number of stations, CMP of the given stream.
func Compare(a, b []Indicator, stream Stream) []Compared {
	sideA, sideB := byName(a), byName(b)
	var list []Compared
	for _, n := range sideBySide {
		name := n.stream
		if name == "*" {
			name = string(stream)
		}
		c := Compared{ID: n.id, Stream: name, A: sideA[n.id+" "+name], B: sideB[n.id+" "+name]}
		c.subtract()
		list = append(list, c)
	}
	return list
}

func (c *Compared) subtract() {
	if c.A.State != StateOK || c.B.State != StateOK || c.A.Value == nil || c.B.Value == nil {
		return
	}
	d := *c.B.Value - *c.A.Value
	c.Difference = &d
	if c.A.Low == nil || c.B.Low == nil || c.A.Denominator == nil || c.B.Denominator == nil || !c.Share() {
		return
	}
	if low, high, ok := stats.Difference(*c.A.Numerator, *c.A.Denominator, *c.B.Numerator, *c.B.Denominator, confidenceOfDifference); ok {
		c.Low, c.High = &low, &high
	}
}

// Share tells whether the indicator is a proportion; the others are days or workers.
func (c Compared) Share() bool {
	switch c.ID {
	case "COV-3", "COV-8", "CMP-6":
		return false
	}
	return true
}

func byName(list []Indicator) map[string]Indicator {
	m := map[string]Indicator{}
	for _, n := range list {
		stream := ""
		if n.Stream != nil {
			stream = *n.Stream
		}
		m[n.ID+" "+stream] = n
	}
	return m
}
