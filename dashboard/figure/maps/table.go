package maps

import (
	"cmp"
	"slices"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/coverage"
	"luanphien/dashboard/figure/incidents"
	"luanphien/dashboard/figure/indicators"
	"luanphien/dashboard/figure/needs"
	"luanphien/dashboard/figure/quality"
	"luanphien/dashboard/figure/referrals"
	"luanphien/dashboard/question"
)

// Groups are the indicators that the overview's map can show, in the order of its choice, by the message of their
// group; the first is shown unless another is asked for. Those that the department declares (IND) follow.
var Groups = []struct {
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
	{figure.Figure{ID: "map_fte", Specialised: true, Rows: staffRows, Methods: []string{"COV-3"}, Queries: coverageOf}, ScaleMean,
		ofCoverage(func(c analytics.CoverageCounts) MapNumber { return ofRatio(c.FTE(), "", "") }, ScaleMean)},
	{figure.Figure{ID: "map_staff_days", Specialised: true, Rows: staffRows, Methods: []string{"COV-2"}, Queries: coverageOf}, ScaleCount,
		ofCoverage(func(c analytics.CoverageCounts) MapNumber { return MapNumber{Value: float64(c.StaffDays)} }, ScaleCount)},
	{figure.Figure{ID: "map_fulfilment", Specialised: true, Rows: staffRows, Methods: []string{"COV-11"}, Queries: coverageOf}, ScalePlan,
		ofCoverage(func(c analytics.CoverageCounts) MapNumber { return ofRatio(c.Fulfilment(), "", "map_values.no_order") }, ScalePlan)},
	{figure.Figure{ID: "map_double", Specialised: true, Rows: staffRows, Methods: []string{"COV-DQ"}, Queries: []string{"double_bookings", "station_list"}}, ScaleCount,
		ofCoverage(func(c analytics.CoverageCounts) MapNumber { return MapNumber{Value: float64(c.DoubleBooked)} }, ScaleCount)},
	{figure.Figure{ID: "map_longest_gap", Specialised: true, Rows: staffRows, Methods: []string{"COV-8"}, Queries: coverageOf}, ScaleGap, longestGaps},
	{figure.Figure{ID: "map_needs", Specialised: true, Rows: []string{"needs", "postings", "absences"}, Methods: []string{"COV-6"}, Queries: []string{"need_coverage", "station_list"}}, ScaleSmall,
		ofCoverage(func(c analytics.CoverageCounts) MapNumber {
			return ofRatio(c.SpecialtyCoverage(), "", "map_values.no_need")
		}, ScaleSmall)},
	{figure.Figure{ID: "map_unmet", Specialised: true, Rows: []string{"needs", "postings", "absences"}, Methods: []string{"COV-6"}, Queries: []string{"attention_needs", "need_coverage", "station_list"}}, ScaleCount, unmetNeeds},
	{figure.Figure{ID: "map_ahead", Specialised: true, Rows: staffRows, Methods: []string{"COV-1"}, Queries: []string{"ahead_by_day", "station_list"}}, scaleShare,
		daysAhead(func(s lists.AheadStation) int { return s.Covered })},
	{figure.Figure{ID: "map_ahead_doctor", Specialised: true, Rows: staffRows, Methods: []string{"COV-4"}, Queries: []string{"ahead_by_day", "station_list"}}, scaleShare,
		daysAhead(func(s lists.AheadStation) int { return s.DoctorDays })},
	{figure.Figure{ID: "map_content", Streamed: true, Specialised: true, OfReports: true, Rows: []string{"weekly_reports"}, Methods: []string{"CMP-4"}, Queries: complianceOf}, scaleShare,
		ofReports(func(c analytics.ComplianceCounts) MapNumber {
			return ofRatio(c.ContentCompleteness(), "", "map_values.no_report")
		}, true)},
	{figure.Figure{ID: "map_days_late", Streamed: true, Specialised: true, OfReports: true, Rows: []string{"weekly_reports"}, Methods: []string{"CMP-3"}, Queries: complianceOf}, scaleDays,
		ofReports(medianLate, false)},
	{figure.Figure{ID: "map_difficulties", Rows: []string{"incident_reports"}, Methods: []string{"CMP-6"}, Queries: []string{"incident_list", "station_list"}}, ScaleCount, openDifficulties},
	{figure.Figure{ID: "map_response", Rows: []string{"incident_reports"}, Methods: []string{"CMP-6"}, Queries: []string{"incident_durations", "station_list"}}, scaleDays, medianResponse},
	{figure.Figure{ID: "map_visits", Rows: []string{"activity"}, Methods: []string{"CHT-1"}, Queries: []string{"station_weeks", "station_list"}}, ScaleCount, visitsOf},
	{figure.Figure{ID: "map_outliers", Rows: qualityRows, Methods: []string{"DQ-1"}, Queries: qualityOf}, ScaleSmall,
		ofChecks(func(q analytics.StationQuality) analytics.Ratio { return q.OutlierShare }, true)},
	{figure.Figure{ID: "map_inconsistent", Rows: qualityRows, Methods: []string{"DQ-2"}, Queries: qualityOf}, ScaleSmall,
		ofChecks(func(q analytics.StationQuality) analytics.Ratio { return q.Inconsistent }, true)},
	{figure.Figure{ID: "map_jumps", Rows: qualityRows, Methods: []string{"DQ-3"}, Queries: qualityOf}, ScaleSmall,
		ofChecks(func(q analytics.StationQuality) analytics.Ratio { return q.Jumps }, false)},
	{figure.Figure{ID: "map_blanks", Rows: qualityRows, Methods: []string{"DQ-4"}, Queries: qualityOf}, ScaleSmall,
		ofChecks(func(q analytics.StationQuality) analytics.Ratio { return q.BlankCells }, true)},
}

