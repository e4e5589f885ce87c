package account

import (
	"sync"
	"testing"
)

// Two administrators who take each other's role or disable each other at one moment leave one; none works for an area, and who manages a commune does.
func TestTheLastAdministratorStaysAtOnce(t *testing.T) {
	s, _ := fresh(t)
	an, binh := add(t, s, "an", Administrator), add(t, s, "binh", Administrator)
	for name, do := range map[string]func(User) error{
		"role":    func(u User) error { return s.SetRoles(t.Context(), u, Director, Actor{}) },
		"disable": func(u User) error { return s.Disable(t.Context(), u, Actor{}) },
	} {
		var together sync.WaitGroup
		var errs [2]error
		for i, u := range []User{an, binh} {
			together.Go(func() { errs[i] = do(u) })
		}
		together.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("%s: %v, %v", name, errs[0], errs[1])
		}
		for _, u := range []User{an, binh} {
			must(t, s.Enable(t.Context(), u, Actor{}))
			must(t, s.SetRoles(t.Context(), u, Administrator, Actor{}))
		}
	}
	if err := s.SetStations(t.Context(), an, "T1", Actor{}); err == nil {
		t.Error("an administrator of an area")
	}
	if _, err := s.AddUser(t.Context(), NewUser{Login: "chi", Roles: CommuneManager}, Actor{}); err == nil {
		t.Error("a commune manager of no commune")
	}
}
