package dashboard

import (
	"context"
	"runtime"
	"sync"

	"github.com/gofiber/fiber/v2"
)

// atOnce is how many answers are made for one person at a time. A person's further ones wait, and nobody else's.
var atOnce = max(2, runtime.NumCPU()/2)

// turns are the answers in the making, by person.
type turns struct {
	mu sync.Mutex
	of map[string]*turn
}

// turn is that of one person: a place in slots for each answer in the making, and how many have or want one.
type turn struct {
	slots chan struct{}
	users int
}

// take waits for a person's turn, which end gives back. Whoever leaves while waiting gets errLeft.
func (t *turns) take(ctx context.Context, who string) (end func(), err error) {
	t.mu.Lock()
	if t.of == nil {
		t.of = map[string]*turn{}
	}
	own := t.of[who]
	if own == nil {
		own = &turn{slots: make(chan struct{}, atOnce)}
		t.of[who] = own
	}
	own.users++
	t.mu.Unlock()
	leave := func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if own.users--; own.users == 0 {
			delete(t.of, who)
		}
	}
	select {
	case own.slots <- struct{}{}:
		return func() { <-own.slots; leave() }, nil
	case <-ctx.Done():
		leave()
		return func() {}, errLeft
	}
}

// turn waits until the asker may have another answer made. Who is not signed in is told apart by nothing: such pages ask
// the engine nothing.
func (s *Server) turn(ctx context.Context, c *fiber.Ctx) (end func(), err error) {
	session, err := s.guard.Session(c)
	if err != nil {
		return func() {}, err
	}
	if session == nil {
		return func() {}, nil
	}
	return s.turns.take(ctx, session.Login)
}
