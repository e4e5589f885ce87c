// Package people is where persons log in, keep their own account, and are looked after by those who keep accounts; and
// where the audit trail is read.
package people

import (
	"log/slog"

	"github.com/gofiber/fiber/v2"

	"luanphien/analytics/editions"
	"luanphien/dashboard/account"
	"luanphien/dashboard/account/auditcopy"
	"luanphien/dashboard/account/identity"
	"luanphien/dashboard/form"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/page"
	"luanphien/dashboard/roles"
)

// Room is what its pages work with.
type Room struct {
	Forms    *form.Maker
	Guard    *guard.Guard
	Accounts *account.Store
	Shelf    *editions.Shelf
	Identity *identity.Provider      // nil = people log in by password
	Digests  bool                    // there is a way for letters to go
	Copied   func() auditcopy.Status // how the copy of the audit trail stands; nil = none is made
	Log      *slog.Logger
}

// Routes are the addresses of the room.
func (s *Room) Routes() []guard.Route {
	return []guard.Route{
		guard.Get("/login", roles.Anyone, s.at(loginPage)),
		guard.Post("/login", roles.Anyone, s.at(logIn)),
		guard.Get("/login/code", roles.Anyone, s.at(codePage)),
		guard.Post("/login/code", roles.Anyone, s.at(enterCode)),
		guard.Get("/login/provider", roles.Anyone, s.at(toProvider)),
		guard.Get(ProviderReturn, roles.Anyone, s.at(fromProvider)),
		guard.Post("/logout", roles.SignedIn, s.at(logOut)),
		guard.Get("/setup/:token", roles.Anyone, s.at(setupPage)),
		guard.Post("/setup/:token", roles.Anyone, s.at(setUp)),
		guard.Get("/account", roles.SignedIn, s.at(accountPage)),
		guard.Post("/account/password", roles.SignedIn, s.at(changePassword)),
		guard.Get(guard.FactorPath, roles.SignedIn, s.at(factorPage)),
		guard.Post(guard.FactorPath+"/begin", roles.SignedIn, s.Forms.Fresh(s.at(beginFactor))),
		guard.Post(guard.FactorPath+"/confirm", roles.SignedIn, s.at(confirmFactor)),
		guard.Post(guard.FactorPath+"/end", roles.SignedIn, s.Forms.Fresh(s.at(endFactor))),
		guard.Post("/account/sessions/end", roles.SignedIn, s.at(endSession)),
		guard.Post("/account/programs", roles.SignedIn, s.Forms.Fresh(s.at(addProgram))),
		guard.Post("/account/programs/end", roles.SignedIn, s.at(endProgram)),
		guard.Post("/account/digest", roles.Readers, s.Forms.Fresh(s.at(setDigest))),
		guard.Post("/account/digest/end", roles.SignedIn, s.at(endDigest)),
		guard.Get(DigestEnd+"/:token", roles.Anyone, s.at(digestEndPage)),
		guard.PostSigned(DigestEnd+"/:token", s.at(digestEnd)),
		guard.Get(page.SavedPath, roles.SignedIn, s.at(viewsPage)),
		guard.Post(page.SavedPath, roles.SignedIn, s.at(saveView)),
		guard.Get(page.SavedPath+"/:id", roles.SignedIn, s.Forms.Handle(s.Forms.OnEdition(func(d *form.Form) error { return openView(&visit{d, s}) }))),
		guard.Post(page.SavedPath+"/:id/rename", roles.SignedIn, s.at(renameView)),
		guard.Post(page.SavedPath+"/:id/delete", roles.SignedIn, s.at(deleteView)),
		guard.Get("/users", roles.Keepers, s.at(usersPage)),
		guard.Post("/users", roles.Keepers, s.Forms.Fresh(s.at(addUser))),
		guard.Post("/users/second-factor", roles.Keepers, s.Forms.Fresh(s.at(demandFactor))),
		guard.Post("/users/:id/roles", roles.Keepers, s.Forms.Fresh(s.at(setRoles))),
		guard.Post("/users/:id/second-factor", roles.Keepers, s.Forms.Fresh(s.at(resetFactor))),
		guard.Post("/users/:id/stations", roles.Keepers, s.Forms.Fresh(s.at(setStations))),
		guard.Post("/users/:id/disable", roles.Keepers, s.Forms.Fresh(s.at(disableUser))),
		guard.Post("/users/:id/enable", roles.Keepers, s.Forms.Fresh(s.at(enableUser))),
		guard.Post("/users/:id/reset", roles.Keepers, s.Forms.Fresh(s.at(resetUser))),
		guard.Get("/audit", roles.Keepers, s.at(auditPage)),
		guard.Get("/audit.csv", roles.Keepers, s.Forms.Guard.Recorded(account.ActionDownload, s.at(auditCSV))),
	}
}

// visit is a form that is answered in this room.
type visit struct {
	*form.Form
	room *Room
}

// at makes a handler of a page of the room.
func (s *Room) at(f func(*visit) error) fiber.Handler {
	return s.Forms.Handle(func(d *form.Form) error { return f(&visit{d, s}) })
}
