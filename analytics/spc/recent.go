package spc

import (
	"math"

	"luanphien/analytics/stats"
)

// RecentRules are the configurable numbers of the recent trend.
type RecentRules struct {
	Blocks, BlockWeeks int
	LeastWeeks         int     // of a block with anything counted
	LeastEvents        float64 // and so many others
	Critical           float64 // of χ² with one degree of freedom
}

// DefaultRecent are those of the methods document: five blocks of four weeks, 99.8 %.
var DefaultRecent = RecentRules{Blocks: 5, BlockWeeks: 4, LeastWeeks: 2, LeastEvents: 5, Critical: 9.549536}

// The results of a recent trend, and why.
const (
	TrendNotApplicable = "not_applicable" // the counts are not known, or are planned
	TrendNotCalculated = "not_calculated"
	TrendNone          = "no_change"
	TrendUp            = "increasing"
	TrendDown          = "decreasing"

	BlockWithoutWeeks = "block_without_two_weeks"
	AllOrNone         = "all_or_none"
	TooFewEvents      = "too_few_events"
	BelowCritical     = "below_critical"
	OneBlockDecides   = "one_block_decides"
	IsTrend           = "trend"
)

// Recent is the trend of a proportion over its last blocks of weeks: a χ² test for trend, deflated by the variation
// between blocks and weeks, whose sign no single block decides (CHT-5, after OHID Fingertips).
type Recent struct {
	Result, Reason string
	Judgement      string    // improving, worsening, no_change; of a neutral series the result; "" where nothing was calculated
	X, N           []float64 // summed by block
	Chi2, Phi      float64
	Adjusted       float64 // Chi2 / Phi
}

// recentTrend computes the trend of the last weeks up to the last one that counts.
func recentTrend(s Series, rules RecentRules) Recent {
	if s.Counts == nil || len(s.Values) == 0 {
		return Recent{Result: TrendNotApplicable}
	}
	r := Recent{X: make([]float64, rules.Blocks), N: make([]float64, rules.Blocks), Phi: 1}
	var weeks []Count
	held := make([]int, rules.Blocks)
	for i, c := range s.Counts {
		ago := int(s.Last.Sub(s.Mondays[i]).Hours()/24) / 7
		if ago < 0 || ago >= rules.Blocks*rules.BlockWeeks || c.N <= 0 {
			continue
		}
		b := rules.Blocks - 1 - ago/rules.BlockWeeks
		r.X[b], r.N[b] = r.X[b]+c.X, r.N[b]+c.N
		held[b]++
		weeks = append(weeks, c)
	}
	x, n := sum(r.X), sum(r.N)
	for _, count := range held {
		if count < rules.LeastWeeks {
			r.Result, r.Reason = TrendNotCalculated, BlockWithoutWeeks
			return r
		}
	}
	switch {
	case x == 0 || x == n:
		r.Result, r.Reason, r.Judgement = TrendNone, AllOrNone, TrendNone
		return r
	case math.Min(x, n-x) < rules.LeastEvents:
		r.Result, r.Reason = TrendNotCalculated, TooFewEvents
		return r
	}
	r.test(weeks, rules.Critical)
	r.judge(s.Direction)
	return r
}

// test computes χ² of the trend with its dispersion, and says what it comes to.
func (r *Recent) test(weeks []Count, critical float64) {
	x, n := sum(r.X), sum(r.N)
	p := x / n
	var square, weighted, between, within float64
	for b := range r.X {
		score := float64(b + 1)
		square += score * score * r.N[b]
		weighted += score * r.N[b]
		between += excess(r.X[b], r.N[b], p)
	}
	for _, w := range weeks {
		within += excess(w.X, w.N, p)
	}
	slope := slopeOf(r.X, r.N, -1)
	r.Chi2 = slope * slope / (p * (1 - p) * (square - weighted*weighted/n))
	r.Phi = math.Max(1, math.Max((between-r.Chi2)/3, (within-r.Chi2)/float64(len(weeks)-2)))
	r.Adjusted = r.Chi2 / r.Phi
	if stats.Compare(r.Adjusted, critical) <= 0 {
		r.Result, r.Reason = TrendNone, BelowCritical
		return
	}
	for b := range r.X {
		if sign(slopeOf(r.X, r.N, b)) != sign(slope) {
			r.Result, r.Reason = TrendNone, OneBlockDecides
			return
		}
	}
	r.Result, r.Reason = TrendDown, IsTrend
	if slope > 0 {
		r.Result = TrendUp
	}
}

func (r *Recent) judge(d Direction) {
	r.Judgement = r.Result
	if r.Result == TrendNone || d == Neutral {
		return
	}
	r.Judgement = "worsening"
	if (r.Result == TrendUp) == (d == Increase) {
		r.Judgement = "improving"
	}
}

// slopeOf is Σ s(x − np), p the proportion of the blocks that count: all but one, or all where that is -1.
func slopeOf(x, n []float64, without int) (slope float64) {
	var sx, sn float64
	for b := range x {
		if b != without {
			sx, sn = sx+x[b], sn+n[b]
		}
	}
	for b := range x {
		if b != without && sn > 0 {
			slope += float64(b+1) * (x[b] - n[b]*sx/sn)
		}
	}
	return slope
}

// sign compares with 0 by the tolerance of the methods.
func sign(v float64) int { return stats.Compare(v, 0) }

func excess(x, n, p float64) float64 { return (x - n*p) * (x - n*p) / (n * p * (1 - p)) }

func sum(list []float64) (total float64) {
	for _, v := range list {
		total += v
	}
	return total
}
