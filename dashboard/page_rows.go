package dashboard

import (
	"slices"
	"strconv"
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/problem"
	"luanphien/queries"
)

// rowsShown is the number of rows on a page of them.
const rowsShown = 500

type rowsBody struct {
	Lead         string
	Where        string // station or area, "" = the province
	Table        *Table
	Newer, Older string // addresses of the pages before and after; "" = there is none
	Page, Pages  int
	SQL          string // address of the query on the SQL page
}

// rowsLink leads from a figure to the rows behind it.
type rowsLink struct{ Text, URL string }

// behind are the rows that a figure rests on, for those who may read them. Where they cannot be counted the figure
// stands without.
func (r *request) behind(f *Figure, d *Drawing) []rowsLink {
	if len(f.Rows) == 0 || provinceOnly(r.roles) {
		return nil
	}
	scope, pairs := d.Scope, []string(nil)
	if !r.specialises(f) {
		pairs = append(pairs, "specialty", "")
	}
	stream := analytics.Stream("") // both
	if f.Streamed {
		stream = r.stream()
	}
	pairs = append(pairs, "stream", string(stream))
	if f.OfStation {
		scope.Facility, scope.HealthCenter = r.stationCode(), ""
		pairs = append(pairs, "station", scope.Facility)
	}
	pairs = append(pairs, "from", scope.From.Format(time.DateOnly), "to", scope.To.Format(time.DateOnly), "period", "")
	counts, err := call(r, "row counts "+string(stream), scope, func() (map[string]int, error) { return r.edition.RowCounts(r.ctx, scope, stream) })
	if err != nil {
		r.without("the number of rows", f.ID, err)
		return nil
	}
	var links []rowsLink
	for _, kind := range f.Rows {
		links = append(links, rowsLink{r.rowsInWords(kind, scope, stream, counts[kind]), r.view.Link("/rows/"+kind, pairs...)})
	}
	return links
}

// rowsInWords counts rows of a kind: «45 báo cáo tuần». Of one specialty no station's own report is among them.
func (r *request) rowsInWords(kind string, scope analytics.Scope, stream analytics.Stream, n int) string {
	key := "rows.n." + kind
	switch {
	case kind != "weekly_reports":
	case stream == analytics.StreamStation:
		key = "rows.n.stations_reports"
	case stream == analytics.StreamRotation, scope.Specialty != "":
		key = "rows.n.workers_reports"
	}
	return r.words.N(key, n)
}

// rowsPage lists the very rows behind a figure, with the place each was read from.
func rowsPage(r *request) (string, any, error) {
	kind := r.params["kind"]
	if !slices.Contains(analytics.FactKinds, kind) {
		return "", nil, problem.NotFound("Không có loại dòng này.", "There is no such kind of rows.")
	}
	scope, stream := r.scope, analytics.Stream(r.view.Given("stream"))
	b := &rowsBody{Page: 1, Where: scope.HealthCenter}
	if r.view.Station != "" {
		if _, err := r.station(); err != nil {
			return "", nil, err
		}
		scope.Facility, scope.HealthCenter = r.view.Station, ""
	}
	names, err := r.stationNames()
	if err != nil {
		return "", nil, err
	}
	if scope.Facility != "" {
		b.Where = names[scope.Facility]
	}
	if text := r.view.All.Get("page"); text != "" {
		if b.Page, err = strconv.Atoi(text); err != nil || b.Page < 1 {
			return "", nil, problem.BadParameter("page", text, "cần số của một trang.", "the number of a page is needed.")
		}
	}
	page, all, err := r.edition.FactRows(r.ctx, kind, scope, stream, (b.Page-1)*rowsShown, rowsShown)
	if err != nil {
		return "", nil, err
	}
	b.Pages = max((all+rowsShown-1)/rowsShown, 1)
	b.Table = r.factTable(page, names)
	link := func(n int) string {
		if n < 1 || n > b.Pages {
			return ""
		}
		return r.view.Link("/rows/"+kind, "station", r.view.Station, "page", strconv.Itoa(n))
	}
	b.Newer, b.Older = link(b.Page-1), link(b.Page+1)
	b.Lead = r.titled(r.words.T("rows.lead", "rows", r.rowsInWords(kind, scope, stream, all), "period", r.words.Period(scope.From, scope.To)))
	b.SQL = r.view.Link("/sql", "query", "rows_"+kind)
	return r.inLanguage(page.Query.Title), b, nil
}

// factTable is a page of rows as a table: codes of stations as their names, weeks and terms in words.
func (r *request) factTable(page *analytics.Result, names map[string]string) *Table {
	t := &Table{}
	for _, c := range page.Columns {
		t.Columns = append(t.Columns, Column{Field: c.Name, Label: r.inLanguage(c.Description), Kind: factKind(c), Prefix: factPrefix[c.Name]})
	}
	// Beside the station or the worker a phone shows the day; what else there is differs from kind to kind.
	if i := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Kind == KindWeek || c.Kind == KindDate || c.Kind == KindMoment }); i > 0 {
		t.Columns[i].Key = true
	}
	for _, row := range page.Rows {
		for i, c := range page.Columns {
			switch text, _ := row[i].(string); {
			case c.Name == "station_code" && text != "":
				row[i] = stationRef{Code: text, Name: names[text]}
			case c.Name == "sheet" && text == "":
				row[i] = nil // a CSV file has none
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// factPrefix are the messages of columns that hold codes.
var factPrefix = map[string]string{"status": "posting.", "severity": "incident.severity."}

func factKind(c queries.Column) Kind {
	switch {
	case c.Name == "station_code":
		return KindStation
	case c.Name == "week_start":
		return KindWeek
	case factPrefix[c.Name] != "":
		return KindTerm
	case c.Type == queries.Integer:
		return KindInt
	case c.Type == queries.Decimal:
		return KindDecimal
	case c.Type == queries.Date:
		return KindDate
	case c.Type == queries.Moment:
		return KindMoment
	}
	return KindText
}
