package ingest

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"luanphien/ingest/appstore"
	"luanphien/ingest/area"
	"luanphien/ingest/cells"
	"luanphien/ingest/header"
	"luanphien/ingest/mend"
	"luanphien/ingest/read"
	"luanphien/ingest/rule"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
	"luanphien/queries/engine"
)

// part is the tables of one kind in a file, staged and judged together.
type part struct {
	Counts
	waiting int64
	area    string // Options.Area of the load
	stage   *cells.Stage
	cells.Province
	words  *cells.Dictionary
	tables []cells.Table
	sheets []string
	faults map[faultKey]faultText

	refused int64 // physical rows of which a reading went to the quarantine
}

// part loads the tables of one kind. Before the last kind of a file is written, the whole file is known well enough to be
// refused.
func (l *fileLoad) part(ctx context.Context, kind header.Kind, last bool, report *FileReport) error {
	if vi, en, refused := area.Refuses(l.options.Area, kind); refused {
		return &mend.Error{VI: vi, EN: en}
	}
	p := &part{Province: l.province, area: l.options.Area}
	for _, s := range l.file.Sheets {
		if s.Kind.Name == kind.Name {
			p.tables = append(p.tables, sheetTable{s})
			p.sheets = append(p.sheets, s.Name)
		}
	}
	values := l.params()
	values["load_id"], values["kind"], values["area"] = l.id, kind.Name, l.options.Area
	values["sheet"] = strings.Join(p.sheets, ", ")
	if err := l.judge(ctx, kind, p, values); err != nil {
		return err
	}
	defer p.close()
	if err := l.weigh(ctx, kind, p, values, report); err != nil {
		return err
	}
	if err := l.enterPart(ctx, kind, p, report); err != nil {
		return err
	}
	if last {
		if err := l.mayLoad(report); err != nil {
			return err
		}
	}
	l.wrote = true
	return l.write(ctx, kind, p, values, report)
}

// weigh does with the judged rows of a part what needs other rows to be told: whose province they are of, who was renamed,
// which figures are whole.
func (l *fileLoad) weigh(ctx context.Context, kind header.Kind, p *part, values warehouse.Params, report *FileReport) error {
	if err := l.checkProvinces(ctx, kind, p); err != nil {
		return err
	}
	l.province = p.Province
	if err := l.renamedWorkers(ctx, kind, p, values); err != nil {
		return err
	}
	if err := l.sameContacts(ctx, kind, p, values); err != nil {
		return err
	}
	if err := l.wholeFigures(ctx, kind, p); err != nil {
		return err
	}
	p.sayRespelled(kind, report)
	p.sayContacts(kind, report)
	return l.sayDaysAlone(ctx, kind, p, report)
}

// enterPart enters a part into the report: its counts, what is doubtful in it, what was refused.
func (l *fileLoad) enterPart(ctx context.Context, kind header.Kind, p *part, report *FileReport) error {
	report.Kinds = append(report.Kinds, kind.Name)
	report.Counts.add(p.Counts)
	if l.dry {
		if err := l.showRows(ctx, kind, p, report); err != nil {
			return err
		}
	}
	if err := l.doubt(ctx, kind, p, report); err != nil {
		return err
	}
	if err := l.retyped(ctx, kind, report); err != nil {
		return err
	}
	if err := l.compareDescribed(ctx, kind, report); err != nil {
		return err
	}
	if err := l.keepRefusals(ctx, p, report); err != nil {
		return err
	}
	report.Ledger.Quarantined += p.refused
	report.Ledger.Loaded += p.stage.Physical - p.refused
	return nil
}

// write brings a part into the warehouse: its refused rows into the quarantine, the others into the history.
func (l *fileLoad) write(ctx context.Context, kind header.Kind, p *part, values warehouse.Params, report *FileReport) error {
	if err := l.quarantine(ctx, kind, p, values); err != nil {
		return err
	}
	mended, err := l.shrinkList(ctx, kind, p, values)
	if err != nil {
		return err
	}
	report.Mended += mended
	l.enter(Writing)
	if err := l.apply(ctx, kind.Name, values); err != nil {
		return err
	}
	if err := l.keepProvince(ctx, p); err != nil {
		return err
	}
	if err := l.sayReplacements(ctx, kind.Name, report); err != nil {
		return err
	}
	if err := l.sayOneCentre(ctx, kind, report); err != nil {
		return err
	}
	if kind.Name == "stations" {
		if err := l.addFormerNames(ctx); err != nil {
			return err
		}
	}
	if err := l.keepMeanings(ctx, p, values); err != nil {
		return err
	}
	if err := l.keepNames(ctx, kind.Name, p, values, l.writer); err != nil {
		return err
	}
	values["read"], values["loaded"], values["unchanged"] = p.Read, p.Loaded, p.Unchanged
	values["corrected"], values["quarantined"] = p.Corrected, p.Quarantined
	_, err = warehouse.Run(ctx, l.Conn, checks.Get("shared", "part"), values)
	return err
}

