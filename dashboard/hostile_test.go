package dashboard

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"luanphien/dashboard/guard"
)

// heard keeps what a server logs, at every level.
type heard struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (h *heard) Write(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.Write(b)
}

func (h *heard) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.String()
}

// running serves the demo on a port of this machine and gives its address and what it logs.
func running(t *testing.T) (address string, log *heard) {
	t.Helper()
	listener, err := guard.Reach{Address: "127.0.0.1:0"}.Listen()
	if err != nil {
		t.Fatal(err)
	}
	log = &heard{}
	s := openWith(t, demoFolder(t), Options{Reach: guard.Reach{Address: listener.Addr().String()},
		Logger: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx, listener) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return listener.Addr().String(), log
}

// raw sends bytes and gives the status of the answer, 0 where the connection is closed without one.
func raw(t *testing.T, address, request string) (status int, body string) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(3 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, request); err != nil {
		return 0, ""
	}
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return 0, ""
	}
	defer answer.Body.Close()
	b, _ := io.ReadAll(answer.Body) // the server closes
	return answer.StatusCode, string(b)
}

const marked = "S3CR3T-b4-c0n-m30"

// Requests that are not HTTP are answered with 400, and whatever comes, nothing of a cookie, a password, a link or a token
// is logged at any level.
func TestHostileRequestsLeaveNothingInTheLog(t *testing.T) {
	address, log := running(t)
	head := "Host: 127.0.0.1\r\nCookie: luanphien=" + marked + "\r\n"
	form := "login=an&password=" + marked
	long := fmt.Sprintf("Content-Length: %d\r\n", len(form))
	for _, c := range []struct {
		request string
		want    int
	}{
		{"GET / HTTP/1.1\r\n" + head + "broken header " + marked + "\r\n\r\n", 0}, // it is waited for the rest
		{"GET /setup/" + marked + "\r\n" + head + "\r\n", 0},                      // the first HTTP had no version
		{"GET /setup/" + marked + " HTTP/9.9 x\r\n" + head + "\r\n", 400},
		{"\x16\x03\x01 " + marked + "\r\n" + head + "\r\n", 400},
		{"POST /login HTTP/1.1\r\n" + head + "Content-Length: x" + marked + "\r\n\r\n" + form, 400},
		{"POST /login HTTP/1.1\r\n" + head + "Content-Length: -5\r\n\r\n" + form, 400},
		{"POST /login HTTP/1.1\r\n" + head + long + "Content-Length: 3\r\n\r\n" + form, 400},
		{"POST /login HTTP/1.1\r\n" + head + long + "Transfer-Encoding: chunked\r\n\r\nzz" + marked, 400},
		{"POST /login HTTP/1.1\r\n" + head + "Transfer-Encoding: chunked\r\n\r\nzz" + marked + "\r\n", 0},
		{"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nCookie: luanphien=" + marked + "\r\n\r\n", 400},
		{"GET / HTTP/1.1\r\nHost : 127.0.0.1\r\nCookie: luanphien=" + marked + "\r\n\r\n", 400},
		{"GET / HTTP/1.1\r\nHost: evil.example\r\nCookie: luanphien=" + marked + "\r\n\r\n", 421},
		{"GET /healthz HTTP/1.1\r\nHost: localhost:8080\r\nConnection: close\r\n\r\n", 200},
		{"GET / HTTP/1.1\r\n" + head + "X: " + strings.Repeat(marked, 2000) + "\r\n\r\n", 431},
		{"GET /SETUP/" + marked + " HTTP/1.1\r\n" + head + "Connection: close\r\n\r\n", 0},
		{"GET //setup/" + marked + " HTTP/1.1\r\n" + head + "Connection: close\r\n\r\n", 0},
		{"GET /setup/" + marked + "/more HTTP/1.1\r\n" + head + "Connection: close\r\n\r\n", 0},
		{"GET /%73etup/" + marked + " HTTP/1.1\r\n" + head + "Connection: close\r\n\r\n", 0},
		{"GET /setup/" + marked + " HTTP/1.1\r\n" + head + "Connection: close\r\n\r\n", 0},
		{"GET /?token=" + marked + "&sql=" + marked + " HTTP/1.1\r\n" + head + "Connection: close\r\n\r\n", 0},
		{"BREW /" + marked + " HTTP/1.1\r\n" + head + "Connection: close\r\n\r\n", 0},
		{"POST /login HTTP/1.1\r\n" + head + long + "Connection: close\r\n\r\n" + form, 403},
	} {
		status, body := raw(t, address, c.request)
		if c.want != 0 && status != c.want || status >= 500 {
			t.Errorf("%.90q answers %d, want %d", c.request, status, c.want)
		}
		if c.want == 400 && strings.Contains(body, marked) {
			t.Errorf("%.90q: the answer repeats it", c.request)
		}
	}
	if text := log.String(); strings.Contains(text, marked) || strings.Contains(text, "ba con") {
		t.Errorf("the log holds what was sent:\n%s", text)
	}
	if text := log.String(); strings.Contains(text, "level=ERROR") {
		t.Errorf("a broken request is an error of the server's:\n%s", text)
	}
}

// Of the server's own failures the log names the address, but no token in it.
func TestShownPath(t *testing.T) {
	s := openConsole(t)
	log := &heard{}
	s.log = slog.New(slog.NewTextHandler(log, nil))
	if err := s.accounts.Close(); err != nil {
		t.Fatal(err)
	}
	s.get("/setup/" + marked)
	if text := log.String(); !strings.Contains(text, "/setup/:token") || strings.Contains(text, marked) {
		t.Errorf("the log says:\n%s", text)
	}
}
