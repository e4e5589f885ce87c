// Package form makes the pages that are for one person: they know who asks, are never kept, and may hold forms to send.
package form

import (
	"cmp"
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"

	"luanphien/analytics/editions"
	"luanphien/dashboard/account"
	"luanphien/dashboard/address"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/page"
	"luanphien/dashboard/question"
	"luanphien/queries/edition"
)

// Maker makes the forms of a server.
type Maker struct {
	Guard    *guard.Guard
	Frame    *page.Frame
	Shared   *question.Shared
	Shelf    *editions.Shelf
	Now      func() time.Time
	Provider bool // people may log in by the department's own system
}

// Form is a page made for one person: it is never kept, and may hold forms to send.
type Form struct {
	*fiber.Ctx
	*question.Question
	Session *account.Session // nil = nobody is signed in
	maker   *Maker
}

// Handle makes a handler of a page that is made for one person.
func (m *Maker) Handle(f func(*Form) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderCacheControl, "no-store")
		query, err := url.ParseQuery(string(c.Request().URI().QueryString()))
		if err != nil {
			query = url.Values{}
		}
		view, err := address.Parse(c.Path(), query)
		if err != nil {
			return err
		}
		session, err := m.Guard.Session(c)
		if err != nil {
			return err
		}
		ctx, end := guard.Reading(c)
		defer end()
		r := &question.Question{Ctx: ctx, Shared: m.Shared, View: view, Words: m.Shared.Languages[view.Lang], Now: m.Now(), Vars: c.AllParams()}
		if newest, err := question.Newest(m.Shelf); err == nil {
			r.Newest = newest.Number
		}
		if session != nil {
			r.Roles, r.Area = session.Roles, guard.AreaIn(session)
		}
		return f(&Form{Ctx: c, Question: r, Session: session, maker: m})
	}
}

// OnEdition is a form that needs the edition that the address asks for, and its scope.
func (m *Maker) OnEdition(f func(*Form) error) func(*Form) error {
	return func(d *Form) error {
		release, err := d.Hold(m.Shelf)
		defer release()
		if err != nil {
			return err
		}
		if d.Edition == nil {
			return question.NoEdition(edition.ErrNone)
		}
		d.Question.Now = d.Question.Now.Truncate(time.Minute) // one as-of moment with the kept pages
		if d.Scope, err = catalogue.ScopeAsked(d.Question, d.Question.Now); err != nil {
			return err
		}
		return f(d)
	}
}

// FormValue is a field of the form that was sent. It is never taken from the address, which logs, histories and proxies
// keep: a password, a statement or a token there counts as not sent.
func (d *Form) FormValue(name string, _ ...string) string {
	return string(d.Request().PostArgs().Peek(name))
}

// Show answers with a page whose forms carry the token of this browser.
func (d *Form) Show(name, titleKey string, body any) error {
	token, err := d.maker.Guard.NewFormToken(d.Ctx)
	if err != nil {
		return err
	}
	d.Question.Form = token
	html, err := d.maker.Frame.Render(d.Question, name, titleKey, body)
	if err != nil {
		return err
	}
	d.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	return d.Send(html)
}

// Leave leads on to another page after a form was taken.
func (d *Form) Leave(path string) error { return d.Redirect(path, fiber.StatusSeeOther) }

// Refuse sets the answer's status and gives the sentence to show, where the error is one for the person; otherwise it
// gives the error back.
func (d *Form) Refuse(err error) (sentence string, other error) {
	p := answer.ProblemOf(err)
	if p.Code >= fiber.StatusInternalServerError {
		return "", err
	}
	d.Status(p.Code)
	return p.Sentence(d.View.Lang), nil
}

// Actor is who asks, as the audit trail names people.
func (d *Form) Actor() (account.Actor, error) { return d.maker.Guard.Actor(d.Ctx) }

// Audit writes into the audit trail what the person who asks does.
func (d *Form) Audit(action, subject, detail string) error {
	return d.maker.Guard.Audit(d.Ctx, action, subject, detail)
}

// Base is how this program's addresses begin for its readers.
func (d *Form) Base() string { return cmp.Or(d.maker.Guard.Links, d.BaseURL()) }
