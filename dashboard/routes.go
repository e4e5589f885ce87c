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
		{get, "/", roles.SignedIn, s.serve(page("overview", overview))},
		{get, "/coverage", roles.Readers, s.serve(page("topic", topic(coverageLead, "coverage_by_station", "coverage_xmr", "doctor_xmr", "presence_by_week", "ahead_grid", "ahead_moves", "ahead_needs")))},
		{get, "/referrals", roles.Readers, s.serve(page("topic", topic(referralsLead, "referrals_by_week", "referrals_by_station", "referrals_withheld", "referral_xmr", "referral_funnel", "referral_multiples")))},
		{get, "/reporting", roles.Readers, s.serve(page("topic", topic(reportingLead, "reporting_by_station", "on_time_xmr", "reporting_funnel", "reports_by_week")))},
		{get, "/difficulties", roles.Readers, s.serve(page("topic", topic(incidents.Lead, "incidents_open", "response_times", "resolution_times", "incidents_by_week")))},
		{get, "/indicators", roles.Readers, s.serve(page("topic", topic(indicators.Lead, "indicators_by_week", "indicators_by_station")))},
		{get, "/needs", roles.Readers, s.serve(page("topic", topic(needs.Lead, "needs_grid", "needs_by_specialty", "needs_unmet")))},
		{get, "/rotation", roles.Readers, s.serve(page("topic", topic(rotationLead, "rotation_flows", "rotation_staff", "rotation_planned", "rotation_stations", "double_bookings", "postings_all")))},
		{get, "/diagnostics", roles.Analysts, s.serve(page("topic", topic(diagnosticsLead, "referral_estimates", "referral_checks", "calibration_by_block", "referral_rates")))},
		{get, "/quality", roles.Readers, s.serve(page("topic", topic(qualityLead, "quality_by_station", "quality_checks", "quality_items")))},
		{get, replacementsPath, roles.Loaders, s.dialog(s.loading(s.onEdition(replacementsPage)))},
		{post, replacementsPath, roles.Loaders, s.dialog(s.loading(s.onEdition(settleReplacement)))},
		{get, "/stations", roles.Readers, s.serve(page("stations", stationList))},
		{get, "/stations/:code", roles.Readers, s.serveWithNames(page("station", stationPage))},

		{get, address.AttentionPath, roles.Readers, s.serve(page("attention", attentionPage))},
		{get, itemPath, roles.Readers, s.dialog(s.onEdition(itemPage))},
		{post, itemPath, roles.Readers, s.dialog(s.onEdition(followItem))},
		{get, "/stations/:code/remarks", roles.Readers, s.dialog(s.onEdition(remarksPage))},
		{post, "/stations/:code/remarks", roles.Readers, s.dialog(s.onEdition(addRemark))},
		{post, "/stations/:code/remarks/:id/withdraw", roles.Readers, s.dialog(s.onEdition(withdrawRemark))},

		{get, "/compare", roles.Readers, s.serve(page("compare", comparePage))},
		{get, "/rows/:kind", roles.Readers, s.serve(page("rows", rowsPage))},

		// Of figures, the press office opens those of the province only: draw refuses it the others.
		{get, "/figures", roles.SignedIn, s.serve(page("figures", figureCatalogue))},
		{get, "/figures/:id.json", roles.SignedIn, s.serve(figureJSON)},
		{get, "/figures/:id.csv", roles.SignedIn, s.guard.Recorded(account.ActionDownload, s.serve(export.CSV))},
		{get, "/figures/:id.svg", roles.SignedIn, s.guard.Recorded(account.ActionDownload, s.serve(drawn.Svg))},
		{get, "/figures/:id.png", roles.SignedIn, s.guard.Recorded(account.ActionDownload, s.serve(drawn.Png))},
		{get, "/figures/:id.xlsx", roles.SignedIn, s.guard.Recorded(account.ActionDownload, s.serve(export.XLSX))},
		{get, "/pictures/:id.svg", roles.SignedIn, s.serve(drawn.Figure)},
		{get, "/figures/:id", roles.SignedIn, s.serve(page("figure", figurePage))},
		{get, "/sql", roles.Analysts, s.dialog(sqlPage)},
		{post, "/sql", roles.Analysts, s.dialog(runSQL)},
		{post, "/sql/stop", roles.Analysts, s.dialog(stopSQL)},
		{get, "/sql/place.json", roles.Analysts, s.dialog(placeJSON)},
		{get, "/methods", roles.SignedIn, s.serve(page("methods", methodsPage))},

		{get, "/data", roles.Loaders, s.dialog(s.loading(dataPage))},
		{get, "/data/templates/:kind.xlsx", roles.Loaders, s.dialog(s.loading(templateBook))},
		{get, "/data/loads/:id", roles.Loaders, s.dialog(s.loading(loadPage))},
		{post, "/data/refusals/dismiss", roles.Loaders, s.dialog(s.loading(dismissRows))},
		{post, "/data/refusals/restore", roles.Loaders, s.dialog(s.loading(restoreRow))},
		{get, "/data/loads/:id/refused.xlsx", roles.Loaders, s.guard.Recorded(account.ActionDownload, s.dialog(s.loading(refusedBook)))},
		{get, "/data/loads/:id/undo", roles.Loaders, s.dialog(s.loading(undoPage))},
		{post, "/data/loads/:id/undo", roles.Loaders, s.forms.Fresh(s.dialog(s.loading(undoLoad)))},
		{get, upload.UploadPath, roles.Loaders, s.dialog(s.loading(uploadPage))},
		{post, upload.UploadPath, roles.Loaders, s.dialog(s.loading(takeUpload))},
		{get, upload.UploadPath + "/:id", roles.Loaders, s.dialog(s.loading(previewPage))},
		{get, upload.UploadPath + "/:id/progress.json", roles.Loaders, s.dialog(s.loading(progressJSON))},
		{post, upload.UploadPath + "/:id", roles.Loaders, s.dialog(s.loading(loadUpload))},
		{post, upload.UploadPath + "/:id/discard", roles.Loaders, s.dialog(s.loading(discardUpload))},

		{get, "/login", roles.Anyone, s.dialog(loginPage)},
		{post, "/login", roles.Anyone, s.dialog(logIn)},
		{get, "/login/code", roles.Anyone, s.dialog(codePage)},
		{post, "/login/code", roles.Anyone, s.dialog(enterCode)},
		{get, "/login/provider", roles.Anyone, s.dialog(toProvider)},
		{get, ProviderReturn, roles.Anyone, s.dialog(fromProvider)},
		{post, "/logout", roles.SignedIn, s.dialog(logOut)},
		{get, "/setup/:token", roles.Anyone, s.dialog(setupPage)},
		{post, "/setup/:token", roles.Anyone, s.dialog(setUp)},
		{get, "/account", roles.SignedIn, s.dialog(accountPage)},
		{post, "/account/password", roles.SignedIn, s.dialog(changePassword)},
		{get, guard.FactorPath, roles.SignedIn, s.dialog(factorPage)},
		{post, guard.FactorPath + "/begin", roles.SignedIn, s.forms.Fresh(s.dialog(beginFactor))},
		{post, guard.FactorPath + "/confirm", roles.SignedIn, s.dialog(confirmFactor)},
		{post, guard.FactorPath + "/end", roles.SignedIn, s.forms.Fresh(s.dialog(endFactor))},
		{post, "/account/sessions/end", roles.SignedIn, s.dialog(endSession)},
		{post, "/account/programs", roles.SignedIn, s.forms.Fresh(s.dialog(addProgram))},
		{post, "/account/programs/end", roles.SignedIn, s.dialog(endProgram)},

		{get, "/users", roles.Keepers, s.dialog(usersPage)},
		{post, "/users", roles.Keepers, s.forms.Fresh(s.dialog(addUser))},
		{post, "/users/second-factor", roles.Keepers, s.forms.Fresh(s.dialog(demandFactor))},
		{post, "/users/:id/roles", roles.Keepers, s.forms.Fresh(s.dialog(setRoles))},
		{post, "/users/:id/second-factor", roles.Keepers, s.forms.Fresh(s.dialog(resetFactor))},
		{post, "/users/:id/stations", roles.Keepers, s.forms.Fresh(s.dialog(setStations))},
		{post, "/users/:id/disable", roles.Keepers, s.dialog(disableUser)},
		{post, "/users/:id/enable", roles.Keepers, s.forms.Fresh(s.dialog(enableUser))},
		{post, "/users/:id/reset", roles.Keepers, s.forms.Fresh(s.dialog(resetUser))},
		{get, "/audit", roles.Keepers, s.dialog(auditPage)},
		{get, "/audit.csv", roles.Keepers, s.guard.Recorded(account.ActionDownload, s.dialog(auditCSV))},

		{get, "/.well-known/security.txt", roles.Anyone, s.securityText},
		{get, "/healthz", roles.Anyone, s.health},
		{get, "/newest.json", roles.Anyone, s.newestEdition},
		{get, "/assets/:name", roles.Anyone, s.asset},
		{get, "/favicon.ico", roles.Anyone, func(c *fiber.Ctx) error { return c.SendStatus(fiber.StatusNoContent) }},
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
