// Package needs has the figures of specialties that stations asked for (COV-6, COV-7).
package needs

import (
	"cmp"
	"slices"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/dashboard/words"
)

var Grid = &figure.Figure{ID: "needs_grid", Rows: []string{"needs", "postings", "absences"}, Methods: []string{"COV-6", "COV-7"},
	Queries: []string{"need_coverage", "attention_needs"}, Specialised: true, Draw: drawNeedsGrid}

var BySpecialty = &figure.Figure{ID: "needs_by_specialty", Rows: []string{"needs", "postings", "absences"}, Methods: []string{"COV-6", "COV-7"},
	Queries: []string{"need_coverage"}, Specialised: true, Province: true, Draw: drawNeedsBySpecialty}

var Unmet = &figure.Figure{ID: "needs_unmet", Rows: []string{"needs", "postings", "absences"}, Methods: []string{"COV-6"},
	Queries: []string{"attention_needs", "need_coverage"}, Specialised: true, Draw: drawNeedsUnmet}

func Of(r *question.Question, scope analytics.Scope) ([]lists.NeedState, error) {
	return question.Call(r, "needs", scope, func() ([]lists.NeedState, error) { return lists.Needs(r.Ctx, r.Edition, scope) })
}

// NeedState is how far a need was met over the period: met, partly or unmet.
func NeedState(n lists.NeedState) string {
	switch {
	case n.MetDays == 0:
		return "unmet"
	case n.MetDays < n.NeedDays:
		return "partly"
	}
	return "met"
}

// needSums are the needs of the scope, counted.
type needSums struct {
	byState       map[string]int
	needs, Open   int // declared, and not met at the as-of moment
	Days, MetDays int
	stations      map[string]bool
}

func SumNeeds(list []lists.NeedState) needSums {
	s := needSums{byState: map[string]int{}, stations: map[string]bool{}}
	for _, n := range list {
		s.byState[NeedState(n)]++
		s.needs++
		s.Days += n.NeedDays
		s.MetDays += n.MetDays
		s.stations[n.Station] = true
		if n.UnmetSince != nil {
			s.Open++
		}
	}
	return s
}

// specialtiesOf lists the specialties of the needs in Vietnamese order.
func specialtiesOf(list []lists.NeedState) []string {
	var names []string
	for _, n := range list {
		if !slices.Contains(names, n.Specialty) {
			names = append(names, n.Specialty)
		}
	}
	words.SortVietnamese(names)
	return names
}

func noNeeds(r *question.Question, list []lists.NeedState, id string) *figure.Drawing {
	if len(list) == 0 {
		return figure.Withheld(analytics.StateNotApplicable, r.Words.T("figure."+id), r.Words.T("empty.no_needs"))
	}
	return nil
}

// needWords are the numbers that the titles share.
func needWords(r *question.Question, s needSums) []any {
	w := r.Words
	return []any{"needs", w.N("count.needs", s.needs), "met", w.Int(float64(s.byState["met"])), "partly", w.Int(float64(s.byState["partly"])),
		"unmet", w.Int(float64(s.byState["unmet"])), "share", w.Percent(float64(s.MetDays), float64(s.Days)), "period", r.Period(),
		"days", w.Int(float64(s.Days)), "met_days", w.Int(float64(s.MetDays)), "stations", w.N("count.stations", len(s.stations))}
}

