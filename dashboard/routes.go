package dashboard

import (
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/gofiber/fiber/v2/middleware/requestid"
)

// routes is the whole map of addresses.
func (s *Server) routes() {
	s.app.Use(recover.New(), requestid.New(), securityHeaders, s.logRequest)

	s.app.Get("/", s.serve(page("overview", overview)))
	s.app.Get("/coverage", s.serve(page("topic", topic("coverage_by_station", "presence_by_week"))))
	s.app.Get("/referrals", s.serve(page("topic", topic("referrals_by_station", "referrals_by_week"))))
	s.app.Get("/reporting", s.serve(page("topic", topic("reporting_by_station", "reports_by_week"))))
	s.app.Get("/stations", s.serve(page("stations", stationList)))
	s.app.Get("/stations/:code", s.serve(page("station", stationPage)))

	s.app.Get("/figures", s.serve(page("figures", figureCatalogue)))
	s.app.Get("/figures/:id.json", s.serve(figureJSON))
	s.app.Get("/figures/:id.csv", s.serve(figureCSV))
	s.app.Get("/figures/:id", s.serve(page("figure", figurePage)))
	s.app.Get("/methods", s.serve(page("methods", methodsPage)))

	s.app.Get("/healthz", s.health)
	s.app.Get("/assets/:name", s.asset)
	s.app.Get("/favicon.ico", func(c *fiber.Ctx) error { return c.SendStatus(fiber.StatusNoContent) })
	s.app.Use(func(*fiber.Ctx) error { return fiber.ErrNotFound })
}
