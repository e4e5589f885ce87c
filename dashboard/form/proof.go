package form

import (
	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/guard"
)

// proofField holds a password or a code in a form that asks for it anew.
const proofField = "proof"

type proofBody struct {
	Message string
	Factor  bool
	Fields  []sentField // of the form that is on its way
	Login   string
	Again   string // address at which to log in anew by the provider of identities; "" = there is none
}

type sentField struct{ Name, Value string }

// Fresh is a handler of a form that only who has shown a password or a code lately may send: a browser left open must
// not be enough. Others are asked for it, and what they sent goes on with the answer.
func (m *Maker) Fresh(h fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		session, err := m.Guard.Session(c)
		if err != nil {
			return err
		}
		if session == nil {
			return guard.ErrNotSignedIn
		}
		if m.Guard.Accounts.Proven(session) {
			return h(c)
		}
		proof := string(c.Request().PostArgs().Peek(proofField))
		if proof == "" {
			return m.Handle(func(d *Form) error { return d.askProof(nil) })(c)
		}
		if err := m.Guard.Accounts.Prove(c.UserContext(), c.Cookies(m.Guard.SessionCookie()), proof, m.Guard.Client(c)); err != nil {
			return m.Handle(func(d *Form) error { return d.askProof(err) })(c)
		}
		return h(c)
	}
}

// askProof asks for a password or a code, with all that was sent to go on with.
func (d *Form) askProof(failed error) error {
	b := proofBody{Factor: d.Session.Factor, Login: d.Session.Login}
	if failed != nil {
		var other error
		if b.Message, other = d.Refuse(failed); other != nil {
			return other
		}
	} else {
		d.Status(fiber.StatusForbidden)
	}
	d.Context().PostArgs().VisitAll(func(name, value []byte) {
		if n := string(name); n != proofField && n != guard.FormField {
			b.Fields = append(b.Fields, sentField{n, string(value)})
		}
	})
	if d.Session.IDToken != "" && d.maker.Provider {
		b.Again = d.View.Link("/login/provider", "again", "1")
	}
	return d.Show("prove", "prove.title", b)
}
