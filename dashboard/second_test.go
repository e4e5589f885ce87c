package dashboard

import (
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"luanphien/dashboard/account"
	"luanphien/dashboard/guard"
)

var (
	shownKey      = regexp.MustCompile(`<code translate="no">((?:[A-Z2-7]{4} ?)+)</code>`)
	shownRecovery = regexp.MustCompile(`<code>([a-z2-7]{4}(?:-[a-z2-7]{4}){3})</code>`)
	shownProgram  = regexp.MustCompile(`<code translate="no">(luanphien_[\w-]+)</code>`)
)

func totpCode(t *testing.T, secret string, at time.Time) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, at)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// enrol sets up a second factor by the pages and gives its secret and recovery codes.
func (s *surfer) enrol() (key string, recovery []string) {
	s.t.Helper()
	page := s.send(guard.FactorPath, guard.FactorPath+"/begin")
	found := shownKey.FindStringSubmatch(page.body)
	if found == nil || !strings.Contains(page.body, `<svg class="qr"`) || strings.Contains(page.body, "style=") {
		s.t.Fatal(page.status, page.body)
	}
	key = strings.ReplaceAll(found[1], " ", "")
	page = s.send(guard.FactorPath, guard.FactorPath+"/confirm", "code", totpCode(s.t, key, time.Now()))
	for _, m := range shownRecovery.FindAllStringSubmatch(page.body, -1) {
		recovery = append(recovery, m[1])
	}
	if len(recovery) != 10 {
		s.t.Fatal(page.status, page.body)
	}
	if again := s.get(guard.FactorPath).body; shownRecovery.MatchString(again) || shownKey.MatchString(again) {
		s.t.Error("the codes or the key are shown again")
	}
	return key, recovery
}

// A second factor is set up by scanning, asked for at the next log-in, and a recovery code takes its place once.
func TestSecondFactorByThePages(t *testing.T) {
	_, base := servedSmall(t, Options{})
	b := surf(t, base)
	b.send("/login", "/login", "login", "root", "password", secret)
	key, recovery := b.enrol()
	b.send("/account", "/logout")
	got := b.send("/login", "/login", "login", "root", "password", secret, "next", "/users")
	if got.status != 303 || !strings.HasPrefix(got.target, "/login/code?next=") {
		t.Fatal(got.status, got.target)
	}
	if got := b.get("/users"); got.status != 303 {
		t.Error("a password alone opens a page:", got.status)
	}
	if got := b.send("/login/code", "/login/code", "code", totpCode(t, key, time.Now().Add(-time.Hour))); got.status != 422 || !strings.Contains(got.body, "Mã không đúng") {
		t.Error(got.status, got.body)
	}
	got = b.send("/login/code", "/login/code", "code", totpCode(t, key, time.Now().Add(30*time.Second)), "next", "/users")
	if got.status != 303 || got.target != "/users" {
		t.Fatal(got.status, got.target, got.body)
	}
	if got := b.get("/users"); got.status != 200 || !strings.Contains(got.body, "hai lớp") {
		t.Error(got.status)
	}
	for i, want := range []int{303, 422} {
		c := surf(t, base)
		c.send("/login", "/login", "login", "root", "password", secret)
		if got := c.send("/login/code", "/login/code", "code", recovery[0]); got.status != want {
			t.Errorf("recovery code, time %d: %d", i+1, got.status)
		}
	}
}

// A one-time link sets a password; it does not take the place of the telephone.
func TestLinkKeepsTheSecondFactor(t *testing.T) {
	s, base := servedSmall(t, Options{})
	b := surf(t, base)
	b.send("/login", "/login", "login", "root", "password", secret)
	key, _ := b.enrol()
	u, err := s.accounts.User(t.Context(), "root")
	if err != nil {
		t.Fatal(err)
	}
	link, err := s.accounts.Reset(t.Context(), u, account.Actor{})
	if err != nil {
		t.Fatal(err)
	}
	c := surf(t, base)
	if got := c.send("/setup/"+link, "/setup/"+link, "password", "một câu khác hẳn câu kia", "again", "một câu khác hẳn câu kia"); !strings.HasPrefix(got.target, "/login/code") {
		t.Fatal(got.status, got.target)
	}
	if got := c.get("/users"); got.status != 303 {
		t.Error("the link opens a page:", got.status)
	}
	if got := c.send("/login/code", "/login/code", "code", totpCode(t, key, time.Now().Add(30*time.Second))); got.status != 303 || got.target != "/" {
		t.Error(got.status, got.target)
	}
}

