package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sync"

	"luanphien/analytics"
)

// outcome is a row of the tables: sums over the provinces of one setting.
type outcome struct {
	setting
	runs                     int
	truth, expected, width   float64
	estimate                 float64 // Σ RA-1
	held                     int     // intervals of RA-1 that hold the truth
	shown, shownHeld         int     // provinces of which the press would be given the figure, and of these those that hold it
	unadjusted               float64 // Σ RA-0
	heldUnadjusted           int
	imputed                  float64 // Σ RA-4 − the truth of its cells
	imputedShown             int
	verdicts, falseVerdicts  int // stations that differ clearly; provinces with one, where there is no effect
	placebo, carry, disagree int // provinces in which the check fails
	allocation               int // provinces in which the allocation is told
	silence                  int // provinces in which it is told that weeks with a doctor go unreported more often, or less
	concentrated             int // provinces of which few stations decide the interval
	supported, others        reporting
}

// try draws and estimates the provinces of a setting; province n has a seed of its own, so that the number of workers
// changes nothing.
func try(s setting, seed uint64, runs, workers int) (outcome, error) {
	total := outcome{setting: s, runs: runs}
	results, errs := make([]outcome, runs), make([]error, runs)
	var wait sync.WaitGroup
	next := make(chan int)
	for range workers {
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
	trial, err := analytics.EstimateReferrals(p.strata, p.doctors, start)
	if err != nil {
		return outcome{}, err
	}
	e, raw := trial.Province, trial.Uncalibrated
	holds := func(e analytics.Estimate) bool { return e.Low <= p.truth && p.truth <= e.High }
	o := outcome{truth: p.truth, expected: e.Expected, width: e.High - e.Low, estimate: e.Avoided, unadjusted: raw.Avoided,
		held: count(holds(e)), heldUnadjusted: count(holds(raw)), placebo: count(trial.Placebo.ExcludesZero()),
		carry: count(trial.CarryOver.ExcludesZero()), disagree: count(trial.Disagrees), allocation: count(trial.Allocation.Told()),
		silence: count(trial.Silence.Told()), concentrated: count(e.Between != nil && e.Between.Concentrated()),
		supported: p.supported, others: p.others}
	if e.State == analytics.StateOK && len(trial.PressReasons(e)) == 0 {
		o.shown, o.shownHeld = 1, o.held
	}
	if f := trial.Imputation; f != nil && trial.ImputationState == analytics.StateOK {
		o.imputed, o.imputedShown = f.Avoided-p.truth, 1
	}
	for _, f := range trial.Stations {
		o.verdicts += count(f.Differs != nil && *f.Differs)
	}
	o.falseVerdicts = count(s.ratio == 1 && o.verdicts > 0)
	return o, nil
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

func (o *outcome) add(r outcome) {
	o.truth += r.truth
	o.expected += r.expected
	o.width += r.width
	o.estimate += r.estimate
	o.unadjusted += r.unadjusted
	o.imputed += r.imputed
	for _, pair := range [][2]*int{{&o.held, &r.held}, {&o.shown, &r.shown}, {&o.shownHeld, &r.shownHeld}, {&o.heldUnadjusted, &r.heldUnadjusted},
		{&o.imputedShown, &r.imputedShown}, {&o.verdicts, &r.verdicts}, {&o.falseVerdicts, &r.falseVerdicts}, {&o.placebo, &r.placebo},
		{&o.carry, &r.carry}, {&o.disagree, &r.disagree}, {&o.allocation, &r.allocation}, {&o.silence, &r.silence}, {&o.concentrated, &r.concentrated}, {&o.supported.weeks, &r.supported.weeks},
		{&o.supported.silent, &r.supported.silent}, {&o.others.weeks, &r.others.weeks}, {&o.others.silent, &r.others.silent}} {
		*pair[0] += *pair[1]
	}
}

// of is a number of provinces in percent of all.
func (o outcome) of(n int) float64 { return 100 * float64(n) / float64(o.runs) }

// bias is the mean error of RA-1, in percent of E.
func (o outcome) bias() float64 { return 100 * (o.estimate - o.truth) / o.expected }

// least and most are the shares between which the interval must hold the truth.
const (
	least = 93.0
	most  = 99.0
)

// slack is the chance error of a share counted over so many provinces, in points.
func (o outcome) slack() float64 { return 100 * 1.645 * math.Sqrt(0.05*0.95/float64(o.runs)) }

// claim is the share to which the claim applies: of all provinces, or where few stations allow the figure to be withheld, of
// those in which it is not.
func (o outcome) claim() float64 {
	if o.kind == fewStations && o.shown > 0 {
		return 100 * float64(o.shownHeld) / float64(o.shown)
	}
	return o.of(o.held)
}

// verdict says whether the claim holds.
func (o outcome) verdict() string {
	share := o.claim()
	short := max(least-share, share-most)
	switch {
	case short <= 0:
		return "holds"
	case short <= o.slack():
		return fmt.Sprintf("misses by %.1f, which chance may do", short)
	}
	return fmt.Sprintf("**fails** by %.1f", short)
}

// inPercent is a part of the weeks without a report.
func (r reporting) inPercent() float64 { return 100 * float64(r.silent) / float64(max(r.weeks, 1)) }
