package people

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"luanphien/dashboard/account"
	"luanphien/dashboard/address"
	"luanphien/dashboard/page"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/words"
)

// viewsBody is the page of a person's saved views, with the form for another where a page asked for it.
type viewsBody struct {
	Views   []viewLine
	New     *newView // nil = nothing is to be saved
	Message string
}

type newView struct {
	Of, Name, Rolling string
	Said              string // what the page shows, in words
	RollingSaid       string // "" = the period does not go on with the calendar
}

type viewLine struct {
	account.SavedView
	URL, Said, SavedOn string
}

func viewsPage(d *visit) error {
	if d.Query("of") == "" {
		return d.showViews(viewsBody{})
	}
	v, err := savedOf(d.Query("of"), d.Query("rolling"))
	if err != nil {
		return d.refuseView(nil, err)
	}
	v.Name = d.Query("name")
	return d.showViews(viewsBody{New: d.newView(v)})
}

// newView is the form that saves a view.
func (d *visit) newView(v account.SavedView) *newView {
	form := &newView{Of: v.Address, Name: v.Name, Rolling: v.Rolling, Said: d.said(v)}
	if v.Rolling != "" {
		form.RollingSaid = page.RollingWords(d.Words, v.Rolling)
	}
	return form
}

// showViews answers with the page.
func (d *visit) showViews(b viewsBody) error {
	list, err := d.room.Accounts.Views(d.Question.Ctx, d.Session.UserID)
	if err != nil {
		return err
	}
	for _, v := range list {
		url := page.SavedPath + "/" + strconv.FormatInt(v.ID, 10)
		if d.View.Lang != words.Vietnamese {
			url += "?lang=" + string(d.View.Lang)
		}
		b.Views = append(b.Views, viewLine{v, url, d.said(v), d.Words.Moment(v.CreatedAt)})
	}
	return d.Show("views", "nav.views", b)
}

// refuseView shows the page with why something was not done.
func (d *visit) refuseView(form *newView, err error) error {
	message, other := d.Refuse(err)
	if other != nil {
		return other
	}
	return d.showViews(viewsBody{New: form, Message: message})
}

// savedOf reads the address of a page to save. It is one of this program's own pages, or refused: whoever opens a view is
// led nowhere else.
func savedOf(text, rolling string) (account.SavedView, error) {
	u, err := url.Parse(text)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || strings.HasPrefix(text, "//") || !page.Savable(u.Path) {
		return account.SavedView{}, problem.BadParameter("of", text, "account.problem.view_page")
	}
	q := u.Query()
	for _, name := range []string{"lang", "made"} { // of the reader and of one answer
		q.Del(name)
	}
	if _, err := address.Parse(u.Path, q); err != nil {
		return account.SavedView{}, err
	}
	if rolling != "" && !slices.Contains(page.Rolling, rolling) {
		return account.SavedView{}, problem.BadParameter("rolling", rolling, "account.problem.view_page")
	}
	at := url.URL{Path: u.Path, RawQuery: q.Encode()}
	return account.SavedView{Address: at.String(), Rolling: rolling}, nil
}

// said tells which page a view opens and what narrows it.
func (d *visit) said(v account.SavedView) string {
	u, err := url.Parse(v.Address)
	if err != nil { // it was read when it was saved
		return v.Address
	}
	var parts []string
	add := func(text string) {
		if text != "" {
			parts = append(parts, text)
		}
	}
	q := u.Query()
	add(page.NavWord(d.Words, u.Path))
	if v.Rolling != "" {
		add(page.RollingWords(d.Words, v.Rolling))
	} else if at, err := address.Parse(u.Path, q); err == nil && !at.Named.From.IsZero() {
		add(d.Words.Period(at.Named.From, at.Named.To))
	} else {
		add(strings.Trim(q.Get("from")+"–"+q.Get("to"), "–"))
	}
	add(q.Get("area"))
	if kind := q.Get("kind"); kind != "" {
		add(d.Words.T("kind." + kind))
	}
	add(q.Get("specialty"))
	if edition := q.Get("edition"); edition != "" {
		add(d.Words.T("source.edition", "number", edition))
	}
	return strings.Join(parts, " · ")
}

func saveView(d *visit) error {
	v, err := savedOf(d.FormValue("of"), d.FormValue("rolling"))
	if err != nil {
		return d.refuseView(nil, err)
	}
	form := d.newView(account.SavedView{Address: v.Address, Rolling: v.Rolling, Name: d.FormValue("name")})
	if d.FormValue("fixed") != "" {
		v.Rolling = ""
	}
	by, err := d.Actor()
	if err != nil {
		return err
	}
	v.Name = d.FormValue("name")
	if err := d.room.Accounts.AddView(d.Question.Ctx, d.Session.UserID, v, by); err != nil {
		return d.refuseView(form, err)
	}
	return d.Leave(d.View.Link(page.SavedPath))
}

// openView leads to the page of a view. A period that goes on with the calendar is the one of now.
func openView(d *visit) error {
	id, err := d.viewID()
	if err != nil {
		return err
	}
	v, err := d.room.Accounts.View(d.Question.Ctx, d.Session.UserID, id)
	if err != nil {
		return d.refuseView(nil, err)
	}
	u, err := url.Parse(v.Address)
	if err != nil {
		return err
	}
	q := u.Query()
	if v.Rolling != "" {
		spans, err := page.Spans(d.Question)
		if err != nil {
			return err
		}
		// Weeks that the data do not hold any more leave the period of the address.
		if i := slices.IndexFunc(spans, func(s page.Span) bool { return s.Rolling == v.Rolling }); i >= 0 {
			q.Set("period", spans[i].Period)
		}
	}
	if d.View.Lang != words.Vietnamese {
		q.Set("lang", string(d.View.Lang))
	}
	u.RawQuery = q.Encode()
	return d.Leave(u.String())
}

func (d *visit) viewID() (int64, error) {
	id, err := strconv.ParseInt(d.Params("id"), 10, 64)
	if err != nil {
		return 0, problem.NotFound("account.problem.no_view")
	}
	return id, nil
}

func renameView(d *visit) error {
	return d.onView(func(id int64, by account.Actor) error {
		return d.room.Accounts.RenameView(d.Question.Ctx, d.Session.UserID, id, d.FormValue("name"), by)
	})
}

func deleteView(d *visit) error {
	return d.onView(func(id int64, by account.Actor) error {
		return d.room.Accounts.EndView(d.Question.Ctx, d.Session.UserID, id, by)
	})
}

// onView does something to a view and leads back to the page.
func (d *visit) onView(do func(id int64, by account.Actor) error) error {
	id, err := d.viewID()
	if err != nil {
		return err
	}
	by, err := d.Actor()
	if err != nil {
		return err
	}
	if err := do(id, by); err != nil {
		return d.refuseView(nil, err)
	}
	return d.Leave(d.View.Link(page.SavedPath))
}
