package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"database/sql"
	"encoding/base32"
	"errors"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"luanphien/queries/application"
)

// A second factor is a secret that the user's telephone keeps; from it and the time both sides compute codes of six
// digits (RFC 6238: TOTP, SHA-1, 30 seconds, which every authenticator knows).

const (
	factorIssuer = "Luân phiên"
	factorStep   = 30 // seconds
	// factorSkew is by how many steps the telephone's clock may differ.
	factorSkew = 1
	// recoveryCodes are given with a factor, of recoveryBytes random bytes each.
	recoveryCodes = 10
	recoveryBytes = 10
)

// codePace slows wrong codes down, per account: who tries them knows the password already.
var codePace = pace{free: 5, longest: 15 * time.Minute, forget: 24 * time.Hour}

func codeSubject(login string) []subject { return []subject{{"code of " + login, codePace}} }

var (
	// ErrWrongCode is the one answer to a code that does not count, whatever is wrong with it.
	ErrWrongCode = Refuse("account.problem.wrong_code")
	errHasFactor = Refuse("account.problem.has_factor")
	errNoFactor  = Refuse("account.problem.no_factor")
	errDemoCode  = Refuse("account.problem.demo_factor")
)

type factor struct {
	secret    string
	confirmed bool
	lastStep  int64
}

func (s *Store) factorOf(ctx context.Context, in rowReader, id int64) (f factor, err error) {
	var kept string
	err = in.QueryRowContext(ctx, application.Account("factor"), id).Scan(&kept, &f.confirmed, &f.lastStep)
	if errors.Is(err, sql.ErrNoRows) {
		return f, nil
	}
	if err == nil {
		f.secret, err = s.opened(ctx, in, id, kept)
	}
	return f, err
}

// BeginFactor makes a secret for a user and gives its key, whose URL the telephone reads from a picture. It counts once
// ConfirmFactor has seen a code; until then each call makes another.
func (s *Store) BeginFactor(ctx context.Context, u User) (*otp.Key, error) {
	if u.Demo {
		return nil, errDemoCode
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: factorIssuer, AccountName: u.Login, Period: factorStep, SecretSize: 20})
	if err != nil {
		return nil, err
	}
	return key, s.change(ctx, func(tx *sql.Tx) error {
		kept, err := s.sealed(ctx, tx, u.ID, key.Secret())
		if err != nil {
			return err
		}
		begun, err := doing(ctx, tx, "begin_factor", u.ID, kept)
		if err == nil && !begun {
			err = errHasFactor
		}
		return err
	})
}

// PendingFactor gives the key of a factor that was begun and is not confirmed.
func (s *Store) PendingFactor(ctx context.Context, u User) (*otp.Key, error) {
	f, err := s.factorOf(ctx, s.db, u.ID)
	if err != nil {
		return nil, err
	}
	if f.confirmed {
		return nil, errHasFactor
	}
	if f.secret == "" {
		return nil, errNoFactor
	}
	secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(f.secret)
	if err != nil {
		return nil, err
	}
	return totp.Generate(totp.GenerateOpts{Issuer: factorIssuer, AccountName: u.Login, Period: factorStep, Secret: secret})
}

// ConfirmFactor makes a begun factor count, once a code shows that the telephone has it, and gives the recovery codes.
// They are kept as hashes only: nobody sees them again.
func (s *Store) ConfirmFactor(ctx context.Context, u User, code string, by Actor) (recovery []string, err error) {
	if err := s.reserve(ctx, codeSubject(u.Login)); err != nil {
		return nil, err
	}
	err = s.change(ctx, func(tx *sql.Tx) error {
		f, err := s.factorOf(ctx, tx, u.ID)
		switch {
		case err != nil:
			return err
		case f.confirmed:
			return errHasFactor
		case f.secret == "":
			return errNoFactor
		}
		if err := s.takeCode(ctx, tx, u.ID, f, code); err != nil {
			return err
		}
		if err := do(ctx, tx, "confirm_factor", millis(s.now()), u.ID); err != nil {
			return err
		}
		if err := do(ctx, tx, "end_recovery", u.ID); err != nil {
			return err
		}
		for range recoveryCodes {
			plain := newRecovery()
			hash := hashToken(foldRecovery(plain))
			if err := do(ctx, tx, "add_recovery", u.ID, hash[:]); err != nil {
				return err
			}
			recovery = append(recovery, plain)
		}
		if err := s.succeeded(ctx, tx, codeSubject(u.Login)); err != nil {
			return err
		}
		return s.auditBy(ctx, tx, by, ActionFactorSet, u.Login, "")
	})
	s.forget()
	if err != nil {
		return nil, err
	}
	return recovery, nil
}

