package account

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"luanphien/queries/application"
)

// LinkLife is how long a one-time link can be used.
const LinkLife = 24 * time.Hour

// ErrNoLink says that a one-time link was used, has expired or never was.
var ErrNoLink = Refuse("account.problem.link_used")

// FirstLink makes the link that creates the first administrator; an earlier one no longer works. It gives "" when there
// are users already.
func (s *Store) FirstLink(ctx context.Context) (token string, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRowContext(ctx, application.Account("count_users")).Scan(&n); err != nil || n > 0 {
			return err
		}
		token, err = s.newLink(ctx, tx, nil)
		return err
	})
	return token, err
}

// newLink replaces the links of a user (nil = of the first administrator) by a new one.
func (s *Store) newLink(ctx context.Context, tx *sql.Tx, user any) (string, error) {
	if err := do(ctx, tx, "forget_links", millis(s.now())); err != nil {
		return "", err
	}
	if err := do(ctx, tx, "end_links_of", user); err != nil {
		return "", err
	}
	token := NewToken()
	hash := hashToken(token)
	return token, do(ctx, tx, "add_link", hash[:], user, millis(s.now().Add(LinkLife)))
}

// Invite makes a link by which a user who has no password yet sets one.
func (s *Store) Invite(ctx context.Context, u User) (token string, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		token, err = s.newLink(ctx, tx, u.ID)
		return err
	})
	return token, err
}

// Reset takes a user's password away, ends the sessions and makes a link by which the user sets another.
func (s *Store) Reset(ctx context.Context, u User, by Actor) (token string, err error) {
	if u.Demo {
		return "", errDemoPassword
	}
	err = s.changeUser(ctx, u, func(tx *sql.Tx) error {
		for _, statement := range []string{"take_password", "end_identity"} {
			if err := do(ctx, tx, statement, u.ID); err != nil {
				return err
			}
		}
		if err := s.shutOut(ctx, tx, u.ID); err != nil {
			return err
		}
		if token, err = s.newLink(ctx, tx, u.ID); err != nil {
			return err
		}
		return s.auditBy(ctx, tx, by, ActionUserReset, u.Login, "")
	})
	return token, err
}

// Linked is the user whose password a link sets, or nil when it creates the first administrator.
func (s *Store) Linked(ctx context.Context, token string) (*User, error) {
	hash := hashToken(token)
	var id sql.NullInt64
	err := s.db.QueryRowContext(ctx, application.Account("link"), hash[:], millis(s.now())).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNoLink
	}
	if err != nil || !id.Valid {
		return nil, err
	}
	u, err := s.UserByID(ctx, id.Int64)
	if err == nil && u.Disabled() {
		return nil, ErrNoLink
	}
	return &u, err
}

// Redeem uses a link up: it creates the first administrator as given, or sets the password of the user whose link it is.
func (s *Store) Redeem(ctx context.Context, token string, first NewUser, address string) (User, error) {
	u, err := s.Linked(ctx, token)
	if err != nil {
		return User{}, err
	}
	login := first.Login
	if u != nil {
		login = u.Login
		err = checkPassword(u.Login, u.Name, first.Password)
	} else {
		first.Roles |= Administrator
		if err = first.check(); err == nil {
			login, err = first.Login, checkPassword(first.Login, first.Name, first.Password)
		}
	}
	if err != nil {
		return User{}, err
	}
	hash, err := hashPassword(ctx, first.Password)
	if err != nil {
		return User{}, err
	}
	by := Actor{Login: login, Address: address}
	err = s.change(ctx, func(tx *sql.Tx) error {
		if err := s.useUp(ctx, tx, token, u); err != nil {
			return err
		}
		if u != nil {
			return s.newPassword(ctx, tx, *u, hash, by)
		}
		return s.insert(ctx, tx, first, hash, by)
	})
	s.forget()
	if err != nil {
		return User{}, err
	}
	return s.User(ctx, login)
}

// useUp ends a link, which must still be there: of two who use it at once only one may.
func (s *Store) useUp(ctx context.Context, tx *sql.Tx, token string, u *User) error {
	hash := hashToken(token)
	var id sql.NullInt64
	err := tx.QueryRowContext(ctx, application.Account("link"), hash[:], millis(s.now())).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNoLink
	}
	if err != nil {
		return err
	}
	if u != nil {
		return do(ctx, tx, "end_links_of", u.ID)
	}
	var n int
	if err := tx.QueryRowContext(ctx, application.Account("count_users")).Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		return ErrNoLink
	}
	return do(ctx, tx, "end_links_of", nil)
}
