package dashboard

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/account"
	"luanphien/dashboard/address"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/question"
)

// dialog is a page made for one person: it is never kept, and may hold forms.
type dialog struct {
	*fiber.Ctx
	*question.Question
	server  *Server
	session *account.Session // nil = nobody is signed in
}

// dialog makes a handler of a page that is made for one person.
func (s *Server) dialog(f func(*dialog) error) fiber.Handler {
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
		session, err := s.session(c)
		if err != nil {
			return err
		}
		ctx, end := reading(c)
		defer end()
		r := &question.Question{Ctx: ctx, Shared: s.shared, View: view, Words: s.words[view.Lang], Now: s.now(), Vars: c.AllParams()}
		if m, err := s.newest(); err == nil {
			r.Newest = m.Number
		}
		if session != nil {
			r.Roles, r.Area = session.Roles, areaIn(session)
		}
		return f(&dialog{Ctx: c, Question: r, server: s, session: session})
	}
}

// FormValue is a field of the form that was sent. It is never taken from the address, which logs, histories and proxies
// keep: a password, a statement or a token there counts as not sent.
func (d *dialog) FormValue(name string, _ ...string) string {
	return string(d.Request().PostArgs().Peek(name))
}

// show answers with a page whose forms carry the token of this browser.
func (d *dialog) show(name, titleKey string, body any) error {
	token, err := d.server.newFormToken(d.Ctx)
	if err != nil {
		return err
	}
	d.Question.Form = token
	html, err := d.server.frame.Render(d.Question, name, titleKey, body)
	if err != nil {
		return err
	}
	d.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	return d.Send(html)
}

// leave leads on to another page after a form was taken.
func (d *dialog) leave(path string) error { return d.Redirect(path, fiber.StatusSeeOther) }

// refuse sets the answer's status and gives the sentence to show, where the error is one for the person; otherwise it
// gives the error back.
func (d *dialog) refuse(err error) (sentence string, other error) {
	p := answer.ProblemOf(err)
	if p.Code >= fiber.StatusInternalServerError {
		return "", err
	}
	d.Status(p.Code)
	return p.Sentence(d.View.Lang), nil
}
