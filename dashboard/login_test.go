package dashboard

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/account"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/people"
	"luanphien/ingest/demo"
	"luanphien/queries/edition"
)

// surfer uses a server as a person does with a browser: it keeps cookies and sends the forms that it was shown.
type surfer struct {
	t    *testing.T
	base string
	http *http.Client
}

func surf(t *testing.T, base string) *surfer {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return &surfer{t, base, client}
}

// shown is what the surfer got.
type shown struct {
	status int
	body   string
	target string // of a redirect
	header http.Header
}

func (s *surfer) take(answer *http.Response, err error) shown {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return shown{answer.StatusCode, string(body), answer.Header.Get("Location"), answer.Header}
}

func (s *surfer) get(path string) shown { s.t.Helper(); return s.take(s.http.Get(s.base + path)) }

var hiddenToken = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// send sends a form with the token that the page of that path shows.
func (s *surfer) send(page, action string, pairs ...string) shown {
	s.t.Helper()
	form := url.Values{}
	if found := hiddenToken.FindStringSubmatch(s.get(page).body); found != nil {
		form.Set("csrf", found[1])
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return s.take(s.http.PostForm(s.base+action, form))
}

const secret = "ba con mèo ngồi học bài"

// served is a server on the demo with an administrator who has a password.
func served(t *testing.T) (*site, string) {
	t.Helper()
	return servedOn(t, demoFolder(t), Options{})
}

// servedSmall is such a server on an edition of one station, for tests of who comes in.
func servedSmall(t *testing.T, o Options) (*site, string) {
	t.Helper()
	folder := edition.Folder(t.TempDir())
	oneStation(t, folder)
	return servedOn(t, folder, o)
}

func servedOn(t *testing.T, folder edition.Folder, o Options) (*site, string) {
	t.Helper()
	o.Now = func() time.Time { return demo.AsOf }
	s := openWith(t, folder, o)
	l, err := guard.Reach{Address: "127.0.0.1:0"}.Listen()
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Run(t.Context(), l) }()
	t.Cleanup(func() { <-done })
	_, err = s.accounts.AddUser(t.Context(), account.NewUser{Login: "root", Name: "Quản trị", Roles: account.Administrator, Password: secret}, account.Actor{})
	if err != nil {
		t.Fatal(err)
	}
	return s, "http://" + l.Addr().String()
}

func TestLogInAndOut(t *testing.T) {
	_, base := served(t)
	b := surf(t, base)
	if got := b.get("/users?lang=en"); got.target != "/login?lang=en&next=%2Fusers%3Flang%3Den" {
		t.Error(got.target)
	}
	wrong := b.send("/login", "/login", "login", "root", "password", "sai mật khẩu rồi")
	unknown := b.send("/login", "/login", "login", "khong.co", "password", secret)
	for _, got := range []shown{wrong, unknown} {
		if got.status != 422 || !strings.Contains(got.body, "Tên đăng nhập hoặc mật khẩu không đúng.") {
			t.Error(got.status, got.body)
		}
	}
	if strings.ReplaceAll(wrong.body, "root", "khong.co") != unknown.body {
		t.Error("a wrong password and an unknown name are told apart")
	}
	got := b.send("/login", "/login", "login", "root", "password", secret, "next", "/users?lang=en")
	cookie := strings.Join(got.header["Set-Cookie"], "; ")
	if got.status != 303 || got.target != "/users?lang=en" || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Lax") {
		t.Fatal(got.status, got.target, cookie)
	}
	if got := b.get("/users?lang=en"); got.status != 200 || !strings.Contains(got.body, "Users") || got.header.Get("Cache-Control") != "no-store" {
		t.Error(got.status)
	}
	if got := b.send("/account", "/logout"); got.status != 303 || got.target != "/login" {
		t.Error(got.status, got.target)
	}
	if got := b.get("/users"); got.status != 303 {
		t.Error("still signed in:", got.status)
	}
}

