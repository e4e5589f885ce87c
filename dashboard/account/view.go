package account

import (
	"context"
	"database/sql"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"luanphien/queries/application"
)

// SavedView is a page with its choices that a user named. Nobody else sees it.
type SavedView struct {
	ID        int64
	Name      string
	Address   string // path and query, without the language
	Rolling   string // the period that goes on with the calendar, in place of the one in the address; "" = none
	CreatedAt time.Time
}

// mostViews bounds what one user may keep, longestAddress the characters of an address.
const (
	mostViews      = 60
	longestAddress = 2000
)

func viewName(name string) (string, error) {
	name = strings.Join(strings.Fields(norm.NFC.String(strings.ToValidUTF8(name, "\ufffd"))), " ")
	if n := utf8.RuneCountInString(name); n == 0 || n > longestName {
		return "", Refuse("account.problem.view_name", "n", longestName)
	}
	return name, nil
}

// AddView keeps a view of a user's; ID and moment are set here.
func (s *Store) AddView(ctx context.Context, user int64, v SavedView, by Actor) error {
	name, err := viewName(v.Name)
	if err != nil {
		return err
	}
	if utf8.RuneCountInString(v.Address) > longestAddress {
		return Refuse("account.problem.view_address")
	}
	return s.change(ctx, func(tx *sql.Tx) error {
		var have int
		if err := tx.QueryRowContext(ctx, application.Account("count_views"), user).Scan(&have); err != nil {
			return err
		}
		if have >= mostViews {
			return Refuse("account.problem.most_views", "n", mostViews)
		}
		if err := do(ctx, tx, "add_view", user, name, v.Address, v.Rolling, millis(s.now())); err != nil {
			return err
		}
		return s.auditBy(ctx, tx, by, ActionViewSaved, name, v.Address)
	})
}

// Views lists a user's saved views in the order in which they were saved.
func (s *Store) Views(ctx context.Context, user int64) ([]SavedView, error) {
	rows, err := s.db.QueryContext(ctx, application.Account("views_of"), user)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []SavedView
	for rows.Next() {
		var v SavedView
		var created int64
		if err := rows.Scan(&v.ID, &v.Name, &v.Address, &v.Rolling, &created); err != nil {
			return nil, err
		}
		v.CreatedAt = time.UnixMilli(created)
		list = append(list, v)
	}
	return list, rows.Err()
}

// ErrNoView is the refusal of a view that is not there, or is somebody else's.
var ErrNoView = Refuse("account.problem.no_view")

// View is one of a user's saved views.
func (s *Store) View(ctx context.Context, user, id int64) (SavedView, error) {
	list, err := s.Views(ctx, user)
	if err != nil {
		return SavedView{}, err
	}
	for _, v := range list {
		if v.ID == id {
			return v, nil
		}
	}
	return SavedView{}, ErrNoView
}

// RenameView gives one of a user's views another name.
func (s *Store) RenameView(ctx context.Context, user, id int64, name string, by Actor) error {
	name, err := viewName(name)
	if err != nil {
		return err
	}
	return s.changeView(ctx, by, ActionViewRenamed, name, "rename_view", name, id, user)
}

// EndView takes one of a user's views away.
func (s *Store) EndView(ctx context.Context, user, id int64, by Actor) error {
	v, err := s.View(ctx, user, id)
	if err != nil {
		return err
	}
	return s.changeView(ctx, by, ActionViewEnded, v.Name, "end_view", id, user)
}

func (s *Store) changeView(ctx context.Context, by Actor, action, name, statement string, args ...any) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		changed, err := doing(ctx, tx, statement, args...)
		if err != nil {
			return err
		}
		if !changed {
			return ErrNoView
		}
		return s.auditBy(ctx, tx, by, action, name, "")
	})
}
