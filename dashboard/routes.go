package dashboard

import (
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/gofiber/fiber/v2/middleware/requestid"

	"luanphien/dashboard/account"
	"luanphien/dashboard/address"
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure/incidents"
	"luanphien/dashboard/figure/indicators"
	"luanphien/dashboard/figure/needs"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/roles"
	"luanphien/dashboard/upload"
)

const (
	get  = fiber.MethodGet
	post = fiber.MethodPost
)

// table is the whole map of addresses: what answers, and who may open it. Nothing is served that is not in it.
func (s *Server) table() []guard.Route {
	page, drawn := s.frame.Page, export.NewPictures(s.pages)
	return []guard.Route{
		guard.Get("/", roles.SignedIn, s.serve(page("overview", overview))),
		guard.Get("/coverage", roles.Readers, s.serve(page("topic", topic(coverageLead, "coverage_by_station", "coverage_xmr", "doctor_xmr", "presence_by_week", "ahead_grid", "ahead_moves", "ahead_needs")))),
		guard.Get("/referrals", roles.Readers, s.serve(page("topic", topic(referralsLead, "referrals_by_week", "referrals_by_station", "referrals_withheld", "referral_xmr", "referral_funnel", "referral_multiples")))),
		guard.Get("/reporting", roles.Readers, s.serve(page("topic", topic(reportingLead, "reporting_by_station", "on_time_xmr", "reporting_funnel", "reports_by_week")))),
		guard.Get("/difficulties", roles.Readers, s.serve(page("topic", topic(incidents.Lead, "incidents_open", "response_times", "resolution_times", "incidents_by_week")))),
		guard.Get("/indicators", roles.Readers, s.serve(page("topic", topic(indicators.Lead, "indicators_by_week", "indicators_by_station")))),
		guard.Get("/needs", roles.Readers, s.serve(page("topic", topic(needs.Lead, "needs_grid", "needs_by_specialty", "needs_unmet")))),
		guard.Get("/rotation", roles.Readers, s.serve(page("topic", topic(rotationLead, "rotation_flows", "rotation_staff", "rotation_planned", "rotation_stations", "double_bookings", "postings_all")))),
		guard.Get("/diagnostics", roles.Analysts, s.serve(page("topic", topic(diagnosticsLead, "referral_estimates", "referral_checks", "calibration_by_block", "referral_rates")))),
		guard.Get("/quality", roles.Readers, s.serve(page("topic", topic(qualityLead, "quality_by_station", "quality_checks", "quality_items")))),
		guard.Get(replacementsPath, roles.Loaders, s.dialog(s.loading(s.onEdition(replacementsPage)))),
		guard.Post(replacementsPath, roles.Loaders, s.dialog(s.loading(s.onEdition(settleReplacement)))),
		guard.Get("/stations", roles.Readers, s.serve(page("stations", stationList))),
		guard.Get("/stations/:code", roles.Readers, s.serveWithNames(page("station", stationPage))),

		guard.Get(address.AttentionPath, roles.Readers, s.serve(page("attention", attentionPage))),
		guard.Get(itemPath, roles.Readers, s.dialog(s.onEdition(itemPage))),
		guard.Post(itemPath, roles.Readers, s.dialog(s.onEdition(followItem))),
		guard.Get("/stations/:code/remarks", roles.Readers, s.dialog(s.onEdition(remarksPage))),
		guard.Post("/stations/:code/remarks", roles.Readers, s.dialog(s.onEdition(addRemark))),
		guard.Post("/stations/:code/remarks/:id/withdraw", roles.Readers, s.dialog(s.onEdition(withdrawRemark))),

		guard.Get("/compare", roles.Readers, s.serve(page("compare", comparePage))),
		guard.Get("/rows/:kind", roles.Readers, s.serve(page("rows", rowsPage))),

		// Of figures, the press office opens those of the province only: draw refuses it the others.
		guard.Get("/figures", roles.SignedIn, s.serve(page("figures", figureCatalogue))),
		guard.Get("/figures/:id.json", roles.SignedIn, s.serve(figureJSON)),
		guard.Get("/figures/:id.csv", roles.SignedIn, s.guard.Recorded(account.ActionDownload, s.serve(export.CSV))),
		guard.Get("/figures/:id.svg", roles.SignedIn, s.guard.Recorded(account.ActionDownload, s.serve(drawn.Svg))),
		guard.Get("/figures/:id.png", roles.SignedIn, s.guard.Recorded(account.ActionDownload, s.serve(drawn.Png))),
		guard.Get("/figures/:id.xlsx", roles.SignedIn, s.guard.Recorded(account.ActionDownload, s.serve(export.XLSX))),
		guard.Get("/pictures/:id.svg", roles.SignedIn, s.serve(drawn.Figure)),
		guard.Get("/figures/:id", roles.SignedIn, s.serve(page("figure", figurePage))),
		guard.Get("/sql", roles.Analysts, s.dialog(sqlPage)),
		guard.Post("/sql", roles.Analysts, s.dialog(runSQL)),
		guard.Post("/sql/stop", roles.Analysts, s.dialog(stopSQL)),
		guard.Get("/sql/place.json", roles.Analysts, s.dialog(placeJSON)),
		guard.Get("/methods", roles.SignedIn, s.serve(page("methods", methodsPage))),

		guard.Get("/data", roles.Loaders, s.dialog(s.loading(dataPage))),
		guard.Get("/data/templates/:kind.xlsx", roles.Loaders, s.dialog(s.loading(templateBook))),
		guard.Get("/data/loads/:id", roles.Loaders, s.dialog(s.loading(loadPage))),
		guard.Post("/data/refusals/dismiss", roles.Loaders, s.dialog(s.loading(dismissRows))),
		guard.Post("/data/refusals/restore", roles.Loaders, s.dialog(s.loading(restoreRow))),
		guard.Get("/data/loads/:id/refused.xlsx", roles.Loaders, s.guard.Recorded(account.ActionDownload, s.dialog(s.loading(refusedBook)))),
		guard.Get("/data/loads/:id/undo", roles.Loaders, s.dialog(s.loading(undoPage))),
		guard.Post("/data/loads/:id/undo", roles.Loaders, s.forms.Fresh(s.dialog(s.loading(undoLoad)))),
		guard.Get(upload.UploadPath, roles.Loaders, s.dialog(s.loading(uploadPage))),
		guard.Post(upload.UploadPath, roles.Loaders, s.dialog(s.loading(takeUpload))),
		guard.Get(upload.UploadPath + "/:id", roles.Loaders, s.dialog(s.loading(previewPage))),
		guard.Get(upload.UploadPath + "/:id/progress.json", roles.Loaders, s.dialog(s.loading(progressJSON))),
		guard.Post(upload.UploadPath + "/:id", roles.Loaders, s.dialog(s.loading(loadUpload))),
		guard.Post(upload.UploadPath + "/:id/discard", roles.Loaders, s.dialog(s.loading(discardUpload))),

		guard.Get("/login", roles.Anyone, s.dialog(loginPage)),
		guard.Post("/login", roles.Anyone, s.dialog(logIn)),
		guard.Get("/login/code", roles.Anyone, s.dialog(codePage)),
		guard.Post("/login/code", roles.Anyone, s.dialog(enterCode)),
		guard.Get("/login/provider", roles.Anyone, s.dialog(toProvider)),
		guard.Get(ProviderReturn, roles.Anyone, s.dialog(fromProvider)),
		guard.Post("/logout", roles.SignedIn, s.dialog(logOut)),
		guard.Get("/setup/:token", roles.Anyone, s.dialog(setupPage)),
		guard.Post("/setup/:token", roles.Anyone, s.dialog(setUp)),
		guard.Get("/account", roles.SignedIn, s.dialog(accountPage)),
		guard.Post("/account/password", roles.SignedIn, s.dialog(changePassword)),
		guard.Get(guard.FactorPath, roles.SignedIn, s.dialog(factorPage)),
		guard.Post(guard.FactorPath + "/begin", roles.SignedIn, s.forms.Fresh(s.dialog(beginFactor))),
		guard.Post(guard.FactorPath + "/confirm", roles.SignedIn, s.dialog(confirmFactor)),
		guard.Post(guard.FactorPath + "/end", roles.SignedIn, s.forms.Fresh(s.dialog(endFactor))),
		guard.Post("/account/sessions/end", roles.SignedIn, s.dialog(endSession)),
		guard.Post("/account/programs", roles.SignedIn, s.forms.Fresh(s.dialog(addProgram))),
		guard.Post("/account/programs/end", roles.SignedIn, s.dialog(endProgram)),

		guard.Get("/users", roles.Keepers, s.dialog(usersPage)),
		guard.Post("/users", roles.Keepers, s.forms.Fresh(s.dialog(addUser))),
		guard.Post("/users/second-factor", roles.Keepers, s.forms.Fresh(s.dialog(demandFactor))),
		guard.Post("/users/:id/roles", roles.Keepers, s.forms.Fresh(s.dialog(setRoles))),
		guard.Post("/users/:id/second-factor", roles.Keepers, s.forms.Fresh(s.dialog(resetFactor))),
		guard.Post("/users/:id/stations", roles.Keepers, s.forms.Fresh(s.dialog(setStations))),
		guard.Post("/users/:id/disable", roles.Keepers, s.dialog(disableUser)),
		guard.Post("/users/:id/enable", roles.Keepers, s.forms.Fresh(s.dialog(enableUser))),
		guard.Post("/users/:id/reset", roles.Keepers, s.forms.Fresh(s.dialog(resetUser))),
		guard.Get("/audit", roles.Keepers, s.dialog(auditPage)),
		guard.Get("/audit.csv", roles.Keepers, s.guard.Recorded(account.ActionDownload, s.dialog(auditCSV))),

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
		if r.Method == get {
			s.app.Add(fiber.MethodHead, r.Path, s.guard.Guarded(r))
			s.frame.Who[r.Path] = r.Who
		}
	}
	s.app.Use(func(*fiber.Ctx) error { return fiber.ErrNotFound })
}
