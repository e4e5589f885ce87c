package dashboard

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"luanphien/dashboard/account"
	"luanphien/queries/calendar"
)

// auditShown is the number of entries on a page of the audit trail.
const auditShown = 200

type auditBody struct {
	Login, Action, From, To string // as asked
	Actions                 []roleChoice
	Entries                 []auditLine
	Older                   string // address of the page before; "" = there is none
}

type auditLine struct{ At, Login, Action, Subject, Detail, Address string }

// auditPage lists what was done, newest first.
func auditPage(d *dialog) error {
	f := account.Filter{Login: d.Query("login"), Action: d.Query("action"), Limit: auditShown + 1}
	b := auditBody{Login: f.Login, Action: f.Action, From: d.view.Given("from"), To: d.view.Given("to")}
	f.From, f.Until = inZone(d.view.From), inZone(d.view.To)
	if !f.Until.IsZero() {
		f.Until = f.Until.AddDate(0, 0, 1)
	}
	if text := d.Query("before"); text != "" {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil || id < 1 {
			return badParameter("before", text, "cần số của một dòng nhật ký.", "the number of an entry is needed.")
		}
		f.Before = id
	}
	entries, err := d.server.accounts.Trail(d.ctx, f)
	if err != nil {
		return err
	}
	if len(entries) > auditShown {
		entries = entries[:auditShown]
		b.Older = d.view.Link("/audit", "login", f.Login, "action", f.Action, "before", strconv.FormatInt(entries[auditShown-1].ID, 10))
	}
	for _, e := range entries {
		b.Entries = append(b.Entries, auditLine{d.words.Date(e.At.In(calendar.Zone)) + " " + e.At.In(calendar.Zone).Format(time.TimeOnly), e.Login,
			d.words.T("audit." + e.Action), e.Subject, d.rolesInWords(e), e.Address})
	}
	for _, action := range account.Actions {
		b.Actions = append(b.Actions, roleChoice{action, d.words.T("audit." + action), action == f.Action})
	}
	return d.show("audit", "audit.title", b)
}

var roleCode = regexp.MustCompile(`[a-z_]+`)

// rolesInWords is an entry's detail, roles in the reader's language where it tells of them.
func (d *dialog) rolesInWords(e account.Entry) string {
	if e.Action != account.ActionUserAdded && e.Action != account.ActionUserRoles {
		return e.Detail
	}
	return roleCode.ReplaceAllStringFunc(strings.ReplaceAll(e.Detail, ",", ", "), func(code string) string {
		if _, err := account.ParseRoles(code); err != nil {
			return code
		}
		return d.words.T("account.role." + code)
	})
}

// inZone is the beginning of a date where the program is used.
func inZone(date time.Time) time.Time {
	if date.IsZero() {
		return date
	}
	return time.Date(date.Year(), date.Month(), date.Day(), 0, 0, 0, 0, calendar.Zone)
}
