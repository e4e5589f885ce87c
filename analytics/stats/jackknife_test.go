package stats

import (
	"math"
	"testing"

	"luanphien/analytics/editiontest"
)

// evenly is a block in which stations 0 to controls−1 are the comparison and the others are supported, all alike but for a
// wobble that keeps the variance from being 0.
func evenly(controls, supported int) (parts []CalibratedPart) {
	for i := range controls + supported {
		count := 100 + float64(i%3)
		p := CalibratedPart{Station: i, Supported: 1, Observed: count, Expected: 100}
		if i < controls {
			p = CalibratedPart{Station: i, Controls: 1, ControlObserved: count, ControlExpected: 100}
		}
		parts = append(parts, p)
	}
	return parts
}

// Where two controls stand against many stations they decide the interval, and t has fewer degrees of freedom; where both
// sides have enough it keeps J − 1. Fewer stations than the rule asks for are left to J − 1, as the vectors have them.
func TestJackknifeOfFewStations(t *testing.T) {
	for _, of := range []struct {
		controls, supported int
		concentrated        bool
		freedom             int
	}{{2, 40, true, 4}, {20, 25, false, 44}, {2, 9, false, 10}, {2, 10, true, 4}} {
		j, ok := NewJackknife(evenly(of.controls, of.supported))
		if !ok || j.Concentrated() != of.concentrated || j.Freedom != of.freedom {
			t.Errorf("%d controls, %d supported: %v, %d degrees of freedom, effective %g", of.controls, of.supported, j.Concentrated(), j.Freedom, j.Effective)
		}
		half := j.TQuantile * math.Sqrt(j.Variance)
		observed := 0.0
		for _, p := range evenly(of.controls, of.supported) {
			observed += p.Observed
		}
		editiontest.Check(t, "low", j.Low, observed*math.Expm1(-j.LogRatio-half))
	}
	// c equal controls weigh 1/c each against s supported stations of 1/s.
	even, _ := NewJackknife(alike(evenly(2, 40)))
	squares, fourth := 2*0.25+40.0/1600, 2*0.0625+40/(1600.0*1600)
	editiontest.Check(t, "effective", even.Effective, squares*squares/fourth)
	if j, _ := NewJackknife(evenly(2, 40)); math.Abs(j.TQuantile-2.7764451) > 1e-6 {
		t.Errorf("t = %g of 4 degrees of freedom", j.TQuantile)
	}
}

// alike gives every part the same counts.
func alike(parts []CalibratedPart) []CalibratedPart {
	for i := range parts {
		parts[i].Observed, parts[i].ControlObserved = min(parts[i].Observed, 100), min(parts[i].ControlObserved, 100)
	}
	return parts
}
