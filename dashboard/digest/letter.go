// Package digest sends people the weekly brief by e-mail, or into a folder, with what they are to see to and links to the
// pages that they saved: on Mondays, once a week a person.
package digest

import (
	"bytes"
	_ "embed"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"luanphien/dashboard/account"
	"luanphien/dashboard/brief"
)

//go:embed digest.html
var markup string

// Letter is what a person is sent, in words.
type Letter struct {
	*brief.Sheet
	Edition      int    // of its numbers
	Open         Link   // the page that says the same
	Said         string // that the saved page is gone whose filters it should have; "" = nothing
	Mine         brief.Part
	Items        []Item // that the person is to see to
	ViewsHeading string
	Views        []Link // that the person saved
	Why          string // why it comes
	End          Link   // turns the digest off, without a log-in
}

// Link is an address with what it leads to.
type Link struct{ Text, URL string }

// Item is something that the person is to see to.
type Item struct {
	Link
	Due  string // until when; "" = no day is set, or it is over
	Late string // since when it is overdue; "" = it is not
}

// plain is the letter as text.
func (l *Letter) plain() string {
	var b strings.Builder
	b.WriteString(brief.Plain(l.Sheet))
	line := func(text string) {
		if text != "" {
			b.WriteString(text + "\n")
		}
	}
	line("\n== " + l.Mine.Heading + " ==")
	for _, text := range l.Mine.Lines {
		line(text)
	}
	for _, i := range l.Items {
		text := "- " + i.Text
		for _, more := range []string{i.Due, i.Late} {
			if more != "" {
				text += " – " + more
			}
		}
		line(text + "\n  " + i.URL)
	}
	if len(l.Views) > 0 {
		line("\n== " + l.ViewsHeading + " ==")
	}
	for _, v := range l.Views {
		line("- " + v.Text + "\n  " + v.URL)
	}
	line("")
	line("\n" + l.Open.Text + ":\n  " + l.Open.URL)
	line(l.Said)
	line("\n" + l.Source)
	line("\n" + l.Why + "\n" + l.End.Text + ":\n  " + l.End.URL)
	return b.String()
}

// message puts the letter together: as text, and as a page with its pictures. The same letter has the same number whenever it
// is sent, so that programs for mail know one that came twice.
func (l *Letter) message(from, to, number string, at time.Time) (*mail.Msg, error) {
	m := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := m.From(from); err != nil {
		return nil, account.Refuse("digest.problem.from")
	}
	if err := m.To(to); err != nil {
		return nil, account.Refuse("account.problem.email")
	}
	page, pictures, err := brief.Inline(markup, l)
	if err != nil {
		return nil, err
	}
	m.Subject(l.Title)
	m.SetMessageIDWithValue(number)
	m.SetDateWithValue(at)
	m.SetGenHeader(mail.HeaderListUnsubscribe, "<"+l.End.URL+">")
	m.SetGenHeader(mail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetBodyString(mail.TypeTextPlain, l.plain())
	m.AddAlternativeString(mail.TypeTextHTML, page)
	for _, p := range pictures {
		name, _, _ := strings.Cut(p.ID, "@")
		if err := m.EmbedReader(name+".png", bytes.NewReader(p.PNG), mail.WithFileContentID(p.ID), mail.WithFileContentType("image/png")); err != nil {
			return nil, err
		}
	}
	return m, nil
}
