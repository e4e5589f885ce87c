package dashboard

import (
	"context"
	"sync"

	"github.com/gofiber/fiber/v2"
)

// statements are those that are being answered now, each with what stops it. Who asked names a statement when sending
// it, and may stop it by that name; nobody can stop another person's.
type statements struct {
	mu    sync.Mutex
	stops map[statementKey]context.CancelFunc
}

type statementKey struct{ login, run string }

// begin gives the context in which a statement runs until end is called, or who asked stops it. One without a name
// cannot be stopped, nor can one whose name is taken.
func (s *statements) begin(ctx context.Context, login, run string) (running context.Context, end func()) {
	running, cancel := context.WithCancel(ctx)
	key := statementKey{login, run}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, taken := s.stops[key]; taken || run == "" {
		return running, cancel
	}
	if s.stops == nil {
		s.stops = map[statementKey]context.CancelFunc{}
	}
	s.stops[key] = cancel
	return running, func() {
		s.mu.Lock()
		delete(s.stops, key)
		s.mu.Unlock()
		cancel()
	}
}

// stop ends a person's statement; false where none of that name runs.
func (s *statements) stop(login, run string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	cancel, ok := s.stops[statementKey{login, run}]
	if ok {
		cancel()
	}
	return ok
}

// stopSQL stops a statement of who asks: its process is killed, and the request that waits for it says so.
func stopSQL(d *dialog) error {
	return d.JSON(fiber.Map{"stopped": d.server.running.stop(d.session.Login, d.FormValue("run"))})
}
