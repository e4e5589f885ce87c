package dashboard

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"luanphien/analytics/editions"
	"luanphien/dashboard/account"
	"luanphien/dashboard/answer"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/queries/edition"
)

func TestOnlyLoopbackIsServed(t *testing.T) {
	for _, address := range []string{"0.0.0.0:8080", ":8080", "192.168.1.5:8080", "[::]:8080", "example.org:80", "nonsense"} {
		_, err := guard.Reach{Address: address}.Listen()
		var p *problem.Problem
		if !errors.As(err, &p) || p.VI == "" || p.EN == "" {
			t.Errorf("Listen(%q): %v", address, err)
		}
	}
	for _, address := range []string{"127.0.0.1:0", "localhost:0"} {
		l, err := guard.Reach{Address: address}.Listen()
		if err != nil {
			t.Errorf("Listen(%q): %v", address, err)
			continue
		}
		_ = l.Close()
	}
}

func TestSecurityHeaders(t *testing.T) {
	s := openDemo(t)
	for _, address := range []string{"/", "/nothing", "/?lang=fr", "/healthz"} {
		_, body, header := s.ask(address)
		policy := strings.Join(header["Content-Security-Policy"], "")
		if !strings.Contains(policy, "script-src 'self'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s has the policy %q", address, policy)
		}
		if strings.Join(header["X-Content-Type-Options"], "") != "nosniff" || len(header["X-Request-Id"]) == 0 {
			t.Errorf("%s lacks a header: %v", address, header)
		}
		if strings.Contains(body, " style=") || strings.Contains(body, "<style") || strings.Contains(body, "onclick") {
			t.Errorf("%s holds inline style or script", address)
		}
	}
}

// A kept page comes in the encoding that the client takes, the same text in each, and not at all to who has it.
func TestKeptPages(t *testing.T) {
	s := openDemo(t)
	_, plain, header := s.ask("/coverage")
	etag := strings.Join(header["Etag"], "")
	if etag == "" {
		t.Fatal("no ETag")
	}
	_, zipped, header := s.ask("/coverage", "Accept-Encoding", "gzip, deflate")
	if strings.Join(header["Content-Encoding"], "") != "gzip" {
		t.Error("not gzip")
	}
	z, err := gzip.NewReader(strings.NewReader(zipped))
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(z); err != nil || string(b) != plain {
		t.Errorf("gzip holds something else: %v", err)
	}
	_, packed, header := s.ask("/coverage", "Accept-Encoding", "gzip, br")
	if b, err := io.ReadAll(brotli.NewReader(strings.NewReader(packed))); err != nil || string(b) != plain {
		t.Errorf("brotli holds something else: %v %v", err, header)
	}
	if status, body := s.get("/coverage", "If-None-Match", "W/"+etag); status != 304 || body != "" {
		t.Errorf("a known page answers %d with %d bytes", status, len(body))
	}
	if answer.Accepts("br;q=0, gzip", "br") || !answer.Accepts("br;q=0.5", "br") {
		t.Error("q is misread")
	}
}

func TestPageCacheIsBounded(t *testing.T) {
	c := answer.NewCache(64_000)
	for i := range 100 {
		c.Put(strings.Repeat("k", i+1), &answer.Answer{Plain: bytes.Repeat([]byte("x"), 1000)})
	}
	if c.Bytes > c.Limit || c.Order.Len() > 64 || len(c.ByKey) != c.Order.Len() {
		t.Errorf("%d bytes in %d entries", c.Bytes, c.Order.Len())
	}
	if c.Get("k") != nil || c.Get(strings.Repeat("k", 100)) == nil {
		t.Error("not the oldest leave")
	}
	c.Put("huge", &answer.Answer{Plain: make([]byte, 60_000)})
	if c.Get("huge") != nil {
		t.Error("one answer takes the whole room")
	}
}

func TestRememberedOnce(t *testing.T) {
	m := question.NewMemo(2)
	var calls atomic.Int32
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			v, err := question.Remember(t.Context(), m, "a", func() (int, error) {
				calls.Add(1)
				time.Sleep(10 * time.Millisecond)
				return 7, nil
			})
			if v != 7 || err != nil {
				t.Error(v, err)
			}
		})
	}
	wait.Wait()
	if calls.Load() != 1 {
		t.Errorf("computed %d times", calls.Load())
	}
	failed := errors.New("no")
	for range 2 {
		if _, err := question.Remember(t.Context(), m, "b", func() (int, error) { calls.Add(1); return 0, failed }); !errors.Is(err, failed) {
			t.Error(err)
		}
	}
	if calls.Load() != 3 {
		t.Error("a failure was kept")
	}
}

