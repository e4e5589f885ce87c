package analytics

import (
	"context"
	"time"

	"luanphien/analytics/statement"
	"luanphien/analytics/stats"
)

// QualityRules are the thresholds of the data-quality indicators that are no defaults of queries.
type QualityRules struct {
	Outliers                 stats.OutlierRules // DQ-1
	PreviousWeeks            int                // DQ-3: reported weeks whose mean is compared with
	ProvinceLow, ProvinceUp  float64            // DQ-3
	StationLow, StationUpper float64            // DQ-3
}

// DefaultQuality are the rules of the methods document.
var DefaultQuality = QualityRules{Outliers: stats.DefaultOutliers, PreviousWeeks: 3,
	ProvinceLow: 0.67, ProvinceUp: 1.33, StationLow: 0.33, StationUpper: 3}

// Outlier is a value of a station's weekly series that lies far from its median (DQ-1).
type Outlier struct {
	Station  string
	Variable string // visits, referrals
	Monday   time.Time
	Value    float64
	Score    float64 // modified z
	Median   float64
}

// Jump is a week whose visits differ much from the mean of the weeks before (DQ-3).
type Jump struct {
	Station string // "" = the scope
	Monday  time.Time
	Visits  float64
	Ratio   float64 // to the mean of the previous reported weeks
}

// ZeroRun is a run of weeks of typed zeros (DQ-4).
type ZeroRun struct {
	Station, Group string
	From, To       time.Time // Mondays
	Weeks          int
}

// PostingChecks are the findings on postings (DQ-5).
type PostingChecks struct {
	Postings       int // postings in force in the period
	DoubleBookings int // worker-days
	Inactive       int // postings that touch days on which the station is not active
	Overlapping    int // orders that repeat an earlier one of the same worker and station
	Replacements   int // pairs of orders that may replace each other, not settled
	AbsenceOutside int // absences of workers without a posting then; only of the whole province
}

// Found is the sum of the findings.
func (p PostingChecks) Found() int {
	return p.DoubleBookings + p.Inactive + p.Overlapping + p.Replacements + p.AbsenceOutside
}

// SubmissionChecks are the findings on the submissions of one stream (DQ-6).
type SubmissionChecks struct{ Received, Premature, Unexpected, Resubmissions, Implausible int }

// StationQuality is the data quality of one station, or pooled.
type StationQuality struct {
	OutlierShare Ratio // DQ-1: values flagged / judged
	Inconsistent Ratio // DQ-2: reports with any inconsistent cell / reports
	Jumps        Ratio // DQ-3: weeks outside / weeks judged
	BlankCells   Ratio // DQ-4: group cells with a blank / group cells of the reports received
	ZeroRuns     int   // DQ-4
	Postings     PostingChecks
	Submissions  map[Stream]SubmissionChecks
}

// Quality is everything about data quality in a scope (methods §7). A flag asks for a check; flagged values stay in
// every indicator.
type Quality struct {
	Scope    Scope
	Province StationQuality
	Stations map[string]*StationQuality // by code; stations with nothing to judge are left out
	Outliers []Outlier
	Jumps    []Jump // of the stations, and of the scope
	ZeroRuns []ZeroRun
}

// Quality computes DQ-1 to DQ-6 (queries station_weeks, zero_runs, posting_checks, submission_checks).
func (e *Edition) Quality(ctx context.Context, scope Scope) (*Quality, error) {
	weeks, err := e.ReportedWeeks(ctx, scope)
	if err != nil {
		return nil, err
	}
	return e.quality(ctx, scope, weeks)
}

func (e *Edition) quality(ctx context.Context, scope Scope, weeks []ReportedWeek) (*Quality, error) {
	q := &Quality{Scope: scope, Stations: map[string]*StationQuality{}}
	for station, part := range ByStation(weeks) {
		q.judge(station, part)
	}
	jumps, judged := findJumps("", pooledWeeks(weeks), DefaultQuality.ProvinceLow, DefaultQuality.ProvinceUp)
	q.Jumps = append(q.Jumps, jumps...)
	q.Province.Jumps = RatioOf(len(jumps), judged)
	for _, part := range []func(context.Context) error{q.zeroRuns(e), q.postings(e), q.submissions(e)} {
		if err := part(ctx); err != nil {
			return nil, err
		}
	}
	return q, nil
}

func (q *Quality) station(code string) *StationQuality {
	s := q.Stations[code]
	if s == nil {
		s = &StationQuality{Submissions: map[Stream]SubmissionChecks{}}
		q.Stations[code] = s
	}
	return s
}

