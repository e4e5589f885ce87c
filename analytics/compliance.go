package analytics

import (
	"cmp"
	"context"
	"slices"
	"time"

	"luanphien/analytics/statement"
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
func (c ComplianceCounts) Completeness() Ratio { return RatioOf(c.OnTime+c.Late, c.Due) }

// Timeliness is CMP-2.
func (c ComplianceCounts) Timeliness() Ratio { return RatioOf(c.OnTime, c.Due) }

// ContentCompleteness is CMP-4.
func (c ComplianceCounts) ContentCompleteness() Ratio {
	return RatioOf(c.FilledFields, c.RequiredFields)
}

// FullReportsShare is the other figure of CMP-4: reports with no mandatory field blank.
func (c ComplianceCounts) FullReportsShare() Ratio { return RatioOf(c.FullReports, c.Reports) }

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
	stations, err := e.StationsIn(ctx, scope)
	if err != nil {
		return nil, err
	}
	c := &Compliance{Scope: scope, Stream: stream, TimelyDays: e.Catalog().DefaultInt("report_states", "timely_days")}
	collected, err := e.Collected(ctx, scope)
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

// Collected tells which streams anything was ever received of.
func (e *Edition) Collected(ctx context.Context, scope Scope) (map[Stream]bool, error) {
	streams := map[Stream]bool{}
	err := e.Read(ctx, "streams_received", scope.At(), func(r *statement.Row) { streams[Stream(r.Text())] = true })
	return streams, err
}

// streamSums reads the expected reports of a stream and sums them over the scope, by station and by week.
func (e *Edition) streamSums(ctx context.Context, scope Scope, stream Stream, collected bool) (*streamSums, error) {
	s := &streamSums{stations: map[string]ComplianceCounts{}}
	sums := newReportSums()
	err := e.Read(ctx, "report_states", scope.Stream(stream), func(r *statement.Row) {
		cell := ReportCell{Station: r.Text(), Worker: r.Text()}
		r.Skip() // the week as text
		cell.Monday, cell.State, cell.DaysLate = r.Date(), ReportState(r.Text()), r.Count()
		cell.FirstReceived, cell.Submissions = r.Date(), r.Count()
		s.grid = append(s.grid, cell)
		sums.add(cell, r.CountOrNil(), r.CountOrNil())
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

// ReportGrid gives the expected reports of a stream one by one, by worker and week.
func (e *Edition) ReportGrid(ctx context.Context, scope Scope, stream Stream) ([]ReportCell, error) {
	sums, err := e.streamSums(ctx, scope, stream, true)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(sums.grid, func(a, b ReportCell) int {
		return cmp.Or(cmp.Compare(a.Worker, b.Worker), a.Monday.Compare(b.Monday))
	})
	return sums.grid, nil
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
	return e.Read(ctx, "ignored_submissions", c.Scope.Stream(c.Stream), func(r *statement.Row) {
		c.Ignored = append(c.Ignored, IgnoredSubmission{r.Text(), r.Text(), r.Date(), r.Date(), Reason(r.Text())})
	})
}

func readCompliance(r *statement.Row) ComplianceCounts {
	return ComplianceCounts{Due: r.Count(), OnTime: r.Count(), Late: r.Count(), Missing: r.Count(), NotYetDue: r.Count(),
		Resubmissions: r.Count(), RequiredFields: r.Count(), FilledFields: r.Count(),
		Reports: r.Count(), FullReports: r.Count(), MedianDaysLate: r.RealOrNil()}
}
