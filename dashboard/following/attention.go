package following

import (
	"slices"
	"time"

	"luanphien/analytics/attention"
	"luanphien/dashboard/account"
	"luanphien/dashboard/address"
	"luanphien/dashboard/exhibit"
	attentionlist "luanphien/dashboard/figure/attention"
	"luanphien/dashboard/followup"
	"luanphien/dashboard/form"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
)

// ItemPath is the page of one item of the attention list.
const ItemPath = "/attention/item"

type attentionBody struct {
	Lead    string
	Overdue string // how many items are; "" = none
	Takers  []taker
	Figure  *exhibit.Shown
	Open    []Line // not closed, those overdue first, then most severe first
	Closed  []Line
	Ended   []Line // whose cause ended lately
	Part    string // what the list leaves out; "" = nothing
}

// taker is somebody who is to see to open items, as a filter of the list.
type taker struct {
	Text, URL string
	Chosen    bool
	login     string
	n         int
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
	b := &attentionBody{Figure: exhibit.Show(r, "attention"), Part: attentionlist.Part(r)}
	if b.Ended, err = endedLines(r, items); err != nil {
		return "", nil, err
	}
	open, taken, overdue, only := 0, 0, 0, r.View.All.Get("taker")
	for _, line := range lines {
		if line.State.Closed {
			b.Closed = append(b.Closed, line)
			continue
		}
		open++
		if line.Taker != "" {
			taken++
			b.count(line)
		}
		if line.Overdue {
			overdue++
		}
		if only == "" || line.State.TakenBy == only {
			b.Open = append(b.Open, line)
		}
	}
	sortLines(b.Open)
	b.link(r, only)
	b.Lead = r.Titled(r.Words.T("follow.lead", "open", open, "taken", taken, "closed", len(b.Closed)))
	if overdue > 0 {
		b.Overdue = r.Words.N("follow.overdue.n", overdue)
	}
	return r.Words.T("nav.attention"), b, nil
}

// count adds an open item to those of its taker.
func (b *attentionBody) count(line Line) {
	for i := range b.Takers {
		if b.Takers[i].login == line.State.TakenBy {
			b.Takers[i].n++
			return
		}
	}
	b.Takers = append(b.Takers, taker{Text: line.Taker, login: line.State.TakenBy, n: 1})
}

// link orders the takers by name and gives each the address of the list of theirs alone.
func (b *attentionBody) link(r *question.Question, only string) {
	byName := words.Collator()
	slices.SortFunc(b.Takers, func(x, y taker) int { return byName(x.Text, y.Text) })
	for i := range b.Takers {
		t := &b.Takers[i]
		t.Chosen = t.login == only
		asked := t.login
		if t.Chosen {
			asked = "" // the chosen one takes its choice back
		}
		t.Text, t.URL = r.Words.T("follow.taker.n", "name", t.Text, "n", t.n), r.View.Link(address.AttentionPath, "taker", asked)
	}
}

type itemBody struct {
	Line
	Name    string // what kind of item
	Gone    bool   // no longer arises in this edition
	Events  []eventLine
	Mine    bool // the reader is to see to it
	Team    []member
	Today   string // the first day that it can be due, as 2026-12-01
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
		return problem.NotFound("follow.problem.no_item")
	}
	people, err := d.People(d.Question.Ctx)
	if err != nil {
		return err
	}
	b := itemBody{Line: lineOfItem(d.Question, item, line, followup.StateOf(events), people), Name: d.Words.T("attention.name." + string(item.Code)),
		Gone: gone, Message: message, Typed: typed, Longest: followup.Longest}
	b.Mine = b.State.TakenBy == d.Session.Login
	for _, e := range events {
		b.Events = append(b.Events, eventLine{e.At, doer(d.Question, people, e), didWords(d.Question, people, e), e.Text})
	}
	if b.Team, err = teamFor(d.Question, item.Station, b.State.TakenBy); err != nil {
		return err
	}
	b.Today = d.Today().To.Format(time.DateOnly)
	return d.Show("attention_item", "follow.title", b)
}

// doer is the name of who did something; the program has one, too.
func doer(r *question.Question, people map[string]string, e followup.Event) string {
	if e.Login == "" {
		return r.Words.T("follow.program")
	}
	return exhibit.NameOf(people, e.Login)
}

// didWords says what was done: «giao cho Lò Thị Mai», «đặt hạn 04/12/2026».
func didWords(r *question.Question, people map[string]string, e followup.Event) string {
	w := r.Words
	if e.Action == followup.Due {
		day, err := time.Parse(time.DateOnly, e.About)
		if err != nil {
			return w.T("follow.did.due.none")
		}
		return w.T("follow.did.due", "date", w.Date(day))
	}
	return w.T("follow.did."+string(e.Action), "name", exhibit.NameOf(people, e.About), "edition", e.About)
}

// item finds what the address names: in the list of the edition, or, when it no longer arises, by its key alone.
func item(d *form.Form) (item attention.Item, line attentionlist.Line, gone bool, err error) {
	key := d.Query("item")
	items, err := d.Attention(d.Scope)
	if err != nil {
		return item, line, false, err
	}
	for _, i := range items {
		if i.Key() == key {
			lines, _, err := attentionlist.Lines(d.Question, []attention.Item{i}, 1)
			if err != nil {
				return i, line, false, err
			}
			return i, lines[0], false, nil
		}
	}
	item, ok := attention.ParseKey(key)
	if ok && d.Area != "" && !d.Area.Holds(item.Station) {
		return item, line, true, problem.NotFound("follow.problem.no_item")
	}
	if !ok || !d.Words.Has("attention.name."+string(item.Code)) {
		return item, line, true, problem.BadParameter("item", key, "follow.problem.no_taken_item")
	}
	return item, goneLine(d.Question, item), true, nil
}

// followItem does something to an item: takes it or gives it to somebody, says until when it is due, gives it back, notes
// on it, closes it with a reason, reopens it.
func followItem(d *form.Form) error {
	item, _, gone, err := item(d)
	if err != nil {
		return err
	}
	action := followup.Action(d.FormValue("action"))
	if !d.Words.Has("follow.did."+string(action)) || action == followup.End || action == followup.Arise || action == followup.Due {
		return problem.BadParameter("action", string(action), "follow.problem.no_action")
	}
	store := d.FollowUps
	events, err := store.History(d.Question.Ctx, item.Key())
	if err != nil {
		return err
	}
	if gone && len(events) == 0 {
		return problem.NotFound("follow.problem.no_item")
	}
	text := d.FormValue("text")
	list := []followup.Event{{Login: d.Session.Login, Action: action, Text: text}}
	if action == followup.Assign {
		list, err = givenIn(d, item.Station, followup.StateOf(events))
	}
	if err == nil {
		err = store.Add(d.Question.Ctx, item.Key(), list...)
	}
	if err != nil {
		message, other := d.Refuse(err)
		if other != nil {
			return other
		}
		return showItem(d, message, text)
	}
	if err := d.Audit(account.ActionFollowUp, item.Key(), string(action)); err != nil {
		return err
	}
	return d.Leave(d.View.Link(ItemPath, "item", item.Key()))
}
