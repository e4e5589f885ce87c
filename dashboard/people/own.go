package people

import (
	"strconv"
	"strings"

	"luanphien/dashboard/account"
	"luanphien/dashboard/problem"
)

// openLine is one of a person's own sessions.
type openLine struct {
	account.OpenSession
	Device, SinceAt, SeenAt string
}

// programLine is one of a person's own tokens for programs.
type programLine struct {
	account.Program
	CreatedOn, UsedOn string
}

// describeOwn fills the account's page with what the person may look through and end: sessions and tokens.
func (d *visit) describeOwn(b *accountBody) error {
	open, err := d.room.Accounts.Sessions(d.Question.Ctx, d.Session.UserID, d.Cookies(d.room.Guard.SessionCookie()))
	if err != nil {
		return err
	}
	for _, o := range open {
		b.Open = append(b.Open, openLine{o, deviceName(o.Agent, d.Words.T("session.unknown")), d.Words.Moment(o.Since), d.Words.Moment(o.Seen)})
	}
	programs, err := d.room.Accounts.Programs(d.Question.Ctx, d.Session.UserID)
	if err != nil {
		return err
	}
	for _, p := range programs {
		line := programLine{p, d.Words.Moment(p.CreatedAt), d.Words.T("program.never")}
		if !p.UsedAt.IsZero() {
			line.UsedOn = d.Words.Moment(p.UsedAt)
		}
		b.Programs = append(b.Programs, line)
	}
	if b.Digest, err = d.digestForm(); err != nil {
		return err
	}
	b.Factor, err = d.room.Accounts.Factor(d.Question.Ctx, d.Session.UserID)
	return err
}

// browsers and systems by the part of a User-Agent header that tells them; those that claim to be others come first.
var (
	browsers = [][2]string{{"coc_coc_browser", "Cốc Cốc"}, {"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser", "Samsung Internet"}, {"Firefox/", "Firefox"},
		{"Chrome/", "Chrome"}, {"Safari/", "Safari"}, {"curl/", "curl"}}
	systems = [][2]string{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"}}
)

// deviceName is a browser and its system in words that its user knows.
func deviceName(agent, unknown string) string {
	var parts []string
	for _, list := range [][][2]string{browsers, systems} {
		for _, pair := range list {
			if strings.Contains(agent, pair[0]) {
				parts = append(parts, pair[1])
				break
			}
		}
	}
	if len(parts) == 0 {
		return unknown
	}
	return strings.Join(parts, ", ")
}

// answerAccount shows the account's page after something was done, or why it was not.
func (d *visit) answerAccount(b accountBody, err error) error {
	if err != nil {
		var other error
		if b.Wrong, other = d.Refuse(err); other != nil {
			return other
		}
	}
	return d.fillAccount(b)
}

// endSession ends one of the person's own sessions, or with no number all but this one.
func endSession(d *visit) error {
	by, err := d.Actor()
	if err != nil {
		return err
	}
	return d.answerAccount(accountBody{}, d.room.Accounts.EndSessions(d.Question.Ctx, d.Session.UserID, d.FormValue("id"), d.Cookies(d.room.Guard.SessionCookie()), by))
}

// addProgram makes a token for a program, which the page then shows once.
func addProgram(d *visit) error {
	by, err := d.Actor()
	if err != nil {
		return err
	}
	u, err := d.user()
	if err != nil {
		return err
	}
	token, err := d.room.Accounts.AddProgram(d.Question.Ctx, u, d.FormValue("name"), d.Session.Vouched, by)
	if err != nil {
		token = ""
	}
	return d.answerAccount(accountBody{Token: token}, err)
}

func endProgram(d *visit) error {
	by, err := d.Actor()
	if err != nil {
		return err
	}
	id, err := strconv.ParseInt(d.FormValue("id"), 10, 64)
	if err != nil {
		return problem.BadParameter("id", d.FormValue("id"), "account.problem.token")
	}
	return d.answerAccount(accountBody{}, d.room.Accounts.EndProgram(d.Question.Ctx, d.Session.UserID, id, by))
}
