package analytics

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"

	"luanphien/queries"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
)

// ErrNoStation says that no station has the code asked for.
var ErrNoStation = errors.New("no station has this code")

// Edition is one published edition, open for reading. It is safe for concurrent use.
type Edition struct {
	Manifest edition.Manifest
	db       *sql.DB
	catalog  *queries.Catalog
	prepared sync.Map // of *sql.Stmt by their SQL: planning a query costs as much as running it
	plans    sync.Map // of *plan by planKey
	kept     kept
	observer atomic.Pointer[Observer]
}

// Observer is told of every statement that is about to run, with its named arguments.
type Observer func(statement string, args []any)

// Observe makes o the edition's observer; nil ends it. It serves measurements.
func (e *Edition) Observe(o Observer) { e.observer.Store(&o) }

// connections is how many queries of one edition run at once; further ones wait.
const connections = 8

// OpenEdition opens an edition of the folder (number 0 = the newest). It fails with edition.ErrNone when there is none,
// with fs.ErrNotExist when there is none of that number, and with an *edition.VersionError when its tables are of another
// version than the program's.
func OpenEdition(folder edition.Folder, number int) (*Edition, error) {
	catalog, err := queries.Load()
	if err != nil {
		return nil, err
	}
	if number == 0 {
		if number, err = folder.Newest(); err != nil {
			return nil, err
		}
	}
	manifest, err := folder.Manifest(number)
	if err != nil {
		return nil, err
	}
	if manifest.SchemaVersion != edition.SchemaVersion {
		return nil, &edition.VersionError{What: filepath.Base(folder.Database(number)), Found: manifest.SchemaVersion}
	}
	db, err := engine.OpenEdition(folder.Database(number))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)   // a connection keeps its prepared statements
	if err := db.Ping(); err != nil { // the file is opened by the first connection
		db.Close()
		return nil, fmt.Errorf("open edition %d: %w", number, err)
	}
	return &Edition{Manifest: manifest, db: db, catalog: catalog}, nil
}

// Close closes the edition's database.
func (e *Edition) Close() error { return e.db.Close() }

// Catalog holds the named queries that Run knows.
func (e *Edition) Catalog() *queries.Catalog { return e.catalog }

// prepare gives the prepared statement of a text; it lives as long as the edition.
func (e *Edition) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if s, ok := e.prepared.Load(text); ok {
		return s.(*sql.Stmt), nil
	}
	s, err := e.db.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	if first, raced := e.prepared.LoadOrStore(text, s); raced {
		_ = s.Close() // another goroutine was first
		return first.(*sql.Stmt), nil
	}
	return s, nil
}
