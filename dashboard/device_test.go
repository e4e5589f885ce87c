package dashboard

import (
	"log/slog"
	"strings"
	"testing"

	"luanphien/dashboard/account"
	"luanphien/dashboard/guard"
)

// A log-in gives the browser a long-lived cookie for that account, by which it is known at the next one.
func TestLogInRemembersTheDevice(t *testing.T) {
	s := openConsole(t)
	const password = "ba con mèo ngồi học bài"
	if _, err := s.accounts.AddUser(t.Context(), account.NewUser{Login: "an", Name: "An", Roles: account.Director, Password: password}, account.Actor{}); err != nil {
		t.Fatal(err)
	}
	visitor := s.as(0)
	status, _, header := visitor.sendForm(post, "/login", "login", "an", "password", password)
	if status != 303 {
		t.Fatal(status)
	}
	device := ""
	for _, cookie := range header["Set-Cookie"] {
		if strings.HasPrefix(cookie, s.people.DeviceCookie("an")+"=") {
			device = cookie
		}
	}
	for _, part := range []string{"HttpOnly", "SameSite=Strict", "max-age=31536000"} {
		if !strings.Contains(strings.ToLower(device), strings.ToLower(part)) {
			t.Errorf("the device's cookie %q lacks %s", device, part)
		}
	}
	token, _, _ := strings.Cut(strings.TrimPrefix(device, s.people.DeviceCookie("an")+"="), ";")
	if known, err := s.accounts.KnowsDevice(t.Context(), "an", token); !known || err != nil {
		t.Error("not known", err)
	}
	if known, _ := s.accounts.KnowsDevice(t.Context(), "binh", token); known {
		t.Error("known to another account")
	}
}

// A proxy that does not say who asks is noticed, once an hour: one that sends no addresses, and one that hides them.
func TestProxyWithoutForwardedAddressesIsSaid(t *testing.T) {
	for _, sent := range [][]string{nil, {"X-Forwarded-For", "unknown"}, {"X-Forwarded-For", "203.0.113.7, _hidden"}} {
		s := openConsole(t)
		log := &heard{}
		s.guard.Log = slog.New(slog.NewTextHandler(log, nil))
		s.guard.Reach = guard.Reach{Address: "0.0.0.0:80", Proxies: mustProxies(t, "0.0.0.0")}
		s.as(account.Director)
		for range 3 {
			_, _ = s.as(account.Director).get("/figures/coverage_by_week.csv", sent...)
		}
		if text := log.String(); strings.Count(text, "X-Forwarded-For") != 2 { // in both languages, once
			t.Errorf("%q: the log says:\n%s", sent, text)
		}
	}
}
