// Package maps has the maps of stations: their shapes, what they may show, their list for a phone and their table.
package maps

import (
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/referrals"
	"luanphien/dashboard/figure/reporting"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var Presence = &figure.Figure{ID: "map_presence", Specialised: true, Methods: []string{"COV-1", "COV-4"},
	Queries: []string{"coverage_by_station", "station_list"}, Draw: drawMapPresence}

var Coverage = &figure.Figure{ID: "map_coverage", Specialised: true, Methods: []string{"COV-1"},
	Queries: []string{"coverage_by_station", "station_list"}, Draw: drawMapCoverage}

var Reporting = &figure.Figure{ID: "map_reporting", Methods: []string{"CMP-2"},
	Queries: []string{"compliance_by_station", "station_list"}, Streamed: true, Specialised: true, OfReports: true, Draw: drawMapReporting}

var Referrals = &figure.Figure{ID: "map_referrals", Methods: []string{"RA-1"},
	Queries: []string{"referral_cells", "referral_baseline", "referral_blocks", "station_list"}, Draw: drawMapReferrals}

// mapPoint is what the map says of one station.
type mapPoint struct {
	Style string // a style of scripts/figures/series/map_marks.js
	Text  string // beside the name in the tooltip
}

// mapDrawing draws the stations that have coordinates at them; the table holds all, with the columns after the station.
func mapDrawing(r *question.Question, d *figure.Drawing, columns []table.For[analytics.Station], legend [][2]string, point func(analytics.Station) mapPoint) (*figure.Drawing, error) {
	stations, err := r.StationsInScope()
	if err != nil {
		return nil, err
	}
	w := r.Words
	d.Table = table.Of(stations, append([]table.For[analytics.Station]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(s analytics.Station) any { return table.StationOf(s) }},
		{Field: "health_center", Label: w.T("column.area"), Cell: func(s analytics.Station) any { return s.HealthCenter }},
	}, columns...))
	var data []any
	var links []string
	var placed []analytics.Station
	var blank []string // names of stations without a number
	unplaced := 0
	points := make([]mapPoint, len(stations))
	for i, s := range stations {
		at := point(s)
		points[i] = at
		if at.Style == "absent" || at.Style == "withheld" {
			blank = append(blank, s.Name)
		}
		if (s.Lat == nil || s.Lon == nil) && !hasOutline(r, s.Code) {
			unplaced++
			continue
		}
		placed = append(placed, s)
		data = append(data, map[string]any{"name": s.Name, "value": []any{valueOr(s.Lon), valueOr(s.Lat), at.Style}, "tip": []string{s.Name, s.HealthCenter, at.Text}})
		links = append(links, r.View.Link("/stations/"+s.Code))
	}
	if len(data) == 0 && len(stations) == 0 {
		d.State, d.Reason = analytics.StateNotCollected, w.T("stations.none")
		return d, nil
	}
	if unplaced > 0 && len(data) > 0 {
		d.Notes = append(d.Notes, w.N("map.unplaced", unplaced))
	}
	if len(blank) > 0 {
		d.Notes = append(d.Notes, w.T("map.blank", "stations", w.N("count.stations", len(blank)), "names", strings.Join(blank, ", ")))
		if !slices.ContainsFunc(legend, func(entry [2]string) bool { return entry[0] == "withheld" }) {
			legend = append(legend, [2]string{"absent", w.T("map.absent")})
		}
	}
	if len(data) == 0 {
		d.Notes = append(d.Notes, w.T("map.no_coordinates"))
		return stationList(r, d, stations, points, legend)
	}
	plane := outline(r, d, placed, data, stations)
	p := chart.NewPlot()
	axis := map[string]any{"type": "value", "show": false, "scale": true}
	p.Set("xAxis", axis)
	p.Set("yAxis", axis)
	p.Set("grid", map[string]any{"left": 24, "right": 24, "top": 40, "bottom": 16})
	p.Series(charts.SingleSeries{Type: "custom", RenderItem: "fn:point", Data: data},
		map[string]any{"encode": map[string]any{"x": 0, "y": 1}, "clip": false, "animation": false})
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	meta := map[string]any{"links": links, "legend": legend, "map": true}
	if plane != nil {
		meta["plane"] = plane
	}
	d.Chart = &chart.Chart{Height: 640, Option: option, Meta: meta}
	d.Alt = w.T("map.alt", "n", len(data), "title", d.Title)
	return d, nil
}