// Indicator is the map of an indicator of the department's own list, which ?map= names as the list does.
var Indicator = (&valueMap{figure.Figure{ID: "map_indicator", Rows: []string{"indicators"}, Methods: []string{"IND"},
	Queries: []string{"indicator_totals", "station_list"}, Asked: []string{"map"}}, ScaleCount, declaredTotals}).figureOf()

// Further are the maps that differ from the others in the numbers alone.
var Further = moreMaps()

// moreMaps are the figures of valueMaps.
func moreMaps() []*figure.Figure {
	var list []*figure.Figure
	for _, m := range valueMaps {
		list = append(list, m.figureOf())
	}
	return list
}

// mapsByID are the maps, by the ids of their figures.
var mapsByID = figure.NewSet(slices.Concat([]*figure.Figure{Presence, Coverage, Doctor, Preventive, Gap, Reporting, Completeness, Referrals,
	Proportion, Quality, Indicator}, Further)...).ByID

// Named is the figure that shows an indicator; known tells whether there is one of that name.
func Named(r *question.Question, name string) (f *figure.Figure, known bool) {
	for _, g := range Groups {
		if slices.Contains(g.Names, name) {
			return mapsByID["map_"+name], true
		}
	}
	catalogue, err := indicatorCatalogue(r)
	if err != nil { // the map says so itself
		return Indicator, true
	}
	return Indicator, slices.Contains(catalogue, name)
}

// ofCoverage reads a number of each station's days; all is the pooled one, on the scale. A reason is a message.
func ofCoverage(of func(analytics.CoverageCounts) MapNumber, scale MapScale) func(*question.Question) (*mapNumbers, error) {
	return func(r *question.Question) (*mapNumbers, error) {
		c, err := r.Coverage(r.Scope)
		if err != nil {
			return nil, err
		}
		n := &mapNumbers{By: map[string]MapNumber{}}
		for _, s := range c.Stations {
			n.By[s.Station.Code] = inWords(r, of(s.CoverageCounts))
		}
		if all := of(c.Province); all.None == "" {
			n.All = scale.words(r.Words, all)
		}
		return n, nil
	}
}

// inWords puts the words in the place of the message that says why there is no number.
func inWords(r *question.Question, v MapNumber) MapNumber {
	if v.None != "" {
		v.None = r.Words.T(v.None)
	}
	return v
}

func longestGaps(r *question.Question) (*mapNumbers, error) {
	c, err := r.Coverage(r.Scope)
	if err != nil {
		return nil, err
	}
	n := &mapNumbers{By: map[string]MapNumber{}}
	for _, s := range c.Stations {
		v := MapNumber{Value: float64(s.LongestGap.Days)}
		if s.LongestGap.Days > 0 {
			v.Tip = r.Words.Period(s.LongestGap.From, s.LongestGap.To)
		}
		n.By[s.Station.Code] = v
	}
	return n, nil
}

