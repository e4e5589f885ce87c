package dashboard

import (
	"cmp"
	"slices"

	"luanphien/analytics"
)

// mapGroups are the indicators that the overview's map can show, in the order of its choice, by the message of their
// group; the first is shown unless another is asked for. Those that the department declares (IND) follow.
var mapGroups = []struct {
	Key   string
	Names []string
}{
	{"map.group.staff", []string{"presence", "coverage", "doctor", "preventive", "fte", "staff_days", "fulfilment", "gap", "longest_gap", "double"}},
	{"map.group.needs", []string{"needs", "unmet", "ahead", "ahead_doctor"}},
	{"map.group.reports", []string{"reporting", "completeness", "content", "days_late", "difficulties", "response"}},
	{"map.group.care", []string{"visits", "proportion", "referrals"}},
	{"map.group.quality", []string{"quality", "outliers", "inconsistent", "jumps", "blanks"}},
}

// Rows and queries that several maps rest on.
var (
	staffRows    = []string{"postings", "absences"}
	qualityRows  = []string{"activity"}
	coverageOf   = []string{"coverage_by_station", "station_list"}
	complianceOf = []string{"compliance_by_station", "station_list"}
	qualityOf    = []string{"station_weeks", "zero_runs", "station_list"}
)

// valueMaps are the maps of one number a station that the program knows.
var valueMaps = []*valueMap{
	{Figure{ID: "map_fte", Specialised: true, Rows: staffRows, Methods: []string{"COV-3"}, Queries: coverageOf}, scaleMean,
		ofCoverage(func(c analytics.CoverageCounts) mapNumber { return ofRatio(c.FTE(), "", "") }, scaleMean)},
	{Figure{ID: "map_staff_days", Specialised: true, Rows: staffRows, Methods: []string{"COV-2"}, Queries: coverageOf}, scaleCount,
		ofCoverage(func(c analytics.CoverageCounts) mapNumber { return mapNumber{Value: float64(c.StaffDays)} }, scaleCount)},
	{Figure{ID: "map_fulfilment", Specialised: true, Rows: staffRows, Methods: []string{"COV-11"}, Queries: coverageOf}, scalePlan,
		ofCoverage(func(c analytics.CoverageCounts) mapNumber { return ofRatio(c.Fulfilment(), "", "map_values.no_order") }, scalePlan)},
	{Figure{ID: "map_double", Specialised: true, Rows: staffRows, Methods: []string{"COV-DQ"}, Queries: []string{"double_bookings", "station_list"}}, scaleCount,
		ofCoverage(func(c analytics.CoverageCounts) mapNumber { return mapNumber{Value: float64(c.DoubleBooked)} }, scaleCount)},
	{Figure{ID: "map_longest_gap", Specialised: true, Rows: staffRows, Methods: []string{"COV-8"}, Queries: coverageOf}, scaleGap, longestGaps},
	{Figure{ID: "map_needs", Specialised: true, Rows: []string{"needs", "postings", "absences"}, Methods: []string{"COV-6"}, Queries: []string{"need_coverage", "station_list"}}, scaleSmall,
		ofCoverage(func(c analytics.CoverageCounts) mapNumber {
			return ofRatio(c.SpecialtyCoverage(), "", "map_values.no_need")
		}, scaleSmall)},
	{Figure{ID: "map_unmet", Specialised: true, Rows: []string{"needs", "postings", "absences"}, Methods: []string{"COV-6"}, Queries: []string{"attention_needs", "need_coverage", "station_list"}}, scaleCount, unmetNeeds},
	{Figure{ID: "map_ahead", Specialised: true, Rows: staffRows, Methods: []string{"COV-1"}, Queries: []string{"ahead_by_day", "station_list"}}, scaleShare,
		daysAhead(func(s analytics.AheadStation) int { return s.Covered })},
	{Figure{ID: "map_ahead_doctor", Specialised: true, Rows: staffRows, Methods: []string{"COV-4"}, Queries: []string{"ahead_by_day", "station_list"}}, scaleShare,
		daysAhead(func(s analytics.AheadStation) int { return s.DoctorDays })},
	{Figure{ID: "map_content", Streamed: true, Specialised: true, OfReports: true, Rows: []string{"weekly_reports"}, Methods: []string{"CMP-4"}, Queries: complianceOf}, scaleShare,
		ofReports(func(c analytics.ComplianceCounts) mapNumber {
			return ofRatio(c.ContentCompleteness(), "", "map_values.no_report")
		}, true)},
	{Figure{ID: "map_days_late", Streamed: true, Specialised: true, OfReports: true, Rows: []string{"weekly_reports"}, Methods: []string{"CMP-3"}, Queries: complianceOf}, scaleDays,
		ofReports(medianLate, false)},
	{Figure{ID: "map_difficulties", Rows: []string{"incident_reports"}, Methods: []string{"CMP-6"}, Queries: []string{"incident_list", "station_list"}}, scaleCount, openDifficulties},
	{Figure{ID: "map_response", Rows: []string{"incident_reports"}, Methods: []string{"CMP-6"}, Queries: []string{"incident_durations", "station_list"}}, scaleDays, medianResponse},
	{Figure{ID: "map_visits", Rows: []string{"activity"}, Methods: []string{"CHT-1"}, Queries: []string{"station_weeks", "station_list"}}, scaleCount, visitsOf},
	{Figure{ID: "map_outliers", Rows: qualityRows, Methods: []string{"DQ-1"}, Queries: qualityOf}, scaleSmall,
		ofChecks(func(q analytics.StationQuality) analytics.Ratio { return q.OutlierShare }, true)},
	{Figure{ID: "map_inconsistent", Rows: qualityRows, Methods: []string{"DQ-2"}, Queries: qualityOf}, scaleSmall,
		ofChecks(func(q analytics.StationQuality) analytics.Ratio { return q.Inconsistent }, true)},
	{Figure{ID: "map_jumps", Rows: qualityRows, Methods: []string{"DQ-3"}, Queries: qualityOf}, scaleSmall,
		ofChecks(func(q analytics.StationQuality) analytics.Ratio { return q.Jumps }, false)},
	{Figure{ID: "map_blanks", Rows: qualityRows, Methods: []string{"DQ-4"}, Queries: qualityOf}, scaleSmall,
		ofChecks(func(q analytics.StationQuality) analytics.Ratio { return q.BlankCells }, true)},
}

