package analytics

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// ReportState is the state of one expected report (methods §3).
type ReportState string

// The five states. The last two enter no rate.
const (
	ReportOnTime      ReportState = "on_time"
	ReportLate        ReportState = "late"
	ReportMissing     ReportState = "missing"
	ReportNotYetDue   ReportState = "not_yet_due"
	ReportNotExpected ReportState = "not_expected"
)

// ComplianceCounts are the sums behind the compliance indicators, of one station, one week or pooled.
type ComplianceCounts struct {
	Due, OnTime, Late, Missing, NotYetDue int
	Resubmissions                         int
	RequiredFields, FilledFields          int      // of the latest content of the received reports (CMP-4)
	Reports                               int      // received reports that gave both field counts
	FullReports                           int      // of these, with no mandatory field blank
	MedianDaysLate                        *float64 // among the late (CMP-3); nil = none late
}

// Completeness is CMP-1.
func (c ComplianceCounts) Completeness() Ratio { return ratio(c.OnTime+c.Late, c.Due) }

// Timeliness is CMP-2.
func (c ComplianceCounts) Timeliness() Ratio { return ratio(c.OnTime, c.Due) }

// ContentCompleteness is CMP-4.
func (c ComplianceCounts) ContentCompleteness() Ratio { return ratio(c.FilledFields, c.RequiredFields) }

// FullReportsShare is the other figure of CMP-4: reports with no mandatory field blank.
func (c ComplianceCounts) FullReportsShare() Ratio { return ratio(c.FullReports, c.Reports) }

// StationCompliance is the compliance of one station in one stream.
type StationCompliance struct {
	Station Station
	ComplianceCounts
	Streaks Streaks
}

// WeekCompliance is the compliance of one ISO week over the stations of the scope.
type WeekCompliance struct {
	Monday time.Time
	ComplianceCounts
}

// ReportCell is one cell of the grid of reports: a report expected of a worker ("" in the station stream) at a
// station for a week. Cells that are not in the grid are not expected.
type ReportCell struct {
	Station       string
	Worker        string
	Monday        time.Time
	State         ReportState
	DaysLate      int       // ≥ 1 when late
	FirstReceived time.Time // local wall clock; zero when nothing was received
	Submissions   int       // valid ones
}

// IgnoredSubmission is a submission that enters no rate.
type IgnoredSubmission struct {
	Station  string
	Worker   string
	Monday   time.Time
	Received time.Time // local wall clock
	Reason   Reason    // premature or unexpected
}

// Compliance is everything about one reporting stream in a scope.
type Compliance struct {
	Scope      Scope
	Stream     Stream
	State      State // ok, not_applicable (nothing due) or not_collected
	TimelyDays int   // the deadline is the Sunday plus so many days, holidays not counted
	Moved      []MovedDeadline
	Province   ComplianceCounts
	Stations   []StationCompliance // in default order
	Weeks      []WeekCompliance
	Grid       []ReportCell // by station (default order), worker, week
	Ignored    []IgnoredSubmission
}

// Compliance computes CMP-1 to CMP-5 of a stream (queries streams_received, report_states and ignored_submissions). The weeks are those of the period.
// A station of which nothing is expected has counts of 0.
func (e *Edition) Compliance(ctx context.Context, scope Scope, stream Stream) (*Compliance, error) {
	stations, err := e.stationsIn(ctx, scope)
	if err != nil {
		return nil, err
	}
	c := &Compliance{Scope: scope, Stream: stream, TimelyDays: e.defaultInt("report_states", "timely_days")}
	collected, err := e.collected(ctx, scope)
	if err != nil {
		return nil, err
	}
	sums, err := e.streamSums(ctx, scope, stream, collected[stream])
	if err != nil {
		return nil, err
	}
	if c.Moved, err = e.movedDeadlines(ctx, scope, c.TimelyDays); err != nil {
		return nil, err
	}
	c.Province, c.State, c.Weeks, c.Grid = sums.total, sums.state, sums.weeks, sums.grid
	if err := e.addGrid(ctx, c, stations); err != nil {
		return nil, err
	}
	streaks := streaksByStation(c.Grid)
	for _, s := range stations {
		c.Stations = append(c.Stations, StationCompliance{s, sums.stations[s.Code], streaks[s.Code]})
	}
	return c, nil
}

// collected tells which streams anything was ever received of.
func (e *Edition) collected(ctx context.Context, scope Scope) (map[Stream]bool, error) {
	streams := map[Stream]bool{}
	err := e.read(ctx, "streams_received", scope.at(), func(r *row) { streams[Stream(r.text())] = true })
	return streams, err
}

// streamSums reads the expected reports of a stream and sums them over the scope, by station and by week.
func (e *Edition) streamSums(ctx context.Context, scope Scope, stream Stream, collected bool) (*streamSums, error) {
	s := &streamSums{stations: map[string]ComplianceCounts{}}
	sums := newReportSums()
	err := e.read(ctx, "report_states", scope.stream(stream), func(r *row) {
		cell := ReportCell{Station: r.text(), Worker: r.text()}
		r.skip() // the week as text
		cell.Monday, cell.State, cell.DaysLate = r.date(), ReportState(r.text()), r.count()
		cell.FirstReceived, cell.Submissions = r.date(), r.count()
		s.grid = append(s.grid, cell)
		sums.add(cell, r.countOrNil(), r.countOrNil())
	})
	s.total = sums.total.counts()
	for station, c := range sums.stations {
		s.stations[station] = c.counts()
	}
	for monday, c := range sums.weeks {
		s.weeks = append(s.weeks, WeekCompliance{monday, c.counts()})
	}
	slices.SortFunc(s.weeks, func(a, b WeekCompliance) int { return a.Monday.Compare(b.Monday) })
	s.state = complianceState(s.total, collected)
	return s, err
}

func complianceState(c ComplianceCounts, collected bool) State {
	switch {
	case !collected:
		return StateNotCollected
	case c.Due == 0:
		return StateNotApplicable
	}
	return StateOK
}

// addGrid puts the grid in order and adds the submissions that are in none.
func (e *Edition) addGrid(ctx context.Context, c *Compliance, stations []Station) error {
	order := map[string]int{}
	for i, s := range stations {
		order[s.Code] = i
	}
	slices.SortFunc(c.Grid, func(a, b ReportCell) int {
		return cmp.Or(order[a.Station]-order[b.Station], cmp.Compare(a.Worker, b.Worker), a.Monday.Compare(b.Monday))
	})
	return e.read(ctx, "ignored_submissions", c.Scope.stream(c.Stream), func(r *row) {
		c.Ignored = append(c.Ignored, IgnoredSubmission{r.text(), r.text(), r.date(), r.date(), Reason(r.text())})
	})
}

func readCompliance(r *row) ComplianceCounts {
	return ComplianceCounts{Due: r.count(), OnTime: r.count(), Late: r.count(), Missing: r.count(), NotYetDue: r.count(),
		Resubmissions: r.count(), RequiredFields: r.count(), FilledFields: r.count(),
		Reports: r.count(), FullReports: r.count(), MedianDaysLate: r.realOrNil()}
}
