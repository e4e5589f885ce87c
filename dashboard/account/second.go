package account

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"luanphien/queries/application"
)

// HalfwayLife is how long a code may follow its password.
const HalfwayLife = 5 * time.Minute

// NeedsCode says that a password was right, and that a code is still to come with this token.
type NeedsCode struct{ Token string }

func (*NeedsCode) Error() string { return "a second factor is needed" }

// ErrNoHalfway says that the time for a code is over.
var ErrNoHalfway = Refuse("account.problem.too_long_ago")

func (s *Store) goHalfway(ctx context.Context, id int64, idToken string) (*NeedsCode, error) {
	half := &NeedsCode{Token: NewToken()}
	hash := hashToken(half.Token)
	return half, s.change(ctx, func(tx *sql.Tx) error {
		now := s.now()
		if err := do(ctx, tx, "forget_halfway", millis(now)); err != nil {
			return err
		}
		return do(ctx, tx, "add_halfway", hash[:], id, millis(now.Add(HalfwayLife)), idToken)
	})
}

// Need is NeedsCode for a user who has shown to be that user in another way than by a password, or nil where the user has
// no second factor. idToken is of the provider of identities that vouches, if one does.
func (s *Store) Need(ctx context.Context, u User, idToken string) (*NeedsCode, error) {
	f, err := s.factorOf(ctx, s.db, u.ID)
	if err != nil || !f.confirmed {
		return nil, err
	}
	return s.goHalfway(ctx, u.ID, idToken)
}

func (s *Store) halfway(ctx context.Context, in rowReader, token string) (u User, idToken string, err error) {
	hash := hashToken(token)
	err = in.QueryRowContext(ctx, application.Account("halfway"), hash[:], millis(s.now())).Scan(&u.ID, &u.Login, &idToken)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNoHalfway
	}
	return u, idToken, err
}

// SignInByCode ends a log-in that went halfway: a code of the telephone, or a recovery code, starts the session. It
// fails with ErrNoHalfway, ErrWrongCode or a Slow.
func (s *Store) SignInByCode(ctx context.Context, half, code, replaces string, by Entrance) (login, token string, err error) {
	u, _, err := s.halfway(ctx, s.db, half)
	if err != nil {
		return "", "", err
	}
	list := codeSubject(u.Login)
	if err := s.reserve(ctx, list); err != nil {
		return "", "", err
	}
	err = s.change(ctx, func(tx *sql.Tx) error {
		if u, by.IDToken, err = s.halfway(ctx, tx, half); err != nil { // it may have been used meanwhile
			return err
		}
		if err := s.takeAnyCode(ctx, tx, u, code, Actor{Login: u.Login, Address: by.Address}); err != nil {
			return err
		}
		hash := hashToken(half)
		if err := do(ctx, tx, "end_halfway", hash[:]); err != nil {
			return err
		}
		if err := s.succeeded(ctx, tx, list); err != nil {
			return err
		}
		if err := s.endSession(ctx, tx, replaces); err != nil {
			return err
		}
		token, err = s.begin(ctx, tx, u.ID, u.Login, by)
		return err
	})
	if errors.Is(err, ErrWrongCode) {
		return "", "", s.wrongCode(ctx, u.Login, by.Address)
	}
	return u.Login, token, err
}

func (s *Store) wrongCode(ctx context.Context, login, address string) error {
	e := Entry{Login: login, Action: ActionSignInFailed, Detail: "second factor", Address: address, Outcome: Refused}
	if err := s.Audit(ctx, e); err != nil {
		return err
	}
	return ErrWrongCode
}

// ProofLife is how long a password or a code that was shown counts for what asks for it anew.
const ProofLife = 10 * time.Minute

// Proven tells whether a session's user has shown a password or a code within ProofLife.
func (s *Store) Proven(session *Session) bool {
	return session.Program == "" && s.now().Sub(session.Proved) <= ProofLife
}

// Prove judges a password or a code that the user of a session shows once more. It fails with ErrWrong, a Slow or ErrBusy.
func (s *Store) Prove(ctx context.Context, token, proof, address string) error {
	session, err := s.Session(ctx, token)
	if err != nil {
		return err
	}
	u := User{ID: session.UserID, Login: session.Login}
	list := []subject{{"session of " + u.Login, accountPace}} // nobody else's failures count
	if err := s.reserve(ctx, list); err != nil {
		return err
	}
	by := Actor{Login: u.Login, Address: address}
	right, err := s.rightPassword(ctx, u.Login, proof)
	if err != nil {
		return errors.Join(err, s.takeBack(ctx, list))
	}
	hash := hashToken(token)
	err = s.change(ctx, func(tx *sql.Tx) error {
		if !right {
			if err := s.takeAnyCode(ctx, tx, u, proof, by); err != nil {
				return err
			}
		}
		if err := do(ctx, tx, "prove_session", millis(s.now()), hash[:]); err != nil {
			return err
		}
		if err := s.succeeded(ctx, tx, list); err != nil {
			return err
		}
		return s.auditBy(ctx, tx, by, ActionProved, "", "")
	})
	s.forget()
	if !errors.Is(err, ErrWrongCode) {
		return err
	}
	if err := s.Audit(ctx, Entry{Login: u.Login, Action: ActionProved, Address: address, Outcome: Refused}); err != nil {
		return err
	}
	return errNotProved
}

var errNotProved = Refuse("account.problem.not_proved")

func (s *Store) rightPassword(ctx context.Context, login, password string) (bool, error) {
	var id int64
	var hash string
	var demo, enabled bool
	if err := s.db.QueryRowContext(ctx, application.Account("password"), login).Scan(&id, &hash, &demo, &enabled); err != nil {
		return false, err
	}
	right, _, err := verify(ctx, acquainted, hash, password)
	return right && enabled, err
}
