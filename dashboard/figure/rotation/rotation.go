// Package rotation has who was sent, by unit, cadre and specialty.
package rotation

import (
	"cmp"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var Flows = &figure.Figure{Rows: []string{"postings", "absences"}, ID: "rotation_flows", Specialised: true, Methods: []string{"COV-2", "COV-11"},
	Queries: []string{"rotation_staff_days"}, Draw: drawRotationFlows}

func Of(r *question.Question, scope analytics.Scope) ([]lists.StaffDays, error) {
	return question.Call(r, "rotation", scope, func() ([]lists.StaffDays, error) { return lists.Rotation(r.Ctx, r.Edition, scope) })
}

// unitSum is what one sending unit gave.
type unitSum struct {
	Code, Name, Level string
	workers           map[string]bool // who were present
	Planned, Present  int             // staff-days
}

// levelProvince is the code of units of the province's own level.
const levelProvince = "province"

// rotationSums is the rotation of the scope, summed.
type rotationSums struct {
	units            []*unitSum // those of the province first, then by name
	byCode           map[string]*unitSum
	cadres           map[string]int // workers who were present, by cadre
	Workers          int
	Stations         map[string]bool // where anybody was present
	Planned, Present int
}

func SumRotation(w *words.Words, list []lists.StaffDays) *rotationSums {
	s := &rotationSums{byCode: map[string]*unitSum{}, cadres: map[string]int{}, Stations: map[string]bool{}}
	for _, d := range list {
		u := s.byCode[d.Unit]
		if u == nil {
			u = &unitSum{Code: d.Unit, Name: unitName(w, d), Level: d.Level, workers: map[string]bool{}}
			s.byCode[d.Unit] = u
			s.units = append(s.units, u)
		}
		u.Planned += d.Planned
		u.Present += d.Present
		s.Planned += d.Planned
		s.Present += d.Present
		if d.Present == 0 {
			continue
		}
		s.Stations[d.Station] = true
		if !u.workers[d.Worker] {
			u.workers[d.Worker] = true
			s.cadres[d.Cadre]++
			s.Workers++
		}
	}
	byName := words.Collator()
	slices.SortFunc(s.units, func(a, b *unitSum) int {
		return cmp.Or(levelRank(a.Level)-levelRank(b.Level), byName(a.Name, b.Name), cmp.Compare(a.Code, b.Code))
	})
	return s
}

func levelRank(level string) int {
	if level == levelProvince {
		return 0
	}
	return 1
}

// unitName is the unit's name; a worker who is not in the list of workers has none.
func unitName(w *words.Words, d lists.StaffDays) string {
	if d.UnitName == "" {
		return w.T("unit.unknown")
	}
	return d.UnitName
}

// ofLevel are the staff-days of units of the province's own level.
func (s *rotationSums) ofProvince() int {
	n := 0
	for _, u := range s.units {
		if u.Level == levelProvince {
			n += u.Present
		}
	}
	return n
}

// Sending counts the units that anybody came from.
func (s *rotationSums) Sending() int {
	n := 0
	for _, u := range s.units {
		if len(u.workers) > 0 {
			n++
		}
	}
	return n
}

func (s *rotationSums) Fulfilment() analytics.Ratio { return figure.Quotient(s.Present, s.Planned) }

// noRotation is the drawing where nobody was sent in the period, or nil.
func noRotation(r *question.Question, s *rotationSums, id string) *figure.Drawing {
	if s.Planned == 0 && s.Present == 0 {
		return figure.Withheld(analytics.StateNotApplicable, r.Words.T("figure."+id), r.Words.T("empty.no_rotation"))
	}
	return nil
}

// flowKey is a flow of the chart: from a unit to an area, or to a station where there is one area only, in a role.
type flowKey struct{ unit, place, role string }

func drawRotationFlows(r *question.Question) (*figure.Drawing, error) {
	list, err := Of(r, r.Scope)
	if err != nil {
		return nil, err
	}
	stations, err := r.StationsInScope()
	if err != nil {
		return nil, err
	}
	w := r.Words
	s := SumRotation(w, list)
	if d := noRotation(r, s, "rotation_flows"); d != nil {
		return d, nil
	}
	d := &figure.Drawing{Table: flowTable(w, list, s, stations),
		Title: w.T("rotation_flows.title", "units", w.N("count.units", s.Sending()), "cadres", w.CountCadres(s.cadres), "stations", w.N("count.stations", len(s.Stations))),
		Subtitle: w.T("rotation_flows.subtitle", "period", r.Period(), "done", w.Int(float64(s.Present)), "workers", w.Int(float64(s.Workers)),
			"share", w.Percent(float64(s.ofProvince()), float64(s.Present))),
		Alt:   w.T("rotation_flows.alt", "units", w.N("count.units", s.Sending()), "done", w.Int(float64(s.Present)), "share", w.Percent(float64(s.ofProvince()), float64(s.Present))),
		Notes: []string{w.T("rotation_flows.note")},
	}
	if s.Present == 0 { // ordered, but nobody has come yet
		d.State, d.Reason = analytics.StateNotApplicable, w.T("empty.nobody_came")
		return d, nil
	}
	d.Chart, err = flowChart(r, list, s, stations)
	return d, err
}

func flowChart(r *question.Question, list []lists.StaffDays, s *rotationSums, stations []analytics.Station) (*chart.Chart, error) {
	w := r.Words
	places, placeOf := flowPlaces(stations)
	days := map[flowKey]int{}
	received := map[string]int{}
	for _, d := range list {
		if d.Present > 0 {
			days[flowKey{d.Unit, placeOf[d.Station], words.RoleOf(d.Cadre)}] += d.Present
			received[placeOf[d.Station]] += d.Present
		}
	}
	var nodes, links []any
	for _, u := range s.units {
		if u.Present > 0 {
			nodes = append(nodes, map[string]any{"name": "from " + u.Code, "text": words.ShortName(u.Name), "itemStyle": map[string]any{"color": chart.ColourMuted},
				"tip": []string{u.Name, w.N("count.workers", len(u.workers)), w.T("tip.staff_days", "n", w.Int(float64(u.Present)))}})
		}
	}
	right, shared := 0, chart.SharedWords(slices.Sorted(slices.Values(places)))
	for _, p := range places {
		if received[p] > 0 {
			right++
			nodes = append(nodes, map[string]any{"name": "to " + p, "text": words.ShortName(p), "short": strings.TrimPrefix(p, shared), "itemStyle": map[string]any{"color": chart.ColourMuted},
				"label": map[string]any{"position": "right"}, "tip": []string{p, w.T("tip.staff_days", "n", w.Int(float64(received[p])))}})
		}
	}
	left := len(nodes) - right
	for _, u := range s.units {
		for _, p := range places {
			for _, role := range []string{"doctor", "preventive", "other"} {
				if n := days[flowKey{u.Code, p, role}]; n > 0 {
					links = append(links, map[string]any{"source": "from " + u.Code, "target": "to " + p, "value": n,
						"lineStyle": map[string]any{"color": roleColour[role], "opacity": 0.55},
						"tip":       []string{u.Name + " → " + p, w.T("role."+role) + ": " + w.T("tip.staff_days", "n", w.Int(float64(n)))}})
				}
			}
		}
	}
	return sankey(nodes, links, max(left, right))
}

// flowPlaces are the places at the right end of the flows, in the default order, and the place of each station: its
// area, or itself where there is only one area.
func flowPlaces(stations []analytics.Station) (places []string, of map[string]string) {
	areas := map[string]bool{}
	for _, st := range stations {
		areas[st.HealthCenter] = true
	}
	of = map[string]string{}
	for _, st := range stations {
		of[st.Code] = st.HealthCenter
		if len(areas) == 1 {
			of[st.Code] = chart.RowName(st.Name)
		}
		if p := of[st.Code]; len(places) == 0 || !slices.Contains(places, p) {
			places = append(places, p)
		}
	}
	return places, of
}

// roleColour are the tints of the roles, as in the Gantt charts.
var roleColour = map[string]string{"doctor": chart.ColourAccent, "preventive": "token:step3", "other": chart.ColourNeutral}

// nodeHeight is the room of a node of a Sankey diagram, px.
const nodeHeight = 34

// sankey draws flows between nodes that stand in the order given.
func sankey(nodes, links []any, rows int) (*chart.Chart, error) {
	p := chart.NewPlot()
	p.Series(charts.SingleSeries{Type: "sankey", Data: nodes}, map[string]any{
		"links": links, "layoutIterations": 0, "nodeAlign": "justify", "nodeWidth": 12, "nodeGap": chart.ByWidth(22, 12), "draggable": false, "animation": false,
		"left": chart.ByWidth(104, 190), "right": chart.ByWidth(104, 190), "top": 8, "bottom": 8,
		"label": map[string]any{"formatter": "fn:nodeName", "position": "left", "color": chart.ColourInk, "fontSize": chart.AxisSize, "lineHeight": 15,
			"width": chart.ByWidth(92, 176), "overflow": chart.ByWidth("break", "truncate")},
		"emphasis": map[string]any{"focus": "adjacency"},
	})
	option, err := p.Option()
	if err != nil {
		return nil, err
	}
	chart.Merge(option, map[string]any{"tooltip": map[string]any{"trigger": "item", "formatter": "fn:tip"}})
	return &chart.Chart{Height: max(rows, 3) * nodeHeight, Option: option}, nil
}

// flowTable lists the flows down to the stations.
func flowTable(w *words.Words, list []lists.StaffDays, s *rotationSums, stations []analytics.Station) *table.Table {
	type key struct{ unit, station, cadre string }
	type sum struct{ workers, present, planned int }
	type flow struct {
		unit    *unitSum
		station analytics.Station
		cadre   string
		sum
	}
	sums := map[key]*sum{}
	for _, d := range list {
		k := key{d.Unit, d.Station, cmp.Or(d.Cadre, "other")}
		if sums[k] == nil {
			sums[k] = &sum{}
		}
		if d.Present > 0 {
			sums[k].workers++ // a worker has one row a station
		}
		sums[k].present += d.Present
		sums[k].planned += d.Planned
	}
	var flows []flow
	for _, u := range s.units {
		for _, st := range stations {
			for _, cadre := range words.CadreOrder {
				if v := sums[key{u.Code, st.Code, cadre}]; v != nil {
					flows = append(flows, flow{u, st, cadre, *v})
				}
			}
		}
	}
	return table.Of(flows, []table.For[flow]{
		{Field: "unit_code", Label: w.T("column.unit_code"), Hidden: true, Cell: func(f flow) any { return f.unit.Code }},
		{Field: "unit", Label: w.T("column.unit"), Cell: func(f flow) any { return f.unit.Name }},
		{Field: "unit_level", Label: w.T("column.level"), Kind: table.KindTerm, Prefix: "unit.level.", Cell: func(f flow) any { return f.unit.Level }},
		{Field: "health_center", Label: w.T("column.area"), Cell: func(f flow) any { return f.station.HealthCenter }},
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(f flow) any { return table.StationOf(f.station) }},
		{Field: "cadre", Label: w.T("column.cadre"), Kind: table.KindTerm, Prefix: "cadre.", Cell: func(f flow) any { return f.cadre }},
		{Field: "workers", Label: w.T("column.workers"), Kind: table.KindInt, Cell: func(f flow) any { return f.workers }},
		{Field: "staff_days", Label: w.T("column.staff_days"), Kind: table.KindInt, Cell: func(f flow) any { return f.present }},
		{Field: "planned_staff_days", Label: w.T("column.planned"), Kind: table.KindInt, Cell: func(f flow) any { return f.planned }},
	})
}
