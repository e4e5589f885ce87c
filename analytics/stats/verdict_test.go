package stats

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"luanphien/analytics/editiontest"
)

// The example of Benjamini & Hochberg 1995, section 3.1: of fifteen, the first four stand at 5 %.
func TestFalseDiscoveryAsPublished(t *testing.T) {
	p := []float64{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000}
	stands := FalseDiscovery(p, 0.05)
	for i := range p {
		if stands[i] != (i < 4) {
			t.Errorf("%g: %v", p[i], stands[i])
		}
	}
	if !slices.Equal(FalseDiscovery([]float64{0.05, 0.9, 0.05}, 0.05), []bool{false, false, false}) {
		t.Error("two of three at 5 % stand")
	}
	if !slices.Equal(FalseDiscovery([]float64{0.04, 0.05, 0.01}, 0.05), []bool{true, true, true}) {
		t.Error("all up to the largest must stand")
	}
}

// Ranks by hand: of 1, 2, 2, 9 they are 1, 2.5, 2.5, 4; against 1, 2, 3, 4 the correlation is 4.5/√(4.5·5).
func TestSpearman(t *testing.T) {
	rho, ok := Spearman([]float64{1, 2, 2, 9}, []float64{10, 20, 30, 40})
	if !ok || math.Abs(rho-4.5/math.Sqrt(4.5*5)) > 1e-12 {
		t.Errorf("%g, %v", rho, ok)
	}
	if rho, _ := Spearman([]float64{1, 2, 3}, []float64{7, 5, 1}); rho != -1 {
		t.Errorf("falling: %g", rho)
	}
	if _, ok := Spearman([]float64{2, 2}, []float64{1, 3}); ok {
		t.Error("a correlation with what does not vary")
	}
}

// The sums give what leaving out each station and summing anew gives; a block without controls, and what it holds, is
// left out of both sides.
func TestJackknifeIsLeavingOut(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var parts []CalibratedPart
	for station := range 9 {
		for block := range 4 {
			p := CalibratedPart{Station: station, Block: block}
			if block != 3 || station == 2 { // one station alone controls the last block
				p.Controls, p.ControlObserved, p.ControlExpected = 3, float64(5+random.IntN(9)), 5+5*random.Float64()
			}
			if station != 2 {
				p.Supported, p.Observed, p.Expected = 2, float64(4+random.IntN(5)), 8*random.Float64()
			}
			// What a station is in a block may come in pieces.
			parts = append(parts, CalibratedPart{Station: station, Block: block, Supported: p.Supported, Observed: p.Observed, Expected: p.Expected})
			p.Supported, p.Observed, p.Expected = 0, 0, 0
			parts = append(parts, p)
		}
	}
	parts = append(parts, CalibratedPart{Station: 40, Block: 1}) // holds nothing and is not counted
	of := func(left int) float64 {
		var sums [4]CalibratedPart
		for _, p := range parts {
			if p.Station != left {
				sums[p.Block] = sums[p.Block].plus(p, 1)
			}
		}
		o, e := 0.0, 0.0
		for _, s := range sums {
			if s.Controls > 0 {
				o, e = o+s.Observed, e+s.ControlObserved/s.ControlExpected*s.Expected
			}
		}
		return math.Log(o / e)
	}
	var ratios []float64
	for station := range 9 {
		ratios = append(ratios, of(station))
	}
	j, ok := NewJackknife(parts)
	if !ok || j.Stations != 9 {
		t.Fatalf("%+v, %v", j, ok)
	}
	editiontest.Check(t, "ℓ", j.LogRatio, of(-1))
	editiontest.Check(t, "v", j.Variance, 8.0*8/9*SampleVariance(ratios)) // (J−1)/J·Σ = (J−1)²/J·variance
	for i := range parts {
		if parts[i].Station > 0 {
			parts[i].Observed = 0
		}
	}
	if _, ok := NewJackknife(parts); ok {
		t.Error("without station 0 nothing was observed")
	}
}
