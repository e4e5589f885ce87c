package dashboard

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/account"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/roles"
	"luanphien/dashboard/words"
)

// route is a line of the table of addresses: who may open it, and what answers.
type route struct {
	Method string
	Path   string
	Who    roles.Access
	Handle fiber.Handler
}

var ()

// guarded is the route's handler behind its guard.
func (s *Server) guarded(r route) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if !r.Who.Anyone {
			session, err := s.session(c)
			if err != nil {
				return err
			}
			if session == nil {
				return s.askToSignIn(c)
			}
			if session.Program != "" && !forPrograms(r) {
				return errNotForPrograms
			}
			if session.MustEnrol && r.Path != "/logout" && !strings.HasPrefix(r.Path, factorPath) {
				return s.askToEnrol(c)
			}
			if !r.Who.Admits(session.Roles) || session.Stations != "" && !roles.OfAreas[r.Path] {
				return s.deny(c, r)
			}
		}
		if r.Method == fiber.MethodPost {
			if err := s.checkForm(c); err != nil {
				return err
			}
		}
		return r.Handle(c)
	}
}

// deny refuses what a person's roles do not open. Scripts ask for parts of pages on their own; only what people open
// or send is recorded.
func (s *Server) deny(c *fiber.Ctx, r route) error {
	by, err := s.actor(c)
	if err != nil {
		return err
	}
	if c.Method() == fiber.MethodHead || answer.WantsJSON(c) {
		return roles.ErrForbidden
	}
	entry := account.Entry{Login: by.Login, Action: account.ActionDenied, Subject: r.Method + " " + c.Path(), Address: by.Address, Outcome: account.Refused}
	return errors.Join(s.accounts.Audit(c.UserContext(), entry), roles.ErrForbidden)
}

var (
	errNotSignedIn = &problem.Problem{Code: fiber.StatusUnauthorized,
		VI: "Cần đăng nhập trước.", EN: "Sign in first."}
	errMustEnrol = &problem.Problem{Code: fiber.StatusForbidden,
		VI: "Vai trò của bạn cần lớp xác thực thứ hai; hãy đặt ở trang Tài khoản trước.",
		EN: "Your role needs a second factor; set it up on the account page first."}
	errForm = &problem.Problem{Code: fiber.StatusForbidden,
		VI: "Biểu mẫu đã cũ hoặc không đến từ trang này. Hãy tải lại trang rồi gửi lại.",
		EN: "The form is out of date or did not come from this site. Reload the page and send it again."}
)

// session is who asks, or nil for nobody.
func (s *Server) session(c *fiber.Ctx) (*account.Session, error) {
	if session, ok := c.Locals(sessionKey).(*account.Session); ok {
		return session, nil
	}
	var session *account.Session
	var err error
	if login, token, program := credentials(c); program {
		session, err = s.programSession(c, login, token)
	} else {
		session, err = s.accounts.Session(c.UserContext(), c.Cookies(s.sessionCookie()))
	}
	if err == nil && session.Demo && !s.demo() {
		err = account.ErrNoSession
	}
	if errors.Is(err, account.ErrNoSession) {
		session, err = nil, nil
	}
	if err == nil {
		c.Locals(sessionKey, session)
	}
	return session, err
}

// roles are those of who asks; none for nobody.
func (s *Server) roles(c *fiber.Ctx) account.Roles {
	if session, err := s.session(c); err == nil && session != nil {
		return session.Roles
	}
	return 0
}

const (
	sessionKey answer.LocalKey = "session"
)

// demo tells whether the demo's own accounts may sign in: where the newest data are invented and only this machine's
// users come.
func (s *Server) demo() bool {
	if !s.reach.local() {
		return false
	}
	m, err := s.shelf.Newest()
	return err == nil && m.Illustrative
}

