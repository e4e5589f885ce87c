package dashboard

import (
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"luanphien/dashboard/account"
	"luanphien/dashboard/followup"
)

// Who asks in tests: people of each role, signed in without the detour of a password.

// accountsIn opens a store of accounts that ends with the test.
func accountsIn(t testing.TB, dir string) *account.Store {
	t.Helper()
	s, err := account.Open(filepath.Join(dir, "accounts.sqlite"), account.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// followUpsIn opens a store of follow-ups that ends with the test.
func followUpsIn(t testing.TB, dir string) *followup.Store {
	t.Helper()
	s, err := followup.Open(filepath.Join(dir, "followups.sqlite"), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// signing is held while it is looked whether somebody is there already: tests share servers.
var signing sync.Mutex

// signIn starts a session of a person with those roles, who is added where missing, and gives its token.
func signIn(t testing.TB, s *account.Store, roles account.Roles) string {
	signing.Lock()
	defer signing.Unlock()
	t.Helper()
	login := "test-" + strings.NewReplacer(",", "-", "_", ".").Replace(roles.String())
	login = login[:min(len(login), 64)]
	u, err := s.User(t.Context(), login)
	if err != nil {
		u, err = s.AddUser(t.Context(), account.NewUser{Login: login, Name: "Người thử", Roles: roles}, account.Actor{})
	}
	if err != nil {
		t.Fatal(err)
	}
	token, err := s.Start(t.Context(), u, account.Entrance{})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// person is the same server, asked by somebody new.
func (s *site) person(who account.NewUser) *site {
	s.t.Helper()
	u, err := s.accounts.AddUser(s.t.Context(), who, account.Actor{})
	if err != nil {
		s.t.Fatal(err)
	}
	token, err := s.accounts.Start(s.t.Context(), u, account.Entrance{})
	if err != nil {
		s.t.Fatal(err)
	}
	return &site{Server: s.Server, t: s.t, cookie: s.guard.SessionCookie() + "=" + token}
}

// as is the same server, asked by a person with other roles; 0 = by nobody.
func (s *site) as(roles account.Roles) *site {
	other := &site{Server: s.Server, t: s.t}
	if roles != 0 {
		other.cookie = s.guard.SessionCookie() + "=" + signIn(s.t, s.accounts, roles)
	}
	return other
}

// cookies are those of the servers that tests started, by host: who asks them is a director.
var cookies sync.Map

func cookieFor(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	cookie, _ := cookies.Load(u.Host)
	text, _ := cookie.(string)
	return text
}
