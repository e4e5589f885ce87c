package dashboard

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"luanphien/dashboard/account"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/ingest/demo"
	"luanphien/queries/soak"
)

// workers are the names that the demo's load brought, by code.
func workers(t *testing.T, s *site) map[string]string {
	t.Helper()
	names, err := s.names.Names(t.Context())
	if err != nil || len(names) != 108 {
		t.Fatalf("%d names: %v", len(names), err)
	}
	return names
}

// stationPages are the addresses of all stations' pages, from the list.
func stationPages(t *testing.T, s *site) []string {
	t.Helper()
	var list []string
	for _, found := range link.FindAllStringSubmatch(s.see("/stations"), -1) {
		if strings.HasPrefix(found[1], "/stations/") && !strings.Contains(found[1], "#") {
			list = append(list, found[1])
		}
	}
	if len(list) != 45 {
		t.Fatalf("%d stations", len(list))
	}
	return list
}

// Of the 108 names none is in any page, figure or file of a role that does not need them, though data officers asked for
// the same addresses just before.
func TestNamesStayApart(t *testing.T) {
	t.Parallel()
	soak.Long(t)
	s := openDemo(t)
	names := workers(t, s)
	stations := stationPages(t, s)
	looked := soak.Sample(t, stations, len(stations)/3)
	addresses := append([]string{"/", "/coverage", "/referrals", "/reporting", "/stations", "/figures", "/methods"}, looked...)
	for _, f := range soak.Sample(t, catalogue.All.Order, len(catalogue.All.Order)/4) {
		for _, ending := range []string{"", ".json", ".csv", ".svg"} {
			address := "/figures/" + f.ID + ending
			addresses = append(addresses, address)
			if f.OfStation {
				addresses = append(addresses, address+"?station=03160")
			}
		}
	}
	officer := s.as(account.DataOfficer)
	others := []*site{s.as(account.Director), s.as(account.Analyst), s.as(account.PressOfficer), s.as(account.Director | account.Analyst | account.PressOfficer), s.as(0)}
	shown, random := map[string]bool{}, soak.Random(t)
	for _, address := range addresses {
		_, body := officer.get(address)
		found := namesIn(body, names)
		for _, name := range found {
			shown[name] = true
		}
		if station := strings.HasPrefix(address, "/stations/"); !station && len(found) > 0 {
			t.Errorf("%s shows names: %v", address, found)
		}
		asking := others
		if !soak.All() {
			asking = []*site{others[random.IntN(len(others))]}
		}
		for _, other := range asking {
			if _, body := other.get(address); len(namesIn(body, names)) > 0 {
				t.Errorf("%s shows names to somebody who does not need them", address)
			}
		}
	}
	if len(shown) < 100*len(looked)/len(stations)/2 || soak.All() && len(shown) < 100 {
		t.Errorf("data officers see only %d names on %d pages: the test looks in the wrong places", len(shown), len(looked))
	}
}

func namesIn(body string, names map[string]string) []string {
	var found []string
	for _, name := range names {
		if strings.Contains(body, name) {
			found = append(found, name)
		}
	}
	return found
}

// Neither do the bytes of an edition or of the warehouse hold one.
func TestNoNameInTheBytesOfAnEdition(t *testing.T) {
	s := openDemo(t)
	names := workers(t, s)
	folder := demoFolder(t)
	files, err := filepath.Glob(filepath.Join(folder.Editions(), "*"))
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	for _, file := range append(files, folder.Warehouse(), folder.Accounts()) {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if bytes.Contains(b, []byte(name)) {
				t.Errorf("%s holds %q", filepath.Base(file), name)
			}
		}
	}
}

// Each view of names is in the audit trail, and no other view of that page is; such a page is kept nowhere.
func TestViewsOfNamesAreRecorded(t *testing.T) {
	s := open(t, demoFolder(t), demo.AsOf)
	s.Server.names = openDemo(t).names
	names := workers(t, s)
	officer, keeper := s.as(account.DataOfficer), s.as(account.Administrator)
	for _, asked := range []*site{officer, officer, keeper, s} {
		_, body, header := asked.ask("/stations/03160")
		if sees := len(namesIn(body, names)) > 0; sees == (asked == s) {
			t.Error("names shown:", sees)
		}
		if asked != s && strings.Join(header["Cache-Control"], "") != "no-store" {
			t.Error("a page with names may be kept:", header)
		}
	}
	if status, _ := officer.get("/stations/99999"); status != 404 {
		t.Error("a station that is not there answers", status)
	}
	trail, err := s.accounts.Trail(t.Context(), account.Filter{Action: account.ActionNames, Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range trail {
		got = append(got, e.Login+" "+e.Subject)
	}
	want := []string{"test-administrator /stations/03160", "test-data.officer /stations/03160", "test-data.officer /stations/03160"}
	if !slices.Equal(got, want) {
		t.Errorf("recorded %v", got)
	}
}

type noNames struct{}

func (noNames) Names(context.Context) (map[string]string, error) { return nil, errors.New("closed") }

// Where the names cannot be read, the page says that it failed; the roles that do not need them are not disturbed.
func TestNamesThatCannotBeRead(t *testing.T) {
	s := open(t, demoFolder(t), demo.AsOf)
	s.Server.names = noNames{}
	if status, body := s.as(account.DataOfficer).get("/stations/03160"); status != 500 || strings.Contains(body, "closed") {
		t.Error(status)
	}
	s.see("/stations/03160")
}

func TestDownloadsAreRecorded(t *testing.T) {
	s := open(t, demoFolder(t), demo.AsOf)
	for range 2 { // rendered, then kept
		s.see("/figures/coverage_by_station.csv?lang=en")
	}
	s.see("/figures/coverage_by_station.json")
	_, _ = s.get("/figures/nothing.csv")
	trail, err := s.accounts.Trail(t.Context(), account.Filter{Action: account.ActionDownload, Limit: 10})
	if err != nil || len(trail) != 2 || trail[0].Subject != "/figures/coverage_by_station.csv?lang=en" || trail[0].Login != "test-director-analyst" {
		t.Errorf("%+v %v", trail, err)
	}
}

// Whom to call stands on the station's page as a link that a phone dials, for the roles that need names, and for nobody else.
func TestContactsStayApart(t *testing.T) {
	s := openDemo(t)
	address := stationPages(t, s)[0]
	if _, body := s.as(account.DataOfficer).get(address); !strings.Contains(body, `href="tel:0200000`) || strings.Count(body, `href="tel:`) != 2 {
		t.Error("the station and its health centre have no number to call")
	}
	for _, roles := range []account.Roles{account.Director, account.Analyst, account.PressOfficer} {
		if _, body := s.as(roles).get(address); strings.Contains(body, "tel:") || strings.Contains(body, "0200 000") {
			t.Errorf("%v is shown whom to call", roles.Codes())
		}
	}
}
