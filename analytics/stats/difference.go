package stats

import "math"

// Difference is the interval of the difference b − a of two proportions x/n, from their Wilson intervals (Newcombe,
// Statistics in Medicine 1998;17:873–890, method 10). ok is false where either has no denominator.
func Difference(xa, na, xb, nb, confidence float64) (low, high float64, ok bool) {
	la, ha, okA := Wilson(xa, na, confidence)
	lb, hb, okB := Wilson(xb, nb, confidence)
	if !okA || !okB {
		return 0, 0, false
	}
	a, b := xa/na, xb/nb
	d := b - a
	return d - math.Hypot(b-lb, ha-a), d + math.Hypot(hb-b, a-la), true
}
