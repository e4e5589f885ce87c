// Package guard decides who may ask what, before any page is made: whence requests may come, who asks, what their roles
// open, whether a form is ours, how much may come in and lie unread on its way out, and what the audit trail notes of it.
package guard

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"log/slog"
	"net/url"
	"strings"
	"sync/atomic"

	"github.com/gofiber/fiber/v2"

	"luanphien/analytics/editions"
	"luanphien/dashboard/account"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/outflow"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/roles"
	"luanphien/dashboard/upload"
	"luanphien/dashboard/words"
)

// Guard stands before every page of a server.
type Guard struct {
	Accounts *account.Store
	Shelf    *editions.Shelf
	Reach    Reach                   // as the listener was opened
	Links    string                  // how readers' addresses begin; "" = as the administrator came
	Cited    func(edition int) error // told of each edition that a file to take away cites; nil = nobody keeps count
	Uploads  *upload.Store           // nil = nothing is loaded here
	Outflow  *outflow.Gauge
	OutOfAll int64 // bytes of answers on their way to all readers
	Log      *slog.Logger

	unforwarded atomic.Int64 // when it was last said that the proxy does not tell who asks
}

// Route is a line of the table of addresses: who may open it, and what answers.
type Route struct {
	Method string
	Path   string
	Who    roles.Access
	Handle fiber.Handler
	// Signed says that the address itself shows that it was made here, so that no form of ours need be sent: programs for mail
	// send what List-Unsubscribe-Post tells them to (RFC 8058).
	Signed bool
}

// Get is the route of a page or file that is read.
func Get(path string, who roles.Access, handle fiber.Handler) Route {
	return Route{Method: fiber.MethodGet, Path: path, Who: who, Handle: handle}
}

// Post is the route of a form that changes something.
func Post(path string, who roles.Access, handle fiber.Handler) Route {
	return Route{Method: fiber.MethodPost, Path: path, Who: who, Handle: handle}
}

// PostSigned is the route of a form whose address is signed.
func PostSigned(path string, handle fiber.Handler) Route {
	return Route{Method: fiber.MethodPost, Path: path, Who: roles.Anyone, Handle: handle, Signed: true}
}

// FactorPath is the page that sets a second factor up.
const FactorPath = "/account/second-factor"

// Guarded is the route's handler behind its guard.
func (g *Guard) Guarded(r Route) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if !r.Who.Anyone {
			session, err := g.Session(c)
			if err != nil {
				return err
			}
			if session == nil {
				return g.askToSignIn(c)
			}
			if session.Program != "" && !forPrograms(r) {
				return errNotForPrograms
			}
			if session.MustEnrol && session.Program != "" {
				return errMustEnrol
			}
			if session.MustEnrol && r.Path != "/logout" && !strings.HasPrefix(r.Path, FactorPath) {
				return g.askToEnrol(c)
			}
			if !r.Who.Admits(session.Roles) || AreaIn(session) != "" && !roles.OfAreas[r.Path] {
				return g.deny(c, r)
			}
		}
		if r.Method == fiber.MethodPost && !r.Signed {
			if err := g.checkForm(c); err != nil {
				return err
			}
		}
		return r.Handle(c)
	}
}

// deny refuses what a person's roles do not open. Scripts ask for parts of pages on their own; only what people open
// or send is recorded.
func (g *Guard) deny(c *fiber.Ctx, r Route) error {
	by, err := g.Actor(c)
	if err != nil {
		return err
	}
	refused := roles.ErrForbidden
	if r.Who.Admits(g.Roles(c)) { // only the area is in the way
		refused = roles.ErrNotOfAreas
	}
	if c.Method() == fiber.MethodHead || answer.WantsJSON(c) {
		return refused
	}
	entry := account.Entry{Login: by.Login, Action: account.ActionDenied, Subject: r.Method + " " + c.Path(), Address: by.Address, Outcome: account.Refused}
	return errors.Join(g.Accounts.Audit(c.UserContext(), entry), refused)
}

var (
	ErrNotSignedIn = problem.Of(fiber.StatusUnauthorized, "guard.problem.sign_in")
	errMustEnrol   = problem.Of(fiber.StatusForbidden, "guard.problem.factor_needed")
	errForm        = problem.Of(fiber.StatusForbidden, "guard.problem.form_old")
)

// Session is who asks, or nil for nobody.
func (g *Guard) Session(c *fiber.Ctx) (*account.Session, error) {
	if session, ok := c.Locals(SessionKey).(*account.Session); ok {
		return session, nil
	}
	var session *account.Session
	var err error
	if login, token, program := credentials(c); program {
		session, err = g.programSession(c, login, token)
	} else {
		session, err = g.Accounts.Session(c.UserContext(), c.Cookies(g.SessionCookie()))
	}
	if err == nil && session.Demo && !g.Demo() {
		err = account.ErrNoSession
	}
	if errors.Is(err, account.ErrNoSession) {
		session, err = nil, nil
	}
	if err == nil {
		c.Locals(SessionKey, session)
	}
	return session, err
}

// Roles are those of who asks; none for nobody.
func (g *Guard) Roles(c *fiber.Ctx) account.Roles {
	if session, err := g.Session(c); err == nil && session != nil {
		return session.Roles
	}
	return 0
}

// SessionKey holds the session of a request, once it was looked for.
const SessionKey answer.LocalKey = "session"