// valueOr is a coordinate, 0 where there is none: an outline has its own place.
func valueOr(v *float64) float64 {
	if v == nil {
		return 0
	}
	return *v
}

func drawMapPresence(r *question.Question) (*figure.Drawing, error) {
	scope := r.Today()
	c, err := r.Coverage(scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	by := map[string]analytics.StationCoverage{}
	covered, doctor := 0, 0
	for _, s := range c.Stations {
		by[s.Station.Code] = s
		if s.CoveredDays > 0 {
			covered++
		}
		if s.DoctorDays > 0 {
			doctor++
		}
	}
	if c.Province.ActiveDays == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure.map_presence"), w.T("empty.no_active_days")), nil
	}
	date := w.Date(scope.From)
	d := &figure.Drawing{Title: w.T("map_presence.title", "n", covered, "of", c.Province.StationsActive, "doctor", doctor, "date", date),
		Subtitle: w.T("map_presence.subtitle", "date", date), Scope: scope}
	legend := [][2]string{{"full", w.T("presence.doctor")}, {"half", w.T("presence.other")}, {"none", w.T("presence.nobody")}}
	columns := []table.For[analytics.Station]{
		{Field: "presence", Label: w.T("column.presence"), Kind: table.KindTerm, Prefix: "presence.", Cell: func(s analytics.Station) any { return present(by[s.Code]) }},
		{Field: "staff", Label: w.T("column.staff_present"), Kind: table.KindInt, Cell: func(s analytics.Station) any {
			return table.If(by[s.Code].ActiveDays > 0, by[s.Code].StaffDays)
		}},
	}
	return mapDrawing(r, d, columns, legend, func(s analytics.Station) mapPoint {
		who := present(by[s.Code])
		return mapPoint{presentStyle[who], w.T("presence." + who)}
	})
}

// present says who is at a station on a day, as a message id after "presence.".
func present(at analytics.StationCoverage) string {
	switch {
	case at.ActiveDays == 0:
		return "inactive"
	case at.DoctorDays > 0:
		return "doctor"
	case at.CoveredDays > 0:
		return "other"
	}
	return "nobody"
}

var presentStyle = map[string]string{"inactive": "inactive", "doctor": "full", "other": "half", "nobody": "none"}

func drawMapCoverage(r *question.Question) (*figure.Drawing, error) {
	c, err := r.Coverage(r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	if c.Province.ActiveDays == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure.map_coverage"), w.T("empty.no_active_days")), nil
	}
	by := map[string]analytics.StationCoverage{}
	for _, s := range c.Stations {
		by[s.Station.Code] = s
	}
	d := &figure.Drawing{Title: w.T("coverage_by_week.title", "share", w.Percent(float64(c.Province.CoveredDays), float64(c.Province.ActiveDays))),
		Subtitle: w.T("coverage_by_week.subtitle", "period", r.Period(), "covered", w.Int(float64(c.Province.CoveredDays)),
			"active", w.Int(float64(c.Province.ActiveDays)))}
	legend := [][2]string{{"zero", "0"}, {"step1", "< 25"}, {"step2", "< 50"}, {"step3", "< 75"}, {"step4", "< 100"}, {"step5", "100" + words.Nbsp + "%"}}
	return mapDrawing(r, d, []table.For[analytics.Station]{{Field: "coverage", Label: w.T("column.coverage"), Kind: table.KindPercent, Cell: func(s analytics.Station) any { return by[s.Code].Coverage() }}}, legend,
		func(s analytics.Station) mapPoint {
			share := by[s.Code].Coverage()
			return mapPoint{figure.Shade(share), w.T("tip.coverage", "share", w.Percent(share.Numerator, share.Denominator),
				"covered", w.Int(share.Numerator), "active", w.Int(share.Denominator))}
		})
}

