package account

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"net/mail"
	"strconv"
	"strings"
	"time"

	"luanphien/dashboard/words"
	"luanphien/queries/application"
)

// Digest is what a user wants to be sent by e-mail each week.
type Digest struct {
	Email string // "" = nothing
	Lang  words.Lang
	View  int64     // the saved view whose filters it has; 0 = of the overview
	Since time.Time // when it was turned on

	secret string
}

// On tells whether the user wants it.
func (d Digest) On() bool { return d.Email != "" }

// longestEmail is how long an address may be (RFC 5321 §4.5.3.1.3).
const longestEmail = 254

// mailAddress is an address of mail as it is kept: plain letters that every mail server takes, without a name before it.
func mailAddress(text string) (string, error) {
	text = strings.TrimSpace(text)
	a, err := mail.ParseAddress(text)
	plain := !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
	if err != nil || a.Address != text || !plain || len(text) > longestEmail || strings.ContainsAny(text, `"<>`) {
		return "", Refuse("account.problem.email")
	}
	return text, nil
}

// domainOf is the part of an address that the audit trail tells: whither, not to whom.
func domainOf(email string) string { return email[strings.LastIndex(email, "@")+1:] }

// DigestOf is a user's digest; the zero value where it was never turned on.
func (s *Store) DigestOf(ctx context.Context, user int64) (Digest, error) {
	var d Digest
	var since int64
	err := s.db.QueryRowContext(ctx, application.Account("digest"), user).Scan(&d.Email, &d.Lang, &d.View, &since, &d.secret)
	if errors.Is(err, sql.ErrNoRows) {
		return Digest{}, nil
	}
	d.Since = time.UnixMilli(since)
	return d, err
}

// SetDigest turns a user's digest on, or changes where it goes and of what it is.
func (s *Store) SetDigest(ctx context.Context, user int64, d Digest, by Actor) error {
	email, err := mailAddress(d.Email)
	if err != nil {
		return err
	}
	if d.View != 0 {
		if _, err := s.View(ctx, user, d.View); err != nil {
			return err
		}
	}
	return s.change(ctx, func(tx *sql.Tx) error {
		if err := do(ctx, tx, "set_digest", user, email, string(d.Lang), d.View, millis(s.now()), NewToken()); err != nil {
			return err
		}
		return s.auditBy(ctx, tx, by, ActionDigestSet, by.Login, "@"+domainOf(email))
	})
}

// EndDigest turns a user's digest off; where it is off already nothing is done.
func (s *Store) EndDigest(ctx context.Context, user int64, by Actor) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		changed, err := doing(ctx, tx, "end_digest", user)
		if err != nil || !changed {
			return err
		}
		return s.auditBy(ctx, tx, by, ActionDigestEnded, by.Login, "")
	})
}

// errNoDigestLink is the refusal of a link that was not signed here.
var errNoDigestLink = Refuse("account.problem.digest_link")

// signature is what a link that ends a user's digest must show.
func (d Digest) signature(user int64) string {
	mac := hmac.New(sha256.New, []byte(d.secret))
	mac.Write([]byte("end the digest of " + strconv.FormatInt(user, 10)))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// Ending is the token of the link that ends a user's digest without a log-in.
func (d Digest) Ending(user int64) string {
	return strconv.FormatInt(user, 10) + "." + d.signature(user)
}

// EndedBy is whose digest the token of a link ends, and that digest.
func (s *Store) EndedBy(ctx context.Context, token string) (User, Digest, error) {
	number, signed, _ := strings.Cut(token, ".")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return User{}, Digest{}, errNoDigestLink
	}
	d, err := s.DigestOf(ctx, id)
	if err != nil {
		return User{}, d, err
	}
	if d.secret == "" || !hmac.Equal([]byte(signed), []byte(d.signature(id))) {
		return User{}, Digest{}, errNoDigestLink
	}
	u, err := s.UserByID(ctx, id)
	return u, d, err
}

// DigestAttempts is how often the digest of a week is tried, DigestLease how long one attempt may take before another
// process may take it up: that of a program that was killed meanwhile.
const (
	DigestAttempts = 5
	DigestLease    = 10 * time.Minute
)

// digestWaits are how long after each failure the next attempt comes.
var digestWaits = []time.Duration{5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 6 * time.Hour}

// DigestsDue are the users to whom the digest of a week, which is sent from a moment on, is still to be sent. Who turned it on
// later waits for the next week.
func (s *Store) DigestsDue(ctx context.Context, week string, from, now time.Time) ([]User, error) {
	rows, err := s.db.QueryContext(ctx, application.Account("digests_due"), week, millis(from), millis(now), DigestAttempts)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, err
	}
	var list []User
	for _, id := range ids {
		u, err := s.UserByID(ctx, id)
		if err != nil {
			return nil, err
		}
		list = append(list, u)
	}
	return list, nil
}

// ClaimDigest notes that an attempt begins now. It is false where another process is at it, or it is sent, or tried often enough.
func (s *Store) ClaimDigest(ctx context.Context, user int64, week string, now time.Time) (claimed bool, err error) {
	said := words.Both("digest.problem.interrupted")
	err = s.change(ctx, func(tx *sql.Tx) error {
		claimed, err = doing(ctx, tx, "claim_digest", user, week, millis(now), millis(now.Add(DigestLease)), said.VI, said.EN, DigestAttempts)
		return err
	})
	return claimed, err
}

// DigestSent notes that a digest was sent now.
func (s *Store) DigestSent(ctx context.Context, u User, week, detail string, now time.Time) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		if err := do(ctx, tx, "digest_sent", millis(now), u.ID, week); err != nil {
			return err
		}
		return s.audit(ctx, tx, Entry{Login: u.Login, Action: ActionDigestSent, Subject: week, Detail: detail})
	})
}

// DigestFailed notes why an attempt failed, and when the next one comes; never again in the week where that would be of no use.
func (s *Store) DigestFailed(ctx context.Context, user int64, week string, why Refusal, again bool, now time.Time) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		var tried int
		if err := tx.QueryRowContext(ctx, application.Account("digest_attempts"), user, week).Scan(&tried); err != nil {
			return err
		}
		if !again {
			tried = DigestAttempts
		}
		next := now.Add(digestWaits[max(0, min(tried, len(digestWaits))-1)])
		return do(ctx, tx, "digest_failed", millis(next), tried, why.VI, why.EN, user, week)
	})
}

// DigestFailure is a digest that could not be sent so far.
type DigestFailure struct {
	Week  string
	Tried time.Time
	Next  time.Time // of the next attempt; zero = there is none in this week
	Why   Refusal
}

// DigestFailures are those of the latest week of each user, by number.
func (s *Store) DigestFailures(ctx context.Context) (map[int64]DigestFailure, error) {
	rows, err := s.db.QueryContext(ctx, application.Account("digest_failures"))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[int64]DigestFailure{}
	for rows.Next() {
		var f DigestFailure
		var user, attempts, tried, next int64
		if err := rows.Scan(&user, &f.Week, &attempts, &tried, &next, &f.Why.VI, &f.Why.EN); err != nil {
			return nil, err
		}
		f.Tried = time.UnixMilli(tried)
		if attempts < DigestAttempts {
			f.Next = time.UnixMilli(next)
		}
		all[user] = f
	}
	return all, rows.Err()
}
