package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"
)

// Proportion is x of n.
type Proportion struct{ X, N float64 }

// FunnelLimits are the limits of a funnel plot at one denominator, as proportions clipped to 0…1.
type FunnelLimits struct{ Low998, Low95, High95, High998 float64 }

// The classes of a point of a funnel: strictly outside the 99.8 % limits, the 95 % limits, or within.
const (
	FunnelLow998  = "low_998"
	FunnelHigh998 = "high_998"
	FunnelLow95   = "low_95"
	FunnelHigh95  = "high_95"
	FunnelWithin  = "within"
)

// funnelTails are the probabilities of the four limits.
var funnelTails = [4]float64{0.001, 0.025, 0.975, 0.999}

// minFunnelStations is the number of points from which the limits are widened for overdispersion.
const minFunnelStations = 10

// FunnelPoint is one station of a funnel plot. Limits are those to draw and to judge by, Exact those without the
// adjustment for overdispersion.
type FunnelPoint struct {
	Proportion
	Z                 float64 // (x/n − θ)/√(θ(1−θ)/n); 0 where θ is 0 or 1
	Exact, Limits     FunnelLimits
	ClassExact, Class string
}

// Funnel is a funnel plot (methods CHT-3, Spiegelhalter 2005).
type Funnel struct {
	Target   float64 // θ = Σx/Σn
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
	var z []float64
	for _, p := range points {
		z = append(z, f.score(p))
	}
	f.overdispersion(z)
	for i, p := range points {
		f.Points = append(f.Points, f.point(p, z[i]))
	}
	return f, true
}

func (f *Funnel) score(p Proportion) float64 {
	variance := f.Target * (1 - f.Target) / p.N
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
	f.Adjusted = f.Phi > 1 && len(z) >= minFunnelStations
}

func (f *Funnel) point(p Proportion, z float64) FunnelPoint {
	exact, adjusted := f.limits(p.N)
	q := FunnelPoint{Proportion: p, Z: z, Exact: exact, Limits: exact}
	if f.Adjusted {
		q.Limits = adjusted
	}
	q.ClassExact, q.Class = q.Exact.class(p.X/p.N), q.Limits.class(p.X/p.N)
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

func (f *Funnel) limits(n float64) (exact, adjusted FunnelLimits) {
	var e, a [4]float64
	for i, tail := range funnelTails {
		limit := binomialLimit(tail, n, f.Target)
		e[i] = min(max(limit, 0), 1)
		a[i] = min(max(f.Target+math.Sqrt(f.Phi)*(limit-f.Target), 0), 1)
	}
	return FunnelLimits{e[0], e[1], e[2], e[3]}, FunnelLimits{a[0], a[1], a[2], a[3]}
}

func (l FunnelLimits) class(p float64) string {
	switch {
	case p < l.Low998:
		return FunnelLow998
	case p > l.High998:
		return FunnelHigh998
	case p < l.Low95:
		return FunnelLow95
	case p > l.High95:
		return FunnelHigh95
	}
	return FunnelWithin
}

// binomialLimit is (R − (F(R) − P)/f(R))/n with R the smallest count for which F(R) ≥ P, unclipped. Where θ is 0 or 1
// there is no variation, and the limit is θ itself.
func binomialLimit(tail, n, theta float64) float64 {
	if theta == 0 || theta == 1 {
		return theta
	}
	low, high := -1.0, n // F(low) < tail ≤ F(high)
	for high-low > 1 {
		middle := math.Floor((low + high) / 2)
		if binomialCDF(middle, n, theta) < tail {
			low = middle
		} else {
			high = middle
		}
	}
	return (high - (binomialCDF(high, n, theta)-tail)/binomialTerm(high, n, theta)) / n
}

func binomialCDF(k, n, theta float64) float64 {
	switch {
	case k < 0:
		return 0
	case k >= n:
		return 1
	}
	return mathext.RegIncBeta(n-k, k+1, 1-theta)
}

func binomialTerm(k, n, theta float64) float64 {
	a, _ := math.Lgamma(n + 1)
	b, _ := math.Lgamma(k + 1)
	c, _ := math.Lgamma(n - k + 1)
	return math.Exp(a - b - c + k*math.Log(theta) + (n-k)*math.Log1p(-theta))
}
