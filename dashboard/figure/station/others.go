package station

import (
	"luanphien/analytics"
	"luanphien/dashboard/disclosure"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/referrals"
	"luanphien/dashboard/question"
)

// places are the scopes that a station is held against: itself, its health-centre area, the province.
func places(r *question.Question, s analytics.Station) [3]analytics.Scope {
	area, all := r.Scope, r.Scope
	area.HealthCenter, area.Facility = s.HealthCenter, ""
	all.HealthCenter, all.Facility = "", ""
	if codes, err := r.Provinces(); err == nil && len(codes) > 1 {
		all.Province = s.Province
	}
	area.Stations, all.Stations = "", "" // as their names say, whoever asks: sums in which no station is told (tellsSums)
	if r.Area != "" {                    // and no kind of stations may be told apart in them
		area.FacilityType, all.FacilityType = "", ""
	}
	return [3]analytics.Scope{r.StationScope(), area, all}
}

// tellsSums tells who works for an area the sum of a health centre and that of the province, or not: where all but one of the
// stations that make it are of the area, it would tell the number of that one. So would what the sums of the area's health
// centres leave over of the province.
func tellsSums(r *question.Question, centre string, counts func(station string) bool) (area, province bool, err error) {
	if r.Area == "" {
		return true, true, nil
	}
	stations, err := r.EveryStation()
	if err != nil {
		return false, false, err
	}
	own, foreign := map[string]bool{}, map[string]int{} // by health centre
	for _, s := range stations {
		switch {
		case r.Area.Holds(s.Code):
			own[s.HealthCenter] = true
		case counts(s.Code):
			foreign[s.HealthCenter]++
		}
	}
	left := 0
	for name, n := range foreign {
		if !own[name] || n == 1 {
			left += n
		}
	}
	return foreign[centre] != 1, left != 1, nil
}

// notTold stands for the sum that would tell another station's number.
func notTold(r *question.Question) disclosure.Few { return disclosure.Few(r.Words.T("area.one.mark")) }

// referenceLine is one indicator of a station beside those of its area and of the province.
type referenceLine struct {
	Key, Method string
	Values      [3]analytics.Ratio
	Hidden      [3]bool   // from who works for an area
	Others      []float64 // the values of the stations of the province that have one
}

// lineOf is the sum of an indicator, and what of it is each station's.
type lineOf struct {
	sum     analytics.Ratio
	station map[string]analytics.Ratio
}

// linesOf are the indicators of a scope in the order of the lines.
func linesOf(r *question.Question, scope analytics.Scope) ([]lineOf, error) {
	c, err := r.Coverage(scope)
	if err != nil {
		return nil, err
	}
	reports, err := r.Compliance(scope, r.Stream())
	if err != nil {
		return nil, err
	}
	byStation, err := referrals.Charts(r, scope)
	if err != nil {
		return nil, err
	}
	var list []lineOf
	for _, of := range []func(analytics.CoverageCounts) analytics.Ratio{analytics.CoverageCounts.Coverage, analytics.CoverageCounts.DoctorCoverage,
		analytics.CoverageCounts.PreventiveCoverage, analytics.CoverageCounts.SpecialtyCoverage} {
		line := lineOf{of(c.Province), map[string]analytics.Ratio{}}
		for _, s := range c.Stations {
			line.station[s.Station.Code] = of(s.CoverageCounts)
		}
		list = append(list, line)
	}
	for _, of := range []func(analytics.ComplianceCounts) analytics.Ratio{analytics.ComplianceCounts.Completeness, analytics.ComplianceCounts.Timeliness} {
		line := lineOf{of(reports.Province), map[string]analytics.Ratio{}}
		for _, s := range reports.Stations {
			line.station[s.Station.Code] = of(s.ComplianceCounts)
		}
		list = append(list, line)
	}
	share := lineOf{byStation[scope.Facility].Period, map[string]analytics.Ratio{}}
	for code, chart := range byStation {
		share.station[code] = chart.Period
	}
	return append(list, share), nil
}

// hideSums hides the sums of a line that would tell another station's number.
func (l *referenceLine) hideSums(r *question.Question, centre string, of lineOf) (bool, error) {
	area, province, err := tellsSums(r, centre, func(code string) bool { return of.station[code].Denominator > 0 })
	for i, told := range []bool{true, area, province} {
		if !told {
			l.Values[i], l.Hidden[i] = analytics.Ratio{}, true
		}
	}
	return !area || !province, err
}

// explainSums says under a figure why a sum is not there.
func explainSums(r *question.Question, d *figure.Drawing, hidden bool) {
	if hidden {
		d.Notes = append(d.Notes, r.Words.T("area.one.note"))
	}
}
