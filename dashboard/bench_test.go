package dashboard

import (
	"errors"
	"net"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"luanphien/analytics/editions"
	"luanphien/dashboard/account"
	"luanphien/dashboard/answer"
	"luanphien/queries/engine"
)

// benchServer serves the demo province on a free port of this machine.
func benchServer(b *testing.B, prepare func(*Server)) string {
	b.Helper()
	shelf, err := editions.Open(demoFolder(b))
	if err != nil {
		b.Fatal(err)
	}
	accounts := accountsIn(b, b.TempDir())
	server, err := New(Options{Shelf: shelf, Accounts: accounts})
	if err != nil {
		b.Fatal(err)
	}
	if prepare != nil {
		prepare(server)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	cookies.Store(listener.Addr().String(), server.guard.SessionCookie()+"="+signIn(b, accounts, account.Director))
	served := make(chan error, 1)
	go func() { served <- server.Run(b.Context(), listener) }()
	b.Cleanup(func() {
		if err := <-served; err != nil {
			b.Error(err)
		}
		shelf.Close()
	})
	return "http://" + listener.Addr().String()
}

// ask sends n requests for an address from some clients at once, as a browser would that takes gzip, and returns the
// time they took together.
func ask(b *testing.B, address string, clients, n int) time.Duration {
	b.Helper()
	client := &fasthttp.Client{MaxConnsPerHost: clients}
	cookie := cookieFor(address)
	var wait sync.WaitGroup
	start := time.Now()
	for range clients {
		wait.Go(func() {
			req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
			defer fasthttp.ReleaseRequest(req)
			defer fasthttp.ReleaseResponse(res)
			req.Header.Set(fiber.HeaderCookie, cookie) // once: setting it again adds to it
			for range n / clients {
				req.SetRequestURI(address)
				req.Header.Set(fiber.HeaderAcceptEncoding, "gzip")
				if err := client.Do(req, res); err != nil || res.StatusCode() != fiber.StatusOK {
					b.Errorf("%s: %d %v", address, res.StatusCode(), err)
					return
				}
			}
		})
	}
	wait.Wait()
	return time.Since(start)
}

// BenchmarkOverviewKept asks for the overview, once rendered, and in turn for a static page of the same bytes that the
// same app serves. ratio = requests a second over the static page's.
func BenchmarkOverviewKept(b *testing.B) {
	const clients, requests = 16, 4000
	var server *Server
	address := benchServer(b, func(s *Server) { server = s })
	status, page, err := fetch(address + "/")
	if err != nil || status != fiber.StatusOK {
		b.Fatal(status, err)
	}
	body := []byte(page)
	bundle, err := server.frame.Bundle()
	if err != nil {
		b.Fatal(err)
	}
	bundle.Files["static.html"] = answer.New("text/html; charset=utf-8", body)
	var kept, static time.Duration
	for b.Loop() {
		kept += ask(b, address+"/", clients, requests)
		static += ask(b, address+"/assets/static.html", clients, requests)
	}
	b.ReportMetric(float64(b.N*requests)/kept.Seconds(), "requests/s")
	b.ReportMetric(float64(b.N*requests)/static.Seconds(), "static-requests/s")
	b.ReportMetric(static.Seconds()/kept.Seconds(), "ratio")
	b.ReportMetric(float64(len(body))/1024, "page-KB")
}

// BenchmarkOverviewFirst renders the overview for an edition that was just opened, and in turn runs the statements of
// that rendering bare, on the engine. ratio = rendering over bare SQL.
func BenchmarkOverviewFirst(b *testing.B) {
	var rendering, bare time.Duration
	for b.Loop() {
		took, statements := renderFirst(b)
		rendering += took
		bare += runBare(b, statements)
	}
	b.ReportMetric(1000*rendering.Seconds()/float64(b.N), "rendering-ms")
	b.ReportMetric(1000*bare.Seconds()/float64(b.N), "bare-SQL-ms")
	b.ReportMetric(rendering.Seconds()/bare.Seconds(), "ratio")
}

// observed is a statement as a rendering ran it.
type observed struct {
	statement string
	args      []any
}

// renderFirst renders the overview on a server that keeps nothing yet.
func renderFirst(b *testing.B) (time.Duration, []observed) {
	b.Helper()
	shelf, err := editions.Open(demoFolder(b))
	if err != nil {
		b.Fatal(err)
	}
	defer shelf.Close()
	accounts := accountsIn(b, b.TempDir())
	server, err := New(Options{Shelf: shelf, Accounts: accounts})
	if err != nil {
		b.Fatal(err)
	}
	request := httptest.NewRequest("GET", "/", nil)
	request.Header.Set(fiber.HeaderCookie, server.guard.SessionCookie()+"="+signIn(b, accounts, account.Director))
	e, release, err := shelf.Acquire(0)
	if err != nil {
		b.Fatal(err)
	}
	defer release()
	var mu sync.Mutex
	var statements []observed
	e.Observe(func(statement string, args []any) {
		mu.Lock()
		defer mu.Unlock()
		statements = append(statements, observed{statement, args})
	})
	start := time.Now()
	res, err := server.app.Test(request, -1)
	took := time.Since(start)
	if err != nil || res.StatusCode != fiber.StatusOK {
		b.Fatal(res, err)
	}
	return took, statements
}

// runBare runs the statements one after the other on a newly opened edition and reads every row.
func runBare(b *testing.B, statements []observed) time.Duration {
	b.Helper()
	db, err := engine.OpenEdition(demoFolder(b).Database(1))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	start := time.Now()
	for _, s := range statements {
		rows, err := db.Query(s.statement, s.args...)
		if err != nil {
			b.Fatal(err)
		}
		for rows.Next() { // reading is part of it
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(start)
}
