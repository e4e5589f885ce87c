package dashboard

import (
	"maps"
	"strings"
	"testing"

	"luanphien/dashboard/account"
	"luanphien/dashboard/page"
	"luanphien/dashboard/upload"
)

// Every page of the table that stands by itself is in the menu, and each role is offered exactly what it may open.
func TestMenuLeadsToEveryPage(t *testing.T) {
	s := openDemo(t)
	listed := map[string]bool{"/account": true, "/healthz": true, "/login": true, "/favicon.ico": true, meetingPath: true, upload.UploadPath: true,
		"/login/code": true, "/login/provider": true, "/login/provider/return": true, "/account/second-factor": true, "/quality/replacements": true}
	besides := maps.Clone(listed) // those that other pages lead to
	for _, g := range page.Navigation {
		for _, path := range g.Paths {
			listed[path] = true
		}
	}
	for _, r := range s.table() {
		if r.Method == get && !strings.Contains(r.Path, ":") && !strings.Contains(r.Path, ".") && !listed[r.Path] && !listed[strings.TrimSuffix(r.Path, "/item")] {
			t.Errorf("%s is not in the menu", r.Path)
		}
	}
	for letter, roles := range whoIs {
		if roles == 0 {
			continue
		}
		body := s.as(roles).see("/methods")
		menu := body[strings.Index(body, `<nav id="nav"`):strings.Index(body, "</nav>")]
		for path := range listed {
			who, served := mayOpen["GET "+path]
			offered := strings.Contains(menu, `href="`+path+`"`)
			inMenu := !besides[path]
			if want := served && inMenu && strings.ContainsRune(who, letter); offered != want {
				t.Errorf("the menu of %q offers %s: %v", roles, path, offered)
			}
		}
	}
}

// The page that is open is marked, and a station's page marks the list that it belongs to.
func TestMenuMarksWhereTheReaderIs(t *testing.T) {
	s := openDemo(t).as(account.Director)
	s.see("/coverage?lang=en", `<a href="/coverage?lang=en" aria-current="page">Coverage</a>`)
	s.see("/stations/03127", `<a href="/stations" aria-current="true">`)
	s.see("/figures/coverage_by_week", `<summary class="current">Tra cứu</summary>`, `<a href="/figures" aria-current="true">`)
}
