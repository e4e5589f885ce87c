package dashboard

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"luanphien/dashboard/account"
	"luanphien/dashboard/address"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/brief"
	"luanphien/dashboard/digest"
	"luanphien/dashboard/following"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/page"
	"luanphien/dashboard/people"
	"luanphien/dashboard/question"
	"luanphien/dashboard/roles"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// office is what sends this server's digests; nil where there is no way for letters to go.
func (s *Server) office(post digest.Post) *digest.Office {
	if post == nil {
		return nil
	}
	return &digest.Office{Accounts: s.accounts, Post: post, Make: s.letterFor, Cited: s.guard.Cited, Now: s.now, Log: s.log}
}

// SendDigests sends the digests that are due, once.
func (s *Server) SendDigests(ctx context.Context) (digest.Done, error) { return s.digests.Send(ctx) }

// filters are the parameters of a saved view that its digest has: what narrows the data. The weeks are the digest's own.
var filters = []string{"province", "area", "kind", "stations", "specialty"}

// letterFor writes a person's digest: what the pages would show, asked by that very person.
func (s *Server) letterFor(ctx context.Context, u account.User, d account.Digest) (*digest.Letter, error) {
	if !roles.Readers.Admits(u.Roles) || u.Disabled() {
		return nil, roles.ErrForbidden
	}
	views, err := s.accounts.Views(ctx, u.ID)
	if err != nil {
		return nil, err
	}
	l := &digest.Letter{}
	open, q := "/", url.Values{}
	for _, v := range views {
		if v.ID != d.View {
			continue
		}
		at, err := url.Parse(v.Address)
		if err != nil {
			return nil, err
		}
		open = page.SavedPath + "/" + strconv.FormatInt(v.ID, 10)
		for _, name := range filters {
			if text := at.Query().Get(name); text != "" {
				q.Set(name, text)
			}
		}
	}
	if d.Lang == words.English {
		q.Set("lang", string(d.Lang))
	}
	var week string
	if err := s.inquireAs(ctx, u, brief.Path("html"), q, func(r *question.Question) error {
		if r.Edition == nil { // which has no week
			return brief.Check(r, calendar.Week{})
		}
		week = brief.AsOf(r.LastWeek())
		return brief.Check(r, r.LastWeek())
	}); err != nil {
		return nil, err
	}
	q.Set("as_of", week)
	err = s.inquireAs(ctx, u, brief.Path("html"), q, func(r *question.Question) (err error) {
		if l.Sheet, err = sheetOf(r); err != nil {
			return err
		}
		l.Edition = r.Edition.Manifest.Number
		s.addLinks(r, l, d, open, views)
		l.End = digest.Link{Text: r.Words.T("digest.end.link"), URL: s.guard.Links + people.DigestEnd + "/" + d.Ending(u.ID) + langOf(d)}
		return nil
	})
	if err != nil {
		return nil, err
	}
	own := url.Values{}
	if d.Lang == words.English {
		own.Set("lang", string(d.Lang))
	}
	return l, s.inquireAs(ctx, u, address.AttentionPath, own, func(r *question.Question) error { return s.addItems(r, l, u) })
}

func langOf(d account.Digest) string {
	if d.Lang == words.English {
		return "?lang=en"
	}
	return ""
}

// addLinks adds the page of which the digest is, and the pages that the person saved.
func (s *Server) addLinks(r *question.Question, l *digest.Letter, d account.Digest, open string, views []account.SavedView) {
	w := r.Words
	l.Open = digest.Link{Text: w.T("digest.open"), URL: s.guard.Links + open + langOf(d)}
	if d.View != 0 && open == "/" {
		l.Said = w.T("digest.view_gone")
	}
	l.ViewsHeading = w.T("nav.views")
	for _, v := range views {
		l.Views = append(l.Views, digest.Link{Text: v.Name, URL: s.guard.Links + page.SavedPath + "/" + strconv.FormatInt(v.ID, 10) + langOf(d)})
	}
	l.Why = w.T("digest.why")
}

// addItems adds what the person is to see to, as of now, whatever the digest is narrowed to.
func (s *Server) addItems(r *question.Question, l *digest.Letter, u account.User) error {
	w := r.Words
	l.Mine.Heading = w.T("digest.mine")
	if r.Edition == nil {
		return nil
	}
	items, err := r.Attention(r.Scope)
	if err != nil {
		return err
	}
	lines, err := following.Lines(r, items)
	if err != nil {
		return err
	}
	late := 0
	for _, line := range following.OpenOf(lines, u.Login) {
		text := line.Text
		if line.Station != "" {
			text = line.Station + ": " + text
		}
		item := digest.Item{Link: digest.Link{Text: text, URL: s.guard.Links + r.View.Link(following.ItemPath, "item", line.Key)}}
		switch {
		case line.Overdue:
			late++
			item.Late = w.T("follow.overdue", "date", w.Date(line.State.Due))
		case !line.State.Due.IsZero():
			item.Due = w.T("follow.due", "date", w.Date(line.State.Due))
		}
		l.Items = append(l.Items, item)
	}
	switch {
	case len(l.Items) == 0:
		l.Mine.Lines = []string{w.T("digest.mine.none")}
	case late > 0:
		l.Mine.Lines = []string{w.N("digest.mine.n", len(l.Items)) + " " + w.N("digest.mine.late", late)}
	default:
		l.Mine.Lines = []string{w.N("digest.mine.n", len(l.Items))}
	}
	return nil
}

// inquireAs asks what a person may ask, with the person's roles and area.
func (s *Server) inquireAs(ctx context.Context, u account.User, path string, q url.Values, ask func(*question.Question) error) error {
	newest, err := question.Newest(s.shelf)
	if err != nil {
		return err
	}
	area := guard.AreaIn(&account.Session{Roles: u.Roles, Stations: u.Stations})
	a := asked{path: path, query: q, roles: u.Roles, area: area, newest: newest.Number, now: s.now().Truncate(time.Minute)}
	_, err = s.answer(ctx, func(r *question.Question) (*answer.Answer, error) { return &answer.Answer{}, ask(r) }, a)
	if err != nil {
		return fmt.Errorf("a digest: %w", err)
	}
	return nil
}
