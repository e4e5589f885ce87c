// Package followup keeps what people do about what the dashboard shows: an item of the attention list is taken by a
// person or given to one, due on a day, noted on and closed with a reason, and ends by itself when its cause does; a
// station's week carries a remark. It outlives editions, and nothing in it
// is ever changed or removed.
package followup

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"luanphien/dashboard/account"
	"luanphien/queries/application"
	"luanphien/queries/sqlite"
)

// Action is what was done to an item.
type Action string

// The actions.
const (
	Take    Action = "take"    // somebody sees to it
	Assign  Action = "assign"  // somebody is to see to it
	Release Action = "release" // and no longer does; anybody may say so of a colleague who is away
	Due     Action = "due"     // the day until which it is to be done, or that there is none
	Note    Action = "note"
	Close   Action = "close" // with a reason
	Reopen  Action = "reopen"

	// What the program notes by itself: the cause ended, and came back.
	End   Action = "end"
	Arise Action = "arise"
)

// Longest is the length of a note, a reason or a remark, in characters.
const Longest = 500

// Event is one thing done to an item.
type Event struct {
	At     time.Time
	Login  string // who; "" = the program
	Action Action
	About  string // Assign: the log-in of who is to see to it; Due: the day, "" = none; End, Arise: the edition's number
	Text   string // the note, or why it was closed
}

// State is where an item stands. Its zero value is open and taken by nobody.
type State struct {
	TakenBy string // login; "" = nobody
	TakenAt time.Time
	GivenBy string    // login of who gave it; "" = it was taken
	Due     time.Time // date; zero = none
	Ended   time.Time // when the program saw that the cause had ended; zero = it has not
	Closed  bool
	Reason  string // why it was closed
	By      string // who closed it
	At      time.Time
	Notes   int
}

// Followed tells whether anybody cares: the item was taken or given, is due, or something was noted on it.
func (s State) Followed() bool { return s.TakenBy != "" || !s.Due.IsZero() || s.Notes > 0 }

// Overdue tells whether the item should have been done before a day.
func (s State) Overdue(today time.Time) bool {
	return !s.Due.IsZero() && s.Due.Before(today) && !s.Closed && s.Ended.IsZero()
}

// Store is an open store. It may be used by many goroutines, and by several processes at once. A nil one holds nothing
// and takes nothing.
type Store struct {
	db  *sql.DB
	now func() time.Time

	mu      sync.Mutex
	version int64
	asked   time.Time // when the version was last read
}

// stale is how long a version that another process may have raised is believed.
const stale = time.Second

