package stats

import (
	"math"
	"slices"
)

// The factors of an XmR chart: of its limits, of the share of these at which a point is near one, and of the limit of
// the moving ranges.
const (
	xmrLimit  = 2.66
	xmrNear   = 2.0 / 3
	xmrRanges = 3.267
)

// XmRRules are the configurable numbers of an XmR chart.
type XmRRules struct {
	MinPoints int // of a segment that is judged, and of a baseline that sets limits
	Shift     int // so many points in a row on one side of the mean
	Trend     int // so many points in a row rising or falling
	Rebased   int // the baseline of a segment after a re-basing: its first so many points
}

// DefaultXmR are the rules of the methods document.
var DefaultXmR = XmRRules{MinPoints: 12, Shift: 7, Trend: 7, Rebased: 26}

// XmRLimits are a mean with the limits about it. They are not clipped.
type XmRLimits struct {
	Mean, MeanRange      float64
	Upper, Lower         float64
	NearUpper, NearLower float64
	RangeUpper           float64
}

// XmRSegment are the points From to To, both counted, that are judged by limits of their own. Without limits they are
// not judged: they are too few.
type XmRSegment struct {
	From, To int
	XmRLimits
	Judged bool
	// Used is the number of points the limits come from: the first ones. Fixed tells that they are a whole baseline, so
	// that later points change nothing; otherwise the limits come from all points so far.
	Used  int
	Fixed bool
}

// XmR is a chart of individual values and moving ranges (methods CHT-4), with the flags of NHS England's Making Data
// Count. The limits are those in force at the end. The flags stand beside the points; every member of a run is flagged,
// and no run goes from one segment into another.
type XmR struct {
	XmRLimits
	Segments                   []XmRSegment
	Outside, Shift, Trend, Two []bool // Two: two of three beyond a near limit
	Runs                       []XmRRun
}

// The rules by which points are flagged.
const (
	RuleOutside = "outside"
	RuleShift   = "shift"
	RuleTrend   = "trend"
	RuleTwo     = "two_of_three"
)

// XmRRun is a run of neighbouring points that one rule flags on one side: above or below the mean, of a trend rising or
// falling. From and To are points, both counted.
type XmRRun struct {
	Rule     string
	High     bool
	From, To int
}

// NewXmR makes the chart of a series; baseline is the number of first points that set the limits, 0 = all. Each of
// rebased is a point at which a new segment begins, of which the baseline is that of the rules. ok is false where the last
// segment has too few points: old limits are never used on.
func NewXmR(values []float64, baseline int, rebased []int, rules XmRRules) (c XmR, ok bool) {
	n := len(values)
	c.Outside, c.Shift, c.Trend, c.Two = make([]bool, n), make([]bool, n), make([]bool, n), make([]bool, n)
	starts := slices.Compact(slices.Sorted(slices.Values(append([]int{0}, rebased...))))
	for i, from := range starts {
		to := n
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		if from >= to {
			continue
		}
		if i > 0 || slices.Contains(rebased, 0) {
			baseline = rules.Rebased
		}
		c.Segments = append(c.Segments, newSegment(values, from, to-1, baseline, rules))
		c.flag(values, c.Segments[len(c.Segments)-1], rules)
	}
	if len(c.Segments) == 0 {
		return c, false
	}
	last := c.Segments[len(c.Segments)-1]
	c.XmRLimits = last.XmRLimits
	return c, last.Judged && last.From == starts[len(starts)-1]
}

// newSegment takes the limits of a segment from its baseline, and from all of its points where the baseline has too few.
func newSegment(values []float64, from, to, baseline int, rules XmRRules) XmRSegment {
	s := XmRSegment{From: from, To: to}
	points := to - from + 1
	if points < max(rules.MinPoints, 2) {
		return s
	}
	s.Judged, s.Used = true, points
	if used := min(baseline, points); used >= max(rules.MinPoints, 2) {
		s.Used, s.Fixed = used, used == baseline
	}
	s.XmRLimits = limitsOf(values[from : from+s.Used])
	return s
}

func limitsOf(values []float64) (l XmRLimits) {
	for i, v := range values {
		l.Mean += v
		if i > 0 {
			l.MeanRange += math.Abs(v - values[i-1])
		}
	}
	l.Mean /= float64(len(values))
	l.MeanRange /= float64(len(values) - 1)
	width := xmrLimit * l.MeanRange
	l.Upper, l.Lower = l.Mean+width, l.Mean-width
	l.NearUpper, l.NearLower = l.Mean+xmrNear*width, l.Mean-xmrNear*width
	l.RangeUpper = xmrRanges * l.MeanRange
	return l
}

// Special tells whether a point bears any flag: special-cause variation.
func (c *XmR) Special(i int) bool { return c.Outside[i] || c.Shift[i] || c.Trend[i] || c.Two[i] }

// LimitsAt are the limits that a point is judged by; ok is false where it is not judged.
func (c *XmR) LimitsAt(i int) (l XmRLimits, ok bool) {
	for _, s := range c.Segments {
		if s.From <= i && i <= s.To {
			return s.XmRLimits, s.Judged
		}
	}
	return l, false
}

// flag judges the points of a segment and gathers their runs.
func (c *XmR) flag(values []float64, s XmRSegment, rules XmRRules) {
	if !s.Judged {
		return
	}
	side := func(i int) int { return Compare(values[i], s.Mean) }
	above := func(i int) bool { return side(i) > 0 }
	near := make([]bool, len(values))
	for i := s.From; i <= s.To; i++ {
		c.Outside[i] = Compare(values[i], s.Upper) > 0 || Compare(values[i], s.Lower) < 0
		near[i] = !c.Outside[i] && (Compare(values[i], s.NearUpper) > 0 || Compare(values[i], s.NearLower) < 0)
	}
	for i := s.From + 2; i <= s.To; i++ {
		if side(i) == 0 || side(i-1) != side(i) || side(i-2) != side(i) || count(near[i-2:i+1]) < 2 {
			continue
		}
		for j := i - 2; j <= i; j++ {
			c.Two[j] = c.Two[j] || near[j]
		}
	}
	c.runs(RuleOutside, c.Outside, s, above)
	c.steps(RuleShift, c.Shift, s.From, s.To, 0, rules.Shift, side)
	c.runs(RuleTwo, c.Two, s, above)
	c.steps(RuleTrend, c.Trend, s.From, s.To-1, 1, rules.Trend-1, func(i int) int { return Compare(values[i+1], values[i]) })
}

// runs gathers the neighbouring marks of a segment on one side.
func (c *XmR) runs(rule string, marks []bool, s XmRSegment, high func(int) bool) {
	for from := s.From; from <= s.To; {
		to := from
		for to < s.To && marks[from] && marks[to+1] && high(to+1) == high(from) {
			to++
		}
		if marks[from] {
			c.Runs = append(c.Runs, XmRRun{rule, high(from), from, to})
		}
		from = to + 1
	}
}

// steps marks and gathers each run of at least least steps of one sign other than 0; a step spans 1 + width points.
func (c *XmR) steps(rule string, marks []bool, first, last, width, least int, of func(int) int) {
	for from := first; from <= last; {
		to := from
		for to < last && of(to+1) == of(from) {
			to++
		}
		if of(from) != 0 && to-from+1 >= least {
			c.Runs = append(c.Runs, XmRRun{rule, of(from) > 0, from, to + width})
			for i := from; i <= to+width; i++ {
				marks[i] = true
			}
		}
		from = to + 1
	}
}

func count(marks []bool) int {
	n := 0
	for _, m := range marks {
		if m {
			n++
		}
	}
	return n
}
