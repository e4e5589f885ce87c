package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"luanphien/ingest/appstore"
	"luanphien/ingest/cells"
	"luanphien/ingest/header"
	"luanphien/ingest/provinces"
	"luanphien/ingest/read"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
)

// waitingLoad is the rows of one kind of an earlier load that are tried together, whatever number of sheets they stand on:
// an archive of thousands of small files is judged at once, as it was when it came.
type waitingLoad struct {
	id        int
	key, kind string
	sheets    []appstore.Table
}

// retryWaiting judges the waiting rows again, but for those that were dismissed, and loads those that pass. They keep the load that brought them and never
// replace a fact that came after them. It goes on until nothing more passes (a specialty lets in a worker, who lets in a
// posting), so that the order of loads does not matter. It returns the number of rows that passed.
func (r *runner) retryWaiting(ctx context.Context) (int64, error) {
	var passed int64
	for {
		n, more, err := r.retryRound(ctx)
		passed += n
		if err != nil || !more {
			return passed, err
		}
	}
}

// retryRound judges what waits once, oldest load first; more: rows passed to which others may refer.
func (r *runner) retryRound(ctx context.Context) (passed int64, more bool, err error) {
	loads, err := r.waitingLoads(ctx)
	if err != nil || len(loads) == 0 {
		return 0, false, err
	}
	dismissed, err := r.Store.Dismissed(ctx)
	if err != nil {
		return 0, false, err
	}
	off := rowsOff(dismissed)
	lists, err := r.listsOf(ctx)
	if err != nil {
		return 0, false, err
	}
	for _, l := range loads {
		n, err := r.retryLoad(ctx, l, off, lists)
		if err != nil {
			return passed, false, fmt.Errorf("try the waiting rows of load %d again: %w", l.id, err)
		}
		passed += n
		if n == 0 || Rank(l.kind) > Rank("postings") {
			continue
		}
		more = true
		if lists, err = r.listsOf(ctx); err != nil { // they have grown
			return passed, false, err
		}
	}
	return passed, more, nil
}

// waitingLoads lists what waits, oldest load first, with the sheets that the application store keeps of it.
func (r *runner) waitingLoads(ctx context.Context) ([]waitingLoad, error) {
	var loads []waitingLoad
	err := warehouse.Each(ctx, r.Conn, checks.Get("waiting", "loads"), nil, func(rows *sql.Rows) error {
		var l waitingLoad
		err := rows.Scan(&l.id, &l.key, &l.kind)
		loads = append(loads, l)
		return err
	})
	if err != nil || len(loads) == 0 {
		return nil, err
	}
	tables, err := r.Store.WaitingTables(ctx)
	if err != nil {
		return nil, err
	}
	type about struct{ key, kind string }
	sheets := map[about][]appstore.Table{}
	for _, t := range tables {
		of := about{t.LoadKey, t.Kind}
		sheets[of] = append(sheets[of], t)
	}
	for i, l := range loads {
		loads[i].sheets = sheets[about{l.key, l.kind}]
	}
	return loads, nil
}

// retryDue judges the waiting rows again where something that they wait for may have come: lists, or for some of them time
// or a higher limit.
func (r *runner) retryDue(ctx context.Context, lists bool) error {
	if !lists {
		var n int64
		if err := warehouse.One(ctx, r.Conn, checks.Get("waiting", "for_no_list"), nil, &n); err != nil || n == 0 {
			return err
		}
	}
	_, err := r.retryWaiting(ctx)
	return err
}

// retryLoad judges the waiting rows of one kind of a load in a transaction of their own.
func (r *runner) retryLoad(ctx context.Context, l waitingLoad, off map[RefusedRow]bool, lists func(of string) (*cells.Resolver, error)) (int64, error) {
	kind, ok := header.KindNamed(l.kind)
	if !ok || len(l.sheets) == 0 {
		return 0, nil
	}
	values := r.params()
	values["load_id"], values["refused_by"], values["kind"] = l.id, l.id, l.kind
	var last int
	err := warehouse.One(ctx, r.Conn, checks.Get("shared", "last_load"), nil, &last)
	if err != nil {
		return 0, err
	}
	values["resolved_by"] = last
	p := &part{}
	if values["max_count"], p.Province, p.area, err = r.madeWith(ctx, l.id); err != nil {
		return 0, err
	}
	lacks, err := r.waitingRows(ctx, l, off, p, values)
	if err != nil || len(p.tables) == 0 {
		return 0, err
	}
	known, err := lists(p.Of)
	if err != nil {
		return 0, err
	}
	if known.LacksStill(kind, p.tables, lacks) {
		return 0, nil
	}
	names, err := r.Store.Begin(ctx, l.key)
	if err != nil {
		return 0, err
	}
	defer names.Rollback()
	var passed int64
	err = r.transaction(ctx, func() error {
		if err := r.judge(ctx, kind, p, values); err != nil {
			return err
		}
		defer p.close()
		if err := r.loadPassed(ctx, kind, p, values, names); err != nil {
			return err
		}
		passed = p.Read - p.Quarantined
		return names.Commit(ctx)
	})
	if err != nil {
		return passed, err
	}
	return passed, r.settleSheets(ctx, l, values)
}

