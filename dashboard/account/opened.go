package account

import (
	"context"
	"database/sql"
	"encoding/hex"
	"time"

	"luanphien/queries/application"
)

// OpenSession is one of a user's sessions, for the list of them.
type OpenSession struct {
	ID      string // by which it is ended; not its token
	Since   time.Time
	Seen    time.Time // to the minute
	Address string
	Agent   string // what the browser calls itself
	Own     bool   // the one that asks
}

// sessionID names a session without giving it away.
func sessionID(hash []byte) string { return hex.EncodeToString(hash[:8]) }

// Sessions lists a user's sessions that have not ended, the last used first. own is the token of the one that asks.
func (s *Store) Sessions(ctx context.Context, user int64, own string) ([]OpenSession, error) {
	now := s.now()
	rows, err := s.db.QueryContext(ctx, application.Account("sessions_of"), user, millis(now.Add(-s.limit)), millis(now.Add(-s.idle)))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	asking := hashToken(own)
	var list []OpenSession
	for rows.Next() {
		var o OpenSession
		var hash []byte
		var since, seen int64
		if err := rows.Scan(&hash, &since, &seen, &o.Address, &o.Agent); err != nil {
			return nil, err
		}
		o.ID, o.Since, o.Seen, o.Own = sessionID(hash), time.UnixMilli(since), time.UnixMilli(seen), string(hash) == string(asking[:])
		list = append(list, o)
	}
	return list, rows.Err()
}

// EndSessions ends one of a user's sessions by its ID, or with "" all but the one that asks.
func (s *Store) EndSessions(ctx context.Context, user int64, id, own string, by Actor) error {
	open, err := s.Sessions(ctx, user, own)
	if err != nil {
		return err
	}
	asking := hashToken(own)
	err = s.change(ctx, func(tx *sql.Tx) error {
		if id == "" {
			if err := do(ctx, tx, "end_other_sessions", user, asking[:]); err != nil {
				return err
			}
			return s.auditBy(ctx, tx, by, ActionSessionEnded, by.Login, "all others")
		}
		for _, o := range open {
			if o.ID != id {
				continue
			}
			ended, err := doing(ctx, tx, "end_session_named", user, id)
			if err != nil || !ended {
				return err
			}
			return s.auditBy(ctx, tx, by, ActionSessionEnded, by.Login, o.Address+" "+o.Agent)
		}
		return Refuse("account.problem.session_ended")
	})
	s.forget()
	return err
}