// Open opens the store's file, making it (readable by its owner only) where it is missing. A nil now is time.Now.
func Open(path string, now func() time.Time) (*Store, error) {
	db, err := sqlite.Open(path, sqlite.Full, application.FollowUp("schema"))
	if err != nil {
		return nil, err
	}
	if err := bringUp(db); err != nil {
		db.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if now == nil {
		now = time.Now
	}
	return &Store{db: db, now: now}, nil
}

// bringUp gives a store of an older release the table of this one, once.
func bringUp(db *sql.DB) error {
	tx, err := db.Begin() // and no other process comes between
	if err != nil {
		return err
	}
	defer tx.Rollback() // after Commit it does nothing
	var format int
	if err := tx.QueryRow(application.FollowUp("format")).Scan(&format); err != nil || format > 0 {
		return err
	}
	for _, step := range []string{"older", "schema", "from_older"} {
		if _, err := tx.Exec(application.FollowUp(step)); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Close closes the store.
func (s *Store) Close() error { return s.db.Close() }

// Version rises with whatever is written, by this process at once, by another within a second. What is rendered from
// the store is worth keeping as long as it stands.
func (s *Store) Version(ctx context.Context) (int64, error) {
	if s == nil {
		return 0, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if time.Since(s.asked) < stale {
		return s.version, nil
	}
	var v int64
	if err := s.db.QueryRowContext(ctx, application.FollowUp("version")).Scan(&v); err != nil {
		return 0, fmt.Errorf("version of the follow-ups: %w", err)
	}
	s.version, s.asked = v, time.Now()
	return v, nil
}

func (s *Store) changed() {
	s.mu.Lock()
	s.asked = time.Time{}
	s.mu.Unlock()
}

// errNone is the refusal of a store that is not there.
var errNone = account.Refuse("follow.problem.closed_store")

// Add does something to an item, or several things at once. A note, a closing without a reason and an action that does not
// fit the item's state are refused, and nothing is done then.
func (s *Store) Add(ctx context.Context, item string, list ...Event) error {
	if s == nil {
		return errNone
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // after Commit it does nothing
	events, err := history(ctx, tx, item)
	if err != nil {
		return err
	}
	state := stateOf(events)
	for _, e := range list {
		text, err := clean(e.Text, e.Action == Note || e.Action == Close)
		if err != nil {
			return err
		}
		if err := fits(state, e); err != nil {
			return err
		}
		at := s.now()
		if _, err := tx.ExecContext(ctx, application.FollowUp("add"), item, at.UnixMilli(), e.Login, string(e.Action), e.About, text); err != nil {
			return fmt.Errorf("add a follow-up: %w", err)
		}
		e.At = at
		state.apply(e)
	}
	defer s.changed()
	return tx.Commit()
}

// fits refuses what somebody else's action has overtaken.
func fits(now State, e Event) error {
	switch {
	case e.Action == End && (!now.Ended.IsZero() || now.Closed) || e.Action == Arise && now.Ended.IsZero():
		return account.Refuse("follow.problem.noted")
	case e.Action == End || e.Action == Arise:
		return nil
	case e.Action == Reopen && !now.Closed:
		return account.Refuse("follow.problem.item_open")
	case e.Action != Reopen && now.Closed:
		return account.Refuse("follow.problem.item_closed")
	case e.Action == Take && now.TakenBy != "":
		return account.Refuse("follow.problem.taken")
	case e.Action == Release && now.TakenBy == "":
		return account.Refuse("follow.problem.not_taken")
	case e.Action == Assign && e.About == "":
		return account.Refuse("follow.problem.no_person_chosen")
	}
	if _, err := time.Parse(time.DateOnly, e.About); e.Action == Due && e.About != "" && err != nil {
		return account.Refuse("follow.problem.due_day")
	}
	return nil
}

// clean trims a text and checks its length.
func clean(text string, needed bool) (string, error) {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "\uFFFD")), " ")
	switch {
	case text == "" && needed:
		return "", account.Refuse("follow.problem.empty")
	case utf8.RuneCountInString(text) > Longest:
		return "", account.Refuse("follow.problem.too_long", "n", Longest)
	}
	return text, nil
}

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// History lists what was done to an item, oldest first.
func (s *Store) History(ctx context.Context, item string) ([]Event, error) {
	if s == nil {
		return nil, nil
	}
	return history(ctx, s.db, item)
}

func history(ctx context.Context, db querier, item string) ([]Event, error) {
	var list []Event
	err := each(ctx, db, "of_item", func(rows *sql.Rows) error {
		var e Event
		err := scanEvent(rows, &e)
		list = append(list, e)
		return err
	}, item)
	return list, err
}

// States are those of all items to which anything was done, by their keys.
func (s *Store) States(ctx context.Context) (map[string]State, error) {
	all := map[string]State{}
	if s == nil {
		return all, nil
	}
	err := each(ctx, s.db, "latest", func(rows *sql.Rows) error {
		var item string
		var e Event
		if err := scanEvent(rows, &e, &item); err != nil {
			return err
		}
		state := all[item]
		state.apply(e)
		all[item] = state
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = each(ctx, s.db, "counts", func(rows *sql.Rows) error {
		var item string
		var n int
		if err := rows.Scan(&item, &n); err != nil {
			return err
		}
		state := all[item]
		state.Notes = n
		all[item] = state
		return nil
	})
	return all, err
}

// StateOf is where an item stands after what was done to it.
func StateOf(events []Event) State { return stateOf(events) }

func stateOf(events []Event) State {
	var s State
	for _, e := range events {
		s.apply(e)
	}
	return s
}

func (s *State) apply(e Event) {
	switch e.Action {
	case Take:
		s.TakenBy, s.TakenAt, s.GivenBy = e.Login, e.At, ""
	case Assign:
		s.TakenBy, s.TakenAt, s.GivenBy = e.About, e.At, e.Login
	case Release:
		s.TakenBy, s.TakenAt, s.GivenBy = "", time.Time{}, ""
	case Due:
		s.Due, _ = time.Parse(time.DateOnly, e.About) // "" takes the day away
	case End:
		s.Ended = e.At
	case Arise:
		s.Ended = time.Time{}
	case Note:
		s.Notes++
	case Close:
		s.Closed, s.Reason, s.By, s.At = true, e.Text, e.Login, e.At
	case Reopen:
		s.Closed, s.Reason, s.By, s.At = false, "", "", time.Time{}
	}
}

func scanEvent(rows *sql.Rows, e *Event, before ...any) error {
	var at int64
	err := rows.Scan(append(before, &at, &e.Login, &e.Action, &e.About, &e.Text)...)
	e.At = time.UnixMilli(at)
	return err
}

// each runs a statement and hands over its rows.
func each(ctx context.Context, db querier, name string, row func(*sql.Rows) error, args ...any) error {
	rows, err := db.QueryContext(ctx, application.FollowUp(name), args...)
	if err != nil {
		return fmt.Errorf("follow-ups, %s: %w", name, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return fmt.Errorf("follow-ups, %s: %w", name, err)
		}
	}
	return rows.Err()
}