// loadPassed loads the rows of a judged part that pass now, and says of the others what they lack still.
func (r *runner) loadPassed(ctx context.Context, kind header.Kind, p *part, values warehouse.Params, names *appstore.Writer) error {
	if err := r.findLate(ctx, p, values); err != nil {
		return err
	}
	if err := r.sayFaults(ctx, p); err != nil {
		return err
	}
	if err := r.keepMeanings(ctx, p, values); err != nil {
		return err
	}
	if err := r.apply(ctx, kind.Name, values); err != nil {
		return err
	}
	for _, step := range []string{"resolve", "reword"} {
		if _, err := warehouse.Run(ctx, r.Conn, checks.Get("waiting", step), values); err != nil {
			return err
		}
	}
	return r.keepNames(ctx, kind.Name, p, values, names)
}

// settleSheets notes which sheets have no waiting row left. The warehouse knows what has passed; this only spares later
// runs from reading the rows again.
func (r *runner) settleSheets(ctx context.Context, l waitingLoad, values warehouse.Params) error {
	wait, err := r.Texts(ctx, checks.Get("waiting", "sheets"), values)
	if err != nil {
		return err
	}
	var settled []string
	for _, t := range l.sheets {
		if !wait[t.Sheet] {
			settled = append(settled, t.Sheet)
		}
	}
	return r.Store.Settle(ctx, l.key, settled)
}

// madeWith is the limit of counts by which the waiting rows of a load are judged (that of the run or, where its file was
// loaded with a higher one, that), the province that the load is of, and the area of who loaded it.
func (r *runner) madeWith(ctx context.Context, loadID int) (int64, cells.Province, string, error) {
	own, err := r.Meta(ctx, warehouse.MetaProvince)
	if err != nil {
		return 0, cells.Province{}, "", err
	}
	of := cells.Province{Own: own, Of: own}
	past := pastLoad{}
	err = warehouse.One(ctx, r.Conn, checks.Get("history", "options_of"), warehouse.Params{"load_id": loadID}, &past.options)
	if errors.Is(err, sql.ErrNoRows) {
		return r.options.MaxCount, of, "", nil
	}
	if err != nil {
		return 0, of, "", err
	}
	o, err := past.optionsOf()
	if code, ok := provinces.Code(o.Province); ok {
		of.Of = code
	}
	return max(o.MaxCount, r.options.MaxCount), of, o.Area, err
}

// waitingRows reads from the application store the rows that the warehouse says are waiting, but for those that are off the
// list, and puts them into the part, one table a sheet. It tells what each lacks.
func (r *runner) waitingRows(ctx context.Context, l waitingLoad, off map[RefusedRow]bool, p *part, values warehouse.Params) (map[int]cells.Lack, error) {
	waits := map[int]cells.Lack{}
	err := warehouse.Each(ctx, r.Conn, checks.Get("waiting", "rows"), values, func(rows *sql.Rows) error {
		var n int
		var what cells.Lack
		err := rows.Scan(&n, &what.Rule, &what.Title)
		if !off[RefusedRow{l.id, l.kind, n}] {
			waits[n] = what
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	tables := make(map[string]*cells.WaitingTable, len(l.sheets)) // by sheet
	for _, t := range l.sheets {
		tables[t.Sheet] = newWaitingTable(t)
	}
	err = r.Store.EachWaiting(ctx, l.key, func(sheet string, row appstore.Row) error {
		if _, waiting := waits[row.RowNo]; waiting && tables[sheet] != nil {
			tables[sheet].Rows = append(tables[sheet].Rows, row)
		}
		return nil
	})
	for _, t := range l.sheets {
		if w := tables[t.Sheet]; len(w.Rows) > 0 {
			p.tables, p.sheets = append(p.tables, w), append(p.sheets, t.Sheet)
		}
	}
	return waits, err
}

func newWaitingTable(t appstore.Table) *cells.WaitingTable {
	w := &cells.WaitingTable{}
	for i, title := range t.Titles {
		w.Heads = append(w.Heads, read.Column{Title: title, Field: t.Fields[i]})
	}
	return w
}
