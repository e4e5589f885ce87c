package account

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// clock stands still until it is moved.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

const secret = "ba con mèo ngồi học bài"

func open(t *testing.T, path string) (*Store, *clock) {
	t.Helper()
	c := &clock{at: time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)}
	s, err := Open(path, Options{Idle: time.Hour, Limit: 10 * time.Hour, Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, c
}

func fresh(t *testing.T) (*Store, *clock) {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "new", "accounts.sqlite"))
}

func add(t *testing.T, s *Store, login string, roles Roles) User {
	t.Helper()
	u, err := s.AddUser(t.Context(), NewUser{Login: login, Name: "Người thử", Roles: roles, Password: secret}, Actor{})
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func signIn(t *testing.T, s *Store, login, password string) (string, error) {
	t.Helper()
	return s.SignIn(t.Context(), Attempt{Login: login, Password: password, Address: "10.0.0.1"})
}

func mustSignIn(t *testing.T, s *Store, login string) string {
	t.Helper()
	token, err := signIn(t, s, login, secret)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func ended(t *testing.T, s *Store, token string) bool {
	t.Helper()
	_, err := s.Session(t.Context(), token)
	if err != nil && !errors.Is(err, ErrNoSession) {
		t.Fatal(err)
	}
	return err != nil
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestRoles(t *testing.T) {
	set, err := ParseRoles("analyst, press_officer", "director")
	if err != nil || set != Analyst|PressOfficer|Director || set.String() != "director,analyst,press_officer" {
		t.Error(set, err)
	}
	for _, text := range []string{"", " , ", "king", "director,king"} {
		var r *Refusal
		if _, err := ParseRoles(text); !errors.As(err, &r) || !strings.Contains(r.VI, "data_officer") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// The file holds neither a password nor a token, is for its owner only, and names argon2id with its parameters.
func TestNothingSecretIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "accounts.sqlite")
	s, _ := open(t, path)
	u := add(t, s, "an", Director)
	session := mustSignIn(t, s, "an")
	link, err := s.Invite(t.Context(), u)
	must(t, err)
	must(t, s.Close())
	b, err := os.ReadFile(path)
	must(t, err)
	for _, text := range []string{secret, session, link} {
		if bytes.Contains(b, []byte(text)) {
			t.Errorf("the file holds %q", text)
		}
	}
	if !bytes.Contains(b, []byte("$argon2id$v=19$m=47104,t=1,p=1$")) {
		t.Error("no argon2id string with its parameters")
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}
}

func TestPasswords(t *testing.T) {
	for password, good := range map[string]bool{
		"mười một kt": false, "đủ mười hai!": true, "aaaaaaaaaaaaaaaa": false, "nguyenvanan1": false, "correct horse battery": true,
		strings.Repeat("dài ", 400): false,
	} {
		if err := checkPassword("nguyenvanan", "", password); (err == nil) != good {
			t.Errorf("%q: %v", password, err)
		}
	}
	// The same letters composed and decomposed are one password.
	hash, err := hashPassword(t.Context(), "m\u1eadt kh\u1ea9u c\u1ee7a t\u00f4i")
	must(t, err)
	if ok, outdated, err := verify(t.Context(), strangers, hash, "ma\u0323\u0302t kha\u0302\u0309u cu\u0309a to\u0302i"); !ok || outdated || err != nil {
		t.Error(ok, outdated, err)
	}
	if ok, _, err := verify(t.Context(), strangers, "", ""); ok || err != nil {
		t.Error("no password is as good as any", err)
	}
}

// A hash made at another cost is good, and made anew at the next log-in.
func TestOutdatedHashIsRenewed(t *testing.T) {
	s, _ := fresh(t)
	kept := hashCost
	hashCost = cost{memory: 8 << 10, time: 1, threads: 1}
	defer func() { hashCost = kept }()
	add(t, s, "an", Director)
	hashCost = kept
	for range 2 {
		mustSignIn(t, s, "an")
	}
	var hash string
	must(t, s.db.QueryRow("SELECT password FROM users").Scan(&hash))
	if c, _, _, err := parsePHC(hash); c != kept || err != nil {
		t.Errorf("still %+v (%v)", c, err)
	}
}

// An answer does not tell a wrong password from a name that does not exist, is disabled, or of the demo: same answer,
// and the password is hashed each time.
func TestFailuresAreAlike(t *testing.T) {
	s, c := fresh(t)
	add(t, s, "an", Director)
	must(t, s.Disable(t.Context(), add(t, s, "binh", Director), Actor{}))
	if _, err := s.AddUser(t.Context(), NewUser{Login: "moi", Roles: Director}, Actor{}); err != nil {
		t.Fatal(err)
	}
	demo, err := s.DemoUsers(t.Context())
	if err != nil || len(demo) != len(All)-1 { // a commune has none
		t.Fatal(demo, err)
	}
	took := map[string]uint64{} // bytes: a hash needs its memory, on a busy machine as on a quiet one
	for _, login := range []string{"an", "binh", "moi", "khong.co", demo[0].Login} {
		password := secret
		if login == "an" {
			password = "sai hoàn toàn rồi"
		}
		if login == demo[0].Login {
			password = DemoPassword
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := signIn(t, s, login, password)
		runtime.ReadMemStats(&after)
		took[login] = after.TotalAlloc - before.TotalAlloc
		if !errors.Is(err, ErrWrong) {
			t.Errorf("%s: %v", login, err)
		}
		c.move(time.Second)
	}
	for login, bytes := range took {
		if hash := uint64(hashCost.memory) << 10; bytes < hash || bytes > 2*hash {
			t.Errorf("%s is answered with %d bytes, a hash takes %d", login, bytes, hash)
		}
	}
	if _, err := s.SignIn(t.Context(), Attempt{Login: demo[0].Login, Password: DemoPassword, Demo: true}); err != nil {
		t.Error("the demo's account cannot sign in to the demo:", err)
	}
}

func TestSessionEnds(t *testing.T) {
	s, c := fresh(t)
	add(t, s, "an", Director|Analyst)
	token := mustSignIn(t, s, " AN ")
	session, err := s.Session(t.Context(), token)
	if err != nil || session.Login != "an" || session.Roles != Director|Analyst {
		t.Fatal(session, err)
	}
	for range 10 { // in use, it lives on …
		c.move(55 * time.Minute)
		if ended(t, s, token) {
			t.Fatal("a session in use ended at", c.now())
		}
	}
	c.move(55 * time.Minute) // … until its limit
	if !ended(t, s, token) {
		t.Error("the session has no limit")
	}
	token = mustSignIn(t, s, "an")
	c.move(61 * time.Minute)
	if !ended(t, s, token) {
		t.Error("an idle session did not end")
	}
	token = mustSignIn(t, s, "an")
	must(t, s.SignOut(t.Context(), token, ""))
	if !ended(t, s, token) || !ended(t, s, "") || !ended(t, s, "invented") {
		t.Error("a session after log-out")
	}
}

func TestLogInRenewsTheSession(t *testing.T) {
	s, c := fresh(t)
	add(t, s, "an", Director)
	old := mustSignIn(t, s, "an")
	token, err := s.SignIn(t.Context(), Attempt{Login: "an", Password: secret, Replaces: old})
	must(t, err)
	c.move(trusted)
	if token == old || !ended(t, s, old) || ended(t, s, token) {
		t.Error("the old session lives on, or the new one does not")
	}
}

func TestShuttingOutEndsSessions(t *testing.T) {
	s, _ := fresh(t)
	an := add(t, s, "an", Director)
	ways := map[string]func(context.Context) error{
		"disable":  func(ctx context.Context) error { return s.Disable(ctx, an, Actor{}) },
		"reset":    func(ctx context.Context) error { _, err := s.Reset(ctx, an, Actor{}); return err },
		"password": func(ctx context.Context) error { return s.SetPassword(ctx, an, secret+"!", Actor{}) },
	}
	for name, way := range ways {
		must(t, s.SetPassword(t.Context(), an, secret, Actor{}))
		token := mustSignIn(t, s, "an")
		if ended(t, s, token) { // remembered from here on
			t.Fatal("ended at once")
		}
		must(t, way(t.Context()))
		if !ended(t, s, token) {
			t.Errorf("the session outlives: %s", name)
		}
		if _, err := signIn(t, s, "an", secret); !errors.Is(err, ErrWrong) {
			t.Errorf("after %s the old password answers %v", name, err)
		}
		must(t, s.Enable(t.Context(), an, Actor{}))
	}
}

// What another process does takes effect within the time that a session is trusted.
func TestOtherProcessEndsASession(t *testing.T) {
	path := filepath.Join(t.TempDir(), "accounts.sqlite")
	s, c := open(t, path)
	other, _ := open(t, path)
	an := add(t, s, "an", Director)
	token := mustSignIn(t, s, "an")
	if ended(t, s, token) {
		t.Fatal("ended at once")
	}
	must(t, other.Disable(t.Context(), an, Actor{}))
	c.move(trusted)
	if !ended(t, s, token) {
		t.Error("the session lives on")
	}
}

func TestFailedLogInsSlowDown(t *testing.T) {
	path := filepath.Join(t.TempDir(), "accounts.sqlite")
	s, c := open(t, path)
	add(t, s, "an", Director)
	for _, login := range []string{"an", "khong.co"} { // whether it exists or not
		for range accountPace.free {
			if _, err := signIn(t, s, login, "sai mật khẩu"); !errors.Is(err, ErrWrong) {
				t.Fatal(err)
			}
		}
		var slow *Slow
		if _, err := signIn(t, s, login, secret); !errors.As(err, &slow) || slow.Wait <= 0 || slow.Wait > time.Second {
			t.Errorf("%s: %v", login, err)
		}
		must(t, s.Close()) // it is kept
		s, c = open(t, path)
		if _, err := signIn(t, s, login, secret); !errors.As(err, &slow) {
			t.Errorf("%s: forgotten: %v", login, err)
		}
	}
	c.move(2 * time.Second)
	mustSignIn(t, s, "an")
	if _, err := signIn(t, s, "an", "sai mật khẩu"); !errors.Is(err, ErrWrong) {
		t.Error("a log-in does not clear the account's failures:", err)
	}
	if w := accountPace.wait(1000); w != time.Minute {
		t.Error("an account waits", w)
	}
	if w := addressPace.wait(1000); w != 15*time.Minute {
		t.Error("an address waits", w)
	}
}

// Many at once do not outrun the count.
func TestParallelGuessesAreCounted(t *testing.T) {
	s, _ := fresh(t)
	add(t, s, "an", Director)
	var wrong, slow int
	var mu sync.Mutex
	var wait sync.WaitGroup
	for range 30 {
		wait.Go(func() {
			_, err := s.SignIn(t.Context(), Attempt{Login: "an", Password: "sai mật khẩu", Address: "10.0.0.1"})
			var s *Slow
			mu.Lock()
			defer mu.Unlock()
			switch {
			case errors.Is(err, ErrWrong):
				wrong++
			case errors.As(err, &s):
				slow++
			default:
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if wrong != accountPace.free || slow != 30-wrong {
		t.Errorf("%d judged, %d slowed down", wrong, slow)
	}
}
