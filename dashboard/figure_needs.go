package dashboard

import (
	"cmp"
	"slices"

	"luanphien/analytics"
	"luanphien/dashboard/words"
)

var needsGrid = &Figure{ID: "needs_grid", Rows: []string{"needs", "postings", "absences"}, Methods: []string{"COV-6", "COV-7"},
	Queries: []string{"need_coverage", "attention_needs"}, Specialised: true, build: drawNeedsGrid}

var needsBySpecialty = &Figure{ID: "needs_by_specialty", Rows: []string{"needs", "postings", "absences"}, Methods: []string{"COV-6", "COV-7"},
	Queries: []string{"need_coverage"}, Specialised: true, Province: true, build: drawNeedsBySpecialty}

var needsUnmet = &Figure{ID: "needs_unmet", Rows: []string{"needs", "postings", "absences"}, Methods: []string{"COV-6"},
	Queries: []string{"attention_needs", "need_coverage"}, Specialised: true, build: drawNeedsUnmet}

func (r *request) needs(scope analytics.Scope) ([]analytics.NeedState, error) {
	return call(r, "needs", scope, func() ([]analytics.NeedState, error) { return r.edition.Needs(r.ctx, scope) })
}

// needState is how far a need was met over the period: met, partly or unmet.
func needState(n analytics.NeedState) string {
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
	needs, open   int // declared, and not met at the as-of moment
	Days, MetDays int
	stations      map[string]bool
}

func sumNeeds(list []analytics.NeedState) needSums {
	s := needSums{byState: map[string]int{}, stations: map[string]bool{}}
	for _, n := range list {
		s.byState[needState(n)]++
		s.needs++
		s.Days += n.NeedDays
		s.MetDays += n.MetDays
		s.stations[n.Station] = true
		if n.UnmetSince != nil {
			s.open++
		}
	}
	return s
}

// specialtiesOf lists the specialties of the needs in Vietnamese order.
func specialtiesOf(list []analytics.NeedState) []string {
	var names []string
	for _, n := range list {
		if !slices.Contains(names, n.Specialty) {
			names = append(names, n.Specialty)
		}
	}
	words.SortVietnamese(names)
	return names
}

func (r *request) noNeeds(list []analytics.NeedState, id string) *Drawing {
	if len(list) == 0 {
		return withheld(analytics.StateNotApplicable, r.words.T("figure."+id), r.words.T("empty.no_needs"))
	}
	return nil
}

// needWords are the numbers that the titles share.
func (r *request) needWords(s needSums) []any {
	w := r.words
	return []any{"needs", w.N("count.needs", s.needs), "met", w.Int(float64(s.byState["met"])), "partly", w.Int(float64(s.byState["partly"])),
		"unmet", w.Int(float64(s.byState["unmet"])), "share", w.Percent(float64(s.MetDays), float64(s.Days)), "period", r.period(),
		"days", w.Int(float64(s.Days)), "met_days", w.Int(float64(s.MetDays)), "stations", w.N("count.stations", len(s.stations))}
}

func drawNeedsGrid(r *request) (*Drawing, error) {
	list, err := r.needs(r.scope)
	if err != nil {
		return nil, err
	}
	if d := r.noNeeds(list, "needs_grid"); d != nil {
		return d, nil
	}
	all, err := r.stationsInScope()
	if err != nil {
		return nil, err
	}
	w, s := r.words, sumNeeds(list)
	stations := slices.DeleteFunc(slices.Clone(all), func(st analytics.Station) bool { return !s.stations[st.Code] })
	rows, columns := rowsOf(stations), specialtiesOf(list)
	t := &Table{Columns: []Column{
		{Field: "station", Label: w.T("column.station"), Kind: KindStation}, {Field: "health_center", Label: w.T("column.area")},
		{Field: "specialty", Label: w.T("column.specialty")}, {Field: "state", Label: w.T("column.need_state"), Kind: KindTerm, Prefix: "need.state."},
		{Field: "met", Label: w.T("column.need_share"), Kind: KindPercent}, {Field: "unmet_since", Label: w.T("column.unmet_since"), Kind: KindDate}}}
	byStation := map[string][]analytics.NeedState{}
	for _, n := range list {
		byStation[n.Station] = append(byStation[n.Station], n)
	}
	var cells []matrixCell
	for _, st := range stations {
		for _, n := range byStation[st.Code] {
			share := w.Percent(float64(n.MetDays), float64(n.NeedDays))
			tip := w.T("tip.need", "state", w.T("need.state."+needState(n)), "met", n.MetDays, "days", n.NeedDays)
			row := []any{stationRef{Code: st.Code, Name: st.Name}, st.HealthCenter, w.Named(n.Specialty), needState(n), n.Share(), nil}
			if n.UnmetSince != nil {
				row[5] = *n.UnmetSince
				tip += " " + w.T("tip.need.since", "date", w.Date(*n.UnmetSince))
			}
			t.Rows = append(t.Rows, row)
			cell := matrixCell{rows.row[st.Code], slices.Index(columns, n.Specialty), shade(n.Share()), share, tip}
			if n.MetDays == 0 {
				cell.Style, cell.Label = "missing", ""
			}
			cells = append(cells, cell)
		}
	}
	chart, err := r.matrix(rows, w.NamedAll(columns), cells, rowHeight)
	if err != nil {
		return nil, err
	}
	words := r.needWords(s)
	return &Drawing{Title: w.T("needs_grid.title", words...), Subtitle: w.T("needs_grid.subtitle", words...), Alt: w.T("needs_grid.alt", words...),
		Notes: []string{w.T("needs_grid.note")}, Chart: chart, Table: t}, nil
}

