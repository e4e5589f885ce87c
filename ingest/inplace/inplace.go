// Package inplace finds the refused rows of a file that somebody mended in the file itself, and loaded again: what was mended
// need not have the key that it had, but nearly all else stands on its line.
package inplace

import (
	"context"
	"database/sql"
	"strings"

	"luanphien/queries/checks"
	"luanphien/queries/engine"
)

// Settle takes off the list the refused rows of a kind, of earlier loads that mine admits, for which a row of the load stands
// on the same line. The load is staged and judged, and its facts are not written yet. It gives the number of those that pass;
// for the others the refusal of the load stands.
func Settle(ctx context.Context, conn *sql.Conn, kind string, loadID int, mine func(loadID int) bool) (passed int64, err error) {
	query := strings.ReplaceAll(checks.Get("refusals", "in_place"), "kind_history", kind+"_history")
	if _, err := conn.ExecContext(ctx, query, sql.Named("kind", kind), sql.Named("load_id", loadID), sql.Named("anywhere", false)); err != nil {
		return 0, err
	}
	var files []int
	err = engine.Each(ctx, conn, checks.Get("refusals", "returned"), func(rows *sql.Rows) error {
		var id int
		err := rows.Scan(&id)
		files = append(files, id)
		return err
	})
	if err != nil {
		return 0, err
	}
	for _, id := range files {
		if !mine(id) {
			continue
		}
		for _, again := range []bool{false, true} {
			done, err := conn.ExecContext(ctx, checks.Get("refusals", "mended_in_place"), sql.Named("kind", kind), sql.Named("load_id", loadID), sql.Named("of", id), sql.Named("again", again))
			if err != nil {
				return 0, err
			}
			if n, err := done.RowsAffected(); err != nil {
				return 0, err
			} else if !again {
				passed += n
			}
		}
	}
	return passed, nil
}
