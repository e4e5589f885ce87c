package auditcopy

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"luanphien/dashboard/account"
	"luanphien/dashboard/words"
)

// target takes entries. send hands it up to atOnce of those that it lacks and gives the last that it has, and whether
// there may be more.
type target interface {
	send(context.Context, *account.Store) (last int64, more bool, err error)
	close()
}

const (
	atOnce  = 1000
	pause   = time.Second // between two looks at the trail
	longest = time.Minute // between two tries of a target that fails
)

// Copier keeps a copy of a trail up to date.
type Copier struct {
	store *account.Store
	to    target
	log   *slog.Logger
	pause time.Duration

	mu     sync.Mutex
	status Status
}

// Status is how the copying stands.
type Status struct {
	Target string    // as set
	Last   int64     // number of the last entry copied
	Behind int64     // entries that are not copied yet
	Failed time.Time // since when it fails; zero = it does not
	VI, EN string    // why
}

// New makes a copier to a target: «syslog» (this machine's), «syslog://host:port» (TCP), «syslog+tls://host:port», or the
// path of a file, which must not lie in the data folder. It fails with an account.Refusal.
func New(store *account.Store, to, dataFolder string, log *slog.Logger) (*Copier, error) {
	t, err := parse(to, dataFolder)
	if err != nil {
		return nil, err
	}
	return &Copier{store: store, to: t, log: log, pause: pause, status: Status{Target: to}}, nil
}

func parse(to, dataFolder string) (target, error) {
	if to == "syslog" {
		return &syslog{name: to, network: "unix", address: "/dev/log"}, nil
	}
	if strings.HasPrefix(to, "syslog") {
		u, err := url.Parse(to)
		network := map[string]string{"syslog": "tcp", "syslog+tls": "tls"}
		if err != nil || network[u.Scheme] == "" || u.Hostname() == "" || u.Port() == "" || strings.Trim(u.Path, "/") != "" {
			return nil, account.Refuse("account.copy.target")
		}
		return &syslog{name: to, network: network[u.Scheme], address: u.Host}, nil
	}
	if strings.Contains(to, "://") { // no path, and nothing that is known
		return nil, account.Refuse("account.copy.target")
	}
	path, err := filepath.Abs(to)
	if err != nil {
		return nil, err
	}
	folder, err := filepath.Abs(dataFolder)
	if err != nil {
		return nil, err
	}
	if inside, err := filepath.Rel(folder, path); err == nil && !strings.HasPrefix(inside, "..") {
		return nil, account.Refuse("account.copy.outside")
	}
	return file{path}, nil
}

// Run copies until the context ends, and then what is left, once.
func (c *Copier) Run(ctx context.Context) {
	defer c.to.close()
	wait := c.pause
	for {
		if c.step(ctx) {
			wait = c.pause
		} else {
			wait = min(2*wait, longest)
		}
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendTime)
			defer cancel()
			c.step(last)
			return
		case <-time.After(wait):
		}
	}
}

// step copies all that there is, and tells whether the target took it.
func (c *Copier) step(ctx context.Context) bool {
	if s := c.Status(); s.Last > 0 && s.Failed.IsZero() {
		if fresh, err := c.store.Since(ctx, s.Last, 1); err == nil && len(fresh) == 0 {
			return true
		}
	}
	for {
		last, more, err := c.to.send(ctx, c.store)
		if err != nil && ctx.Err() != nil {
			return true // it was only interrupted
		}
		c.note(ctx, last, err)
		if err != nil || !more {
			return err == nil
		}
	}
}

// note keeps how the last try ended, and logs where that changes.
func (c *Copier) note(ctx context.Context, last int64, err error) {
	head := account.Head{ID: last}
	if err != nil {
		head, _ = c.store.Head(ctx) // where it cannot be read, nothing is said of how many wait
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	s := &c.status
	s.Last, s.Behind = last, max(0, head.ID-last)
	if err == nil {
		if !s.Failed.IsZero() {
			c.log.Info("the copy of the audit trail goes on", "target", s.Target, "entry", last)
		}
		s.Failed, s.VI, s.EN = time.Time{}, "", ""
		return
	}
	why := words.Both("account.copy.unwritable")
	if errors.Is(err, errForeign) {
		why = words.Both("account.copy.foreign")
	}
	if s.Failed.IsZero() || s.EN != why.EN {
		c.log.Error("the audit trail is not copied; it is tried again, and nothing is lost meanwhile", "target", s.Target, "behind", s.Behind, "error", err)
	}
	if s.Failed.IsZero() {
		s.Failed = time.Now()
	}
	s.VI, s.EN = why.VI, why.EN
}

// Status tells how the copying stands.
func (c *Copier) Status() Status {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.status
}
