package digest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"luanphien/dashboard/account"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/problem"
	"luanphien/queries/calendar"
)

// hour is when digests begin to be sent on a Monday, in the time of Việt Nam.
const hour = 6

// Office sends digests.
type Office struct {
	Accounts *account.Store
	Post     Post
	// Make writes the letter of a person, bounded by roles and area as the pages are; what these do not open is refused.
	Make  func(ctx context.Context, u account.User, d account.Digest) (*Letter, error)
	Cited func(edition int) error // told of each edition that a letter cites; nil = nobody keeps count
	Now   func() time.Time
	Log   *slog.Logger
}

// Done counts what came of the digests that were due.
type Done struct{ Sent, Failed int }

// weekOf is the week whose digests are sent at a moment, and since when.
func weekOf(now time.Time) (week calendar.Week, from time.Time) {
	week = calendar.WeekOf(now)
	return week, calendar.FromLocal(week.Monday()).Add(hour * time.Hour)
}

// Send sends what is due: each person's digest once a week, from Monday six o'clock on. What failed is tried again later.
func (o *Office) Send(ctx context.Context) (Done, error) {
	var done Done
	week, from := weekOf(o.Now())
	if o.Now().Before(from) {
		return done, nil
	}
	users, err := o.Accounts.DigestsDue(ctx, week.String(), from, o.Now())
	if err != nil {
		return done, err
	}
	for _, u := range users {
		if err := ctx.Err(); err != nil {
			return done, err
		}
		claimed, err := o.Accounts.ClaimDigest(ctx, u.ID, week.String(), o.Now())
		if err != nil {
			return done, err
		}
		if !claimed {
			continue
		}
		edition, failed := o.sendTo(ctx, u, week)
		if failed != nil && ctx.Err() != nil {
			return done, ctx.Err() // the attempt stands as interrupted, and is taken up again
		}
		if failed == nil {
			done.Sent++
			if err := o.Accounts.DigestSent(ctx, u, week.String(), fmt.Sprintf("edition %d", edition), o.Now()); err != nil {
				return done, err
			}
			continue
		}
		done.Failed++
		p := answer.ProblemOf(failed)
		// The log names people by their numbers only; a sentence for people holds no address.
		o.Log.Warn("a digest was not sent", "user", u.ID, "week", week.String(), "reason", p.EN)
		if p.Code >= http.StatusInternalServerError {
			p = problem.Of(http.StatusInternalServerError, "digest.problem.made")
			o.Log.Error("a digest could not be made", "user", u.ID, "error", failed)
		}
		if err := o.Accounts.DigestFailed(ctx, u.ID, week.String(), account.Refusal{VI: p.VI, EN: p.EN}, p.Code != http.StatusForbidden, o.Now()); err != nil {
			return done, err
		}
	}
	return done, nil
}

// sendTo makes a person's letter and sends it.
func (o *Office) sendTo(ctx context.Context, u account.User, week calendar.Week) (edition int, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a digest: %v", p)
		}
	}()
	d, err := o.Accounts.DigestOf(ctx, u.ID)
	if err != nil {
		return 0, err
	}
	l, err := o.Make(ctx, u, d)
	if err != nil {
		return 0, err
	}
	name := fmt.Sprintf("luanphien-%s-%d", week, u.ID)
	m, err := l.message(o.Post.From(), d.Email, name+"@luanphien", o.Now())
	if err != nil {
		return 0, err
	}
	if o.Cited != nil {
		if err := o.Cited(l.Edition); err != nil {
			return 0, err
		}
	}
	return l.Edition, o.Post.Send(ctx, m, name)
}

// pause is how often it is looked whether something is due.
const pause = time.Minute

// Watch sends what is due until the context ends.
func (o *Office) Watch(ctx context.Context) {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		if _, err := o.Send(ctx); err != nil && !errors.Is(err, context.Canceled) {
			o.Log.Error("the digests cannot be sent", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
