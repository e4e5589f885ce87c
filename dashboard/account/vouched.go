package account

import (
	"context"
	"database/sql"
	"errors"

	"luanphien/queries/application"
)

// ErrNotOurs is the one answer to whom the provider of identities has recognised and who may not come in.
var ErrNotOurs = Refuse("account.problem.not_ours")

// ErrTiedElsewhere is the answer to whom the provider has recognised as the identity of another user.
var ErrTiedElsewhere = Refuse("account.problem.tied_elsewhere")

// Vouched finds the user of a log-in name for whom a provider of identities has vouched. From the first time on, the
// user is tied to that one identity: an address of mail that the provider gives to somebody else later does not let that
// person in, nor does one that a person is given besides: an identity is one user's. A user of the demo, a disabled one and an unknown one are refused alike, with ErrNotOurs.
func (s *Store) Vouched(ctx context.Context, login, issuer, subject, address string) (u User, err error) {
	u, err = s.User(ctx, login)
	var unknown *Refusal
	if errors.As(err, &unknown) {
		return u, s.notOurs(ctx, "", address, issuer+" "+subject)
	}
	if err != nil {
		return u, err
	}
	if u.Demo || u.Disabled() {
		return u, s.notOurs(ctx, u.Login, address, issuer+" "+subject)
	}
	same, holder := true, ""
	err = s.change(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, application.Account("identity_holder"), issuer, subject, u.ID).Scan(&holder)
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		var tiedIssuer, tiedSubject string
		err = tx.QueryRowContext(ctx, application.Account("identity"), u.ID).Scan(&tiedIssuer, &tiedSubject)
		if errors.Is(err, sql.ErrNoRows) {
			return do(ctx, tx, "add_identity", u.ID, issuer, subject)
		}
		same = tiedIssuer == issuer && tiedSubject == subject
		return err
	})
	if err == nil && holder != "" {
		if err = s.notOurs(ctx, u.Login, address, issuer+" "+subject+", identity of "+holder); errors.Is(err, ErrNotOurs) {
			err = ErrTiedElsewhere
		}
		return u, err
	}
	if err == nil && !same {
		err = s.notOurs(ctx, u.Login, address, issuer+" "+subject)
	}
	return u, err
}

func (s *Store) notOurs(ctx context.Context, login, address, detail string) error {
	if err := s.Audit(ctx, Entry{Login: login, Action: ActionSignInFailed, Detail: detail, Address: address, Outcome: Refused}); err != nil {
		return err
	}
	return ErrNotOurs
}
