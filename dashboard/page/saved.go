package page

import (
	"net/url"
	"slices"
	"strings"

	"luanphien/dashboard/words"
)

// SavedPath is the address of a person's saved views.
const SavedPath = "/views"

// notSaved are pages of the menu that are no view of the data: they are worked in.
var notSaved = []string{SavedPath, "/sql", "/data", "/users", "/audit"}

// Savable tells whether the page at a path can be saved as a view: those that are read, and the pages of one station, one
// figure and the rows of one kind.
func Savable(path string) bool {
	for _, g := range Navigation {
		if slices.Contains(g.Paths, path) {
			return !slices.Contains(notSaved, path)
		}
	}
	for _, folder := range []string{"/stations/", "/figures/", "/rows/"} {
		if name, ok := strings.CutPrefix(path, folder); ok {
			return name != "" && !strings.ContainsAny(name, "/.")
		}
	}
	return false
}

// NavWord is the word of the menu for a page; "" for one that is not in it.
func NavWord(w *words.Words, path string) string {
	for _, g := range Navigation {
		if slices.Contains(g.Paths, path) {
			return w.T(navKey(path))
		}
	}
	return ""
}

// saveLink leads to the form that saves the page with its choices, with a name to begin with.
func (p *Page) saveLink() string {
	if !Savable(p.View.Path) || !p.May(SavedPath) {
		return ""
	}
	q := url.Values{"of": {p.View.Link(p.View.Path, append(p.View.Own(), "lang", "", "made", "")...)}}
	name := []string{p.Title}
	for _, s := range p.Controls.Spans {
		if s.Chosen && s.Rolling != "" {
			q.Set("rolling", s.Rolling)
			name = append(name, s.Text)
		}
	}
	if p.View.Area != "" {
		name = append(name, p.View.Area)
	}
	q.Set("name", strings.Join(name, " · "))
	if lang := p.View.Given("lang"); lang != "" {
		q.Set("lang", lang)
	}
	return SavedPath + "?" + q.Encode()
}
