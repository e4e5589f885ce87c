package dashboard

import (
	"cmp"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"

	"luanphien/analytics"
	"luanphien/dashboard/words"
)

var rotationFlows = &Figure{Rows: []string{"postings", "absences"}, ID: "rotation_flows", Specialised: true, Methods: []string{"COV-2", "COV-11"},
	Queries: []string{"rotation_staff_days"}, build: drawRotationFlows}

func (r *request) rotation(scope analytics.Scope) ([]analytics.StaffDays, error) {
	return call(r, "rotation", scope, func() ([]analytics.StaffDays, error) { return r.edition.Rotation(r.ctx, scope) })
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
	workers          int
	stations         map[string]bool // where anybody was present
	Planned, Present int
}

func sumRotation(w *words.Words, list []analytics.StaffDays) *rotationSums {
	s := &rotationSums{byCode: map[string]*unitSum{}, cadres: map[string]int{}, stations: map[string]bool{}}
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
		s.stations[d.Station] = true
		if !u.workers[d.Worker] {
			u.workers[d.Worker] = true
			s.cadres[d.Cadre]++
			s.workers++
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
func unitName(w *words.Words, d analytics.StaffDays) string {
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

// sending counts the units that anybody came from.
func (s *rotationSums) sending() int {
	n := 0
	for _, u := range s.units {
		if len(u.workers) > 0 {
			n++
		}
	}
	return n
}

func (s *rotationSums) fulfilment() analytics.Ratio { return quotient(s.Present, s.Planned) }

// noRotation is the drawing where nobody was sent in the period, or nil.
func (r *request) noRotation(s *rotationSums, id string) *Drawing {
	if s.Planned == 0 && s.Present == 0 {
		return withheld(analytics.StateNotApplicable, r.words.T("figure."+id), r.words.T("empty.no_rotation"))
	}
	return nil
}

// flowKey is a flow of the chart: from a unit to an area, or to a station where there is one area only, in a role.
type flowKey struct{ unit, place, role string }

func drawRotationFlows(r *request) (*Drawing, error) {
	list, err := r.rotation(r.scope)
	if err != nil {
		return nil, err
	}
	stations, err := r.stationsInScope()
	if err != nil {
		return nil, err
	}
	w := r.words
	s := sumRotation(w, list)
	if d := r.noRotation(s, "rotation_flows"); d != nil {
		return d, nil
	}
	d := &Drawing{Table: flowTable(w, list, s, stations),
		Title: w.T("rotation_flows.title", "units", w.N("count.units", s.sending()), "cadres", w.CountCadres(s.cadres), "stations", w.N("count.stations", len(s.stations))),
		Subtitle: w.T("rotation_flows.subtitle", "period", r.period(), "done", w.Int(float64(s.Present)), "workers", w.Int(float64(s.workers)),
			"share", w.Percent(float64(s.ofProvince()), float64(s.Present))),
		Alt:   w.T("rotation_flows.alt", "units", w.N("count.units", s.sending()), "done", w.Int(float64(s.Present)), "share", w.Percent(float64(s.ofProvince()), float64(s.Present))),
		Notes: []string{w.T("rotation_flows.note")},
	}
	if s.Present == 0 { // ordered, but nobody has come yet
		d.State, d.Reason = analytics.StateNotApplicable, w.T("empty.nobody_came")
		return d, nil
	}
	d.Chart, err = r.flowChart(list, s, stations)
	return d, err
}

func (r *request) flowChart(list []analytics.StaffDays, s *rotationSums, stations []analytics.Station) (*Chart, error) {
	w := r.words
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
			nodes = append(nodes, map[string]any{"name": "from " + u.Code, "text": words.ShortName(u.Name), "itemStyle": map[string]any{"color": colourMuted},
				"tip": []string{u.Name, w.N("count.workers", len(u.workers)), w.T("tip.staff_days", "n", w.Int(float64(u.Present)))}})
		}
	}
	right, shared := 0, sharedWords(slices.Sorted(slices.Values(places)))
	for _, p := range places {
		if received[p] > 0 {
			right++
			nodes = append(nodes, map[string]any{"name": "to " + p, "text": words.ShortName(p), "short": strings.TrimPrefix(p, shared), "itemStyle": map[string]any{"color": colourMuted},
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
			of[st.Code] = rowName(st.Name)
		}
		if p := of[st.Code]; len(places) == 0 || !slices.Contains(places, p) {
			places = append(places, p)
		}
	}
	return places, of
}

// roleColour are the tints of the roles, as in the Gantt charts.
var roleColour = map[string]string{"doctor": colourAccent, "preventive": "token:step3", "other": colourNeutral}

// nodeHeight is the room of a node of a Sankey diagram, px.
const nodeHeight = 34

// sankey draws flows between nodes that stand in the order given.
func sankey(nodes, links []any, rows int) (*Chart, error) {
	p := newPlot()
	p.series(charts.SingleSeries{Type: "sankey", Data: nodes}, map[string]any{
		"links": links, "layoutIterations": 0, "nodeAlign": "justify", "nodeWidth": 12, "nodeGap": byRoom(22, 12), "draggable": false, "animation": false,
		"left": byRoom(104, 190), "right": byRoom(104, 190), "top": 8, "bottom": 8,
		"label": map[string]any{"formatter": "fn:nodeName", "position": "left", "color": colourInk, "fontSize": axisSize, "lineHeight": 15,
			"width": byRoom(92, 176), "overflow": byRoom("break", "truncate")},
		"emphasis": map[string]any{"focus": "adjacency"},
	})
	option, err := p.option()
	if err != nil {
		return nil, err
	}
	merge(option, map[string]any{"tooltip": map[string]any{"trigger": "item", "formatter": "fn:tip"}})
	return &Chart{Height: max(rows, 3) * nodeHeight, Option: option}, nil
}

// flowTable lists the flows down to the stations.
func flowTable(w *words.Words, list []analytics.StaffDays, s *rotationSums, stations []analytics.Station) *Table {
	t := &Table{Columns: []Column{
		{Field: "unit_code", Label: w.T("column.unit_code"), Hidden: true},
		{Field: "unit", Label: w.T("column.unit")},
		{Field: "unit_level", Label: w.T("column.level"), Kind: KindTerm, Prefix: "unit.level."},
		{Field: "health_center", Label: w.T("column.area")},
		{Field: "station", Label: w.T("column.station"), Kind: KindStation},
		{Field: "cadre", Label: w.T("column.cadre"), Kind: KindTerm, Prefix: "cadre."},
		{Field: "workers", Label: w.T("column.workers"), Kind: KindInt},
		{Field: "staff_days", Label: w.T("column.staff_days"), Kind: KindInt},
		{Field: "planned_staff_days", Label: w.T("column.planned"), Kind: KindInt},
	}}
	type key struct{ unit, station, cadre string }
	type sum struct{ workers, present, planned int }
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
	for _, u := range s.units {
		for _, st := range stations {
			for _, cadre := range words.CadreOrder {
				if v := sums[key{u.Code, st.Code, cadre}]; v != nil {
					t.Rows = append(t.Rows, []any{u.Code, u.Name, u.Level, st.HealthCenter, stationRef{Code: st.Code, Name: st.Name}, cadre, v.workers, v.present, v.planned})
				}
			}
		}
	}
	return t
}
