package stats

import (
	"fmt"
	"math"
	"testing"

	"luanphien/analytics/editiontest"
)

func TestZ(t *testing.T) {
	editiontest.Check(t, "z 95 %", Z(0.95), 1.9599640)
	editiontest.Check(t, "z 99.8 %", Z(0.998), 3.0902323)
}

func TestWilsonVector(t *testing.T) {
	var want []map[string]float64
	editiontest.VectorJSON(t, "wilson.expected.json", &want)
	for _, w := range want {
		for _, c := range []string{"0.95", "0.998"} {
			low, high, ok := Wilson(w["x"], w["n"], editiontest.Number(t, c))
			what := fmt.Sprintf("%g/%g at %s", w["x"], w["n"], c)
			if !ok {
				t.Errorf("%s: not applicable", what)
			}
			editiontest.Check(t, what+" low", low, w["lower_"+c])
			editiontest.Check(t, what+" high", high, w["upper_"+c])
		}
	}
	if _, _, ok := Wilson(0, 0, 0.95); ok {
		t.Error("0/0 has an interval")
	}
}

func TestPoissonVector(t *testing.T) {
	low, high := PoissonInterval(12, 0.95)
	editiontest.Check(t, "12 low", low, 6.200575)
	editiontest.Check(t, "12 high", high, 20.961585)
	if low, _ := PoissonInterval(0, 0.95); low != 0 {
		t.Errorf("0 low = %g", low)
	}
}

func TestBayesVector(t *testing.T) {
	groups := map[string][]Stratum{}
	for _, row := range editiontest.VectorCSV(t, "eb_small.csv") {
		groups[row["group"]] = append(groups[row["group"]],
			Stratum{editiontest.Number(t, row["visits"]), editiontest.Number(t, row["referrals"])})
	}
	var want map[string]struct {
		K           int
		N, M, S2, A float64
		Alpha, Beta *float64
		Stations    []struct{ Raw, EB, Var float64 }
	}
	editiontest.VectorJSON(t, "eb_small.expected.json", &want)
	for g, w := range want {
		p := NewPrior(groups[g])
		if p.K != w.K || p.N != w.N {
			t.Errorf("%s: K, N = %d, %g, want %d, %g", g, p.K, p.N, w.K, w.N)
		}
		editiontest.Check(t, g+" m", p.M, w.M)
		editiontest.Check(t, g+" s²", p.S2, w.S2)
		editiontest.Check(t, g+" A", p.A, w.A)
		if w.Alpha != nil {
			editiontest.Check(t, g+" α", p.Alpha, *w.Alpha)
			editiontest.Check(t, g+" β", p.Beta, *w.Beta)
		}
		for i, s := range w.Stations {
			editiontest.Check(t, fmt.Sprint(g, i, " rate"), p.Rate(groups[g][i]), s.EB)
			editiontest.Check(t, fmt.Sprint(g, i, " variance"), p.Variance(groups[g][i]), s.Var)
		}
	}
}

// A station without baseline visits has the province's rate and variance.
func TestBayesWithoutVisits(t *testing.T) {
	p := NewPrior([]Stratum{{200, 10}, {200, 60}, {0, 0}})
	if p.K != 2 || p.A <= 0 {
		t.Fatalf("prior %+v", p)
	}
	editiontest.Check(t, "rate", p.Rate(Stratum{}), p.M)
	editiontest.Check(t, "variance", p.Variance(Stratum{}), p.A)
	if p := NewPrior(nil); p.N != 0 || p.M != 0 {
		t.Errorf("prior of nothing %+v", p)
	}
}

func TestPredictiveVector(t *testing.T) {
	var want []struct {
		Expected      float64 `json:"expected"`
		VarPredictive float64 `json:"var_predictive"`
		QLow          int     `json:"q_low"`
		QHigh         int     `json:"q_high"`
		CDFLow        float64 `json:"cdf_at_low"`
		CDFHigh       float64 `json:"cdf_at_high"`
	}
	editiontest.VectorJSON(t, "nb_predictive.expected.json", &want)
	for _, w := range want {
		p := Predictive{w.Expected, w.VarPredictive}
		low, high := p.Interval()
		if low != w.QLow || high != w.QHigh {
			t.Errorf("%+v: %d to %d, want %d to %d", p, low, high, w.QLow, w.QHigh)
		}
		editiontest.Check(t, "CDF low", p.CDF(low), w.CDFLow)
		editiontest.Check(t, "CDF high", p.CDF(high), w.CDFHigh)
	}
}

// The quantiles are the smallest counts for small and for large means, and the law matches a plain sum of its terms.
func TestPredictiveBySummation(t *testing.T) {
	for _, p := range []Predictive{{0.05, 0.06}, {1, 1}, {5, 30}, {40, 41}, {700, 900}, {3000, 30000}, {3000, 3000}} {
		for _, prob := range []float64{0.025, 0.5, 0.975} {
			q, sum := -1, 0.0
			for sum < prob {
				q++
				sum += term(p, q)
			}
			if got := p.Quantile(prob); got != q {
				t.Errorf("%+v: quantile %g = %d, by summation %d", p, prob, got, q)
			}
		}
	}
	if q := (Predictive{}).Quantile(0.975); q != 0 {
		t.Errorf("quantile of nothing = %d", q)
	}
	if q := (Predictive{2e6, 5e6}).Quantile(0.5); math.Abs(float64(q)-2e6) > 10 {
		t.Errorf("median of two million = %d", q)
	}
}

// With a variance just above the mean the negative binomial is the Poisson to within its steps.
func TestPredictiveNearPoisson(t *testing.T) {
	for _, mean := range []float64{0.8, 6.4, 600.5, 20000} {
		low, high := Predictive{mean, mean}.Interval()
		gotLow, gotHigh := Predictive{mean, mean * (1 + 1e-8)}.Interval()
		if low != gotLow || high != gotHigh {
			t.Errorf("mean %g: %d to %d, Poisson %d to %d", mean, gotLow, gotHigh, low, high)
		}
	}
}

// term is the probability of the count q, by logarithms of gamma functions.
func term(p Predictive, q int) float64 {
	n := float64(q)
	factorial, _ := math.Lgamma(n + 1)
	k := p.Size()
	if math.IsInf(k, 1) {
		return math.Exp(n*math.Log(p.Mean) - p.Mean - factorial)
	}
	a, _ := math.Lgamma(k + n)
	b, _ := math.Lgamma(k)
	return math.Exp(a - b - factorial + k*math.Log(k/(k+p.Mean)) + n*math.Log(p.Mean/(k+p.Mean)))
}
