package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// countLaw is the law of a count: of successes, or of events.
type countLaw interface {
	atMost(k float64) float64  // P(X ≤ k)
	atLeast(k float64) float64 // P(X ≥ k)
	term(k float64) float64    // P(X = k)
	bound() float64            // a count that is hardly ever reached, to search up to
}

// lowerLimit is R − (F(R) − tail)/f(R) with R the smallest count for which F(R) ≥ tail (methods CHT-3), unclipped.
func lowerLimit(law countLaw, tail float64) float64 {
	low, high := -1.0, law.bound() // F(low) < tail ≤ F(high)
	for high-low > 1 {
		middle := math.Floor((low + high) / 2)
		if law.atMost(middle) < tail {
			low = middle
		} else {
			high = middle
		}
	}
	return high - (law.atMost(high)-tail)/law.term(high)
}

// upperLimit is s + (G(s) − tail)/f(s) with s the largest count for which G(s) = P(X ≥ s) ≥ tail, unclipped. So a count is
// beyond a limit exactly when its own tail is smaller than that of the limit.
func upperLimit(law countLaw, tail float64) float64 {
	low, high := 0.0, law.bound()+1 // G(low) ≥ tail > G(high)
	for high-low > 1 {
		middle := math.Floor((low + high) / 2)
		if law.atLeast(middle) < tail {
			high = middle
		} else {
			low = middle
		}
	}
	return low + (law.atLeast(low)-tail)/law.term(low)
}

type binomialLaw struct{ n, p float64 }

func (b binomialLaw) bound() float64 { return b.n }

func (b binomialLaw) atMost(k float64) float64 {
	switch {
	case k < 0:
		return 0
	case k >= b.n:
		return 1
	}
	return mathext.RegIncBeta(b.n-k, k+1, 1-b.p)
}

func (b binomialLaw) atLeast(k float64) float64 {
	switch {
	case k <= 0:
		return 1
	case k > b.n:
		return 0
	}
	return mathext.RegIncBeta(k, b.n-k+1, b.p)
}

func (b binomialLaw) term(k float64) float64 {
	all, _ := math.Lgamma(b.n + 1)
	some, _ := math.Lgamma(k + 1)
	rest, _ := math.Lgamma(b.n - k + 1)
	return math.Exp(all - some - rest + k*math.Log(b.p) + (b.n-k)*math.Log1p(-b.p))
}

type poissonLaw struct{ mean float64 }

func (p poissonLaw) bound() float64 { return math.Ceil(p.mean + 20*math.Sqrt(p.mean) + 40) }

func (p poissonLaw) atMost(k float64) float64 {
	if k < 0 {
		return 0
	}
	return mathext.GammaIncRegComp(k+1, p.mean)
}

func (p poissonLaw) atLeast(k float64) float64 {
	if k <= 0 {
		return 1
	}
	return mathext.GammaIncReg(k, p.mean)
}

func (p poissonLaw) term(k float64) float64 {
	factorial, _ := math.Lgamma(k + 1)
	return math.Exp(k*math.Log(p.mean) - p.mean - factorial)
}