func drawNeedsGrid(r *question.Question) (*figure.Drawing, error) {
	list, err := Of(r, r.Scope)
	if err != nil {
		return nil, err
	}
	if d := noNeeds(r, list, "needs_grid"); d != nil {
		return d, nil
	}
	all, err := r.StationsInScope()
	if err != nil {
		return nil, err
	}
	w, s := r.Words, SumNeeds(list)
	stations := slices.DeleteFunc(slices.Clone(all), func(st analytics.Station) bool { return !s.stations[st.Code] })
	rows, columns := chart.RowsOf(stations), specialtiesOf(list)
	type need struct {
		lists.NeedState
		station analytics.Station
	}
	var declared []need
	byStation := map[string][]lists.NeedState{}
	for _, n := range list {
		byStation[n.Station] = append(byStation[n.Station], n)
	}
	var cells []chart.MatrixCell
	for _, st := range stations {
		for _, n := range byStation[st.Code] {
			share := w.Percent(float64(n.MetDays), float64(n.NeedDays))
			tip := w.T("tip.need", "state", w.T("need.state."+NeedState(n)), "met", n.MetDays, "days", n.NeedDays)
			declared = append(declared, need{n, st})
			if n.UnmetSince != nil {
				tip += " " + w.T("tip.need.since", "date", w.Date(*n.UnmetSince))
			}
			cell := chart.MatrixCell{Row: rows.Row[st.Code], Column: slices.Index(columns, n.Specialty), Style: figure.Shade(n.Share()), Label: share, Tip: tip}
			if n.MetDays == 0 {
				cell.Style, cell.Label = "missing", ""
			}
			cells = append(cells, cell)
		}
	}
	t := table.Of(declared, []table.For[need]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(n need) any { return table.StationOf(n.station) }},
		{Field: "health_center", Label: w.T("column.area"), Cell: func(n need) any { return n.station.HealthCenter }},
		{Field: "specialty", Label: w.T("column.specialty"), Cell: func(n need) any { return w.Named(n.Specialty) }},
		{Field: "state", Label: w.T("column.need_state"), Kind: table.KindTerm, Prefix: "need.state.", Cell: func(n need) any { return NeedState(n.NeedState) }},
		{Field: "met", Label: w.T("column.need_share"), Kind: table.KindPercent, Cell: func(n need) any { return n.Share() }},
		{Field: "unmet_since", Label: w.T("column.unmet_since"), Kind: table.KindDate, Cell: func(n need) any { return table.Known(n.UnmetSince) }},
	})
	chart, err := chart.Matrix(r, rows, w.NamedAll(columns), cells, chart.RowHeight)
	if err != nil {
		return nil, err
	}
	words := needWords(r, s)
	return &figure.Drawing{Title: w.T("needs_grid.title", words...), Subtitle: w.T("needs_grid.subtitle", words...), Alt: w.T("needs_grid.alt", words...),
		Notes: []string{w.T("needs_grid.note")}, Chart: chart, Table: t}, nil
}

func drawNeedsBySpecialty(r *question.Question) (*figure.Drawing, error) {
	list, err := Of(r, r.Scope)
	if err != nil {
		return nil, err
	}
	if d := noNeeds(r, list, "needs_by_specialty"); d != nil {
		return d, nil
	}
	w, s := r.Words, SumNeeds(list)
	names := specialtiesOf(list)
	few, err := few(r, list, names)
	if err != nil {
		return nil, err
	}
	type specialty struct {
		needSums
		name  string
		place int // in few
	}
	values, specialties := map[int]chart.Bullet{}, make([]specialty, len(names))
	for i, name := range names {
		of := SumNeeds(slices.DeleteFunc(slices.Clone(list), func(n lists.NeedState) bool { return n.Specialty != name }))
		specialties[i] = specialty{of, name, i}
		if few.share[i] {
			continue
		}
		values[i] = chart.Bullet{Planned: of.Days, Done: of.MetDays, Tip: []string{w.Named(name), w.T("tip.need.days", "met", w.Int(float64(of.MetDays)), "days", w.Int(float64(of.Days)),
			"share", w.Percent(float64(of.MetDays), float64(of.Days))), w.N("count.needs", of.needs), "COV-6"}}
	}
	in := func(state string) func(specialty) any {
		k := slices.Index(needStates, state)
		return func(s specialty) any { return r.OrFew(few.states[s.place][k], s.byState[state]) }
	}
	t := table.Of(specialties, []table.For[specialty]{
		{Field: "specialty", Label: w.T("column.specialty"), Cell: func(s specialty) any { return w.Named(s.name) }},
		{Field: "needs", Label: w.T("column.needs"), Kind: table.KindInt, Cell: func(s specialty) any { return s.needs }},
		{Field: "met_share", Label: w.T("column.need_share"), Kind: table.KindPercent, Cell: func(s specialty) any { return r.OrFew(few.share[s.place], figure.Quotient(s.MetDays, s.Days)) }},
		{Field: "needs_met", Label: w.T("need.state.met"), Kind: table.KindInt, Cell: in("met")},
		{Field: "needs_partly", Label: w.T("need.state.partly"), Kind: table.KindInt, Cell: in("partly")},
		{Field: "needs_unmet", Label: w.T("need.state.unmet"), Kind: table.KindInt, Cell: in("unmet")},
	})
	if few.whole {
		return figure.TooFew(r, "needs_by_specialty", t), nil
	}
	chart, err := chart.Bullets(r, chart.PlainRows(w.NamedAll(names)), values)
	if err != nil {
		return nil, err
	}
	words := needWords(r, s)
	d := &figure.Drawing{Title: w.T("needs_by_specialty.title", words...), Subtitle: w.T("needs_by_specialty.subtitle", words...),
		Alt: w.T("needs_by_specialty.alt", words...), Notes: []string{w.T("needs_by_specialty.note")}, Chart: chart, Table: t, Measured: figure.CountedShare("COV-6", float64(s.MetDays), float64(s.Days))}
	figure.ExplainFew(r, d, few.any())
	return d, nil
}

