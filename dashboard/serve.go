package dashboard

import (
	"context"
	"net/url"
	"runtime"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"luanphien/analytics/stationset"
	"luanphien/dashboard/account"
	"luanphien/dashboard/address"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/page"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/dashboard/roles"
	"luanphien/queries/turns"
)

// serve turns a handler into one whose answers are kept. The key is the set of roles, the newest edition's number, the
// address as it was asked (which holds the parameters and the language) and, where the edition does not fix its as-of moment, the
// current minute: "now" is cut to the minute, so that within it every figure of every page has one as-of moment.
func (s *Server) serve(h page.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderCacheControl, "private, no-cache") // may be kept, must be asked about: the ETag answers
		newest, err := question.Newest(s.shelf)
		if err != nil {
			return err
		}
		now := s.now().Truncate(time.Minute)
		held := s.guard.Roles(c)
		key := strconv.Itoa(int(held)) + " " + string(s.guard.AreaOf(c)) + " " + strconv.Itoa(newest.Number) + " " + c.OriginalURL()
		fresh := !s.dev // what is kept is sure to be what would be made
		if !roles.ProvinceOnly(held) {
			version, err := s.shared.FollowUps.Version(c.UserContext())
			if err != nil {
				s.log.Error("the store of follow-ups cannot be read", "error", err)
				fresh = false
			}
			key = strconv.FormatInt(version, 10) + " " + key
		}
		if newest.AsOf.IsZero() {
			key = strconv.FormatInt(now.Unix(), 10) + " " + key
		}
		if fresh {
			if k := s.pages.Get(key); k != nil {
				return k.Send(c)
			}
		}
		asked, err := s.ask(c, newest.Number, now)
		if err != nil {
			return err
		}
		reader, end := guard.Reading(c)
		defer end()
		done, err := s.turn(reader, c)
		if err != nil {
			return err
		}
		defer done()
		k, err := s.rendering.share(reader, key, func(ctx context.Context) (*answer.Answer, error) { return s.answer(ctx, h, asked) })
		if err != nil {
			return err
		}
		err = k.Send(c)
		if fresh && !k.Partial {
			s.pages.Put(key, k) // with the form that was sent
		}
		return err
	}
}

// asked is what an answer is made from.
type asked struct {
	path   string
	query  url.Values
	params map[string]string
	roles  account.Roles
	area   stationset.Set
	names  map[string]string
	calls  map[string]question.Contact
	newest int // edition; 0 = none yet
	now    time.Time
}

func (s *Server) ask(c *fiber.Ctx, newest int, now time.Time) (asked, error) {
	text := string(c.Request().URI().QueryString())
	query, err := url.ParseQuery(text)
	if err != nil {
		return asked{}, problem.BadParameter("?", text, "address.problem.malformed")
	}
	return asked{path: c.Path(), query: query, params: c.AllParams(), roles: s.guard.Roles(c), area: s.guard.AreaOf(c), newest: newest, now: now}, nil
}

// answer makes one answer on the edition asked for.
func (s *Server) answer(ctx context.Context, h page.Handler, a asked) (*answer.Answer, error) {
	view, err := address.Parse(a.path, a.query)
	if err != nil {
		return nil, err
	}
	fromPress := roles.ProvinceOnly(a.roles)
	if view.ForPress() {
		a.roles = account.PressOfficer
	}
	if (view.Area != "" || view.Kind != "" || view.Stations != "") && roles.ProvinceOnly(a.roles) {
		return nil, roles.ErrForbidden
	}
	r := &question.Question{Ctx: ctx, Shared: s.shared, View: view, Words: s.words[view.Lang], Vars: a.params, Now: a.now, Roles: a.roles, Area: a.area, Newest: a.newest, Names: a.names, Contacts: a.calls, Lacks: new(bool), Publisher: s.publisher}
	if fromPress {
		if err := r.PressMoment(s.shelf); err != nil {
			return nil, err
		}
	}
	release, err := r.Hold(s.shelf)
	defer release()
	if err != nil {
		return nil, err
	}
	if r.Edition == nil {
		return h(r)
	}
	if r.Scope, err = catalogue.ScopeAsked(r, a.now); err != nil {
		return nil, err
	}
	k, err := h(r)
	if err == nil && *r.Lacks {
		part := *k // which may be kept for another
		part.Partial = true
		k = &part
	}
	return k, err
}

// newTurns lets a few answers be made for one person at a time, and some for all: who asks for many waits, and others pass.
func newTurns() *turns.Queue {
	personal := max(2, runtime.NumCPU()/2)
	return turns.New(4*personal, personal, 0)
}

// turn waits until another answer may be made for who asks; end gives the turn back. Who leaves while waiting gets errLeft.
func (s *Server) turn(ctx context.Context, c *fiber.Ctx) (end func(), err error) {
	session, err := s.guard.Session(c)
	if err != nil {
		return nil, err
	}
	person := ""
	if session != nil {
		person = session.Login
	}
	if end, err = s.turns.Enter(ctx, person, nil); err != nil {
		return nil, errLeft
	}
	return end, nil
}
