package appstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"luanphien/ingest/ledger"
	"luanphien/queries/application"
)

// Ledger keeps what became of the physical rows of the load, and the rows that were passed over.
func (w *Writer) Ledger(ctx context.Context, l ledger.Ledger, passed []ledger.Passed) error {
	reasons, err := json.Marshal(l.Reasons)
	if err != nil {
		return err
	}
	rows, err := json.Marshal(passed)
	if err != nil {
		return err
	}
	_, err = w.tx.ExecContext(ctx, application.Get("add_ledger"), w.loadKey, l.Content, l.Header, l.Loaded, l.Quarantined, l.Passed,
		string(reasons), string(rows))
	return err
}

// Ledger gives what became of the physical rows of a load. known is false for a load of an older program, which kept no
// such account.
func (s *Store) Ledger(ctx context.Context, loadKey string) (l ledger.Ledger, passed []ledger.Passed, known bool, err error) {
	var reasons, rows []byte
	err = s.through().QueryRowContext(ctx, application.Get("ledger"), loadKey).
		Scan(&l.Content, &l.Header, &l.Loaded, &l.Quarantined, &l.Passed, &reasons, &rows)
	if errors.Is(err, sql.ErrNoRows) {
		return l, nil, false, nil
	}
	if err != nil {
		return l, nil, false, err
	}
	err = errors.Join(json.Unmarshal(reasons, &l.Reasons), json.Unmarshal(rows, &passed))
	return l, passed, true, err
}
