package dashboard

import (
	"context"
	"runtime"

	"github.com/gofiber/fiber/v2"

	"luanphien/queries/turns"
)

// newTurns lets a few answers be made for one person at a time, and some for all: who asks for many waits, and others pass.
func newTurns() *turns.Queue {
	personal := max(2, runtime.NumCPU()/2)
	return turns.New(4*personal, personal, 0)
}

// turn waits until another answer may be made for who asks; end gives the turn back. Who leaves while waiting gets errLeft.
func (s *Server) turn(ctx context.Context, c *fiber.Ctx) (end func(), err error) {
	session, err := s.guard.Session(c)
	if err != nil {
		return nil, err
	}
	person := ""
	if session != nil {
		person = session.Login
	}
	if end, err = s.turns.Enter(ctx, person, nil); err != nil {
		return nil, errLeft
	}
	return end, nil
}
