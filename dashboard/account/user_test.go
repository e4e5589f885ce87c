package account

import (
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func refused(t *testing.T, err error, word string) {
	t.Helper()
	var r *Refusal
	if !errors.As(err, &r) || r.VI == "" || !strings.Contains(r.EN, word) {
		t.Errorf("want a refusal with %q, got %v", word, err)
	}
}

func TestUsersAreChecked(t *testing.T) {
	s, _ := fresh(t)
	add(t, s, "an", Director)
	for _, c := range []struct {
		n    NewUser
		word string
	}{
		{NewUser{Login: "An", Roles: Director}, "already"},
		{NewUser{Login: "có dấu", Roles: Director}, "log-in name"},
		{NewUser{Login: "x", Roles: Director}, "log-in name"},
		{NewUser{Login: "binh"}, "role"},
		{NewUser{Login: "binh", Roles: Director, Password: "ngắn"}, "12 characters"},
		{NewUser{Login: "binh", Roles: Director, Name: strings.Repeat("a", 101)}, "longer"},
	} {
		_, err := s.AddUser(t.Context(), c.n, Actor{})
		refused(t, err, c.word)
	}
	_, err := s.User(t.Context(), "binh")
	refused(t, err, "no user")
}

// Nobody may lock everybody out.
func TestTheLastAdministratorStays(t *testing.T) {
	s, _ := fresh(t)
	root := add(t, s, "root", Administrator)
	refused(t, s.Disable(t.Context(), root, Actor{}), "last administrator")
	refused(t, s.SetRoles(t.Context(), root, Director, Actor{}), "last administrator")
	if u, err := s.User(t.Context(), "root"); err != nil || u.Disabled() || u.Roles != Administrator {
		t.Error("a refused change was made:", u, err)
	}
	add(t, s, "second", Administrator|Director)
	must(t, s.Disable(t.Context(), root, Actor{}))
	if u, err := s.User(t.Context(), "root"); err != nil || !u.Disabled() {
		t.Error(u, err)
	}
}

func TestRolesTakeEffectAtOnce(t *testing.T) {
	s, _ := fresh(t)
	an := add(t, s, "an", Director)
	token := mustSignIn(t, s, "an")
	if _, err := s.Session(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	must(t, s.SetRoles(t.Context(), an, PressOfficer, Actor{}))
	if session, err := s.Session(t.Context(), token); err != nil || session.Roles != PressOfficer {
		t.Error(session, err)
	}
}

// The first administrator is made by a link that works once, for a day, and only while there is nobody.
func TestFirstLink(t *testing.T) {
	s, c := fresh(t)
	first := NewUser{Login: "root", Name: "Quản trị", Password: secret}
	old, err := s.FirstLink(t.Context())
	must(t, err)
	token, err := s.FirstLink(t.Context())
	must(t, err)
	for _, useless := range []string{"", "invented", old} {
		_, err := s.Redeem(t.Context(), useless, first, "")
		refused(t, err, "was used")
	}
	_, err = s.Redeem(t.Context(), token, NewUser{Login: "root", Password: "ngắn"}, "")
	refused(t, err, "12 characters") // and the link is still good
	c.move(LinkLife)
	_, err = s.Redeem(t.Context(), token, first, "")
	refused(t, err, "expired")
	token, err = s.FirstLink(t.Context())
	must(t, err)
	u, err := s.Redeem(t.Context(), token, first, "127.0.0.1")
	if err != nil || u.Login != "root" || u.Roles != Administrator || !u.Ready {
		t.Fatal(u, err)
	}
	_, err = s.Redeem(t.Context(), token, NewUser{Login: "evil", Password: secret}, "")
	refused(t, err, "was used")
	if again, err := s.FirstLink(t.Context()); again != "" || err != nil {
		t.Error("another first link:", again, err)
	}
	mustSignIn(t, s, "root")
}

func TestFirstLinkAtOnce(t *testing.T) {
	s, _ := fresh(t)
	token, err := s.FirstLink(t.Context())
	must(t, err)
	var wait sync.WaitGroup
	made := make(chan string, 4)
	for _, login := range []string{"an", "binh", "chi", "dung"} {
		wait.Go(func() {
			if u, err := s.Redeem(t.Context(), token, NewUser{Login: login, Password: secret}, ""); err == nil {
				made <- u.Login
			}
		})
	}
	wait.Wait()
	if len(made) != 1 {
		t.Errorf("%d administrators were made by one link", len(made))
	}
}

func TestResetLink(t *testing.T) {
	s, _ := fresh(t)
	an := add(t, s, "an", Director)
	token, err := s.Reset(t.Context(), an, Actor{Login: "root"})
	must(t, err)
	u, err := s.Linked(t.Context(), token)
	if err != nil || u == nil || u.Login != "an" {
		t.Fatal(u, err)
	}
	// Whoever holds the link sets a password: neither another log-in name nor other roles.
	got, err := s.Redeem(t.Context(), token, NewUser{Login: "evil", Roles: Administrator, Password: secret + " mới"}, "")
	if err != nil || got.Login != "an" || got.Roles != Director {
		t.Fatal(got, err)
	}
	if _, err := signIn(t, s, "an", secret+" mới"); err != nil {
		t.Error(err)
	}
	_, err = s.Linked(t.Context(), token)
	refused(t, err, "was used")

	token, err = s.Invite(t.Context(), an)
	must(t, err)
	must(t, s.Disable(t.Context(), an, Actor{}))
	_, err = s.Redeem(t.Context(), token, NewUser{Password: secret}, "")
	refused(t, err, "was used")
}

func TestAuditTrail(t *testing.T) {
	path := filepath.Join(t.TempDir(), "accounts.sqlite")
	s, c := open(t, path)
	root := Actor{Login: "root", Address: "10.0.0.2"}
	an, err := s.AddUser(t.Context(), NewUser{Login: "an", Roles: Director, Password: secret}, root)
	must(t, err)
	token := mustSignIn(t, s, "an")
	_, _ = signIn(t, s, "an", "sai mật khẩu")
	_, _ = signIn(t, s, "my password in the wrong field", "x")
	must(t, s.SignOut(t.Context(), token, "10.0.0.1"))
	must(t, s.SetRoles(t.Context(), an, Analyst, root))
	c.move(24 * time.Hour)
	must(t, s.Disable(t.Context(), an, root))
	must(t, s.Audit(t.Context(), Entry{Login: "an", Action: ActionDownload, Subject: "/figures/x.csv"}))

	all, err := s.Trail(t.Context(), Filter{Limit: 100})
	must(t, err)
	var actions []string
	for _, e := range all {
		actions = append(actions, e.Action)
		if strings.Contains(e.Login+e.Subject+e.Detail, "wrong field") {
			t.Error("what was typed into the wrong field is kept:", e)
		}
	}
	if got := strings.Join(actions, " "); got != "download user_disabled user_roles sign_out sign_in_failed sign_in_failed sign_in user_added" {
		t.Error(got)
	}
	if e := all[2]; e.Login != "root" || e.Subject != "an" || e.Detail != "director → analyst" || e.Address != "10.0.0.2" {
		t.Errorf("%+v", e)
	}
	for _, c := range []struct {
		f    Filter
		want int
	}{
		{Filter{Login: "root"}, 3}, {Filter{Action: ActionSignInFailed}, 2}, {Filter{Login: "an", Action: ActionSignIn}, 1},
		{Filter{From: c.now().Add(-time.Hour)}, 2}, {Filter{Until: c.now().Add(-time.Hour)}, 6}, {Filter{Before: all[1].ID}, 6},
	} {
		c.f.Limit = 100
		if list, err := s.Trail(t.Context(), c.f); err != nil || len(list) != c.want {
			t.Errorf("%+v: %d entries, want %d (%v)", c.f, len(list), c.want, err)
		}
	}
	for _, statement := range []string{"DELETE FROM audit", "UPDATE audit SET login = 'an'"} {
		if _, err := s.db.Exec(statement); err == nil {
			t.Errorf("%s is allowed", statement)
		}
	}
}

// The accounts of the demo come once, one a role, and leave people's accounts alone.
func TestDemoUsers(t *testing.T) {
	s, _ := fresh(t)
	mine := add(t, s, "lanhdao", Director)
	for range 2 {
		list, err := s.DemoUsers(t.Context())
		if err != nil || len(list) != len(demoUsers)-1 {
			t.Fatal(list, err)
		}
	}
	if u, err := s.User(t.Context(), "lanhdao"); err != nil || u.Demo || u.ID != mine.ID {
		t.Error(u, err)
	}
	if has, err := s.HasUsers(t.Context()); !has || err != nil {
		t.Error(has, err)
	}
}