// mapIndicator is the map of an indicator of the department's own list, which ?map= names as the list does.
var mapIndicator = (&valueMap{Figure{ID: "map_indicator", Rows: []string{"indicators"}, Methods: []string{"IND"},
	Queries: []string{"indicator_totals", "station_list"}, Asked: []string{"map"}}, scaleCount, declaredTotals}).figureOf()

// moreMaps are the figures of valueMaps.
func moreMaps() []*Figure {
	var list []*Figure
	for _, m := range valueMaps {
		list = append(list, m.figureOf())
	}
	return list
}

// mapFigure is the figure that shows an indicator; known tells whether there is one of that name.
func (r *request) mapFigure(name string) (f *Figure, known bool) {
	for _, g := range mapGroups {
		if slices.Contains(g.Names, name) {
			return figures.byID["map_"+name], true
		}
	}
	catalogue, err := r.indicatorCatalogue()
	if err != nil { // the map says so itself
		return mapIndicator, true
	}
	return mapIndicator, slices.Contains(catalogue, name)
}

// ofCoverage reads a number of each station's days; all is the pooled one, on the scale. A reason is a message.
func ofCoverage(of func(analytics.CoverageCounts) mapNumber, scale mapScale) func(*request) (*mapNumbers, error) {
	return func(r *request) (*mapNumbers, error) {
		c, err := r.coverage(r.scope)
		if err != nil {
			return nil, err
		}
		n := &mapNumbers{By: map[string]mapNumber{}}
		for _, s := range c.Stations {
			n.By[s.Station.Code] = r.inWords(of(s.CoverageCounts))
		}
		if all := of(c.Province); all.None == "" {
			n.All = scale.words(r.words, all)
		}
		return n, nil
	}
}

