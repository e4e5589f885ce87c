package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Predictive is the law of an unseen count: negative binomial with that mean and variance, or Poisson when the
// variance is no more than Mean·(1 + 1e-9) (methods §4.1 step 7).
type Predictive struct{ Mean, Variance float64 }

// Size is the size k = E²/(W − E) of the negative binomial; +Inf for the Poisson.
func (p Predictive) Size() float64 {
	if p.Variance <= p.Mean*(1+1e-9) {
		return math.Inf(1)
	}
	return p.Mean * p.Mean / (p.Variance - p.Mean)
}

// CDF is the probability of a count of at most q, by the regularised incomplete beta and gamma functions.
func (p Predictive) CDF(q int) float64 {
	if q < 0 {
		return 0
	}
	if p.Mean <= 0 {
		return 1
	}
	k := p.Size()
	if math.IsInf(k, 1) {
		return mathext.GammaIncRegComp(float64(q)+1, p.Mean)
	}
	return mathext.RegIncBeta(k, float64(q)+1, k/(k+p.Mean))
}

// Quantile is the smallest count whose CDF is at least prob.
func (p Predictive) Quantile(prob float64) int {
	low, high := -1, 1 // CDF(low) < prob ≤ CDF(high)
	for p.CDF(high) < prob {
		low, high = high, 2*high
	}
	for high-low > 1 {
		middle := low + (high-low)/2
		if p.CDF(middle) < prob {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// Interval gives the 2.5 % and 97.5 % quantiles.
func (p Predictive) Interval() (low, high int) { return p.Quantile(0.025), p.Quantile(0.975) }
