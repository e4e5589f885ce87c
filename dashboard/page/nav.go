package page

import "strings"

// Navigation is the menu in its order. A page is its path; its word is the message "nav." and the last part of the
// path. A page that the program does not serve, or the reader's roles do not open, is left out, and a group with
// nothing left in it too; a group with one page left is shown as that page.
var Navigation = []navGroup{
	{"", []string{"/"}},
	{"", []string{"/attention"}},
	{"nav.group.staff", []string{"/coverage", "/needs", "/rotation"}},
	{"nav.group.care", []string{"/referrals", "/indicators", "/difficulties"}},
	{"nav.group.reports", []string{"/reporting", "/reminders", "/quality"}},
	{"", []string{"/stations"}},
	{"nav.group.lookup", []string{SavedPath, "/figures", "/compare", "/methods", "/diagnostics", "/sql"}},
	{"nav.group.manage", []string{"/data", "/users", "/audit"}},
}

// navGroup is a word of the menu's first level, by its message, and the pages under it.
type navGroup struct {
	Key   string
	Paths []string
}

// NavEntry is an entry of the menu as one page shows it: a link, or a word with links under it.
type NavEntry struct {
	Text    string
	URL     string     // "" for a group
	Current string     // aria-current: "page", "true" for what the page belongs to, or ""
	Entries []NavEntry // of a group
}

// Nav is the menu for the reader of the page.
func (p *Page) Nav() []NavEntry {
	var list []NavEntry
	for _, g := range Navigation {
		group := NavEntry{}
		if g.Key != "" {
			group.Text = p.r.Words.T(g.Key)
		}
		for _, path := range g.Paths {
			if !p.May(path) {
				continue
			}
			e := NavEntry{Text: p.r.Words.T(navKey(path)), URL: p.URL(path), Current: navCurrent(p.Path(), path)}
			if e.Current != "" {
				group.Current = "true"
			}
			group.Entries = append(group.Entries, e)
		}
		if len(group.Entries) == 1 {
			list = append(list, group.Entries[0])
		} else if len(group.Entries) > 1 {
			list = append(list, group)
		}
	}
	return list
}

func navKey(path string) string {
	if path == "/" {
		return "nav.overview"
	}
	return "nav." + path[strings.LastIndexByte(path, '/')+1:]
}

// navCurrent tells how a page at the path at stands to an entry of the menu.
func navCurrent(at, entry string) string {
	switch {
	case at == entry:
		return "page"
	case entry != "/" && strings.HasPrefix(at, entry+"/"):
		return "true"
	}
	return ""
}
