package stats

// Stratum is the baseline of one station in one diagnosis group: visits N and referrals Y over its valid cells.
type Stratum struct{ N, Y float64 }

// Prior is the gamma prior of one group by the moments of Marshall 1991 (methods §4.1 step 2).
type Prior struct {
	K           int     // stations with N > 0
	N, Y        float64 // sums
	M           float64 // mean rate
	S2          float64 // weighted variance of the raw rates
	A           float64 // variance between stations; 0 = none beyond chance
	Alpha, Beta float64 // 0 when A = 0
}

// NewPrior takes the strata of a group. A prior with N = 0 cannot estimate anything.
func NewPrior(strata []Stratum) Prior {
	var p Prior
	for _, s := range strata {
		if s.N > 0 {
			p.K++
			p.N += s.N
			p.Y += s.Y
		}
	}
	if p.N == 0 {
		return p
	}
	p.M = p.Y / p.N
	for _, s := range strata {
		if s.N > 0 {
			d := s.Y/s.N - p.M
			p.S2 += s.N * d * d
		}
	}
	p.S2 /= p.N
	p.A = max(0, p.S2-p.M*float64(p.K)/p.N)
	if p.A > 0 {
		p.Alpha, p.Beta = p.M*p.M/p.A, p.M/p.A
	}
	return p
}

// Rate is the shrunk rate of a stratum. A stratum without visits has the mean of the group.
func (p Prior) Rate(s Stratum) float64 {
	if p.A == 0 {
		return p.M
	}
	return (p.Alpha + s.Y) / (p.Beta + s.N)
}

// Variance is the variance of Rate. Where A = 0 it is one variance that all strata of the group share.
func (p Prior) Variance(s Stratum) float64 {
	if p.A == 0 {
		return p.M / p.N
	}
	return (p.Alpha + s.Y) / ((p.Beta + s.N) * (p.Beta + s.N))
}
