package followup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"luanphien/dashboard/account"
	"luanphien/queries/application"
)

// Remark is a sentence on a station's week, such as «đường sạt lở, không đi lại được».
type Remark struct {
	ID      int64
	At      time.Time
	Login   string // who
	Station string // code
	Monday  time.Time
	Text    string
}

// AddRemark keeps a remark; its ID and moment are set here.
func (s *Store) AddRemark(ctx context.Context, r Remark) error {
	if s == nil {
		return errNone
	}
	text, err := clean(r.Text, true)
	if err != nil {
		return err
	}
	if _, err := s.db.ExecContext(ctx, application.FollowUp("add_remark"), s.now().UnixMilli(), r.Login, r.Station, r.Monday.Format(time.DateOnly), text); err != nil {
		return fmt.Errorf("add a remark: %w", err)
	}
	s.changed()
	return nil
}

// Remarks lists the remarks that hold on the weeks that begin within the dates, of one station or, with "", of all:
// by week, station and moment.
func (s *Store) Remarks(ctx context.Context, from, to time.Time, station string) ([]Remark, error) {
	if s == nil {
		return nil, nil
	}
	var list []Remark
	err := each(ctx, s.db, "remarks", func(rows *sql.Rows) error {
		var r Remark
		var at int64
		var week string
		if err := rows.Scan(&r.ID, &at, &r.Login, &r.Station, &week, &r.Text); err != nil {
			return err
		}
		r.At = time.UnixMilli(at)
		var err error
		r.Monday, err = time.Parse(time.DateOnly, week)
		list = append(list, r)
		return err
	}, from.Format(time.DateOnly), to.Format(time.DateOnly), station)
	return list, err
}

// ErrNoRemark is the error for a remark that does not exist or was withdrawn before.
var ErrNoRemark = account.Refuse("follow.problem.no_remark")

// Withdraw takes a remark out of sight; it stays in the store. Only who wrote it may, unless anyones is set. It gives
// the remark. A remark of another station than that does not exist there.
func (s *Store) Withdraw(ctx context.Context, id int64, station, login string, anyones bool) (Remark, error) {
	r := Remark{ID: id}
	if s == nil {
		return r, errNone
	}
	var week string
	var gone bool
	err := s.db.QueryRowContext(ctx, application.FollowUp("remark"), id).Scan(&r.Login, &r.Station, &week, &r.Text, &gone)
	if errors.Is(err, sql.ErrNoRows) || err == nil && (gone || r.Station != station) {
		return r, ErrNoRemark
	}
	if err != nil {
		return r, fmt.Errorf("remark %d: %w", id, err)
	}
	if r.Monday, err = time.Parse(time.DateOnly, week); err != nil {
		return r, err
	}
	if r.Login != login && !anyones {
		return r, account.Refuse("follow.problem.not_own")
	}
	if _, err := s.db.ExecContext(ctx, application.FollowUp("withdraw"), id, s.now().UnixMilli(), login); err != nil {
		return r, fmt.Errorf("withdraw remark %d: %w", id, err)
	}
	s.changed()
	return r, nil
}
