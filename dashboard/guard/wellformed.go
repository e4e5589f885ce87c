package guard

import (
	"bytes"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/answer"
	"luanphien/dashboard/problem"
)

var (
	errOtherHost = problem.Of(fiber.StatusMisdirectedRequest, "guard.problem.own_machine")
)

// WellFormed refuses what a proxy before this server could understand in another way than it does: several lengths or
// hosts, another protocol, blanks in the address. A server for its own machine also refuses names that are not its own: another site's page could make a browser
// there take that site's name for this server's address.
func (g *Guard) WellFormed(c *fiber.Ctx) error {
	hosts, lengths := 0, 0
	for line := range bytes.Lines(c.Request().Header.RawHeaders()) {
		name, _, _ := bytes.Cut(line, []byte(":"))
		switch string(bytes.ToLower(bytes.TrimSpace(name))) {
		case "host":
			hosts++
		case "content-length":
			lengths++
		case "transfer-encoding":
			lengths++
		}
	}
	protocol := string(c.Request().Header.Protocol())
	if hosts > 1 || lengths > 1 || protocol != "HTTP/1.1" && protocol != "HTTP/1.0" || bytes.ContainsAny(c.Request().RequestURI(), " \t") {
		c.Context().SetConnectionClose()
		return g.AnswerBroken(c, fiber.StatusBadRequest)
	}
	if g.Reach.local() && !g.ownName(string(c.Request().Host())) {
		return errOtherHost
	}
	return c.Next()
}

// ownName tells whether a host is this machine as it calls itself, or the name that the public address has.
func (g *Guard) ownName(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.Trim(host, "[]")
	}
	if loopback(strings.ToLower(name)) {
		return true
	}
	public, err := url.Parse(g.Links)
	return err == nil && g.Links != "" && strings.EqualFold(public.Hostname(), name)
}

// Broken tells whether a request never became one: its bytes are no HTTP, or more than may come. The error that says so
// holds those bytes, cookies and passwords among them: it is neither logged nor shown.
func Broken(c *fiber.Ctx, err error) (code int, is bool) {
	var e *fiber.Error
	if c.Locals(receivedKey) != nil || !errors.As(err, &e) {
		return 0, false
	}
	if e.Code >= http.StatusInternalServerError { // the connection broke
		return fiber.StatusBadRequest, true
	}
	return e.Code, true
}

// receivedKey marks a request that was understood as HTTP.
const receivedKey answer.LocalKey = "received"

// Received is the first that sees a request.
func Received(c *fiber.Ctx) error {
	c.Locals(receivedKey, true)
	return c.Next()
}

// AnswerBroken answers without a page, which would need to know what was asked.
func (g *Guard) AnswerBroken(c *fiber.Ctx, code int) error {
	g.Log.Debug("request is not HTTP", "code", code)
	c.Status(code)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentType, fiber.MIMETextPlainCharsetUTF8)
	c.Context().SetConnectionClose()
	return c.SendString(answer.ErrMalformed.VI + "\n" + answer.ErrMalformed.EN + "\n")
}
