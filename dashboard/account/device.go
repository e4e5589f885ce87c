package account

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"time"

	"luanphien/queries/application"
)

// DeviceLife is how long a browser is known to an account after its last log-in there.
const DeviceLife = 365 * 24 * time.Hour

// RememberDevice gives a token by which this browser is known to the account from now on: what others do to make its
// log-ins fail does not slow it down (OWASP, «Device cookies»). Only the token's SHA-256 is kept.
func (s *Store) RememberDevice(ctx context.Context, login string) (token string, err error) {
	token = NewToken()
	hash := hashToken(token)
	return token, s.change(ctx, func(tx *sql.Tx) error {
		now := s.now()
		if err := do(ctx, tx, "forget_devices", millis(now.Add(-DeviceLife))); err != nil {
			return err
		}
		return do(ctx, tx, "add_device", hash[:], foldLogin(login), millis(now))
	})
}

// KnowsDevice tells whether a token is that of a browser in which the account has logged in before.
func (s *Store) KnowsDevice(ctx context.Context, login, token string) (bool, error) {
	if token == "" {
		return false, nil
	}
	hash := hashToken(token)
	var since int64
	err := s.db.QueryRowContext(ctx, application.Account("device"), hash[:], foldLogin(login)).Scan(&since)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil && s.now().Sub(time.UnixMilli(since)) < DeviceLife, err
}

// device is under whose name the attempts of a known browser are counted: no one else's failures slow it down, nor its
// failures anybody else.
func device(token string) subject {
	hash := hashToken(token)
	return subject{"device " + hex.EncodeToString(hash[:]), accountPace}
}
