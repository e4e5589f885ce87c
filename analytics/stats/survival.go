package stats

import (
	"cmp"
	"math"
	"slices"
)

// Duration is the time until an event in days, or until the observation ended without one (censored).
type Duration struct {
	Days     float64
	Censored bool
}

// SurvivalStep is a step of a Kaplan–Meier curve. Lower and Upper are NaN where S = 0: the band is undefined there.
type SurvivalStep struct {
	Days           float64
	AtRisk, Events int
	Survival       float64
	Lower, Upper   float64
}

// Survival is the Kaplan–Meier estimate of the time until an event (methods CMP-6; Kaplan & Meier 1958, log-log band
// after Brookmeyer & Crowley 1982). A quantile that is not reached is nil.
type Survival struct {
	N, Events, Censored   int
	Median                *float64 // min{t : S(t) ≤ 0.5}, days
	MedianLow, MedianHigh *float64 // 95 %
	P90                   *float64 // min{t : S(t) ≤ 0.1}, days
	Curve                 []SurvivalStep
}

// KaplanMeier estimates the curve. At ties events come before censorings.
func KaplanMeier(durations []Duration) Survival {
	sorted := slices.SortedFunc(slices.Values(durations), func(a, b Duration) int { return cmp.Compare(a.Days, b.Days) })
	s := Survival{N: len(sorted)}
	z := Z(0.95)
	survival, variance := 1.0, 0.0
	for i := 0; i < len(sorted); {
		j, events := i, 0
		for ; j < len(sorted) && sorted[j].Days == sorted[i].Days; j++ {
			if !sorted[j].Censored {
				events++
			}
		}
		if events > 0 {
			n, d := float64(len(sorted)-i), float64(events)
			survival *= 1 - d/n
			variance += d / (n * (n - d))
			step := SurvivalStep{Days: sorted[i].Days, AtRisk: len(sorted) - i, Events: events, Survival: survival, Lower: math.NaN(), Upper: math.NaN()}
			if survival > 0 {
				sigma := math.Sqrt(variance) / math.Abs(math.Log(survival))
				step.Lower, step.Upper = math.Pow(survival, math.Exp(z*sigma)), math.Pow(survival, math.Exp(-z*sigma))
			}
			s.take(step)
		}
		i = j
	}
	s.Censored = s.N - s.Events
	return s
}

func (s *Survival) take(step SurvivalStep) {
	s.Events += step.Events
	s.Curve = append(s.Curve, step)
	reach := func(quantile **float64, value, level float64) {
		if *quantile == nil && Compare(value, level) <= 0 && !math.IsNaN(value) {
			days := step.Days
			*quantile = &days
		}
	}
	reach(&s.Median, step.Survival, 0.5)
	reach(&s.P90, step.Survival, 0.1)
	reach(&s.MedianLow, step.Lower, 0.5)
	reach(&s.MedianHigh, step.Upper, 0.5)
}
