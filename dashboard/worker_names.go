package dashboard

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"luanphien/analytics"
	"luanphien/analytics/lists"
	"luanphien/dashboard/account"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/page"
	"luanphien/dashboard/question"
	"luanphien/dashboard/roles"
	"luanphien/queries/application"
)

// namedWorker is a worker's code with the name.
type namedWorker struct{ Worker, Name string }

// serveWithNames is serve, but that roles whose work needs the names of workers get them beside the codes. Such an
// answer is made anew each time, kept nowhere, and written into the audit trail.
func (s *Server) serveWithNames(h page.Handler) fiber.Handler {
	plain := s.serve(h)
	return func(c *fiber.Ctx) error {
		if s.names == nil || !s.guard.Roles(c).Any(roles.NeedNames) {
			return plain(c)
		}
		k, shown, err := s.answerWithNames(c, h)
		if err != nil {
			return err
		}
		if !shown {
			return k.Send(c)
		}
		c.Set(fiber.HeaderCacheControl, "no-store")
		if err := s.guard.Audit(c, account.ActionNames, c.Path(), ""); err != nil {
			return err
		}
		return k.Send(c)
	}
}

// answerWithNames tells also whether there were names to show.
func (s *Server) answerWithNames(c *fiber.Ctx, h page.Handler) (k *answer.Answer, shown bool, err error) {
	newest, err := question.Newest(s.shelf)
	if err != nil {
		return nil, false, err
	}
	a, err := s.ask(c, newest.Number, s.now().Truncate(time.Minute))
	if err != nil {
		return nil, false, err
	}
	if a.names, err = s.names.Names(c.UserContext()); err != nil {
		return nil, false, err
	}
	if a.calls, err = s.contacts(c.UserContext()); err != nil {
		return nil, false, err
	}
	ctx, end := guard.Reading(c)
	defer end()
	done, err := s.turn(ctx, c)
	if err != nil {
		return nil, false, err
	}
	defer done()
	k, err = s.answer(ctx, h, a)
	return k, len(a.names)+len(a.calls) > 0 && newest.Number > 0, err
}

// contacts are whom to call, where the store of names has them, too.
func (s *Server) contacts(ctx context.Context) (map[string]question.Contact, error) {
	store, ok := s.names.(interface {
		Contacts(context.Context) ([]application.Contact, error)
	})
	if !ok {
		return nil, nil
	}
	list, err := store.Contacts(ctx)
	calls := make(map[string]question.Contact, len(list))
	for _, c := range list {
		calls[cmp.Or(c.StationCode, c.UnitCode)] = question.Contact{Phone: c.Phone, Person: c.Person}
	}
	return calls, err
}

// call is a contact of a station's page, with the digits that a phone dials.
type call struct {
	question.Contact
	Of, Dial string
}

// callsOf are whom to call at a station and at its health centre, for roles that need names.
func callsOf(r *question.Question, s analytics.Station) (list []call) {
	add := func(of, code string) {
		if c, known := r.Contacts[code]; known {
			list = append(list, call{c, of, dial(c.Phone)})
		}
	}
	add(s.Name, s.Code)
	if len(r.Contacts) == 0 {
		return list
	}
	units, err := r.Edition.Units(r.Ctx)
	if err != nil {
		r.Without("contacts", s.Code, err)
	}
	for _, code := range slices.Sorted(maps.Keys(units)) {
		if units[code] == (analytics.Unit{Name: s.CenterName, Province: s.Province}) {
			add(s.HealthCenter, code)
		}
	}
	return list
}

// dial keeps of a phone number what is dialled.
func dial(phone string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c == '+' {
			return c
		}
		return -1
	}, phone)
}

// namesOf lists the workers of postings who have a known name, by code; nil where the roles do not need names.
func namesOf(r *question.Question, postings []lists.Posting) []namedWorker {
	var list []namedWorker
	for _, p := range postings {
		if name := r.Names[p.Worker]; name != "" {
			list = append(list, namedWorker{p.Worker, name})
		}
	}
	slices.SortFunc(list, func(a, b namedWorker) int { return cmp.Compare(a.Worker, b.Worker) })
	return slices.Compact(list)
}
