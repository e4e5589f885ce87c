// Package loading is where files become data: they are taken in, previewed, loaded and taken back, and what was refused is
// mended.
package loading

import (
	"context"
	"log/slog"
	"time"

	"github.com/gofiber/fiber/v2"

	"luanphien/analytics/editions"
	"luanphien/dashboard/account"
	"luanphien/dashboard/form"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/roles"
	"luanphien/dashboard/upload"
	"luanphien/queries/fault"
)

// Room is where files are loaded, looked through and taken back.
type Room struct {
	Forms    *form.Maker
	Guard    *guard.Guard
	Accounts *account.Store
	Shelf    *editions.Shelf
	Loader   upload.Loader // nil = nothing is loaded here
	Uploads  *upload.Store // nil without a loader
	Log      *slog.Logger

	jobs *jobs
}

// New makes the room.
func New(r Room) *Room {
	r.jobs = newJobs()
	return &r
}

// Stop breaks the jobs off: a load that has not been committed leaves nothing behind, and its upload stays.
func (s *Room) Stop() { s.jobs.stop() }

// Sweep removes old uploads now and every hour until the context ends.
func (s *Room) Sweep(ctx context.Context) {
	if s.Uploads == nil {
		return
	}
	ticker := time.NewTicker(upload.SweepEvery)
	defer ticker.Stop()
	for {
		if err := fault.Call(s.Uploads.Sweep); err != nil {
			s.Log.Warn("old uploads cannot be removed", "error", err)
		}
		s.jobs.sweep()
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// Routes are the addresses of the room.
func (s *Room) Routes() []guard.Route {
	return []guard.Route{
		guard.Get(ReplacementsPath, roles.Loaders, s.onEdition(replacementsPage)),
		guard.Post(ReplacementsPath, roles.Loaders, s.onEdition(settleReplacement)),
		guard.Get("/data", roles.Loaders, s.at(dataPage)),
		guard.Get("/data/templates/:kind.xlsx", roles.Loaders, s.at(templateBook)),
		guard.Get("/data/loads/:id", roles.Loaders, s.at(loadPage)),
		guard.Post("/data/refusals/dismiss", roles.Loaders, s.at(dismissRows)),
		guard.Post("/data/refusals/restore", roles.Loaders, s.at(restoreRow)),
		guard.Get("/data/loads/:id/refused.xlsx", roles.Loaders, s.Forms.Guard.Recorded(account.ActionDownload, s.at(refusedBook))),
		guard.Get("/data/loads/:id/undo", roles.Loaders, s.at(undoPage)),
		guard.Post("/data/loads/:id/undo", roles.Loaders, s.Forms.Fresh(s.at(undoLoad))),
		guard.Get(upload.UploadPath, roles.Loaders, s.at(uploadPage)),
		guard.Post(upload.UploadPath, roles.Loaders, s.at(takeUpload)),
		guard.Get(upload.UploadPath+"/:id", roles.Loaders, s.at(previewPage)),
		guard.Get(upload.UploadPath+"/:id/progress.json", roles.Loaders, s.at(progressJSON)),
		guard.Post(upload.UploadPath+"/:id", roles.Loaders, s.at(loadUpload)),
		guard.Post(upload.UploadPath+"/:id/province", roles.Loaders, s.at(changeProvince)),
		guard.Post(upload.UploadPath+"/:id/discard", roles.Loaders, s.at(discardUpload)),
	}
}

// visit is a form that is answered in this room.
type visit struct {
	*form.Form
	room *Room
}

// loader is the loader as who asks meets it.
func (d *visit) loader() upload.Loader {
	if d.Area == "" {
		return d.room.Loader
	}
	return d.room.Loader.Within(d.Area.Codes())
}

// at makes a handler of a page of the room.
func (s *Room) at(f func(*visit) error) fiber.Handler {
	return s.Forms.Handle(func(d *form.Form) error { return s.answer(f, d) })
}

// onEdition is at for a page that needs the edition that the address asks for.
func (s *Room) onEdition(f func(*visit) error) fiber.Handler {
	return s.Forms.Handle(s.Forms.OnEdition(func(d *form.Form) error { return s.answer(f, d) }))
}

var errNoLoader = problem.NotFound("loading.problem.no_loader")

func (s *Room) answer(f func(*visit) error, d *form.Form) error {
	if s.Loader == nil {
		return errNoLoader
	}
	return f(&visit{d, s})
}
