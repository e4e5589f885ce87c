package dashboard

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"luanphien/analytics"
	"luanphien/dashboard/account"
	"luanphien/dashboard/address"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
)

// request is one answer being made: what is asked, in which words, on which edition, for which roles. It does not hold
// the HTTP request nor the person, because the answer is kept and goes to others with the same roles as well.
type request struct {
	ctx     context.Context
	server  *Server
	view    *address.View
	words   *words.Words
	edition *analytics.Edition // nil before the first edition
	scope   analytics.Scope
	params  map[string]string // of the path
	now     time.Time         // cut to the minute
	roles   account.Roles
	form    string            // token of the page's forms; "" on kept pages, which have none
	newest  int               // edition
	names   map[string]string // of workers, by code; nil where the roles do not need them
	lacks   *bool             // set where a part of the answer failed; nil where nothing is kept
}

// without notes that a part of the answer failed: the rest stands, and the next who asks has it made again.
func (r *request) without(part, of string, err error) {
	r.server.log.Error("a part of an answer failed", "part", part, "of", of, "error", err)
	if r.lacks != nil {
		*r.lacks = true
	}
}

// handler makes an answer.
type handler func(*request) (*kept, error)

// serve turns a handler into one whose answers are kept. The key is the set of roles, the newest edition's number, the
// address as it was asked (which holds the parameters and the language) and, where the edition does not fix its as-of moment, the
// current minute: "now" is cut to the minute, so that within it every figure of every page has one as-of moment.
func (s *Server) serve(h handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderCacheControl, "private, no-cache") // may be kept, must be asked about: the ETag answers
		newest, err := s.newest()
		if err != nil {
			return err
		}
		now := s.now().Truncate(time.Minute)
		roles := s.roles(c)
		key := strconv.Itoa(int(roles)) + " " + strconv.Itoa(newest.Number) + " " + c.OriginalURL()
		fresh := !s.dev // what is kept is sure to be what would be made
		if !provinceOnly(roles) {
			version, err := s.followUps.Version(c.UserContext())
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
			if k := s.pages.get(key); k != nil {
				return k.send(c)
			}
		}
		asked, err := s.ask(c, newest.Number, now)
		if err != nil {
			return err
		}
		reader, end := reading(c)
		defer end()
		k, err := s.rendering.share(reader, key, func(ctx context.Context) (*kept, error) { return s.answer(ctx, h, asked) })
		if err != nil {
			return err
		}
		err = k.send(c)
		if fresh && !k.partial {
			s.pages.put(key, k) // with the form that was sent
		}
		return err
	}
}

// newest is the manifest of the newest edition, of number 0 before there is one.
func (s *Server) newest() (edition.Manifest, error) {
	m, err := s.shelf.Newest()
	if errors.Is(err, edition.ErrNone) {
		err = nil
	}
	return m, err
}

// asked is what an answer is made from.
type asked struct {
	path   string
	query  url.Values
	params map[string]string
	roles  account.Roles
	names  map[string]string
	newest int // edition; 0 = none yet
	now    time.Time
}

func (s *Server) ask(c *fiber.Ctx, newest int, now time.Time) (asked, error) {
	text := string(c.Request().URI().QueryString())
	query, err := url.ParseQuery(text)
	if err != nil {
		return asked{}, problem.BadParameter("?", text, "địa chỉ viết sai.", "the address is malformed.")
	}
	return asked{path: c.Path(), query: query, params: c.AllParams(), roles: s.roles(c), newest: newest, now: now}, nil
}

// answer makes one answer on the edition asked for.
func (s *Server) answer(ctx context.Context, h handler, a asked) (*kept, error) {
	view, err := address.Parse(a.path, a.query)
	if err != nil {
		return nil, err
	}
	if view.Audience == address.AudiencePress {
		a.roles = account.PressOfficer
	}
	if (view.Area != "" || view.Kind != "") && provinceOnly(a.roles) {
		return nil, errForbidden
	}
	r := &request{ctx: ctx, server: s, view: view, words: s.words[view.Lang], params: a.params, now: a.now, roles: a.roles, newest: a.newest, names: a.names, lacks: new(bool)}
	number := view.Edition
	if number == 0 {
		number = max(view.Made, 0)
	}
	if number == 0 {
		number = a.newest
	}
	if number == 0 { // no edition yet
		return h(r)
	}
	e, release, err := s.shelf.Acquire(number)
	if err != nil {
		return nil, noEdition(err)
	}
	defer release()
	r.edition = e
	if r.scope, err = r.resolveScope(a.now); err != nil {
		return nil, err
	}
	k, err := h(r)
	if err == nil && *r.lacks {
		part := *k // which may be kept for another
		part.partial = true
		k = &part
	}
	return k, err
}

