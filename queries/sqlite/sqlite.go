// Package sqlite opens the stores beside the warehouse: users, follow-ups, names of workers and refused rows.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver
)

// How sure a write is when its transaction ends: Normal may lose the last ones when the power fails, Full loses none.
const (
	Normal = "NORMAL"
	Full   = "FULL"
)

// Open opens a store's file, making it (readable by its owner only, as are its logs) where it is missing, and runs the
// schema on it. What is deleted is overwritten, so that the file holds no more than the store tells.
// Several processes may have it open at once; writers wait for each other.
func Open(path, synchronous, schema string) (*sql.DB, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err == nil {
		err = f.Close()
	} else if errors.Is(err, fs.ErrExist) {
		err = nil
	}
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", path+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous("+synchronous+")&_pragma=secure_delete(ON)&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	if _, err := db.Exec(schema); err != nil {
		db.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return db, nil
}

// OpenToRead opens a store that nobody has open, such as a copy, and leaves every byte as it is.
func OpenToRead(path string) (*sql.DB, error) {
	return sql.Open("sqlite", "file:"+path+"?mode=ro&immutable=1")
}

// OpenQueries opens a store that others may have open, to ask only: no statement can change it.
func OpenQueries(path string) (*sql.DB, error) {
	return sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?mode=ro&_pragma=busy_timeout(10000)&_pragma=query_only(ON)")
}

// Copy writes a store, as it stands at one moment, into a file that must not be there yet: with what its log holds, and
// whatever others write meanwhile. A copy of the files alone would lose what is in the log.
func Copy(ctx context.Context, from, to string) error {
	db, err := sql.Open("sqlite", from+"?mode=rw&_pragma=busy_timeout(10000)")
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", to); err != nil {
		return fmt.Errorf("copy %s: %w", from, err)
	}
	return nil
}
