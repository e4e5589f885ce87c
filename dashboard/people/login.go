package people

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/account"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/problem"
)

type loginBody struct {
	Message  string // why the last attempt failed
	Login    string
	Next     string
	Demo     []demoLine
	Secret   string // of the demo's accounts
	Provider string // address of the log-in by the department's own system; "" = there is none
	LeftOpen string // address at which who has just logged out logs out there too; "" = there is none
}

// demoLine is an account of the demo, shown where only this machine's users come.
type demoLine struct{ Login, Role, What string }

func loginPage(d *visit) error {
	if d.Session != nil {
		return d.Leave(guard.Back(d.Query("next")))
	}
	return d.showLogin(loginBody{Next: d.Query("next")})
}

func (d *visit) showLogin(b loginBody) error {
	if d.room.Guard.Demo() {
		users, err := d.room.Accounts.DemoUsers(d.Question.Ctx)
		if err != nil {
			return err
		}
		b.Secret = account.DemoPassword
		for _, u := range users {
			code := u.Roles.String()
			b.Demo = append(b.Demo, demoLine{u.Login, d.Words.T("account.role." + code), d.Words.T("account.what." + code)})
		}
	}
	if d.room.Identity != nil {
		b.Provider = d.View.Link("/login/provider", "next", guard.Back(b.Next))
	}
	return d.Show("login", "login.title", b)
}

// logIn judges a log-in. Whatever is wrong, the answer is the same.
func logIn(d *visit) error {
	s := d.room
	b := loginBody{Login: d.FormValue("login"), Next: d.FormValue("next")}
	token, err := s.Accounts.SignIn(d.Question.Ctx, account.Attempt{Login: b.Login, Password: d.FormValue("password"), Address: s.Guard.Client(d.Ctx),
		Demo: s.Guard.Demo(), Replaces: d.Cookies(s.Guard.SessionCookie()), Device: d.Cookies(s.DeviceCookie(b.Login)), Agent: d.Get(fiber.HeaderUserAgent)})
	var need *account.NeedsCode
	if errors.As(err, &need) {
		return d.askCode(need, b.Next)
	}
	if err != nil {
		var other error
		if b.Message, other = d.Refuse(err); other != nil {
			return other
		}
		return d.showLogin(b)
	}
	return d.enter(b.Login, token, guard.Back(b.Next))
}

// DeviceCookie is the name of the cookie by which a browser is known to an account: several people may share a browser.
func (s *Room) DeviceCookie(login string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(strings.TrimSpace(login))))
	return s.Guard.CookieName("luanphien-device-" + hex.EncodeToString(sum[:6]))
}

// rememberDevice makes this browser known to the account that has just logged in.
func (d *visit) rememberDevice(login string) error {
	s, name := d.room, d.room.DeviceCookie(login)
	if known, err := s.Accounts.KnowsDevice(d.Question.Ctx, login, d.Cookies(name)); known || err != nil {
		return err
	}
	token, err := s.Accounts.RememberDevice(d.Question.Ctx, login)
	if err != nil {
		return err
	}
	d.Cookie(&fiber.Cookie{Name: name, Value: token, Path: "/", HTTPOnly: true, Secure: s.Guard.Reach.Secure(), SameSite: fiber.CookieSameSiteStrictMode,
		MaxAge: int(account.DeviceLife.Seconds())})
	return nil
}

// enter hands the browser its session, and makes it known to the account.
func (d *visit) enter(login, token, path string) error {
	d.room.Guard.SetCookie(d.Ctx, d.room.Guard.SessionCookie(), token)
	d.room.Guard.SetCookie(d.Ctx, d.room.Guard.FormCookie(), "")
	if err := d.rememberDevice(login); err != nil {
		return err
	}
	return d.Leave(path)
}