func drawNeedsUnmet(r *question.Question) (*figure.Drawing, error) {
	list, err := Of(r, r.Scope)
	if err != nil {
		return nil, err
	}
	stations, err := r.StationsInScope()
	if err != nil {
		return nil, err
	}
	w := r.Words
	place := map[string]int{}
	for i, st := range stations {
		place[st.Code] = i
	}
	open := slices.DeleteFunc(slices.Clone(list), func(n lists.NeedState) bool { return n.UnmetSince == nil })
	byName := words.Collator()
	slices.SortStableFunc(open, func(a, b lists.NeedState) int {
		return cmp.Or(place[a.Station]-place[b.Station], byName(a.Specialty, b.Specialty))
	})
	stationOf := func(n lists.NeedState) analytics.Station { return stations[place[n.Station]] }
	type need = lists.NeedState
	t := table.Of(open, []table.For[need]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(n need) any { return table.StationOf(stationOf(n)) }},
		{Field: "health_center", Label: w.T("column.area"), Cell: func(n need) any { return stationOf(n).HealthCenter }},
		{Field: "specialty", Label: w.T("column.specialty"), Cell: func(n need) any { return w.Named(n.Specialty) }},
		{Field: "headcount", Label: w.T("column.headcount"), Kind: table.KindInt, Cell: func(n need) any { return n.Headcount }},
		{Field: "unmet_since", Label: w.T("column.unmet_since"), Kind: table.KindDate, Cell: func(n need) any { return table.Known(n.UnmetSince) }},
		{Field: "unmet_days", Label: w.T("column.unmet_days"), Kind: table.KindInt, Key: true, Cell: func(n need) any { return n.UnmetDays }},
		{Field: "met", Label: w.T("column.need_share"), Kind: table.KindPercent, Cell: func(n need) any { return n.Share() }},
	})
	longest := 0
	for _, n := range open {
		longest = max(longest, n.UnmetDays)
	}
	day := w.Date(r.Today().To) // the list is of that day, whatever the period
	title := w.T("needs_unmet.none", "day", day)
	if len(open) > 0 {
		title = w.N("needs_unmet.title", len(open), "longest", w.Int(float64(longest)), "day", day)
	}
	return &figure.Drawing{Title: title, Subtitle: w.T("needs_unmet.subtitle", "moment", w.Moment(r.Scope.AsOf), "needs", w.N("count.needs", len(list))),
		Alt: title, Table: t}, nil
}

// Lead says how many needs are met in the period, and how many are not on the as-of day.
func Lead(r *question.Question) (string, error) {
	list, err := Of(r, r.Scope)
	if err != nil {
		return "", err
	}
	w, s := r.Words, SumNeeds(list)
	if s.needs == 0 {
		return r.Titled(w.T("needs.lead.none", "period", r.Period())), nil
	}
	return r.Titled(w.T("needs.lead", needWords(r, s)...) + " " + w.N("needs.lead.open", s.Open, "day", w.Date(r.Today().To))), nil
}
