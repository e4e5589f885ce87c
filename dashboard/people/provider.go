package people

import (
	"errors"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"luanphien/dashboard/account"
	"luanphien/dashboard/account/identity"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/problem"
)

// Log-in by the department's own provider of identities. The way there and back is by links, not forms, which the
// content policy lets go to this program only.

// ProviderReturn is the path at which the provider's answers come.
const ProviderReturn = "/login/provider/return"

// flowCookie holds a log-in on its way, nextCookie where it leads.
func (s *Room) flowCookie() string { return s.Guard.CookieName("luanphien-flow") }
func (s *Room) nextCookie() string { return s.Guard.CookieName("luanphien-next") }

var (
	errProviderAway = problem.Of(fiber.StatusBadGateway, "account.problem.provider_silent")
	errProviderSays = problem.Of(fiber.StatusUnprocessableEntity, "account.problem.provider_failed")
)

// toProvider leads to the provider's log-in.
func toProvider(d *visit) error {
	s := d.room
	if s.Identity == nil {
		return fiber.ErrNotFound
	}
	address, flow, err := s.Identity.Begin(d.Question.Ctx, d.Query("again") != "")
	if err != nil {
		s.Log.Error("the provider of identities does not answer", "error", err)
		return errProviderAway
	}
	s.Guard.SetCookie(d.Ctx, s.flowCookie(), flow.Text())
	s.Guard.SetCookie(d.Ctx, s.nextCookie(), url.QueryEscape(guard.Back(d.Query("next"))))
	return d.Leave(address)
}

// fromProvider takes the provider's answer: a user who is known here gets a session, or is asked for a code where the
// provider has seen none.
func fromProvider(d *visit) error {
	s := d.room
	flow, ok := identity.ParseFlow(d.Cookies(s.flowCookie()))
	if s.Identity == nil || !ok {
		return errProviderSays
	}
	next, _ := url.QueryUnescape(d.Cookies(s.nextCookie()))
	s.Guard.SetCookie(d.Ctx, s.flowCookie(), "")
	s.Guard.SetCookie(d.Ctx, s.nextCookie(), "")
	query, err := url.ParseQuery(string(d.Request().URI().QueryString()))
	if err != nil {
		return errProviderSays
	}
	person, err := s.Identity.Finish(d.Question.Ctx, flow, query, s.Accounts.Now())
	if err != nil {
		s.Log.Warn("a log-in by the provider of identities failed", "error", err)
		if !errors.Is(err, identity.ErrAnswer) {
			return errProviderAway
		}
		return errProviderSays
	}
	u, err := s.Accounts.Vouched(d.Question.Ctx, person.Login, person.Issuer, person.Subject, s.Guard.Client(d.Ctx))
	if err != nil {
		return err
	}
	by := d.entrance()
	by.Vouched, by.IDToken = person.Factor, person.IDToken
	if !person.Factor {
		if need, err := s.Accounts.Need(d.Question.Ctx, u, by.IDToken); err != nil {
			return err
		} else if need != nil {
			return d.askCode(need, next)
		}
	}
	by.Silent, by.Shown = true, person.Shown
	token, err := s.Accounts.Start(d.Question.Ctx, u, by)
	if err != nil {
		return err
	}
	return d.enter(u.Login, token, guard.Back(next))
}

// outOfProvider is the address at which who came by the provider logs out there too; "" = there is none.
func (d *visit) outOfProvider(session *account.Session) string {
	if session == nil || session.IDToken == "" || d.room.Identity == nil {
		return ""
	}
	return d.room.Identity.LogOut(session.IDToken, d.Base()+"/login")
}
