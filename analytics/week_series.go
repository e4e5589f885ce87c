package analytics

import (
	"context"
	"slices"
	"time"

	"luanphien/analytics/stats"
	"luanphien/queries/calendar"
)

// ReferralCharts gives the chart of the referral proportion of the scope, pooled, and that of each of its stations, by
// code (queries station_weeks, referral_window, rebasings and targets). Limits come from the weeks of the baseline window.
func (e *Edition) ReferralCharts(ctx context.Context, scope Scope) ([]ProportionChart, error) {
	window := e.newPanel(scope)
	if err := e.readWindow(ctx, scope, window); err != nil {
		return nil, err
	}
	series := scope
	series.From, series.To = seriesEpoch, scope.LastDay()
	weeks, err := e.ReportedWeeks(ctx, series)
	if err != nil {
		return nil, err
	}
	records, err := e.recordsOf(ctx, scope, MeasureReferrals)
	if err != nil {
		return nil, err
	}
	return referralFrame(window, scope, records).charts(referralCounts(weeks)), nil
}

// referralFrame is that of the referral proportion: its points begin with the baseline window, where there is one.
func referralFrame(window *panel, scope Scope, of records) seriesFrame {
	f := newFrame(MeasureReferrals, scope, window.t0, of)
	if !window.t0.IsZero() {
		f.first = window.baseline[0]
	}
	return f
}

func referralCounts(weeks []ReportedWeek) (counts []weekCount) {
	for _, w := range weeks {
		counts = append(counts, weekCount{w.Station, w.Monday, Ratio{float64(w.ValidReferrals), float64(w.ValidVisits)}, !w.whole()})
	}
	return counts
}

// newFrame is a frame whose last weeks are the last complete ones.
func newFrame(measure string, scope Scope, t0 time.Time, of records) seriesFrame {
	last := scope.LastWeek().Monday()
	since := last.AddDate(0, 0, 7*(1-RecentWeeks))
	return seriesFrame{measure: measure, scope: scope, t0: t0, last: last, since: since, before: since.AddDate(0, 0, -7*RecentWeeks), records: of}
}

// rotationFrame is the frame of a measure that does not exist before T0: its first points set the limits.
func (e *Edition) rotationFrame(ctx context.Context, scope Scope, measure string) (seriesFrame, error) {
	window := e.newPanel(scope)
	if err := e.readWindow(ctx, scope, window); err != nil {
		return seriesFrame{}, err
	}
	records, err := e.recordsOf(ctx, scope, measure)
	f := newFrame(measure, scope, window.t0, records)
	f.first, f.baseline = window.t0, stats.DefaultXmR.Rebased
	return f, err
}

// PresenceCharts gives the charts of coverage, or of the days with a doctor, of the scope and of its stations (queries
// coverage_by_week, referral_window, rebasings and targets). The weeks are those of CoverageByWeek from the start of the
// rotation to the last complete week.
func (e *Edition) PresenceCharts(ctx context.Context, scope Scope, measure string, weeks []StationWeek) ([]ProportionChart, error) {
	f, err := e.rotationFrame(ctx, scope, measure)
	if err != nil {
		return nil, err
	}
	var counts []weekCount
	for _, w := range weeks {
		covered := w.CoveredDays
		if measure == MeasureDoctors {
			covered = w.DoctorDays
		}
		counts = append(counts, weekCount{station: w.Station, monday: w.Monday, count: RatioOf(covered, w.ActiveDays)})
	}
	return f.charts(counts), nil
}

// OnTimeCharts gives the charts of the reports on time of the scope and of its stations (queries report_states,
// referral_window, rebasings and targets). The reports are those of a stream from the start of the rotation to the last
// complete week; the last weeks are the last that are due. A stream in which no report was ever received has an
// empty chart: it is not collected, which is not 0 %.
func (e *Edition) OnTimeCharts(ctx context.Context, scope Scope, reports *Compliance) ([]ProportionChart, error) {
	f, err := e.rotationFrame(ctx, scope, MeasureOnTime)
	if err != nil {
		return nil, err
	}
	var due []time.Time
	for _, w := range reports.Weeks {
		if w.Due > 0 {
			due = append(due, w.Monday)
		}
	}
	for !reports.Deadline(f.last).Before(calendar.Date(scope.AsOf)) && !slices.Contains(due, f.last) {
		f.last = f.last.AddDate(0, 0, -7) // its reports are not due yet
	}
	if n := len(due); n > 0 {
		f.since, f.before = due[max(n-RecentWeeks, 0)], due[max(n-2*RecentWeeks, 0)]
	}
	var counts []weekCount
	for _, cell := range reports.Grid { // by station, worker and week
		if reports.State == StateNotCollected || cell.State == ReportNotYetDue || cell.State == ReportNotExpected {
			continue
		}
		onTime := 0
		if cell.State == ReportOnTime {
			onTime = 1
		}
		counts = append(counts, weekCount{station: cell.Station, monday: cell.Monday, count: RatioOf(onTime, 1)})
	}
	return f.charts(summed(counts)), nil
}

// summed adds up the counts of a station and week, in order.
func summed(counts []weekCount) (list []weekCount) {
	slices.SortStableFunc(counts, func(a, b weekCount) int {
		if a.station != b.station {
			if a.station < b.station {
				return -1
			}
			return 1
		}
		return a.monday.Compare(b.monday)
	})
	for _, w := range counts {
		if n := len(list); n > 0 && list[n-1].station == w.station && list[n-1].monday.Equal(w.monday) {
			list[n-1].count = list[n-1].count.Plus(w.count)
			continue
		}
		list = append(list, w)
	}
	return list
}

// SinceT0 is the scope from T0 to the last complete week; started is false where no doctor ever came before it.
func (e *Edition) SinceT0(ctx context.Context, scope Scope) (since Scope, started bool, err error) {
	window := e.newPanel(scope)
	if err := e.readWindow(ctx, scope, window); err != nil {
		return scope, false, err
	}
	since = scope
	since.From, since.To = window.t0, scope.LastWeek().Sunday()
	return since, !window.t0.IsZero() && !since.To.Before(since.From), nil
}
