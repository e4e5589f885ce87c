package dashboard

import (
	"math"

	"luanphien/analytics"
	"luanphien/dashboard/words"
)

var mapDoctor = &Figure{ID: "map_doctor", Specialised: true, Rows: []string{"postings", "absences"}, Methods: []string{"COV-4"},
	Queries: []string{"coverage_by_station", "station_list"}, build: func(r *request) (*Drawing, error) {
		return r.mapOfDays("doctor", "COV-4", analytics.CoverageCounts.DoctorCoverage)
	}}

var mapPreventive = &Figure{ID: "map_preventive", Specialised: true, Rows: []string{"postings", "absences"}, Methods: []string{"COV-5"},
	Queries: []string{"coverage_by_station", "station_list"}, build: func(r *request) (*Drawing, error) {
		return r.mapOfDays("preventive", "COV-5", analytics.CoverageCounts.PreventiveCoverage)
	}}

var mapGap = &Figure{ID: "map_gap", Specialised: true, Rows: []string{"postings", "absences"}, Methods: []string{"COV-9"},
	Queries: []string{"coverage_by_station", "station_list"}, build: drawMapGap}

var mapCompleteness = &Figure{ID: "map_completeness", Rows: []string{"weekly_reports"}, Methods: []string{"CMP-1"},
	Queries: []string{"compliance_by_station", "station_list"}, Streamed: true, Specialised: true, OfReports: true, build: drawMapCompleteness}

var mapProportion = &Figure{ID: "map_proportion", Rows: []string{"activity"}, Methods: []string{"CHT-1"},
	Queries: []string{"station_weeks", "station_list"}, build: drawMapProportion}

var mapQuality = &Figure{ID: "map_quality", Rows: []string{"activity", "weekly_reports", "postings"}, Methods: []string{"DQ-1", "DQ-2", "DQ-3", "DQ-4", "DQ-5", "DQ-6", "COV-DQ"},
	Queries: []string{"station_weeks", "zero_runs", "posting_checks", "submission_checks", "station_list"}, build: drawMapQuality}

// shareLegend are the steps of a share (scripts/tokens of the steps, and what each ends at).
func shareLegend() [][2]string {
	return [][2]string{{"zero", "0"}, {"step1", "< 25"}, {"step2", "< 50"}, {"step3", "< 75"}, {"step4", "< 100"}, {"step5", "100" + words.Nbsp + "%"}}
}

