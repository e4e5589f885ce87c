package dashboard

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/oauth2-proxy/mockoidc"

	"luanphien/dashboard/account"
	"luanphien/dashboard/account/identity"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/people"
)

// person is somebody whom the provider knows, with the claims that it makes.
type person jwt.MapClaims

func (p person) ID() string                        { return p["sub"].(string) }
func (p person) Userinfo([]string) ([]byte, error) { return json.Marshal(p) }
func (p person) Claims(_ []string, base *mockoidc.IDTokenClaims) (jwt.Claims, error) {
	claims := jwt.MapClaims{"nonce": base.Nonce, "iss": base.Issuer, "aud": base.Audience, "exp": base.ExpiresAt, "iat": base.IssuedAt, "jti": base.ID}
	for name, value := range p {
		claims[name] = value
	}
	return claims, nil
}

// provider is a provider of identities that runs beside the server; change may alter what is asked of it.
type provider struct {
	*mockoidc.MockOIDC
	change func(*http.Request)
}

func startProvider(t *testing.T) *provider {
	t.Helper()
	l := httptest.NewUnstartedServer(nil).Listener
	m, err := mockoidc.NewServer(nil)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{MockOIDC: m}
	err = m.AddMiddleware(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if p.change != nil {
				p.change(r)
			}
			if !strings.HasSuffix(r.URL.Path, "/openid-configuration") {
				next.ServeHTTP(w, r)
				return
			}
			said := httptest.NewRecorder() // it has a way out, which the library's has not
			next.ServeHTTP(said, r)
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write(bytes.Replace(said.Body.Bytes(), []byte("{"), []byte(`{"end_session_endpoint":"`+m.Issuer()+`/out",`), 1))
		})
	})
	if err == nil {
		err = m.Start(l, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Shutdown() })
	return p
}

// servedBy is a server whose people log in by a provider too.
func servedBy(t *testing.T, p *provider, log *bytes.Buffer) (*site, string) {
	t.Helper()
	id, err := identity.New(identity.Options{Issuer: p.Issuer(), ClientID: p.ClientID, Secret: p.ClientSecret, Return: "http://127.0.0.1" + people.ProviderReturn})
	if err != nil {
		t.Fatal(err)
	}
	s, base := servedSmall(t, Options{Identity: id, Logger: slog.New(slog.NewTextHandler(log, nil))})
	for login, roles := range map[string]account.Roles{"an@syt.vn": account.Analyst, "khoa@syt.vn": account.Director} {
		if _, err := s.accounts.AddUser(t.Context(), account.NewUser{Login: login, Roles: roles}, account.Actor{}); err != nil {
			t.Fatal(err)
		}
	}
	return s, base
}

// come goes to the provider as somebody and gives the path with which the browser is sent back.
func (s *surfer) come(p *provider, who person, start string) string {
	s.t.Helper()
	p.QueueUser(who)
	to := s.get(start)
	if to.status != 303 || !strings.HasPrefix(to.target, p.Issuer()) {
		s.t.Fatal(to.status, to.target, to.body)
	}
	for _, want := range []string{"code_challenge=", "code_challenge_method=S256", "state=", "nonce="} {
		if !strings.Contains(to.target, want) {
			s.t.Error("no", want)
		}
	}
	return s.follow(to.target)
}

func (s *surfer) follow(target string) string {
	s.t.Helper()
	answer := s.take(s.http.Get(target))
	u, err := url.Parse(answer.target)
	if err != nil || u.Path != people.ProviderReturn {
		s.t.Fatal(answer.status, answer.target, answer.body)
	}
	return u.RequestURI()
}

func someone(login, subject string, more ...any) person {
	p := person{"sub": subject, "email": login, "email_verified": true, "auth_time": time.Now().Unix()}
	for i := 0; i+1 < len(more); i += 2 {
		p[more[i].(string)] = more[i+1]
	}
	return p
}