func drawMapReporting(r *question.Question) (*figure.Drawing, error) {
	c, err := r.Compliance(r.Scope, r.Stream())
	if err != nil {
		return nil, err
	}
	if d := reporting.NoReports(r, c, "map_reporting"); d != nil {
		return d, nil
	}
	w := r.Words
	by := map[string]analytics.ComplianceCounts{}
	for _, s := range c.Stations {
		by[s.Station.Code] = s.ComplianceCounts
	}
	d := &figure.Drawing{Title: w.T("reporting_by_week.title", "share", w.Percent(float64(c.Province.OnTime), float64(c.Province.Due)), "stream", r.StreamWords()),
		Subtitle: reporting.Subtitle(r, c)}
	legend := [][2]string{{"zero", "0"}, {"step1", "< 25"}, {"step2", "< 50"}, {"step3", "< 75"}, {"step4", "< 100"}, {"step5", "100" + words.Nbsp + "%"}}
	return mapDrawing(r, d, []table.For[analytics.Station]{{Field: "on_time_rate", Label: w.T("column.timeliness"), Kind: table.KindPercent, Cell: func(s analytics.Station) any { return by[s.Code].Timeliness() }}}, legend,
		func(s analytics.Station) mapPoint {
			counts := by[s.Code]
			return mapPoint{figure.Shade(counts.Timeliness()), reporting.Tip(r, counts)[0]}
		})
}

func drawMapReferrals(r *question.Question) (*figure.Drawing, error) {
	ra, err := r.Referrals(r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	by := map[string]analytics.StationReferrals{}
	shown := 0
	for _, s := range ra.Stations {
		by[s.Station.Code] = s
		if s.State == analytics.StateOK {
			shown++
		}
	}
	if shown == 0 {
		d := referrals.Withheld(r, ra, "map_referrals")
		if d.State != analytics.StateNotCollected {
			d.State, d.Reason = analytics.StateWithheld, w.T("ra.no_station")
		}
		return d, nil
	}
	d := &figure.Drawing{Title: referrals.EstimateInWords(r, ra.Province), Subtitle: referrals.ComparedWith(r, ra)}
	legend := [][2]string{{"fewer", w.T("ra.state.fewer")}, {"unclear", w.T("ra.state.unclear")}, {"more", w.T("ra.state.more")},
		{"withheld", w.T("ra.state.withheld")}}
	type station = analytics.Station
	estimate := func(of func(analytics.Estimate) float64) func(station) any {
		return func(s station) any {
			e := by[s.Code].Estimate
			return table.If(e.State == analytics.StateOK, table.EstimateCell{Value: of(e), Of: e})
		}
	}
	columns := []table.For[station]{
		{Field: "finding", Label: w.T("column.finding"), Kind: table.KindTerm, Prefix: "ra.state.", Cell: func(s station) any { return referrals.FindingOf(by[s.Code]) }},
		{Field: "avoided", Label: w.T("column.avoided"), Kind: table.KindInt, Cell: estimate(func(e analytics.Estimate) float64 { return e.Avoided })},
		{Field: "low", Label: w.T("column.low"), Kind: table.KindInt, Cell: estimate(func(e analytics.Estimate) float64 { return e.Low })},
		{Field: "high", Label: w.T("column.high"), Kind: table.KindInt, Cell: estimate(func(e analytics.Estimate) float64 { return e.High })},
	}
	return mapDrawing(r, d, columns, legend, func(s analytics.Station) mapPoint {
		of := by[s.Code]
		e, style := of.Estimate, referrals.FindingOf(of)
		if e.State != analytics.StateOK {
			return mapPoint{style, referrals.ReasonsInWords(r, e)}
		}
		return mapPoint{style, referrals.StationInWords(r, of)}
	})
}
