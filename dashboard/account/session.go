package account

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"luanphien/queries/application"
)

// ErrWrong is the one answer to a log-in that fails, whatever was wrong with it.
var ErrWrong = Refuse("account.problem.wrong_login")

// ErrNoSession says that a token belongs to no session, or to one that has ended.
var ErrNoSession = errors.New("no such session")

// Session is a user who is signed in, or a program that asks in a user's name.
type Session struct {
	UserID    int64
	Login     string
	Name      string
	Roles     Roles
	Demo      bool
	Stations  string // codes of those that the user works for, with commas between; "" = all
	Since     time.Time
	Proved    time.Time // when the user last showed a password or a code
	Factor    bool      // has a second factor
	Vouched   bool      // the provider of identities has seen a second factor
	MustEnrol bool      // needs a second factor, which the roles demand, before anything else
	Program   string    // name of the program that asks; "" = the user
	IDToken   string    // of the provider of identities; "" = the user came by password
}

// Attempt is a log-in.
type Attempt struct {
	Login    string
	Password string
	Address  string
	Demo     bool   // accounts of the demo may sign in
	Device   string // token of RememberDevice, if any
	Agent    string // what the browser calls itself
	Replaces string // token of the session that it takes the place of, if any
}

// SignIn judges a log-in and starts a session. It fails with ErrWrong, a Slow or ErrBusy; with a NeedsCode where the
// password was right and the user has a second factor.
func (s *Store) SignIn(ctx context.Context, a Attempt) (token string, err error) {
	a.Login = foldLogin(a.Login)
	list, lane := subjects(a.Login, a.Address), strangers
	if known, err := s.KnowsDevice(ctx, a.Login, a.Device); err != nil {
		return "", err
	} else if known {
		list, lane = []subject{device(a.Device)}, acquainted
	}
	if err := s.reserve(ctx, list); err != nil {
		return "", err
	}
	var id int64
	var hash string
	var demo, enabled bool
	err = s.db.QueryRowContext(ctx, application.Account("password"), a.Login).Scan(&id, &hash, &demo, &enabled)
	known := err == nil
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", err
	}
	ok, outdated, err := verify(ctx, lane, hash, a.Password)
	if errors.Is(err, ErrBusy) {
		return "", errors.Join(err, s.takeBack(ctx, list))
	}
	if err != nil {
		return "", err
	}
	if !ok || !enabled || demo && !a.Demo {
		return "", s.failed(ctx, a, known)
	}
	fresh := ""
	if outdated {
		if fresh, err = hashPassword(ctx, a.Password); err != nil {
			return "", err
		}
	}
	err = s.change(ctx, func(tx *sql.Tx) error {
		if err := s.succeeded(ctx, tx, list); err != nil {
			return err
		}
		if fresh != "" {
			if err := do(ctx, tx, "set_password", fresh, id); err != nil {
				return err
			}
		}
		token, err = s.enter(ctx, tx, id, a)
		return err
	})
	var half *NeedsCode
	if err == nil && token == "" {
		half, err = s.goHalfway(ctx, id, "")
		if err == nil {
			err = half
		}
	}
	return token, err
}

// enter begins a session, unless the user has a second factor to show first.
func (s *Store) enter(ctx context.Context, tx *sql.Tx, id int64, a Attempt) (token string, err error) {
	f, err := s.factorOf(ctx, tx, id)
	if err != nil || f.confirmed {
		return "", err
	}
	if err := s.endSession(ctx, tx, a.Replaces); err != nil {
		return "", err
	}
	return s.begin(ctx, tx, id, a.Login, Entrance{Address: a.Address, Agent: a.Agent})
}

// failed notes a failed log-in. A name that no account has is left out: people type passwords there.
func (s *Store) failed(ctx context.Context, a Attempt, known bool) error {
	login := a.Login
	if !known {
		login = ""
	}
	if err := s.Audit(ctx, Entry{Login: login, Action: ActionSignInFailed, Address: a.Address}); err != nil {
		return err
	}
	return ErrWrong
}

// Entrance is how a user came in.
type Entrance struct {
	Address string
	Agent   string    // what the browser calls itself
	Vouched bool      // the provider of identities has seen a second factor
	IDToken string    // of the provider
	Silent  bool      // nothing was shown here: a proof counts from Shown on
	Shown   time.Time // when a password or a code was last shown to the provider; zero = it does not say
}

// Start begins a session for a user who has shown to be that user in another way than by a password.
func (s *Store) Start(ctx context.Context, u User, by Entrance) (token string, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		token, err = s.begin(ctx, tx, u.ID, u.Login, by)
		return err
	})
	return token, err
}

// longestAgent is as much as is kept of what a browser calls itself, in bytes.
const longestAgent = 300

func (s *Store) begin(ctx context.Context, tx *sql.Tx, id int64, login string, by Entrance) (string, error) {
	now := s.now()
	if err := do(ctx, tx, "forget_sessions", millis(now.Add(-s.limit)), millis(now.Add(-s.idle))); err != nil {
		return "", err
	}
	token := NewToken()
	hash := hashToken(token)
	proved := millis(now)
	if by.Silent {
		proved = max(millis(by.Shown), 0)
	}
	agent := strings.ToValidUTF8(by.Agent[:min(len(by.Agent), longestAgent)], "")
	if err := do(ctx, tx, "add_session", hash[:], id, millis(now), millis(now), proved, by.Address, agent, by.Vouched, by.IDToken); err != nil {
		return "", err
	}
	if err := do(ctx, tx, "signed_in", millis(now), id); err != nil {
		return "", err
	}
	return token, s.audit(ctx, tx, Entry{Login: login, Action: ActionSignIn, Address: by.Address})
}