// Whom the provider has recognised comes in as the user of that address of mail, with the roles given here, and is led out
// of the provider too.
func TestLogInByProvider(t *testing.T) {
	p := startProvider(t)
	var log bytes.Buffer
	s, base := servedBy(t, p, &log)
	b := surf(t, base)
	if body := b.get("/login?next=/sql").body; !strings.Contains(body, `href="/login/provider?next=%2Fsql"`) {
		t.Error(body)
	}
	back := b.come(p, someone("An@SYT.vn", "s1", "roles", []string{"administrator"}), "/login/provider?next=%2Fcoverage")
	if got := b.get(back); got.status != 303 || got.target != "/coverage" {
		t.Fatal(got.status, got.target, got.body, log.String())
	}
	if b.get("/coverage").status != 200 || b.get("/users").status != 403 {
		t.Error("not the roles given here")
	}
	if got := surf(t, base).get(back); got.status != 422 {
		t.Error("another browser takes the answer:", got.status)
	}
	if got := b.get(back); got.status != 422 {
		t.Error("an answer counts twice:", got.status)
	}
	out := b.send("/account", "/logout")
	if out.status != 200 || !strings.Contains(out.body, p.Issuer()+"/out?client_id=") || !strings.Contains(out.body, "id_token_hint=") {
		t.Error(out.status, out.body)
	}
	if b.get("/coverage").status != 303 {
		t.Error("still signed in")
	}
	trail, err := s.accounts.Trail(t.Context(), account.Filter{Login: "an@syt.vn", Action: account.ActionSignIn, Limit: 9})
	if err != nil || len(trail) != 1 {
		t.Error(trail, err)
	}
	if strings.Contains(log.String(), "code=") {
		t.Error("the log holds a code:", log.String())
	}
}

// Who is unknown here, whose address is not verified, who is another person with the same address, or whose answer was
// altered on the way comes in nowhere.
func TestProviderAnswersThatDoNotCount(t *testing.T) {
	p := startProvider(t)
	var log bytes.Buffer
	s, base := servedBy(t, p, &log)
	first := surf(t, base)
	if got := first.get(first.come(p, someone("an@syt.vn", "s1"), "/login/provider")); got.status != 303 {
		t.Fatal(got.status, log.String())
	}
	locked, err := s.accounts.User(t.Context(), "khoa@syt.vn")
	if err == nil {
		err = s.accounts.Disable(t.Context(), locked, account.Actor{})
	}
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		who    person
		change func(*http.Request)
		alter  func(string) string
		want   int
	}{
		"unknown":          {who: someone("la@syt.vn", "s9"), want: 422},
		"disabled":         {who: someone("khoa@syt.vn", "s3"), want: 422},
		"another person":   {who: someone("an@syt.vn", "s2"), want: 422},
		"not verified":     {who: someone("an@syt.vn", "s1", "email_verified", false), want: 422},
		"verified in word": {who: someone("an@syt.vn", "s1", "email_verified", "true"), want: 422},
		"no address":       {who: someone("", "s1"), want: 422},
		"another audience": {who: someone("an@syt.vn", "s1", "aud", "another"), want: 422},
		"another issuer":   {who: someone("an@syt.vn", "s1", "iss", "https://elsewhere"), want: 422},
		"another nonce":    {who: someone("an@syt.vn", "s1", "nonce", "x"), want: 422},
		"too old":          {who: someone("an@syt.vn", "s1", "exp", time.Now().Add(-time.Hour).Unix()), want: 422},
		"another state": {who: someone("an@syt.vn", "s1"), want: 422, alter: func(back string) string {
			return strings.Replace(back, "state=", "state=x", 1)
		}},
		"another code":  {who: someone("an@syt.vn", "s1"), want: 422, alter: func(back string) string { return strings.Replace(back, "code=", "code=x", 1) }},
		"refused there": {who: someone("an@syt.vn", "s1"), want: 422, alter: func(string) string { return people.ProviderReturn + "?error=access_denied" }},
		"another verifier": {who: someone("an@syt.vn", "s1"), want: 422, change: func(r *http.Request) {
			q := r.URL.Query()
			if q.Has("code_challenge") {
				q.Set("code_challenge", "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU")
				r.URL.RawQuery = q.Encode()
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			b := surf(t, base)
			p.change = c.change
			back := b.come(p, c.who, "/login/provider")
			p.change = nil
			if c.alter != nil {
				back = c.alter(back)
			}
			if got := b.get(back); got.status != c.want {
				t.Errorf("answers %d %s", got.status, got.target)
			}
			if b.get("/coverage").status == 200 {
				t.Error("came in")
			}
		})
	}
	if again := first.come(p, someone("an@syt.vn", "s1", "auth_time", time.Now().Add(-time.Hour).Unix()), "/login/provider?again=1"); first.get(again).status != 422 {
		t.Error("who did not log in anew proves something")
	}
}

