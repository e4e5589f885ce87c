package analytics

import (
	"context"
	"slices"
	"strings"

	"luanphien/analytics/stats"
)

// Indicator is one figure as scripts read it: unrounded; nil = not applicable or not to be shown.
type Indicator struct {
	ID string `json:"id"`
	// Stream tells apart the figures of one id: rotation or station for CMP-1 to CMP-4, with «on_time» or «longest» for
	// the streaks of CMP-5, what was awaited for CMP-6, what is charted for CHT, the check for DQ, the indicator's name
	// for IND; nil where an id has one figure.
	Stream      *string  `json:"stream"`
	Facility    *string  `json:"facility"` // nil = all stations of the scope
	Value       *float64 `json:"value"`
	Numerator   *float64 `json:"numerator"`
	Denominator *float64 `json:"denominator"`
	Low         *float64 `json:"low"`
	High        *float64 `json:"high"`
	State       State    `json:"state"`
	Reason      *string  `json:"reason"` // codes of §4.4, comma-separated; for a funnel the class of a point outside
}

// parts are the indicators that rest on a query of their own: each reads it once for a scope and then gives the figures of
// a station, "" = all together. docs/contributing.md says how another one enters.
var parts = []func(e *Edition, ctx context.Context, scope Scope) (of func(station string) []Indicator, err error){
	(*Edition).activityTotals,
}

// Indicators gives every indicator of the scope, pooled (byFacility false) or the same ones for each station; what
// belongs to a province only is not applicable to a station.
//
// COV are described, hence without interval; CMP-1 and CMP-2 carry the Wilson interval for comparing. RA have the value
// E − O, the numerator O, the denominator E. CMP-6 is a median in days with its interval, the numerator the reports
// that had the event, the denominator all. CHT-3 and CHT-3b are, pooled, the share of stations outside the 99.8 %
// limits, and of a station its proportion, or observed over expected, with the 95 % limits; CHT-4 the mean with the limits
// in force, the numerator the period's points of special cause, the denominator all its points.
func (e *Edition) Indicators(ctx context.Context, scope Scope, byFacility bool) ([]Indicator, error) {
	g, err := e.gather(ctx, scope, byFacility)
	if err != nil {
		return nil, err
	}
	if !byFacility {
		return g.list(g.pooled()), nil
	}
	var list []Indicator
	for i := range g.stations {
		list = append(list, g.list(g.ofStation(i))...)
	}
	return list, nil
}

// list gives all indicators of one subject.
func (g *gathered) list(s subject) []Indicator {
	list := coverageList(s)
	for _, stream := range []Stream{StreamRotation, StreamStation} {
		list = append(list, complianceList(stream, s.compliance[stream], g.streams[stream].state)...)
	}
	list = append(list, incidentList(s.incidents)...)
	list = append(list, referralList(s)...)
	list = append(list, chartList(s)...)
	list = append(list, disclosureIndicator(s))
	list = append(list, qualityList(s, g.streams)...)
	list = append(list, s.parts...)
	for i := range list {
		n := &list[i]
		if s.coverage.ActiveDays == 0 && n.isCount() {
			*n = Indicator{ID: n.ID, Stream: n.Stream, State: StateNotApplicable, Reason: reasonText([]Reason{ReasonStationNotActive})}
		}
		n.Facility = s.facility
	}
	return list
}

// isCount tells a figure that counts things: where no station is active there is nothing to count, rather than none.
func (n Indicator) isCount() bool {
	return n.State == StateOK && n.Denominator == nil && (n.ID == "CHT-2" || n.ID == "DQ-4" || n.ID == "DQ-5")
}

func coverageList(s subject) []Indicator {
	c := s.coverage
	list := []Indicator{
		ofRatio("COV-1", c.Coverage()),
		ofCount("COV-2", c.StaffDays),
		ofRatio("COV-3", c.FTE()),
		ofRatio("COV-4", c.DoctorCoverage()),
		ofRatio("COV-5", c.PreventiveCoverage()),
		ofRatio("COV-6", c.SpecialtyCoverage()),
		ofRatio("COV-7", c.NeedsEverMet()),
		ofCount("COV-8", s.longest.Days),
		ofCount("COV-9", s.open.Days),
		ofRatio("COV-10", c.StationsReachedShare()),
		ofRatio("COV-11", c.Fulfilment()),
		ofCount("COV-DQ", c.DoubleBooked),
	}
	for i := range list {
		if c.ActiveDays == 0 {
			list[i] = Indicator{ID: list[i].ID, State: StateNotApplicable, Reason: reasonText([]Reason{ReasonStationNotActive})}
		}
	}
	return list
}

func ofRatio(id string, r Ratio) Indicator {
	n := Indicator{ID: id, Numerator: &r.Numerator, Denominator: &r.Denominator, State: StateNotApplicable}
	if v, ok := r.Value(); ok {
		n.Value, n.State = &v, StateOK
	}
	return n
}

func ofCount(id string, count int) Indicator {
	v := float64(count)
	return Indicator{ID: id, Value: &v, State: StateOK}
}

// of names the stream of a figure.
func (n Indicator) of(stream string) Indicator {
	n.Stream = &stream
	return n
}

func reasonText(reasons []Reason) *string {
	if len(reasons) == 0 {
		return nil
	}
	var codes []string
	for _, r := range reasons {
		codes = append(codes, string(r))
	}
	text := strings.Join(codes, ",")
	return &text
}

