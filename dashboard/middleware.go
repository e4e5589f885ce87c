package dashboard

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/address"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/question"
	"luanphien/queries/edition"
)

// contentPolicy allows the program's own files and nothing else: no inline script or style, no other host.
const contentPolicy = "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; " +
	"form-action 'self'; frame-ancestors 'self'"

func (s *Server) securityHeaders(c *fiber.Ctx) error {
	h := &c.Response().Header
	h.Set(fiber.HeaderContentSecurityPolicy, contentPolicy)
	h.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	h.Set(fiber.HeaderReferrerPolicy, "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set(fiber.HeaderPermissionsPolicy, "camera=(), geolocation=(), microphone=()")
	h.Set(fiber.HeaderXFrameOptions, "SAMEORIGIN")
	if s.reach.secure() {
		h.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000")
	}
	return c.Next()
}

func (s *Server) logRequest(c *fiber.Ctx) error {
	s.inFlight.Add(1)
	defer s.inFlight.Add(-1)
	start := time.Now()
	err := c.Next()
	s.log.Debug("request", "path", shownPath(c), "took", time.Since(start), "id", requestID(c))
	return err
}

// shownPath is the path as the log may hold it: that of the route, and what stands in its place where that is no secret.
// Of an address that the program does not know nothing is told: it may be a mistyped link.
func shownPath(c *fiber.Ctx) string {
	route := c.Route().Path
	if strings.Contains(route, ":token") || !strings.Contains(route, ":") {
		return route
	}
	return c.Path()
}

func requestID(c *fiber.Ctx) string {
	id, _ := c.Locals("requestid").(string)
	return id
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
	if code, is := broken(c, err); is {
		return s.answerBroken(c, code)
	}
	p := answer.ProblemOf(err)
	if p.Code >= http.StatusInternalServerError {
		s.log.Error("request failed", "path", shownPath(c), "id", requestID(c), "error", err)
	} else {
		s.log.Debug("request refused", "path", shownPath(c), "code", p.Code)
	}
	c.Status(p.Code)
	c.Set(fiber.HeaderCacheControl, "no-store")
	query, _ := url.ParseQuery(string(c.Request().URI().QueryString()))
	view, _ := address.Parse(c.Path(), query) // at its worst a view in Vietnamese
	if answer.WantsJSON(c) {
		return c.JSON(fiber.Map{"code": p.Code, "vi": p.VI, "en": p.EN, "request": requestID(c)})
	}
	r := &question.Question{Shared: s.shared, View: view, Words: s.words[view.Lang], Roles: s.roles(c)}
	body, renderErr := s.frame.Render(r, "problem", "problem.title", map[string]any{"Problem": p, "RequestID": requestID(c)})
	if renderErr != nil {
		s.log.Error("the page of a problem failed", "error", renderErr)
		return c.SendString(p.VI + "\n" + p.EN + "\n")
	}
	c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
	return c.Send(body)
}