// resolveScope fills what the address leaves open from the edition's default: from the start of the rotation to the
// last complete week, as of now or of the edition's own moment.
func (r *request) resolveScope(now time.Time) (analytics.Scope, error) {
	scope, err := r.defaultScope(now)
	if err != nil {
		return scope, err
	}
	if !r.view.AsOf.IsZero() {
		scope.AsOf = r.view.AsOf
		last := calendar.WeekOf(calendar.LastFullDay(scope.AsOf).AddDate(0, 0, 1)).Add(-1).Sunday()
		if last.Before(scope.To) && !last.Before(scope.From) {
			scope.To = last
		}
	}
	if named := r.view.Named; !named.From.IsZero() {
		latest := scope.To
		scope.From, scope.To = named.From, named.To
		if scope.To.After(latest) && !scope.From.After(latest) { // of a month or year that goes on, what is complete
			scope.To = latest
		}
	}
	if !r.view.From.IsZero() {
		scope.From = r.view.From
	}
	if !r.view.To.IsZero() {
		scope.To = r.view.To
	}
	if scope.To.Before(scope.From) {
		if !r.view.To.IsZero() {
			scope.From = r.view.To.AddDate(0, 0, -6)
		} else {
			scope.To = scope.From.AddDate(0, 0, 6)
		}
	}
	if r.view.Area != "" {
		areas, err := r.areas()
		if err != nil {
			return scope, err
		}
		if !areas[r.view.Area] {
			return scope, problem.BadParameter("area", r.view.Area, "không có trung tâm y tế này.", "there is no such health centre.")
		}
		scope.HealthCenter = r.view.Area
	}
	scope.FacilityType = r.view.Kind
	if err := r.checkSpecialty(); err != nil {
		return scope, err
	}
	if err := r.checkMap(); err != nil {
		return scope, err
	}
	if r.takesSpecialty() {
		scope.Specialty = r.view.Specialty
	}
	return scope, nil
}

func (r *request) defaultScope(now time.Time) (analytics.Scope, error) {
	key := fmt.Sprintf("%d default %d", r.edition.Manifest.Number, now.Unix())
	return remember(r.ctx, r.server.results, key, func() (analytics.Scope, error) {
		return r.edition.DefaultScope(r.ctx, now)
	})
}

func (r *request) areas() (map[string]bool, error) {
	stations, err := r.stations()
	areas := map[string]bool{}
	for _, s := range stations {
		areas[s.HealthCenter] = true
	}
	return areas, err
}

// call remembers an analytics call under its name, the edition and a scope.
func call[T any](r *request, name string, scope analytics.Scope, compute func() (T, error)) (T, error) {
	key := fmt.Sprintf("%d %s %s %s %d %q %q %q %q %q", r.edition.Manifest.Number, name, scope.From.Format(time.DateOnly),
		scope.To.Format(time.DateOnly), scope.AsOf.UnixNano(), scope.HealthCenter, scope.FacilityType, scope.Facility, scope.Stations, scope.Specialty)
	return remember(r.ctx, r.server.results, key, compute)
}

func (r *request) stations() ([]analytics.Station, error) {
	key := fmt.Sprintf("%d stations", r.edition.Manifest.Number)
	return remember(r.ctx, r.server.results, key, func() ([]analytics.Station, error) { return r.edition.Stations(r.ctx) })
}

func (r *request) coverage(scope analytics.Scope) (*analytics.Coverage, error) {
	return call(r, "coverage", scope, func() (*analytics.Coverage, error) { return r.edition.Coverage(r.ctx, scope) })
}

func (r *request) presence(scope analytics.Scope) ([]analytics.StationWeek, error) {
	return call(r, "presence", scope, func() ([]analytics.StationWeek, error) { return r.edition.CoverageByWeek(r.ctx, scope) })
}

func (r *request) compliance(scope analytics.Scope, stream analytics.Stream) (*analytics.Compliance, error) {
	if stream != analytics.StreamRotation {
		scope.Specialty = "" // one answer for all: the stations' own reports know of none
	}
	return call(r, "compliance "+string(stream), scope, func() (*analytics.Compliance, error) {
		return r.edition.Compliance(r.ctx, scope, stream)
	})
}

// referrals gives RA-1. Readers of the press are shown no estimate that another one contradicts or that fails a check.
func (r *request) referrals(scope analytics.Scope) (*analytics.ReferralsAvoided, error) {
	scope.Specialty = ""
	ra, err := call(r, "referrals", scope, func() (*analytics.ReferralsAvoided, error) { return r.edition.ReferralsAvoided(r.ctx, scope) })
	if err != nil || !provinceOnly(r.roles) || ra.Province.State != analytics.StateOK {
		return ra, err
	}
	s, err := r.sensitivity(scope)
	if err != nil {
		return nil, err
	}
	if reasons := s.PressReasons(ra.Province); len(reasons) > 0 {
		held := *ra
		held.Province.State, held.Province.Reasons = analytics.StateWithheld, reasons
		return &held, nil
	}
	return ra, nil
}

// notForPress are the reasons why the estimate, which the reader sees, is not given to the press.
func (r *request) notForPress(ra *analytics.ReferralsAvoided) []analytics.Reason {
	if ra.Province.State != analytics.StateOK || ra.Scope.Facility != "" {
		return nil
	}
	s, err := r.sensitivity(ra.Scope)
	if err != nil {
		r.without("the checks of the estimate", "referrals", err)
		return nil
	}
	return s.PressReasons(ra.Province)
}

func (r *request) attention(scope analytics.Scope) ([]analytics.AttentionItem, error) {
	rules := r.attentionRules()
	return call(r, "attention "+rules.Changed(), scope, func() ([]analytics.AttentionItem, error) {
		return r.edition.AttentionBy(r.ctx, scope, rules)
	})
}

func (r *request) detail(scope analytics.Scope) (*analytics.StationDetail, error) {
	return call(r, "station", scope, func() (*analytics.StationDetail, error) { return r.edition.StationDetail(r.ctx, scope) })
}
