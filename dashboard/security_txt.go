package dashboard

import (
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"
)

// securityText tells who found a hole whom to write to (RFC 9116). It is there where the department has stated somebody.
func (s *Server) securityText(c *fiber.Ctx) error {
	if s.contact == "" {
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderContentType, "text/plain; charset=utf-8")
	c.Set(fiber.HeaderCacheControl, "no-store")
	const life = 90 * 24 * time.Hour // whoever still serves it still stands by it
	return c.SendString(fmt.Sprintf("Contact: %s\nExpires: %s\nPreferred-Languages: vi, en\n", s.contact, time.Now().Add(life).UTC().Truncate(24*time.Hour).Format(time.RFC3339)))
}