// inWords puts the words in the place of the message that says why there is no number.
func (r *request) inWords(v mapNumber) mapNumber {
	if v.None != "" {
		v.None = r.words.T(v.None)
	}
	return v
}

func longestGaps(r *request) (*mapNumbers, error) {
	c, err := r.coverage(r.scope)
	if err != nil {
		return nil, err
	}
	n := &mapNumbers{By: map[string]mapNumber{}}
	for _, s := range c.Stations {
		v := mapNumber{Value: float64(s.LongestGap.Days)}
		if s.LongestGap.Days > 0 {
			v.Tip = r.words.Period(s.LongestGap.From, s.LongestGap.To)
		}
		n.By[s.Station.Code] = v
	}
	return n, nil
}

// unmetNeeds counts the needs that are not met at the as-of moment; a station that declares none has no number.
func unmetNeeds(r *request) (*mapNumbers, error) {
	needs, err := r.needs(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	n := &mapNumbers{By: map[string]mapNumber{}, All: w.Int(float64(sumNeeds(needs).open)), Over: w.Moment(r.scope.AsOf)}
	of := map[string]int{}
	for _, need := range needs {
		v := n.By[need.Station]
		of[need.Station]++
		if need.UnmetSince != nil {
			v.Value++
		}
		v.Tip = w.T("map_values.of_needs", "n", w.N("count.needs", of[need.Station]))
		n.By[need.Station] = v
	}
	return n, nil
}

// daysAhead reads a share of the coming days.
func daysAhead(of func(analytics.AheadStation) int) func(*request) (*mapNumbers, error) {
	return func(r *request) (*mapNumbers, error) {
		a, err := r.ahead(r.scope)
		if err != nil {
			return nil, err
		}
		n := &mapNumbers{By: map[string]mapNumber{}, Over: r.words.Period(a.From, a.To)}
		var all analytics.Ratio
		for _, s := range a.Stations {
			share := quotient(of(s), s.Days)
			all = all.Plus(share)
			n.By[s.Station.Code] = r.inWords(ofRatio(share, r.words.T("map_values.n_of", "n", of(s), "of", s.Days), "map_values.no_value"))
		}
		n.All = written(r.words, all)
		return n, nil
	}
}

// ofReports reads a number of the stream's reports.
func ofReports(of func(analytics.ComplianceCounts) mapNumber, pooled bool) func(*request) (*mapNumbers, error) {
	return func(r *request) (*mapNumbers, error) {
		c, err := r.compliance(r.scope, r.stream())
		if err != nil {
			return nil, err
		}
		n := &mapNumbers{By: map[string]mapNumber{}, Beside: r.streamWords()}
		for _, s := range c.Stations {
			n.By[s.Station.Code] = r.inWords(of(s.ComplianceCounts))
		}
		if all := of(c.Province); all.None == "" && pooled {
			n.All = written(r.words, all.Of)
		}
		return n, nil
	}
}

// medianLate is the median of days late among the late reports.
func medianLate(c analytics.ComplianceCounts) mapNumber {
	if c.MedianDaysLate == nil {
		return mapNumber{None: "map_values.none_late"}
	}
	return mapNumber{Value: *c.MedianDaysLate}
}

// openDifficulties counts those not resolved at the as-of moment, at every station.
func openDifficulties(r *request) (*mapNumbers, error) {
	list, err := r.incidentList(r.scope)
	if err != nil {
		return nil, err
	}
	stations, err := r.stationsInScope()
	if err != nil {
		return nil, err
	}
	n := &mapNumbers{By: map[string]mapNumber{}, Over: r.words.Moment(r.scope.AsOf)}
	for _, s := range stations {
		n.By[s.Code] = mapNumber{}
	}
	open, _ := openOnes(list)
	for _, i := range open {
		v := n.By[i.Station]
		v.Value++
		n.By[i.Station] = v
	}
	n.All = r.words.Int(float64(len(open)))
	return n, nil
}

// medianResponse is the Kaplan–Meier median of each station, of which some are not reached.
func medianResponse(r *request) (*mapNumbers, error) {
	times, err := call(r, "response by station", r.scope, func() (map[string][]analytics.ResponseTimes, error) {
		return r.edition.IncidentsByStation(r.ctx, r.scope)
	})
	if err != nil {
		return nil, err
	}
	w := r.words
	n := &mapNumbers{By: map[string]mapNumber{}}
	for code, list := range times {
		all := list[0].Responded // of all severities
		v := mapNumber{Tip: w.T("map_values.events", "n", all.Events, "of", all.N)}
		if all.Median == nil {
			v.None = w.T("map_values.not_reached", "n", all.Events, "of", all.N)
		} else {
			v.Value = *all.Median
		}
		n.By[code] = v
	}
	return n, nil
}

func visitsOf(r *request) (*mapNumbers, error) {
	charts, err := r.charts(r.scope)
	if err != nil {
		return nil, err
	}
	n := &mapNumbers{By: map[string]mapNumber{}, All: r.words.Int(charts[""].Period.Denominator)}
	for code, c := range charts {
		if weeks := c.Weeks; weeks > 0 && code != "" {
			n.By[code] = mapNumber{Value: c.Period.Denominator, Tip: r.words.N("map_values.weeks", weeks)}
		}
	}
	return n, nil
}

// ofChecks reads a share that a check of the data found; pooled says that the check judges all together by the same rule.
func ofChecks(of func(analytics.StationQuality) analytics.Ratio, pooled bool) func(*request) (*mapNumbers, error) {
	return func(r *request) (*mapNumbers, error) {
		q, err := r.quality(r.scope)
		if err != nil {
			return nil, err
		}
		w := r.words
		n := &mapNumbers{By: map[string]mapNumber{}}
		for code, s := range q.Stations {
			share := of(*s)
			n.By[code] = r.inWords(ofRatio(share, w.T("map_values.n_of", "n", w.Int(share.Numerator), "of", w.Int(share.Denominator)), "quality.nothing_judged"))
		}
		if all := of(q.Province); pooled && all.Denominator > 0 {
			n.All = written(w, all)
		}
		return n, nil
	}
}

// declaredTotals are those of the indicator that ?map= names, or of the first.
func declaredTotals(r *request) (*mapNumbers, error) {
	totals, err := r.indicatorTotals(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	n := &mapNumbers{By: map[string]mapNumber{}, Label: w.Named(r.view.Map)}
	list, i := inOrder(totals[""]), 0
	if r.view.Map != "" {
		i = slices.IndexFunc(list, func(t analytics.Total) bool { return t.Indicator == r.view.Map })
	}
	if i < 0 || i >= len(list) { // nobody reported it
		return n, nil
	}
	all := list[i]
	unit := cmp.Or(w.Named(all.Unit), "–")
	n.Label, n.All = w.Named(all.Indicator), w.T("map_values.unit", "n", w.Int(all.Value), "unit", unit)
	n.Beside = w.T("map_values.declared", "nature", w.T("indicator.nature."+all.Nature), "unit", unit, "reported", w.Int(float64(all.StationWeeks)))
	for code, own := range totals {
		for _, t := range own {
			if t.Indicator == all.Indicator && code != "" {
				n.By[code] = mapNumber{Value: t.Value, Tip: w.N("map_values.weeks", t.StationWeeks)}
			}
		}
	}
	return n, nil
}
