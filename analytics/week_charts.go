package analytics

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"luanphien/analytics/spc"
	"luanphien/analytics/statement"
	"luanphien/analytics/stats"
)

// What a weekly series is of, as records of targets and re-basings name it.
const (
	MeasureCoverage  = "COV-1"
	MeasureDoctors   = "COV-4"
	MeasureOnTime    = "CMP-2"
	MeasureReferrals = "referral_proportion"
)

// Measures are those that have a chart of their weeks, in the order in which they are shown.
var Measures = []string{MeasureCoverage, MeasureDoctors, MeasureOnTime, MeasureReferrals}

// RecentWeeks are the weeks of the figure that stands beside a judgement (methods §1).
const RecentWeeks = 4

// ProportionChart is the XmR chart of a weekly proportion with its judgement (CHT-4, CHT-5): of all weeks from the first
// that counts to as-of, whatever the period, so that a signal is the same one wherever it is told. Weeks without anything
// in the denominator are no points.
type ProportionChart struct {
	Measure string
	Station string // code; "" = the scope
	Mondays []time.Time
	Values  []float64
	Counts  []Ratio // behind the values: covered over active days, on time over due, referrals over visits of the valid cells
	Partial []bool  // a group of the week is not valid; beside the values
	// Baseline is the number of first points that set the limits. From fewer than the rules ask for none are taken.
	Baseline int
	T0       time.Time // zero where no doctor ever was present
	Rebased  []Rebasing
	From, To int // the points of the period: From ≤ n < To
	// Period is the proportion of the weeks of the period, in the chart or before its first; Weeks their number.
	Period Ratio
	Weeks  int
	// Recent is the proportion of the last four weeks that count (of reports: that are due) from Since on, Before that of
	// the four before them.
	Recent Ratio
	Before Ratio
	Since  time.Time
	Last   time.Time // Monday of the last week that counts
	// Chart is nil where too few points can be judged: in all, or since the last re-basing.
	Chart  *stats.XmR
	Judged spc.Judgement
	// Targets are those that hold here, by ISO year; Direction says which way is better.
	Targets   map[int]float64
	Direction spc.Direction
}

// Rebasing is a recorded decision that the weekly figures of an indicator have a new level from a week on (CHT-4).
type Rebasing struct {
	Station string    // code; "" = the province
	Week    time.Time // Monday
	Reason  string
	By      string // who decided
}

// Target is what an indicator is to reach in a year: proportions from 0 to 1.
type Target struct {
	Station   string // code; "" = the province, and every station without one of its own
	Year      int
	Target    float64
	Direction spc.Direction
}

// TargetAt is the target of the week that begins on a Monday.
func (c ProportionChart) TargetAt(monday time.Time) (target float64, ok bool) {
	year, _ := monday.ISOWeek()
	target, ok = c.Targets[year]
	return target, ok
}

// records are the re-basings and the targets of a measure.
type records struct {
	rebased []Rebasing
	targets []Target
}

// recordsOf reads what is recorded of a measure (queries rebasings and targets). A specialty has no records of its own:
// those of the whole do not hold for a part of the workers.
func (e *Edition) recordsOf(ctx context.Context, scope Scope, measure string) (r records, err error) {
	if scope.Specialty != "" && measure != MeasureReferrals {
		return r, nil
	}
	if r.rebased, err = e.rebasings(ctx, scope, measure); err != nil {
		return r, err
	}
	return r, e.Read(ctx, "targets", nil, func(row *statement.Row) {
		of := row.Text()
		t := Target{Year: row.Count(), Station: row.Text()}
		row.Skip() // province
		t.Target, t.Direction = row.Real(), spc.Direction(row.Text())
		if of == measure {
			r.targets = append(r.targets, t)
		}
	})
}

