// Package incidents has the figures of difficulties: how many, how soon answered and settled (KM).
package incidents

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/queries/calendar"
)

var Open = &figure.Figure{ID: table.OpenIncidents, Rows: []string{"incident_reports"}, Methods: []string{"CMP-6"},
	Queries: []string{"incident_list"}, Draw: drawIncidentsOpen}

var ByWeek = &figure.Figure{ID: "incidents_by_week", Rows: []string{"incident_reports"}, Methods: []string{"CMP-6"},
	Queries: []string{"incident_list"}, Draw: drawIncidentsByWeek}

func List(r *question.Question, scope analytics.Scope) ([]lists.Incident, error) {
	return question.Call(r, "incident list", scope, func() ([]lists.Incident, error) { return lists.Incidents(r.Ctx, r.Edition, scope) })
}

// InPeriod are the reports made in the period.
func InPeriod(list []lists.Incident, scope analytics.Scope) []lists.Incident {
	var some []lists.Incident
	for _, i := range list {
		if !i.Reported.Before(scope.From) && i.Reported.Before(scope.To.AddDate(0, 0, 1)) {
			some = append(some, i)
		}
	}
	return some
}

// OpenOnes are the difficulties not resolved yet, urgent ones first, then by age.
func OpenOnes(list []lists.Incident) (open []lists.Incident, urgent int) {
	for _, i := range list {
		if i.Open() {
			open = append(open, i)
			if i.Severity == "urgent" {
				urgent++
			}
		}
	}
	slices.SortStableFunc(open, func(a, b lists.Incident) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.AgeDays, a.AgeDays)) // "urgent" comes after "normal"
	})
	return open, urgent
}

func drawIncidentsOpen(r *question.Question) (*figure.Drawing, error) {
	list, err := List(r, r.Scope)
	if err != nil {
		return nil, err
	}
	names, err := r.StationNames()
	if err != nil {
		return nil, err
	}
	w := r.Words
	open, urgent := OpenOnes(list)
	t := table.Of(open, []table.For[lists.Incident]{
		{Field: "station", Label: w.T("column.station"), Kind: table.KindStation, Cell: func(i lists.Incident) any { return table.StationRef{Code: i.Station, Name: names[i.Station]} }},
		{Field: "severity", Label: w.T("column.urgency"), Kind: table.KindTerm, Prefix: "incident.severity.", Cell: func(i lists.Incident) any { return i.Severity }},
		{Field: "reported_on", Label: w.T("column.reported"), Kind: table.KindDate, Cell: func(i lists.Incident) any { return calendarDay(i) }},
		{Field: "age_days", Label: w.T("column.age"), Kind: table.KindDecimal, Key: true, Cell: func(i lists.Incident) any { return i.AgeDays }},
		{Field: "content", Label: w.T("column.content"), Cell: func(i lists.Incident) any { return i.Content }},
		{Field: "responded_on", Label: w.T("column.responded"), Kind: table.KindDate, Cell: func(i lists.Incident) any { return table.Known(i.Responded) }},
		{Field: "worker_code", Label: w.T("column.worker"), Cell: func(i lists.Incident) any { return i.Worker }},
	})
	day := w.Date(r.Today().To) // the list is of that day, whatever the period
	title := w.T("incidents_open.none", "day", day)
	if len(open) > 0 {
		title = w.N("incidents_open.title", len(open), "urgent", urgent, "day", day)
	}
	return &figure.Drawing{Title: title, Subtitle: w.T("incidents_open.subtitle", "moment", w.Moment(r.Scope.AsOf), "n", w.N("count.incidents", len(list))),
		Alt: title, Table: t}, nil
}

func calendarDay(i lists.Incident) any { return i.Reported.Truncate(24 * 3600e9) }

// leastOfKind is how often the same words must occur to count as a kind of difficulty; rarer ones are counted together.
const leastOfKind = 5