func drawNeedsBySpecialty(r *request) (*Drawing, error) {
	list, err := r.needs(r.scope)
	if err != nil {
		return nil, err
	}
	if d := r.noNeeds(list, "needs_by_specialty"); d != nil {
		return d, nil
	}
	w, s := r.words, sumNeeds(list)
	t := &Table{Columns: []Column{
		{Field: "specialty", Label: w.T("column.specialty")}, {Field: "needs", Label: w.T("column.needs"), Kind: KindInt},
		{Field: "met_share", Label: w.T("column.need_share"), Kind: KindPercent}, {Field: "needs_met", Label: w.T("need.state.met"), Kind: KindInt},
		{Field: "needs_partly", Label: w.T("need.state.partly"), Kind: KindInt}, {Field: "needs_unmet", Label: w.T("need.state.unmet"), Kind: KindInt}}}
	names := specialtiesOf(list)
	few, err := r.needsFew(list, names)
	if err != nil {
		return nil, err
	}
	values := map[int]bullet{}
	for i, name := range names {
		of := sumNeeds(slices.DeleteFunc(slices.Clone(list), func(n analytics.NeedState) bool { return n.Specialty != name }))
		row := []any{w.Named(name), of.needs, r.orFew(few.share[i], quotient(of.MetDays, of.Days))}
		for k, state := range needStates {
			row = append(row, r.orFew(few.states[i][k], of.byState[state]))
		}
		t.Rows = append(t.Rows, row)
		if few.share[i] {
			continue
		}
		values[i] = bullet{of.Days, of.MetDays, []string{w.Named(name), w.T("tip.need.days", "met", w.Int(float64(of.MetDays)), "days", w.Int(float64(of.Days)),
			"share", w.Percent(float64(of.MetDays), float64(of.Days))), w.N("count.needs", of.needs), "COV-6"}}
	}
	if few.whole {
		return r.tooFew("needs_by_specialty", t), nil
	}
	chart, err := r.bullets(plainRows(w.NamedAll(names)), values)
	if err != nil {
		return nil, err
	}
	words := r.needWords(s)
	d := &Drawing{Title: w.T("needs_by_specialty.title", words...), Subtitle: w.T("needs_by_specialty.subtitle", words...),
		Alt: w.T("needs_by_specialty.alt", words...), Notes: []string{w.T("needs_by_specialty.note")}, Chart: chart, Table: t}
	r.explainFew(d, few.any())
	return d, nil
}

func drawNeedsUnmet(r *request) (*Drawing, error) {
	list, err := r.needs(r.scope)
	if err != nil {
		return nil, err
	}
	stations, err := r.stationsInScope()
	if err != nil {
		return nil, err
	}
	w := r.words
	place := map[string]int{}
	for i, st := range stations {
		place[st.Code] = i
	}
	open := slices.DeleteFunc(slices.Clone(list), func(n analytics.NeedState) bool { return n.UnmetSince == nil })
	byName := words.Collator()
	slices.SortStableFunc(open, func(a, b analytics.NeedState) int {
		return cmp.Or(place[a.Station]-place[b.Station], byName(a.Specialty, b.Specialty))
	})
	t := &Table{Columns: []Column{
		{Field: "station", Label: w.T("column.station"), Kind: KindStation}, {Field: "health_center", Label: w.T("column.area")},
		{Field: "specialty", Label: w.T("column.specialty")}, {Field: "headcount", Label: w.T("column.headcount"), Kind: KindInt},
		{Field: "unmet_since", Label: w.T("column.unmet_since"), Kind: KindDate}, {Field: "unmet_days", Label: w.T("column.unmet_days"), Kind: KindInt, Key: true},
		{Field: "met", Label: w.T("column.need_share"), Kind: KindPercent}}}
	longest := 0
	for _, n := range open {
		st := stations[place[n.Station]]
		longest = max(longest, n.UnmetDays)
		t.Rows = append(t.Rows, []any{stationRef{Code: st.Code, Name: st.Name}, st.HealthCenter, w.Named(n.Specialty), n.Headcount, *n.UnmetSince, n.UnmetDays, n.Share()})
	}
	title := w.T("needs_unmet.none")
	if len(open) > 0 {
		title = w.N("needs_unmet.title", len(open), "longest", w.Int(float64(longest)))
	}
	return &Drawing{Title: title, Subtitle: w.T("needs_unmet.subtitle", "moment", w.Moment(r.scope.AsOf), "needs", w.N("count.needs", len(list))),
		Alt: title, Table: t}, nil
}

// needsLead says how many needs are met, and how many have nobody now.
func needsLead(r *request) (string, error) {
	list, err := r.needs(r.scope)
	if err != nil {
		return "", err
	}
	w, s := r.words, sumNeeds(list)
	if s.needs == 0 {
		return r.titled(w.T("needs.lead.none", "period", r.period())), nil
	}
	return r.titled(w.T("needs.lead", r.needWords(s)...) + " " + w.N("needs.lead.open", s.open)), nil
}
