package people

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"luanphien/dashboard/account"
	"luanphien/dashboard/problem"
	"luanphien/queries/calendar"
)

// AuditShown is the number of entries on a page of the audit trail.
const AuditShown = 200

type auditBody struct {
	Login, Action, Outcome, From, To string // as asked
	Actions, Outcomes                []roleChoice
	Entries                          []auditLine
	Newest, Older, File              string // addresses; "" = there is none
	End                              string // of the chain
	Copy                             string // how the copy stands; "" = none is made
	CopyFails                        bool
}

type auditLine struct {
	At, Login, Action, Subject, Detail, Address string
	Outcome                                     string
	Refused                                     bool
}

// auditFilter is which entries the address asks for.
func (d *visit) auditFilter() (account.Filter, error) {
	f := account.Filter{Login: d.Query("login"), Action: d.Query("action"), Outcome: d.Query("outcome")}
	f.From, f.Until = inZone(d.View.From), inZone(d.View.To)
	if !f.Until.IsZero() {
		f.Until = f.Until.AddDate(0, 0, 1)
	}
	if text := d.Query("before"); text != "" {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil || id < 1 {
			return f, problem.BadParameter("before", text, "account.problem.entry")
		}
		f.Before = id
	}
	return f, nil
}

// auditPage lists what was done, newest first.
func auditPage(d *visit) error {
	f, err := d.auditFilter()
	if err != nil {
		return err
	}
	f.Limit = AuditShown + 1
	b := auditBody{Login: f.Login, Action: f.Action, Outcome: f.Outcome, From: d.View.Given("from"), To: d.View.Given("to")}
	entries, err := d.room.Accounts.Trail(d.Question.Ctx, f)
	if err != nil {
		return err
	}
	asked := []string{"login", f.Login, "action", f.Action, "outcome", f.Outcome}
	if len(entries) > AuditShown {
		entries = entries[:AuditShown]
		b.Older = d.View.Link("/audit", append(asked, "before", strconv.FormatInt(entries[AuditShown-1].ID, 10))...)
	}
	if f.Before > 0 {
		b.Newest = d.View.Link("/audit", asked...)
	}
	b.File = d.View.Link("/audit.csv", asked...)
	for _, e := range entries {
		b.Entries = append(b.Entries, auditLine{d.Words.Date(e.At.In(calendar.Zone)) + " " + e.At.In(calendar.Zone).Format(time.TimeOnly), e.Login,
			d.Words.T("audit." + e.Action), e.Subject, d.rolesInWords(e), e.Address, d.Words.T("audit.outcome." + e.Ended()), e.Ended() == account.Refused})
	}
	for _, action := range account.Actions {
		b.Actions = append(b.Actions, roleChoice{action, d.Words.T("audit." + action), action == f.Action})
	}
	for _, outcome := range account.Outcomes {
		b.Outcomes = append(b.Outcomes, roleChoice{outcome, d.Words.T("audit.outcome." + outcome), outcome == f.Outcome})
	}
	if err := d.describeChain(&b); err != nil {
		return err
	}
	return d.Show("audit", "audit.title", b)
}

// describeChain tells where the chain ends, so that it can be noted, and how its copy stands.
func (d *visit) describeChain(b *auditBody) error {
	head, err := d.room.Accounts.Head(d.Question.Ctx)
	if err != nil {
		return err
	}
	b.End = fmt.Sprintf("%d:%x", head.ID, head.Hash)
	if d.room.Copied == nil {
		return nil
	}
	w, c := d.Words, d.room.Copied()
	if c.Failed.IsZero() {
		b.Copy = w.T("audit.copied", "target", c.Target)
		return nil
	}
	why := (&problem.Problem{VI: c.VI, EN: c.EN}).Sentence(d.View.Lang)
	b.Copy, b.CopyFails = w.T("audit.copy_fails", "target", c.Target, "since", w.Moment(c.Failed), "behind", c.Behind, "why", why), true
	return nil
}

var roleCode = regexp.MustCompile(`[a-z_]+`)

// rolesInWords is an entry's detail, roles in the reader's language where it tells of them.
func (d *visit) rolesInWords(e account.Entry) string {
	if e.Action != account.ActionUserAdded && e.Action != account.ActionUserRoles {
		return e.Detail
	}
	return roleCode.ReplaceAllStringFunc(strings.ReplaceAll(e.Detail, ",", ", "), func(code string) string {
		if _, err := account.ParseRoles(code); err != nil {
			return code
		}
		return d.Words.T("account.role." + code)
	})
}

// inZone is the beginning of a date where the program is used.
func inZone(date time.Time) time.Time {
	if date.IsZero() {
		return date
	}
	return time.Date(date.Year(), date.Month(), date.Day(), 0, 0, 0, 0, calendar.Zone)
}
