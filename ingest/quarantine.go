package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"luanphien/ingest/appstore"
	"luanphien/ingest/cells"
	"luanphien/ingest/header"
	"luanphien/ingest/read"
	"luanphien/ingest/rule"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
	"luanphien/queries/engine"
)

// faultKey names one way in which rows of a part are at fault.
type faultKey struct {
	sheet, titles int
	fault         string
}

// faultText says it in words.
type faultText struct {
	column string // title in the file
	rule   rule.Rule
	vi, en string
}

// sayFaults fills the temporary table fault_texts for a judged part, and counts the rows that wait.
func (r *runner) sayFaults(ctx context.Context, p *part) error {
	if _, err := r.Conn.ExecContext(ctx, checks.Get("shared", "fault_texts")); err != nil {
		return err
	}
	p.faults = map[faultKey]faultText{}
	if p.Quarantined == 0 {
		return nil
	}
	err := warehouse.Each(ctx, r.Conn, checks.Get("shared", "faults"), nil, func(rows *sql.Rows) error {
		var k faultKey
		var n int64
		if err := rows.Scan(&k.sheet, &k.titles, &k.fault, &n); err != nil {
			return err
		}
		t := p.faultText(k)
		p.faults[k] = t
		if t.rule.Waits() {
			p.waiting += n
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.appendFaultTexts(ctx, p)
}

func (r *runner) appendFaultTexts(ctx context.Context, p *part) error {
	a, err := engine.NewAppender(ctx, r.Conn, "temp", "main", "fault_texts")
	if err != nil {
		return err
	}
	for k, t := range p.faults {
		err := a.Append(int32(k.sheet), int32(k.titles), k.fault, p.sheets[k.sheet], cells.TextOrNil(t.column, t.column != ""),
			string(t.rule), t.vi, t.en, t.rule.Waits())
		if err != nil {
			a.Close()
			return err
		}
	}
	return a.Close()
}

// faultText finds the title of the column at fault and the rule's sentences.
func (p *part) faultText(k faultKey) faultText {
	name, field, _ := strings.Cut(k.fault, ":")
	t := faultText{rule: rule.Rule(name)}
	if field != "" {
		known, _ := p.stage.Kind.Field(field)
		t.column = known.Title // where the file has no such column
		for i, c := range p.tables[k.sheet].Columns() {
			if c.Field != field {
				continue
			}
			t.column = c.Title
			if k.titles >= 0 {
				t.column = p.stage.Titles[k.titles][i]
			}
		}
	}
	t.vi, t.en = t.rule.Say(t.column)
	if known, ok := p.stage.Kind.Field(field); ok && t.rule == rule.WordUnknown {
		if words := cells.WordsOf(known.List); len(words) > 0 {
			list := "«" + strings.Join(words, "», «") + "»"
			t.vi, t.en = t.vi+" Các giá trị: "+list+".", t.en+" They are: "+list+"."
		}
	}
	return t
}

// refusedRow is a refused row put together from its cells.
type refusedRow struct {
	faultKey
	rowNo, line int
	cells       map[string]stoodCell // by column of staged_rows
	twins       string               // what it and another row of its key say, where they contradict each other
}

// stoodCell is a cell as it stood.
type stoodCell struct {
	text string
	mark read.Mark
}

// refusedPage is the number of refused rows that are read at once, so that memory stays bounded.
const refusedPage = 10_000

// eachRefused hands every refused row of a part to f, in order.
func (r *runner) eachRefused(ctx context.Context, p *part, f func(*refusedRow) error) error {
	var pages []int64 // last row of each
	err := warehouse.Each(ctx, r.Conn, checks.Get("shared", "refused_pages"), warehouse.Params{"page": refusedPage}, func(rows *sql.Rows) error {
		var last int64
		err := rows.Scan(&last)
		pages = append(pages, last)
		return err
	})
	if err != nil {
		return fmt.Errorf("cut the refused rows into pages: %w", err)
	}
	after := int64(-1)
	for _, last := range pages {
		page, err := r.refusedPage(ctx, p, warehouse.Params{"after": after, "last": last})
		if err != nil {
			return fmt.Errorf("read the refused rows: %w", err)
		}
		for _, row := range page {
			if err := f(row); err != nil {
				return err
			}
		}
		after = last
	}
	return nil
}

// refusedPage reads the rows of one page.
func (r *runner) refusedPage(ctx context.Context, p *part, which warehouse.Params) ([]*refusedRow, error) {
	texts := map[int32]stoodCell{}
	err := warehouse.Each(ctx, r.Conn, checks.Get("shared", "refused_texts"), which, func(rows *sql.Rows) error {
		var number int32
		var text sql.NullString
		var c stoodCell
		err := rows.Scan(&number, &text, &c.mark)
		if c.text = text.String; !text.Valid {
			c.text = p.words.Private[number]
		}
		texts[number] = c
		return err
	})
	if err != nil {
		return nil, err
	}
	var page []*refusedRow
	cells := make([]int32, len(p.stage.Columns))
	err = warehouse.Each(ctx, r.Conn, checks.Get("shared", "refused_rows"), which, func(rows *sql.Rows) error {
		row := &refusedRow{cells: make(map[string]stoodCell, len(cells))}
		into := []any{&row.rowNo, &row.line, &row.sheet, &row.titles, &row.fault}
		for i := range cells {
			into = append(into, &cells[i])
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, number := range cells {
			if number != 0 {
				row.cells[p.stage.Columns[i]] = texts[number]
			}
		}
		page = append(page, row)
		return nil
	})
	if err != nil || !p.contradicts() {
		return page, err
	}
	said := map[int]string{}
	err = warehouse.Each(ctx, r.Conn, checks.Get("shared", "twins_said"), which, func(rows *sql.Rows) error {
		var rowNo int
		var text string
		err := rows.Scan(&rowNo, &text)
		said[rowNo] = text
		return err
	})
	for _, row := range page {
		row.twins = said[row.rowNo]
	}
	return page, err
}

// contradicts tells whether rows of the part have one key and different values.
func (p *part) contradicts() bool {
	for _, t := range p.faults {
		if t.rule.Twins() {
			return true
		}
	}
	return false
}

// keepRefusals says in words what is wrong with the refused rows of a part, and writes them as they stood to the application
// store and the first of them to the report.
func (l *fileLoad) keepRefusals(ctx context.Context, p *part, report *FileReport) error {
	if err := l.sayFaults(ctx, p); err != nil || p.Quarantined == 0 {
		return err
	}
	report.Waiting += p.waiting
	written := map[int]bool{}
	if _, err := l.Conn.ExecContext(ctx, checks.Get("refusals", "prints")); err != nil {
		return err
	}
	prints, err := engine.NewAppender(ctx, l.Conn, "temp", "main", "refused_prints")
	if err != nil {
		return err
	}
	last := refusedRow{line: -1}
	err = l.eachRefused(ctx, p, func(row *refusedRow) error {
		if err := prints.Append(int32(row.rowNo), p.print(row)); err != nil {
			return err
		}
		if row.line != last.line || row.sheet != last.sheet {
			p.refused += p.stage.PhysicalRows(int32(row.rowNo))
		}
		last.line, last.sheet = row.line, row.sheet
		if !written[row.sheet] {
			written[row.sheet] = true
			if err := l.writer.Table(ctx, p.refusedTable(row.sheet)); err != nil {
				return err
			}
		}
		return l.keepRefused(ctx, p, row, report)
	})
	return errors.Join(err, prints.Close())
}

// quarantine writes the places, rules and sentences of the refused rows of a part to the warehouse.
func (l *fileLoad) quarantine(ctx context.Context, kind header.Kind, p *part, values warehouse.Params) error {
	if p.Quarantined == 0 {
		return nil
	}
	steps := []string{checks.Get(kind.Name, "identity"), checks.Get("stage", "refused_rows"), checks.Get("shared", "quarantine"), checks.Get("stage", "rows")}
	for _, step := range steps {
		if _, err := warehouse.Run(ctx, l.Conn, step, values); err != nil {
			return fmt.Errorf("keep the quarantine of %s: %w", kind.Name, err)
		}
	}
	return nil
}

// refusedTable describes the columns of a sheet for the application store.
func (p *part) refusedTable(sheet int) appstore.Table {
	t := appstore.Table{Sheet: p.sheets[sheet], Kind: p.stage.Kind.Name}
	for _, c := range p.tables[sheet].Columns() {
		t.Titles = append(t.Titles, c.Title)
		t.Fields = append(t.Fields, c.Field)
	}
	return t
}

func (l *fileLoad) keepRefused(ctx context.Context, p *part, row *refusedRow, report *FileReport) error {
	text := p.faults[row.faultKey]
	_, field, _ := strings.Cut(row.fault, ":")
	kept := appstore.Row{RowNo: row.rowNo, Line: row.line, Value: row.cells[field].text, Waits: text.rule.Waits()}
	for _, name := range p.stage.NamesOf(p.tables[row.sheet].Columns()) {
		kept.Add(row.cells[name].text, row.cells[name].mark)
	}
	if original := row.cells[cells.OriginalColumn].text; original != "" {
		kept.Value = original
	}
	if text.rule == rule.CodeNameDisagree && p.area == "" { // it names who bears the code
		kept.Value = p.disagreement(row, field)
	}
	if text.rule.Twins() {
		kept.Value = row.twins
	}
	kept.Nearest = p.stage.Resolver.Nearest(text.rule, kept.Value)
	if len(report.Refusals) < shownRefusals {
		report.Refusals = append(report.Refusals, Refusal{
			Sheet: p.sheets[row.sheet], Line: row.line, Column: text.column, Value: kept.Value, Rule: text.rule,
			VI: text.vi, EN: text.en, Waits: text.rule.Waits(), Nearest: kept.Nearest,
		})
	}
	return l.writer.Row(ctx, p.sheets[row.sheet], kept)
}

// disagreement writes what the code of a refused row and its names mean.
func (p *part) disagreement(row *refusedRow, field string) string {
	r, columns := p.stage.Resolver, p.tables[row.sheet].Columns()
	said := []string{r.Meant(p.stage.Kind, field, row.cells[field].text)}
	names := p.stage.NamesOf(columns)
	for i, beside := range p.stage.Besides(columns) {
		if text := row.cells[names[i]].text; beside == field && text != "" {
			said = append(said, r.Meant(p.stage.Kind, field, text))
		}
	}
	return strings.Join(said, " ≠ ")
}
