// Package following shows what people did about the attention list and said about weeks, and takes what they do next.
package following

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"luanphien/analytics/attention"
	"luanphien/dashboard/exhibit"
	attentionlist "luanphien/dashboard/figure/attention"
	"luanphien/dashboard/followup"
	"luanphien/dashboard/form"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/question"
	"luanphien/dashboard/roles"
)

// What people did about the attention list and said about weeks, as pages show it. It stands beside the figures, never
// in them: what an edition holds can be recomputed, what people say cannot.

// Line is an item of the attention list with where it stands.
type Line struct {
	attentionlist.Line
	Key     string
	State   followup.State
	Taker   string // name of who is to see to it; "" = nobody
	By      string // name of who closed it
	Overdue bool
}

// Lines are the items with where they stand, in the order of the list.
func Lines(r *question.Question, items []attention.Item) ([]Line, error) {
	lines, _, err := attentionlist.Lines(r, items, len(items))
	if err != nil {
		return nil, err
	}
	states, people, err := followed(r)
	if err != nil {
		return nil, err
	}
	follow := make([]Line, len(items))
	for i, item := range items {
		follow[i] = lineOfItem(r, item, lines[i], states[item.Key()], people)
	}
	return follow, nil
}

// followed is where every item stands that somebody did something about, and who people are by their log-ins.
func followed(r *question.Question) (states map[string]followup.State, people map[string]string, err error) {
	if states, err = r.FollowUps.States(r.Ctx); err == nil {
		people, err = r.People(r.Ctx)
	}
	return states, people, err
}

// OfStation are the open items of a station, as the lists have them, those overdue first.
func OfStation(r *question.Question, code string) ([]Line, error) {
	items, err := r.Attention(r.Scope)
	if err != nil {
		return nil, err
	}
	own := slices.DeleteFunc(slices.Clone(items), func(i attention.Item) bool { return i.Station != code })
	lines, err := Lines(r, own)
	lines = slices.DeleteFunc(lines, func(l Line) bool { return l.State.Closed })
	sortLines(lines)
	return lines, err
}

// OpenOf are the lines of what a person is to see to and is not done, those overdue first.
func OpenOf(lines []Line, login string) []Line {
	own := slices.DeleteFunc(slices.Clone(lines), func(l Line) bool { return l.State.TakenBy != login || l.State.Closed || !l.State.Ended.IsZero() })
	sortLines(own)
	return own
}

func lineOfItem(r *question.Question, item attention.Item, line attentionlist.Line, state followup.State, people map[string]string) Line {
	f := Line{Line: line, Key: item.Key(), State: state, Overdue: state.Overdue(r.Today().To)}
	if state.TakenBy != "" {
		f.Taker = exhibit.NameOf(people, state.TakenBy)
	}
	if state.Closed {
		f.By = exhibit.NameOf(people, state.By)
	}
	return f
}

// sortLines puts what is overdue first and what ended in the order in which it was said; the rest stays as it is.
func sortLines(lines []Line) {
	slices.SortStableFunc(lines, func(a, b Line) int {
		switch {
		case a.Overdue != b.Overdue:
			if a.Overdue {
				return -1
			}
			return 1
		case a.Overdue:
			return a.State.Due.Compare(b.State.Due)
		}
		return 0
	})
}

// Routes are the addresses of the room.
func Routes(forms *form.Maker) []guard.Route {
	at := func(f func(*form.Form) error) fiber.Handler { return forms.Handle(forms.OnEdition(f)) }
	return []guard.Route{
		guard.Get(ItemPath, roles.Readers, at(itemPage)),
		guard.Post(ItemPath, roles.Readers, at(followItem)),
		guard.Get("/stations/:code/remarks", roles.Readers, at(remarksPage)),
		guard.Post("/stations/:code/remarks", roles.Readers, at(addRemark)),
		guard.Post("/stations/:code/remarks/:id/withdraw", roles.Readers, at(withdrawRemark)),
	}
}
