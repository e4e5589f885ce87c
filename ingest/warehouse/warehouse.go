// Package warehouse is the file that every load goes into: its lock, its marks, the originals beside it, and the editions that
// are published of it.
package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"luanphien/ingest/appstore"
	"luanphien/ingest/header"
	"luanphien/ingest/mend"
	"luanphien/queries/checks"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
	"luanphien/queries/schema"
)

// Warehouse is the data folder opened for writing: the lock, the database and the application store.
type Warehouse struct {
	Folder edition.Folder
	lock   *lock
	db     *sql.DB
	Conn   *sql.Conn
	path   string // of the open database
	Store  *appstore.Store
}

// Open locks the folder and opens (or makes) its files. The error is an *Error where people can mend it.
func Open(ctx context.Context, folder edition.Folder) (*Warehouse, error) {
	if err := header.Fault(); err != nil {
		return nil, err
	}
	if err := folder.MakePrivate(); err != nil {
		return nil, mend.FolderError(folder, err)
	}
	if err := os.MkdirAll(folder.Editions(), 0o700); err != nil {
		return nil, mend.FolderError(folder, err)
	}
	l, err := Acquire(folder.Lock())
	if err != nil {
		return nil, err
	}
	w := &Warehouse{Folder: folder, lock: l}
	if err := w.open(ctx); err != nil {
		w.Close()
		return nil, err
	}
	return w, nil
}

func (w *Warehouse) open(ctx context.Context) error {
	// What an interrupted load left in the temporary folder belongs to nobody now that the lock is held.
	if err := os.RemoveAll(w.Folder.Temp()); err != nil {
		return mend.FolderError(w.Folder, err)
	}
	if err := os.MkdirAll(w.Folder.Temp(), 0o700); err != nil {
		return mend.FolderError(w.Folder, err)
	}
	var err error
	if w.Store, err = appstore.Open(w.Folder.Application()); err != nil {
		return err
	}
	if err := w.openOrUpgrade(ctx); err != nil {
		return err
	}
	return w.ForgetOrphans(ctx)
}

// OpenDatabase opens (or makes) a warehouse file.
func (w *Warehouse) OpenDatabase(ctx context.Context, path string) error {
	var err error
	w.path = path
	options := engine.Options{MemoryMB: engine.LoadMemory(), TempDir: w.Folder.Temp()}
	options.Threads = engine.WarehouseThreads(max(sizeOf(path), sizeOf(w.Folder.Warehouse())))
	w.db, err = engine.OpenWarehouse(path, options)
	if err != nil {
		return err
	}
	if w.Conn, err = w.db.Conn(ctx); err != nil {
		return fmt.Errorf("open the warehouse: %w", err)
	}
	return w.prepare(ctx)
}

// bulk is the size in bytes of the files of a run from which on every core takes part: they may be packed.
const bulk = 2 << 20

// TakeAllThreads lets every core take part where the files to load are large; see engine.WarehouseThreads.
func (w *Warehouse) TakeAllThreads(ctx context.Context, paths []string) error {
	var bytes int64
	for _, path := range paths {
		bytes += sizeOf(path)
	}
	if bytes < bulk {
		return nil
	}
	return engine.AllThreads(ctx, w.Conn)
}

// sizeOf is the size of a file in bytes, 0 where there is none.
func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// prepare makes the tables of a new warehouse, or makes sure that an old one has the tables this program knows: the error
// is an *edition.VersionError where it has not.
func (w *Warehouse) prepare(ctx context.Context) error {
	version, err := w.version(ctx)
	if err != nil {
		return err
	}
	if version == edition.SchemaVersion {
		_, err := w.Conn.ExecContext(ctx, schema.Script("calendar"))
		return err
	}
	if version != 0 {
		return &edition.VersionError{What: filepath.Base(w.path), Found: version}
	}
	return InTransaction(ctx, w.Conn, func() error {
		for _, script := range []string{"warehouse", "views", "calendar", "cadres", "lists", "history"} {
			if _, err := w.Conn.ExecContext(ctx, schema.Script(script)); err != nil {
				return fmt.Errorf("make the warehouse (%s): %w", script, err)
			}
		}
		return w.SetMeta(ctx, metaSchemaVersion, strconv.Itoa(edition.SchemaVersion))
	})
}

