package dashboard

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"html"
	"net/url"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"luanphien/analytics"
	"luanphien/analytics/cut"
	"luanphien/analytics/lists"
	"luanphien/dashboard/account"
	"luanphien/dashboard/docx/ziptest"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/roles"
	"luanphien/dashboard/verify"
	"luanphien/queries/engine"
	"luanphien/queries/soak"
)

// ofArea is the demo as a director and data officer sees it who works for three stations of two health centres, with the
// stations and the codes and names of all others.
func ofArea(t *testing.T) (s *site, stations []analytics.Station, others *regexp.Regexp) {
	t.Helper()
	s = openDemo(t)
	e, release, err := s.shelf.Acquire(0)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	all, err := e.Stations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	stations = []analytics.Station{all[1], all[2], all[len(all)-3]}
	var codes, words []string
	for _, o := range all {
		if slices.ContainsFunc(stations, func(in analytics.Station) bool { return in.Code == o.Code }) {
			codes = append(codes, o.Code)
			continue
		}
		words = append(words, regexp.QuoteMeta(o.Code))
		if !slices.ContainsFunc(stations, func(in analytics.Station) bool { return strings.HasSuffix(in.HealthCenter, o.Name) }) {
			words = append(words, regexp.QuoteMeta(o.Name)) // else it is the short name of a health centre, too
		}
	}
	// A name may be a part of a health centre's: its letters must not go on, nor come after «Trung tâm Y tế».
	others = regexp.MustCompile(`(?:^|[^\p{L}\d.])(` + strings.Join(words, "|") + `)(?:$|[^\p{L}\d])`)
	login := "of-area"
	u, err := s.accounts.User(t.Context(), login)
	if err != nil {
		u, err = s.accounts.AddUser(t.Context(), account.NewUser{Login: login, Name: "Người của khu vực", Roles: account.Director | account.DataOfficer,
			Stations: strings.Join(codes, " ")}, account.Actor{})
	}
	if err != nil {
		t.Fatal(err)
	}
	token, err := s.accounts.Start(t.Context(), u, account.Entrance{})
	if err != nil {
		t.Fatal(err)
	}
	return &site{Server: s.Server, t: t, cookie: s.guard.SessionCookie() + "=" + token}, stations, others
}

// lacks fails where an answer names a station that is not of the area.
func (s *site) lacks(others *regexp.Regexp, address, body string) {
	s.t.Helper()
	if strings.HasPrefix(body, "PK") {
		body = textOfBook(s.t, body)
	}
	text := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(html.UnescapeString(body))
	text = hashes.ReplaceAllString(text, "")
	seen := map[string]bool{}
	for _, found := range others.FindAllStringSubmatchIndex(text, -1) {
		name := text[found[2]:found[3]]
		if strings.HasSuffix(text[:found[2]], "Trung tâm Y tế ") || strings.HasSuffix(text[:found[2]], "TTYT ") || seen[name] {
			continue
		}
		seen[name] = true
		if len(seen) < 3 {
			s.t.Errorf("%s names %s: …%s…", address, name, text[max(0, found[2]-60):min(len(text), found[3]+60)])
		}
	}
}

var hashes = regexp.MustCompile(`[0-9a-f]{64}`)

func textOfBook(t testing.TB, body string) string {
	t.Helper()
	if parts := ziptest.Parts(t, []byte(body)); parts["word/document.xml"] != "" {
		return textOf(parts["word/document.xml"])
	}
	book, err := excelize.OpenReader(bytes.NewReader([]byte(body)))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var text strings.Builder
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			text.WriteString(strings.Join(row, "\n") + "\n")
		}
	}
	return text.String()
}

