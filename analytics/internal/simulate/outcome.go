package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"

	"luanphien/analytics"
)

// outcome is a row of the table: sums over the provinces of one setting.
type outcome struct {
	setting
	runs                     int
	truth, expected, width   float64
	estimate, squares        float64 // of RA-1, and of its errors
	held                     int     // intervals of RA-1 that hold the truth
	unadjusted               float64 // Σ RA-0
	heldUnadjusted, withheld int
}

// try draws and estimates the provinces of a setting; province n has a seed of its own, so that the number of workers
// changes nothing.
func try(s setting, seed uint64, runs int) (outcome, error) {
	total := outcome{setting: s, runs: runs}
	results, errs := make([]outcome, runs), make([]error, runs)
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for n := range next {
				results[n], errs[n] = one(s, rand.New(rand.NewPCG(seed, uint64(n))))
			}
		})
	}
	for n := range runs {
		next <- n
	}
	close(next)
	wait.Wait()
	for n, r := range results {
		if errs[n] != nil {
			return total, errs[n]
		}
		total.add(r)
	}
	return total, nil
}

// one draws and estimates one province.
func one(s setting, random *rand.Rand) (outcome, error) {
	p := draw(s, random)
	trial, err := analytics.EstimateReferrals(p.strata, start)
	if err != nil {
		return outcome{}, err
	}
	e, raw := trial.Province, trial.Uncalibrated
	o := outcome{truth: p.truth, expected: e.Expected, width: e.High - e.Low, estimate: e.Avoided, unadjusted: raw.Avoided,
		squares: (e.Avoided - p.truth) * (e.Avoided - p.truth)}
	if e.Low <= p.truth && p.truth <= e.High {
		o.held = 1
	}
	if raw.Low <= p.truth && p.truth <= raw.High {
		o.heldUnadjusted = 1
	}
	if e.Expected == 0 {
		o.withheld = 1
	}
	return o, nil
}

func (o *outcome) add(r outcome) {
	o.truth += r.truth
	o.expected += r.expected
	o.width += r.width
	o.estimate += r.estimate
	o.squares += r.squares
	o.unadjusted += r.unadjusted
	o.held += r.held
	o.heldUnadjusted += r.heldUnadjusted
	o.withheld += r.withheld
}

// share is the share of intervals that hold the truth.
func (o outcome) share() float64 { return float64(o.held) / float64(o.runs) }

// bias is the mean error of RA-1: of the truth, or of E where the truth is none.
func (o outcome) bias() float64 {
	if o.ratio == 1 {
		return (o.estimate - o.truth) / o.expected
	}
	return (o.estimate - o.truth) / o.truth
}

// holds tells whether the claims hold for the setting.
func (o outcome) holds() bool {
	limit := 0.05
	if o.ratio == 1 {
		limit = 0.01
	}
	return o.share() >= 0.93 && o.share() <= 0.97 && math.Abs(o.bias()) < limit
}

func page(rows []outcome, runs int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `# Is the truth recovered?

`+"`make simulate`"+` writes this page: it draws %d provinces per setting from a fixed seed and estimates each by the same code
as the dashboard. A province has %d stations × %d diagnosis groups, %d weeks before the rotation and %d weeks of it, in which
%d stations never have a doctor and the others take turns of two to six weeks; base rates differ between stations (coefficient of
variation %.1f), %.0f %% of the weekly reports are missing. The true rate ratio while supported is 0.72, or 1. Season (±15 %%) and
trend (±30 %% over the time) are common to all stations. The truth is Σ visits × base rate × (1 − rate ratio) over the supported cells.

Claim: the 95 %% interval of RA-1 holds the truth in 93–97 %% of the provinces, and the mean error is below 5 %% of the truth, or
below 1 %% of E where the truth is none. RA-0, without calibration, is for comparison.

| setting | mean truth | mean RA-1 | mean error | interval holds truth | mean width | mean RA-0 | RA-0 holds truth | claim |
|---|---:|---:|---:|---:|---:|---:|---:|---|
`, runs, stations, groups, weeksBefore, weeksAfter, neverVisited, spread, 100*missing)
	for _, o := range rows {
		n := float64(o.runs)
		of, verdict := "of truth", "holds"
		if o.ratio == 1 {
			of = "of E"
		}
		if !o.holds() {
			verdict = "**fails**"
		}
		fmt.Fprintf(&b, "| %s | %.0f | %.0f | %+.2f %% %s | %.1f %% | %.0f | %.0f | %.1f %% | %s |\n", o.name, o.truth/n, o.estimate/n,
			100*o.bias(), of, 100*o.share(), o.width/n, o.unadjusted/n, 100*float64(o.heldUnadjusted)/n, verdict)
	}
	return b.String() + remarks
}
