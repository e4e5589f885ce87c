package ingest

import (
	"context"
	"errors"
	"fmt"

	"luanphien/ingest/appstore"
	"luanphien/ingest/ledger"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
)

// RowsOf gives what became of the physical rows of a load, and the rows that were passed over, at most ledger.Listed of
// them; their texts may name persons. known is false for a load of an older program, which kept no such account, and
// for one that is not in the newest edition. It needs no lock.
func RowsOf(ctx context.Context, folder edition.Folder, loadID int) (l ledger.Ledger, passed []ledger.Passed, known bool, err error) {
	key, err := keyOf(ctx, folder, loadID)
	if err != nil || key == "" {
		return l, nil, false, err
	}
	store, err := appstore.Open(folder.Application())
	if err != nil {
		return l, nil, false, err
	}
	defer store.Close()
	if l, passed, known, err = store.Ledger(ctx, key); err != nil {
		return l, nil, false, fmt.Errorf("the rows of load %d: %w", loadID, err)
	}
	return l, passed, known, nil
}

// keyOf reads the key of a load from the newest edition, "" where that has no such load.
func keyOf(ctx context.Context, folder edition.Folder, loadID int) (string, error) {
	number, err := folder.Newest()
	if errors.Is(err, edition.ErrNone) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	db, err := engine.OpenEdition(folder.Database(number))
	if err != nil {
		return "", err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	keys, err := loadKeys(ctx, conn)
	return keys[loadID], err
}
