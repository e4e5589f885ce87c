package account

import (
	"context"
	"database/sql"
	"time"

	"luanphien/queries/application"
)

// What the audit trail tells of.
const (
	ActionSignIn       = "sign_in"
	ActionSignInFailed = "sign_in_failed"
	ActionSignOut      = "sign_out"
	ActionUserAdded    = "user_added"
	ActionUserDisabled = "user_disabled"
	ActionUserEnabled  = "user_enabled"
	ActionUserRoles    = "user_roles"
	ActionUserReset    = "user_reset"
	ActionPasswordSet  = "password_set"
	ActionNames        = "names_viewed"
	ActionDownload     = "download"
	ActionSQL          = "sql"
	ActionUpload       = "upload"
	ActionLoad         = "load"
	ActionUndo         = "load_undone"
	ActionDismiss      = "row_dismissed"
	ActionRestore      = "row_restored"
	ActionFollowUp     = "follow_up"
	ActionRemark       = "remark"
)

// Actions are all of them, in the order in which a page offers them.
var Actions = []string{ActionSignIn, ActionSignInFailed, ActionSignOut, ActionUserAdded, ActionUserDisabled, ActionUserEnabled,
	ActionUserRoles, ActionUserReset, ActionPasswordSet, ActionNames, ActionDownload, ActionSQL, ActionUpload, ActionLoad, ActionUndo, ActionDismiss, ActionRestore, ActionFollowUp, ActionRemark}

// Entry is one thing that was done.
type Entry struct {
	ID      int64
	At      time.Time
	Login   string // who; "" = nobody who is known
	Action  string
	Subject string // to what or whom
	Detail  string
	Address string // from where; "" = a command on the server
}

// Actor is who does something and from where, for the audit trail.
type Actor struct {
	Login   string
	Address string
	Detail  string
}

// LongestAudit bounds the texts of an entry, in characters.
const LongestAudit = 20_000

func cut(text string) string {
	if r := []rune(text); len(r) > LongestAudit {
		return string(r[:LongestAudit]) + "…"
	}
	return text
}

// Audit adds an entry; At and ID are set here.
func (s *Store) Audit(ctx context.Context, e Entry) error {
	return s.change(ctx, func(tx *sql.Tx) error { return s.audit(ctx, tx, e) })
}

func (s *Store) audit(ctx context.Context, tx *sql.Tx, e Entry) error {
	return do(ctx, tx, "add_audit", millis(s.now()), e.Login, e.Action, cut(e.Subject), cut(e.Detail), e.Address)
}

func (s *Store) auditBy(ctx context.Context, tx *sql.Tx, by Actor, action, subject, detail string) error {
	if detail == "" {
		detail = by.Detail
	}
	return s.audit(ctx, tx, Entry{Login: by.Login, Action: action, Subject: subject, Detail: detail, Address: by.Address})
}

// Filter chooses entries; zero values = any.
type Filter struct {
	Login  string
	Action string
	From   time.Time // inclusive
	Until  time.Time // exclusive
	Before int64     // ID: only older ones
	Limit  int
}

// Trail lists entries, newest first.
func (s *Store) Trail(ctx context.Context, f Filter) ([]Entry, error) {
	var from, until int64
	if !f.From.IsZero() {
		from = millis(f.From)
	}
	if !f.Until.IsZero() {
		until = millis(f.Until)
	}
	rows, err := s.db.QueryContext(ctx, application.Account("audit"), f.Login, f.Action, from, until, f.Before, f.Limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []Entry
	for rows.Next() {
		var e Entry
		var at int64
		if err := rows.Scan(&e.ID, &at, &e.Login, &e.Action, &e.Subject, &e.Detail, &e.Address); err != nil {
			return nil, err
		}
		e.At = time.UnixMilli(at)
		list = append(list, e)
	}
	return list, rows.Err()
}
