package stats

import "math"

// OutlierRules are the configurable numbers of DQ-1.
type OutlierRules struct {
	Threshold float64 // |M| above it is an outlier
	MinValues int     // a shorter series is not judged
}

// DefaultOutliers are the rules of the methods document.
var DefaultOutliers = OutlierRules{Threshold: 3.5, MinValues: 8}

// The ways in which a modified z-score is scaled.
const (
	ScaledByMAD    = "mad"     // median absolute deviation
	ScaledByMeanAD = "mean_ad" // mean absolute deviation from the median, where the MAD is 0
	NotScaled      = "none"    // all values are equal: no outlier
)

// Outliers are the modified z-scores of a series (methods DQ-1; Iglewicz & Hoaglin 1993).
type Outliers struct {
	Median, MAD, MeanAD float64
	Method              string
	Scores              []float64 // beside the values
	Flagged             []bool
}

// FindOutliers scores the non-missing values of one station and variable. ok is false where they are too few.
func FindOutliers(values []float64, rules OutlierRules) (o Outliers, ok bool) {
	if len(values) == 0 || len(values) < rules.MinValues {
		return o, false
	}
	o.Median = Median(values)
	deviations := make([]float64, len(values))
	for i, v := range values {
		deviations[i] = math.Abs(v - o.Median)
		o.MeanAD += deviations[i] / float64(len(values))
	}
	o.MAD = Median(deviations)
	factor := 0.0
	switch {
	case o.MAD > 0:
		o.Method, factor = ScaledByMAD, 0.6745/o.MAD
	case o.MeanAD > 0:
		o.Method, factor = ScaledByMeanAD, 1/(1.253314*o.MeanAD)
	default:
		o.Method = NotScaled
	}
	o.Scores, o.Flagged = make([]float64, len(values)), make([]bool, len(values))
	for i, v := range values {
		o.Scores[i] = factor * (v - o.Median)
		o.Flagged[i] = math.Abs(o.Scores[i]) > rules.Threshold
	}
	return o, true
}