// start runs a server on a free port and gives its address.
func start(t *testing.T, folder edition.Folder) (address string, stop func() error) {
	t.Helper()
	shelf, err := editions.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	reach := guard.Reach{Address: "127.0.0.1:0"}
	accounts := accountsIn(t, t.TempDir())
	s, err := New(Options{Shelf: shelf, Accounts: accounts, Reach: reach})
	if err != nil {
		t.Fatal(err)
	}
	s.shareResults(folder)
	l, err := reach.Listen()
	if err != nil {
		t.Fatal(err)
	}
	cookies.Store(l.Addr().String(), s.guard.SessionCookie()+"="+signIn(t, accounts, account.Director|account.Analyst))
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx, l) }()
	stop = sync.OnceValue(func() error {
		cancel()
		err := <-done
		return errors.Join(err, shelf.Close())
	})
	t.Cleanup(func() { _ = stop() })
	return "http://" + l.Addr().String(), stop
}

func fetch(address string) (int, string, error) {
	request, err := http.NewRequest("GET", address, nil)
	if err != nil {
		return 0, "", err
	}
	request.Header.Set("Cookie", cookieFor(address))
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	return answer.StatusCode, string(b), err
}

// awaitEdition returns once the pages show an edition. That they do so soon is in how often the shelf looks, which its
// own test holds; here a busy machine gets its time.
func awaitEdition(t *testing.T, address string, number int) {
	t.Helper()
	want := "Ấn bản " + strconv.Itoa(number)
	for patience := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		if _, body, err := fetch(address + "/coverage"); err == nil && strings.Contains(body, want) {
			return
		}
		if time.Now().After(patience) {
			t.Fatalf("edition %d does not show", number)
		}
	}
}

// A new edition shows while requests go on, and none of them fails.
func TestNewEditionIsTakenUpUnderLoad(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	address, stop := start(t, folder)
	if _, body, err := fetch(address + "/"); err != nil || !strings.Contains(body, "chưa có ấn bản nào") {
		t.Fatal("an empty folder is not explained", err)
	}
	var failed, asked atomic.Int32
	ctx, cancel := context.WithCancel(t.Context())
	var load sync.WaitGroup
	for i := range 4 {
		load.Go(func() {
			for ctx.Err() == nil {
				page := []string{"/", "/coverage", "/figures/coverage_by_station.json", "/stations"}[i]
				status, body, err := fetch(address + page)
				asked.Add(1)
				if status != 200 || err != nil {
					failed.Add(1)
					t.Errorf("%s: %d %v %s", page, status, err, body)
				}
			}
		})
	}
	for n := 1; n <= 3; n++ {
		oneStation(t, folder)
		awaitEdition(t, address, n)
	}
	cancel()
	load.Wait()
	if failed.Load() > 0 {
		t.Errorf("%d of %d requests failed", failed.Load(), asked.Load())
	}
	if _, body, err := fetch(address + "/coverage?edition=1"); err != nil || !strings.Contains(body, "Ấn bản 1") {
		t.Error("a kept edition is not shown", err)
	}
	if err := stop(); err != nil {
		t.Errorf("stop: %v", err)
	}
	if _, err := net.DialTimeout("tcp", strings.TrimPrefix(address, "http://"), time.Second); err == nil {
		t.Error("the server still listens")
	}
}

// doomed is a listener whose server is told to stop at the last moment before it serves.
type doomed struct {
	net.Listener
	stop func()
}

func (d *doomed) Addr() net.Addr {
	d.stop()
	time.Sleep(300 * time.Millisecond) // for the stop to find no listener
	return d.Listener.Addr()
}

func TestStoppedBeforeItServes(t *testing.T) {
	l, err := guard.Reach{Address: "127.0.0.1:0"}.Listen()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	s := openDemo(t)
	go func() { ended <- s.Run(ctx, &doomed{l, cancel}) }()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(stopTime):
		t.Fatal("the server still serves")
	}
}