// Where the administrator demands a second factor, every page leads to its set-up first, and no form passes.
func TestDemandedSecondFactor(t *testing.T) {
	s, base := servedSmall(t, Options{})
	if _, err := s.accounts.AddUser(t.Context(), account.NewUser{Login: "an", Roles: account.Analyst, Password: secret}, account.Actor{}); err != nil {
		t.Fatal(err)
	}
	admin, an := surf(t, base), surf(t, base)
	admin.send("/login", "/login", "login", "root", "password", secret)
	an.send("/login", "/login", "login", "an", "password", secret)
	if got := admin.send("/users", "/users/second-factor", "role", "analyst"); got.status != 200 {
		t.Fatal(got.status, got.body)
	}
	for _, path := range []string{"/", "/coverage", "/figures/coverage_by_week.csv", "/account", "/sql"} {
		if got := an.get(path); got.status != 303 || got.target != guard.FactorPath {
			t.Error(path, got.status, got.target)
		}
	}
	if got := an.get("/figures/coverage_by_week.json"); got.status != 403 {
		t.Error(got.status)
	}
	if got := an.send(guard.FactorPath, "/account/programs", "name", "x"); got.status != 403 {
		t.Error(got.status)
	}
	an.enrol()
	if got := an.get("/coverage"); got.status != 200 {
		t.Error(got.status)
	}
	if got := an.send("/account", guard.FactorPath+"/end"); got.status != 422 {
		t.Error("a demanded factor is removed:", got.status)
	}
	u, err := s.accounts.User(t.Context(), "an")
	if err != nil {
		t.Fatal(err)
	}
	if got := admin.send("/users", "/users/"+strconv.FormatInt(u.ID, 10)+"/second-factor"); got.status != 200 {
		t.Error(got.status)
	}
	if got := an.get("/coverage"); got.status != 303 || !strings.HasPrefix(got.target, "/login") {
		t.Error("the sessions go on after a reset:", got.status, got.target)
	}
	if got := admin.get("/"); got.status != 200 {
		t.Error("an administrator, of whom it is not demanded:", got.status)
	}
}

// A browser left open adds nobody, promotes nobody and undoes nothing: the password or a code is asked for after ten
// minutes, and what was typed is not lost.
func TestOldSessionsProveThemselves(t *testing.T) {
	var ahead atomic.Int64
	accounts, err := account.Open(filepath.Join(t.TempDir(), "accounts.sqlite"), account.Options{Now: func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = accounts.Close() })
	s, base := servedSmall(t, Options{Accounts: accounts})
	b := surf(t, base)
	b.send("/login", "/login", "login", "root", "password", secret)
	ahead.Store(int64(account.ProofLife + time.Second))
	for _, action := range []string{"/users/1/roles", "/users/1/enable", "/users/2/disable", "/users/1/reset", "/users/second-factor", "/users/1/second-factor", "/account/programs", guard.FactorPath + "/begin", "/data/loads/1/undo"} {
		if got := b.send("/users", action, "role", "administrator"); got.status != 403 || !strings.Contains(got.body, `name="proof"`) {
			t.Error(action, got.status)
		}
	}
	asked := b.send("/users", "/users", "login", "binh", "name", `Bình "&`, "role", "analyst", "role", "press_officer")
	if asked.status != 403 || strings.Count(asked.body, `name="role"`) != 2 {
		t.Fatal(asked.status, asked.body)
	}
	if _, err := s.accounts.User(t.Context(), "binh"); err == nil {
		t.Fatal("added without a proof")
	}
	form := url.Values{"login": {"binh"}, "name": {`Bình "&`}, "role": {"analyst", "press_officer"}, "csrf": {hiddenToken.FindStringSubmatch(asked.body)[1]}}
	form.Set("proof", "sai mật khẩu")
	if got := b.take(b.http.PostForm(base+"/users", form)); got.status != 422 || !strings.Contains(got.body, "không đúng") || !strings.Contains(got.body, "Bình &#34;&amp;") {
		t.Error(got.status, got.body)
	}
	form.Set("proof", secret)
	if got := b.take(b.http.PostForm(base+"/users", form)); got.status != 200 || !strings.Contains(got.body, "/setup/") {
		t.Error(got.status, got.body)
	}
	if u, err := s.accounts.User(t.Context(), "binh"); err != nil || u.Roles != account.Analyst|account.PressOfficer {
		t.Error(u, err)
	}
	if got := b.send("/users", "/users/1/enable"); got.status != 200 {
		t.Error("asked again within ten minutes:", got.status)
	}
}

