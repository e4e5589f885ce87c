package dashboard

import (
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/gofiber/fiber/v2/middleware/requestid"

	"luanphien/dashboard/account"
)

const (
	get  = fiber.MethodGet
	post = fiber.MethodPost
)

// table is the whole map of addresses: what answers, and who may open it. Nothing is served that is not in it.
func (s *Server) table() []route {
	return []route{
		{get, "/", signedIn, s.serve(page("overview", overview))},
		{get, "/coverage", readers, s.serve(page("topic", topic(coverageLead, "coverage_by_station", "presence_by_week", "ahead_grid", "ahead_moves", "ahead_needs")))},
		{get, "/referrals", readers, s.serve(page("topic", topic(referralsLead, "referrals_by_week", "referrals_by_station", "referrals_withheld", "referral_xmr", "referral_funnel", "referral_multiples")))},
		{get, "/reporting", readers, s.serve(page("topic", topic(reportingLead, "reporting_by_station", "reporting_funnel", "reports_by_week")))},
		{get, "/difficulties", readers, s.serve(page("topic", topic(difficultiesLead, "incidents_open", "response_times", "resolution_times", "incidents_by_week")))},
		{get, "/indicators", readers, s.serve(page("topic", topic(indicatorsLead, "indicators_by_week", "indicators_by_station")))},
		{get, "/needs", readers, s.serve(page("topic", topic(needsLead, "needs_grid", "needs_by_specialty", "needs_unmet")))},
		{get, "/rotation", readers, s.serve(page("topic", topic(rotationLead, "rotation_flows", "rotation_staff", "rotation_planned", "rotation_stations", "double_bookings", "postings_all")))},
		{get, "/diagnostics", analysts, s.serve(page("topic", topic(diagnosticsLead, "referral_estimates", "referral_checks", "calibration_by_block", "referral_rates")))},
		{get, "/quality", readers, s.serve(page("topic", topic(qualityLead, "quality_by_station", "quality_checks", "quality_items")))},
		{get, "/stations", readers, s.serve(page("stations", stationList))},
		{get, "/stations/:code", readers, s.serveWithNames(page("station", stationPage))},

		{get, attentionPath, readers, s.serve(page("attention", attentionPage))},
		{get, itemPath, readers, s.dialog(s.onEdition(itemPage))},
		{post, itemPath, readers, s.dialog(s.onEdition(followItem))},
		{get, "/stations/:code/remarks", readers, s.dialog(s.onEdition(remarksPage))},
		{post, "/stations/:code/remarks", readers, s.dialog(s.onEdition(addRemark))},
		{post, "/stations/:code/remarks/:id/withdraw", readers, s.dialog(s.onEdition(withdrawRemark))},

		{get, "/compare", readers, s.serve(page("compare", comparePage))},
		{get, "/rows/:kind", readers, s.serve(page("rows", rowsPage))},

		// Of figures, the press office opens those of the province only: draw refuses it the others.
		{get, "/figures", signedIn, s.serve(page("figures", figureCatalogue))},
		{get, "/figures/:id.json", signedIn, s.serve(figureJSON)},
		{get, "/figures/:id.csv", signedIn, s.recorded(account.ActionDownload, s.serve(figureCSV))},
		{get, "/figures/:id.svg", signedIn, s.recorded(account.ActionDownload, s.serve(figureSVG))},
		{get, "/figures/:id.png", signedIn, s.recorded(account.ActionDownload, s.serve(figurePNG))},
		{get, "/figures/:id.xlsx", signedIn, s.recorded(account.ActionDownload, s.serve(figureXLSX))},
		{get, "/pictures/:id.svg", signedIn, s.serve(figurePicture)},
		{get, "/figures/:id", signedIn, s.serve(page("figure", figurePage))},
		{get, "/sql", analysts, s.dialog(sqlPage)},
		{post, "/sql", analysts, s.dialog(runSQL)},
		{post, "/sql/stop", analysts, s.dialog(stopSQL)},
		{get, "/sql/place.json", analysts, s.dialog(placeJSON)},
		{get, "/methods", signedIn, s.serve(page("methods", methodsPage))},

		{get, "/data", loaders, s.dialog(s.loading(dataPage))},
		{get, "/data/templates/:kind.xlsx", loaders, s.dialog(s.loading(templateBook))},
		{get, "/data/loads/:id", loaders, s.dialog(s.loading(loadPage))},
		{post, "/data/refusals/dismiss", loaders, s.dialog(s.loading(dismissRows))},
		{post, "/data/refusals/restore", loaders, s.dialog(s.loading(restoreRow))},
		{get, "/data/loads/:id/refused.xlsx", loaders, s.recorded(account.ActionDownload, s.dialog(s.loading(refusedBook)))},
		{get, "/data/loads/:id/undo", loaders, s.dialog(s.loading(undoPage))},
		{post, "/data/loads/:id/undo", loaders, s.fresh(s.dialog(s.loading(undoLoad)))},
		{get, uploadPath, loaders, s.dialog(s.loading(uploadPage))},
		{post, uploadPath, loaders, s.dialog(s.loading(takeUpload))},
		{get, uploadPath + "/:id", loaders, s.dialog(s.loading(previewPage))},
		{get, uploadPath + "/:id/progress.json", loaders, s.dialog(s.loading(progressJSON))},
		{post, uploadPath + "/:id", loaders, s.dialog(s.loading(loadUpload))},
		{post, uploadPath + "/:id/discard", loaders, s.dialog(s.loading(discardUpload))},

		{get, "/login", anyone, s.dialog(loginPage)},
		{post, "/login", anyone, s.dialog(logIn)},
		{get, "/login/code", anyone, s.dialog(codePage)},
		{post, "/login/code", anyone, s.dialog(enterCode)},
		{get, "/login/provider", anyone, s.dialog(toProvider)},
		{get, ProviderReturn, anyone, s.dialog(fromProvider)},
		{post, "/logout", signedIn, s.dialog(logOut)},
		{get, "/setup/:token", anyone, s.dialog(setupPage)},
		{post, "/setup/:token", anyone, s.dialog(setUp)},
		{get, "/account", signedIn, s.dialog(accountPage)},
		{post, "/account/password", signedIn, s.dialog(changePassword)},
		{get, factorPath, signedIn, s.dialog(factorPage)},
		{post, factorPath + "/begin", signedIn, s.fresh(s.dialog(beginFactor))},
		{post, factorPath + "/confirm", signedIn, s.dialog(confirmFactor)},
		{post, factorPath + "/end", signedIn, s.fresh(s.dialog(endFactor))},
		{post, "/account/sessions/end", signedIn, s.dialog(endSession)},
		{post, "/account/programs", signedIn, s.fresh(s.dialog(addProgram))},
		{post, "/account/programs/end", signedIn, s.dialog(endProgram)},

		{get, "/users", keepers, s.dialog(usersPage)},
		{post, "/users", keepers, s.fresh(s.dialog(addUser))},
		{post, "/users/second-factor", keepers, s.fresh(s.dialog(demandFactor))},
		{post, "/users/:id/roles", keepers, s.fresh(s.dialog(setRoles))},
		{post, "/users/:id/second-factor", keepers, s.fresh(s.dialog(resetFactor))},
		{post, "/users/:id/disable", keepers, s.dialog(disableUser)},
		{post, "/users/:id/enable", keepers, s.fresh(s.dialog(enableUser))},
		{post, "/users/:id/reset", keepers, s.fresh(s.dialog(resetUser))},
		{get, "/audit", keepers, s.dialog(auditPage)},
		{get, "/audit.csv", keepers, s.recorded(account.ActionDownload, s.dialog(auditCSV))},

		{get, "/healthz", anyone, s.health},
		{get, "/newest.json", anyone, s.newestEdition},
		{get, "/assets/:name", anyone, s.asset},
		{get, "/favicon.ico", anyone, func(c *fiber.Ctx) error { return c.SendStatus(fiber.StatusNoContent) }},
	}
}

// routes registers the table.
func (s *Server) routes() {
	s.app.Use(received, recover.New(), requestid.New(), s.securityHeaders, s.logRequest, s.wellFormed, s.byProxyOnly, s.limitBody)
	s.who = map[string]access{}
	for _, r := range s.table() {
		s.app.Add(r.Method, r.Path, s.guarded(r))
		if r.Method == get {
			s.app.Add(fiber.MethodHead, r.Path, s.guarded(r))
			s.who[r.Path] = r.Who
		}
	}
	s.app.Use(func(*fiber.Ctx) error { return fiber.ErrNotFound })
}