// Who works for an area is shown its stations and no other one's code or name, on every address by every method, and in every
// figure.
func TestAreaNamesNoOtherStation(t *testing.T) {
	t.Parallel()
	s, stations, others := ofArea(t)
	for _, r := range s.table() {
		address := strings.NewReplacer("/figures/:id", "/figures/coverage_by_station", "/pictures/:id.svg", "/pictures/map_presence.svg?size=half").Replace(r.Path)
		address = samples.Replace(strings.Replace(address, ":code", stations[0].Code, 1))
		var status int
		var body string
		if r.Method == get {
			status, body = s.get(address)
		} else if !strings.HasPrefix(r.Path, "/log") && !r.Who.Anyone && r.Path != "/account/programs" {
			status, body, _ = s.sendForm(r.Method, address, "row", "1:activity:1", "reason", "x", "worker", "CB001", "station", stations[0].Code, "start", "2026-01-05", "verdict", "both")
		}
		s.lacks(others, r.Method+" "+address, body)
		if closed := !r.Who.Anyone && !roles.OfAreas[r.Path]; closed != (status == 403) && status != 0 && r.Path != "/account/second-factor/end" && r.Path != "/account/second-factor/begin" && !strings.HasSuffix(r.Path, "/undo") {
			t.Errorf("%s %s answers %d; listed as open to areas: %t", r.Method, address, status, !closed)
		}
	}
	for _, lang := range soak.Sample(t, []string{"", "lang=en"}, 1) {
		for _, path := range []string{"/", "/coverage", "/referrals", "/reporting", "/difficulties", "/indicators", "/needs", "/rotation", "/quality", "/stations", "/compare", "/compare?with=province&station=" + stations[0].Code, "/compare?with=area&station=" + stations[0].Code,
			"/stations/" + stations[0].Code + "/remarks", "/attention", "/stations/" + stations[2].Code, "/figures", "/?map=gap", "/coverage?stream=station", "/coverage?area=" + strings.ReplaceAll(stations[0].HealthCenter, " ", "+")} {
			address := path
			if lang != "" {
				address = with(path, lang)
			}
			s.lacks(others, address, s.see(address))
		}
	}
	for _, kind := range lists.FactKinds {
		s.lacks(others, kind, s.see("/rows/"+kind))
	}
	for i, f := range slices.Concat(catalogue.All.Order, catalogue.All.More) {
		if !f.OfAreas() {
			if status, _ := s.get("/figures/" + f.ID + ".csv"); status != 403 {
				t.Errorf("%s answers an area %d", f.ID, status)
			}
			continue
		}
		for k, form := range []string{".json", ".csv", "", ".xlsx", ".svg"} {
			if !soak.All() && (k > 2 && i%6 != 0 || k < 3 && i%3 != k) {
				continue
			}
			address := "/figures/" + f.ID + form
			if f.OfStation {
				address += "?station=" + stations[1].Code
			}
			if status, body := s.get(address); status == 200 {
				s.lacks(others, address, body)
			} else if form != ".svg" {
				t.Errorf("%s answers %d", address, status)
			}
		}
	}
}

// An area's figures are those that the province's people see of its stations.
func TestAreaIsItsStations(t *testing.T) {
	t.Parallel()
	s, stations, _ := ofArea(t)
	director := openDemo(t)
	var codes []string
	for _, st := range stations {
		codes = append(codes, st.Code)
	}
	slices.Sort(codes)
	differ := 0
	for i, f := range slices.Concat(catalogue.All.Order, catalogue.All.More) {
		if !f.OfAreas() || i >= len(catalogue.All.Order) && i%9 != 0 && !soak.All() {
			continue
		}
		address := "/figures/" + f.ID + ".csv"
		if f.OfStation {
			address += "?station=" + stations[2].Code
		}
		own, theirs, whole := s.rowsOfCSV(address), director.rowsOfCSV(with(address, "stations="+strings.Join(codes, "%2C"))), director.rowsOfCSV(address)
		if fmt.Sprint(own) != fmt.Sprint(theirs) {
			t.Errorf("%s of the area: %.300v\nof its stations: %.300v", f.ID, own, theirs)
		}
		if fmt.Sprint(own) != fmt.Sprint(whole) {
			differ++
		}
	}
	if differ < 30 {
		t.Error("only", differ, "figures differ from the province's")
	}
}

