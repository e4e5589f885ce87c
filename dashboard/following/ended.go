package following

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"luanphien/analytics/attention"
	"luanphien/analytics/editions"
	"luanphien/dashboard/account"
	"luanphien/dashboard/address"
	attentionlist "luanphien/dashboard/figure/attention"
	"luanphien/dashboard/followup"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
)

// How often it is looked whether an edition came, and how long one is believed: what an item waits for may end with time alone.
const (
	lookEvery = time.Minute
	believed  = time.Hour
)

// Watch closes what is followed when its cause ends, until the context does: with every new edition, and every hour.
func Watch(ctx context.Context, shared *question.Shared, shelf *editions.Shelf, now func() time.Time) {
	if shared.FollowUps == nil {
		return
	}
	edition, at := -1, time.Time{}
	for tick := time.NewTicker(lookEvery); ; {
		newest, err := question.Newest(shelf)
		if err == nil && newest.Number > 0 && (newest.Number != edition || time.Since(at) > believed) {
			edition, at = newest.Number, time.Now()
			if err := Sweep(ctx, shared, shelf, now().Truncate(time.Minute)); err != nil && ctx.Err() == nil {
				shared.Log.Error("it is not known which followed items ended", "error", err)
			}
		}
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
		}
	}
}

// Sweep notes of every followed item whose cause the newest edition no longer knows that it ended, and of one that ended
// that it came back.
func Sweep(ctx context.Context, shared *question.Shared, shelf *editions.Shelf, now time.Time) error {
	states, err := shared.FollowUps.States(ctx)
	if err != nil || len(states) == 0 {
		return err
	}
	view, err := address.Parse(address.AttentionPath, url.Values{})
	if err != nil {
		return err
	}
	newest, err := question.Newest(shelf)
	if err != nil {
		return err
	}
	r := &question.Question{Ctx: ctx, Shared: shared, View: view, Words: shared.Languages[words.Vietnamese], Now: now, Roles: account.Administrator, Newest: newest.Number}
	release, err := r.Hold(shelf)
	defer release()
	if err != nil || r.Edition == nil {
		return err
	}
	if r.Scope, err = r.ResolveScope(now); err != nil {
		return err
	}
	items, err := r.Attention(r.Scope)
	if err != nil {
		return err
	}
	arising := keysOf(items)
	number := strconv.Itoa(r.Edition.Manifest.Number)
	for key, state := range states {
		e := followup.Event{Action: followup.End, About: number}
		switch {
		case arising[key] && !state.Ended.IsZero():
			e.Action = followup.Arise
		case arising[key] || !state.Followed() || state.Closed || !state.Ended.IsZero():
			continue
		}
		var overtaken *account.Refusal // by another process, or by who closed it this moment
		if err := shared.FollowUps.Add(ctx, key, e); err != nil && !errors.As(err, &overtaken) {
			return fmt.Errorf("item %s: %w", key, err)
		}
	}
	return nil
}

func keysOf(items []attention.Item) map[string]bool {
	keys := map[string]bool{}
	for _, item := range items {
		keys[item.Key()] = true
	}
	return keys
}

// WeekAgo are the items of the scope that were on the list a week ago.
func WeekAgo(r *question.Question) ([]attention.Item, error) {
	scope := r.Scope
	scope.AsOf = scope.AsOf.Add(-7 * 24 * time.Hour)
	return r.Attention(scope)
}

// endedShown is how long it is told of a followed item that its cause ended.
const endedShown = 28 * 24 * time.Hour

// endedLines are the items of the scope whose cause ended: those of a week ago, and what was followed and ended lately.
func endedLines(r *question.Question, items []attention.Item) ([]Line, error) {
	before, err := WeekAgo(r)
	if err != nil {
		return nil, err
	}
	states, people, err := followed(r)
	if err != nil {
		return nil, err
	}
	told := keysOf(items)
	var lines []Line
	for _, item := range before {
		key := item.Key()
		if told[key] {
			continue
		}
		told[key] = true
		said, _, err := attentionlist.Lines(r, []attention.Item{item}, 1)
		if err != nil {
			return nil, err
		}
		lines = append(lines, lineOfItem(r, item, said[0], states[key], people))
	}
	stations, err := r.StationsInScope()
	if err != nil {
		return nil, err
	}
	inScope := map[string]bool{}
	for _, s := range stations {
		inScope[s.Code] = true
	}
	for key, state := range states {
		item, ok := attention.ParseKey(key)
		if !ok || told[key] || state.Ended.IsZero() || r.Now.Sub(state.Ended) > endedShown || !inScope[item.Station] && (item.Station != "" || r.Area != "") {
			continue
		}
		lines = append(lines, lineOfItem(r, item, goneLine(r, item), state, people))
	}
	sortLines(lines)
	return lines, nil
}

// goneLine says an item that no longer arises: what its key tells.
func goneLine(r *question.Question, item attention.Item) (line attentionlist.Line) {
	line.Text = r.Words.T("attention.name." + string(item.Code))
	if began := item.Findings[0].From; !began.IsZero() {
		line.Text = r.Words.T("follow.gone.since", "what", line.Text, "date", r.Words.Date(began))
	}
	if names, err := r.StationNames(); err == nil && names[item.Station] != "" {
		line.Station, line.URL = names[item.Station], r.View.Link("/stations/"+item.Station)
	}
	return line
}
