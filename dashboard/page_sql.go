package dashboard

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"luanphien/analytics/console"
	"luanphien/dashboard/account"
	"luanphien/queries"
	"luanphien/queries/edition"
)

// sqlShown is the number of rows that the page shows; a download holds all.
const sqlShown = 10_000

type sqlBody struct {
	SQL     string
	Saved   []savedQuery
	Open    *queries.Query // the saved query whose parameters are asked for
	Title   string         // of that query
	Fields  []sqlField
	Columns []console.Column
	Rows    [][]string
	Done    string // rows and time, in words
	Refused string
	Detail  string // the engine's own words
}

type savedQuery struct{ Name, Title, Help, URL string }

type sqlField struct{ Name, Label, Type, Value string }

// sqlPage offers a place for a statement and the saved queries; ?query= opens one of those.
func sqlPage(d *dialog) error {
	b, err := d.sqlBody(d.Query("query"))
	if err != nil {
		return err
	}
	return d.show("sql", "sql.title", b)
}

func (d *dialog) sqlBody(open string) (*sqlBody, error) {
	catalog, err := queries.Load()
	if err != nil {
		return nil, err
	}
	b := &sqlBody{}
	for _, name := range catalog.Names() {
		q, _ := catalog.Get(name)
		saved := savedQuery{Name: name, Title: d.inLanguage(q.Title), URL: d.view.Link("/sql", "query", name)}
		for _, c := range q.Columns {
			saved.Help += fmt.Sprintf("%s (%s): %s\n", c.Name, c.Type, d.inLanguage(c.Description))
		}
		b.Saved = append(b.Saved, saved)
	}
	if open == "" {
		return b, nil
	}
	q, ok := catalog.Get(open)
	if !ok {
		return nil, badParameter("query", open, "không có truy vấn này.", "there is no such query.")
	}
	b.Open, b.Title, b.SQL = q, d.inLanguage(q.Title), q.SQL
	for _, p := range q.All {
		field := sqlField{Name: "param." + p.Name, Label: p.Name, Type: d.inLanguage(p.Description)}
		if p.Default != nil {
			field.Value = *p.Default
		}
		if sent := d.FormValue(field.Name); sent != "" {
			field.Value = sent
		}
		b.Fields = append(b.Fields, field)
	}
	return b, nil
}

// parameters reads the fields of the saved query; one left empty is its default, or else null.
func (b *sqlBody) parameters() (map[string]any, error) {
	values := map[string]any{}
	if b.Open == nil {
		return values, nil
	}
	for i, p := range b.Open.All {
		text := strings.TrimSpace(b.Fields[i].Value)
		if text == "" && p.Default != nil { // which may itself be the empty text
			text = *p.Default
		} else if text == "" {
			values[p.Name] = nil
			continue
		}
		v, err := queries.ParseValue(p.Type, text)
		if err != nil {
			return nil, badParameter(p.Name, text, "không đọc được theo kiểu «"+string(p.Type)+"».", "it cannot be read as “"+string(p.Type)+"”.")
		}
		values[p.Name] = v
	}
	return values, nil
}

// runSQL runs a statement on the newest edition in a process of its own. What was asked is in the audit trail before it
// runs.
func runSQL(d *dialog) error {
	if d.server.console == nil {
		return fiber.ErrNotFound
	}
	b, err := d.sqlBody(d.FormValue("query"))
	if err != nil {
		return err
	}
	b.SQL = d.FormValue("sql")
	values, err := b.parameters()
	if err != nil {
		return d.showRefused(b, err)
	}
	if err := d.server.audit(d.Ctx, account.ActionSQL, b.SQL, sqlDetail(values)); err != nil {
		return err
	}
	newest, err := d.server.shelf.Newest()
	if errors.Is(err, edition.ErrNone) {
		return notFound(d.server.words[Vietnamese].T("empty.no_edition"), d.server.words[English].T("empty.no_edition"))
	}
	if err != nil {
		return err
	}
	_, release, err := d.server.shelf.Acquire(newest.Number) // so that nobody removes it meanwhile
	if err != nil {
		return err
	}
	defer release()
	ask := console.Request{EditionPath: d.server.database(newest.Number), SQL: b.SQL, Params: values, MaxRows: sqlShown}
	ending := d.FormValue("as")
	if ending == "csv" {
		ask.MaxRows = 0
	}
	result, err := d.server.console.Run(d.ctx, ask)
	if err != nil {
		return d.showRefused(b, err)
	}
	defer result.Close()
	if ending == "csv" {
		if err := d.sqlCSV(result, newest.Number); err != nil {
			return d.showRefused(b, err)
		}
		return nil
	}
	return d.showRows(b, result, newest.Number)
}

func (d *dialog) showRows(b *sqlBody, result *console.Result, number int) error {
	b.Columns = result.Columns
	for result.Next() {
		b.Rows = append(b.Rows, sqlTexts(result.Row()))
	}
	if err := result.Err(); err != nil {
		return d.showRefused(b, err)
	}
	sum := result.Summary()
	took := d.words.Decimal(sum.Elapsed.Seconds()*1000, 0)
	key := "sql.done"
	if sum.Truncated {
		key = "sql.cut"
	}
	b.Done = d.words.T(key, "rows", d.words.Int(float64(sum.Rows)), "ms", took, "edition", number)
	return d.show("sql", "sql.title", b)
}

// sqlDetail is how the audit trail tells the parameters.
func sqlDetail(values map[string]any) string {
	if len(values) == 0 {
		return ""
	}
	return fmt.Sprint(values) // in order of the names
}

// showRefused shows the page again with the sentence that says why there are no rows.
func (d *dialog) showRefused(b *sqlBody, err error) error {
	var p *console.Problem
	if errors.As(err, &p) {
		d.Status(fiber.StatusUnprocessableEntity)
		if p.Internal() != "" {
			d.server.log.Warn("a statement's process ended", "said", p.Internal())
		}
		b.Refused, b.Detail = p.VI, p.Detail
		if d.view.Lang == English {
			b.Refused = p.EN
		}
		if p.Line > 0 {
			b.Detail = d.words.T("sql.place", "line", p.Line, "column", p.Column) + " " + b.Detail
		}
	} else if b.Refused, err = d.refuse(err); err != nil {
		return err
	}
	b.Columns, b.Rows = nil, nil
	return d.show("sql", "sql.title", b)
}

func sqlTexts(row []any) []string {
	texts := make([]string, len(row))
	for i, v := range row {
		texts[i] = sqlText(v)
	}
	return texts
}

// sqlText writes a value as scripts read it; a missing one is empty.
func sqlText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case float64:
		return plainNumber(v)
	case time.Time:
		if v.Equal(v.Truncate(24 * time.Hour)) {
			return v.Format(time.DateOnly)
		}
		return v.Format("2006-01-02 15:04:05")
	case []byte:
		return fmt.Sprintf("%x", v)
	}
	return fmt.Sprint(v)
}