// Another station is not there for an area, whoever names it.
func TestAreaCannotAskForMore(t *testing.T) {
	s, stations, others := ofArea(t)
	e, release, err := s.shelf.Acquire(0)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	all, err := e.Stations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	other := all[0]
	for address, want := range map[string]int{
		"/stations/" + other.Code: 404, "/stations/" + stations[0].Code: 200, "/figures/station_reports.csv?station=" + other.Code: 404,
		"/coverage?stations=" + other.Code: 400, "/coverage?stations=" + stations[0].Code: 200, "/rows/postings?station=" + other.Code: 404,
		"/coverage?area=" + strings.ReplaceAll(all[20].HealthCenter, " ", "+"): 400, "/stations/" + other.Code + "/remarks": 404, "/compare?with=province&station=" + other.Code: 404,
		"/attention/item?item=staleness%7C" + other.Code: 400,
	} {
		status, body := s.get(address)
		if status != want {
			t.Errorf("%s answers %d, want %d", address, status, want)
		}
		if status != 200 {
			body = strings.ReplaceAll(body, other.Code, "") // said back to who asked for it
		}
		s.lacks(others, address, body)
	}
}

// What an area's person asks in SQL runs on a database that holds its stations alone, made once.
func TestSQLOfAnArea(t *testing.T) {
	demo, stations, others := ofArea(t)
	folder := demoFolder(t)
	s := openWith(t, folder, withConsole(t, folder))
	var codes []string
	for _, st := range stations {
		codes = append(codes, st.Code)
	}
	slices.Sort(codes)
	own := s.person(account.NewUser{Login: "sql-of-area", Roles: account.Analyst, Stations: strings.Join(codes, ",")})
	demo.lacks(others, "/sql", own.see("/sql", "3 trạm trong phạm vi"))
	ask := func(who *site, statement string) string {
		status, body, _ := who.sendForm(post, "/sql", "as", "csv", "sql", url.QueryEscape(statement))
		if status != 200 {
			t.Fatal(status, body)
		}
		return body
	}
	const sum = "SELECT station_code, sum(visits), count(*) FROM activity GROUP BY 1 ORDER BY 1"
	of := strings.Join(codes, "','")
	mine := ask(own, sum)
	if whole := ask(s.as(account.Analyst), strings.Replace(sum, "GROUP", "WHERE station_code IN ('"+of+"') GROUP", 1)); rowsOfText(whole) != rowsOfText(mine) || rowsOfText(mine) == "" {
		t.Errorf("the area counts\n%s\nthe province\n%s", mine, whole)
	}
	if citation, ok := verify.FindCitation(mine); !ok {
		t.Error("no citation")
	} else if v, err := s.Verify(citation); err != nil || !v.Equal() {
		t.Error(v, err)
	}

	cutter := cut.New(folder)
	path, err := cutter.Database(t.Context(), 1, codes)
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(path)
	if err != nil || runtime.GOOS != "windows" && before.Mode().Perm() != 0o600 {
		t.Fatal(before, err)
	}
	if again, err := cutter.Database(t.Context(), 1, codes); again != path || err != nil {
		t.Error(again, err)
	}
	if after, err := os.Stat(path); err != nil || !os.SameFile(before, after) {
		t.Error("made once more")
	}
	db, err := engine.OpenEdition(path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tables := columnOf(t, db, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' ORDER BY 1")
	filled := 0
	for _, table := range tables {
		text := strings.Join(columnOf(t, db, "SELECT CAST(t AS VARCHAR) FROM "+table+" AS t LIMIT 20000"), "\n")
		demo.lacks(others, table, text)
		if text != "" {
			filled++
		}
	}
	if len(tables) < 50 || filled < 30 {
		t.Errorf("%d tables, %d hold rows", len(tables), filled)
	}
	if err := folder.RemoveAreas(1); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Error("it stays without its edition")
	}
}

// rowsOfText are the rows of a CSV, without what is said about them.
func rowsOfText(text string) string {
	var rows []string
	for line := range strings.Lines(text) {
		if cells := strings.Split(line, ","); len(cells) > 3 && len(cells[0]) == 5 { // a station's code
			rows = append(rows, strings.Join(cells[:3], ","))
		}
	}
	return strings.Join(rows, "\n")
}

func columnOf(t testing.TB, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(query, err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		list = append(list, text)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}
