package guard

import (
	"strings"

	"github.com/gofiber/fiber/v2"
)

// contentPolicy allows the program's own files and nothing else: no inline script or style, no other host.
const contentPolicy = "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; " +
	"form-action 'self'; frame-ancestors 'self'"

// SecurityHeaders are those of every answer.
func (g *Guard) SecurityHeaders(c *fiber.Ctx) error {
	h := &c.Response().Header
	h.Set(fiber.HeaderContentSecurityPolicy, contentPolicy)
	h.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	h.Set(fiber.HeaderReferrerPolicy, "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set(fiber.HeaderPermissionsPolicy, "camera=(), geolocation=(), microphone=()")
	h.Set(fiber.HeaderXFrameOptions, "SAMEORIGIN")
	if g.Reach.Secure() {
		h.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000")
	}
	return c.Next()
}

// ShownPath is the path as the log may hold it: that of the route, and what stands in its place where that is no secret.
// Of an address that the program does not know nothing is told: it may be a mistyped link.
func ShownPath(c *fiber.Ctx) string {
	route := c.Route().Path
	if strings.Contains(route, ":token") || !strings.Contains(route, ":") {
		return route
	}
	return c.Path()
}

// RequestID is the number that the log and an error page give to a request.
func RequestID(c *fiber.Ctx) string {
	id, _ := c.Locals("requestid").(string)
	return id
}
