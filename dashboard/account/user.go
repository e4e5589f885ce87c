package account

import (
	"context"
	"database/sql"
	"errors"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"luanphien/queries/application"
)

// User is a person, or an account of the demo.
type User struct {
	ID         int64
	Login      string
	Name       string
	Roles      Roles
	Stations   string // codes of those that the user works for, with commas between; "" = all
	Demo       bool
	DisabledAt time.Time // zero = enabled
	CreatedAt  time.Time
	SignedInAt time.Time // zero = never
	Ready      bool      // has a password
}

// Disabled tells whether the user may not sign in.
func (u User) Disabled() bool { return !u.DisabledAt.IsZero() }

// NewUser is a user to be added. Without a password nobody can sign in until a one-time link sets one.
type NewUser struct {
	Login    string
	Name     string
	Roles    Roles
	Stations string // codes, with commas or blanks between; "" = all
	Password string
	demo     bool
}

var loginForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._@-]{1,63}$`)

const longestName = 100 // characters

// foldLogin is the form in which a log-in name is kept and looked up.
func foldLogin(login string) string { return strings.ToLower(strings.TrimSpace(login)) }

func (n *NewUser) check() error {
	n.Login, n.Name = foldLogin(n.Login), strings.TrimSpace(norm.NFC.String(n.Name))
	if !loginForm.MatchString(n.Login) {
		return Refuse("account.problem.login_form")
	}
	if utf8.RuneCountInString(n.Name) > longestName {
		return Refuse("account.problem.name_long", "n", longestName)
	}
	if n.Roles == 0 {
		_, err := ParseRoles("")
		return err
	}
	n.Stations = foldStations(n.Stations)
	if err := checkArea(n.Roles, n.Stations); err != nil {
		return err
	}
	if n.Password == "" {
		return nil
	}
	return checkPassword(n.Login, n.Name, n.Password)
}

// AddUser adds a user.
func (s *Store) AddUser(ctx context.Context, n NewUser, by Actor) (User, error) {
	if err := n.check(); err != nil {
		return User{}, err
	}
	hash, err := hashOf(ctx, n.Password)
	if err != nil {
		return User{}, err
	}
	err = s.change(ctx, func(tx *sql.Tx) error { return s.insert(ctx, tx, n, hash, by) })
	if err != nil {
		return User{}, err
	}
	return s.User(ctx, n.Login)
}

func hashOf(ctx context.Context, password string) (string, error) {
	if password == "" {
		return "", nil
	}
	return hashPassword(ctx, password)
}

func (s *Store) insert(ctx context.Context, tx *sql.Tx, n NewUser, hash string, by Actor) error {
	_, err := scanUser(tx.QueryRowContext(ctx, application.Account("user"), n.Login))
	if err == nil {
		return Refuse("account.problem.login_taken", "login", n.Login)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if err := do(ctx, tx, "add_user", n.Login, n.Name, hash, n.Roles, n.demo, n.Stations, millis(s.now())); err != nil {
		return err
	}
	return s.auditBy(ctx, tx, by, ActionUserAdded, n.Login, withStations(n.Roles.String(), n.Stations))
}

func scanUser(row interface{ Scan(...any) error }) (User, error) {
	var u User
	var disabled, created, signedIn sql.NullInt64
	err := row.Scan(&u.ID, &u.Login, &u.Name, &u.Roles, &u.Demo, &disabled, &created, &signedIn, &u.Ready, &u.Stations)
	u.DisabledAt, u.CreatedAt, u.SignedInAt = moment(disabled), moment(created), moment(signedIn)
	return u, err
}

// Users lists all users by log-in name.
func (s *Store) Users(ctx context.Context) ([]User, error) {
	rows, err := s.db.QueryContext(ctx, application.Account("users"))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []User
	for rows.Next() {
		u, err := scanUser(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, u)
	}
	return list, rows.Err()
}

func (s *Store) find(ctx context.Context, statement string, key any) (User, error) {
	u, err := scanUser(s.db.QueryRowContext(ctx, application.Account(statement), key))
	if errors.Is(err, sql.ErrNoRows) {
		return u, Refuse("account.problem.no_user_of", "key", key)
	}
	return u, err
}

// User finds a user by log-in name.
func (s *Store) User(ctx context.Context, login string) (User, error) {
	return s.find(ctx, "user", foldLogin(login))
}

// UserByID finds a user by number.
func (s *Store) UserByID(ctx context.Context, id int64) (User, error) {
	return s.find(ctx, "user_by_id", id)
}

// HasUsers tells whether there is a user who is not of the demo.
func (s *Store) HasUsers(ctx context.Context) (bool, error) {
	var n int
	err := s.db.QueryRowContext(ctx, application.Account("count_users")).Scan(&n)
	return n > 0, err
}

// SetRoles gives a user other roles.
func (s *Store) SetRoles(ctx context.Context, u User, roles Roles, by Actor) error {
	if roles == 0 {
		_, err := ParseRoles("")
		return err
	}
	if err := checkArea(roles, u.Stations); err != nil {
		return err
	}
	return s.changeUser(ctx, u, func(tx *sql.Tx) error {
		if err := do(ctx, tx, "set_roles", roles, u.ID); err != nil {
			return err
		}
		return s.auditBy(ctx, tx, by, ActionUserRoles, u.Login, u.Roles.String()+" → "+roles.String())
	})
}

// Disable shuts a user out at once: the sessions and one-time links end.
func (s *Store) Disable(ctx context.Context, u User, by Actor) error {
	return s.changeUser(ctx, u, func(tx *sql.Tx) error {
		if err := do(ctx, tx, "set_disabled", millis(s.now()), u.ID); err != nil {
			return err
		}
		if err := s.shutOut(ctx, tx, u.ID); err != nil {
			return err
		}
		return s.auditBy(ctx, tx, by, ActionUserDisabled, u.Login, "")
	})
}

// Enable lets a disabled user sign in again.
func (s *Store) Enable(ctx context.Context, u User, by Actor) error {
	return s.changeUser(ctx, u, func(tx *sql.Tx) error {
		if err := do(ctx, tx, "set_disabled", nil, u.ID); err != nil {
			return err
		}
		return s.auditBy(ctx, tx, by, ActionUserEnabled, u.Login, "")
	})
}

// SetPassword gives a user another password and ends the sessions and links.
func (s *Store) SetPassword(ctx context.Context, u User, password string, by Actor) error {
	if u.Demo {
		return errDemoPassword
	}
	if err := checkPassword(u.Login, u.Name, password); err != nil {
		return err
	}
	hash, err := hashPassword(ctx, password)
	if err != nil {
		return err
	}
	return s.changeUser(ctx, u, func(tx *sql.Tx) error { return s.newPassword(ctx, tx, u, hash, by) })
}

func (s *Store) newPassword(ctx context.Context, tx *sql.Tx, u User, hash string, by Actor) error {
	if err := do(ctx, tx, "set_password", hash, u.ID); err != nil {
		return err
	}
	if err := s.shutOut(ctx, tx, u.ID); err != nil {
		return err
	}
	return s.auditBy(ctx, tx, by, ActionPasswordSet, u.Login, "")
}

func (s *Store) shutOut(ctx context.Context, tx *sql.Tx, id int64) error {
	if err := do(ctx, tx, "end_sessions_of", id); err != nil {
		return err
	}
	for _, statement := range []string{"end_devices_of", "end_halfway_of", "end_programs_of"} {
		if err := do(ctx, tx, statement, id); err != nil {
			return err
		}
	}
	return do(ctx, tx, "end_links_of", id)
}

// changeUser makes a change after which there must still be an administrator who may sign in, if there was one: nobody
// may lock everybody out.
func (s *Store) changeUser(ctx context.Context, u User, f func(*sql.Tx) error) error {
	err := s.change(ctx, func(tx *sql.Tx) error {
		before, err := administrators(ctx, tx, u.Demo)
		if err != nil {
			return err
		}
		if err := f(tx); err != nil {
			return err
		}
		after, err := administrators(ctx, tx, u.Demo)
		if err == nil && before > 0 && after == 0 {
			return Refuse("account.problem.last_administrator")
		}
		return err
	})
	s.forget()
	return err
}

func administrators(ctx context.Context, tx *sql.Tx, demo bool) (n int, err error) {
	err = tx.QueryRowContext(ctx, application.Account("count_holders"), demo, Administrator).Scan(&n)
	return n, err
}