// SignOut ends a session.
func (s *Store) SignOut(ctx context.Context, token, address string) error {
	session, err := s.Session(ctx, token)
	if errors.Is(err, ErrNoSession) {
		return nil
	}
	if err != nil {
		return err
	}
	err = s.change(ctx, func(tx *sql.Tx) error {
		if err := s.endSession(ctx, tx, token); err != nil {
			return err
		}
		return s.audit(ctx, tx, Entry{Login: session.Login, Action: ActionSignOut, Address: address})
	})
	s.forget()
	return err
}

func (s *Store) endSession(ctx context.Context, tx *sql.Tx, token string) error {
	if token == "" {
		return nil
	}
	hash := hashToken(token)
	return do(ctx, tx, "end_session", hash[:])
}

// checked is a session as it was found a moment ago.
type checked struct {
	session *Session
	at      time.Time
}

const (
	// trusted is how long a session that was looked up is taken as it was, without asking the file again. What another
	// process ends (luanphien user disable) takes effect after that.
	trusted = 2 * time.Second
	// mostChecked bounds the sessions remembered.
	mostChecked = 10_000
	// noted is how exactly the last request of a session is written down.
	noted = time.Minute
)

// Session finds the session of a token, or ErrNoSession.
func (s *Store) Session(ctx context.Context, token string) (*Session, error) {
	if strings.HasPrefix(token, programPrefix) { // which no browser has
		return nil, ErrNoSession
	}
	return s.lookedUp(ctx, token, s.look)
}

// lookedUp looks a token's session up, unless that was done a moment ago.
func (s *Store) lookedUp(ctx context.Context, token string, look func(context.Context, tokenHash, time.Time) (*Session, error)) (*Session, error) {
	if token == "" {
		return nil, ErrNoSession
	}
	hash := hashToken(token)
	now := s.now()
	s.mu.RLock()
	c, ok := s.seen[hash]
	round := s.round
	s.mu.RUnlock()
	if age := now.Sub(c.at); ok && age >= 0 && age < trusted {
		return c.session, nil
	}
	session, err := look(ctx, hash, now)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		delete(s.seen, hash)
		return nil, err
	}
	if len(s.seen) >= mostChecked {
		clear(s.seen)
	}
	if round == s.round { // else it was looked up before something changed
		s.seen[hash] = checked{session, now}
	}
	return session, nil
}

func (s *Store) look(ctx context.Context, hash tokenHash, now time.Time) (*Session, error) {
	var session Session
	var since, last, proved int64
	err := s.db.QueryRowContext(ctx, application.Account("session"), hash[:]).
		Scan(&since, &last, &proved, &session.IDToken, &session.UserID, &session.Login, &session.Name, &session.Roles, &session.Demo, &session.Stations, &session.Vouched, &session.Factor, &session.MustEnrol)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNoSession
	}
	if err != nil {
		return nil, err
	}
	session.Since, session.Proved = time.UnixMilli(since), time.UnixMilli(proved)
	idle := now.Sub(time.UnixMilli(last))
	if idle > s.idle || now.Sub(session.Since) > s.limit {
		return nil, ErrNoSession
	}
	if idle > min(noted, s.idle/4) {
		// A page is worth more than the minute of its reading: where the file is busy, the next request notes it.
		_ = s.change(ctx, func(tx *sql.Tx) error { return do(ctx, tx, "touch_session", millis(now), hash[:]) })
	}
	return &session, nil
}

// forget looks every session up anew from now on.
func (s *Store) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.seen)
	s.round++
}

// ChangePassword gives a user another password, who must know the present one, and ends the sessions. Wrong ones slow
// down like failed log-ins.
func (s *Store) ChangePassword(ctx context.Context, id int64, old, password, address string) (User, error) {
	u, err := s.UserByID(ctx, id)
	if err != nil {
		return u, err
	}
	if err := checkPassword(u.Login, u.Name, password); err != nil {
		return u, err
	}
	list := []subject{{"session of " + u.Login, accountPace}} // nobody else's failures count
	if err := s.reserve(ctx, list); err != nil {
		return u, err
	}
	var hash string
	var unused bool
	if err := s.db.QueryRowContext(ctx, application.Account("password"), u.Login).Scan(&id, &hash, &unused, &unused); err != nil {
		return u, err
	}
	ok, _, err := verify(ctx, acquainted, hash, old)
	if err != nil {
		return u, err
	}
	if !ok {
		return u, s.failed(ctx, Attempt{Login: u.Login, Address: address}, true)
	}
	if err := s.SetPassword(ctx, u, password, Actor{Login: u.Login, Address: address}); err != nil {
		return u, err
	}
	return u, s.change(ctx, func(tx *sql.Tx) error { return s.succeeded(ctx, tx, list) })
}
