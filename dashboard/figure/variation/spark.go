package variation

import (
	"fmt"
	"math"
	"strings"

	"luanphien/analytics"
)

// SparkWeeks are the weeks of a sparkline.
const SparkWeeks = 12

// The size of a sparkline, px.
const (
	SparkWidth  = 60
	SparkHeight = 18
)

// Spark is a sparkline of the last weeks up to the last that counts.
type Spark struct {
	Path   string  // of an SVG; a week without a value is a gap
	X, Y   float64 // of the latest point
	Points int
}

// SparkOf draws the last weeks of a series between 0 and a top that several may share.
func SparkOf(c analytics.ProportionChart, top float64) (s Spark) {
	var b strings.Builder
	first, before := c.Last.AddDate(0, 0, -7*(SparkWeeks-1)), -2
	for i, monday := range c.Mondays {
		if monday.Before(first) || top <= 0 {
			continue
		}
		week := int(math.Round(monday.Sub(first).Hours() / 24 / 7))
		s.X = 2 + float64(week)*(SparkWidth-4)/(SparkWeeks-1)
		s.Y = 2 + (1-math.Min(c.Values[i]/top, 1))*(SparkHeight-4)
		stroke := "L"
		if week != before+1 {
			stroke = "M"
		}
		fmt.Fprintf(&b, "%s%.1f %.1f", stroke, s.X, s.Y)
		before = week
		s.Points++
	}
	s.Path = b.String()
	return s
}