// judge stages the tables of a part and runs the checks of their kind over them. After an error nothing is left open.
func (r *runner) judge(ctx context.Context, kind header.Kind, p *part, values warehouse.Params) (err error) {
	if p.words, err = cells.NewDictionary(r.Folder.Temp()); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			p.close()
		}
	}()
	if err := setProvince(ctx, r.Conn, p.Of); err != nil {
		return err
	}
	known, err := cells.NewResolver(ctx, r.Conn, p.Province)
	if err != nil {
		return err
	}
	known.StationNames = area.Offered(p.area, known.StationNames)
	if p.stage, err = cells.NewStage(kind, known, p.words, p.tables); err != nil {
		return err
	}
	for _, t := range p.tables {
		if s, ok := t.(sheetTable); ok {
			s.sheet.Known, s.sheet.Meaning = known.Knows, known.Meanings
			s.sheet.Standing = r.standing(ctx, kind, known)
		}
	}
	if p.stage.ComparesPersons() {
		if known.Persons, err = r.Store.Names(ctx); err != nil {
			return err
		}
	}
	if err := r.stageRows(ctx, p); err != nil {
		return err
	}
	r.enter(Checking)
	if err := r.findFaults(ctx, kind.Name, p.area, p.stage.Rows.Rows() <= judgedOnce, values); err != nil {
		return fmt.Errorf("check %s: %w", kind.Name, err)
	}
	if err := r.otherProvinces(ctx, kind, p); err != nil {
		return fmt.Errorf("check the provinces that rows of %s name: %w", kind.Name, err)
	}
	if err := r.findRepeated(ctx, p); err != nil {
		return fmt.Errorf("look for repeated keys of %s: %w", kind.Name, err)
	}
	if err := r.findKnown(ctx, kind.Name, p.stage.Gone, values); err != nil {
		return fmt.Errorf("compare %s with what is in force: %w", kind.Name, err)
	}
	if err := warehouse.One(ctx, r.Conn, checks.Get("shared", "counts"), nil, &p.Quarantined, &p.Corrected, &p.Unchanged); err != nil {
		return err
	}
	p.Read = int64(p.stage.Rows.Rows())
	p.Loaded = p.Read - p.Quarantined - p.Corrected - p.Unchanged
	return nil
}

// standing gives what a row that says «không báo cáo» takes back: of what figures of its station and week are in force.
func (r *runner) standing(ctx context.Context, kind header.Kind, known *cells.Resolver) func(read.Silence) ([]string, error) {
	if !bulky[kind.Name] {
		return nil
	}
	station, _ := kind.Field("station_code")
	week, _ := kind.Field("week")
	return func(said read.Silence) (names []string, err error) {
		var s, w cells.Cell
		known.ReadingOf(station, said.Station.Mark).Read(string(said.Station.Text), &s)
		known.ReadingOf(week, said.Week.Mark).Read(string(said.Week.Text), &w)
		if s.Meaning() == "" || w.Rule != rule.None {
			return nil, nil
		}
		err = warehouse.Each(ctx, r.Conn, checks.Get(kind.Name, "standing"), warehouse.Params{
			"code": cells.TextOrNil(s.Code, s.Code != ""), "former_code": cells.TextOrNil(s.FormerCode, s.FormerCode != ""),
			"former_name": cells.TextOrNil(s.FormerName, s.FormerName != ""), "former_until": cells.NullDay(s.FormerUntil), "day": cells.NullDay(w.Day),
		}, func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			names = append(names, name)
			return err
		})
		return names, err
	}
}

// close removes what the part keeps in temporary files.
func (p *part) close() {
	if p.stage != nil {
		p.stage.Close()
	}
	p.words.Close()
}

// judgedOnce is the number of rows up to which what the checks make of them is kept.
const judgedOnce = 20_000

