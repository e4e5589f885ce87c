package maps

import (
	"math"

	"luanphien/analytics"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/quality"
	"luanphien/dashboard/figure/referrals"
	"luanphien/dashboard/figure/reporting"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var Doctor = &figure.Figure{ID: "map_doctor", Specialised: true, Rows: []string{"postings", "absences"}, Methods: []string{"COV-4"},
	Queries: []string{"coverage_by_station", "station_list"}, Draw: func(r *question.Question) (*figure.Drawing, error) {
		return mapOfDays(r, "doctor", "COV-4", analytics.CoverageCounts.DoctorCoverage)
	}}

var Preventive = &figure.Figure{ID: "map_preventive", Specialised: true, Rows: []string{"postings", "absences"}, Methods: []string{"COV-5"},
	Queries: []string{"coverage_by_station", "station_list"}, Draw: func(r *question.Question) (*figure.Drawing, error) {
		return mapOfDays(r, "preventive", "COV-5", analytics.CoverageCounts.PreventiveCoverage)
	}}

var Gap = &figure.Figure{ID: "map_gap", Specialised: true, Rows: []string{"postings", "absences"}, Methods: []string{"COV-9"},
	Queries: []string{"coverage_by_station", "station_list"}, Draw: drawMapGap}

var Completeness = &figure.Figure{ID: "map_completeness", Rows: []string{"weekly_reports"}, Methods: []string{"CMP-1"},
	Queries: []string{"compliance_by_station", "station_list"}, Streamed: true, Specialised: true, OfReports: true, Draw: drawMapCompleteness}

var Proportion = &figure.Figure{ID: "map_proportion", Rows: []string{"activity"}, Methods: []string{"CHT-1"},
	Queries: []string{"station_weeks", "station_list"}, Draw: drawMapProportion}

var Quality = &figure.Figure{ID: "map_quality", Rows: []string{"activity", "weekly_reports", "postings"}, Methods: []string{"DQ-1", "DQ-2", "DQ-3", "DQ-4", "DQ-5", "DQ-6", "COV-DQ"},
	Queries: []string{"station_weeks", "zero_runs", "posting_checks", "submission_checks", "station_list"}, Draw: drawMapQuality}

// shareLegend are the steps of a share (scripts/tokens of the steps, and what each ends at).
func shareLegend() [][2]string {
	return [][2]string{{"zero", "0"}, {"step1", "< 25"}, {"step2", "< 50"}, {"step3", "< 75"}, {"step4", "< 100"}, {"step5", "100" + words.Nbsp + "%"}}
}

// mapOfDays maps a share of active days.
func mapOfDays(r *question.Question, name, id string, of func(analytics.CoverageCounts) analytics.Ratio) (*figure.Drawing, error) {
	c, err := r.Coverage(r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	if c.Province.ActiveDays == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure.map_"+name), w.T("empty.no_active_days")), nil
	}
	by := map[string]analytics.Ratio{}
	for _, s := range c.Stations {
		by[s.Station.Code] = of(s.CoverageCounts)
	}
	all := of(c.Province)
	d := &figure.Drawing{Title: w.T("map_share."+name, "share", w.Percent(all.Numerator, all.Denominator)),
		Subtitle: w.T("map_share.days", "id", id, "period", r.Period(), "n", w.Int(all.Numerator), "of", w.Int(all.Denominator))}
	return mapDrawing(r, d, []table.For[analytics.Station]{{Field: "share", Label: w.T("column.share"), Kind: table.KindPercent, Cell: func(s analytics.Station) any { return by[s.Code] }}}, shareLegend(), func(s analytics.Station) mapPoint {
		share := by[s.Code]
		return mapPoint{figure.Shade(share), w.T("quality.share", "share", w.Percent(share.Numerator, share.Denominator), "n", w.Int(share.Numerator),
			"of", w.Int(share.Denominator))}
	})
}

func drawMapGap(r *question.Question) (*figure.Drawing, error) {
	c, err := r.Coverage(r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	if c.Province.ActiveDays == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure.map_gap"), w.T("empty.no_active_days")), nil
	}
	by := map[string]analytics.StationCoverage{}
	open := 0
	for _, s := range c.Stations {
		by[s.Station.Code] = s
		if s.OpenGap.Days > 0 {
			open++
		}
	}
	date := w.Date(r.Scope.To)
	if last := r.Scope.LastDay(); last.Before(r.Scope.To) { // the days after it are not counted
		date = w.Date(last)
	}
	d := &figure.Drawing{Title: w.N("map_gap.title", open, "date", date), Subtitle: w.T("map_gap.subtitle", "date", date)}
	legend := [][2]string{{"zero", "0"}, {"step1", "≤ 7"}, {"step2", "≤ 14"}, {"step3", "≤ 28"}, {"step4", "≤ 56"}, {"step5", "> 56"}}
	return mapDrawing(r, d, []table.For[analytics.Station]{{Field: "open_gap", Label: w.T("column.open_gap"), Kind: table.KindInt, Cell: func(s analytics.Station) any {
		at, ok := by[s.Code]
		return table.If(ok, at.OpenGap.Days)
	}}}, legend, func(s analytics.Station) mapPoint {
		at, ok := by[s.Code]
		if !ok {
			return mapPoint{"absent", w.T("presence.inactive")}
		}
		if at.OpenGap.Days == 0 {
			return mapPoint{"zero", w.T("map_gap.none")}
		}
		return mapPoint{stepOf(float64(at.OpenGap.Days), 7, 14, 28, 56), w.N("map_gap.days", at.OpenGap.Days)}
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

func drawMapCompleteness(r *question.Question) (*figure.Drawing, error) {
	c, err := r.Compliance(r.Scope, r.Stream())
	if err != nil {
		return nil, err
	}
	if d := reporting.NoReports(r, c, "map_completeness"); d != nil {
		return d, nil
	}
	w := r.Words
	by := map[string]analytics.ComplianceCounts{}
	for _, s := range c.Stations {
		by[s.Station.Code] = s.ComplianceCounts
	}
	all := c.Province.Completeness()
	d := &figure.Drawing{Title: w.T("map_completeness.title", "share", w.Percent(all.Numerator, all.Denominator), "stream", r.StreamWords()), Subtitle: reporting.Subtitle(r, c)}
	return mapDrawing(r, d, []table.For[analytics.Station]{{Field: "completeness", Label: w.T("column.completeness"), Kind: table.KindPercent, Cell: func(s analytics.Station) any { return by[s.Code].Completeness() }}}, shareLegend(), func(s analytics.Station) mapPoint {
		share := by[s.Code].Completeness()
		return mapPoint{figure.Shade(share), w.T("quality.share", "share", w.Percent(share.Numerator, share.Denominator), "n", w.Int(share.Numerator),
			"of", w.Int(share.Denominator))}
	})
}

// drawMapProportion maps the referral proportion in steps of a quarter of the highest, rounded up to 5 %.
func drawMapProportion(r *question.Question) (*figure.Drawing, error) {
	charts, err := referrals.Charts(r, r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	all := charts[""].Period
	if all.Denominator == 0 {
		return figure.Withheld(analytics.StateNotCollected, w.T("figure.map_proportion"), w.T("empty.no_proportion")), nil
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
	d := &figure.Drawing{Title: w.T("map_proportion.title", "share", w.Percent(all.Numerator, all.Denominator)),
		Subtitle: w.T("map_proportion.subtitle", "period", r.Period(), "n", w.Int(all.Numerator), "of", w.Int(all.Denominator))}
	return mapDrawing(r, d, []table.For[analytics.Station]{{Field: "proportion", Label: w.T("column.proportion"), Kind: table.KindPercent, Cell: func(s analytics.Station) any { return charts[s.Code].Period }}}, legend, func(s analytics.Station) mapPoint {
		share := charts[s.Code].Period
		v, ok := share.Value()
		style := stepOf(v, step, 2*step, 3*step, 4*step)
		switch {
		case !ok:
			return mapPoint{"absent", w.T("quality.nothing_judged")}
		case v == 0:
			style = "zero"
		}
		return mapPoint{style, w.T("tip.proportion", "share", w.Percent(share.Numerator, share.Denominator), "referrals", w.Int(share.Numerator),
			"visits", w.Int(share.Denominator))}
	})
}

func drawMapQuality(r *question.Question) (*figure.Drawing, error) {
	items, err := quality.ItemsOf(r, r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	count := map[string]int{}
	for _, i := range items {
		if i.Station != "" {
			count[i.Station]++
		}
	}
	d := &figure.Drawing{Title: w.N("map_quality.title", len(count)), Subtitle: w.T("map_quality.subtitle", "period", r.Period())}
	legend := [][2]string{{"zero", "0"}, {"step1", "1"}, {"step2", "2"}, {"step3", "≤ 4"}, {"step4", "≤ 8"}, {"step5", "> 8"}}
	return mapDrawing(r, d, []table.For[analytics.Station]{{Field: "items", Label: w.T("column.found"), Kind: table.KindInt, Cell: func(s analytics.Station) any { return count[s.Code] }}}, legend, func(s analytics.Station) mapPoint {
		n := count[s.Code]
		if n == 0 {
			return mapPoint{"zero", w.N("map_quality.items", 0)}
		}
		return mapPoint{stepOf(float64(n), 1, 2, 4, 8), w.N("map_quality.items", n)}
	})
}
