package following

import (
	"time"

	"luanphien/analytics"
	"luanphien/dashboard/account"
	"luanphien/dashboard/exhibit"
	"luanphien/dashboard/figure/attention"
	"luanphien/dashboard/followup"
	"luanphien/dashboard/form"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
)

// attentionPath is the page of the attention list; itemPath that of one of its items.
const (
	itemPath = "/attention/item"
)

type attentionBody struct {
	Lead   string
	Figure *exhibit.Shown
	Open   []Line // not closed, most severe first
	Closed []Line
	Part   string // what the list leaves out; "" = nothing
}

// Attention lists all that needs attention, with who sees to it and what was closed.
func Attention(r *question.Question) (string, any, error) {
	items, err := r.Attention(r.Scope)
	if err != nil {
		return "", nil, err
	}
	lines, err := Lines(r, items)
	if err != nil {
		return "", nil, err
	}
	b := &attentionBody{Figure: exhibit.Show(r, "attention"), Part: attention.Part(r)}
	taken := 0
	for _, line := range lines {
		if line.State.Closed {
			b.Closed = append(b.Closed, line)
			continue
		}
		b.Open = append(b.Open, line)
		if line.Taker != "" {
			taken++
		}
	}
	b.Lead = r.Titled(r.Words.T("follow.lead", "open", len(b.Open), "taken", taken, "closed", len(b.Closed)))
	return r.Words.T("nav.attention"), b, nil
}

type itemBody struct {
	Line
	Name    string // what kind of item
	Gone    bool   // no longer arises in this edition
	Events  []eventLine
	Mine    bool // the reader took it
	Message string
	Typed   string // where it was refused
	Longest int
}

type eventLine struct {
	At             time.Time
	By, What, Text string
}

// itemPage shows an item, what was done about it, and the forms to do more.
func itemPage(d *form.Form) error { return showItem(d, "", "") }

func showItem(d *form.Form, message, typed string) error {
	item, line, gone, err := item(d)
	if err != nil {
		return err
	}
	store := d.FollowUps
	events, err := store.History(d.Question.Ctx, item.Key())
	if err != nil {
		return err
	}
	if gone && len(events) == 0 {
		return problem.NotFound("Không có mục này trong danh sách cần chú ý.", "There is no such item in the attention list.")
	}
	people, err := d.People(d.Question.Ctx)
	if err != nil {
		return err
	}
	b := itemBody{Line: lineOfItem(d.Question, item, line, followup.StateOf(events), people), Name: d.Words.T("attention.name." + string(item.Code)),
		Gone: gone, Message: message, Typed: typed, Longest: followup.Longest}
	b.Mine = b.State.TakenBy == d.Session.Login
	for _, e := range events {
		b.Events = append(b.Events, eventLine{e.At, exhibit.NameOf(people, e.Login), d.Words.T("follow.did." + string(e.Action)), e.Text})
	}
	return d.Show("attention_item", "follow.title", b)
}

// item finds what the address names: in the list of the edition, or, when it no longer arises, by its key alone.
func item(d *form.Form) (item analytics.AttentionItem, line attention.Line, gone bool, err error) {
	key := d.Query("item")
	items, err := d.Attention(d.Scope)
	if err != nil {
		return item, line, false, err
	}
	for _, i := range items {
		if i.Key() == key {
			lines, _, err := attention.Lines(d.Question, []analytics.AttentionItem{i}, 1)
			if err != nil {
				return i, line, false, err
			}
			return i, lines[0], false, nil
		}
	}
	item, ok := analytics.ParseAttentionKey(key)
	if ok && d.Area != "" && !d.Area.Holds(item.Station) {
		return item, line, true, problem.NotFound("Không có mục này trong danh sách cần chú ý.", "There is no such item in the attention list.")
	}
	if !ok || !d.Words.Has("attention.name."+string(item.Code)) {
		return item, line, true, problem.BadParameter("item", key, "không có mục nào như vậy.", "there is no such item.")
	}
	line.Text = d.Words.T("attention.name." + string(item.Code))
	if names, err := d.StationNames(); err == nil && names[item.Station] != "" {
		line.Station, line.URL = names[item.Station], d.View.Link("/stations/"+item.Station)
	}
	return item, line, true, nil
}

// followItem does something to an item: takes it, gives it back, notes on it, closes it with a reason, reopens it.
func followItem(d *form.Form) error {
	item, _, gone, err := item(d)
	if err != nil {
		return err
	}
	action := followup.Action(d.FormValue("action"))
	if !d.Words.Has("follow.did." + string(action)) {
		return problem.BadParameter("action", string(action), "không có việc này.", "there is no such action.")
	}
	store := d.FollowUps
	if gone {
		events, err := store.History(d.Question.Ctx, item.Key())
		if err != nil {
			return err
		}
		if len(events) == 0 {
			return problem.NotFound("Không có mục này trong danh sách cần chú ý.", "There is no such item in the attention list.")
		}
	}
	text := d.FormValue("text")
	if err := store.Add(d.Question.Ctx, item.Key(), followup.Event{Login: d.Session.Login, Action: action, Text: text}); err != nil {
		message, other := d.Refuse(err)
		if other != nil {
			return other
		}
		return showItem(d, message, text)
	}
	if err := d.Audit(account.ActionFollowUp, item.Key(), string(action)); err != nil {
		return err
	}
	return d.Leave(d.View.Link(itemPath, "item", item.Key()))
}
