package dashboard

import (
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

var mapPresence = &Figure{ID: "map_presence", Specialised: true, Methods: []string{"COV-1", "COV-4"},
	Queries: []string{"coverage_by_station", "station_list"}, build: drawMapPresence}

var mapCoverage = &Figure{ID: "map_coverage", Specialised: true, Methods: []string{"COV-1"},
	Queries: []string{"coverage_by_station", "station_list"}, build: drawMapCoverage}

var mapReporting = &Figure{ID: "map_reporting", Methods: []string{"CMP-2"},
	Queries: []string{"compliance_by_station", "station_list"}, Streamed: true, Specialised: true, OfReports: true, build: drawMapReporting}

var mapReferrals = &Figure{ID: "map_referrals", Methods: []string{"RA-1"},
	Queries: []string{"referral_cells", "referral_baseline", "referral_blocks", "station_list"}, build: drawMapReferrals}

// mapPoint is what the map says of one station.
type mapPoint struct {
	Style string // a style of scripts/map.js
	Text  string // beside the name in the tooltip
	Cells []any  // of the table, after the station
}

// mapDrawing draws the stations that have coordinates at them; the table holds all.
func (r *request) mapDrawing(d *Drawing, columns []Column, legend [][2]string, point func(analytics.Station) mapPoint) (*Drawing, error) {
	stations, err := r.stationsInScope()
	if err != nil {
		return nil, err
	}
	w := r.words
	d.Table = &Table{Columns: append([]Column{{Field: "station", Label: w.T("column.station"), Kind: KindStation},
		{Field: "health_center", Label: w.T("column.area")}}, columns...)}
	var data []any
	var links []string
	var placed []analytics.Station
	var blank []string // names of stations without a number
	unplaced := 0
	points := make([]mapPoint, len(stations))
	for i, s := range stations {
		at := point(s)
		points[i] = at
		d.Table.Rows = append(d.Table.Rows, append([]any{stationRef{Code: s.Code, Name: s.Name}, s.HealthCenter}, at.Cells...))
		if at.Style == "absent" || at.Style == "withheld" {
			blank = append(blank, s.Name)
		}
		if (s.Lat == nil || s.Lon == nil) && !r.hasOutline(s.Code) {
			unplaced++
			continue
		}
		placed = append(placed, s)
		data = append(data, map[string]any{"name": s.Name, "value": []any{valueOr(s.Lon), valueOr(s.Lat), at.Style}, "tip": []string{s.Name, s.HealthCenter, at.Text}})
		links = append(links, r.view.Link("/stations/"+s.Code))
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
		return r.stationList(d, stations, points, legend)
	}
	plane := r.outline(d, placed, data, stations)
	p := newPlot()
	axis := map[string]any{"type": "value", "show": false, "scale": true}
	p.set("xAxis", axis)
	p.set("yAxis", axis)
	p.set("grid", map[string]any{"left": 24, "right": 24, "top": 40, "bottom": 16})
	p.series(charts.SingleSeries{Type: "custom", RenderItem: "fn:point", Data: data},
		map[string]any{"encode": map[string]any{"x": 0, "y": 1}, "clip": false, "animation": false})
	option, err := p.option()
	if err != nil {
		return nil, err
	}
	meta := map[string]any{"links": links, "legend": legend, "map": true}
	if plane != nil {
		meta["plane"] = plane
	}
	d.Chart = &Chart{Height: 640, Option: option, Meta: meta}
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

// today is the last day that the as-of moment has begun to count.
func (r *request) today() analytics.Scope {
	scope := r.scope
	day := calendar.Date(scope.AsOf)
	if calendar.EndOf(calendar.LastFullDay(scope.AsOf)).Equal(scope.AsOf) {
		day = calendar.LastFullDay(scope.AsOf)
	}
	scope.From, scope.To = day, day
	return scope
}

func drawMapPresence(r *request) (*Drawing, error) {
	scope := r.today()
	c, err := r.coverage(scope)
	if err != nil {
		return nil, err
	}
	w := r.words
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
		return withheld(analytics.StateNotApplicable, w.T("figure.map_presence"), w.T("empty.no_active_days")), nil
	}
	date := w.Date(scope.From)
	d := &Drawing{Title: w.T("map_presence.title", "n", covered, "of", c.Province.StationsActive, "doctor", doctor, "date", date),
		Subtitle: w.T("map_presence.subtitle", "date", date), Scope: scope}
	legend := [][2]string{{"full", w.T("presence.doctor")}, {"half", w.T("presence.other")}, {"none", w.T("presence.nobody")}}
	return r.mapDrawing(d, []Column{{Field: "presence", Label: w.T("column.presence"), Kind: KindTerm, Prefix: "presence."},
		{Field: "staff", Label: w.T("column.staff_present"), Kind: KindInt}}, legend,
		func(s analytics.Station) mapPoint {
			at, ok := by[s.Code]
			switch {
			case !ok || at.ActiveDays == 0:
				return mapPoint{"inactive", w.T("presence.inactive"), []any{"inactive", nil}}
			case at.DoctorDays > 0:
				return mapPoint{"full", w.T("presence.doctor"), []any{"doctor", at.StaffDays}}
			case at.CoveredDays > 0:
				return mapPoint{"half", w.T("presence.other"), []any{"other", at.StaffDays}}
			}
			return mapPoint{"none", w.T("presence.nobody"), []any{"nobody", at.StaffDays}}
		})
}

func drawMapCoverage(r *request) (*Drawing, error) {
	c, err := r.coverage(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	if c.Province.ActiveDays == 0 {
		return withheld(analytics.StateNotApplicable, w.T("figure.map_coverage"), w.T("empty.no_active_days")), nil
	}
	by := map[string]analytics.StationCoverage{}
	for _, s := range c.Stations {
		by[s.Station.Code] = s
	}
	d := &Drawing{Title: w.T("coverage_by_week.title", "share", w.Percent(float64(c.Province.CoveredDays), float64(c.Province.ActiveDays))),
		Subtitle: w.T("coverage_by_week.subtitle", "period", r.period(), "covered", w.Int(float64(c.Province.CoveredDays)),
			"active", w.Int(float64(c.Province.ActiveDays)))}
	legend := [][2]string{{"zero", "0"}, {"step1", "< 25"}, {"step2", "< 50"}, {"step3", "< 75"}, {"step4", "< 100"}, {"step5", "100" + words.Nbsp + "%"}}
	return r.mapDrawing(d, []Column{{Field: "coverage", Label: w.T("column.coverage"), Kind: KindPercent}}, legend,
		func(s analytics.Station) mapPoint {
			share := by[s.Code].Coverage()
			return mapPoint{shade(share), w.T("tip.coverage", "share", w.Percent(share.Numerator, share.Denominator),
				"covered", w.Int(share.Numerator), "active", w.Int(share.Denominator)), []any{share}}
		})
}

func drawMapReporting(r *request) (*Drawing, error) {
	c, err := r.compliance(r.scope, r.stream())
	if err != nil {
		return nil, err
	}
	if d := r.noReports(c, "map_reporting"); d != nil {
		return d, nil
	}
	w := r.words
	by := map[string]analytics.ComplianceCounts{}
	for _, s := range c.Stations {
		by[s.Station.Code] = s.ComplianceCounts
	}
	d := &Drawing{Title: w.T("reporting_by_week.title", "share", w.Percent(float64(c.Province.OnTime), float64(c.Province.Due)), "stream", r.streamWords()),
		Subtitle: r.reportingSubtitle(c)}
	legend := [][2]string{{"zero", "0"}, {"step1", "< 25"}, {"step2", "< 50"}, {"step3", "< 75"}, {"step4", "< 100"}, {"step5", "100" + words.Nbsp + "%"}}
	return r.mapDrawing(d, []Column{{Field: "on_time_rate", Label: w.T("column.timeliness"), Kind: KindPercent}}, legend,
		func(s analytics.Station) mapPoint {
			counts := by[s.Code]
			share := counts.Timeliness()
			return mapPoint{shade(share), r.reportTip(counts)[0], []any{share}}
		})
}

func drawMapReferrals(r *request) (*Drawing, error) {
	ra, err := r.referrals(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	by := map[string]analytics.StationReferrals{}
	shown := 0
	for _, s := range ra.Stations {
		by[s.Station.Code] = s
		if s.State == analytics.StateOK {
			shown++
		}
	}
	if shown == 0 {
		d := r.referralsWithheld(ra, "map_referrals")
		if d.State != analytics.StateNotCollected {
			d.State, d.Reason = analytics.StateWithheld, w.T("ra.no_station")
		}
		return d, nil
	}
	d := &Drawing{Title: r.estimateInWords(ra.Province), Subtitle: r.comparedWith(ra)}
	legend := [][2]string{{"fewer", w.T("ra.state.fewer")}, {"unclear", w.T("ra.state.unclear")}, {"more", w.T("ra.state.more")},
		{"withheld", w.T("ra.state.withheld")}}
	columns := []Column{{Field: "finding", Label: w.T("column.finding"), Kind: KindTerm, Prefix: "ra.state."},
		{Field: "avoided", Label: w.T("column.avoided"), Kind: KindInt}, {Field: "low", Label: w.T("column.low"), Kind: KindInt},
		{Field: "high", Label: w.T("column.high"), Kind: KindInt}}
	return r.mapDrawing(d, columns, legend, func(s analytics.Station) mapPoint {
		of := by[s.Code]
		e, style := of.Estimate, findingOf(of)
		if e.State != analytics.StateOK {
			return mapPoint{style, r.reasonsInWords(e), []any{style, nil, nil, nil}}
		}
		return mapPoint{style, r.stationInWords(of), []any{style, estimateCell{e.Avoided, e}, estimateCell{e.Low, e}, estimateCell{e.High, e}}}
	})
}
