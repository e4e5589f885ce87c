package dashboard

import (
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"luanphien/dashboard/account"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/guard"
	"luanphien/ingest/demo"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// mayOpen says once more, by hand, who may open which route: A director, D data officer, N analyst, P press officer,
// X administrator, 0 nobody. A route that is missing here fails the test, and so does one that changed hands.
var mayOpen = map[string]string{
	"GET /": "ADNPX", "GET /meeting": "ADNPX", "GET /coverage": "ADNX", "GET /referrals": "ADNX", "GET /reporting": "ADNX",
	"GET /rotation": "ADNX", "GET /needs": "ADNX", "GET /difficulties": "ADNX", "GET /indicators": "ADNX",
	"GET /quality": "ADNX", "GET /diagnostics": "DNX",
	"GET /stations": "ADNX", "GET /stations/:code": "ADNX",
	"GET /attention": "ADNX", "GET /reminders": "ADNX", "GET /brief.docx": "ADNX", "GET /brief.html": "ADNX", "GET /attention/item": "ADNX", "POST /attention/item": "ADNX",
	"GET /stations/:code/remarks": "ADNX", "POST /stations/:code/remarks": "ADNX", "POST /stations/:code/remarks/:id/withdraw": "ADNX",
	"GET /rows/:kind": "ADNX", "GET /compare": "ADNX",
	"GET /figures": "ADNPX", "GET /figures/:id.json": "ADNPX", "GET /figures/:id.csv": "ADNPX", "GET /figures/:id": "ADNPX",
	"GET /figures/:id.svg": "ADNPX", "GET /figures/:id.png": "ADNPX", "GET /figures/:id.xlsx": "ADNPX", "GET /figures/:id.parquet": "ADNPX", "GET /figures/:id.pdf": "ADNPX", "GET /figures/pack.zip": "AP",
	"GET /data": "DX", "GET /data/templates/:kind.xlsx": "DX", "GET /data/loads/:id/refused.xlsx": "DX",
	"GET /quality/replacements": "DX", "POST /quality/replacements": "DX",
	"GET /data/loads/:id/undo": "DX", "POST /data/loads/:id/undo": "DX",
	"GET /data/upload": "DX", "POST /data/upload": "DX", "GET /data/upload/:id": "DX", "GET /data/upload/:id/progress.json": "DX", "POST /data/upload/:id": "DX", "POST /data/upload/:id/discard": "DX", "POST /data/upload/:id/province": "DX",
	"GET /sql": "DNX", "POST /sql": "DNX", "POST /sql/stop": "DNX", "GET /sql/place.json": "DNX",
	"GET /data/loads/:id": "DX", "POST /data/refusals/dismiss": "DX", "POST /data/refusals/restore": "DX",
	"GET /methods": "ADNPX",
	"GET /login":   "ADNPX0", "POST /login": "ADNPX0", "GET /login/code": "ADNPX0", "POST /login/code": "ADNPX0",
	"GET /login/provider": "ADNPX0", "GET /login/provider/return": "ADNPX0",
	"GET /account/second-factor": "ADNPX", "POST /account/second-factor/begin": "ADNPX", "POST /account/second-factor/confirm": "ADNPX", "POST /account/second-factor/end": "ADNPX",
	"POST /account/sessions/end": "ADNPX", "POST /account/programs": "ADNPX", "POST /account/programs/end": "ADNPX",
	"POST /users/second-factor": "X", "POST /users/:id/second-factor": "X", "POST /logout": "ADNPX",
	"GET /setup/:token": "ADNPX0", "POST /setup/:token": "ADNPX0",
	"GET /account": "ADNPX", "POST /account/password": "ADNPX",
	"GET /views": "ADNPX", "POST /views": "ADNPX", "GET /views/:id": "ADNPX", "POST /views/:id/rename": "ADNPX", "POST /views/:id/delete": "ADNPX",
	"POST /account/digest": "ADNX", "POST /account/digest/end": "ADNPX", "GET /digest/end/:token": "ADNPX0", "POST /digest/end/:token": "ADNPX0",
	"GET /users": "X", "POST /users": "X", "POST /users/:id/roles": "X", "POST /users/:id/stations": "X", "POST /users/:id/disable": "X", "POST /users/:id/enable": "X",
	"POST /users/:id/reset": "X", "GET /audit": "X", "GET /audit.csv": "X",
	"GET /.well-known/security.txt": "ADNPX0",
	"GET /healthz":                  "ADNPX0", "GET /newest.json": "ADNPX0", "GET /pictures/:id.svg": "ADNPX", "GET /assets/:name": "ADNPX0", "GET /favicon.ico": "ADNPX0",
}

var whoIs = map[rune]account.Roles{'A': account.Director, 'D': account.DataOfficer, 'N': account.Analyst, 'P': account.PressOfficer,
	'X': account.Administrator, '0': 0}

// samples are values for the parts of a path that vary, such that everybody who may open the route finds something.
var samples = strings.NewReplacer("pack.zip", "pack.zip?figures=coverage_by_week", ":code", "03127", ":id.json", "coverage_by_week.json", ":id.csv", "coverage_by_week.csv",
	"/pictures/:id.svg", "/pictures/coverage_by_week.svg?size=wide", ":id.svg", "coverage_by_week.svg", ":id.png", "coverage_by_week.png", ":id.xlsx", "coverage_by_week.xlsx", ":id.parquet", "coverage_by_week.parquet", ":id.pdf", "coverage_by_week.pdf",
	"/users/:id", "/users/0", ":id", "coverage_by_week", ":kind.xlsx", "activity.xlsx", ":kind", "postings", ":token", "nothing", ":name", "licences.txt")

// What the server answers on is what the table lists, no less and no more.
func TestEveryRouteIsInTheTable(t *testing.T) {
	soak.Long(t)
	s := openDemo(t)
	var listed, served []string
	for _, r := range s.table() {
		listed = append(listed, r.Method+" "+r.Path)
		if r.Method == get {
			listed = append(listed, "HEAD "+r.Path)
		}
	}
	for _, r := range s.app.GetRoutes(true) {
		served = append(served, r.Method+" "+r.Path)
	}
	slices.Sort(listed)
	slices.Sort(served)
	if !slices.Equal(listed, served) {
		t.Errorf("listed %v\nserved %v", listed, served)
	}
}

// Every route as every role and as nobody.
func TestEveryRouteAsEveryRole(t *testing.T) {
	soak.Long(t) // not beside others: some routes end all sessions of a person, and tests share the persons
	s := openDemo(t)
	for _, r := range s.table() {
		who, ok := mayOpen[r.Method+" "+r.Path]
		if !ok {
			t.Errorf("the test does not know who may open %s %s", r.Method, r.Path)
		}
		for letter, roles := range whoIs {
			asked := s.as(roles) // anew each time: some routes end the session
			status, target := asked.send(r.Method, samples.Replace(r.Path))
			turnedAway := status == 401 || status == 403 || status == 303 && strings.HasPrefix(target, "/login") && r.Path != "/logout"
			if admitted := strings.ContainsRune(who, letter); admitted == turnedAway {
				t.Errorf("%s %s as %q answers %d %s", r.Method, r.Path, roles, status, target)
			}
			if letter == '0' && turnedAway && status == 403 {
				t.Errorf("%s %s does not ask nobody to sign in", r.Method, r.Path)
			}
		}
	}
}

// send asks with any method, with the token that a form of this person would carry, and gives status and target.
func (s *site) send(method, address string, pairs ...string) (int, string) {
	s.t.Helper()
	status, _, header := s.sendForm(method, address, pairs...)
	return status, strings.Join(header["Location"], "")
}

func (s *site) sendForm(method, address string, pairs ...string) (int, string, map[string][]string) {
	s.t.Helper()
	form := ""
	for i := 0; i+1 < len(pairs); i += 2 {
		form += "&" + pairs[i] + "=" + strings.ReplaceAll(pairs[i+1], " ", "+")
	}
	request := httptest.NewRequest(method, address, strings.NewReader(strings.TrimPrefix(form, "&")))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	cookie := s.cookie
	if cookie == "" {
		cookie = s.guard.FormCookie() + "=" + strings.Repeat("x", 40)
	}
	_, secret, _ := strings.Cut(cookie, "=")
	request.Header.Set("Cookie", cookie)
	request.Header.Set(guard.FormHeader, guard.FormToken(secret))
	return s.answer(request)
}

// With several roles a person may do what any of them may.
func TestRolesAddUp(t *testing.T) {
	s := openDemo(t).as(account.PressOfficer | account.Administrator)
	s.see("/stations/03127")
	s.see("/users")
	if status, _ := openDemo(t).as(account.PressOfficer | account.Director).get("/users"); status != 403 {
		t.Error("the users page answers", status)
	}
}

// ofTheProvince says once more, by hand, which figures the press office may open, in the order of their ids.
var ofTheProvince = []string{"coverage_by_week", "needs_by_specialty", "referral_xmr", "referrals_by_week",
	"reporting_by_week", "resolution_times", "response_times"}

// The press office sees the province and nothing below it, whatever it asks and whoever asked before.
func TestPressOfficeSeesTheProvinceOnly(t *testing.T) {
	t.Parallel()
	soak.Long(t)
	director := openDemo(t)
	press := director.as(account.PressOfficer)
	e, release, err := director.shelf.Acquire(0)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	stations, err := e.Stations(t.Context())
	if err != nil || len(stations) != 45 {
		t.Fatal(len(stations), err)
	}
	open := []string{"/", "/figures", "/methods", "/account"}
	var province []string
	for _, f := range catalogue.All.Order {
		if f.Province {
			province = append(province, f.ID)
		}
		for _, ending := range []string{"", ".json", ".csv", ".svg", ".png", ".xlsx", ".parquet", ".pdf"} {
			address := "/figures/" + f.ID + ending
			picture := ending == ".svg" || ending == ".png" || ending == ".pdf"
			if picture && f.Province && director.figure("/figures/"+f.ID+".json").Chart == nil {
				continue
			}
			if picture && !f.Province {
				if status, _ := press.get(address); status != 403 {
					t.Errorf("%s answers the press office %d", address, status)
				}
				continue
			}
			director.see(address)
			status, _ := press.get(address)
			if f.Province != (status == 200) || !f.Province && status != 403 {
				t.Errorf("%s answers the press office %d", address, status)
			}
			if f.Province {
				open = append(open, address)
			}
		}
	}
	slices.Sort(province)
	if !slices.Equal(province, ofTheProvince) {
		t.Errorf("the press office may open %v", province)
	}
	for _, address := range open {
		for _, asked := range []string{address, with(address, "lang=en")} {
			director.see(asked) // now kept, for other roles
			body := press.see(asked)
			if strings.Contains(asked, ".png") { // pixels say nothing in words; by chance they hold any five digits
				body = chunks(body, func(kind string) bool { return kind == "iTXt" })
			}
			for _, s := range stations {
				if strings.Contains(body, s.Name) || strings.Contains(body, s.Code) && regexp.MustCompile(`\b`+s.Code+`\b`).MatchString(body) {
					t.Errorf("%s shows %s (%s) to the press office", asked, s.Name, s.Code)
				}
			}
		}
	}
	if status, _ := press.get("/?area=" + "Trung+t%C3%A2m+Y+t%E1%BA%BF+M%C6%B0%E1%BB%9Dng+Lay"); status != 403 {
		t.Error("the press office may ask for an area:", status)
	}
	if body := press.see("/"); strings.Contains(body, `href="/coverage`) || strings.Contains(body, `href="/users`) || !strings.Contains(body, "toàn tỉnh") {
		t.Error("the press office is offered pages that it may not open")
	}
}

func TestForbiddenAndSignInAreSaidInWords(t *testing.T) {
	s := openDemo(t)
	if status, body := s.as(account.Analyst).get("/audit"); status != 403 || !strings.Contains(body, "Vai trò của bạn") || !strings.Contains(body, "Your role") {
		t.Error(status, body)
	}
	nobody := s.as(0)
	for address, target := range map[string]string{
		"/": "/login", "/?lang=en": "/login?lang=en&next=%2F%3Flang%3Den", "/coverage?from=2026-W01": "/login?next=%2Fcoverage%3Ffrom%3D2026-W01",
	} {
		if status, got := nobody.send(get, address); status != 303 || got != target {
			t.Errorf("%s leads to %d %s", address, status, got)
		}
	}
	if status, body := nobody.get("/figures/coverage_by_week.json"); status != 401 || !strings.Contains(body, `"vi":"Cần đăng nhập trước."`) {
		t.Error(status, body)
	}
	if status, body := nobody.get("/no-such-page"); status != 404 || strings.Contains(body, "/coverage") {
		t.Error(status)
	}
}

// A session that was ended opens nothing, though its pages are kept.
func TestKeptPagesAreGuarded(t *testing.T) {
	s := openDemo(t).as(account.Director)
	s.see("/coverage")
	_, _, header := s.ask("/coverage")
	if cache := strings.Join(header["Cache-Control"], ""); cache != "private, no-cache" {
		t.Error("pages may be kept by others:", cache)
	}
	_, token, _ := strings.Cut(s.cookie, "=")
	if err := s.accounts.SignOut(t.Context(), token, ""); err != nil {
		t.Fatal(err)
	}
	if status, _ := s.get("/coverage", "If-None-Match", strings.Join(header["Etag"], "")); status != 303 {
		t.Error("a kept page answers", status)
	}
}

// The demo's accounts are worth nothing where the data are real or others can come.
func TestDemoAccountsStayInTheDemo(t *testing.T) {
	s := open(t, demoFolder(t), demo.AsOf)
	s.guard.Reach = guard.Reach{Address: "127.0.0.1:0"}
	users, err := s.accounts.DemoUsers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	token, err := s.accounts.Start(t.Context(), users[0], account.Entrance{})
	if err != nil {
		t.Fatal(err)
	}
	asDemo := &site{Server: s.Server, t: t, cookie: s.guard.SessionCookie() + "=" + token}
	asDemo.see("/")
	s.as(0).see("/login", "Tài khoản minh họa", users[0].Login, account.DemoPassword)
	for _, reach := range []guard.Reach{{Address: "0.0.0.0:80"}, {Address: "127.0.0.1:80", Proxies: mustProxies(t, "127.0.0.1")}} {
		s.guard.Reach = reach
		if s.guard.Demo() {
			t.Errorf("%+v counts as a demo", reach)
		}
	}
	s.guard.Reach = guard.Reach{Address: "10.0.0.1:0"}
	if status, _ := asDemo.get("/"); status != 303 {
		t.Error("a demo's session opens a page to other machines:", status)
	}
	if _, body := s.as(0).get("/login"); strings.Contains(body, users[0].Login) {
		t.Error("the demo's accounts are shown to other machines")
	}
	real := edition.Folder(t.TempDir())
	oneStation(t, real)
	other := open(t, real, day("2026-01-20"))
	other.guard.Reach = guard.Reach{Address: "127.0.0.1:0"}
	if _, body := other.as(0).get("/login"); strings.Contains(body, "minh họa") || other.guard.Demo() {
		t.Error("real data count as a demo")
	}
}

// Signing in as each of the demo's accounts by the form works, and shows no more than that role.
func TestEveryDemoAccountSignsIn(t *testing.T) {
	s := openDemo(t).as(0)
	users, err := s.accounts.DemoUsers(t.Context())
	if err != nil || len(users) != 5 {
		t.Fatal(users, err)
	}
	for i, u := range users {
		status, _, header := s.sendForm(post, "/login", "login", u.Login, "password", account.DemoPassword, "next", "/figures")
		if status != 303 || header["Location"][0] != "/figures" {
			t.Fatal(u.Login, status, header)
		}
		asked := &site{Server: s.Server, t: t, cookie: strings.Split(header["Set-Cookie"][0], ";")[0]}
		asked.see("/account", u.Name)
		if status, _ := asked.get("/users"); (status == 200) != (i == 4) {
			t.Error(u.Login, "gets", strconv.Itoa(status))
		}
	}
}
