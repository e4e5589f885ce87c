package stats

import (
	"cmp"
	"math"
	"slices"
)

// TwoSided is the probability, under the law, of a count at least as far out as this one: twice the smaller tail, at
// most 1 (methods §4.1 step 9).
func (p Predictive) TwoSided(observed int) float64 {
	return min(1, 2*min(p.CDF(observed), 1-p.CDF(observed-1)))
}

// FalseDiscovery tells which of the probabilities stand at a false discovery rate (Benjamini & Hochberg 1995): all up to
// the largest p₍ₖ₎ ≤ rate·k/m.
func FalseDiscovery(probabilities []float64, rate float64) []bool {
	sorted := slices.Sorted(slices.Values(probabilities))
	limit := math.Inf(-1)
	for k, p := range sorted {
		if Compare(p, rate*float64(k+1)/float64(len(sorted))) <= 0 {
			limit = p
		}
	}
	stands := make([]bool, len(probabilities))
	for i, p := range probabilities {
		stands[i] = p <= limit
	}
	return stands
}

// SampleVariance is Σ (v − mean)²/(n − 1); 0 for fewer than two values.
func SampleVariance(values []float64) float64 {
	n := float64(len(values))
	if n < 2 {
		return 0
	}
	mean, squares := 0.0, 0.0
	for _, v := range values {
		mean += v / n
	}
	for _, v := range values {
		squares += (v - mean) * (v - mean)
	}
	return squares / (n - 1)
}

// Spearman is the rank correlation of two series of one length, with average ranks at ties; ok is false where either
// does not vary.
func Spearman(a, b []float64) (rho float64, ok bool) {
	x, y := ranks(a), ranks(b)
	mean := float64(len(a)+1) / 2
	xx, yy, xy := 0.0, 0.0, 0.0
	for i := range x {
		xx += (x[i] - mean) * (x[i] - mean)
		yy += (y[i] - mean) * (y[i] - mean)
		xy += (x[i] - mean) * (y[i] - mean)
	}
	if xx == 0 || yy == 0 {
		return 0, false
	}
	return xy / math.Sqrt(xx*yy), true
}

// ranks numbers values from 1 by size; equal ones share the mean of their ranks.
func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(values[i], values[j]) })
	list := make([]float64, len(values))
	for from := 0; from < len(order); {
		to := from
		for to < len(order) && Compare(values[order[to]], values[order[from]]) == 0 {
			to++
		}
		for _, i := range order[from:to] {
			list[i] = float64(from+to+1) / 2
		}
		from = to
	}
	return list
}
