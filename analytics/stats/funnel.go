package stats

import (
	"math"
	"slices"
)

// Proportion is x of n: a proportion, or observed over expected.
type Proportion struct{ X, N float64 }

// FunnelLimits are the limits of a funnel plot at one denominator, clipped to 0…1 for a proportion and at 0 for a ratio.
type FunnelLimits struct{ Low998, Low95, High95, High998 float64 }

// The classes of a point of a funnel: strictly outside the 99.8 % limits, the 95 % limits, or within.
const (
	FunnelLow998  = "low_998"
	FunnelHigh998 = "high_998"
	FunnelLow95   = "low_95"
	FunnelHigh95  = "high_95"
	FunnelWithin  = "within"
)

// The probabilities in the tails beyond the outer and the inner limits.
const (
	outerTail = 0.001
	innerTail = 0.025
)

// MinFunnelStations is the number of points from which the limits are widened for overdispersion.
const MinFunnelStations = 10

// FunnelPoint is one station of a funnel plot. Limits are those to draw and to judge by, Exact those without the
// adjustment for overdispersion.
type FunnelPoint struct {
	Proportion
	Z                 float64 // (x/n − θ)/√(θ(1−θ)/n), of a ratio (O − E)/√E; 0 where nothing varies
	Exact, Limits     FunnelLimits
	ClassExact, Class string
}

// Funnel is a funnel plot (methods CHT-3 and CHT-3b, Spiegelhalter 2005).
type Funnel struct {
	Target   float64 // θ = Σx/Σn; 1 for ratios
	Ratio    bool    // of observed over expected, by Poisson limits
	Q10, Q90 float64 // quantiles at which z is winsorised
	Phi      float64 // overdispersion: the mean of the winsorised z²
	Adjusted bool    // the limits are widened: φ > 1 and ten stations or more
	Points   []FunnelPoint
}

// NewFunnel makes the funnel of proportions x/n. Points with n = 0 have no proportion and must not be given; ok is
// false without any point.
func NewFunnel(points []Proportion) (f Funnel, ok bool) {
	x, n := 0.0, 0.0
	for _, p := range points {
		x += p.X
		n += p.N
	}
	if n == 0 {
		return f, false
	}
	f.Target = x / n
	f.compare(points)
	return f, true
}

// NewRatioFunnel makes the funnel of the ratios of observed counts X to expected ones N (CHT-3b). Points with N = 0 must
// not be given; ok is false without any point.
func NewRatioFunnel(points []Proportion) (f Funnel, ok bool) {
	if len(points) == 0 {
		return f, false
	}
	f.Target, f.Ratio = 1, true
	f.compare(points)
	return f, true
}

func (f *Funnel) compare(points []Proportion) {
	var z []float64
	for _, p := range points {
		z = append(z, f.score(p))
	}
	f.overdispersion(z)
	for i, p := range points {
		f.Points = append(f.Points, f.point(p, z[i]))
	}
}

func (f *Funnel) score(p Proportion) float64 {
	variance := f.Target / p.N
	if !f.Ratio {
		variance *= 1 - f.Target
	}
	if variance == 0 {
		return 0
	}
	return (p.X/p.N - f.Target) / math.Sqrt(variance)
}

func (f *Funnel) overdispersion(z []float64) {
	sorted := slices.Sorted(slices.Values(z))
	f.Q10, f.Q90 = Quantile(sorted, 0.1), Quantile(sorted, 0.9)
	for _, v := range z {
		w := min(max(v, f.Q10), f.Q90)
		f.Phi += w * w
	}
	f.Phi /= float64(len(z))
	f.Adjusted = Compare(f.Phi, 1) > 0 && len(z) >= MinFunnelStations
}

func (f *Funnel) point(p Proportion, z float64) FunnelPoint {
	exact, adjusted := f.limits(p.N)
	q := FunnelPoint{Proportion: p, Z: z, Exact: exact, Limits: exact}
	if f.Adjusted {
		q.Limits = adjusted
	}
	q.ClassExact, q.Class = q.Exact.Class(p.X/p.N), q.Limits.Class(p.X/p.N)
	return q
}

// LimitsAt gives the limits at a denominator, for the curves of the plot.
func (f *Funnel) LimitsAt(n float64) FunnelLimits {
	exact, adjusted := f.limits(n)
	if f.Adjusted {
		return adjusted
	}
	return exact
}

// AdjustedAt gives the limits at a denominator as overdispersion widens them, whether the funnel uses them or not.
func (f *Funnel) AdjustedAt(n float64) FunnelLimits {
	_, adjusted := f.limits(n)
	return adjusted
}

// limits at a denominator. Where the target is 0 or 1 nothing varies, and the limits are the target itself: nothing can
// be outside.
func (f *Funnel) limits(n float64) (exact, adjusted FunnelLimits) {
	law, top := countLaw(poissonLaw{n}), math.Inf(1)
	if !f.Ratio {
		law, top = binomialLaw{n, f.Target}, 1
	}
	raw := [4]float64{f.Target, f.Target, f.Target, f.Target}
	if f.Ratio || f.Target > 0 && f.Target < 1 {
		raw = [4]float64{lowerLimit(law, outerTail) / n, lowerLimit(law, innerTail) / n, upperLimit(law, innerTail) / n, upperLimit(law, outerTail) / n}
	}
	var e, a [4]float64
	for i, limit := range raw {
		e[i] = min(max(limit, 0), top)
		a[i] = min(max(f.Target+math.Sqrt(f.Phi)*(limit-f.Target), 0), top)
	}
	return FunnelLimits{e[0], e[1], e[2], e[3]}, FunnelLimits{a[0], a[1], a[2], a[3]}
}

// Class judges a proportion or ratio by the limits.
func (l FunnelLimits) Class(p float64) string {
	switch {
	case Compare(p, l.Low998) < 0:
		return FunnelLow998
	case Compare(p, l.High998) > 0:
		return FunnelHigh998
	case Compare(p, l.Low95) < 0:
		return FunnelLow95
	case Compare(p, l.High95) > 0:
		return FunnelHigh95
	}
	return FunnelWithin
}