// mapOfDays maps a share of active days.
func (r *request) mapOfDays(name, id string, of func(analytics.CoverageCounts) analytics.Ratio) (*Drawing, error) {
	c, err := r.coverage(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	if c.Province.ActiveDays == 0 {
		return withheld(analytics.StateNotApplicable, w.T("figure.map_"+name), w.T("empty.no_active_days")), nil
	}
	by := map[string]analytics.Ratio{}
	for _, s := range c.Stations {
		by[s.Station.Code] = of(s.CoverageCounts)
	}
	all := of(c.Province)
	d := &Drawing{Title: w.T("map_share."+name, "share", w.Percent(all.Numerator, all.Denominator)),
		Subtitle: w.T("map_share.days", "id", id, "period", r.period(), "n", w.Int(all.Numerator), "of", w.Int(all.Denominator))}
	return r.mapDrawing(d, []Column{{Field: "share", Label: w.T("column.share"), Kind: KindPercent}}, shareLegend(), func(s analytics.Station) mapPoint {
		share := by[s.Code]
		return mapPoint{shade(share), w.T("quality.share", "share", w.Percent(share.Numerator, share.Denominator), "n", w.Int(share.Numerator),
			"of", w.Int(share.Denominator)), []any{share}}
	})
}

func drawMapGap(r *request) (*Drawing, error) {
	c, err := r.coverage(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	if c.Province.ActiveDays == 0 {
		return withheld(analytics.StateNotApplicable, w.T("figure.map_gap"), w.T("empty.no_active_days")), nil
	}
	by := map[string]analytics.StationCoverage{}
	open := 0
	for _, s := range c.Stations {
		by[s.Station.Code] = s
		if s.OpenGap.Days > 0 {
			open++
		}
	}
	d := &Drawing{Title: w.N("map_gap.title", open), Subtitle: w.T("map_gap.subtitle", "date", w.Date(r.scope.To))}
	legend := [][2]string{{"zero", "0"}, {"step1", "≤ 7"}, {"step2", "≤ 14"}, {"step3", "≤ 28"}, {"step4", "≤ 56"}, {"step5", "> 56"}}
	return r.mapDrawing(d, []Column{{Field: "open_gap", Label: w.T("column.open_gap"), Kind: KindInt}}, legend, func(s analytics.Station) mapPoint {
		at, ok := by[s.Code]
		if !ok {
			return mapPoint{"absent", w.T("presence.inactive"), []any{nil}}
		}
		if at.OpenGap.Days == 0 {
			return mapPoint{"zero", w.T("map_gap.none"), []any{0}}
		}
		return mapPoint{stepOf(float64(at.OpenGap.Days), 7, 14, 28, 56), w.N("map_gap.days", at.OpenGap.Days), []any{at.OpenGap.Days}}
	})
}

// stepOf is the step of a value above 0 by the ends of the first four steps.
func stepOf(v float64, ends ...float64) string {
	for i, end := range ends {
		if v <= end {
			return "step" + string(rune('1'+i))
		}
	}
	return "step5"
}

func drawMapCompleteness(r *request) (*Drawing, error) {
	c, err := r.compliance(r.scope, r.stream())
	if err != nil {
		return nil, err
	}
	if d := r.noReports(c, "map_completeness"); d != nil {
		return d, nil
	}
	w := r.words
	by := map[string]analytics.ComplianceCounts{}
	for _, s := range c.Stations {
		by[s.Station.Code] = s.ComplianceCounts
	}
	all := c.Province.Completeness()
	d := &Drawing{Title: w.T("map_completeness.title", "share", w.Percent(all.Numerator, all.Denominator), "stream", r.streamWords()), Subtitle: r.reportingSubtitle(c)}
	return r.mapDrawing(d, []Column{{Field: "completeness", Label: w.T("column.completeness"), Kind: KindPercent}}, shareLegend(), func(s analytics.Station) mapPoint {
		share := by[s.Code].Completeness()
		return mapPoint{shade(share), w.T("quality.share", "share", w.Percent(share.Numerator, share.Denominator), "n", w.Int(share.Numerator),
			"of", w.Int(share.Denominator)), []any{share}}
	})
}

// drawMapProportion maps the referral proportion in steps of a quarter of the highest, rounded up to 5 %.
func drawMapProportion(r *request) (*Drawing, error) {
	charts, err := r.charts(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	all := charts[""].Period
	if all.Denominator == 0 {
		return withheld(analytics.StateNotCollected, w.T("figure.map_proportion"), w.T("empty.no_proportion")), nil
	}
	top := 0.0
	for _, c := range charts {
		if v, ok := c.Period.Value(); ok {
			top = math.Max(top, v)
		}
	}
	step := words.Tidy(math.Max(math.Ceil(top/0.05), 1) * 0.05 / 5)
	legend := [][2]string{{"zero", "0"}}
	for i, name := range []string{"step1", "step2", "step3", "step4", "step5"} {
		legend = append(legend, [2]string{name, "≤ " + w.Level(words.Tidy(step*float64(i+1)))})
	}
	d := &Drawing{Title: w.T("map_proportion.title", "share", w.Percent(all.Numerator, all.Denominator)),
		Subtitle: w.T("map_proportion.subtitle", "period", r.period(), "n", w.Int(all.Numerator), "of", w.Int(all.Denominator))}
	return r.mapDrawing(d, []Column{{Field: "proportion", Label: w.T("column.proportion"), Kind: KindPercent}}, legend, func(s analytics.Station) mapPoint {
		share := charts[s.Code].Period
		v, ok := share.Value()
		style := stepOf(v, step, 2*step, 3*step, 4*step)
		switch {
		case !ok:
			return mapPoint{"absent", w.T("quality.nothing_judged"), []any{share}}
		case v == 0:
			style = "zero"
		}
		return mapPoint{style, w.T("tip.proportion", "share", w.Percent(share.Numerator, share.Denominator), "referrals", w.Int(share.Numerator),
			"visits", w.Int(share.Denominator)), []any{share}}
	})
}

func drawMapQuality(r *request) (*Drawing, error) {
	items, err := r.itemsOf(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	count := map[string]int{}
	for _, i := range items {
		if i.Station != "" {
			count[i.Station]++
		}
	}
	d := &Drawing{Title: w.N("map_quality.title", len(count)), Subtitle: w.T("map_quality.subtitle", "period", r.period())}
	legend := [][2]string{{"zero", "0"}, {"step1", "1"}, {"step2", "2"}, {"step3", "≤ 4"}, {"step4", "≤ 8"}, {"step5", "> 8"}}
	return r.mapDrawing(d, []Column{{Field: "items", Label: w.T("column.found"), Kind: KindInt}}, legend, func(s analytics.Station) mapPoint {
		n := count[s.Code]
		if n == 0 {
			return mapPoint{"zero", w.N("map_quality.items", 0), []any{0}}
		}
		return mapPoint{stepOf(float64(n), 1, 2, 4, 8), w.N("map_quality.items", n), []any{n}}
	})
}
