package dashboard

import (
	"slices"
	"strconv"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/dashboard/exhibit"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/dashboard/table"
	"luanphien/queries"
)

// rowsShown is the number of rows on a page of them.
const rowsShown = 500

type rowsBody struct {
	Lead         string
	Where        string // station or area, "" = the province
	Table        *table.Table
	Newer, Older string // addresses of the pages before and after; "" = there is none
	Page, Pages  int
	SQL          string // address of the query on the SQL page
}

// rowsPage lists the very rows behind a figure, with the place each was read from.
func rowsPage(r *question.Question) (string, any, error) {
	kind := r.Vars["kind"]
	if !slices.Contains(lists.FactKinds, kind) {
		return "", nil, problem.NotFound("rows.problem.no_kind")
	}
	scope, stream := r.Scope, analytics.Stream(r.View.Given("stream"))
	b := &rowsBody{Page: 1, Where: scope.HealthCenter}
	if r.View.Station != "" {
		if _, err := r.Station(); err != nil {
			return "", nil, err
		}
		scope.Facility, scope.HealthCenter = r.View.Station, ""
	}
	names, err := r.StationNames()
	if err != nil {
		return "", nil, err
	}
	if scope.Facility != "" {
		b.Where = names[scope.Facility]
	}
	if text := r.View.All.Get("page"); text != "" {
		if b.Page, err = strconv.Atoi(text); err != nil || b.Page < 1 {
			return "", nil, problem.BadParameter("page", text, "rows.problem.page")
		}
	}
	page, all, err := lists.FactRows(r.Ctx, r.Edition, kind, scope, stream, (b.Page-1)*rowsShown, rowsShown)
	if err != nil {
		return "", nil, err
	}
	b.Pages = max((all+rowsShown-1)/rowsShown, 1)
	b.Table = factTable(r, page, names)
	link := func(n int) string {
		if n < 1 || n > b.Pages {
			return ""
		}
		return r.View.Link("/rows/"+kind, "station", r.View.Station, "page", strconv.Itoa(n))
	}
	b.Newer, b.Older = link(b.Page-1), link(b.Page+1)
	b.Lead = r.Titled(r.Words.T("rows.lead", "rows", exhibit.RowsInWords(r, kind, scope, stream, all), "period", r.Words.Period(scope.From, scope.To)))
	b.SQL = r.View.Link("/sql", "query", "rows_"+kind)
	return r.InLanguage(page.Query.Title), b, nil
}

// factTable is a page of rows as a table: codes of stations as their names, weeks and terms in words.
func factTable(r *question.Question, page *analytics.Result, names map[string]string) *table.Table {
	columns := make([]table.For[[]any], len(page.Columns))
	for i, c := range page.Columns {
		columns[i] = table.For[[]any]{Field: c.Name, Label: r.InLanguage(c.Description), Kind: factKind(c), Prefix: factPrefix[c.Name], Cell: func(row []any) any {
			switch text, _ := row[i].(string); {
			case c.Name == "station_code" && text != "":
				return table.StationRef{Code: text, Name: names[text]}
			case c.Name == "sheet" && text == "":
				return nil // a CSV file has none
			}
			return row[i]
		}}
	}
	// Beside the station or the worker a phone shows the day; what else there is differs from kind to kind.
	if i := slices.IndexFunc(columns, func(c table.For[[]any]) bool {
		return c.Kind == table.KindWeek || c.Kind == table.KindDate || c.Kind == table.KindMoment
	}); i > 0 {
		columns[i].Key = true
	}
	return table.Of(page.Rows, columns)
}

// factPrefix are the messages of columns that hold codes.
var factPrefix = map[string]string{"status": "posting.", "severity": "incident.severity."}

func factKind(c queries.Column) table.Kind {
	switch {
	case c.Name == "station_code":
		return table.KindStation
	case c.Name == "week_start":
		return table.KindWeek
	case factPrefix[c.Name] != "":
		return table.KindTerm
	case c.Type == queries.Integer:
		return table.KindInt
	case c.Type == queries.Decimal:
		return table.KindDecimal
	case c.Type == queries.Date:
		return table.KindDate
	case c.Type == queries.Moment:
		return table.KindMoment
	}
	return table.KindText
}
