package ingest

import (
	"context"
	"errors"
	"fmt"

	"luanphien/ingest/appstore"
	"luanphien/ingest/ledger"
	"luanphien/ingest/mend"
	"luanphien/ingest/refusedbook"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
)

// balance closes the account of the file: what its containers counted must be what became of the rows. A load whose sum
// does not come out is a fault of the program, and nothing of it is kept.
func (l *fileLoad) balance(report *FileReport) error {
	read, passed := l.file.Ledger()
	became := report.Ledger
	read.Loaded, read.Quarantined = became.Loaded, became.Quarantined
	report.Ledger, report.Passed = read, passed
	return l.balanced(read)
}

// balanced refuses a file whose sum does not come out.
func (l *fileLoad) balanced(read ledger.Ledger) error {
	if read.Balanced() {
		return nil
	}
	vi, en := read.Say()
	return &mend.Error{
		VI:  "Chương trình không giải thích được hết các dòng của tệp (" + vi + "). Đây là lỗi của chương trình, không phải của tệp: không nạp gì. Hãy gửi tệp cho người quản trị.",
		EN:  "The program cannot account for every row of the file (" + en + "). This is a fault of the program, not of the file: nothing is loaded. Send the file to the administrator.",
		Err: fmt.Errorf("ledger of %s: %+v", l.file.Name, read),
	}
}

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
	keys, err := refusedbook.LoadKeys(ctx, conn)
	return keys[loadID], err
}
