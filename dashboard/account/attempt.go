package account

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"time"

	"luanphien/queries/application"
)

// pace says how failed log-ins in a row slow the next one down: some are free, then each doubles the wait.
type pace struct {
	free    int
	longest time.Duration
	forget  time.Duration // without an attempt for so long, all is forgotten
}

// An account is slowed down gently, because anyone can make its log-ins fail; longer where they come from one address.
// An address as such is never slowed down: a whole office may sit behind it.
var (
	accountPace = pace{free: 5, longest: time.Minute, forget: 24 * time.Hour}
	addressPace = pace{free: 8, longest: 15 * time.Minute, forget: time.Hour}
)

// wait is how long after the last of so many failures the next attempt may come.
func (p pace) wait(failures int) time.Duration {
	if failures < p.free {
		return 0
	}
	seconds := math.Pow(2, float64(min(failures-p.free, 30)))
	return min(time.Duration(seconds)*time.Second, p.longest)
}

// Slow says that too many log-ins failed, and how long to wait.
type Slow struct{ Wait time.Duration }

func (e *Slow) Error() string { return fmt.Sprintf("too many failed log-ins; wait %s", e.Wait) }

type subject struct {
	key string
	pace
}

// subjects are under whose names an attempt is counted. The account's is hashed: what people type there may be a
// password.
func subjects(login, address string) []subject {
	sum := sha256.Sum256([]byte(login))
	account := "account " + hex.EncodeToString(sum[:])
	return []subject{{account, accountPace}, {account + " from " + address, addressPace}}
}

// reserve counts an attempt as failed before it is judged, so that many at once cannot outrun the count; a Slow when it
// comes too early.
func (s *Store) reserve(ctx context.Context, list []subject) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		now := s.now()
		for _, a := range list {
			failures, last, err := s.failures(ctx, tx, a)
			if err != nil {
				return err
			}
			if left := last.Add(a.wait(failures)).Sub(now); left > 0 {
				return &Slow{Wait: left}
			}
			if err := do(ctx, tx, "set_attempt", a.key, failures+1, millis(now)); err != nil {
				return err
			}
		}
		return do(ctx, tx, "forget_attempts", millis(now.Add(-max(accountPace.forget, addressPace.forget))))
	})
}

func (s *Store) failures(ctx context.Context, tx *sql.Tx, a subject) (n int, last time.Time, err error) {
	var at int64
	err = tx.QueryRowContext(ctx, application.Account("attempt"), a.key).Scan(&n, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, last, nil
	}
	if err != nil {
		return 0, last, err
	}
	if last = time.UnixMilli(at); s.now().Sub(last) > a.forget {
		return 0, last, nil
	}
	return n, last, nil
}

// succeeded clears the counts of an attempt.
func (s *Store) succeeded(ctx context.Context, tx *sql.Tx, list []subject) error {
	for _, a := range list {
		if err := do(ctx, tx, "forget_attempt", a.key); err != nil {
			return err
		}
	}
	return nil
}

// takeBack uncounts an attempt that could not be judged.
func (s *Store) takeBack(ctx context.Context, list []subject) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		for _, a := range list {
			if err := do(ctx, tx, "take_back_attempt", a.key); err != nil {
				return err
			}
		}
		return nil
	})
}
