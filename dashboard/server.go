// Package dashboard serves the pages and figures of the published editions. routes.go is the whole map of its
// addresses; a figure is the unit of everything shown (figure.go).
package dashboard

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"

	"luanphien/analytics/attention"
	"luanphien/analytics/console"
	"luanphien/analytics/definitions"
	"luanphien/analytics/editions"
	"luanphien/dashboard/account"
	"luanphien/dashboard/account/auditcopy"
	"luanphien/dashboard/account/identity"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/digest"
	"luanphien/dashboard/following"
	"luanphien/dashboard/followup"
	"luanphien/dashboard/form"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/loading"
	"luanphien/dashboard/outflow"
	"luanphien/dashboard/page"
	"luanphien/dashboard/people"
	"luanphien/dashboard/question"
	"luanphien/dashboard/sqlpage"
	"luanphien/dashboard/upload"
	"luanphien/dashboard/words"
	"luanphien/queries/turns"
)

// Options of a server.
type Options struct {
	Shelf    *editions.Shelf
	Accounts *account.Store
	Identity *identity.Provider       // nil = people log in by password only
	Copied   func() auditcopy.Status  // how the copy of the audit trail stands; nil = none is made
	Cited    func(edition int) error  // told of each edition that a file to take away cites; nil = nobody keeps count
	Scratch  string                   // folder for files on their way to a reader; "" = the system's
	Console  *console.Runner          // nil = no statement of an analyst is run
	Database func(edition int) string // the path of an edition's database, for the console
	// Cut gives the path of the database of some stations of an edition; nil = who works for an area asks nothing in SQL.
	Cut       func(ctx context.Context, edition int, stations []string) (string, error)
	Names     Names           // nil = nobody sees the names of workers
	Loader    upload.Loader   // nil = nothing is loaded here
	FollowUps *followup.Store // nil = nothing is noted
	Uploads   string          // folder for files that wait to be loaded
	Largest   int64           // bytes of an upload; 0 = DefaultUploadLimit

	Digests digest.Post // the way of the weekly digests, which needs Links; nil = there is none

	Contact string // whom to tell of a hole, as an address (mailto:, https:, tel:); "" = nobody is stated

	Publisher string // who answers for the numbers, on pictures and in files; "" = nobody is named

	OutOfPerson, OutOfAll int64         // bytes of answers on their way to one person, to all; 0 = outOfPerson, outOfAll
	WriteTime             time.Duration // for one answer; 0 = writeTime

	Outlines string      // path of the communes' boundaries (GeoJSON); a file that is not there is none
	Reach    guard.Reach // as the listener was opened
	Links    string      // how readers' addresses begin, for one-time links; "" = as the administrator came
	// Attention are the thresholds of the attention list; zero = attention.DefaultRules.
	Attention attention.Rules
	Logger    *slog.Logger     // nil = discard
	Dev       bool             // read templates, messages and bundle from the source tree at each request, keep no page
	Now       func() time.Time // nil = time.Now
}

// Names gives the names of workers by code. They are not in the editions.
type Names interface {
	Names(context.Context) (map[string]string, error)
}

// Server answers the dashboard's requests.
type Server struct {
	app       *fiber.App
	shelf     *editions.Shelf
	accounts  *account.Store
	contact   string // "" = nobody is stated
	publisher string // "" = nobody is named
	names     Names
	guard     *guard.Guard
	forms     *form.Maker
	log       *slog.Logger
	now       func() time.Time
	dev       bool
	words     map[words.Lang]*words.Words
	pages     *answer.Cache
	shared    *question.Shared
	frame     *page.Frame
	rendering flights
	turns     *turns.Queue // of the answers in the making
	inFlight  atomic.Int64 // requests being answered
	sql       *sqlpage.Room
	people    *people.Room
	loading   *loading.Room
	digests   *digest.Office // nil = none are sent
}

const (
	keptBytes   = 64 << 20         // room for rendered answers
	keptResults = 64               // analytics results kept
	stopTime    = 10 * time.Second // for requests in flight when the server stops
)

// New makes a server. It fails when the program was built without its assets, or a template or message is broken.
func New(o Options) (*Server, error) {
	var err error
	s := &Server{shelf: o.Shelf, accounts: o.Accounts, names: o.Names, log: o.Logger, now: o.Now, dev: o.Dev, words: map[words.Lang]*words.Words{}, pages: answer.NewCache(keptBytes), turns: newTurns()}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.now == nil {
		s.now = time.Now
	}
	s.contact, s.publisher = o.Contact, o.Publisher
	uploads := uploadsOf(o)
	s.guard = newGuard(o, s.log, uploads)
	if err := s.loadWords(); err != nil {
		return nil, err
	}
	if s.shared, err = s.share(o); err != nil {
		return nil, err
	}
	if s.frame, err = s.newFrame(o.Loader != nil); err != nil {
		return nil, err
	}
	s.forms = &form.Maker{Guard: s.guard, Frame: s.frame, Shared: s.shared, Shelf: s.shelf, Now: s.now, Provider: o.Identity != nil}
	s.rooms(o, uploads)
	s.digests = s.office(o.Digests)
	s.app = fiber.New(fiber.Config{
		AppName:               "luanphien",
		DisableStartupMessage: true,
		BodyLimit:             guard.BodyLimit,
		StreamRequestBody:     true, // limitBody reads all but uploads
		Immutable:             true, // strings of a request outlive it as cache keys
		StrictRouting:         false,
		ReadTimeout:           30 * time.Second,
		WriteTimeout:          cmp.Or(o.WriteTime, guard.WriteTime),
		IdleTimeout:           60 * time.Second,
		ErrorHandler:          s.fail,

		DisablePreParseMultipartForm: true,

		EnableTrustedProxyCheck: true, // without proxies stated, no X-Forwarded-* is believed
		TrustedProxies:          o.Reach.ProxyTexts(),
	})
	s.routes()
	return s, nil
}

