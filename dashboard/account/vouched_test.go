package account

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// The provider's person is one user for good; who is unknown, disabled or another person is refused alike.
func TestVouched(t *testing.T) {
	s, _ := fresh(t)
	u := add(t, s, "an@syt.vn", Analyst)
	root := add(t, s, "root", Administrator)
	for i, c := range []struct{ login, subject string }{{"An@syt.vn", "s1"}, {"an@syt.vn", "s1"}, {"an@syt.vn", "s2"}, {"la@syt.vn", "s3"}} {
		got, err := s.Vouched(t.Context(), c.login, "https://id", c.subject, "")
		if i < 2 && (err != nil || got.ID != u.ID || got.Roles != Analyst) || i >= 2 && !errors.Is(err, ErrNotOurs) {
			t.Error(c, got, err)
		}
	}
	must(t, s.Disable(t.Context(), u, Actor{Login: root.Login}))
	if _, err := s.Vouched(t.Context(), "an@syt.vn", "https://id", "s1", ""); !errors.Is(err, ErrNotOurs) {
		t.Error(err)
	}
	if trail, err := s.Trail(t.Context(), Filter{Action: ActionSignInFailed, Outcome: Refused, Limit: 9}); err != nil || len(trail) != 3 {
		t.Error(trail, err)
	}
}

// An identity is one user's: another user's address does not let it in, and the trail says so.
func TestIdentityIsOneUsers(t *testing.T) {
	s, _ := fresh(t)
	an, root := add(t, s, "an@syt.vn", Analyst), add(t, s, "root@syt.vn", Administrator)
	if _, err := s.Vouched(t.Context(), an.Login, "https://id", "s1", ""); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := s.Vouched(t.Context(), root.Login, "https://id", "s1", ""); !errors.Is(err, ErrTiedElsewhere) {
			t.Error(err)
		}
	}
	if _, err := s.db.Exec("INSERT INTO identities VALUES (?, 'https://id', 's1')", root.ID); err == nil {
		t.Error("the file takes it")
	}
	if _, err := s.Vouched(t.Context(), root.Login, "https://id", "s2", ""); err != nil {
		t.Error(err)
	}
	if trail, err := s.Trail(t.Context(), Filter{Action: ActionSignInFailed, Login: root.Login, Outcome: Refused, Limit: 9}); err != nil || len(trail) != 2 || !strings.Contains(trail[0].Detail, "identity of an@syt.vn") {
		t.Error(trail, err)
	}
}

// Who comes by a provider that shows nothing here has proved what was shown there, from when it was.
func TestSilentEntranceProvesNothingNew(t *testing.T) {
	s, c := fresh(t)
	u := add(t, s, "an", Analyst)
	for name, e := range map[string]struct {
		Entrance
		want bool
	}{
		"here":       {Entrance{}, true},
		"just there": {Entrance{Silent: true, Shown: c.now().Add(-time.Minute)}, true},
		"long ago":   {Entrance{Silent: true, Shown: c.now().Add(-5 * time.Hour)}, false},
		"not said":   {Entrance{Silent: true}, false},
	} {
		token, err := s.Start(t.Context(), u, e.Entrance)
		must(t, err)
		session, err := s.Session(t.Context(), token)
		must(t, err)
		if s.Proven(session) != e.want {
			t.Error(name, session.Proved)
		}
	}
}