// findFaults collects the rows that a check of their kind refuses.
func (r *runner) findFaults(ctx context.Context, kind, within string, once bool, values warehouse.Params) error {
	for _, limit := range []string{"now", "this_week", "max_count", "max_posting_days"} {
		if _, err := warehouse.Run(ctx, r.Conn, checks.Get("stage", limit), values); err != nil {
			return err
		}
	}
	steps := []string{checks.Get(kind, "judge")}
	if within != "" {
		steps = []string{strings.Replace(steps[0], "VIEW judging", "VIEW judging_anywhere", 1), checks.Get("area", "area"), checks.Get("area", "judging")}
	}
	if once {
		steps = append(steps, checks.Get("shared", "keep_judged"), checks.Get("shared", "judged_once"))
	} else {
		steps = append(steps, checks.Get("shared", "judged_anew"))
	}
	of := warehouse.Params{"area": "," + within + ","}
	for _, step := range append(steps, checks.Get("shared", "refused"), checks.Get("shared", "passed")) {
		if _, err := warehouse.Run(ctx, r.Conn, step, of); err != nil {
			return err
		}
	}
	return nil
}

// findKnown lists the rows whose key is in force already. The first load of a kind has none, and is spared the search.
func (r *runner) findKnown(ctx context.Context, kind string, gone bool, values warehouse.Params) error {
	var seen int64
	if err := warehouse.One(ctx, r.Conn, checks.Get("shared", "seen"), values, &seen); err != nil {
		return err
	}
	if seen == 0 && bulky[kind] && !gone {
		_, err := r.Conn.ExecContext(ctx, checks.Get("shared", "none_known"))
		return err
	}
	if _, err := warehouse.Run(ctx, r.Conn, checks.Get(kind, "known"), values); err != nil || !gone {
		return err
	}
	_, err := r.Conn.ExecContext(ctx, checks.Get("shared", "nothing_to_take"))
	return err
}

// stageRows brings the rows and what their texts were read as into the temporary tables.
func (r *runner) stageRows(ctx context.Context, p *part) error {
	for _, step := range []string{"tables", "no_cell", "sheets"} {
		if _, err := r.Conn.ExecContext(ctx, checks.Get("stage", step)); err != nil {
			return err
		}
	}
	if err := p.stage.Run(ctx, r.Folder.Temp()); err != nil {
		return err
	}
	r.staging = p.stage.Rows
	if _, err := warehouse.Run(ctx, r.Conn, checks.Get("stage", "rows"), nil); err != nil {
		return fmt.Errorf("stage the rows: %w", err)
	}
	if err := r.appendCells(ctx, p.words); err != nil {
		return err
	}
	return r.appendSheets(ctx, p.sheets)
}

func (r *runner) appendCells(ctx context.Context, words *cells.Dictionary) error {
	a, err := engine.NewAppender(ctx, r.Conn, "temp", "main", "staged_cells")
	if err != nil {
		return err
	}
	if err := words.Each(func(c *cells.Cell) error { return a.Append(c.Values()...) }); err != nil {
		a.Close()
		return err
	}
	return a.Close()
}

func (r *runner) appendSheets(ctx context.Context, sheets []string) error {
	a, err := engine.NewAppender(ctx, r.Conn, "temp", "main", "staged_sheets")
	if err != nil {
		return err
	}
	for i, name := range sheets {
		if err := a.Append(int32(i), name); err != nil {
			a.Close()
			return err
		}
	}
	return a.Close()
}

// apply moves the rows that passed into the facts; the facts that they correct stay in the history.
func (r *runner) apply(ctx context.Context, kind string, values warehouse.Params) error {
	steps := []string{"supersede", "insert"}
	switch kind {
	case "stations":
		steps = []string{"remember_names", "supersede", "insert"}
	case "postings":
		steps = []string{"supersede", "insert", "listed"}
	}
	for _, step := range steps {
		if _, err := warehouse.Run(ctx, r.Conn, checks.Get(kind, step), values); err != nil {
			return fmt.Errorf("load %s (%s): %w", kind, step, err)
		}
	}
	return nil
}

// keepNames writes the names of the workers that passed, and the contacts, to the application store.
func (r *runner) keepNames(ctx context.Context, kind string, p *part, values warehouse.Params, to *appstore.Writer) error {
	switch kind {
	case "contacts":
		return r.keepContacts(ctx, p, values, to)
	case "workers":
	default:
		return nil
	}
	return warehouse.Each(ctx, r.Conn, checks.Get("shared", "names"), nil, func(rows *sql.Rows) error {
		var code string
		var number int32
		if err := rows.Scan(&code, &number); err != nil {
			return err
		}
		if name := p.words.Private[number]; name != "" {
			return to.Name(ctx, code, name)
		}
		return nil
	})
}

// sheetTable is a sheet of a file as a table to stage.
type sheetTable struct{ sheet *read.Sheet }

func (t sheetTable) Columns() []read.Column   { return t.sheet.Columns }
func (t sheetTable) Next() (*read.Row, error) { return t.sheet.Next() }

// bulky kinds come in files of millions of rows. Their insert asks nothing of known but row_no and changed.
var bulky = map[string]bool{"activity": true, "indicators": true}
