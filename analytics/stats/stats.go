// Package stats holds the numerics of the methods document as pure functions: no database, no clock, no random number.
package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Z is the normal quantile of a two-sided interval of that confidence: 1.9599640 for 0.95, 3.0902323 for 0.998.
func Z(confidence float64) float64 {
	return distuv.UnitNormal.Quantile(1 - (1-confidence)/2)
}

// Wilson is the Wilson interval of the proportion x/n (methods CHT-1): exactly 0 below at x = 0 and 1 above at x = n.
// ok is false for n = 0 (not applicable).
func Wilson(x, n, confidence float64) (low, high float64, ok bool) {
	if n <= 0 {
		return 0, 0, false
	}
	z := Z(confidence)
	p := x / n
	denominator := 1 + z*z/n
	centre := (p + z*z/(2*n)) / denominator
	half := z / denominator * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	low, high = centre-half, centre+half
	if x == 0 {
		low = 0
	}
	if x == n {
		high = 1
	}
	return low, high, true
}

// PoissonInterval is the exact interval of a count (methods CHT-2).
func PoissonInterval(count int, confidence float64) (low, high float64) {
	alpha := 1 - confidence
	o := float64(count)
	if count > 0 {
		low = distuv.ChiSquared{K: 2 * o}.Quantile(alpha/2) / 2
	}
	return low, distuv.ChiSquared{K: 2*o + 2}.Quantile(1-alpha/2) / 2
}

// ByarInterval is Byar's approximation to PoissonInterval (Breslow & Day 1987), allowed for counts of 10 and more; ok
// is false below.
func ByarInterval(count int, confidence float64) (low, high float64, ok bool) {
	if count < 10 {
		return 0, 0, false
	}
	z, o := Z(confidence), float64(count)
	cube := func(x float64) float64 { return x * x * x }
	low = o * cube(1-1/(9*o)-z/(3*math.Sqrt(o)))
	high = (o + 1) * cube(1-1/(9*(o+1))+z/(3*math.Sqrt(o+1)))
	return low, high, true
}