// askToEnrol leads who must have a second factor to the page that sets one up.
func (s *Server) askToEnrol(c *fiber.Ctx) error {
	if c.Method() != fiber.MethodGet || answer.WantsJSON(c) {
		return errMustEnrol
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	target := factorPath
	if c.Query("lang") == string(words.English) {
		target += "?lang=en"
	}
	return c.Redirect(target, fiber.StatusSeeOther)
}

// askToSignIn leads a reader to the log-in page and back; scripts and forms get an error.
func (s *Server) askToSignIn(c *fiber.Ctx) error {
	if c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead || answer.WantsJSON(c) {
		return errNotSignedIn
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

// sessionCookie is the name of the cookie that holds a session's token. The prefix makes browsers hold it to TLS and
// to this host.
func (s *Server) sessionCookie() string { return s.cookieName("luanphien") }

// formCookie holds what ties a form to a browser that is not signed in.
func (s *Server) formCookie() string { return s.cookieName("luanphien-form") }

func (s *Server) cookieName(name string) string {
	if s.reach.secure() {
		return "__Host-" + name
	}
	return name
}

func (s *Server) setCookie(c *fiber.Ctx, name, value string) {
	cookie := &fiber.Cookie{Name: name, Value: value, Path: "/", HTTPOnly: true, Secure: s.reach.secure(), SameSite: fiber.CookieSameSiteLaxMode,
		SessionOnly: true}
	if value == "" {
		cookie.SessionOnly, cookie.MaxAge = false, -1
	}
	c.Cookie(cookie)
}

// formToken is what a form must send back: a hash tied to the session, or before there is one to a cookie of the
// browser. Another site can make a browser send a form, but cannot read the token.
func formToken(secret string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("form"))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// newFormToken gives the token for a form on the page being made; before log-in it sets the browser's cookie.
func (s *Server) newFormToken(c *fiber.Ctx) (string, error) {
	session, err := s.session(c)
	if err != nil {
		return "", err
	}
	if session != nil {
		return formToken(c.Cookies(s.sessionCookie())), nil
	}
	secret := c.Cookies(s.formCookie())
	if len(secret) < 32 {
		secret = account.NewToken()
		s.setCookie(c, s.formCookie(), secret)
	}
	return formToken(secret), nil
}

const (
	formField  = "csrf"
	formHeader = "X-Csrf-Token"
)

// checkForm refuses what was not sent from a page of this program to this very browser.
func (s *Server) checkForm(c *fiber.Ctx) error {
	if site := c.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return errForm
	}
	session, err := s.session(c)
	if err != nil {
		return err
	}
	if session != nil && session.Program != "" {
		return nil // no browser sends its token by itself
	}
	secret := c.Cookies(s.formCookie())
	if session != nil {
		secret = c.Cookies(s.sessionCookie())
	}
	sent, err := s.sentToken(c)
	if err != nil {
		return err
	}
	if secret == "" || !hmac.Equal([]byte(sent), []byte(formToken(secret))) {
		return errForm
	}
	return nil
}

// sentToken is the token that came with a form. One with files is read no further than that.
func (s *Server) sentToken(c *fiber.Ctx) (string, error) {
	if strings.HasPrefix(c.Get(fiber.HeaderContentType), fiber.MIMEMultipartForm) {
		return s.firstField(c)
	}
	if sent := c.Get(formHeader); sent != "" {
		return sent, nil
	}
	return string(c.Request().PostArgs().Peek(formField)), nil // never of the address
}

// audit writes into the audit trail what the person who asks does.
func (s *Server) audit(c *fiber.Ctx, action, subject, detail string) error {
	by, err := s.actor(c)
	if err != nil {
		return err
	}
	return s.accounts.Audit(c.UserContext(), account.Entry{Login: by.Login, Action: action, Subject: subject, Detail: detail, Address: by.Address})
}

func (s *Server) actor(c *fiber.Ctx) (account.Actor, error) {
	session, err := s.session(c)
	by := account.Actor{Address: s.client(c)}
	if session != nil {
		by.Login = session.Login
	}
	return by, err
}

// recorded is a handler whose answers are written into the audit trail, and the editions that they cite are kept: no
// entry, no answer.
func (s *Server) recorded(action string, h fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if err := h(c); err != nil {
			return err
		}
		if number, ok := c.Locals(answer.CitedKey).(int); ok && number > 0 && s.cited != nil {
			if err := s.cited(number); err != nil {
				return err
			}
		}
		return s.audit(c, action, c.OriginalURL(), "")
	}
}

// back is where a log-in leads: an address of this program, or the overview.
func back(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return "/"
	}
	return next
}
