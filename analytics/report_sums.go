package analytics

import (
	"time"

	"luanphien/analytics/stats"
)

// reportSums sums the expected reports of a stream: all, by station, by week. TestReportSumsAreTheQuerys holds them
// against query compliance_sums, which shows them to analysts.
type reportSums struct {
	total    *reportSum
	stations map[string]*reportSum
	weeks    map[time.Time]*reportSum
}

// reportSum is one sum, with the days of the late ones for their median.
type reportSum struct {
	ComplianceCounts
	daysLate []float64
}

func newReportSums() *reportSums {
	return &reportSums{&reportSum{}, map[string]*reportSum{}, map[time.Time]*reportSum{}}
}

// add takes one expected report and the fields of its latest content.
func (s *reportSums) add(c ReportCell, required, filled *int64) {
	station, week := s.stations[c.Station], s.weeks[c.Monday]
	if station == nil {
		station = &reportSum{}
		s.stations[c.Station] = station
	}
	if week == nil {
		week = &reportSum{}
		s.weeks[c.Monday] = week
	}
	for _, sum := range [...]*reportSum{s.total, station, week} {
		sum.add(c, required, filled)
	}
}

func (s *reportSum) add(c ReportCell, required, filled *int64) {
	s.Resubmissions += max(c.Submissions-1, 0)
	if c.State == ReportNotYetDue {
		s.NotYetDue++
		return
	}
	s.Due++
	switch c.State {
	case ReportMissing:
		s.Missing++
		return
	case ReportLate:
		s.Late++
		s.daysLate = append(s.daysLate, float64(c.DaysLate))
	default:
		s.OnTime++
	}
	if required == nil || filled == nil {
		return
	}
	s.RequiredFields += int(*required)
	s.FilledFields += int(*filled)
	s.Reports++
	if *filled >= *required {
		s.FullReports++
	}
}

func (s *reportSum) counts() ComplianceCounts {
	if len(s.daysLate) > 0 {
		median := stats.Median(s.daysLate)
		s.MedianDaysLate = &median
	}
	return s.ComplianceCounts
}
