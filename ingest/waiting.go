package ingest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"slices"

	"luanphien/ingest/appstore"
	"luanphien/ingest/header"
	"luanphien/ingest/read"
	"luanphien/ingest/rule"
	"luanphien/queries/checks"
)

// waitingTable is the rows of one sheet of an earlier load that wait for a list to name what they refer to.
type waitingTable struct {
	columns []read.Column
	rows    []appstore.Row
	next    int
}

func (t *waitingTable) Columns() []read.Column { return t.columns }

func (t *waitingTable) Next() (*read.Row, error) {
	if t.next == len(t.rows) {
		return nil, io.EOF
	}
	r := t.rows[t.next]
	t.next++
	row := &read.Row{Line: r.Line, Rule: rule.None}
	for i, c := range r.Cells {
		row.Cells = append(row.Cells, []byte(c))
		row.Marks = append(row.Marks, r.Mark(i))
	}
	row.Gone = slices.Contains(row.Marks, read.Deleted) && !slices.Contains(row.Marks, read.Stored)
	return row, nil
}

// RowNo is the number that the row last read had in its own load.
func (t *waitingTable) RowNo() int { return t.rows[t.next-1].RowNo }

// retryWaiting judges the waiting rows again, but for those that were dismissed, and loads those that pass. They keep the load that brought them and never
// replace a fact that came after them. It returns the number of rows that passed.
func (r *runner) retryWaiting(ctx context.Context) (int64, error) {
	type source struct {
		loadID     int
		key, sheet string
		kind       string
	}
	var sources []source
	err := each(ctx, r.conn, checks.Get("waiting", "tables"), nil, func(rows *sql.Rows) error {
		var s source
		err := rows.Scan(&s.loadID, &s.key, &s.sheet, &s.kind)
		sources = append(sources, s)
		return err
	})
	if err != nil || len(sources) == 0 {
		return 0, err
	}
	tables, err := r.store.WaitingTables(ctx)
	if err != nil {
		return 0, err
	}
	dismissed, err := r.store.Dismissed(ctx)
	if err != nil {
		return 0, err
	}
	off := rowsOff(dismissed)
	var passed int64
	for _, s := range sources {
		for _, t := range tables {
			if t.LoadKey != s.key || t.Sheet != s.sheet || t.Kind != s.kind {
				continue
			}
			n, err := r.retryTable(ctx, s.loadID, t, off)
			if err != nil {
				return passed, fmt.Errorf("try the waiting rows of load %d again: %w", s.loadID, err)
			}
			passed += n
		}
	}
	return passed, nil
}

// retryDue judges the waiting rows again where something that they wait for may have come: lists, or for some of them time
// or a higher limit.
func (r *runner) retryDue(ctx context.Context, lists bool) error {
	if !lists {
		var n int64
		if err := one(ctx, r.conn, checks.Get("waiting", "for_no_list"), nil, &n); err != nil || n == 0 {
			return err
		}
	}
	_, err := r.retryWaiting(ctx)
	return err
}

// retryTable judges the waiting rows of one table in a transaction of their own.
func (r *runner) retryTable(ctx context.Context, loadID int, t appstore.Table, off map[RefusedRow]bool) (int64, error) {
	kind, ok := header.KindNamed(t.Kind)
	if !ok {
		return 0, nil
	}
	values := r.params()
	values["load_id"], values["refused_by"], values["sheet"], values["kind"] = loadID, loadID, t.Sheet, t.Kind
	var last int
	err := one(ctx, r.conn, checks.Get("shared", "last_load"), nil, &last)
	if err != nil {
		return 0, err
	}
	values["resolved_by"] = last
	var of province
	if values["max_count"], of, err = r.madeWith(ctx, loadID); err != nil {
		return 0, err
	}
	waiting, err := r.waitingRows(ctx, loadID, t, off, values)
	if err != nil || len(waiting.rows) == 0 {
		return 0, err
	}
	names, err := r.store.Begin(ctx, t.LoadKey)
	if err != nil {
		return 0, err
	}
	defer names.Rollback()
	var passed, left int64
	err = r.transaction(ctx, func() error {
		p := &part{province: of, tables: []table{waiting}, sheets: []string{t.Sheet}}
		if err := r.judge(ctx, kind, p, values); err != nil {
			return err
		}
		defer p.close()
		if err := r.findLate(ctx, p, values); err != nil {
			return err
		}
		if err := r.sayFaults(ctx, p); err != nil {
			return err
		}
		passed, left = p.Read-p.Quarantined, p.waiting
		if err := r.keepMeanings(ctx, p, values); err != nil {
			return err
		}
		if err := r.apply(ctx, t.Kind, values); err != nil {
			return err
		}
		for _, step := range []string{"resolve", "reword"} {
			if _, err := run(ctx, r.conn, checks.Get("waiting", step), values); err != nil {
				return err
			}
		}
		if err := r.keepNames(ctx, t.Kind, p, values, names); err != nil {
			return err
		}
		return names.Commit(ctx)
	})
	if err != nil || left > 0 {
		return passed, err
	}
	// The warehouse knows what has passed; this only spares later runs from reading the rows again.
	return passed, r.store.Settle(ctx, t.LoadKey, t.Sheet)
}

// madeWith is the limit of counts by which the waiting rows of a load are judged (that of the run or, where its file was
// loaded with a higher one, that), and the province that the load is of.
func (r *runner) madeWith(ctx context.Context, loadID int) (int64, province, error) {
	own, err := r.meta(ctx, metaProvince)
	if err != nil {
		return 0, province{}, err
	}
	of := province{own: own, of: own}
	past := pastLoad{}
	err = one(ctx, r.conn, checks.Get("history", "options_of"), params{"load_id": loadID}, &past.options)
	if errors.Is(err, sql.ErrNoRows) {
		return r.options.MaxCount, of, nil
	}
	if err != nil {
		return 0, of, err
	}
	o, err := past.optionsOf()
	if code, ok := provinceCode(o.Province); ok {
		of.of = code
	}
	return max(o.MaxCount, r.options.MaxCount), of, err
}

// waitingRows reads from the application store the rows that the warehouse says are waiting, but for those that are off the
// list.
func (r *runner) waitingRows(ctx context.Context, loadID int, t appstore.Table, off map[RefusedRow]bool, values params) (*waitingTable, error) {
	waits := map[int]bool{}
	err := each(ctx, r.conn, checks.Get("waiting", "rows"), values, func(rows *sql.Rows) error {
		var n int
		err := rows.Scan(&n)
		waits[n] = !off[RefusedRow{loadID, t.Kind, n}]
		return err
	})
	if err != nil {
		return nil, err
	}
	w := &waitingTable{}
	for i, title := range t.Titles {
		w.columns = append(w.columns, read.Column{Title: title, Field: t.Fields[i]})
	}
	return w, r.store.EachWaiting(ctx, t, func(row appstore.Row) error {
		if waits[row.RowNo] {
			w.rows = append(w.rows, row)
		}
		return nil
	})
}
