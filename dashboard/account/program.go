package account

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"luanphien/queries/application"
)

// Program is a token by which a program asks in a user's name, with the user's roles.
type Program struct {
	ID        int64
	Name      string
	CreatedAt time.Time
	UsedAt    time.Time // to the hour; zero = never
}

const (
	// programPrefix lets a token be found where it should not be, such as in a repository.
	programPrefix = "luanphien_"
	mostPrograms  = 20
	// usedTo is how exactly the last use of a token is kept.
	usedTo = time.Hour
)

// AddProgram makes a token for a program of the user's and gives it, once: only its SHA-256 is kept. vouched = it is made
// in a session in which the provider of identities has seen a second factor.
func (s *Store) AddProgram(ctx context.Context, u User, name string, vouched bool, by Actor) (token string, err error) {
	name = strings.TrimSpace(norm.NFC.String(name))
	if n := utf8.RuneCountInString(name); n == 0 || n > longestName {
		return "", Refuse("account.problem.program_name", "n", longestName)
	}
	if u.Demo {
		return "", Refuse("account.problem.demo_program")
	}
	have, err := s.Programs(ctx, u.ID)
	if err != nil {
		return "", err
	}
	if len(have) >= mostPrograms {
		return "", Refuse("account.problem.most_programs", "n", mostPrograms)
	}
	token = programPrefix + NewToken()
	hash := hashToken(token)
	return token, s.change(ctx, func(tx *sql.Tx) error {
		if err := do(ctx, tx, "add_program", u.ID, name, hash[:], millis(s.now()), vouched); err != nil {
			return err
		}
		return s.auditBy(ctx, tx, by, ActionProgramAdded, name, "")
	})
}

// Programs lists a user's tokens, the oldest first.
func (s *Store) Programs(ctx context.Context, user int64) ([]Program, error) {
	rows, err := s.db.QueryContext(ctx, application.Account("programs_of"), user)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []Program
	for rows.Next() {
		var p Program
		var created, used sql.NullInt64
		if err := rows.Scan(&p.ID, &p.Name, &created, &used); err != nil {
			return nil, err
		}
		p.CreatedAt, p.UsedAt = moment(created), moment(used)
		list = append(list, p)
	}
	return list, rows.Err()
}

// EndProgram revokes one of a user's tokens.
func (s *Store) EndProgram(ctx context.Context, user, id int64, by Actor) error {
	list, err := s.Programs(ctx, user)
	if err != nil {
		return err
	}
	err = s.change(ctx, func(tx *sql.Tx) error {
		for _, p := range list {
			if p.ID != id {
				continue
			}
			if err := do(ctx, tx, "end_program", id, user); err != nil {
				return err
			}
			return s.auditBy(ctx, tx, by, ActionProgramEnded, p.Name, "")
		}
		return Refuse("account.problem.program_revoked")
	})
	s.forget()
	return err
}

// ProgramSession is who asks by a program's token, or ErrNoSession. It waits for a second factor that the roles demand, as
// its person does. login is the name that came with it, "" where none did.
func (s *Store) ProgramSession(ctx context.Context, login, token string) (*Session, error) {
	if !strings.HasPrefix(token, programPrefix) {
		return nil, ErrNoSession
	}
	session, err := s.lookedUp(ctx, token, s.lookProgram)
	if err == nil && login != "" && foldLogin(login) != session.Login {
		err = ErrNoSession
	}
	if err != nil {
		return nil, err
	}
	return session, nil
}

func (s *Store) lookProgram(ctx context.Context, hash tokenHash, now time.Time) (*Session, error) {
	var session Session
	var id int64
	var used sql.NullInt64
	err := s.db.QueryRowContext(ctx, application.Account("program"), hash[:]).
		Scan(&id, &used, &session.UserID, &session.Login, &session.Name, &session.Roles, &session.Stations, &session.Program, &session.MustEnrol)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNoSession
	}
	if err != nil {
		return nil, err
	}
	if hour := now.Truncate(usedTo); !moment(used).Equal(hour) {
		// As with sessions, an answer is worth more than the note of it.
		_ = s.change(ctx, func(tx *sql.Tx) error { return do(ctx, tx, "use_program", millis(hour), id) })
	}
	return &session, nil
}
