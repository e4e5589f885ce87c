package ingest

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
	"luanphien/queries/checks"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
	"luanphien/queries/schema"
)

// warehouse is the data folder opened for writing: the lock, the database and the application store.
type warehouse struct {
	folder edition.Folder
	lock   *lock
	db     *sql.DB
	conn   *sql.Conn
	path   string // of the open database
	store  *appstore.Store
}

// openWarehouse locks the folder and opens (or makes) its files. The error is an *Error where people can mend it.
func openWarehouse(ctx context.Context, folder edition.Folder) (*warehouse, error) {
	_, err := readValues()
	if err = errors.Join(header.Fault(), err); err != nil {
		return nil, err
	}
	if err := folder.MakePrivate(); err != nil {
		return nil, folderError(folder, err)
	}
	if err := os.MkdirAll(folder.Editions(), 0o700); err != nil {
		return nil, folderError(folder, err)
	}
	l, err := acquire(folder.Lock())
	if err != nil {
		return nil, err
	}
	w := &warehouse{folder: folder, lock: l}
	if err := w.open(ctx); err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

func (w *warehouse) open(ctx context.Context) error {
	// What an interrupted load left in the temporary folder belongs to nobody now that the lock is held.
	if err := os.RemoveAll(w.folder.Temp()); err != nil {
		return folderError(w.folder, err)
	}
	if err := os.MkdirAll(w.folder.Temp(), 0o700); err != nil {
		return folderError(w.folder, err)
	}
	var err error
	if w.store, err = appstore.Open(w.folder.Application()); err != nil {
		return err
	}
	if err := w.openOrUpgrade(ctx); err != nil {
		return err
	}
	return w.forgetOrphans(ctx)
}

// openDatabase opens (or makes) a warehouse file.
func (w *warehouse) openDatabase(ctx context.Context, path string) error {
	var err error
	w.path = path
	options := engine.Options{MemoryMB: engine.LoadMemory(), TempDir: w.folder.Temp()}
	options.Threads = engine.WarehouseThreads(max(sizeOf(path), sizeOf(w.folder.Warehouse())))
	w.db, err = engine.OpenWarehouse(path, options)
	if err != nil {
		return err
	}
	if w.conn, err = w.db.Conn(ctx); err != nil {
		return fmt.Errorf("open the warehouse: %w", err)
	}
	return w.prepare(ctx)
}

// bulk is the size in bytes of the files of a run from which on every core takes part: they may be packed.
const bulk = 2 << 20

// takeAllThreads lets every core take part where the files to load are large; see engine.WarehouseThreads.
func (w *warehouse) takeAllThreads(ctx context.Context, paths []string) error {
	var bytes int64
	for _, path := range paths {
		bytes += sizeOf(path)
	}
	if bytes < bulk {
		return nil
	}
	return engine.AllThreads(ctx, w.conn)
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
func (w *warehouse) prepare(ctx context.Context) error {
	version, err := w.version(ctx)
	if err != nil {
		return err
	}
	if version == edition.SchemaVersion {
		_, err := w.conn.ExecContext(ctx, schema.Script("calendar"))
		return err
	}
	if version != 0 {
		return &edition.VersionError{What: filepath.Base(w.path), Found: version}
	}
	return inTransaction(ctx, w.conn, func() error {
		for _, script := range []string{"warehouse", "views", "calendar", "cadres", "lists", "history"} {
			if _, err := w.conn.ExecContext(ctx, schema.Script(script)); err != nil {
				return fmt.Errorf("make the warehouse (%s): %w", script, err)
			}
		}
		return w.setMeta(ctx, metaSchemaVersion, strconv.Itoa(edition.SchemaVersion))
	})
}

// version is the version of the tables; 0 where there are none yet.
func (w *warehouse) version(ctx context.Context) (int, error) {
	var tables int
	if err := one(ctx, w.conn, checks.Get("meta", "tables"), nil, &tables); err != nil || tables == 0 {
		return 0, err
	}
	text, err := w.meta(ctx, metaSchemaVersion)
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
	metaIllustrative   = "illustrative"
	metaAsOf           = "as_of"
	metaProgrammeStart = "programme_start"
	metaProvince       = "province"  // the folder's own
	metaProvinces      = "provinces" // one (as long as nothing is said) or many
)

// meta reads one setting of the warehouse; "" where it is not set.
func (w *warehouse) meta(ctx context.Context, key string) (string, error) {
	var value sql.NullString
	err := one(ctx, w.conn, checks.Get("meta", "get"), params{"key": key}, &value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value.String, err
}

func (w *warehouse) clearMeta(ctx context.Context, key string) error {
	_, err := run(ctx, w.conn, checks.Get("meta", "clear"), params{"key": key})
	return err
}

func (w *warehouse) setMeta(ctx context.Context, key, value string) error {
	if err := w.clearMeta(ctx, key); err != nil {
		return err
	}
	_, err := run(ctx, w.conn, checks.Get("meta", "set"), params{"key": key, "value": value})
	return err
}

// forgetOrphans drops what an interrupted or undone load left in the application store and among the originals.
func (w *warehouse) forgetOrphans(ctx context.Context) error {
	keys, err := w.texts(ctx, checks.Get("shared", "load_keys"), nil)
	if err != nil {
		return err
	}
	if err := w.store.ForgetAllBut(ctx, keys); err != nil {
		return err
	}
	sums, err := w.texts(ctx, checks.Get("history", "loaded_files"), nil)
	if err != nil {
		return err
	}
	return forgetOriginals(w.folder, sums)
}

// texts is the set of texts that a query of one column gives.
func (w *warehouse) texts(ctx context.Context, query string, p params) (map[string]bool, error) {
	set := map[string]bool{}
	return set, each(ctx, w.conn, query, p, func(rows *sql.Rows) error {
		var text string
		err := rows.Scan(&text)
		set[text] = true
		return err
	})
}

// settle writes everything into the database's one file and closes it, so that it can be copied or moved. What the
// engine could not write (the disk is full) stays in a log beside the file: then the file is not the whole, and it is an
// error.
func (w *warehouse) settle(ctx context.Context) error {
	_, err := w.conn.ExecContext(ctx, checks.Get("publish", "checkpoint"))
	if err := errors.Join(err, w.closeDatabase()); err != nil {
		return diskError(w.folder, err)
	}
	if _, err := os.Stat(w.path + ".wal"); err == nil {
		return fullDisk(w.folder, errors.New("the log could not be written into the file"))
	}
	return nil
}

// closeDatabase ends the engine's hold on the file.
func (w *warehouse) closeDatabase() error {
	var err error
	if w.conn != nil {
		err = w.conn.Close()
		w.conn = nil
	}
	if w.db != nil {
		err = errors.Join(err, w.db.Close())
		w.db = nil
	}
	return err
}

func (w *warehouse) close() {
	w.closeDatabase()
	if w.store != nil {
		w.store.Close()
	}
	os.RemoveAll(w.folder.Temp())
	w.lock.release()
}

// Meta marks the data folder: whether its data are invented, as of when its figures are shown, and the week in which
// the rotation began. Zero values leave what is set.
type Meta struct {
	Illustrative   bool
	AsOf           time.Time
	ProgrammeStart string // ISO week
	Provinces      string // OneProvince or SeveralProvinces
}

func (w *warehouse) mark(ctx context.Context, m Meta) error {
	if m.Illustrative {
		if err := w.setMeta(ctx, metaIllustrative, "true"); err != nil {
			return err
		}
	}
	if m.Provinces != "" {
		if err := w.setProvinces(ctx, m.Provinces); err != nil {
			return err
		}
	}
	if !m.AsOf.IsZero() {
		if err := w.setMeta(ctx, metaAsOf, m.AsOf.Format(time.RFC3339)); err != nil {
			return err
		}
	}
	if m.ProgrammeStart != "" {
		return w.setMeta(ctx, metaProgrammeStart, m.ProgrammeStart)
	}
	return nil
}
