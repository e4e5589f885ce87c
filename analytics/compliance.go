package analytics

import (
	"context"
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

// Streaks are CMP-5, in weeks. A week of several expected reports counts as received when all of them were.
type Streaks struct {
	Reporting, LongestReporting int
	OnTime, LongestOnTime       int
}

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
	Reason   string    // premature, unexpected
}

// Compliance is everything about one reporting stream in a scope.
type Compliance struct {
	Scope      Scope
	Stream     Stream
	State      State // ok, not_applicable (nothing due) or not_collected
	TimelyDays int   // the deadline is the Sunday plus so many days
	Province   ComplianceCounts
	Stations   []StationCompliance // in default order
	Weeks      []WeekCompliance
	Grid       []ReportCell // by station (default order), worker, week
	Ignored    []IgnoredSubmission
}

// Compliance computes CMP-1 to CMP-5 of a stream.
func (e *Edition) Compliance(ctx context.Context, scope Scope, stream Stream) (*Compliance, error) {
	return nil, errNotYet
}
