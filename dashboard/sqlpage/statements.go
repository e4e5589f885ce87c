package sqlpage

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/gofiber/fiber/v2"
)

// statements are those that are being answered now, each with what stops it. Who asked names a statement when sending
// it, and may stop it by that name and see its place in the queue; nobody can another person's.
type statements struct {
	mu    sync.Mutex
	known map[statementKey]*statement
}

type statement struct {
	stop  context.CancelFunc
	place atomic.Int32 // in the queue of the console; 0 = it runs
}

type statementKey struct{ login, run string }

// begin gives the context in which a statement runs until end is called, or who asked stops it. One without a name
// cannot be stopped, nor can one whose name is taken.
func (s *statements) begin(ctx context.Context, login, run string) (running context.Context, place *atomic.Int32, end func()) {
	running, cancel := context.WithCancel(ctx)
	asked := &statement{stop: cancel}
	key := statementKey{login, run}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, taken := s.known[key]; taken || run == "" {
		return running, &asked.place, cancel
	}
	if s.known == nil {
		s.known = map[statementKey]*statement{}
	}
	s.known[key] = asked
	return running, &asked.place, func() {
		s.mu.Lock()
		delete(s.known, key)
		s.mu.Unlock()
		cancel()
	}
}

// stop ends a person's statement; false where none of that name runs.
func (s *statements) stop(login, run string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	asked, ok := s.known[statementKey{login, run}]
	if ok {
		asked.stop()
	}
	return ok
}

// place is the place of a person's statement in the queue; 0 where it runs, or is not known.
func (s *statements) place(login, run string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if asked := s.known[statementKey{login, run}]; asked != nil {
		return int(asked.place.Load())
	}
	return 0
}

// Places are those of the statements that are being answered and have a name; 0 = it runs.
func (s *Room) Places() []int {
	s.running.mu.Lock()
	defer s.running.mu.Unlock()
	var list []int
	for _, asked := range s.running.known {
		list = append(list, int(asked.place.Load()))
	}
	return list
}

// placeJSON tells the page's script the place of its statement in the queue.
func placeJSON(d *visit) error {
	return d.JSON(fiber.Map{"place": d.room.running.place(d.Session.Login, d.Query("run"))})
}

// stopSQL stops a statement of who asks: its process is killed, and the request that waits for it says so.
func stopSQL(d *visit) error {
	return d.JSON(fiber.Map{"stopped": d.room.running.stop(d.Session.Login, d.FormValue("run"))})
}
