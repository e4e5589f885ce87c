// Package dashboard serves the pages and figures of the published editions. routes.go is the whole map of its
// addresses; a figure is the unit of everything shown (figure.go).
package dashboard

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/sync/singleflight"

	"luanphien/analytics"
)

// Options of a server.
type Options struct {
	Shelf  *analytics.Shelf
	Logger *slog.Logger     // nil = discard
	Dev    bool             // read templates from the source tree at each request, keep no page
	Now    func() time.Time // nil = time.Now
}

// Server answers the dashboard's requests.
type Server struct {
	app       *fiber.App
	shelf     *analytics.Shelf
	log       *slog.Logger
	now       func() time.Time
	dev       bool
	assets    *assets
	words     map[Lang]*Words
	templates *templates
	pages     *pageCache
	results   *memo
	rendering singleflight.Group
	inFlight  atomic.Int64 // requests being answered
}

const (
	keptBytes   = 64 << 20         // room for rendered answers
	keptResults = 64               // analytics results kept
	renderTime  = 60 * time.Second // after which a rendering is given up
	stopTime    = 10 * time.Second // for requests in flight when the server stops
)

// New makes a server. It fails when the program was built without its assets, or a template or message is broken.
func New(o Options) (*Server, error) {
	bundle, err := fs.Sub(bundled, "web/dist")
	if err != nil {
		return nil, err
	}
	s := &Server{shelf: o.Shelf, log: o.Logger, now: o.Now, dev: o.Dev, words: map[Lang]*Words{},
		pages: newPageCache(keptBytes), results: newMemo(keptResults)}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.assets, err = loadAssets(bundle); err != nil {
		return nil, err
	}
	for _, lang := range []Lang{Vietnamese, English} {
		if s.words[lang], err = loadWords(lang); err != nil {
			return nil, err
		}
	}
	var source fs.FS
	if o.Dev {
		source = os.DirFS("dashboard/templates")
	}
	if s.templates, err = loadTemplates(source, s.words); err != nil {
		return nil, err
	}
	s.app = fiber.New(fiber.Config{
		AppName:               "luanphien",
		DisableStartupMessage: true,
		GETOnly:               true,
		Immutable:             true, // strings of a request outlive it as cache keys
		StrictRouting:         false,
		ReadTimeout:           30 * time.Second,
		WriteTimeout:          90 * time.Second,
		IdleTimeout:           60 * time.Second,
		ErrorHandler:          s.fail,
	})
	s.routes()
	return s, nil
}

// Listen opens a loopback address. Any other address is refused: until people log in, whoever reaches the server
// reads everything.
func Listen(address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, &Problem{VI: fmt.Sprintf("Địa chỉ %q không đúng dạng máy:cổng, ví dụ 127.0.0.1:8080.", address),
			EN: fmt.Sprintf("The address %q is not of the form host:port, such as 127.0.0.1:8080.", address), Err: err}
	}
	if !loopback(host) {
		return nil, &Problem{
			VI: fmt.Sprintf("Chưa có đăng nhập nên máy chủ chỉ mở trên chính máy này: dùng 127.0.0.1 thay cho %q.", host),
			EN: fmt.Sprintf("There is no log-in yet, so the server opens on this machine only: use 127.0.0.1 instead of %q.", host),
		}
	}
	return net.Listen("tcp", address)
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && a.IsLoopback()
}

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
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		stopped <- s.stop()
	}()
	if err := s.app.Listener(listener); err != nil {
		return err
	}
	if ctx.Err() == nil {
		return nil
	}
	return <-stopped
}
