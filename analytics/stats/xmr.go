package stats

import "math"

// The factors of an XmR chart: of its limits, of the share of these at which a point is near one, and of the limit of
// the moving ranges.
const (
	xmrLimit  = 2.66
	xmrNear   = 2.0 / 3
	xmrRanges = 3.267
)

// XmRRules are the configurable numbers of an XmR chart.
type XmRRules struct {
	MinPoints int // a shorter series has no chart
	Shift     int // so many points in a row on one side of the mean
	Trend     int // so many points in a row rising or falling
	Baseline  int // the mean and the ranges are those of the first so many points; 0 = all
}

// DefaultXmR are the rules of the methods document.
var DefaultXmR = XmRRules{MinPoints: 12, Shift: 7, Trend: 7}

// XmR is a chart of individual values and moving ranges (methods CHT-4), with the flags of NHS England's Making Data
// Count. The flags stand beside the points; every member of a run is flagged.
type XmR struct {
	Mean, MeanRange            float64
	Upper, Lower               float64
	NearUpper, NearLower       float64
	RangeUpper                 float64
	Outside, Shift, Trend, Two []bool // Two: two of three beyond a near limit
}

// NewXmR makes the chart of a series without gaps. ok is false where it is too short.
func NewXmR(values []float64, rules XmRRules) (c XmR, ok bool) {
	if len(values) < max(rules.MinPoints, 2) {
		return c, false
	}
	baseline := values
	if rules.Baseline > 1 && rules.Baseline < len(values) {
		baseline = values[:rules.Baseline]
	}
	for i, v := range baseline {
		c.Mean += v
		if i > 0 {
			c.MeanRange += math.Abs(v - baseline[i-1])
		}
	}
	c.Mean /= float64(len(baseline))
	c.MeanRange /= float64(len(baseline) - 1)
	width := xmrLimit * c.MeanRange
	c.Upper, c.Lower = c.Mean+width, c.Mean-width
	c.NearUpper, c.NearLower = c.Mean+xmrNear*width, c.Mean-xmrNear*width
	c.RangeUpper = xmrRanges * c.MeanRange
	c.flag(values, rules)
	return c, true
}

// Special tells whether a point bears any flag: special-cause variation.
func (c *XmR) Special(i int) bool { return c.Outside[i] || c.Shift[i] || c.Trend[i] || c.Two[i] }

func (c *XmR) flag(values []float64, rules XmRRules) {
	n := len(values)
	c.Outside, c.Two = make([]bool, n), make([]bool, n)
	near := make([]bool, n)
	for i, v := range values {
		c.Outside[i] = v > c.Upper || v < c.Lower
		near[i] = !c.Outside[i] && (v > c.NearUpper || v < c.NearLower)
	}
	side := func(i int) int { return sign(values[i] - c.Mean) }
	c.Shift = runs(n, rules.Shift, 0, side)
	c.Trend = runs(n-1, rules.Trend-1, 1, func(i int) int { return sign(values[i+1] - values[i]) })
	for i := 2; i < n; i++ {
		if s := side(i); s == 0 || side(i-1) != s || side(i-2) != s {
			continue
		}
		if count(near[i-2:i+1]) < 2 {
			continue
		}
		for j := i - 2; j <= i; j++ {
			c.Two[j] = c.Two[j] || near[j]
		}
	}
}

func sign(v float64) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
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

// runs marks the members of each run of at least least steps of one sign other than 0; a step spans 1 + width points.
func runs(steps, least, width int, of func(int) int) []bool {
	marks := make([]bool, steps+width)
	for from := 0; from < steps; {
		to := from + 1
		for to < steps && of(to) == of(from) {
			to++
		}
		if of(from) != 0 && to-from >= least {
			for i := from; i < to+width; i++ {
				marks[i] = true
			}
		}
		from = to
	}
	return marks
}