// newRecovery makes a recovery code of 80 bits, such as abcd-efgh-ijkl-mnop.
func newRecovery() string {
	b := make([]byte, recoveryBytes)
	_, _ = rand.Read(b) // never fails
	text := strings.ToLower(base32.StdEncoding.EncodeToString(b))
	return text[:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:]
}

// foldRecovery is the form in which a recovery code is hashed, however it was typed.
func foldRecovery(code string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(code, func(r rune) bool { return r == '-' || r == ' ' }), ""))
}

// takeCode judges a code of a factor and uses it up, and all before it.
func (s *Store) takeCode(ctx context.Context, tx *sql.Tx, id int64, f factor, code string) error {
	step, err := matching(f, strings.Join(strings.Fields(code), ""), s.now())
	if err != nil {
		return err
	}
	taken, err := doing(ctx, tx, "take_step", step, id)
	if err == nil && !taken {
		err = ErrWrongCode
	}
	return err
}

// matching gives the step whose code this is, of those around now that were not used.
func matching(f factor, code string, now time.Time) (int64, error) {
	current := now.Unix() / factorStep
	for step := current - factorSkew; step <= current+factorSkew; step++ {
		want, err := totp.GenerateCode(f.secret, time.Unix(step*factorStep, 0))
		if err != nil {
			return 0, err
		}
		if step > f.lastStep && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			return step, nil
		}
	}
	return 0, ErrWrongCode
}

// takeAnyCode judges a code of the telephone or a recovery code, and uses it up.
func (s *Store) takeAnyCode(ctx context.Context, tx *sql.Tx, u User, code string, by Actor) error {
	f, err := s.factorOf(ctx, tx, u.ID)
	if err != nil {
		return err
	}
	if !f.confirmed {
		return ErrWrongCode
	}
	hash := hashToken(foldRecovery(code))
	used, err := doing(ctx, tx, "use_recovery", u.ID, hash[:])
	if err != nil {
		return err
	}
	if used {
		return s.auditBy(ctx, tx, by, ActionRecovery, u.Login, "")
	}
	return s.takeCode(ctx, tx, u.ID, f, code)
}

// FactorState is what the account's page shows of a second factor.
type FactorState struct {
	Set      bool
	Pending  bool
	Recovery int // recovery codes left
}

// Factor tells how a user's second factor stands.
func (s *Store) Factor(ctx context.Context, id int64) (state FactorState, err error) {
	f, err := s.factorOf(ctx, s.db, id)
	if err != nil {
		return state, err
	}
	state.Set, state.Pending = f.confirmed, f.secret != "" && !f.confirmed
	err = s.db.QueryRowContext(ctx, application.Account("count_recovery"), id).Scan(&state.Recovery)
	return state, err
}

// FactorHolders are the users who have a second factor.
func (s *Store) FactorHolders(ctx context.Context) (map[int64]bool, error) {
	rows, err := s.db.QueryContext(ctx, application.Account("holders_of_factors"))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	holders := map[int64]bool{}
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		holders[id] = true
	}
	return holders, rows.Err()
}

// EndFactor takes a user's own second factor away.
func (s *Store) EndFactor(ctx context.Context, u User, by Actor) error {
	return s.endFactor(ctx, u, by, ActionFactorEnded)
}

// ResetFactor takes the second factor of somebody away who has lost it, and ends the sessions.
func (s *Store) ResetFactor(ctx context.Context, u User, by Actor) error {
	return s.endFactor(ctx, u, by, ActionFactorReset)
}

func (s *Store) endFactor(ctx context.Context, u User, by Actor, action string) error {
	err := s.change(ctx, func(tx *sql.Tx) error {
		ended, err := doing(ctx, tx, "end_factor", u.ID)
		if err != nil {
			return err
		}
		if !ended {
			return errNoFactor
		}
		if err := do(ctx, tx, "end_recovery", u.ID); err != nil {
			return err
		}
		if action == ActionFactorReset {
			if err := s.shutOut(ctx, tx, u.ID); err != nil {
				return err
			}
		}
		return s.auditBy(ctx, tx, by, action, u.Login, "")
	})
	s.forget()
	return err
}

const factorPolicy = "second_factor"

// Demanded are the roles whose holders must have a second factor.
func (s *Store) Demanded(ctx context.Context) (roles Roles, err error) {
	err = s.db.QueryRowContext(ctx, application.Account("policy"), factorPolicy).Scan(&roles)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return roles, err
}

// Demand sets the roles whose holders must have a second factor. Who has none sets one up at the next step.
func (s *Store) Demand(ctx context.Context, roles Roles, by Actor) error {
	err := s.change(ctx, func(tx *sql.Tx) error {
		if err := do(ctx, tx, "set_policy", factorPolicy, roles); err != nil {
			return err
		}
		return s.auditBy(ctx, tx, by, ActionDemanded, "", roles.String())
	})
	s.forget()
	return err
}
