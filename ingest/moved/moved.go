// Package moved finds the refused rows that somebody mended in their file, where their lines are others now.
package moved

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"luanphien/ingest/appstore"
	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/refusedbook"
	"luanphien/ingest/warehouse"
	"luanphien/queries/checks"
)

// A refused row that somebody mended in its file has another key, and another line where rows were inserted above it. What it
// keeps is its cells but the one at fault, and its place between the rows that stood above and below it.

const (
	mostMoved = 500    // refused rows that are looked for
	mostFresh = 10_000 // rows of a load among which they are
)

// openRow is a row on the list whose file comes back. It can stand between two lines of the file only.
type openRow struct {
	appstore.Refused
	sheet, column string
	above, below  int64
}

// freshRow is a row of the load that passed and is of no key that was known.
type freshRow struct {
	line  int64
	sheet string
	cells map[string]string // by field
}

// Rows gives the refused rows of a kind that stand in a load mended, whatever their lines are now, of earlier loads that mine
// admits. The load, of which so many rows are new, is staged and judged, and its facts are not written yet.
func Rows(ctx context.Context, conn *sql.Conn, store *appstore.Store, kind header.Kind, loadID int, loaded int64, mine func(loadID int) bool) ([]appstore.Refused, error) {
	if loaded == 0 || loaded > mostFresh {
		return nil, nil
	}
	query := strings.ReplaceAll(checks.Get("refusals", "in_place"), "kind_history", kind.Name+"_history")
	if _, err := warehouse.Run(ctx, conn, query, warehouse.Params{"kind": kind.Name, "load_id": loadID, "anywhere": true}); err != nil {
		return nil, err
	}
	var open []openRow
	err := warehouse.Each(ctx, conn, checks.Get("refusals", "between"), warehouse.Params{"kind": kind.Name, "most": mostMoved}, func(rows *sql.Rows) error {
		var o openRow
		err := rows.Scan(&o.LoadID, &o.RowNo, &o.sheet, &o.column, &o.above, &o.below)
		if mine(o.LoadID) {
			open = append(open, o)
		}
		return err
	})
	if err != nil || len(open) == 0 {
		return nil, err
	}
	before, err := cellsBefore(ctx, conn, store, kind, open)
	if err != nil {
		return nil, err
	}
	fresh := map[int64]*freshRow{}
	err = warehouse.Each(ctx, conn, checks.Get("refusals", "fresh"), nil, func(rows *sql.Rows) error {
		var row, line int64
		var sheet, field, text string
		err := rows.Scan(&row, &line, &sheet, &field, &text)
		if fresh[row] == nil {
			fresh[row] = &freshRow{line, sheet, map[string]string{}}
		}
		fresh[row].cells[field] = lex.Text(text)
		return err
	})
	if err != nil {
		return nil, err
	}
	return movedRows(open, before, fresh), nil
}

// cellsBefore gives the cells of refused rows as they stood, by field, and under "" the field at fault.
func cellsBefore(ctx context.Context, conn *sql.Conn, store *appstore.Store, kind header.Kind, open []openRow) (map[appstore.Refused]map[string]string, error) {
	wanted := map[appstore.Refused]openRow{}
	for _, o := range open {
		wanted[o.Refused] = o
	}
	keys, err := refusedbook.LoadKeys(ctx, conn)
	if err != nil {
		return nil, err
	}
	before := map[appstore.Refused]map[string]string{}
	for id, key := range keys {
		if !slices.ContainsFunc(open, func(o openRow) bool { return o.LoadID == id }) {
			continue
		}
		tables, err := store.RefusedTables(ctx, key)
		if err != nil {
			return nil, err
		}
		err = store.EachRefused(ctx, key, func(sheet string, r appstore.Row) error {
			of := appstore.Refused{LoadID: id, RowNo: r.RowNo}
			i := slices.IndexFunc(tables, func(t appstore.Table) bool { return t.Sheet == sheet && t.Kind == kind.Name })
			o, known := wanted[of]
			if i < 0 || !known || o.sheet != sheet {
				return nil
			}
			cells := map[string]string{}
			for k, text := range r.Cells[:min(len(r.Cells), len(tables[i].Fields))] {
				field, known := kind.Field(tables[i].Fields[k])
				if tables[i].Titles[k] == o.column {
					cells[""] = field.Name
				}
				if text = lex.Text(text); known && text != "" && field.Class != header.PersonName && field.Class != header.Private {
					cells[field.Name] = text
				}
			}
			before[of] = cells
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return before, nil
}

// movedRows finds the refused rows that one fresh row each has the cells of, but for the one at fault. Where more rows of
// either kind are alike, nothing says which is which.
func movedRows(open []openRow, before map[appstore.Refused]map[string]string, fresh map[int64]*freshRow) []appstore.Refused {
	claims := map[int64][]appstore.Refused{}
	for _, o := range open {
		cells := before[o.Refused]
		fault := cells[""]
		if fault == "" {
			continue
		}
		var found []int64
		for row, f := range fresh {
			if f.sheet == o.sheet && f.line > o.above && f.line < o.below && alikeBut(fault, cells, f.cells) {
				found = append(found, row)
			}
		}
		if len(found) == 1 {
			claims[found[0]] = append(claims[found[0]], o.Refused)
		}
	}
	var moved []appstore.Refused
	for _, of := range claims {
		if len(of) == 1 {
			moved = append(moved, of[0])
		}
	}
	return moved
}

// alikeBut tells whether two rows have the same cells but for that of one field.
func alikeBut(fault string, before, now map[string]string) bool {
	same := 0
	for field, text := range before {
		if field == "" || field == fault {
			continue
		}
		if now[field] != text {
			return false
		}
		same++
	}
	for field := range now {
		if _, stood := before[field]; !stood && field != fault {
			return false
		}
	}
	return same > 1
}