// unmetNeeds counts the needs that are not met at the as-of moment; a station that declares none has no number.
func unmetNeeds(r *question.Question) (*mapNumbers, error) {
	declared, err := needs.Of(r, r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	n := &mapNumbers{By: map[string]MapNumber{}, All: w.Int(float64(needs.SumNeeds(declared).Open)), Over: w.Moment(r.Scope.AsOf)}
	of := map[string]int{}
	for _, need := range declared {
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
func daysAhead(of func(lists.AheadStation) int) func(*question.Question) (*mapNumbers, error) {
	return func(r *question.Question) (*mapNumbers, error) {
		a, err := coverage.Ahead(r, r.Scope)
		if err != nil {
			return nil, err
		}
		n := &mapNumbers{By: map[string]MapNumber{}, Over: r.Words.Period(a.From, a.To)}
		var all analytics.Ratio
		for _, s := range a.Stations {
			share := figure.Quotient(of(s), s.Days)
			all = all.Plus(share)
			n.By[s.Station.Code] = inWords(r, ofRatio(share, r.Words.T("map_values.n_of", "n", of(s), "of", s.Days), "map_values.no_value"))
		}
		n.All = figure.Written(r.Words, all)
		return n, nil
	}
}

// ofReports reads a number of the stream's reports.
func ofReports(of func(analytics.ComplianceCounts) MapNumber, pooled bool) func(*question.Question) (*mapNumbers, error) {
	return func(r *question.Question) (*mapNumbers, error) {
		c, err := r.Compliance(r.Scope, r.Stream())
		if err != nil {
			return nil, err
		}
		n := &mapNumbers{By: map[string]MapNumber{}, Beside: r.StreamWords()}
		for _, s := range c.Stations {
			n.By[s.Station.Code] = inWords(r, of(s.ComplianceCounts))
		}
		if all := of(c.Province); all.None == "" && pooled {
			n.All = figure.Written(r.Words, all.Of)
		}
		return n, nil
	}
}

// medianLate is the median of days late among the late reports.
func medianLate(c analytics.ComplianceCounts) MapNumber {
	if c.MedianDaysLate == nil {
		return MapNumber{None: "map_values.none_late"}
	}
	return MapNumber{Value: *c.MedianDaysLate}
}

// openDifficulties counts those not resolved at the as-of moment, at every station.
func openDifficulties(r *question.Question) (*mapNumbers, error) {
	list, err := incidents.List(r, r.Scope)
	if err != nil {
		return nil, err
	}
	stations, err := r.StationsInScope()
	if err != nil {
		return nil, err
	}
	n := &mapNumbers{By: map[string]MapNumber{}, Over: r.Words.Moment(r.Scope.AsOf)}
	for _, s := range stations {
		n.By[s.Code] = MapNumber{}
	}
	open, _ := incidents.OpenOnes(list)
	for _, i := range open {
		v := n.By[i.Station]
		v.Value++
		n.By[i.Station] = v
	}
	n.All = r.Words.Int(float64(len(open)))
	return n, nil
}

// medianResponse is the Kaplan–Meier median of each station, of which some are not reached.
func medianResponse(r *question.Question) (*mapNumbers, error) {
	times, err := question.Call(r, "response by station", r.Scope, func() (map[string][]analytics.ResponseTimes, error) {
		return r.Edition.IncidentsByStation(r.Ctx, r.Scope)
	})
	if err != nil {
		return nil, err
	}
	w := r.Words
	n := &mapNumbers{By: map[string]MapNumber{}}
	for code, list := range times {
		all := list[0].Responded // of all severities
		v := MapNumber{Tip: w.T("map_values.events", "n", all.Events, "of", all.N)}
		if all.Median == nil {
			v.None = w.T("map_values.not_reached", "n", all.Events, "of", all.N)
		} else {
			v.Value = *all.Median
		}
		n.By[code] = v
	}
	return n, nil
}

func visitsOf(r *question.Question) (*mapNumbers, error) {
	charts, err := referrals.Charts(r, r.Scope)
	if err != nil {
		return nil, err
	}
	n := &mapNumbers{By: map[string]MapNumber{}, All: r.Words.Int(charts[""].Period.Denominator)}
	for code, c := range charts {
		if weeks := c.Weeks; weeks > 0 && code != "" {
			n.By[code] = MapNumber{Value: c.Period.Denominator, Tip: r.Words.N("map_values.weeks", weeks)}
		}
	}
	return n, nil
}

// ofChecks reads a share that a check of the data found; pooled says that the check judges all together by the same rule.
func ofChecks(of func(analytics.StationQuality) analytics.Ratio, pooled bool) func(*question.Question) (*mapNumbers, error) {
	return func(r *question.Question) (*mapNumbers, error) {
		q, err := quality.Of(r, r.Scope)
		if err != nil {
			return nil, err
		}
		w := r.Words
		n := &mapNumbers{By: map[string]MapNumber{}}
		for code, s := range q.Stations {
			share := of(*s)
			n.By[code] = inWords(r, ofRatio(share, w.T("map_values.n_of", "n", w.Int(share.Numerator), "of", w.Int(share.Denominator)), "quality.nothing_judged"))
		}
		if all := of(q.Province); pooled && all.Denominator > 0 {
			n.All = figure.Written(w, all)
		}
		return n, nil
	}
}

// declaredTotals are those of the indicator that ?map= names, or of the first.
func declaredTotals(r *question.Question) (*mapNumbers, error) {
	totals, err := indicators.Totals(r, r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	n := &mapNumbers{By: map[string]MapNumber{}, Label: w.Named(r.View.Map)}
	list, i := indicators.InOrder(totals[""]), 0
	if r.View.Map != "" {
		i = slices.IndexFunc(list, func(t analytics.Total) bool { return t.Indicator == r.View.Map })
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
				n.By[code] = MapNumber{Value: t.Value, Tip: w.N("map_values.weeks", t.StationWeeks)}
			}
		}
	}
	return n, nil
}