// newGuard makes the guard of a server, which answers for who may ask what.
func newGuard(o Options, log *slog.Logger, uploads *upload.Store) *guard.Guard {
	g := &guard.Guard{Accounts: o.Accounts, Shelf: o.Shelf, Reach: o.Reach, Links: o.Links, Cited: o.Cited, Log: log, Uploads: uploads, OutOfAll: cmp.Or(o.OutOfAll, guard.OutOfAll)}
	g.Outflow = outflow.New(cmp.Or(o.OutOfPerson, guard.OutOfPerson), g.OutOfAll)
	return g
}

// uploadsOf is the place for uploads; nil where the server loads none.
func uploadsOf(o Options) *upload.Store {
	if o.Loader == nil {
		return nil
	}
	return &upload.Store{Folder: o.Uploads, Limit: cmp.Or(o.Largest, upload.DefaultUploadLimit), Now: time.Now}
}

// rooms readies the rooms in which something is done.
func (s *Server) rooms(o Options, uploads *upload.Store) {
	s.sql = &sqlpage.Room{Forms: s.forms, Shelf: o.Shelf, Console: o.Console, Database: o.Database, Cut: o.Cut, Scratch: o.Scratch, Cited: o.Cited, Languages: s.words, Log: s.log}
	s.people = &people.Room{Forms: s.forms, Guard: s.guard, Accounts: o.Accounts, Shelf: o.Shelf, Identity: o.Identity, Digests: o.Digests != nil, Copied: o.Copied, Log: s.log}
	s.loading = loading.New(loading.Room{Forms: s.forms, Accounts: o.Accounts, Shelf: o.Shelf, Loader: o.Loader, Uploads: uploads, Log: s.log})
}

// peopleByLogin are the names of users by login; of a server without accounts, which writes a document, none.
func (s *Server) peopleByLogin(ctx context.Context) (map[string]string, error) {
	if s.accounts == nil {
		return nil, nil
	}
	users, err := s.accounts.Users(ctx)
	names := make(map[string]string, len(users))
	for _, u := range users {
		names[u.Login] = u.Name
	}
	return names, err
}

// share makes what all requests have in common.
func (s *Server) share(o Options) (*question.Shared, error) {
	all := &question.Shared{Results: question.NewMemo(keptResults), Log: s.log, Languages: s.words, Rules: o.Attention, FollowUps: o.FollowUps, People: s.peopleByLogin, Team: s.accounts.Users}
	if all.Rules == (attention.Rules{}) {
		all.Rules = attention.DefaultRules
	}
	var err error
	if all.Outlines, err = question.OpenOutlines(o.Outlines); err != nil {
		return nil, err
	}
	if all.Outlines.Trouble != nil {
		s.log.Warn("the boundaries are not drawn", "file", o.Outlines, "reason", all.Outlines.Trouble.EN)
	}
	all.Definitions, err = definitions.All()
	return all, err
}

// Demo tells whether the server shows a demo, whose accounts anyone on this machine may use.
func (s *Server) Demo() bool { return s.guard.Demo() }

// stop lets the requests in flight finish and closes the connections. A connection that was opened and never used, as
// browsers keep ready, is not waited for.
func (s *Server) stop() error {
	drained, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	go func() {
		for s.inFlight.Load() > 0 && drained.Err() == nil {
			time.Sleep(20 * time.Millisecond)
		}
		time.Sleep(100 * time.Millisecond) // for the last answers to leave
		cancel()
	}()
	err := s.app.ShutdownWithContext(drained)
	if s.inFlight.Load() == 0 && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// Run serves on the listener until the context ends, then lets the requests in flight finish.
func (s *Server) Run(ctx context.Context, listener net.Listener) error {
	go s.warm(ctx)
	go s.loading.Sweep(ctx)
	if s.digests != nil {
		go s.digests.Watch(ctx)
	}
	go following.Watch(ctx, s.shared, s.shelf, s.now)
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		s.loading.Stop()
		err := s.stop()
		_ = listener.Close() // stop knows of no listener when it comes before the serving
		stopped <- err
	}()
	if err := s.app.Listener(listener); err != nil {
		return err
	}
	if ctx.Err() == nil {
		return nil
	}
	return <-stopped
}