// Demo tells whether the demo's own accounts may sign in: where the newest data are invented and only this machine's
// users come.
func (g *Guard) Demo() bool {
	if !g.Reach.local() {
		return false
	}
	m, err := g.Shelf.Newest()
	return err == nil && m.Illustrative
}

// askToEnrol leads who must have a second factor to the page that sets one up.
func (g *Guard) askToEnrol(c *fiber.Ctx) error {
	if c.Method() != fiber.MethodGet || answer.WantsJSON(c) {
		return errMustEnrol
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	target := FactorPath
	if c.Query("lang") == string(words.English) {
		target += "?lang=en"
	}
	return c.Redirect(target, fiber.StatusSeeOther)
}

// askToSignIn leads a reader to the log-in page and back; scripts and forms get an error.
func (g *Guard) askToSignIn(c *fiber.Ctx) error {
	if c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead || answer.WantsJSON(c) {
		return ErrNotSignedIn
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	q := url.Values{}
	if asked := c.OriginalURL(); asked != "/" {
		q.Set("next", asked)
	}
	if c.Query("lang") == string(words.English) {
		q.Set("lang", string(words.English))
	}
	target := "/login"
	if len(q) > 0 {
		target += "?" + q.Encode()
	}
	return c.Redirect(target, fiber.StatusSeeOther)
}

// SessionCookie is the name of the cookie that holds a session's token. The prefix makes browsers hold it to TLS and
// to this host.
func (g *Guard) SessionCookie() string { return g.CookieName("luanphien") }

// FormCookie holds what ties a form to a browser that is not signed in.
func (g *Guard) FormCookie() string { return g.CookieName("luanphien-form") }

// CookieName is how a cookie is called here.
func (g *Guard) CookieName(name string) string {
	if g.Reach.Secure() {
		return "__Host-" + name
	}
	return name
}

// SetCookie hands the browser a cookie that only this program reads; "" takes it back.
func (g *Guard) SetCookie(c *fiber.Ctx, name, value string) {
	cookie := &fiber.Cookie{Name: name, Value: value, Path: "/", HTTPOnly: true, Secure: g.Reach.Secure(), SameSite: fiber.CookieSameSiteLaxMode,
		SessionOnly: true}
	if value == "" {
		cookie.SessionOnly, cookie.MaxAge = false, -1
	}
	c.Cookie(cookie)
}

// FormToken is what a form must send back: a hash tied to the session, or before there is one to a cookie of the
// browser. Another site can make a browser send a form, but cannot read the token.
func FormToken(secret string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("form"))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// NewFormToken gives the token for a form on the page being made; before log-in it sets the browser's cookie.
func (g *Guard) NewFormToken(c *fiber.Ctx) (string, error) {
	session, err := g.Session(c)
	if err != nil {
		return "", err
	}
	if session != nil {
		return FormToken(c.Cookies(g.SessionCookie())), nil
	}
	secret := c.Cookies(g.FormCookie())
	if len(secret) < 32 {
		secret = account.NewToken()
		g.SetCookie(c, g.FormCookie(), secret)
	}
	return FormToken(secret), nil
}

// The names under which the token of a form comes: a field, or a header of a script.
const (
	FormField  = "csrf"
	FormHeader = "X-Csrf-Token"
)

// checkForm refuses what was not sent from a page of this program to this very browser.
func (g *Guard) checkForm(c *fiber.Ctx) error {
	if site := c.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return errForm
	}
	session, err := g.Session(c)
	if err != nil {
		return err
	}
	if session != nil && session.Program != "" {
		return nil // no browser sends its token by itself
	}
	secret := c.Cookies(g.FormCookie())
	if session != nil {
		secret = c.Cookies(g.SessionCookie())
	}
	sent, err := g.sentToken(c)
	if err != nil {
		return err
	}
	if secret == "" || !hmac.Equal([]byte(sent), []byte(FormToken(secret))) {
		return errForm
	}
	return nil
}

// sentToken is the token that came with a form. One with files is read no further than that.
func (g *Guard) sentToken(c *fiber.Ctx) (string, error) {
	if strings.HasPrefix(c.Get(fiber.HeaderContentType), fiber.MIMEMultipartForm) {
		return g.firstField(c)
	}
	if sent := c.Get(FormHeader); sent != "" {
		return sent, nil
	}
	return string(c.Request().PostArgs().Peek(FormField)), nil // never of the address
}

// Audit writes into the audit trail what the person who asks does.
func (g *Guard) Audit(c *fiber.Ctx, action, subject, detail string) error {
	by, err := g.Actor(c)
	if err != nil {
		return err
	}
	return g.Accounts.Audit(c.UserContext(), account.Entry{Login: by.Login, Action: action, Subject: subject, Detail: detail, Address: by.Address})
}

// Actor is who asks, as the audit trail names people.
func (g *Guard) Actor(c *fiber.Ctx) (account.Actor, error) {
	session, err := g.Session(c)
	by := account.Actor{Address: g.Client(c)}
	if session != nil {
		by.Login = session.Login
	}
	return by, err
}

// Recorded is a handler whose answers are written into the audit trail, and the editions that they cite are kept: no
// entry, no answer.
func (g *Guard) Recorded(action string, h fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if err := h(c); err != nil {
			return err
		}
		if number, ok := c.Locals(answer.CitedKey).(int); ok && number > 0 && g.Cited != nil {
			if err := g.Cited(number); err != nil {
				return err
			}
		}
		return g.Audit(c, action, c.OriginalURL(), "")
	}
}

// Back is where a log-in leads: an address of this program, or the overview.
func Back(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return "/"
	}
	return next
}
