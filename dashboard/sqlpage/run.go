package sqlpage

import (
	"context"
	"errors"
	"fmt"
	"html"
	"html/template"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"luanphien/analytics"
	"luanphien/analytics/console"
	"luanphien/dashboard/account"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/words"
	"luanphien/queries"
	"luanphien/queries/engine"
	"luanphien/queries/release"
	"luanphien/queries/sheettext"
)

// What the page shows of a result; a download holds all. The server's memory is not the statement's: it is these that
// bound it.
const (
	RowsShown     = 10_000   // rows
	sqlShownBytes = 8 << 20  // of them all, as HTML
	sqlShownCell  = 64 << 10 // bytes
)

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
			return nil, problem.BadParameter(p.Name, text, "sql.problem.parameter", "type", string(p.Type))
		}
		values[p.Name] = v
	}
	return values, nil
}

// runSQL runs a statement on an edition in a process of its own, and shows its rows or sends them as a file. What was
// asked is in the audit trail before it runs, whatever becomes of it.
func runSQL(d *visit) error {
	if d.room.Console == nil {
		return fiber.ErrNotFound
	}
	e, release, err := d.sqlEdition() // held, so that nobody removes it meanwhile
	if err != nil {
		return err
	}
	defer release()
	b, err := d.sqlBody(e, d.FormValue("query"))
	if err != nil {
		return err
	}
	b.SQL = d.FormValue("sql")
	values, err := b.parameters()
	if err == nil && utf8.RuneCountInString(b.SQL) > account.LongestAudit {
		err = errLongStatement
	}
	if err != nil {
		return d.showRefused(b, err)
	}
	if e != nil {
		e.Complete(values)
	}
	how := d.FormValue("as")
	if err := d.Audit(account.ActionSQL, b.SQL, sqlDetail(b.Edition, how, values)); err != nil {
		return err
	}
	if e == nil {
		return problem.NotFound("empty.no_edition")
	}
	running, place, end := d.room.running.begin(d.Question.Ctx, d.Session.Login, d.FormValue("run"))
	defer end()
	ctx, unwatch := guard.WhileConnected(running, d.Context().Conn())
	defer unwatch()
	path, err := d.room.databaseOf(ctx, b.Edition, d.Area)
	if err != nil {
		return d.showRefused(b, err)
	}
	ask := console.Request{EditionPath: path, SQL: b.SQL, Params: values, Person: d.Session.Login, Place: place}
	if err := d.answerSQL(ctx, b, e, how, ask); err != nil {
		return d.showRefused(b, err)
	}
	return nil
}

var errLongStatement = problem.Of(fiber.StatusUnprocessableEntity, "sql.problem.statement_long", "n", account.LongestAudit/1000)

// answerSQL runs the statement and answers with the page or a file. On an error nothing has been answered yet.
func (d *visit) answerSQL(ctx context.Context, b *sqlBody, e *analytics.Edition, how string, ask console.Request) error {
	take := sqlFiles[how]
	if take == nil {
		ask.MaxRows, ask.MaxBytes, ask.MaxCell = RowsShown, sqlShownBytes, sqlShownCell
	}
	result, err := d.room.Console.Run(ctx, ask)
	if err != nil {
		return err
	}
	defer result.Close()
	if take == nil {
		return d.showRows(b, result)
	}
	source := &Source{Edition: b.Edition, Illustrative: e.Manifest.Illustrative, Asked: d.Now, SQL: b.SQL, Fields: b.Fields, Lang: d.View.Lang, Program: release.Number, Stations: d.Area.Codes()}
	if b.Open != nil {
		source.Query = b.Open.Name
	}
	return d.sendRows(ctx, result, source, how, take)
}

func (d *visit) showRows(b *sqlBody, result *console.Result) error {
	b.Head = result.Columns
	var grid strings.Builder
	unseen := 0
	for result.Next() {
		row := result.Row()
		writeGridRow(&grid, row)
		for _, v := range row {
			if text, ok := v.(string); ok && strings.ContainsFunc(text, sheettext.Foreign) {
				unseen++
			}
		}
	}
	if err := result.Err(); err != nil {
		return err
	}
	b.Rows = template.HTML(grid.String()) //nolint:gosec // each cell was escaped
	sum := result.Summary()
	key := "sql.done"
	if sum.Truncated {
		key = "sql.cut"
	}
	if sum.Cut > 0 {
		b.Cut = d.Words.T("sql.cells_shortened", "n", d.Words.Int(float64(sum.Cut)))
	}
	if unseen > 0 {
		b.Unseen = d.Words.T("sql.cells_unseen", "n", d.Words.Int(float64(unseen)))
	}
	b.Large = sum.Total > sheetRows
	b.Done = d.Words.T(key, "rows", d.Words.Int(float64(sum.Rows)), "total", d.Words.Int(float64(sum.Total)),
		"ms", d.Words.Decimal(sum.Elapsed.Seconds()*1000, 0), "edition", b.Edition)
	return d.Show("sql", "sql.title", b)
}

// writeGridRow writes a row of the grid. A template would take a second for the cells of ten thousand rows.
func writeGridRow(grid *strings.Builder, row []any) {
	grid.WriteString("<tr>")
	for _, v := range row {
		switch v.(type) {
		case nil:
			grid.WriteString(`<td class="null">NULL</td>`)
			continue
		case int64, uint64, float64, console.Number:
			grid.WriteString(`<td class="number">`)
		default:
			grid.WriteString("<td>")
		}
		grid.WriteString(html.EscapeString(sqlText(v)))
		grid.WriteString("</td>")
	}
	grid.WriteString("</tr>\n")
}

// sqlDetail is how the audit trail tells on what and how a statement was run.
func sqlDetail(number int, how string, values map[string]any) string {
	detail := fmt.Sprintf("edition %d", number)
	if how != "" {
		detail += " · " + how
	}
	if len(values) > 0 {
		detail += " · " + fmt.Sprint(values) // in order of the names
	}
	return detail
}

// showRefused shows the page again with the sentence that says why there are no rows.
func (d *visit) showRefused(b *sqlBody, err error) error {
	var p *console.Problem
	if errors.As(err, &p) {
		d.Status(d.refusedStatus(fiber.StatusUnprocessableEntity))
		if p.Internal() != "" {
			d.room.Log.Warn("a statement's process ended", "said", p.Internal())
		}
		b.Refused, b.Detail = p.VI, p.Detail
		if d.View.Lang == words.English {
			b.Refused = p.EN
		}
		if b.Line, b.Column = p.Line, p.Column; p.Line > 0 {
			b.Detail = d.Words.T("sql.place", "line", p.Line, "column", p.Column) + " " + b.Detail
		}
	} else if b.Refused, err = d.Refuse(err); err != nil {
		return err
	} else {
		d.Status(d.refusedStatus(d.Response().StatusCode()))
	}
	b.Head, b.Rows = nil, ""
	return d.Show("sql", "sql.title", b)
}

// refusedStatus is the status of an answer that refuses. The page's own script, which names its runs, is told with 200:
// browsers note any other as a fault of the page, and a statement that was stopped or mistyped is none.
func (d *visit) refusedStatus(status int) int {
	if d.FormValue("run") != "" {
		return fiber.StatusOK
	}
	return status
}

// sqlText writes a value as scripts read it; a missing one is empty.
func sqlText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return engine.FloatText(v)
	case console.Day:
		return v.Format(time.DateOnly)
	case time.Time:
		return v.Format("2006-01-02 15:04:05.999999999")
	case []byte:
		return fmt.Sprintf("%x", v)
	}
	return fmt.Sprint(v)
}