// incidentKinds names the kind of each report: its words where they are often used, else "".
func incidentKinds(list []lists.Incident) (of []string, kinds []string) {
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

func drawIncidentsByWeek(r *question.Question) (*figure.Drawing, error) {
	all, err := List(r, r.Scope)
	if err != nil {
		return nil, err
	}
	w := r.Words
	list := InPeriod(all, r.Scope)
	if len(list) == 0 {
		return figure.Withheld(analytics.StateNotApplicable, w.T("figure.incidents_by_week"), w.T("empty.no_incidents")), nil
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
	columns := chart.ColumnsOf(r.Scope.From, r.Scope.To)
	type key struct{ row, column int }
	counts, urgent, most := map[key]int{}, map[key]int{}, 1
	for i, report := range list {
		row := slices.Index(kinds, of[i])
		totals[row]++
		column, ok := columns.Index[calendar.WeekOf(report.Reported).Monday()]
		if !ok {
			continue
		}
		counts[key{row, column}]++
		most = max(most, counts[key{row, column}])
		if report.Severity == "urgent" {
			urgent[key{row, column}]++
		}
	}
	type reports struct {
		kind      string
		monday    time.Time
		n, urgent int
	}
	var weekly []reports
	var cells []chart.GridCell
	for row := range kinds {
		for column, week := range columns.Weeks {
			k := key{row, column}
			if n := counts[k]; n > 0 {
				cells = append(cells, chart.GridCell{Row: row, Column: column, Style: figure.Amount(n, most), Text: w.T("tip.incidents", "n", w.N("count.incidents", n), "urgent", urgent[k])})
				weekly = append(weekly, reports{names[row], week.Monday(), n, urgent[k]})
			}
		}
	}
	t := table.Of(weekly, []table.For[reports]{
		{Field: "kind", Label: w.T("column.difficulty"), Cell: func(v reports) any { return v.kind }},
		{Field: "week", Label: w.T("column.week"), Kind: table.KindWeek, Cell: func(v reports) any { return v.monday }},
		{Field: "reports", Label: w.T("column.incidents"), Kind: table.KindInt, Cell: func(v reports) any { return v.n }},
		{Field: "urgent", Label: w.T("column.urgent"), Kind: table.KindInt, Cell: func(v reports) any { return v.urgent }},
	})
	chart, err := chart.CellGrid(r, chart.PlainRows(names), columns, cells)
	if err != nil {
		return nil, err
	}
	n := w.N("count.incidents", len(list))
	return &figure.Drawing{Title: w.T("incidents_by_week.title", "n", n, "kind", names[0], "most", totals[0]),
		Subtitle: w.T("incidents_by_week.subtitle", "period", r.Period(), "n", n), Alt: w.T("incidents_by_week.alt", "n", n, "kinds", len(kinds)),
		Notes: []string{w.T("incidents_by_week.note", "least", leastOfKind)}, Chart: chart, Table: t}, nil
}

// Lead says what is open and how fast the department answers.
func Lead(r *question.Question) (string, error) {
	list, err := List(r, r.Scope)
	if err != nil {
		return "", err
	}
	times, err := responseTimes(r, r.Scope)
	if err != nil {
		return "", err
	}
	w := r.Words
	day := w.Date(r.Today().To)
	text := w.T("difficulties.lead.none", "day", day)
	if open, urgent := OpenOnes(list); len(open) > 0 {
		oldest := slices.MaxFunc(open, func(a, b lists.Incident) int { return cmp.Compare(a.AgeDays, b.AgeDays) })
		names, err := r.StationNames()
		if err != nil {
			return "", err
		}
		text = w.N("difficulties.lead.open", len(open), "urgent", urgent, "days", w.Decimal(oldest.AgeDays, 0), "station", names[oldest.Station], "day", day)
	}
	if all := times[0].Responded; all.N > 0 {
		text += " " + w.T("difficulties.lead.times", "n", w.N("count.incidents", all.N), "median", MedianWords(r, all), "period", r.Period())
	}
	return text, nil
}
