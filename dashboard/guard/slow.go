package guard

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/account"
	"luanphien/dashboard/problem"
)

const (
	OutOfPerson = 32 << 20 // bytes of answers on their way to one person: four of the largest pages
	OutOfAll    = 256 << 20
	smallAnswer = 4 << 10          // bytes that are not counted: the network takes them at once
	WriteTime   = 90 * time.Second // for one answer; who has not read it by then is cut off
)

var errSlowReader = problem.Of(fiber.StatusServiceUnavailable, "guard.problem.pages_waiting")

// BoundOutflow counts each answer until its last byte has gone, and refuses one more to who leaves too many unread.
func (g *Guard) BoundOutflow(c *fiber.Ctx) error {
	if g.Outflow.Total() >= g.OutOfAll {
		return slowReader(c)
	}
	if err := c.Next(); err != nil {
		return err
	}
	response := c.Response()
	if response.IsBodyStream() { // it is made while it is read
		return nil
	}
	body := response.Body()
	if len(body) < smallAnswer {
		return nil
	}
	person := "address " + g.Client(c)
	if session, ok := c.Locals(SessionKey).(*account.Session); ok && session != nil {
		person = session.Login
	}
	answer, ok := g.Outflow.Take(person, body)
	if !ok {
		return slowReader(c)
	}
	// The response's own buffer would be given to the next one as soon as the stream stands in its place.
	_ = response.SwapBody(nil)
	response.SetBodyStream(answer, len(body))
	return nil
}

func slowReader(c *fiber.Ctx) error {
	c.Response().ResetBody()
	for _, header := range []string{fiber.HeaderContentEncoding, fiber.HeaderContentDisposition, fiber.HeaderETag} {
		c.Response().Header.Del(header)
	}
	c.Set(fiber.HeaderRetryAfter, "10")
	return errSlowReader
}
