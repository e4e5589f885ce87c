// Package sqlpage is the page on which analysts ask in SQL: what is asked runs in a process of its own, and its rows are
// shown, sent as files, and computed again from the citation of a file.
package sqlpage

import (
	"context"
	"log/slog"

	"github.com/gofiber/fiber/v2"

	"luanphien/analytics/console"
	"luanphien/analytics/editions"
	"luanphien/analytics/stationset"
	"luanphien/dashboard/form"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/roles"
	"luanphien/dashboard/words"
)

// Room is what the page works with.
type Room struct {
	Forms     *form.Maker
	Shelf     *editions.Shelf
	Console   *console.Runner                                                           // nil = no statement is run
	Database  func(edition int) string                                                  // the path of an edition's database
	Cut       func(ctx context.Context, edition int, stations []string) (string, error) // of what it holds of some stations
	Scratch   string                                                                    // folder for files on their way to a reader; "" = the system's
	Cited     func(edition int) error                                                   // told of each edition that a file cites; nil = nobody keeps count
	Languages map[words.Lang]*words.Words
	Log       *slog.Logger

	running statements
}

// Routes are the addresses of the room.
func (s *Room) Routes() []guard.Route {
	return []guard.Route{
		guard.Get("/sql", roles.Analysts, s.at(sqlPage)),
		guard.Post("/sql", roles.Analysts, s.at(runSQL)),
		guard.Post("/sql/stop", roles.Analysts, s.at(stopSQL)),
		guard.Get("/sql/place.json", roles.Analysts, s.at(placeJSON)),
	}
}

// visit is a form that is answered in this room.
type visit struct {
	*form.Form
	room *Room
}

// databaseOf is the path of the database that a statement runs on: the edition, or for an area what it holds of its stations.
func (s *Room) databaseOf(ctx context.Context, number int, area stationset.Set) (string, error) {
	switch {
	case area == "":
		return s.Database(number), nil
	case s.Cut == nil:
		return "", roles.ErrForbidden
	}
	return s.Cut(ctx, number, area.Codes())
}

// at makes a handler of a page of the room.
func (s *Room) at(f func(*visit) error) fiber.Handler {
	return s.Forms.Handle(func(d *form.Form) error { return f(&visit{d, s}) })
}