// A form that another site made a browser send is refused, signed in or not.
func TestFormsOfOthersAreRefused(t *testing.T) {
	s, base := served(t)
	b := surf(t, base)
	if got := b.take(b.http.PostForm(base+"/login", url.Values{"login": {"root"}, "password": {secret}})); got.status != 403 {
		t.Error("a log-in without its form answers", got.status)
	}
	b.send("/login", "/login", "login", "root", "password", secret)
	for _, form := range []url.Values{{}, {"csrf": {""}}, {"csrf": {guard.FormToken("")}}, {"csrf": {"invented"}}} {
		if got := b.take(b.http.PostForm(base+"/logout", form)); got.status != 403 || !strings.Contains(got.body, "The form is out of date") {
			t.Error("a form without its token answers", got.status)
		}
	}
	keeper := s.as(account.Administrator)
	request, err := http.NewRequest("POST", "/logout", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, token, _ := strings.Cut(keeper.cookie, "=")
	request.Header.Set("Cookie", keeper.cookie)
	request.Header.Set(guard.FormHeader, guard.FormToken(token))
	request.Header.Set("Sec-Fetch-Site", "cross-site")
	if status, _, _ := keeper.answer(request); status != 403 {
		t.Error("a form of another site answers", status)
	}
}

func TestManyWrongPasswordsSlowDown(t *testing.T) {
	_, base := served(t)
	b := surf(t, base)
	var got shown
	for range 8 {
		got = b.send("/login", "/login", "login", "root", "password", "sai mật khẩu rồi")
	}
	if got.status != 429 || !strings.Contains(got.body, "Hãy đợi") {
		t.Error(got.status)
	}
}

func TestBackLeadsNowhereElse(t *testing.T) {
	for next, want := range map[string]string{
		"/coverage?lang=en": "/coverage?lang=en", "": "/", "https://evil.example/": "/", "//evil.example": "/", "/\\evil.example": "/",
		"javascript:alert(1)": "/", "evil": "/", "/\t/evil.example": "/",
	} {
		if got := guard.Back(next); got != want {
			t.Errorf("%q leads to %q", next, got)
		}
	}
}

func TestFirstAdministrator(t *testing.T) {
	s := open(t, demoFolder(t), demo.AsOf)
	l, err := guard.Reach{Address: "127.0.0.1:0"}.Listen()
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Run(t.Context(), l) }()
	t.Cleanup(func() { <-done })
	b := surf(t, "http://"+l.Addr().String())
	s.accounts = accountsIn(t, t.TempDir()) // nobody yet
	s.guard.Accounts, s.people.Accounts = s.accounts, s.accounts
	token, err := s.accounts.FirstLink(t.Context())
	if err != nil || token == "" {
		t.Fatal(token, err)
	}
	path := "/setup/" + token
	if got := b.get(path); !strings.Contains(got.body, "Tạo quản trị viên đầu tiên") {
		t.Error(got.status, got.body)
	}
	for word, pairs := range map[string][]string{
		"không giống nhau": {"login", "root", "password", secret, "again", "x"},
		"ít nhất 12":       {"login", "root", "password", "ngắn", "again", "ngắn"},
		"2 đến 64 ký tự":   {"login", "có dấu", "password", secret, "again", secret},
	} {
		if got := b.send(path, path, pairs...); got.status != 422 || !strings.Contains(got.body, word) {
			t.Errorf("want %q, got %d", word, got.status)
		}
	}
	if got := b.send(path, path, "login", "root", "name", "Quản trị", "password", secret, "again", secret); got.status != 303 || got.target != "/" {
		t.Fatal(got.status, got.body)
	}
	if got := b.get("/users"); got.status != 200 || !strings.Contains(got.body, "<code>root</code>") {
		t.Error("the new administrator is not signed in:", got.status)
	}
	if got := surf(t, b.base).get(path); got.status != 422 || !strings.Contains(got.body, "Liên kết này đã dùng rồi") {
		t.Error("the link still works:", got.status)
	}
}

var oneTimeLink = regexp.MustCompile(`<code>http://[^/]+(/setup/[\w-]+)</code>`)

