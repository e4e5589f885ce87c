package stats

import (
	"math"
	"testing"
)

// The examples of Newcombe's paper, table II, method 10; p1 − p2 there is b − a here.
func TestDifferenceAsPublished(t *testing.T) {
	for _, c := range []struct{ x1, n1, x2, n2, low, high float64 }{
		{56, 70, 48, 80, 0.0524, 0.3339},
		{9, 10, 3, 10, 0.1705, 0.8090},
		{6, 7, 2, 7, 0.0582, 0.8062},
		{5, 56, 0, 29, -0.0381, 0.1926},
		{0, 10, 0, 20, -0.1611, 0.2775},
		{0, 10, 0, 10, -0.2775, 0.2775},
		{10, 10, 0, 20, 0.6791, 1},
		{10, 10, 0, 10, 0.6075, 1},
	} {
		low, high, ok := Difference(c.x2, c.n2, c.x1, c.n1, 0.95)
		if !ok || math.Abs(low-c.low) > 5e-5 || math.Abs(high-c.high) > 5e-5 {
			t.Errorf("%v/%v − %v/%v: %.4f to %.4f, published %.4f to %.4f", c.x1, c.n1, c.x2, c.n2, low, high, c.low, c.high)
		}
	}
	if _, _, ok := Difference(0, 0, 1, 2, 0.95); ok {
		t.Error("a difference from nothing")
	}
}
