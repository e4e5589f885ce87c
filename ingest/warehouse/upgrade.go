package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"

	"luanphien/ingest/mend"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
	"luanphien/queries/schema"
)

// Upgraded is what an upgrade of a data folder did.
type Upgraded struct {
	From     int // schema of the oldest part of it
	Editions int // that were brought over
}

// Upgrade brings a folder that an older program left to the tables of this one: the warehouse and every edition that is
// kept, so that old figures can still be opened and checked. It gives nil where nothing is to be done, which it finds out
// without the folder's lock. The error is an *Error for a folder that a newer program made.
//
// Each file is brought over as a copy, in one transaction, and put in its place by a rename: after a crash at any moment
// each is wholly old or wholly new, and the next upgrade goes on from there. The readers of an old file keep it.
func Upgrade(ctx context.Context, folder edition.Folder) (*Upgraded, error) {
	behind, err := behind(folder)
	if err != nil || len(behind) == 0 {
		return nil, err
	}
	done := &Upgraded{From: edition.SchemaVersion, Editions: len(behind)}
	for _, m := range behind {
		done.From = min(done.From, m.SchemaVersion)
	}
	w, err := Open(ctx, folder) // opening it is what does the work
	if err != nil {
		return nil, err
	}
	w.Close()
	return done, nil
}

// behind lists the manifests of the editions with an older schema.
func behind(folder edition.Folder) ([]edition.Manifest, error) {
	numbers, err := folder.Numbers()
	if err != nil {
		return nil, err
	}
	var old []edition.Manifest
	for _, number := range numbers {
		m, err := folder.Manifest(number)
		if err != nil {
			return nil, err
		}
		if m.SchemaVersion > edition.SchemaVersion {
			return nil, versionError(&edition.VersionError{What: string(folder), Found: m.SchemaVersion})
		}
		if m.SchemaVersion < edition.SchemaVersion {
			old = append(old, m)
		}
	}
	return old, nil
}

// versionError says in words what cannot be opened.
func versionError(err *edition.VersionError) *mend.Error {
	vi, en := err.Sentences()
	return &mend.Error{VI: vi, EN: en, Err: errors.New("another schema")}
}

// OpenPublished opens an edition; the error is an *Error where its tables are of another version.
func OpenPublished(folder edition.Folder, number int) (*sql.DB, error) {
	m, err := folder.Manifest(number)
	if err != nil {
		return nil, err
	}
	path := folder.Database(number)
	if m.SchemaVersion != edition.SchemaVersion {
		return nil, versionError(&edition.VersionError{What: filepath.Base(path), Found: m.SchemaVersion})
	}
	return engine.OpenEdition(path)
}

// InNewest runs f on the newest edition, without a lock. The error is edition.ErrNone where there is none yet.
func InNewest(ctx context.Context, folder edition.Folder, f func(conn *sql.Conn) error) error {
	number, err := folder.Newest()
	if err != nil {
		return err
	}
	db, err := OpenPublished(folder, number)
	if err != nil {
		return err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return f(conn)
}

// openOrUpgrade opens the warehouse, and brings it and the editions to the program's schema where they are behind.
func (w *Warehouse) openOrUpgrade(ctx context.Context) error {
	old, err := behind(w.Folder)
	if err != nil {
		return err
	}
	err = w.OpenDatabase(ctx, w.Folder.Warehouse())
	var version *edition.VersionError
	if errors.As(err, &version) {
		if version.Newer() {
			return versionError(&edition.VersionError{What: string(w.Folder), Found: version.Found})
		}
		if err := w.upgradeWarehouse(ctx); err != nil {
			return mend.DiskError(w.Folder, err)
		}
		err = w.OpenDatabase(ctx, w.Folder.Warehouse())
	}
	if err != nil {
		return err
	}
	for _, m := range old {
		err := w.upgradeEdition(ctx, m)
		if own := new(mend.Error); errors.As(mend.DiskError(w.Folder, err), &own) || ctx.Err() != nil {
			return errors.Join(ctx.Err(), mend.DiskError(w.Folder, err))
		}
		if err != nil { // one damaged old edition must not keep the folder closed; whoever asks for it is told
			slog.Warn("an edition could not be brought to the present schema", slog.Int("edition", m.Number), slog.Any("error", err))
		}
	}
	return nil
}

// upgradeWarehouse brings the warehouse, which is open, to the present schema, and leaves it closed.
func (w *Warehouse) upgradeWarehouse(ctx context.Context) error {
	if err := w.Settle(ctx); err != nil { // whatever a crash left in the log beside it goes into the file
		return err
	}
	copied, err := w.upgradedCopy(ctx, w.Folder.Warehouse())
	if err != nil {
		return err
	}
	if err := os.Rename(copied, w.Folder.Warehouse()); err != nil {
		return mend.FolderError(w.Folder, err)
	}
	return SyncFolder(string(w.Folder))
}

// upgradeEdition brings a published edition to the present schema under its own number. Its manifest follows the file: a
// crash between the two is mended by the next upgrade, which finds the file done.
func (w *Warehouse) upgradeEdition(ctx context.Context, m edition.Manifest) error {
	path := w.Folder.Database(m.Number)
	copied, err := w.upgradedCopy(ctx, path)
	if err != nil {
		return err
	}
	if err := os.Chmod(copied, 0o444); err != nil {
		return mend.FolderError(w.Folder, err)
	}
	summed := filepath.Join(w.Folder.Temp(), "summed.duckdb")
	if m.Bytes, m.SHA256, err = CopyFile(copied, summed); err != nil {
		return mend.FolderError(w.Folder, err)
	}
	if err := os.Rename(summed, path); err != nil {
		return mend.FolderError(w.Folder, err)
	}
	m.SchemaVersion = edition.SchemaVersion
	if err := writeManifest(w.Folder, m); err != nil {
		return mend.FolderError(w.Folder, err)
	}
	return os.Remove(copied)
}

// upgradedCopy copies a database to the temporary folder and runs there the steps from its version on, then
// makes the tables beside the facts.
func (w *Warehouse) upgradedCopy(ctx context.Context, path string) (string, error) {
	copied := filepath.Join(w.Folder.Temp(), "upgraded.duckdb")
	if err := os.Remove(copied); err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	if _, _, err := CopyFile(path, copied); err != nil {
		return "", err
	}
	if err := os.Chmod(copied, 0o600); err != nil {
		return "", err
	}
	work := &Warehouse{Folder: w.Folder}
	err := work.OpenDatabase(ctx, copied)
	var version *edition.VersionError
	if errors.As(err, &version) { // else the file was done before a crash, and its manifest was not
		err = work.runSteps(ctx, version.Found)
	}
	if err == nil {
		err = work.materialize(ctx)
	}
	if err != nil {
		return "", errors.Join(err, work.CloseDatabase())
	}
	return copied, work.Settle(ctx)
}

// runSteps brings the open database from a version to the present one.
func (w *Warehouse) runSteps(ctx context.Context, from int) error {
	scripts, ok := schema.Steps(from, edition.SchemaVersion)
	if !ok {
		return versionError(&edition.VersionError{What: filepath.Base(w.path), Found: from})
	}
	return InTransaction(ctx, w.Conn, func() error {
		for _, script := range scripts {
			if _, err := w.Conn.ExecContext(ctx, script); err != nil {
				return fmt.Errorf("bring the tables from schema %d to %d: %w", from, edition.SchemaVersion, err)
			}
		}
		return w.SetMeta(ctx, metaSchemaVersion, strconv.Itoa(edition.SchemaVersion))
	})
}