// Programs ask by Bearer or Basic for what their person's roles open, and change nothing; the token in the address opens
// nothing; it is shown once.
func TestPrograms(t *testing.T) {
	s, base := servedSmall(t, Options{})
	if _, err := s.accounts.AddUser(t.Context(), account.NewUser{Login: "an", Roles: account.PressOfficer, Password: secret}, account.Actor{}); err != nil {
		t.Fatal(err)
	}
	b := surf(t, base)
	b.send("/login", "/login", "login", "an", "password", secret)
	page := b.send("/account", "/account/programs", "name", "báo cáo")
	found := shownProgram.FindStringSubmatch(page.body)
	if found == nil || shownProgram.MatchString(b.get("/account").body) {
		t.Fatal(page.status, page.body)
	}
	token := found[1]
	ask := func(method, path, name, value string) int {
		request, err := http.NewRequest(method, base+path, strings.NewReader("id=1&name=x"))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set(name, value)
		return surf(t, base).take((&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Do(request)).status
	}
	basic := func(login, password string) string {
		r := &http.Request{Header: http.Header{}}
		r.SetBasicAuth(login, password)
		return r.Header.Get("Authorization")
	}
	for _, c := range []struct {
		method, path, header, value string
		want                        int
	}{
		{"GET", "/figures/coverage_by_week.csv", "Authorization", "Bearer " + token, 200},
		{"GET", "/figures/coverage_by_week.json", "Authorization", basic("an", token), 200},
		{"GET", "/figures/coverage_by_week.csv", "Authorization", "bearer " + token + "x", 401},
		{"GET", "/figures/coverage_by_week.csv", "Authorization", basic("root", token), 401},
		{"GET", "/figures/coverage_by_week.csv", "Authorization", basic("an", secret), 401},
		{"GET", "/figures/coverage_by_week.csv", "Authorization", "Basic !!", 401},
		{"GET", "/figures/coverage_by_week.csv?token=" + token, "X-Nothing", "", 303},
		{"GET", "/figures/coverage_by_week.csv?access_token=" + token, "Authorization", "Digest x", 303},
		{"GET", "/figures/coverage_by_week.csv", "Cookie", s.guard.SessionCookie() + "=" + token, 303},
		{"GET", "/coverage", "Authorization", "Bearer " + token, 403},
		{"GET", "/users", "Authorization", "Bearer " + token, 403},
		{"GET", "/account", "Authorization", "Bearer " + token, 403},
		{"POST", "/account/programs", "Authorization", "Bearer " + token, 403},
		{"POST", "/account/sessions/end", "Authorization", "Bearer " + token, 403},
		{"POST", "/logout", "Authorization", "Bearer " + token, 403},
	} {
		if got := ask(c.method, c.path, c.header, c.value); got != c.want {
			t.Errorf("%s %s with %s answers %d, not %d", c.method, c.path, strings.Replace(c.value, token, "TOKEN", 1), got, c.want)
		}
	}
	if err := s.accounts.Demand(t.Context(), account.Analyst|account.PressOfficer|account.Director, account.Actor{}); err != nil {
		t.Fatal(err)
	}
	for path, method := range map[string]string{"/figures/coverage_by_week.csv": "GET", "/figures/coverage_by_week.json": "GET", "/sql": "POST"} {
		if got := ask(method, path, "Authorization", "Bearer "+token); got != 403 {
			t.Errorf("%s answers %d to a token whose person must set up a second factor first", path, got)
		}
	}
}

// One's own page lists where one is logged in, and ends it elsewhere.
func TestSessionsByThePage(t *testing.T) {
	_, base := servedSmall(t, Options{})
	here, there := surf(t, base), surf(t, base)
	for _, b := range []*surfer{here, there} {
		b.send("/login", "/login", "login", "root", "password", secret)
	}
	id := regexp.MustCompile(`name="id" value="([0-9a-f]{16})"`).FindStringSubmatch(here.get("/account").body)
	if id == nil {
		t.Fatal("the other session is not listed")
	}
	if got := here.send("/account", "/account/sessions/end", "id", id[1]); got.status != 200 || strings.Contains(got.body, id[1]) {
		t.Error(got.status)
	}
	if there.get("/users").status != 303 || here.get("/users").status != 200 {
		t.Error("not the other session has ended")
	}
}
