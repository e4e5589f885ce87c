package stats

import "slices"

// Quantile is the quantile of a sorted sample by linear interpolation (type 7, methods §1). The sample must not be
// empty.
func Quantile(sorted []float64, prob float64) float64 {
	h := prob * float64(len(sorted)-1)
	i := int(h)
	if i+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[i] + (h-float64(i))*(sorted[i+1]-sorted[i])
}

// Median is the median of a sample: of an even count the mean of the middle two. The sample must not be empty.
func Median(values []float64) float64 {
	return Quantile(slices.Sorted(slices.Values(values)), 0.5)
}
