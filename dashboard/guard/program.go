package guard

import (
	"encoding/base64"
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/account"
	"luanphien/dashboard/problem"
)

// Programs ask in a person's name, by a token in the header Authorization: Bearer, or as the password of HTTP Basic with
// the log-in name. They may read what the person's roles open, and ask in SQL; what changes accounts or data is left to
// people with a browser.

var errToken = problem.Of(fiber.StatusUnauthorized, "guard.problem.token")

var errNotForPrograms = problem.Of(fiber.StatusForbidden, "guard.problem.program_reads")

// credentials are those of the header Authorization. present tells whether it names a program at all.
func credentials(c *fiber.Ctx) (login, token string, present bool) {
	kind, rest, _ := strings.Cut(c.Get(fiber.HeaderAuthorization), " ")
	switch strings.ToLower(kind) {
	case "bearer":
		return "", strings.TrimSpace(rest), true
	case "basic":
		pair, err := base64.StdEncoding.DecodeString(strings.TrimSpace(rest))
		login, token, ok := strings.Cut(string(pair), ":")
		if err != nil || !ok || login == "" {
			return "", "", true // which no token is
		}
		return login, token, true
	}
	return "", "", false
}

// programSession is the session of a program that asks. A token that is wrong is refused even where nobody need sign in:
// who sends one wants to know.
func (g *Guard) programSession(c *fiber.Ctx, login, token string) (*account.Session, error) {
	session, err := g.Accounts.ProgramSession(c.UserContext(), login, token)
	if errors.Is(err, account.ErrNoSession) {
		c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="luanphien"`) // not Basic, for which browsers open a window
		return nil, errToken
	}
	return session, err
}

// forPrograms tells whether a program may open a route.
func forPrograms(r Route) bool {
	if r.Method != fiber.MethodGet {
		return r.Path == "/sql"
	}
	for _, people := range []string{"/account", "/users", "/login", "/setup"} {
		if r.Path == people || strings.HasPrefix(r.Path, people+"/") {
			return false
		}
	}
	return true
}
