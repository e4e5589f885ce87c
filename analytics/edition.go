package analytics

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"luanphien/queries"
	"luanphien/queries/edition"
)

// ErrNoStation says that no station has the code asked for.
var ErrNoStation = errors.New("no station has this code")

// Edition is one published edition, open for reading. It is safe for concurrent use.
type Edition struct {
	Manifest edition.Manifest
	db       *sql.DB
	catalog  *queries.Catalog
}

// OpenEdition opens an edition of the folder.
func OpenEdition(folder edition.Folder, number int) (*Edition, error) { return nil, errNotYet }

// Close closes the edition's database.
func (e *Edition) Close() error { return e.db.Close() }

// Result is what a named query gave. Values are string, int64, float64, bool, time.Time or nil.
type Result struct {
	Query   *queries.Query
	Columns []queries.Column
	Rows    [][]any
}

// Run runs a named query. Parameters may be given as text or as values of their type; unknown or missing ones are
// refused with a *ParamError.
func (e *Edition) Run(ctx context.Context, name string, params map[string]any) (*Result, error) {
	return nil, errNotYet
}

// ParamError says what is wrong with a parameter, in both languages.
type ParamError struct{ Query, Param, VI, EN string }

func (p *ParamError) Error() string { return p.EN }

// Shelf keeps the newest edition of a folder open, takes up a new one as soon as it is published, and opens older ones
// on demand. An edition is closed when its last user has released it.
type Shelf struct{}

// OpenShelf starts to watch the folder. A folder without an edition is no error: Acquire says edition.ErrNone until
// one is published.
func OpenShelf(folder edition.Folder) (*Shelf, error) { return nil, errNotYet }

// Acquire gives the edition of that number (0 = the newest) and the function that releases it, to be called once.
// fs.ErrNotExist when there is no such edition.
func (s *Shelf) Acquire(number int) (*Edition, func(), error) { return nil, nil, errNotYet }

// Newest is the manifest of the edition being served, or edition.ErrNone.
func (s *Shelf) Newest() (edition.Manifest, error) { return edition.Manifest{}, errNotYet }

// Numbers lists the editions that the folder holds, oldest first.
func (s *Shelf) Numbers() ([]int, error) { return nil, errNotYet }

// Changed is closed when a newer edition is taken up; ask again for the next one.
func (s *Shelf) Changed() <-chan struct{} { return nil }

// Close stops watching and closes what nobody uses; what is in use closes at its release.
func (s *Shelf) Close() error { return nil }

var _ = time.Now