func logOut(d *visit) error {
	s := d.room
	if err := s.Accounts.SignOut(d.Question.Ctx, d.Cookies(s.Guard.SessionCookie()), s.Guard.Client(d.Ctx)); err != nil {
		return err
	}
	s.Guard.SetCookie(d.Ctx, s.Guard.SessionCookie(), "")
	d.Set("Clear-Site-Data", `"cache", "storage"`)    // what the browser kept of pages; the device's cookie stays
	if out := d.outOfProvider(d.Session); out != "" { // a page with a link: the content policy lets no form lead there
		d.Locals(guard.SessionKey, nil)
		d.Session, d.Roles = nil, 0
		return d.showLogin(loginBody{LeftOpen: out})
	}
	return d.Leave(d.View.Link("/login"))
}

type setupBody struct {
	Message string
	First   bool   // it creates the first administrator
	Login   string // whose password it sets, or what was typed
	Name    string
}

func setupPage(d *visit) error {
	u, err := d.room.Accounts.Linked(d.Question.Ctx, d.Params("token"))
	if err != nil {
		return err
	}
	if u == nil {
		return d.Show("setup", "setup.title", setupBody{First: true})
	}
	return d.Show("setup", "setup.title", setupBody{Login: u.Login, Name: u.Name})
}

// setUp uses a one-time link up and signs its user in.
func setUp(d *visit) error {
	s := d.room
	token := d.Params("token")
	u, err := s.Accounts.Linked(d.Question.Ctx, token)
	if err != nil {
		return err
	}
	b := setupBody{First: u == nil, Login: d.FormValue("login"), Name: d.FormValue("name")}
	if u != nil {
		b.Login, b.Name = u.Login, u.Name
	}
	err = d.samePassword()
	var user account.User
	if err == nil {
		user, err = s.Accounts.Redeem(d.Question.Ctx, token, account.NewUser{Login: b.Login, Name: b.Name, Password: d.FormValue("password")}, s.Guard.Client(d.Ctx))
	}
	if err != nil {
		var other error
		if b.Message, other = d.Refuse(err); other != nil {
			return other
		}
		return d.Show("setup", "setup.title", b)
	}
	if need, err := s.Accounts.Need(d.Question.Ctx, user, ""); need != nil || err != nil {
		if err != nil {
			return err
		}
		return d.askCode(need, "")
	}
	return d.start(user)
}

// start signs a user in who has just set a password.
func (d *visit) start(u account.User) error {
	session, err := d.room.Accounts.Start(d.Question.Ctx, u, d.entrance())
	if err != nil {
		return err
	}
	return d.enter(u.Login, session, d.View.Link("/"))
}

var errNotTheSame = problem.Of(fiber.StatusUnprocessableEntity, "account.problem.not_the_same")

func (d *visit) samePassword() error {
	if d.FormValue("password") != d.FormValue("again") {
		return errNotTheSame
	}
	return nil
}

type accountBody struct {
	Message  string // why the password was not changed
	Wrong    string // why something else was not done
	Session  *account.Session
	Roles    []string
	Open     []openLine
	Factor   account.FactorState
	Programs []programLine
	Token    string // for a program; shown once
	Digest   *digestForm
}

func accountPage(d *visit) error { return d.fillAccount(accountBody{}) }

func (d *visit) fillAccount(b accountBody) error {
	b.Session = d.Session
	if err := d.describeOwn(&b); err != nil {
		return err
	}
	for _, code := range d.Session.Roles.Codes() {
		b.Roles = append(b.Roles, d.Words.T("account.role."+code))
	}
	return d.Show("account", "account.title", b)
}

// changePassword sets another password for who asks, who must know the present one. All other sessions end.
func changePassword(d *visit) error {
	s := d.room
	err := d.samePassword()
	var u account.User
	if err == nil {
		u, err = s.Accounts.ChangePassword(d.Question.Ctx, d.Session.UserID, d.FormValue("old"), d.FormValue("password"), s.Guard.Client(d.Ctx))
	}
	if err != nil {
		message, other := d.Refuse(err)
		if other != nil {
			return other
		}
		return d.fillAccount(accountBody{Message: message})
	}
	return d.start(u)
}
