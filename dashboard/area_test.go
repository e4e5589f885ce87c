package dashboard

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"luanphien/analytics"
	"luanphien/dashboard/account"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/roles"
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

// Who works for an area is shown its stations and no other one's code or name, on every address and in every figure.
func TestAreaNamesNoOtherStation(t *testing.T) {
	s, stations, others := ofArea(t)
	open := map[string]bool{}
	for _, r := range s.table() {
		if r.Method != get {
			continue
		}
		address := strings.NewReplacer("/figures/:id", "/figures/coverage_by_station", "/pictures/:id.svg", "/pictures/map_presence.svg?size=half").Replace(r.Path)
		address = samples.Replace(strings.Replace(address, ":code", stations[0].Code, 1))
		status, body := s.get(address)
		s.lacks(others, address, body)
		open[r.Path] = status == 200
		if r.Who.Anyone {
			continue
		}
		if want := roles.OfAreas[r.Path]; want != open[r.Path] {
			t.Errorf("%s answers %d, listed as open to areas: %t", address, status, want)
		}
	}
	for _, path := range []string{"/sql", "/data", "/compare", "/diagnostics", "/data/upload"} {
		if open[path] {
			t.Error(path, "is open to an area")
		}
	}
	for _, lang := range []string{"", "lang=en"} {
		for _, path := range []string{"/", "/coverage", "/referrals", "/reporting", "/difficulties", "/indicators", "/needs", "/rotation", "/quality", "/stations",
			"/attention", "/stations/" + stations[2].Code, "/figures", "/?map=gap", "/coverage?stream=station", "/coverage?area=" + strings.ReplaceAll(stations[0].HealthCenter, " ", "+")} {
			address := path
			if lang != "" {
				address = with(path, lang)
			}
			s.lacks(others, address, s.see(address))
		}
	}
	for _, kind := range analytics.FactKinds {
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
			if k > 2 && !soak.All() && i%6 != 0 {
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
		"/coverage?area=" + strings.ReplaceAll(all[20].HealthCenter, " ", "+"): 400, "/stations/" + other.Code + "/remarks": 403,
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