// rebasings are the records in force for a series, by station; those of the scope as a whole are the province's or, in the
// scope of one station, that station's.
func (e *Edition) rebasings(ctx context.Context, scope Scope, measure string) ([]Rebasing, error) {
	params := scope.At()
	params["measure"] = measure
	var list []Rebasing
	return list, e.Read(ctx, "rebasings", params, func(r *statement.Row) {
		of := Rebasing{Station: r.Text(), Week: r.Date(), Reason: r.Text(), By: r.Text()}
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

// weekCount is a week of a series before it is a point.
type weekCount struct {
	station string
	monday  time.Time
	count   Ratio
	partial bool
}

// seriesFrame is what all series of a measure in a scope have in common.
type seriesFrame struct {
	measure  string
	scope    Scope
	t0       time.Time
	first    time.Time // Monday of the first week that is a point; zero = any
	last     time.Time // Monday of the last week that counts
	since    time.Time // Monday of the first of the last four
	before   time.Time // and of the four before them
	baseline int       // first points; 0 = those before t0
	records
}

// charts makes the chart of the scope, pooled, and that of each station that has a week, by code.
func (f seriesFrame) charts(weeks []weekCount) []ProportionChart {
	pooled, parts := map[time.Time]weekCount{}, map[string][]weekCount{}
	for _, w := range weeks {
		parts[w.station] = append(parts[w.station], w)
		p := pooled[w.monday]
		pooled[w.monday] = weekCount{"", w.monday, p.count.Plus(w.count), p.partial || w.partial}
	}
	all := slices.SortedFunc(maps.Values(pooled), func(a, b weekCount) int { return a.monday.Compare(b.monday) })
	charts := []ProportionChart{f.chart("", all)}
	for station, part := range parts {
		charts = append(charts, f.chart(station, part))
	}
	slices.SortFunc(charts, func(a, b ProportionChart) int { return cmp.Compare(a.Station, b.Station) })
	return charts
}

// chart makes one chart of all weeks up to as-of, which come in order.
func (f seriesFrame) chart(station string, weeks []weekCount) ProportionChart {
	c := ProportionChart{Measure: f.measure, Station: station, T0: f.t0, Baseline: f.baseline, Last: f.last, Since: f.since}
	first, last := f.scope.mondays()
	for _, w := range weeks {
		if w.count.Denominator == 0 || w.monday.After(f.last) {
			continue
		}
		inPeriod := !w.monday.Before(first) && !w.monday.After(last)
		if inPeriod {
			c.Period = c.Period.Plus(w.count)
			c.Weeks++
		}
		switch {
		case !w.monday.Before(f.since):
			c.Recent = c.Recent.Plus(w.count)
		case !w.monday.Before(f.before):
			c.Before = c.Before.Plus(w.count)
		}
		if w.monday.Before(f.first) {
			continue
		}
		c.Mondays, c.Counts = append(c.Mondays, w.monday), append(c.Counts, w.count)
		c.Values, c.Partial = append(c.Values, w.count.Numerator/w.count.Denominator), append(c.Partial, w.partial)
		n := len(c.Mondays)
		if f.baseline == 0 && w.monday.Before(c.T0) {
			c.Baseline = n
		}
		if inPeriod {
			if c.To == 0 {
				c.From = n - 1
			}
			c.To = n
		}
	}
	c.judge(f.records)
	return c
}

// judge judges the series by the records of its station.
func (c *ProportionChart) judge(of records) {
	s := spc.Series{Mondays: c.Mondays, Values: c.Values, Last: c.Last, Baseline: c.Baseline}
	for _, r := range of.rebased {
		if r.Station == c.Station {
			c.Rebased = append(c.Rebased, r)
			s.Rebased = append(s.Rebased, r.Week)
		}
	}
	c.aim(of.targets)
	s.Direction, s.Target = c.Direction, c.TargetAt
	if c.Measure == MeasureOnTime || c.Measure == MeasureReferrals { // what is planned has no trend
		for _, count := range c.Counts {
			s.Counts = append(s.Counts, spc.Count{X: count.Numerator, N: count.Denominator})
		}
	}
	c.Judged = spc.Judge(s, spc.DefaultRules)
	if c.Judged.InForce {
		c.Chart = &c.Judged.Chart
	}
}

// aim finds the targets that hold: a station's own before the province's, year by year. Which way is better is recorded
// with the latest of them, and otherwise known of the measure.
func (c *ProportionChart) aim(targets []Target) {
	c.Targets, c.Direction = map[int]float64{}, spc.Increase
	if c.Measure == MeasureReferrals {
		c.Direction = spc.Decrease
	}
	year, _ := c.Last.ISOWeek()
	for _, own := range []string{"", c.Station} {
		for _, t := range targets {
			if t.Station != own {
				continue
			}
			c.Targets[t.Year] = t.Target
			if t.Year == year && t.Direction != "" {
				c.Direction = t.Direction
			}
		}
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