// The administrator adds a user, who sets a password by the link; then changes roles, resets, disables and enables.
func TestUsersPage(t *testing.T) {
	s, base := served(t)
	keeper, an := surf(t, base), surf(t, base)
	keeper.send("/login", "/login", "login", "root", "password", secret)
	got := keeper.send("/users", "/users", "login", "an", "name", "Nguyễn Thị Ân", "role", "analyst", "role", "press_officer")
	link := oneTimeLink.FindStringSubmatch(got.body)
	if got.status != 200 || link == nil || !strings.Contains(got.body, "Nguyễn Thị Ân") || !strings.Contains(got.body, "chờ đặt mật khẩu") {
		t.Fatal(got.status, got.body)
	}
	if strings.Contains(keeper.get("/users").body, link[1]) {
		t.Error("the link is shown again")
	}
	if got := an.send(link[1], link[1], "password", secret, "again", secret); got.status != 303 {
		t.Fatal(got.status, got.body)
	}
	if got := an.get("/account"); !strings.Contains(got.body, "Phân tích viên, Cán bộ truyền thông") {
		t.Error(got.body)
	}
	u, err := s.accounts.User(t.Context(), "an")
	if err != nil {
		t.Fatal(err)
	}
	path := strings.ReplaceAll("/users/ID/", "ID", string(rune('0'+u.ID)))
	if got := keeper.send("/users", path+"roles"); got.status != 422 || !strings.Contains(got.body, "ít nhất một vai trò") {
		t.Error("a user without a role:", got.status)
	}
	keeper.send("/users", path+"roles", "role", "press_officer")
	if got := an.get("/coverage"); got.status != 403 {
		t.Error("the roles do not take effect at once:", got.status)
	}
	if got := an.send("/account", "/account/password", "old", "sai mật khẩu rồi", "password", secret+" mới", "again", secret+" mới"); got.status != 422 {
		t.Error("the password changes without the present one:", got.status)
	}
	if got := an.send("/account", "/account/password", "old", secret, "password", secret+" mới", "again", secret+" mới"); got.status != 303 {
		t.Error(got.status, got.body)
	}
	if got := an.get("/"); got.status != 200 {
		t.Error("signed out by the change of password:", got.status)
	}
	if got := keeper.send("/users", path+"reset"); oneTimeLink.FindString(got.body) == "" || an.get("/").status != 303 {
		t.Error("no link, or still signed in")
	}
	if got := keeper.send("/users", path+"disable"); !strings.Contains(got.body, "đã khóa") {
		t.Error(got.status)
	}
	if got := keeper.send("/users", path+"enable"); strings.Contains(got.body, "đã khóa") {
		t.Error(got.status)
	}
	if got := keeper.send("/users", "/users/99/disable"); got.status != 422 {
		t.Error(got.status)
	}
	trail := keeper.get("/audit").body
	for _, word := range []string{"thêm người dùng", "đổi vai trò", "Phân tích viên, Cán bộ truyền thông → Cán bộ truyền thông", "đặt mật khẩu", "khóa người dùng", "127.0.0.1"} {
		if !strings.Contains(trail, word) {
			t.Errorf("the trail lacks %q", word)
		}
	}
}

func TestAuditPage(t *testing.T) {
	s := open(t, demoFolder(t), demo.AsOf)
	keeper := s.as(account.Administrator)
	for range people.AuditShown + 5 {
		if err := s.accounts.Audit(t.Context(), account.Entry{Login: "an", Action: account.ActionSQL, Subject: "<b>42</b>"}); err != nil {
			t.Fatal(err)
		}
	}
	body := keeper.see("/audit?login=an", "&lt;b&gt;42&lt;/b&gt;", "Các dòng cũ hơn")
	if n := strings.Count(body, "chạy SQL</td>"); n != people.AuditShown {
		t.Error(n, "entries are shown")
	}
	older := regexp.MustCompile(`href="(/audit\?[^"]*before=[^"]*)"`).FindStringSubmatch(body)
	if older == nil {
		t.Fatal("no link to older entries")
	}
	if n := strings.Count(keeper.see(strings.ReplaceAll(older[1], "&amp;", "&")), "chạy SQL</td>"); n != 5 {
		t.Error(n, "older entries")
	}
	keeper.see("/audit?action=sign_in&lang=en", "log-in</td>")
	keeper.see("/audit?from=01/01/2020&to=02/01/2020", "Không có dòng nào khớp")
	if status, _ := keeper.get("/audit?before=x"); status != 400 {
		t.Error(status)
	}
}
