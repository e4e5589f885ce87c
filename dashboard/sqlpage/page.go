package sqlpage

import (
	"fmt"
	"html/template"
	"strconv"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/console"
	"luanphien/analytics/lists"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/queries"
	"luanphien/queries/calendar"
)

// sqlBody is what the SQL page shows.
type sqlBody struct {
	SQL      string
	Saved    []savedQuery
	Open     *queries.Query // the saved query whose parameters are asked for
	Title    string         // of that query
	Fields   []sqlField
	Edition  int // the one that statements run on; 0 = there is none yet
	Editions []editionChoice
	Groups   []tableGroup

	OfArea  string // which stations alone there are, in words; "" = all
	Head    []console.Column
	Rows    template.HTML // of the grid
	Done    string        // rows and time, in words
	Cut     string        // how many cells were cut, in words
	Unseen  string        // how many cells hold characters that are not seen, in words
	Large   bool          // more rows than a sheet of a workbook holds
	Refused string
	Detail  string // the engine's own words
	Line    int    // of the mistake in the statement, from 1; 0 where not known
	Column  int
}

type savedQuery struct{ Name, Title, Help, URL string }

// sqlField is a parameter of a saved query. Input is the type of the HTML field.
type sqlField struct {
	Name, Label, Help, Value, Input string
	Required                        bool
}

type editionChoice struct {
	Number           int
	Newest, Selected bool
}

// tableGroup are the views, or the tables, of an edition.
type tableGroup struct {
	Title  string
	Tables []sqlTable
}

type sqlTable struct {
	Name, Title string
	Columns     []sqlColumn
}

type sqlColumn struct{ Name, Type, Help string }

// sqlPage offers a place for a statement and the saved queries; ?query= opens one of those, ?edition= an older edition.
func sqlPage(d *visit) error {
	e, release, err := d.sqlEdition()
	if err != nil {
		return err
	}
	defer release()
	b, err := d.sqlBody(e, d.Query("query"))
	if err != nil {
		return err
	}
	return d.Show("sql", "sql.title", b)
}

// sqlEdition holds the edition that the form or the address names, or the newest one; nil before the first. The caller
// must release it.
func (d *visit) sqlEdition() (e *analytics.Edition, release func(), err error) {
	number := d.View.Edition
	if text := d.FormValue("edition"); text != "" {
		if number, err = strconv.Atoi(text); err != nil || number < 1 {
			return nil, nil, problem.BadParameter("edition", text, "sql.problem.edition")
		}
	}
	if number == 0 {
		number = d.Newest
	}
	if number == 0 {
		return nil, func() {}, nil
	}
	return question.Hold(d.room.Shelf, number)
}

func (d *visit) sqlBody(e *analytics.Edition, open string) (*sqlBody, error) {
	catalog, err := queries.Load()
	if err != nil {
		return nil, err
	}
	b := &sqlBody{}
	if d.Area != "" {
		b.OfArea = d.Words.N("area.said", len(d.Area.Codes()))
	}
	if e != nil {
		if err := d.describeEdition(b, e); err != nil {
			return nil, err
		}
	}
	for _, name := range catalog.Names() {
		q, _ := catalog.Get(name)
		saved := savedQuery{Name: name, Title: d.InLanguage(q.Title), URL: d.View.Link("/sql", "query", name)}
		for _, c := range q.Columns {
			saved.Help += fmt.Sprintf("%s (%s): %s\n", c.Name, c.Type, d.InLanguage(c.Description))
		}
		b.Saved = append(b.Saved, saved)
	}
	if open == "" {
		return b, nil
	}
	q, ok := catalog.Get(open)
	if !ok {
		return nil, problem.BadParameter("query", open, "sql.problem.no_query")
	}
	return b, d.openQuery(b, e, q)
}

// describeEdition fills which editions there are, and what the chosen one holds.
func (d *visit) describeEdition(b *sqlBody, e *analytics.Edition) error {
	b.Edition = e.Manifest.Number
	numbers, err := d.room.Shelf.Numbers()
	if err != nil {
		return err
	}
	for i := len(numbers) - 1; i >= 0; i-- {
		b.Editions = append(b.Editions, editionChoice{numbers[i], i == len(numbers)-1, numbers[i] == b.Edition})
	}
	tables, err := question.Remember(d.Question.Ctx, d.Results, fmt.Sprintf("%d tables", b.Edition), func() ([]lists.Table, error) { return lists.Tables(d.Question.Ctx, e) })
	views := tableGroup{Title: d.Words.T("sql.views")}
	stored := tableGroup{Title: d.Words.T("sql.tables")}
	for _, t := range tables {
		shown := sqlTable{Name: t.Name, Title: d.InLanguage(t.Title)}
		for _, c := range t.Columns {
			shown.Columns = append(shown.Columns, sqlColumn{c.Name, c.Type, d.InLanguage(c.Description)})
		}
		group := &stored
		if t.View {
			group = &views
		}
		group.Tables = append(group.Tables, shown)
	}
	b.Groups = []tableGroup{views, stored}
	return err
}

// inputs are the types of HTML fields.
var inputs = map[queries.Type]string{queries.Date: "date", queries.Integer: "number"}

// openQuery fills a saved query and its parameters as fields. Those of the period hold the edition's own period, so
// that the query can be run at once.
func (d *visit) openQuery(b *sqlBody, e *analytics.Edition, q *queries.Query) error {
	b.Open, b.Title, b.SQL = q, d.InLanguage(q.Title), q.SQL
	known := map[string]string{}
	if e != nil {
		on := *d.Question
		on.Edition = e
		scope, err := on.DefaultScope(d.Now.Truncate(time.Minute))
		if err != nil {
			return err
		}
		known["from_day"], known["to_day"] = scope.From.Format(time.DateOnly), scope.To.Format(time.DateOnly)
		known["as_of"] = scope.AsOf.In(calendar.Zone).Format(time.RFC3339)
	}
	for _, p := range q.All {
		field := sqlField{Name: "param." + p.Name, Label: p.Name, Help: d.InLanguage(p.Description), Required: p.Required,
			Input: inputs[p.Type], Value: known[p.Name]}
		if field.Input == "" {
			field.Input = "text"
		}
		if p.Default != nil {
			field.Value = *p.Default
		}
		if sent := d.FormValue(field.Name); sent != "" {
			field.Value = sent
		}
		b.Fields = append(b.Fields, field)
	}
	return nil
}
