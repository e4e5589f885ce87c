package dashboard

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/account"
	"luanphien/ingest/demo"
	"luanphien/queries/edition"
)

var (
	saveLink = regexp.MustCompile(`class="save" href="([^"]+)"`)
	hidden   = regexp.MustCompile(`name="(of|rolling)" value="([^"]*)"`)
	viewLink = regexp.MustCompile(`<a href="(/views/\d+[^"]*)">`)
)

// savedFrom follows the link of a page that saves it, and sends the form that is there.
func savedFrom(s *site, address, name string, more ...string) (status int) {
	s.t.Helper()
	found := saveLink.FindStringSubmatch(s.see(address))
	if found == nil {
		s.t.Fatal(address, "does not lead to where it is saved")
	}
	form := s.see(html.UnescapeString(found[1]), `name="csrf"`)
	pairs := append([]string{"name", url.QueryEscape(name)}, more...)
	for _, field := range hidden.FindAllStringSubmatch(form, -1) {
		pairs = append(pairs, field[1], url.QueryEscape(html.UnescapeString(field[2])))
	}
	status, _ = s.send(post, "/views", pairs...)
	return status
}

// ownSite is a server of its own on the demo, whose persons no other test shares.
func ownSite(t *testing.T) *site {
	t.Helper()
	return openWith(t, demoFolder(t), Options{Now: func() time.Time { return demo.AsOf }})
}

// A person saves pages, finds them in the list, opens, renames and deletes them, all by links and forms alone.
func TestSavedViews(t *testing.T) {
	s := ownSite(t)
	s.see("/methods", `href="/views"`)
	if status := savedFrom(s, "/reporting?stream=station&area=Trung+t%C3%A2m+Y+t%E1%BA%BF+M%C6%B0%E1%BB%9Dng+Nh%C3%A9&period=2026-W40", "Trạm <của> Nhé"); status != 303 {
		t.Fatal("saving answers", status)
	}
	list := s.see("/views", "Trạm &lt;của&gt; Nhé", "Trung tâm Y tế Mường Nhé")
	open := html.UnescapeString(viewLink.FindStringSubmatch(list)[1])
	status, target := s.send(get, open)
	u, err := url.Parse(target)
	if err != nil || status != 303 || u.Path != "/reporting" {
		t.Fatal(status, target, err)
	}
	if q := u.Query(); q.Get("stream") != "station" || q.Get("area") != "Trung tâm Y tế Mường Nhé" || q.Get("period") != "2026-W40" || q.Has("lang") {
		t.Error("the view leads to", target)
	}
	s.see(target, "Trung tâm Y tế Mường Nhé")
	if _, target := s.send(get, open+"?lang=en"); !strings.Contains(target, "lang=en") {
		t.Error("the view in English leads to", target)
	}
	if status, _ := s.send(post, open+"/rename", "name", "Nhé"); status != 303 {
		t.Error("renaming answers", status)
	}
	if body := s.see("/views?lang=en", "Nhé", "Rename"); strings.Contains(body, "của") {
		t.Error("the former name stays")
	}
	if status, _ := s.send(post, open+"/rename", "name", ""); status != 422 {
		t.Error("no name answers", status)
	}
	other := s.as(account.DataOfficer)
	if body := other.see("/views"); strings.Contains(body, "Nhé") {
		t.Error("another person sees the view")
	}
	for _, c := range [][2]string{{get, open}, {post, open + "/rename"}, {post, open + "/delete"}} {
		if status, _ := other.send(c[0], c[1], "name", "x"); status != 422 {
			t.Errorf("%s %s of another person answers %d", c[0], c[1], status)
		}
	}
	if status, _ := s.send(post, open+"/delete"); status != 303 {
		t.Error("deleting answers", status)
	}
	s.see("/views", "Chưa lưu trang nào")
	if status, _ := s.send(get, open); status != 422 {
		t.Error("a deleted view answers", status)
	}
}

// The last four weeks of a saved page are those of the day on which it is opened, unless the person wants these weeks.
func TestSavedViewsFollowTheCalendar(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	oneStation(t, folder)
	accounts := accountsIn(t, t.TempDir())
	now := day("2026-02-20")
	s := openWith(t, folder, Options{Now: func() time.Time { return now }, Accounts: accounts})
	weeks := regexp.MustCompile(`<a href="(/coverage\?period=2026-W\d\d..2026-W\d\d)"[^>]*>4 tuần`).FindStringSubmatch(s.see("/coverage"))
	if weeks == nil {
		t.Fatal("the page offers no four weeks")
	}
	savedFrom(s, html.UnescapeString(weeks[1]), "theo lịch")
	savedFrom(s, html.UnescapeString(weeks[1]), "giữ nguyên", "fixed", "1")
	var before, after []string
	opened := func() (targets []string) {
		for _, found := range viewLink.FindAllStringSubmatch(s.see("/views"), -1) {
			_, target := s.send(get, found[1])
			targets = append(targets, target)
		}
		return targets
	}
	before = opened()
	now = day("2026-03-06")
	after = opened()
	if len(before) != 2 || len(after) != 2 || before[0] != before[1] || after[1] != before[1] || after[0] == before[0] || !strings.Contains(after[0], "2026-W06..2026-W09") {
		t.Error(before, after)
	}
}

// What is no page of data cannot be saved: nobody is led elsewhere by a view.
func TestOnlyPagesAreSaved(t *testing.T) {
	s := ownSite(t)
	for _, of := range []string{"https://example.org/", "//example.org/coverage", "coverage", "/users", "/logout", "/sql?q=1", "/views", "/figures/coverage_by_week.csv", "/stations/03127/remarks",
		"/coverage?period=never", "/rows/", "javascript:alert(1)", "/coverage%0d%0aX: y"} {
		if status, _ := s.get("/views?of=" + url.QueryEscape(of)); status != 400 {
			t.Errorf("the form for %s answers %d", of, status)
		}
		if status, _ := s.send(post, "/views", "name", "x", "of", url.QueryEscape(of)); status != 400 {
			t.Errorf("saving %s answers %d", of, status)
		}
	}
	if status, _ := s.send(post, "/views", "name", "x", "of", "/coverage", "rolling", "7"); status != 400 {
		t.Error("a period that nobody offers answers", status)
	}
	if body := s.see("/views"); viewLink.MatchString(body) {
		t.Error("something was saved")
	}
}

// A view opens what its owner may see and no more: it is an address, and the guard stands before the page.
func TestAViewOpensWhatTheRoleMaySee(t *testing.T) {
	s := ownSite(t)
	press := s.as(account.PressOfficer)
	if status, _ := press.send(post, "/views", "name", "x", "of", "/stations"); status != 303 {
		t.Fatal(status)
	}
	_, target := press.send(get, viewLink.FindStringSubmatch(press.see("/views"))[1])
	if status, _ := press.get(target); target != "/stations" || status != 403 {
		t.Error(target, status)
	}
	if status := savedFrom(press, "/", "Toàn tỉnh"); status != 303 {
		t.Error("the press saves the overview:", status)
	}
}
