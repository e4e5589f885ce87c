package analytics

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"luanphien/analytics/statement"
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
	plans    statement.Plans
	kept     kept
	observer atomic.Pointer[Observer]
	running  sync.RWMutex // held for writing by a query that must run alone
}

// Observer is told of every statement that is about to run, with its named arguments.
type Observer func(statement string, args []any)

// Observe makes o the edition's observer; nil ends it. It serves measurements.
func (e *Edition) Observe(o Observer) { e.observer.Store(&o) }

// connections is how many queries of one edition run at once; further ones wait. More than there are cores end no earlier,
// and each connection takes memory.
var connections = min(max(2, runtime.NumCPU()), 8)

// resting is how long a connection rests before its memory is given back. Its statements are planned anew then.
const resting = 5 * time.Minute

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
	db.SetMaxIdleConns(connections) // a connection keeps its prepared statements
	db.SetConnMaxIdleTime(resting)
	if err := db.Ping(); err != nil { // the file is opened by the first connection
		db.Close()
		return nil, fmt.Errorf("open edition %d: %w", number, err)
	}
	return &Edition{Manifest: manifest, db: db, catalog: catalog,
		plans: statement.Plans{Names: []string{string(StreamRotation), string(StreamStation)}}}, nil
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

// query runs a statement. The engine keeps what a prepared statement last worked with (hash tables, sorted rows) until it
// runs again or its connection is closed, so that many statements on many connections fill the edition's memory and leave
// it full. A statement that finds it so waits until no other runs, has the connections at rest closed, and runs alone.
func (e *Edition) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	run := func() (*sql.Rows, error) {
		statement, err := e.prepare(ctx, text)
		if err != nil {
			return nil, err
		}
		return statement.QueryContext(ctx, args...)
	}
	e.running.RLock()
	rows, err := run()
	e.running.RUnlock()
	if err == nil || engine.FaultOf(err) != engine.FaultMemory {
		return rows, err
	}
	e.running.Lock()
	defer e.running.Unlock()
	e.db.SetMaxIdleConns(0)
	e.db.SetMaxIdleConns(connections)
	return run()
}
