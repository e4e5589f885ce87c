package dashboard

import (
	"cmp"
	"slices"
	"strings"

	"luanphien/analytics"
	"luanphien/queries/calendar"
)

var incidentsOpen = &Figure{ID: "incidents_open", Rows: []string{"incident_reports"}, Methods: []string{"CMP-6"},
	Queries: []string{"incident_list"}, build: drawIncidentsOpen}

var incidentsByWeek = &Figure{ID: "incidents_by_week", Rows: []string{"incident_reports"}, Methods: []string{"CMP-6"},
	Queries: []string{"incident_list"}, build: drawIncidentsByWeek}

func (r *request) incidentList(scope analytics.Scope) ([]analytics.IncidentReport, error) {
	return call(r, "incident list", scope, func() ([]analytics.IncidentReport, error) { return r.edition.IncidentList(r.ctx, scope) })
}

// inPeriod are the reports made in the period.
func inPeriod(list []analytics.IncidentReport, scope analytics.Scope) []analytics.IncidentReport {
	var some []analytics.IncidentReport
	for _, i := range list {
		if !i.Reported.Before(scope.From) && i.Reported.Before(scope.To.AddDate(0, 0, 1)) {
			some = append(some, i)
		}
	}
	return some
}

// openOnes are the difficulties not resolved yet, urgent ones first, then by age.
func openOnes(list []analytics.IncidentReport) (open []analytics.IncidentReport, urgent int) {
	for _, i := range list {
		if i.Open() {
			open = append(open, i)
			if i.Severity == "urgent" {
				urgent++
			}
		}
	}
	slices.SortStableFunc(open, func(a, b analytics.IncidentReport) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.AgeDays, a.AgeDays)) // "urgent" comes after "normal"
	})
	return open, urgent
}

func drawIncidentsOpen(r *request) (*Drawing, error) {
	list, err := r.incidentList(r.scope)
	if err != nil {
		return nil, err
	}
	names, err := r.stationNames()
	if err != nil {
		return nil, err
	}
	w := r.words
	open, urgent := openOnes(list)
	t := &Table{Columns: []Column{
		{Field: "station", Label: w.T("column.station"), Kind: KindStation}, {Field: "severity", Label: w.T("column.urgency"), Kind: KindTerm, Prefix: "incident.severity."},
		{Field: "reported_on", Label: w.T("column.reported"), Kind: KindDate}, {Field: "age_days", Label: w.T("column.age"), Kind: KindDecimal, Key: true},
		{Field: "content", Label: w.T("column.content")}, {Field: "responded_on", Label: w.T("column.responded"), Kind: KindDate},
		{Field: "worker_code", Label: w.T("column.worker")}}}
	for _, i := range open {
		row := []any{stationRef{Code: i.Station, Name: names[i.Station]}, i.Severity, calendarDay(i), i.AgeDays, i.Content, nil, i.Worker}
		if i.Responded != nil {
			row[5] = *i.Responded
		}
		t.Rows = append(t.Rows, row)
	}
	title := w.T("incidents_open.none")
	if len(open) > 0 {
		title = w.N("incidents_open.title", len(open), "urgent", urgent)
	}
	return &Drawing{Title: title, Subtitle: w.T("incidents_open.subtitle", "moment", w.Moment(r.scope.AsOf), "n", w.N("count.incidents", len(list))),
		Alt: title, Table: t}, nil
}

func calendarDay(i analytics.IncidentReport) any { return i.Reported.Truncate(24 * 3600e9) }

// leastOfKind is how often the same words must occur to count as a kind of difficulty; rarer ones are counted together.
const leastOfKind = 5

