package stats

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"
)

// ErrNotEstimable says that the data do not determine a model's parameters.
var ErrNotEstimable = errors.New("the data do not determine the model")

// SeriesWeek is one week of an interrupted time series: referrals, and those expected from the case mix.
type SeriesWeek struct{ Referrals, Expected float64 }

// weeksOfYear is the length of a year in weeks, as the methods document sets it.
const weeksOfYear = 52.1775

// TimeSeries is the fit of an interrupted time series (methods RA-3; Wagner et al. 2002).
type TimeSeries struct {
	Params, SE       []float64 // b0, b1, b2, b3 and, with harmonics, b4, b5
	Phi              float64   // Pearson X²/df
	Avoided          float64   // Σ over t ≥ t0 of μ0 − μ1
	Without          float64   // Σ over t ≥ t0 of μ0, of which Avoided is a part
	SEAvoided        float64   // by the delta method
	Low, High        float64   // 95 %, normal
	Lag1             float64   // autocorrelation of the Pearson residuals
	Before, After    int       // weeks before t0 and from it on
	design, baseline [][]float64
}

// FitTimeSeries fits ln μ = ln e + b0 + b1 t + b2 P + b3 P (t − t0) (+ b4 sin + b5 cos of the year), quasi-Poisson, to
// the weeks t = 0, 1, …; P = 1 from start on. A week without an expected count is a gap: it has its place in time and no
// part in the fit. The error is ErrNotEstimable.
func FitTimeSeries(weeks []SeriesWeek, start int, harmonics bool) (*TimeSeries, error) {
	s := &TimeSeries{Before: start, After: len(weeks) - start}
	if start <= 0 || start >= len(weeks) {
		return nil, ErrNotEstimable
	}
	kept := make([]SeriesWeek, 0, len(weeks))
	for t, w := range weeks {
		if w.Expected > 0 {
			kept = append(kept, w)
			s.design = append(s.design, seriesRow(t, start, t >= start, harmonics))
			s.baseline = append(s.baseline, seriesRow(t, start, false, harmonics))
		}
	}
	if weeks = kept; len(weeks) == 0 || len(weeks) <= len(s.design[0]) {
		return nil, ErrNotEstimable
	}
	covariance, err := s.fit(weeks)
	if err != nil {
		return nil, err
	}
	s.residuals(weeks)
	for j := range s.Params {
		s.SE = append(s.SE, math.Sqrt(s.Phi*covariance.At(j, j)))
	}
	s.avoided(weeks, covariance)
	return s, nil
}

func seriesRow(t, start int, after, harmonics bool) []float64 {
	row := []float64{1, float64(t), 0, 0}
	if after {
		row[2], row[3] = 1, float64(t-start)
	}
	if harmonics {
		sin, cos := math.Sincos(2 * math.Pi * float64(t) / weeksOfYear)
		row = append(row, sin, cos)
	}
	return row
}

// fit finds the maximum of the likelihood by Newton's method and gives (X'diag(μ)X)⁻¹.
func (s *TimeSeries) fit(weeks []SeriesWeek) (*mat.SymDense, error) {
	k := len(s.design[0])
	s.Params = make([]float64, k)
	sum, expected := 0.0, 0.0
	for _, w := range weeks {
		sum += w.Referrals
		expected += w.Expected
	}
	if sum == 0 || expected == 0 {
		return nil, ErrNotEstimable
	}
	s.Params[0] = math.Log(sum / expected)
	var cholesky mat.Cholesky
	for range maxSteps {
		information, score := mat.NewSymDense(k, nil), mat.NewVecDense(k, nil)
		for t, w := range weeks {
			mu := s.mean(s.design[t], w)
			for a, x := range s.design[t] {
				score.SetVec(a, score.AtVec(a)+x*(w.Referrals-mu))
				for b := a; b < k; b++ {
					information.SetSym(a, b, information.At(a, b)+mu*x*s.design[t][b])
				}
			}
		}
		var step mat.VecDense
		if !cholesky.Factorize(information) || cholesky.SolveVecTo(&step, score) != nil {
			return nil, ErrNotEstimable
		}
		largest := 0.0
		for j := range s.Params {
			s.Params[j] += step.AtVec(j)
			largest = max(largest, math.Abs(step.AtVec(j)))
		}
		if largest < 1e-12 {
			var inverse mat.SymDense
			return &inverse, cholesky.InverseTo(&inverse)
		}
	}
	return nil, ErrNotEstimable
}

func (s *TimeSeries) mean(row []float64, w SeriesWeek) float64 {
	eta := 0.0
	for j, x := range row {
		eta += x * s.Params[j]
	}
	return w.Expected * math.Exp(eta)
}

// residuals computes φ and the lag-1 autocorrelation from the Pearson residuals.
func (s *TimeSeries) residuals(weeks []SeriesWeek) {
	previous, squares, products := 0.0, 0.0, 0.0
	for t, w := range weeks {
		mu := s.mean(s.design[t], w)
		e := (w.Referrals - mu) / math.Sqrt(mu)
		squares += e * e
		products += e * previous
		previous = e
	}
	s.Phi = squares / float64(len(weeks)-len(s.Params))
	if squares > 0 {
		s.Lag1 = products / squares
	}
}

// avoided sums μ0 − μ1 over the weeks with P = 1; its gradient is Σ (μ0 x0 − μ1 x1).
func (s *TimeSeries) avoided(weeks []SeriesWeek, covariance *mat.SymDense) {
	gradient := mat.NewVecDense(len(s.Params), nil)
	for t := range weeks {
		if s.design[t][2] == 0 {
			continue
		}
		without, with := s.mean(s.baseline[t], weeks[t]), s.mean(s.design[t], weeks[t])
		s.Avoided += without - with
		s.Without += without
		for j := range s.Params {
			gradient.SetVec(j, gradient.AtVec(j)+without*s.baseline[t][j]-with*s.design[t][j])
		}
	}
	s.SEAvoided = math.Sqrt(s.Phi * mat.Inner(gradient, covariance, gradient))
	z := Z(0.95)
	s.Low, s.High = s.Avoided-z*s.SEAvoided, s.Avoided+z*s.SEAvoided
}
