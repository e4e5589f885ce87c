package analytics

import (
	"cmp"
	"context"
	"slices"
	"time"

	"luanphien/analytics/stats"
)

// ProportionChart is the XmR chart of a weekly referral proportion (CHT-4): of all weeks from the first of the baseline
// window to as-of, whatever the period, so that a signal is the same one wherever it is told. Weeks without visits in any
// valid cell are no points.
type ProportionChart struct {
	Station string // code; "" = the scope
	Mondays []time.Time
	Values  []float64
	Counts  []Ratio // referrals over visits of the valid cells, beside the values
	Partial []bool  // a group of the week is not valid; beside the values
	// Baseline is the number of first points that lie before T0, in the baseline window; T0 is zero where no worker ever
	// was present. From fewer than the rules ask for no limits are taken.
	Baseline int
	T0       time.Time
	Rebased  []Rebasing
	From, To int // the points of the period: From ≤ n < To
	// Period is referrals over visits in the weeks of the period, in the chart or before its first; Weeks their number.
	Period Ratio
	Weeks  int
	// Chart is nil where too few points can be judged: in all, or since the last re-basing.
	Chart *stats.XmR
}

// Rebasing is a recorded decision that the weekly figures of an indicator have a new level from a week on (CHT-4).
type Rebasing struct {
	Station string    // code; "" = the province
	Week    time.Time // Monday
	Reason  string
	By      string // who decided
}

// ReferralCharts gives the chart of the scope, pooled, and that of each of its stations, by code (queries station_weeks,
// referral_window and rebasings).
func (e *Edition) ReferralCharts(ctx context.Context, scope Scope) ([]ProportionChart, error) {
	window := e.newPanel(scope)
	if err := e.readWindow(ctx, scope, window); err != nil {
		return nil, err
	}
	series := scope
	series.From, series.To = seriesEpoch, scope.lastDay()
	weeks, err := e.ReportedWeeks(ctx, series)
	if err != nil {
		return nil, err
	}
	rebased, err := e.rebasings(ctx, scope, MeasureReferrals)
	if err != nil {
		return nil, err
	}
	charts := []ProportionChart{proportionChart("", pooledWeeks(weeks), window, scope, rebased)}
	for station, part := range byStation(weeks) {
		charts = append(charts, proportionChart(station, part, window, scope, rebased))
	}
	slices.SortFunc(charts, func(a, b ProportionChart) int { return cmp.Compare(a.Station, b.Station) })
	return charts, nil
}

// MeasureReferrals names the referral proportion in records of targets and re-basings.
const MeasureReferrals = "referral_proportion"

// rebasings are the records in force for a series, by station; those of the scope as a whole are the province's or, in the
// scope of one station, that station's.
func (e *Edition) rebasings(ctx context.Context, scope Scope, measure string) ([]Rebasing, error) {
	params := scope.at()
	params["measure"] = measure
	var list []Rebasing
	return list, e.read(ctx, "rebasings", params, func(r *row) {
		of := Rebasing{Station: r.text(), Week: r.date(), Reason: r.text(), By: r.text()}
		if of.Station == "" && scope.Facility != "" {
			return
		}
		list = append(list, of)
		if of.Station != "" && of.Station == scope.Facility {
			of.Station = ""
			list = append(list, of)
		}
	})
}

// proportionChart makes one chart of all weeks up to as-of.
func proportionChart(station string, weeks []ReportedWeek, window *panel, scope Scope, rebased []Rebasing) ProportionChart {
	c := ProportionChart{Station: station, T0: window.t0}
	first, last := scope.mondays()
	for _, w := range weeks {
		if w.ValidVisits == 0 {
			continue
		}
		counts := Ratio{float64(w.ValidReferrals), float64(w.ValidVisits)}
		inPeriod := !w.Monday.Before(first) && !w.Monday.After(last)
		if inPeriod {
			c.Period = c.Period.Plus(counts)
			c.Weeks++
		}
		if !c.T0.IsZero() && w.Monday.Before(window.baseline[0]) {
			continue
		}
		c.Mondays, c.Counts = append(c.Mondays, w.Monday), append(c.Counts, counts)
		c.Values, c.Partial = append(c.Values, counts.Numerator/counts.Denominator), append(c.Partial, !w.whole())
		n := len(c.Mondays)
		if w.Monday.Before(c.T0) {
			c.Baseline = n
		}
		if inPeriod {
			if c.To == 0 {
				c.From = n - 1
			}
			c.To = n
		}
	}
	c.rebase(rebased)
	return c
}

// rebase makes the chart by the re-basings of its station: each begins at the first point of its week or later.
func (c *ProportionChart) rebase(rebased []Rebasing) {
	var starts []int
	for _, r := range rebased {
		at := slices.IndexFunc(c.Mondays, func(monday time.Time) bool { return !monday.Before(r.Week) })
		if r.Station == c.Station {
			c.Rebased = append(c.Rebased, r)
			if at < 0 {
				at = len(c.Mondays) // nothing since: nothing to judge
			}
			starts = append(starts, at)
		}
	}
	if chart, ok := stats.NewXmR(c.Values, c.Baseline, starts, stats.DefaultXmR); ok {
		c.Chart = &chart
	}
}

// Signals are the runs of special-cause variation, each told once: a run whose points another one of the same side holds
// is part of that. They come in the order in which they begin.
func (c ProportionChart) Signals() []stats.XmRRun {
	if c.Chart == nil {
		return nil
	}
	runs := slices.Clone(c.Chart.Runs)
	slices.SortStableFunc(runs, func(a, b stats.XmRRun) int { return (b.To - b.From) - (a.To - a.From) })
	var kept []stats.XmRRun
	for _, r := range runs {
		within := func(k stats.XmRRun) bool { return k.High == r.High && k.From <= r.From && r.To <= k.To }
		if !slices.ContainsFunc(kept, within) {
			kept = append(kept, r)
		}
	}
	slices.SortStableFunc(kept, func(a, b stats.XmRRun) int { return a.From - b.From })
	return kept
}