// incidentKinds names the kind of each report: its words where they are often used, else "".
func incidentKinds(list []analytics.IncidentReport) (of []string, kinds []string) {
	seen := map[string]int{}
	of = make([]string, len(list))
	for i, report := range list {
		of[i] = strings.ToLower(strings.TrimSpace(report.Content))
		seen[of[i]]++
	}
	for i, kind := range of {
		if seen[kind] < leastOfKind {
			of[i], kind = "", ""
		}
		if !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	slices.SortFunc(kinds, func(a, b string) int { // the rest comes last
		if (a == "") != (b == "") {
			return cmp.Compare(len(b), len(a))
		}
		return cmp.Or(seen[b]-seen[a], cmp.Compare(a, b))
	})
	return of, kinds
}

func drawIncidentsByWeek(r *request) (*Drawing, error) {
	all, err := r.incidentList(r.scope)
	if err != nil {
		return nil, err
	}
	w := r.words
	list := inPeriod(all, r.scope)
	if len(list) == 0 {
		return withheld(analytics.StateNotApplicable, w.T("figure.incidents_by_week"), w.T("empty.no_incidents")), nil
	}
	of, kinds := incidentKinds(list)
	names := make([]string, len(kinds))
	totals := make([]int, len(kinds))
	for i, kind := range kinds {
		names[i] = kind
		if kind == "" {
			names[i] = w.T("incident.kind.rest")
		}
	}
	columns := columnsOf(r.scope.From, r.scope.To)
	type key struct{ row, column int }
	counts, urgent, most := map[key]int{}, map[key]int{}, 1
	for i, report := range list {
		row := slices.Index(kinds, of[i])
		totals[row]++
		column, ok := columns.index[calendar.WeekOf(report.Reported).Monday()]
		if !ok {
			continue
		}
		counts[key{row, column}]++
		most = max(most, counts[key{row, column}])
		if report.Severity == "urgent" {
			urgent[key{row, column}]++
		}
	}
	t := &Table{Columns: []Column{{Field: "kind", Label: w.T("column.difficulty")}, {Field: "week", Label: w.T("column.week"), Kind: KindWeek},
		{Field: "reports", Label: w.T("column.incidents"), Kind: KindInt}, {Field: "urgent", Label: w.T("column.urgent"), Kind: KindInt}}}
	var cells []gridCell
	for row := range kinds {
		for column, week := range columns.weeks {
			k := key{row, column}
			if n := counts[k]; n > 0 {
				cells = append(cells, gridCell{row, column, amount(n, most), w.T("tip.incidents", "n", w.N("count.incidents", n), "urgent", urgent[k])})
				t.Rows = append(t.Rows, []any{names[row], week.Monday(), n, urgent[k]})
			}
		}
	}
	chart, err := r.cellGrid(plainRows(names), columns, cells)
	if err != nil {
		return nil, err
	}
	n := w.N("count.incidents", len(list))
	return &Drawing{Title: w.T("incidents_by_week.title", "n", n, "kind", names[0], "most", totals[0]),
		Subtitle: w.T("incidents_by_week.subtitle", "period", r.period(), "n", n), Alt: w.T("incidents_by_week.alt", "n", n, "kinds", len(kinds)),
		Notes: []string{w.T("incidents_by_week.note", "least", leastOfKind)}, Chart: chart, Table: t}, nil
}

// difficultiesLead says what is open and how fast the department answers.
func difficultiesLead(r *request) (string, error) {
	list, err := r.incidentList(r.scope)
	if err != nil {
		return "", err
	}
	times, err := r.responseTimes(r.scope)
	if err != nil {
		return "", err
	}
	w := r.words
	text := w.T("difficulties.lead.none")
	if open, urgent := openOnes(list); len(open) > 0 {
		oldest := slices.MaxFunc(open, func(a, b analytics.IncidentReport) int { return cmp.Compare(a.AgeDays, b.AgeDays) })
		names, err := r.stationNames()
		if err != nil {
			return "", err
		}
		text = w.N("difficulties.lead.open", len(open), "urgent", urgent, "days", w.Decimal(oldest.AgeDays, 0), "station", names[oldest.Station])
	}
	if all := times[0].Responded; all.N > 0 {
		text += " " + w.T("difficulties.lead.times", "n", w.N("count.incidents", all.N), "median", r.medianWords(all), "period", r.period())
	}
	return text, nil
}
