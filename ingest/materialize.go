package ingest

import (
	"context"
	"fmt"

	"luanphien/queries"
)

// materialize makes the tables that an edition holds beside the facts, so that no figure needs to work them out again.
func (w *warehouse) materialize(ctx context.Context) error {
	catalog, err := queries.Load()
	if err != nil {
		return err
	}
	return inTransaction(ctx, w.conn, func() error {
		for _, table := range catalog.Tables() {
			if _, err := w.conn.ExecContext(ctx, table.Script); err != nil {
				return fmt.Errorf("make the table %s: %w", table.Name, err)
			}
		}
		return nil
	})
}
