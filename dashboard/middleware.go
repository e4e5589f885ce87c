package dashboard

import (
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/address"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/question"
	"luanphien/queries/edition"
)

func (s *Server) logRequest(c *fiber.Ctx) error {
	s.inFlight.Add(1)
	defer s.inFlight.Add(-1)
	start := time.Now()
	err := c.Next()
	s.log.Debug("request", "path", guard.ShownPath(c), "took", time.Since(start), "id", guard.RequestID(c))
	return err
}

// asset sends a file of the bundle. Its name holds a hash of its content, so it may be kept for ever.
func (s *Server) asset(c *fiber.Ctx) error {
	bundle, err := s.frame.Bundle()
	if err != nil {
		return err
	}
	file, ok := bundle.Files[c.Params("name")]
	if !ok {
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	return file.Send(c)
}

// health answers a probe: which edition is served, if any.
func (s *Server) health(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	m, err := s.shelf.Newest()
	if errors.Is(err, edition.ErrNone) {
		return c.JSON(fiber.Map{"status": "ok", "edition": nil})
	}
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"status": "ok", "edition": m.Number})
}

// fail shows a problem: a page in the reader's language, or JSON to the script. The cause goes to the log.
func (s *Server) fail(c *fiber.Ctx, err error) error {
	if code, is := guard.Broken(c, err); is {
		return s.guard.AnswerBroken(c, code)
	}
	p := answer.ProblemOf(err)
	if p.Code >= http.StatusInternalServerError {
		s.log.Error("request failed", "path", guard.ShownPath(c), "id", guard.RequestID(c), "error", err)
	} else {
		s.log.Debug("request refused", "path", guard.ShownPath(c), "code", p.Code)
	}
	c.Status(p.Code)
	c.Set(fiber.HeaderCacheControl, "no-store")
	query, _ := url.ParseQuery(string(c.Request().URI().QueryString()))
	view, _ := address.Parse(c.Path(), query) // at its worst a view in Vietnamese
	if answer.WantsJSON(c) {
		return c.JSON(fiber.Map{"code": p.Code, "vi": p.VI, "en": p.EN, "request": guard.RequestID(c)})
	}
	r := &question.Question{Shared: s.shared, View: view, Words: s.words[view.Lang], Roles: s.guard.Roles(c), Area: s.guard.AreaOf(c)}
	body, renderErr := s.frame.Render(r, "problem", "problem.title", map[string]any{"Problem": p, "RequestID": guard.RequestID(c)})
	if renderErr != nil {
		s.log.Error("the page of a problem failed", "error", renderErr)
		return c.SendString(p.VI + "\n" + p.EN + "\n")
	}
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	return c.Send(body)
}
