package dashboard

import (
	"slices"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/gofiber/fiber/v2/middleware/requestid"

	"luanphien/dashboard/account"
	"luanphien/dashboard/address"
	"luanphien/dashboard/brief"
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure/incidents"
	"luanphien/dashboard/figure/indicators"
	"luanphien/dashboard/figure/needs"
	"luanphien/dashboard/following"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/roles"
)

// table is the whole map of addresses: what answers, and who may open it. Nothing is served that is not in it.
func (s *Server) table() []guard.Route {
	return slices.Concat(s.pagesRead(), following.Routes(s.forms), s.sql.Routes(), s.loading.Routes(), s.people.Routes())
}

// pagesRead are the addresses of what is only read, and of what belongs to no page.
func (s *Server) pagesRead() []guard.Route {
	page, drawn := s.frame.Page, export.NewPictures(s.pages)
	return []guard.Route{
		guard.Get("/", roles.SignedIn, s.serve(page("overview", overview))),
		guard.Get(meetingPath, roles.SignedIn, s.serve(page("meeting", meetingPage))),
		guard.Get("/coverage", roles.Readers, s.serve(page("topic", topic(coverageLead, "coverage_by_station", "coverage_xmr", "doctor_xmr", "presence_by_week", "ahead_grid", "ahead_moves", "ahead_needs")))),
		guard.Get("/referrals", roles.Readers, s.serve(page("topic", topic(referralsLead, "referrals_by_week", "referrals_by_station", "referrals_withheld", "referral_xmr", "referral_funnel", "referral_multiples")))),
		guard.Get("/reporting", roles.Readers, s.serve(page("topic", topic(reportingLead, "reporting_by_station", "on_time_xmr", "reporting_funnel", "reports_by_week")))),
		guard.Get("/difficulties", roles.Readers, s.serve(page("topic", topic(incidents.Lead, "incidents_open", "response_times", "resolution_times", "incidents_by_week")))),
		guard.Get("/indicators", roles.Readers, s.serve(page("topic", topic(indicators.Lead, "indicators_by_week", "indicators_by_station")))),
		guard.Get("/needs", roles.Readers, s.serve(page("topic", topic(needs.Lead, "needs_grid", "needs_by_specialty", "needs_unmet")))),
		guard.Get("/rotation", roles.Readers, s.serve(page("topic", topic(rotationLead, "rotation_flows", "rotation_staff", "rotation_planned", "rotation_stations", "double_bookings", "postings_all")))),
		guard.Get("/diagnostics", roles.Analysts, s.serve(page("topic", topic(diagnosticsLead, "referral_estimates", "referral_checks", "calibration_by_block", "referral_rates")))),
		guard.Get("/quality", roles.Readers, s.serve(page("topic", topic(qualityLead, "quality_by_station", "quality_checks", "quality_items")))),
		guard.Get("/stations", roles.Readers, s.serve(page("stations", scorecardPage))),
		guard.Get("/stations/:code", roles.Readers, s.serveWithNames(page("station", stationPage))),

		guard.Get(address.AttentionPath, roles.Readers, s.serve(page("attention", following.Attention))),

		guard.Get(brief.Path("docx"), roles.Readers, s.guard.Recorded(account.ActionDownload, s.serve(briefFile("docx")))),
		guard.Get(brief.Path("html"), roles.Readers, s.guard.Recorded(account.ActionDownload, s.serve(briefFile("html")))),
		guard.Get("/reminders", roles.Readers, s.serveWithNames(page("reminders", remindersPage))),
		guard.Get("/compare", roles.Readers, s.serve(page("compare", comparePage))),
		guard.Get("/rows/:kind", roles.Readers, s.serve(page("rows", rowsPage))),

		// Of figures, the press office opens those of the province only: draw refuses it the others.
		guard.Get("/figures", roles.SignedIn, s.serve(page("figures", figureCatalogue))),
		guard.Get(address.PackPath, roles.Publishers, s.guard.Recorded(account.ActionDownload, s.serve(s.packFile))),
		guard.Get("/figures/:id.json", roles.SignedIn, s.serve(figureJSON)),
		guard.Get("/figures/:id.csv", roles.SignedIn, s.guard.Recorded(account.ActionDownload, s.serve(export.CSV))),
		guard.Get("/figures/:id.svg", roles.SignedIn, s.guard.Recorded(account.ActionDownload, s.serve(drawn.Svg))),
		guard.Get("/figures/:id.png", roles.SignedIn, s.guard.Recorded(account.ActionDownload, s.serve(drawn.Png))),
		guard.Get("/figures/:id.pdf", roles.SignedIn, s.guard.Recorded(account.ActionDownload, s.serve(drawn.Pdf))),
		guard.Get("/figures/:id.xlsx", roles.SignedIn, s.guard.Recorded(account.ActionDownload, s.serve(export.XLSX))),
		guard.Get("/figures/:id.parquet", roles.SignedIn, s.guard.Recorded(account.ActionDownload, s.serve(export.Parquet))),
		guard.Get("/pictures/:id.svg", roles.SignedIn, s.serve(drawn.Figure)),
		guard.Get("/figures/:id", roles.SignedIn, s.serve(page("figure", figurePage))),
		guard.Get("/methods", roles.SignedIn, s.serve(page("methods", methodsPage))),

		guard.Get("/.well-known/security.txt", roles.Anyone, s.securityText),
		guard.Get("/healthz", roles.Anyone, s.health),
		guard.Get("/newest.json", roles.Anyone, s.newestEdition),
		guard.Get("/assets/:name", roles.Anyone, s.asset),
		guard.Get("/favicon.ico", roles.Anyone, func(c *fiber.Ctx) error { return c.SendStatus(fiber.StatusNoContent) }),
	}
}

// routes registers the table.
func (s *Server) routes() {
	s.app.Use(guard.Received, recover.New(), requestid.New(), s.guard.SecurityHeaders, s.logRequest, s.guard.BoundOutflow, s.guard.WellFormed, s.guard.ByProxyOnly, s.guard.LimitBody)
	s.frame.Who = map[string]roles.Access{}
	for _, r := range s.table() {
		s.app.Add(r.Method, r.Path, s.guard.Guarded(r))
		if r.Method == fiber.MethodGet {
			s.app.Add(fiber.MethodHead, r.Path, s.guard.Guarded(r))
			s.frame.Who[r.Path] = r.Who
		}
	}
	s.app.Use(func(*fiber.Ctx) error { return fiber.ErrNotFound })
}