func complianceList(stream Stream, c subjectCompliance, collected State) []Indicator {
	name := string(stream)
	list := []Indicator{
		withWilson(ofRatio("CMP-1", c.Completeness())).of(name),
		withWilson(ofRatio("CMP-2", c.Timeliness())).of(name),
		Indicator{ID: "CMP-3", Value: c.MedianDaysLate, State: StateOK}.of(name),
		ofRatio("CMP-4", c.ContentCompleteness()).of(name),
		ofRatio("CMP-4", c.FullReportsShare()).of(name + " full"),
		ofCount("CMP-5", c.streaks.Reporting).of(name),
		ofCount("CMP-5", c.streaks.LongestReporting).of(name + " longest"),
		ofCount("CMP-5", c.streaks.OnTime).of(name + " on_time"),
		ofCount("CMP-5", c.streaks.LongestOnTime).of(name + " on_time longest"),
	}
	for i := range list {
		n := &list[i]
		switch {
		case collected == StateNotCollected:
			*n = Indicator{ID: n.ID, Stream: n.Stream, State: collected}
		case n.Value == nil, n.ID == "CMP-5" && c.Due == 0:
			n.Value, n.State = nil, StateNotApplicable
		}
	}
	return list
}

// Rates are CMP-1 to CMP-4 of the stream, pooled, as Edition.Indicators gives them.
func (c *Compliance) Rates() []Indicator {
	return slices.DeleteFunc(complianceList(c.Stream, subjectCompliance{ComplianceCounts: c.Province}, c.State), func(n Indicator) bool { return n.ID == "CMP-5" })
}

func withWilson(n Indicator) Indicator {
	if low, high, ok := stats.Wilson(*n.Numerator, *n.Denominator, 0.95); ok {
		n.Low, n.High = &low, &high
	}
	return n
}

func incidentList(times []ResponseTimes) []Indicator {
	var list []Indicator
	for _, t := range times {
		suffix := ""
		if t.Severity != "" {
			suffix = " " + t.Severity
		}
		for _, of := range []struct {
			event string
			stats.Survival
		}{{"responded", t.Responded}, {"resolved", t.Resolved}} {
			events, all := float64(of.Events), float64(of.N)
			n := Indicator{ID: "CMP-6", Value: of.Median, Numerator: &events, Denominator: &all, Low: of.MedianLow, High: of.MedianHigh, State: StateOK}
			p90 := Indicator{ID: "CMP-6", Value: of.P90, Numerator: &events, Denominator: &all, State: StateOK}
			if of.N == 0 {
				n.State, p90.State = StateNotApplicable, StateNotApplicable
			}
			list = append(list, n.of(of.event+suffix), p90.of(of.event+suffix+" p90"))
		}
	}
	return list
}

func referralList(s subject) []Indicator {
	return []Indicator{ofEstimate("RA-0", s.uncalibrated), forPress(ofEstimate("RA-1", s.estimate), s),
		ofTwoWay(s.sensitivity), ofTimeSeries(s.sensitivity), ofImputation(s.sensitivity)}
}

func ofEstimate(id string, e Estimate) Indicator {
	n := Indicator{ID: id, State: e.State, Reason: reasonText(e.Reasons)}
	if e.State == StateOK {
		observed := float64(e.Observed)
		n.Value, n.Numerator, n.Denominator, n.Low, n.High = &e.Avoided, &observed, &e.Expected, &e.Low, &e.High
	}
	return n
}

// forPress marks an estimate that another one contradicts, or that fails a check: directors may see it with these, the
// press may not.
func forPress(n Indicator, s subject) Indicator {
	if s.sensitivity != nil && n.State == StateOK {
		n.Reason = reasonText(s.sensitivity.PressReasons(s.estimate))
	}
	return n
}

func ofImputation(s *Sensitivity) Indicator {
	n := Indicator{ID: "RA-4", State: StateNotApplicable}
	if s == nil {
		return n
	}
	n.State, n.Reason = s.ImputationState, reasonText(s.ImputationReasons)
	if f := s.Imputation; n.State == StateOK {
		observed := float64(f.Observed)
		n.Value, n.Numerator, n.Denominator, n.Low, n.High = &f.Avoided, &observed, &f.Expected, &f.Low, &f.High
	}
	return n
}

func ofTwoWay(s *Sensitivity) Indicator {
	n := Indicator{ID: "RA-2", State: StateNotApplicable}
	if s == nil {
		return n
	}
	n.State, n.Reason = s.TwoWayState, reasonText(s.TwoWayReasons)
	if f := s.TwoWay; n.State == StateOK {
		expected := f.Avoided + f.Observed
		n.Value, n.Numerator, n.Denominator, n.Low, n.High = &f.Avoided, &f.Observed, &expected, &f.Low, &f.High
	}
	return n
}

func ofTimeSeries(s *Sensitivity) Indicator {
	n := Indicator{ID: "RA-3", State: StateNotApplicable}
	if s == nil {
		return n
	}
	n.State, n.Reason = s.SeriesState, reasonText(s.SeriesReasons)
	if f := s.Series; n.State == StateOK {
		n.Value, n.Low, n.High = &f.Avoided, &f.Low, &f.High
	}
	return n
}