// judge takes the weeks of one station.
func (q *Quality) judge(code string, weeks []ReportedWeek) {
	s := q.station(code)
	for _, variable := range []string{"visits", "referrals"} {
		found, judged := findOutliers(code, variable, weeks)
		q.Outliers = append(q.Outliers, found...)
		s.OutlierShare = s.OutlierShare.Plus(RatioOf(len(found), judged))
	}
	jumps, judged := findJumps(code, weeks, DefaultQuality.StationLow, DefaultQuality.StationUpper)
	q.Jumps = append(q.Jumps, jumps...)
	s.Jumps = RatioOf(len(jumps), judged)
	for _, w := range weeks {
		failing := 0
		if w.GroupsInconsistent > 0 {
			failing = 1
		}
		s.Inconsistent = s.Inconsistent.Plus(RatioOf(failing, 1))
		s.BlankCells = s.BlankCells.Plus(RatioOf(w.Groups-w.GroupsComplete, w.Groups))
	}
	q.Province.OutlierShare = q.Province.OutlierShare.Plus(s.OutlierShare)
	q.Province.Inconsistent = q.Province.Inconsistent.Plus(s.Inconsistent)
	q.Province.BlankCells = q.Province.BlankCells.Plus(s.BlankCells)
}

func findOutliers(station, variable string, weeks []ReportedWeek) (found []Outlier, judged int) {
	return FindOutliersBy(DefaultQuality.Outliers, station, variable, weeks)
}

func FindOutliersBy(rules stats.OutlierRules, station, variable string, weeks []ReportedWeek) (found []Outlier, judged int) {
	var values []float64
	var at []int
	for i, w := range weeks {
		v := w.Visits
		if variable == "referrals" {
			v = w.Referrals
		}
		if v != nil {
			values, at = append(values, float64(*v)), append(at, i)
		}
	}
	o, ok := stats.FindOutliers(values, rules)
	if !ok {
		return nil, 0
	}
	for n, flagged := range o.Flagged {
		if flagged {
			found = append(found, Outlier{station, variable, weeks[at[n]].Monday, values[n], o.Scores[n], o.Median})
		}
	}
	return found, len(values)
}

// findJumps compares each week with the mean of the reported weeks before it; a mean of 0 cannot be compared with.
func findJumps(station string, weeks []ReportedWeek, low, upper float64) (found []Jump, judged int) {
	var previous []float64
	for _, w := range weeks {
		if w.Visits == nil {
			continue
		}
		visits := float64(*w.Visits)
		if n := DefaultQuality.PreviousWeeks; len(previous) >= n {
			sum := 0.0
			for _, v := range previous[len(previous)-n:] {
				sum += v
			}
			if sum > 0 {
				judged++
				if r := visits * float64(n) / sum; r < low || r > upper {
					found = append(found, Jump{station, w.Monday, visits, r})
				}
			}
		}
		previous = append(previous, visits)
	}
	return found, judged
}

func (q *Quality) zeroRuns(e *Edition) func(context.Context) error {
	return func(ctx context.Context) error {
		return e.Read(ctx, "zero_runs", q.Scope.Period(), func(r *statement.Row) {
			z := ZeroRun{r.Text(), r.Text(), r.Date(), r.Date(), r.Count()}
			q.ZeroRuns = append(q.ZeroRuns, z)
			q.station(z.Station).ZeroRuns++
			q.Province.ZeroRuns++
		})
	}
}

func (q *Quality) postings(e *Edition) func(context.Context) error {
	whole := q.Scope.Whole()
	return func(ctx context.Context) error {
		return e.Read(ctx, "posting_checks", q.Scope.Period(), func(r *statement.Row) {
			check, station, items := r.Text(), r.Text(), r.Count()
			if station != "" {
				q.station(station).Postings.add(check, items)
			}
			if station != "" || whole {
				q.Province.Postings.add(check, items)
			}
		})
	}
}

func (p *PostingChecks) add(check string, items int) {
	switch check {
	case "postings":
		p.Postings += items
	case "double_booking":
		p.DoubleBookings += items
	case "inactive_station":
		p.Inactive += items
	case "overlapping_orders":
		p.Overlapping += items
	case "possible_replacement":
		p.Replacements += items
	case "absence_outside":
		p.AbsenceOutside += items
	}
}

func (q *Quality) submissions(e *Edition) func(context.Context) error {
	return func(ctx context.Context) error {
		q.Province.Submissions = map[Stream]SubmissionChecks{}
		for _, stream := range []Stream{StreamRotation, StreamStation} {
			err := e.Read(ctx, "submission_checks", q.Scope.Stream(stream), func(r *statement.Row) {
				station := r.Text()
				c := SubmissionChecks{r.Count(), r.Count(), r.Count(), r.Count(), r.Count()}
				q.station(station).Submissions[stream] = c
				sum := q.Province.Submissions[stream]
				q.Province.Submissions[stream] = SubmissionChecks{sum.Received + c.Received, sum.Premature + c.Premature,
					sum.Unexpected + c.Unexpected, sum.Resubmissions + c.Resubmissions, sum.Implausible + c.Implausible}
			})
			if err != nil {
				return err
			}
		}
		return nil
	}
}
