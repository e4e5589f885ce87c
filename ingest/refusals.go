package ingest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"luanphien/ingest/appstore"
	"luanphien/ingest/cells"
	"luanphien/ingest/header"
	"luanphien/ingest/inplace"
	"luanphien/ingest/moved"
	"luanphien/ingest/read"
	"luanphien/ingest/refusedbook"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
)

// RefusedRow names a refused row: its number in its load, among the rows of its kind.
type RefusedRow struct {
	LoadID int
	Kind   string // canonical
	RowNo  int
}

// OpenRefusal is a row on the list of those that are still to be mended.
type OpenRefusal struct {
	RefusedRow
	FileName, Sheet string
	Line            int
	Column          string // as the file has it; "" where the whole row is at fault
	VI, EN          string // why, without the value
	Waits           bool   // tried again at each later load
}

// Refusals is the list of refused rows as it stands in the newest edition.
type Refusals struct {
	Open      int64         // rows on the list
	First     []OpenRefusal // of the latest loads first, as many as were asked for
	Dismissed []appstore.Dismissed
}

// OpenRefusals gives the list of refused rows, of one load or (0) of all that within admits (nil = every one), and the first
// rows of it. It needs no lock.
func OpenRefusals(ctx context.Context, folder edition.Folder, loadID, most int, within func(loadID int) bool) (*Refusals, error) {
	if within == nil {
		within = func(int) bool { return true }
	}
	r := &Refusals{}
	gone, err := dismissedRows(ctx, folder, func(of int) bool { return (loadID == 0 || of == loadID) && within(of) })
	if err != nil {
		return nil, err
	}
	r.Dismissed = gone
	off := rowsOff(gone)
	err = warehouse.InNewest(ctx, folder, func(conn *sql.Conn) error {
		return warehouse.Each(ctx, conn, checks.Get("refusals", "list"), warehouse.Params{"of": loadID}, func(rows *sql.Rows) error {
			var o OpenRefusal
			err := rows.Scan(&o.LoadID, &o.FileName, &o.Sheet, &o.RowNo, &o.Line, &o.Kind, &o.Column, &o.VI, &o.EN, &o.Waits)
			if err != nil || off[o.RefusedRow] || !within(o.LoadID) {
				return err
			}
			if r.Open++; len(r.First) < most {
				r.First = append(r.First, o)
			}
			return nil
		})
	})
	if errors.Is(err, edition.ErrNone) {
		err = nil
	}
	return r, err
}

// dismissedRows are those of the loads that of admits.
func dismissedRows(ctx context.Context, folder edition.Folder, of func(loadID int) bool) ([]appstore.Dismissed, error) {
	store, err := appstore.Open(folder.Application())
	if err != nil {
		return nil, err
	}
	defer store.Close()
	all, err := store.Dismissed(ctx)
	return slices.DeleteFunc(all, func(d appstore.Dismissed) bool { return !of(d.LoadID) }), err
}

func rowsOff(dismissed []appstore.Dismissed) map[RefusedRow]bool {
	off := map[RefusedRow]bool{}
	for _, d := range dismissed {
		off[RefusedRow{d.LoadID, d.Kind, d.RowNo}] = true
	}
	return off
}

// Dismiss takes rows off the list, with a reason and in the name of a person, and gives those that were on it. They stay in
// the history, and are tried no more. It needs no lock.
func Dismiss(ctx context.Context, folder edition.Folder, rows []RefusedRow, reason, login string, at time.Time) ([]OpenRefusal, error) {
	list, err := OpenRefusals(ctx, folder, 0, maxDismissable, nil)
	if err != nil {
		return nil, err
	}
	wanted := map[RefusedRow]bool{}
	for _, r := range rows {
		wanted[r] = true
	}
	var taken []OpenRefusal
	var off []appstore.Dismissed
	for _, o := range list.First {
		if !wanted[o.RefusedRow] {
			continue
		}
		taken = append(taken, o)
		off = append(off, appstore.Dismissed{LoadID: o.LoadID, Kind: o.Kind, RowNo: o.RowNo, Line: o.Line, Sheet: o.Sheet, Reason: reason, At: at, Login: login})
	}
	store, err := appstore.Open(folder.Application())
	if err != nil {
		return nil, err
	}
	defer store.Close()
	return taken, store.Dismiss(ctx, off)
}

// maxDismissable bounds the rows among which those to dismiss are looked for.
const maxDismissable = 1_000_000

// Restore puts a dismissed row back on the list. It needs no lock.
func Restore(ctx context.Context, folder edition.Folder, row RefusedRow) error {
	store, err := appstore.Open(folder.Application())
	if err != nil {
		return err
	}
	defer store.Close()
	return store.Restore(ctx, row.LoadID, row.Kind, row.RowNo)
}

// print is a hash of the cells of a refused row that say something, but for names of persons and columns that were not
// understood.
func (p *part) print(row *refusedRow) uint64 {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(row.cells)) {
		field, known := p.stage.Kind.Field(name)
		if text := strings.TrimSpace(row.cells[name].text); text != "" && field.Class != header.PersonName && field.Class != header.Private && (known || name == cells.OriginalColumn) {
			fmt.Fprintf(h, "%s=%q\n", name, text)
		}
	}
	return binary.BigEndian.Uint64(h.Sum(nil))
}

