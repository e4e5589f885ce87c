package account

import (
	"context"
	"database/sql"
	"errors"
	"strings"
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
	ActionProved       = "proved"
	ActionSessionEnded = "session_ended"
	ActionFactorSet    = "factor_set"
	ActionFactorEnded  = "factor_ended"
	ActionFactorReset  = "factor_reset"
	ActionDemanded     = "factor_demanded"
	ActionRecovery     = "recovery_used"
	ActionProgramAdded = "program_added"
	ActionProgramEnded = "program_ended"
	ActionViewSaved    = "view_saved"
	ActionViewRenamed  = "view_renamed"
	ActionViewEnded    = "view_ended"
	ActionDigestSet    = "digest_set"
	ActionDigestEnded  = "digest_ended"
	ActionDigestSent   = "digest_sent"
	ActionDenied       = "denied"
	ActionChain        = "chain_begun"
)

// Actions are all of them, in the order in which a page offers them.
var Actions = []string{ActionSignIn, ActionSignInFailed, ActionSignOut, ActionUserAdded, ActionUserDisabled, ActionUserEnabled,
	ActionUserRoles, ActionUserReset, ActionPasswordSet, ActionNames, ActionDownload, ActionSQL, ActionUpload, ActionLoad, ActionUndo, ActionDismiss, ActionRestore, ActionFollowUp, ActionRemark,
	ActionProved, ActionSessionEnded, ActionFactorSet, ActionFactorEnded, ActionFactorReset, ActionDemanded, ActionRecovery, ActionProgramAdded, ActionProgramEnded, ActionViewSaved, ActionViewRenamed, ActionViewEnded, ActionDigestSet, ActionDigestEnded, ActionDigestSent, ActionDenied, ActionChain}

// How what was tried ended.
const (
	Done    = "done"
	Refused = "refused"
)

// Outcomes are all of them.
var Outcomes = []string{Done, Refused}

// Entry is one thing that was done or tried.
type Entry struct {
	ID      int64
	At      time.Time // to the millisecond
	Login   string    // who; "" = nobody who is known
	Action  string
	Subject string // to what or whom
	Detail  string
	Address string // from where; "" = a command on the server
	Outcome string // "" = Done; of entries from before there were outcomes, what the action tells
	Hash    []byte // of this entry and all before it; nil in entries from before the chain began
}

// Ended is the entry's outcome.
func (e Entry) Ended() string {
	switch {
	case e.Outcome != "":
		return e.Outcome
	case e.Action == ActionSignInFailed:
		return Refused
	}
	return Done
}

// Actor is who does something and from where, for the audit trail.
type Actor struct {
	Login   string
	Address string
	Detail  string
}

// LongestAudit bounds the texts of an entry, in characters.
const LongestAudit = 20_000

// cut makes a text fit for an entry.
func cut(text string) string {
	text = strings.ToValidUTF8(text, "\ufffd")
	if r := []rune(text); len(r) > LongestAudit {
		return string(r[:LongestAudit]) + "…"
	}
	return text
}

// Audit adds an entry; At, ID and Hash are set here.
func (s *Store) Audit(ctx context.Context, e Entry) error {
	return s.change(ctx, func(tx *sql.Tx) error { return s.audit(ctx, tx, e) })
}

// audit adds an entry at the end of the chain. The transaction holds the file's lock from its beginning, so nobody else
// continues from the same entry, in this process or another.
func (s *Store) audit(ctx context.Context, tx *sql.Tx, e Entry) error {
	last, before, err := lastEntry(ctx, tx)
	if err != nil {
		return err
	}
	var given int64
	if err := tx.QueryRowContext(ctx, application.Account("audit_given")).Scan(&given); err != nil {
		return err
	}
	// Where the last entries were taken away, their numbers stay missing.
	e.ID, e.At, e.Outcome = max(last, given)+1, s.now(), e.Ended()
	e.Subject, e.Detail = cut(e.Subject), cut(e.Detail)
	e.Hash = chained(before, e)
	return do(ctx, tx, "add_audit", e.ID, millis(e.At), e.Login, e.Action, e.Subject, e.Detail, e.Address, e.Outcome, e.Hash)
}

func (s *Store) auditBy(ctx context.Context, tx *sql.Tx, by Actor, action, subject, detail string) error {
	if detail == "" {
		detail = by.Detail
	}
	return s.audit(ctx, tx, Entry{Login: by.Login, Action: action, Subject: subject, Detail: detail, Address: by.Address})
}

// Filter chooses entries; zero values = any.
type Filter struct {
	Login   string
	Action  string
	Outcome string
	From    time.Time // inclusive
	Until   time.Time // exclusive
	Before  int64     // ID: only older ones
	Limit   int
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
	rows, err := s.db.QueryContext(ctx, application.Account("audit"), f.Login, f.Action, from, until, f.Before, f.Outcome, f.Limit)
	if err != nil {
		return nil, err
	}
	return scanEntries(rows)
}

// Since lists up to so many entries after that number, oldest first.
func (s *Store) Since(ctx context.Context, after int64, limit int) ([]Entry, error) {
	rows, err := s.db.QueryContext(ctx, application.Account("audit_from"), after, limit)
	if err != nil {
		return nil, err
	}
	return scanEntries(rows)
}

func scanEntries(rows *sql.Rows) ([]Entry, error) {
	defer rows.Close()
	var list []Entry
	for rows.Next() {
		var e Entry
		var at int64
		if err := rows.Scan(&e.ID, &at, &e.Login, &e.Action, &e.Subject, &e.Detail, &e.Address, &e.Outcome, &e.Hash); err != nil {
			return nil, err
		}
		e.At = time.UnixMilli(at)
		list = append(list, e)
	}
	return list, rows.Err()
}

// Copied is the number of the last entry that a target of copies took; 0 = none yet.
func (s *Store) Copied(ctx context.Context, target string) (last int64, err error) {
	err = s.db.QueryRowContext(ctx, application.Account("copied"), target).Scan(&last)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return last, err
}

// SetCopied keeps the number of the last entry that a target of copies took.
func (s *Store) SetCopied(ctx context.Context, target string, last int64) error {
	return s.change(ctx, func(tx *sql.Tx) error { return do(ctx, tx, "set_copied", target, last) })
}
