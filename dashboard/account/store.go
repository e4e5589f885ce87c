// Package account keeps who may sign in, who is signed in, and the audit trail: users with their roles, sessions on the
// server's side, one-time links, failed log-ins. It is the part of the application store that the dashboard writes.
package account

import (
	"context"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"luanphien/queries/application"
	"luanphien/queries/sqlite"
)

// Options of a store.
type Options struct {
	Idle  time.Duration    // a session ends after so long without a request; 0 = DefaultIdle
	Limit time.Duration    // a session ends so long after its log-in; 0 = DefaultLimit
	Now   func() time.Time // nil = time.Now
	Key   string           // path of the file of the key that seals second factors; "" = KeyName beside the store
}

// How long a session lasts unless set otherwise.
const (
	DefaultIdle  = 2 * time.Hour
	DefaultLimit = 12 * time.Hour
)

// Store is an open store. It may be used by many goroutines, and by several processes at once.
type Store struct {
	db    *sql.DB
	idle  time.Duration
	limit time.Duration
	now   func() time.Time

	keyPath string
	sealing sync.Mutex
	seal    cipher.AEAD // nil = not needed so far

	mu    sync.RWMutex
	seen  map[tokenHash]checked // sessions looked up within the last moments
	round int                   // of seen; counts up when sessions may have ended
}

// Open opens the store's file, making it (readable by its owner only) where it is missing.
func Open(path string, o Options) (*Store, error) {
	db, err := sqlite.Open(path, sqlite.Normal, application.Account("schema"))
	if err != nil {
		return nil, err
	}
	s := &Store{db: db, idle: o.Idle, limit: o.Limit, now: o.Now, seen: map[tokenHash]checked{}}
	if s.keyPath = o.Key; s.keyPath == "" {
		s.keyPath = filepath.Join(filepath.Dir(path), KeyName)
	}
	if s.idle == 0 {
		s.idle = DefaultIdle
	}
	if s.limit == 0 {
		s.limit = DefaultLimit
	}
	if s.now == nil {
		s.now = time.Now
	}
	if err := s.bringUp(); err != nil {
		db.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

// columns came to tables of older programs later.
var columns = []string{"audit.outcome", hashColumn, "users.stations", "sessions.proved_at", "sessions.address", "sessions.agent", "sessions.vouched", "sessions.id_token", "programs.vouched"}

// bringUp brings the store of an older program to this one's form, and makes a chain of its audit trail.
func (s *Store) bringUp() error {
	ctx := context.Background()
	sealed, older := false, false
	err := s.change(ctx, func(tx *sql.Tx) (err error) {
		for _, c := range columns {
			table, column, _ := strings.Cut(c, ".")
			var there bool
			if err := tx.QueryRowContext(ctx, application.Account("has_column"), table, column).Scan(&there); err != nil {
				return err
			}
			if there {
				continue
			}
			older = older || c == hashColumn
			if err := do(ctx, tx, "column "+c); err != nil {
				return err
			}
		}
		if err := s.beginChain(ctx, tx, older); err != nil {
			return err
		}
		if err := do(ctx, tx, "chain"); err != nil {
			return err
		}
		sealed, err = s.sealAll(ctx, tx)
		return err
	})
	if err == nil && sealed {
		err = s.wipe(ctx)
	}
	return err
}

// Now is the store's clock.
func (s *Store) Now() time.Time { return s.now() }

// Close closes the store.
func (s *Store) Close() error { return s.db.Close() }

// change runs f in one transaction; several at once wait for each other.
func (s *Store) change(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // after Commit it does nothing
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// do runs a statement of accounts.sql.
func do(ctx context.Context, tx *sql.Tx, name string, args ...any) error {
	_, err := doing(ctx, tx, name, args...)
	return err
}

// doing runs a statement of accounts.sql and tells whether it changed anything.
func doing(ctx context.Context, tx *sql.Tx, name string, args ...any) (changed bool, err error) {
	result, err := tx.ExecContext(ctx, application.Account(name), args...)
	if err != nil {
		return false, fmt.Errorf("%s: %w", name, err)
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

// tokenHash is what is kept of a token.
type tokenHash [sha256.Size]byte

func hashToken(token string) tokenHash { return sha256.Sum256([]byte(token)) }

// NewToken makes a random token of 256 bits that fits into addresses and cookies.
func NewToken() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

func millis(t time.Time) int64 { return t.UnixMilli() }

func moment(ms sql.NullInt64) time.Time {
	if !ms.Valid {
		return time.Time{}
	}
	return time.UnixMilli(ms.Int64)
}