// shrinkList takes off the list what the part settles, and gives the number of rows.
func (l *fileLoad) shrinkList(ctx context.Context, kind header.Kind, p *part, values warehouse.Params) (int64, error) {
	var open int64
	if err := warehouse.One(ctx, l.Conn, checks.Get("refusals", "open"), values, &open); err != nil || open == 0 {
		return 0, err
	}
	if _, err := l.Conn.ExecContext(ctx, checks.Get(kind.Name, "identity")); err != nil {
		return 0, err
	}
	mended, err := l.takeBack(ctx, kind, p, values)
	if err != nil {
		return 0, fmt.Errorf("find the refused rows of %s that came back: %w", kind.Name, err)
	}
	for _, step := range []string{"repeated", "passed"} {
		n, err := warehouse.Run(ctx, l.Conn, checks.Get("refusals", step), values)
		if err != nil {
			return 0, fmt.Errorf("shorten the list of refused rows of %s (%s): %w", kind.Name, step, err)
		}
		if step == "passed" {
			mended += n
		}
	}
	mine, err := l.underArea(ctx)
	if err != nil {
		return 0, err
	}
	n, err := inplace.Settle(ctx, l.Conn, kind.Name, l.id, mine)
	if err != nil {
		return 0, fmt.Errorf("find the refused rows of %s that were mended in their file: %w", kind.Name, err)
	}
	rows, err := moved.Rows(ctx, l.Conn, l.Store, kind, l.id, p.Loaded, mine)
	if err != nil {
		return 0, fmt.Errorf("find the refused rows of %s that were mended and moved: %w", kind.Name, err)
	}
	again, err := l.settle(ctx, rows, values)
	return mended + n + again, err
}

// takeBack settles the rows of workbooks of refused rows, which say where they come from. It gives the number of those that
// pass now.
func (l *fileLoad) takeBack(ctx context.Context, kind header.Kind, p *part, values warehouse.Params) (mended int64, err error) {
	var passed, refused []appstore.Refused
	for i, t := range p.tables {
		at := slices.IndexFunc(t.Columns(), func(c read.Column) bool { return c.Title == refusedbook.IdentityTitle })
		if at < 0 {
			continue
		}
		query := strings.ReplaceAll(checks.Get("refusals", "sources"), "source_cell", p.stage.NamesOf(t.Columns())[at])
		err := warehouse.Each(ctx, l.Conn, query, warehouse.Params{"sheet_no": i}, func(rows *sql.Rows) error {
			var text string
			var again bool
			if err := rows.Scan(&text, &again); err != nil {
				return err
			}
			var row appstore.Refused
			if _, err := fmt.Sscanf(text, "%d-%d", &row.LoadID, &row.RowNo); err != nil {
				return nil // somebody wrote something else there
			}
			if again {
				refused = append(refused, row)
			} else {
				passed = append(passed, row)
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
	}
	if passed, err = l.own(ctx, kind, passed); err != nil {
		return 0, err
	}
	if refused, err = l.own(ctx, kind, refused); err != nil {
		return 0, err
	}
	if mended, err = l.settle(ctx, passed, values); err != nil {
		return 0, err
	}
	_, err = l.settle(ctx, refused, values)
	return mended, err
}

// own are the rows that a file says it mends, with those as which they came back before; of them those of loads under the same
// area: who works for some stations takes no row of another off the list.
func (l *fileLoad) own(ctx context.Context, kind header.Kind, rows []appstore.Refused) ([]appstore.Refused, error) {
	if len(rows) == 0 {
		return rows, nil
	}
	loads, err := refusedbook.LoadKeys(ctx, l.Conn)
	if err != nil {
		return nil, err
	}
	maps.DeleteFunc(loads, func(id int, _ string) bool { return id >= l.id })
	if rows, err = l.Store.CameBack(ctx, loads, kind.Name, refusedbook.IdentityTitle, rows); err != nil {
		return rows, err
	}
	mine, err := l.underArea(ctx)
	return slices.DeleteFunc(rows, func(r appstore.Refused) bool { return !mine(r.LoadID) }), err
}

// underArea tells the loads under the same area from others, of which who works for some stations takes no row.
func (l *fileLoad) underArea(ctx context.Context) (func(loadID int) bool, error) {
	mine := map[int]bool{}
	past, err := pastLoads(ctx, l.Conn)
	for _, p := range past {
		mine[p.ID] = p.Area == l.options.Area
	}
	return func(loadID int) bool { return l.options.Area == "" || mine[loadID] }, err
}

// settle takes the rows off the list for which a row of this load stands.
func (l *fileLoad) settle(ctx context.Context, rows []appstore.Refused, values warehouse.Params) (int64, error) {
	if len(rows) == 0 {
		return 0, nil
	}
	if _, err := l.Conn.ExecContext(ctx, checks.Get("refusals", "came_back")); err != nil {
		return 0, err
	}
	a, err := engine.NewAppender(ctx, l.Conn, "temp", "main", "came_back")
	if err != nil {
		return 0, err
	}
	for _, r := range rows {
		if err := a.Append(int32(r.LoadID), int32(r.RowNo)); err != nil {
			return 0, errors.Join(err, a.Close())
		}
	}
	if err := a.Close(); err != nil {
		return 0, err
	}
	return warehouse.Run(ctx, l.Conn, checks.Get("refusals", "replaced"), values)
}