// A second factor seen by the provider counts; otherwise the one here is asked for, and whose role demands one sets it up.
func TestProviderAndSecondFactor(t *testing.T) {
	p := startProvider(t)
	var log bytes.Buffer
	s, base := servedBy(t, p, &log)
	if err := s.accounts.Demand(t.Context(), account.Analyst, account.Actor{}); err != nil {
		t.Fatal(err)
	}
	b := surf(t, base)
	b.get(b.come(p, someone("an@syt.vn", "s1", "amr", []string{"pwd", "mfa"}), "/login/provider"))
	if got := b.get("/coverage"); got.status != 200 {
		t.Error("the provider's second factor does not count:", got.status, got.target)
	}
	b = surf(t, base)
	b.get(b.come(p, someone("an@syt.vn", "s1", "amr", []string{"pwd"}), "/login/provider"))
	if got := b.get("/coverage"); got.status != 303 || got.target != guard.FactorPath {
		t.Fatal(got.status, got.target)
	}
	key, _ := b.enrol()
	b = surf(t, base)
	if got := b.get(b.come(p, someone("an@syt.vn", "s1"), "/login/provider?next=/sql")); got.status != 303 || got.target != "/login/code?next=%2Fsql" {
		t.Fatal(got.status, got.target)
	}
	if got := b.send("/login/code", "/login/code", "code", totpCode(t, key, time.Now().Add(30*time.Second)), "next", "/sql"); got.target != "/sql" {
		t.Error(got.status, got.body)
	}
}

// The server starts and serves while the provider is away, says so to who wants to log in there, and finds it later.
func TestProviderAway(t *testing.T) {
	p := startProvider(t)
	var log bytes.Buffer
	_, base := servedBy(t, p, &log)
	p.QueueError(&mockoidc.ServerError{Code: 500, Error: mockoidc.InternalServerError, Description: "bí mật của máy chủ"})
	b := surf(t, base)
	if got := b.get("/login/provider"); got.status != 502 || strings.Contains(got.body, "bí mật") || !strings.Contains(got.body, "không trả lời") {
		t.Error(got.status, got.body)
	}
	if got := b.get(b.come(p, someone("an@syt.vn", "s1"), "/login/provider")); got.status != 303 {
		t.Error(got.status)
	}
}

// The provider's silent sign-on is no proof: an administrator whom it lets in hours after the log-in there is asked to
// show anew who it is, whatever the browser's cookie of the flow says.
func TestSilentSignOnProvesNothing(t *testing.T) {
	p := startProvider(t)
	var log bytes.Buffer
	s, base := servedBy(t, p, &log)
	if _, err := s.accounts.AddUser(t.Context(), account.NewUser{Login: "root@syt.vn", Roles: account.Administrator}, account.Actor{}); err != nil {
		t.Fatal(err)
	}
	ago := time.Now().Add(-5 * time.Hour).Unix()
	for name, c := range map[string]struct {
		start string
		more  []any
		asked bool
	}{
		"silent":   {"/login/provider", []any{"auth_time", ago}, true},
		"not said": {"/login/provider", []any{"auth_time", nil}, true},
		"just now": {"/login/provider", nil, false},
		"anew":     {"/login/provider?again=1", nil, false},
	} {
		b := surf(t, base)
		if got := b.get(b.come(p, someone("root@syt.vn", "s1", c.more...), c.start)); got.status != 303 {
			t.Fatal(name, got.status, got.body, log.String())
		}
		got := b.send("/users", "/users", "login", "moi-"+strings.ReplaceAll(name, " ", ""), "name", "Mới", "roles", "analyst")
		if asked := strings.Contains(got.body, `name="proof"`); asked != c.asked {
			t.Error(name, got.status, got.body)
		}
	}
}
