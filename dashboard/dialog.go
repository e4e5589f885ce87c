package dashboard

import (
	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/form"
)

// dialog is a form of a page that needs its server.
type dialog struct {
	*form.Form
	server *Server
}

func (s *Server) dialog(f func(*dialog) error) fiber.Handler { return s.forms.Handle(s.atServer(f)) }

func (s *Server) atServer(f func(*dialog) error) func(*form.Form) error {
	return func(d *form.Form) error { return f(&dialog{d, s}) }
}

// onEdition is a dialog that needs the edition that the address asks for.
func (s *Server) onEdition(f func(*dialog) error) func(*dialog) error {
	return func(d *dialog) error { return s.forms.OnEdition(s.atServer(f))(d.Form) }
}
