package analytics

import (
	"context"
	"strings"

	"luanphien/analytics/stats"
)

// Indicator is one figure as scripts read it: unrounded; nil = not applicable or not to be shown.
type Indicator struct {
	ID          string   `json:"id"`
	Stream      *string  `json:"stream"`   // rotation or station for CMP
	Facility    *string  `json:"facility"` // nil = all stations of the scope
	Value       *float64 `json:"value"`
	Numerator   *float64 `json:"numerator"`
	Denominator *float64 `json:"denominator"`
	Low         *float64 `json:"low"`
	High        *float64 `json:"high"`
	State       State    `json:"state"`
	Reason      *string  `json:"reason"` // codes of §4.4, comma-separated
}

// Indicators gives every indicator of the scope, pooled (byFacility false) or one object per station and indicator.
// COV are described, hence without interval; CMP-1 and CMP-2 carry the Wilson interval for comparing; RA-1 has the
// value E − O, the numerator O, the denominator E.
func (e *Edition) Indicators(ctx context.Context, scope Scope, byFacility bool) ([]Indicator, error) {
	var list []Indicator
	for _, part := range []func(context.Context, Scope, bool) ([]Indicator, error){
		e.coverageIndicators, e.complianceIndicators, e.referralIndicators,
	} {
		some, err := part(ctx, scope, byFacility)
		if err != nil {
			return nil, err
		}
		list = append(list, some...)
	}
	return list, nil
}

// facilityOf is how an indicator names what it is about.
func facilityOf(scope Scope) *string {
	if scope.Facility == "" {
		return nil
	}
	return &scope.Facility
}

func (e *Edition) coverageIndicators(ctx context.Context, scope Scope, byFacility bool) ([]Indicator, error) {
	c, err := e.Coverage(ctx, scope)
	if err != nil {
		return nil, err
	}
	if !byFacility {
		return coverageList(facilityOf(scope), c.Province, c.LongestGap, c.OpenGap), nil
	}
	stations, err := e.stationsIn(ctx, scope)
	if err != nil {
		return nil, err
	}
	found := map[string]StationCoverage{}
	for _, s := range c.Stations {
		found[s.Station.Code] = s
	}
	var list []Indicator
	for _, s := range stations {
		f := found[s.Code] // none: no active day
		list = append(list, coverageList(&s.Code, f.CoverageCounts, f.LongestGap, f.OpenGap)...)
	}
	return list, nil
}

func coverageList(facility *string, c CoverageCounts, longest, open Gap) []Indicator {
	list := []Indicator{
		ofRatio("COV-1", c.Coverage()),
		ofCount("COV-2", c.StaffDays),
		ofRatio("COV-3", c.FTE()),
		ofRatio("COV-4", c.DoctorCoverage()),
		ofRatio("COV-5", c.PreventiveCoverage()),
		ofRatio("COV-6", c.SpecialtyCoverage()),
		ofRatio("COV-7", c.NeedsEverMet()),
		ofCount("COV-8", longest.Days),
		ofCount("COV-9", open.Days),
		ofRatio("COV-10", c.StationsReachedShare()),
		ofRatio("COV-11", c.Fulfilment()),
		ofCount("COV-DQ", c.DoubleBooked),
	}
	for i := range list {
		list[i].Facility = facility
		if c.ActiveDays == 0 {
			list[i] = Indicator{ID: list[i].ID, Facility: facility, State: StateNotApplicable, Reason: reasonText([]Reason{ReasonStationNotActive})}
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

func (e *Edition) complianceIndicators(ctx context.Context, scope Scope, byFacility bool) ([]Indicator, error) {
	stations, err := e.stationsIn(ctx, scope)
	if err != nil {
		return nil, err
	}
	var list []Indicator
	for _, stream := range []Stream{StreamRotation, StreamStation} {
		total, state, err := e.complianceTotal(ctx, scope, stream)
		if err != nil {
			return nil, err
		}
		if !byFacility {
			list = append(list, complianceList(facilityOf(scope), stream, total, state)...)
			continue
		}
		counts := map[string]ComplianceCounts{}
		err = e.read(ctx, "compliance_by_station", scope.stream(stream), func(r *row) { counts[r.text()] = readCompliance(r) })
		if err != nil {
			return nil, err
		}
		for _, s := range stations {
			own := complianceState(counts[s.Code], state != StateNotCollected)
			list = append(list, complianceList(&s.Code, stream, counts[s.Code], own)...)
		}
	}
	return list, nil
}

func complianceList(facility *string, stream Stream, c ComplianceCounts, state State) []Indicator {
	name := string(stream)
	list := []Indicator{
		withWilson(ofRatio("CMP-1", c.Completeness())),
		withWilson(ofRatio("CMP-2", c.Timeliness())),
		{ID: "CMP-3", Value: c.MedianDaysLate, State: StateOK},
		ofRatio("CMP-4", c.ContentCompleteness()),
	}
	if c.MedianDaysLate == nil {
		list[2].State = StateNotApplicable
	}
	for i := range list {
		if state == StateNotCollected {
			list[i] = Indicator{ID: list[i].ID, State: state}
		}
		list[i].Stream, list[i].Facility = &name, facility
	}
	return list
}

func withWilson(n Indicator) Indicator {
	if low, high, ok := stats.Wilson(*n.Numerator, *n.Denominator, 0.95); ok {
		n.Low, n.High = &low, &high
	}
	return n
}

func (e *Edition) referralIndicators(ctx context.Context, scope Scope, byFacility bool) ([]Indicator, error) {
	stations, err := e.stationsIn(ctx, scope)
	if err != nil {
		return nil, err
	}
	p, err := e.readPanel(ctx, scope)
	if err != nil {
		return nil, err
	}
	if !p.collected {
		if err := e.readWindow(ctx, scope, p); err != nil {
			return nil, err
		}
	}
	r := p.figures(scope, stations)
	if !byFacility {
		return []Indicator{ofEstimate(facilityOf(scope), r.Province)}, nil
	}
	var list []Indicator
	for _, s := range r.Stations {
		list = append(list, ofEstimate(&s.Station.Code, s.Estimate))
	}
	return list, nil
}

func ofEstimate(facility *string, e Estimate) Indicator {
	n := Indicator{ID: "RA-1", Facility: facility, State: e.State, Reason: reasonText(e.Reasons)}
	if e.State == StateOK {
		observed := float64(e.Observed)
		n.Value, n.Numerator, n.Denominator, n.Low, n.High = &e.Avoided, &observed, &e.Expected, &e.Low, &e.High
	}
	return n
}
