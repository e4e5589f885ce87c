package dashboard

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// largest is the address of the largest file that anybody may ask for.
func largest(t *testing.T, s *site) (address string, size int) {
	t.Helper()
	bundle, err := s.frame.Bundle()
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range bundle.Files {
		if n := len(file.Plain); n > size {
			address, size = "/assets/"+name, n
		}
	}
	return address, size
}

// Readers who ask and do not read hold no more than the bound, are refused more, and are cut off in time; others are
// served meanwhile, and all is as before once they are gone.
func TestSlowReadersHoldLittle(t *testing.T) {
	s, base := servedSmall(t, Options{WriteTime: 8 * time.Second, OutOfPerson: 6 << 20, OutOfAll: 12 << 20})
	address, size := largest(t, s)
	if size < 300<<10 {
		t.Fatal("nothing large is served", address, size)
	}
	host := strings.TrimPrefix(base, "http://")
	for range 60 {
		conn, err := net.Dial("tcp", host)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		_ = conn.(*net.TCPConn).SetReadBuffer(4 << 10)
		for range 8 { // one after the other on one connection; each waits for the one before to be read
			if _, err := fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", address, host); err != nil {
				break
			}
		}
	}
	var most int64
	refused := 0
	for range 20 {
		most = max(most, s.guard.Outflow.Total())
		request, err := http.NewRequest(http.MethodGet, base+address, nil) // of the same address as the slow ones
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Accept-Encoding", "identity") // as large as theirs
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		switch {
		case err != nil:
			t.Fatal(err)
		case answer.StatusCode == http.StatusServiceUnavailable:
			refused++
			if answer.Header.Get("Retry-After") == "" || answer.Header.Get("Etag") != "" || !strings.Contains(string(body), "still on their way") {
				t.Error(answer.Header, string(body))
			}
		case len(body) != size:
			t.Errorf("%d of %d bytes", len(body), size)
		}
		if health, err := http.Get(base + "/healthz"); err != nil || health.StatusCode != 200 {
			t.Fatal("others are not served", err)
		} else {
			_ = health.Body.Close()
		}
	}
	t.Logf("%d bytes on their way at most, %d of 20 refused", most, refused)
	if most == 0 || most > 6<<20 || refused == 0 {
		t.Error("not bounded:", most, refused)
	}
	for end := time.Now().Add(60 * time.Second); s.guard.Outflow.Total() > 0; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("slow readers are never cut off:", s.guard.Outflow.Total())
		}
	}
}

// Whole answers come out as they went in, with their length, also to HEAD and to whom the bytes are known.
func TestCountedAnswersAreWhole(t *testing.T) {
	s, base := servedSmall(t, Options{})
	address, size := largest(t, s)
	for range 3 {
		answer, err := http.Get(base + address)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err != nil || len(body) != size || answer.ContentLength > int64(size) {
			t.Error(len(body), size, answer.ContentLength, err)
		}
	}
	head, err := http.Head(base + address)
	if err != nil || head.StatusCode != 200 {
		t.Fatal(head, err)
	}
	_ = head.Body.Close()
	for end := time.Now().Add(5 * time.Second); s.guard.Outflow.Total() > 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("counted for ever:", s.guard.Outflow.Total())
		}
	}
}
