package account

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"

	"luanphien/queries/application"
	"luanphien/queries/sqlite"
)

// OpenToRead opens a store to judge it: what is missing is not made, and no chain is begun over what somebody may have
// changed.
func OpenToRead(path string) (*Store, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, Refuse("account.chain.no_file")
	}
	db, err := sqlite.OpenQueries(path)
	if err != nil {
		return nil, err
	}
	return &Store{db: db, now: time.Now, seen: map[tokenHash]checked{}}, nil
}

// unchained tells of a file whose trail is no chain. The error is nil where it is one; what is broken is not typed, so
// that none is nil.
func (s *Store) unchained(ctx context.Context) (broken, err error) {
	table, column, _ := strings.Cut(hashColumn, ".")
	var named, hashed, marked bool
	if err := s.db.QueryRowContext(ctx, application.Account("has_column"), table, "id").Scan(&named); err != nil {
		return nil, err
	}
	if err := s.db.QueryRowContext(ctx, application.Account("has_column"), table, column).Scan(&hashed); err != nil {
		return nil, err
	}
	if err := s.db.QueryRowContext(ctx, application.Account("chain_mark")).Scan(&marked); err != nil {
		return nil, err
	}
	switch {
	case !named:
		return BrokenAt(1, "account.chain.no_table"), nil
	case !hashed && marked:
		return BrokenAt(1, "account.chain.all_hashes_taken"), nil
	case !hashed:
		return BrokenAt(1, "account.chain.older"), nil
	}
	return nil, nil
}

// untold tells of users whose adding no entry tells of, as where all entries were taken away and others follow.
func (s *Store) untold(ctx context.Context) (broken, err error) {
	var users int
	var first string
	if err := s.db.QueryRowContext(ctx, application.Account("users_untold")).Scan(&users, &first); err != nil || users == 0 {
		return nil, err
	}
	return BrokenAt(1, "account.chain.users_unnoted", "users", users, "first", first), nil
}