// version is the version of the tables; 0 where there are none yet.
func (w *Warehouse) version(ctx context.Context) (int, error) {
	var tables int
	if err := One(ctx, w.Conn, checks.Get("meta", "tables"), nil, &tables); err != nil || tables == 0 {
		return 0, err
	}
	text, err := w.Meta(ctx, metaSchemaVersion)
	if err != nil {
		return 0, err
	}
	version, err := strconv.Atoi(text)
	if err != nil {
		return 0, fmt.Errorf("version of the tables: %w", err)
	}
	return version, nil
}

// The keys of the meta table.
const (
	metaSchemaVersion  = "schema_version"
	MetaIllustrative   = "illustrative"
	MetaAsOf           = "as_of"
	MetaProgrammeStart = "programme_start"
	MetaProvince       = "province"  // the folder's own
	MetaProvinces      = "provinces" // one (as long as nothing is said) or many
)

// Meta reads one setting of the warehouse; "" where it is not set.
func (w *Warehouse) Meta(ctx context.Context, key string) (string, error) {
	var value sql.NullString
	err := One(ctx, w.Conn, checks.Get("meta", "get"), Params{"key": key}, &value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value.String, err
}

func (w *Warehouse) ClearMeta(ctx context.Context, key string) error {
	_, err := Run(ctx, w.Conn, checks.Get("meta", "clear"), Params{"key": key})
	return err
}

func (w *Warehouse) SetMeta(ctx context.Context, key, value string) error {
	if err := w.ClearMeta(ctx, key); err != nil {
		return err
	}
	_, err := Run(ctx, w.Conn, checks.Get("meta", "set"), Params{"key": key, "value": value})
	return err
}

// ForgetOrphans drops what an interrupted or undone load left in the application store and among the originals.
func (w *Warehouse) ForgetOrphans(ctx context.Context) error {
	keys, err := w.Texts(ctx, checks.Get("shared", "load_keys"), nil)
	if err != nil {
		return err
	}
	if err := w.Store.ForgetAllBut(ctx, keys); err != nil {
		return err
	}
	sums, err := w.Texts(ctx, checks.Get("history", "loaded_files"), nil)
	if err != nil {
		return err
	}
	return forgetOriginals(w.Folder, sums)
}

// Texts is the set of texts that a query of one column gives.
func (w *Warehouse) Texts(ctx context.Context, query string, p Params) (map[string]bool, error) {
	set := map[string]bool{}
	return set, Each(ctx, w.Conn, query, p, func(rows *sql.Rows) error {
		var text string
		err := rows.Scan(&text)
		set[text] = true
		return err
	})
}

// Settle writes everything into the database's one file and closes it, so that it can be copied or moved. What the
// engine could not write (the disk is full) stays in a log beside the file: then the file is not the whole, and it is an
// error.
func (w *Warehouse) Settle(ctx context.Context) error {
	_, err := w.Conn.ExecContext(ctx, checks.Get("publish", "checkpoint"))
	if err := errors.Join(err, w.CloseDatabase()); err != nil {
		return mend.DiskError(w.Folder, err)
	}
	if _, err := os.Stat(w.path + ".wal"); err == nil {
		return mend.FullDisk(w.Folder, errors.New("the log could not be written into the file"))
	}
	return nil
}

// CloseDatabase ends the engine's hold on the file.
func (w *Warehouse) CloseDatabase() error {
	var err error
	if w.Conn != nil {
		err = w.Conn.Close()
		w.Conn = nil
	}
	if w.db != nil {
		err = errors.Join(err, w.db.Close())
		w.db = nil
	}
	return err
}

func (w *Warehouse) Close() {
	w.CloseDatabase()
	if w.Store != nil {
		w.Store.Close()
	}
	os.RemoveAll(w.Folder.Temp())
	w.lock.Release()
}

// Meta marks the data folder: whether its data are invented, as of when its figures are shown, and the week in which
// the rotation began. Zero values leave what is set.
type Meta struct {
	Illustrative   bool
	AsOf           time.Time
	ProgrammeStart string // ISO week
	Provinces      string // OneProvince or SeveralProvinces
}

func (w *Warehouse) Mark(ctx context.Context, m Meta) error {
	if m.Illustrative {
		if err := w.SetMeta(ctx, MetaIllustrative, "true"); err != nil {
			return err
		}
	}
	if m.Provinces != "" {
		if err := w.setProvinces(ctx, m.Provinces); err != nil {
			return err
		}
	}
	if !m.AsOf.IsZero() {
		if err := w.SetMeta(ctx, MetaAsOf, m.AsOf.Format(time.RFC3339)); err != nil {
			return err
		}
	}
	if m.ProgrammeStart != "" {
		return w.SetMeta(ctx, MetaProgrammeStart, m.ProgrammeStart)
	}
	return nil
}
