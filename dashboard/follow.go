package dashboard

import (
	"context"

	"luanphien/analytics"
	"luanphien/dashboard/exhibit"
	"luanphien/dashboard/figure/attention"
	"luanphien/dashboard/followup"
	"luanphien/dashboard/question"
)

// What people did about the attention list and said about weeks, as pages show it. It stands beside the figures, never
// in them: what an edition holds can be recomputed, what people say cannot.

// followLine is an item of the attention list with where it stands.
type followLine struct {
	attention.Line
	Key   string
	State followup.State
	Taker string // name of who took it; "" = nobody
	By    string // name of who closed it
}

// people are the names of users by login.
func (s *Server) people(ctx context.Context) (map[string]string, error) {
	users, err := s.accounts.Users(ctx)
	names := make(map[string]string, len(users))
	for _, u := range users {
		names[u.Login] = u.Name
	}
	return names, err
}

// followLines are the items with where they stand, in the order of the list.
func followLines(r *question.Question, items []analytics.AttentionItem) ([]followLine, error) {
	lines, _, err := attention.Lines(r, items, len(items))
	if err != nil {
		return nil, err
	}
	states, err := r.FollowUps.States(r.Ctx)
	if err != nil {
		return nil, err
	}
	people, err := r.People(r.Ctx)
	if err != nil {
		return nil, err
	}
	follow := make([]followLine, len(items))
	for i, item := range items {
		follow[i] = lineOfItem(r, item, lines[i], states[item.Key()], people)
	}
	return follow, nil
}

func lineOfItem(r *question.Question, item analytics.AttentionItem, line attention.Line, state followup.State, people map[string]string) followLine {
	f := followLine{Line: line, Key: item.Key(), State: state}
	if state.TakenBy != "" {
		f.Taker = exhibit.NameOf(people, state.TakenBy)
	}
	if state.Closed {
		f.By = exhibit.NameOf(people, state.By)
	}
	return f
}

// openLines are the first items that are not closed, how many more there are, and how many are closed.
func openLines(all []followLine, limit int) (shown []followLine, more, closed int) {
	for _, line := range all {
		switch {
		case line.State.Closed:
			closed++
		case len(shown) == limit:
			more++
		default:
			shown = append(shown, line)
		}
	}
	return shown, more, closed
}
