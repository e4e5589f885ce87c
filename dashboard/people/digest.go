package people

import (
	"strconv"

	"luanphien/dashboard/account"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/roles"
	"luanphien/dashboard/words"
	"luanphien/queries/calendar"
)

// DigestEnd begins the addresses that turn a digest off without a log-in; a signed token follows.
const DigestEnd = "/digest/end"

// digestForm is the weekly digest on a person's account page.
type digestForm struct {
	On      bool
	Offered bool // the roles open what it says
	State   string
	Email   string
	Views   []digestView
}

// digestView is a page of which the digest may be.
type digestView struct {
	ID     int64
	Name   string
	Chosen bool
}

// digestForm is nil where the person is not offered a digest and has none.
func (d *visit) digestForm() (*digestForm, error) {
	now, err := d.room.Accounts.DigestOf(d.Question.Ctx, d.Session.UserID)
	if err != nil {
		return nil, err
	}
	f := &digestForm{On: now.On(), Offered: d.room.Digests && !d.Session.Demo && roles.Readers.Admits(d.Session.Roles), Email: now.Email}
	if !f.On && !f.Offered {
		return nil, nil
	}
	switch {
	case f.On && !f.Offered:
		f.State = d.Words.T("digest.state.closed", "email", now.Email)
	case f.On:
		f.State = d.Words.T("digest.state.on", "email", now.Email)
	default:
		f.State = d.Words.T("digest.state.off")
	}
	views, err := d.room.Accounts.Views(d.Question.Ctx, d.Session.UserID)
	f.Views = append(f.Views, digestView{0, d.Words.T("digest.of.overview"), now.View == 0})
	for _, v := range views {
		f.Views = append(f.Views, digestView{v.ID, v.Name, now.View == v.ID})
	}
	return f, err
}

// setDigest turns the person's digest on, or changes it. It comes in the language of the page.
func setDigest(d *visit) error {
	if !d.room.Digests || d.Session.Demo {
		return problem.NotFound("digest.problem.no_post")
	}
	by, err := d.Actor()
	if err != nil {
		return err
	}
	view, err := strconv.ParseInt(d.FormValue("view"), 10, 64)
	if err != nil {
		return problem.BadParameter("view", d.FormValue("view"), "account.problem.no_view")
	}
	return d.answerAccount(accountBody{}, d.room.Accounts.SetDigest(d.Question.Ctx, d.Session.UserID, account.Digest{Email: d.FormValue("email"), Lang: d.View.Lang, View: view}, by))
}

func endDigest(d *visit) error {
	by, err := d.Actor()
	if err != nil {
		return err
	}
	return d.answerAccount(accountBody{}, d.room.Accounts.EndDigest(d.Question.Ctx, d.Session.UserID, by))
}

type digestEndBody struct{ On bool }

// digestEndPage asks whether the digest of a link shall end: programs that look at links must not end it.
func digestEndPage(d *visit) error {
	_, now, err := d.room.Accounts.EndedBy(d.Question.Ctx, d.Params("token"))
	if err != nil {
		return err
	}
	return d.Show("digest_end", "digest.end.title", digestEndBody{now.On()})
}

// digestEnd ends the digest of a link, whoever sends it: the button of the page, or a program for mail.
func digestEnd(d *visit) error {
	u, _, err := d.room.Accounts.EndedBy(d.Question.Ctx, d.Params("token"))
	if err != nil {
		return err
	}
	by := account.Actor{Login: u.Login, Address: d.room.Guard.Client(d.Ctx), Detail: "link"}
	if err := d.room.Accounts.EndDigest(d.Question.Ctx, u.ID, by); err != nil {
		return err
	}
	return d.Show("digest_end", "digest.end.title", digestEndBody{})
}

// digestFailed says why a person's digest was not sent, and whether it is tried again.
func digestFailed(w *words.Words, f account.DigestFailure) string {
	why := f.Why.VI
	if w.Lang == words.English {
		why = f.Why.EN
	}
	week, err := calendar.ParseWeek(f.Week)
	said := f.Week
	if err == nil {
		said = w.Week(week)
	}
	if f.Next.IsZero() {
		return w.T("digest.failed.given_up", "week", said, "why", why)
	}
	return w.T("digest.failed.again", "week", said, "why", why, "moment", w.Moment(f.Next))
}
