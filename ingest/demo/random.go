package demo

import (
	"math"
	"math/rand/v2"
)

// source is a stream of pseudo-random numbers. Every table draws from a stream of its own, so that a change to one
// leaves the others as they are.
type source struct{ *rand.Rand }

// The streams, one a table or a concern.
const (
	streamStations uint64 = iota + 1
	streamWorkers
	streamNeeds
	streamPostings
	streamFates
	streamAbsences
	streamOutages
	streamActivity
	streamIndicators
	streamStationReports
	streamWorkerReports
	streamIncidents
)

func (p *Province) source(stream uint64) source { return source{rand.New(rand.NewPCG(p.seed, stream))} }

// chance is true with probability p.
func (s source) chance(p float64) bool { return s.Float64() < p }

// between is a whole number from lo to hi, both included.
func (s source) between(lo, hi int) int { return lo + s.IntN(hi-lo+1) }

// factor is a log-normal factor with mean 1 and the given standard deviation of its logarithm.
func (s source) factor(sigma float64) float64 {
	return math.Exp(sigma*s.NormFloat64() - sigma*sigma/2)
}

// poisson counts events of a given mean, by multiplying uniforms (Knuth); the means here stay below a few hundred.
func (s source) poisson(mean float64) int {
	if mean <= 0 {
		return 0
	}
	limit, product, n := math.Exp(-mean), s.Float64(), 0
	for product > limit {
		product *= s.Float64()
		n++
	}
	return n
}

// binomial counts successes among n trials of probability p.
func (s source) binomial(n int, p float64) int {
	hits := 0
	for range n {
		if s.chance(p) {
			hits++
		}
	}
	return hits
}

// pick is one of the given values.
func pick[T any](s source, values []T) T { return values[s.IntN(len(values))] }

// weighted is an index, drawn in proportion to the weights.
func (s source) weighted(weights []float64) int {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	at := s.Float64() * total
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}
