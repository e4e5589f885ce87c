package dashboard

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/account"
	"luanphien/dashboard/browsertest"
	"luanphien/dashboard/guard"
)

// heavy runs for longer than any test waits.
const heavy = "SELECT count(*) FROM range(100000) a(i), range(100000000) b(j) WHERE hash(i, j) = 7"

// serveConsole serves statements on a port of this machine.
func serveConsole(t *testing.T) (s *site, address string) {
	t.Helper()
	listener, err := guard.Reach{Address: "127.0.0.1:0"}.Listen()
	if err != nil {
		t.Fatal(err)
	}
	s = openConsole(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx, listener) }()
	t.Cleanup(func() {
		stop()
		<-ended // statements that others left running may keep it
	})
	return s, listener.Addr().String()
}

// startStatement sends a statement on a connection of its own, which is given back.
func (s *site) startStatement(address, sql string) net.Conn {
	s.t.Helper()
	form := url.Values{"csrf": {guard.FormToken(strings.TrimPrefix(s.cookie, "luanphien="))}, "sql": {sql}, "run": {fmt.Sprint(time.Now().UnixNano())}}.Encode()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		s.t.Fatal(err)
	}
	_, err = fmt.Fprintf(conn, "POST /sql HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s",
		s.cookie, len(form), form)
	if err != nil {
		s.t.Fatal(err)
	}
	return conn
}

// children are the processes that run statements, or wait to.
func children(t *testing.T) map[string]bool {
	t.Helper()
	paths, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]bool{}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			continue // ended meanwhile
		}
		after := strings.Fields(string(b[strings.LastIndexByte(string(b), ')')+1:]))
		if len(after) > 1 && after[1] == fmt.Sprint(os.Getpid()) && after[0] != "Z" {
			line, _ := os.ReadFile(filepath.Join(filepath.Dir(path), "cmdline"))
			if strings.Contains(string(line), "console-child") {
				list[path] = true
			}
		}
	}
	return list
}

// atWork waits for a console process that computes: one that is only made ready has used no processor time to speak of.
func atWork(t *testing.T) map[string]bool {
	t.Helper()
	const ticks = 30 // a third of a second
	for deadline := time.Now().Add(browsertest.Patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		busy := map[string]bool{}
		for path := range children(t) {
			b, _ := os.ReadFile(path)
			after := strings.Fields(string(b[strings.LastIndexByte(string(b), ')')+1:]))
			if len(after) > 11 {
				if used, _ := strconv.Atoi(after[11]); used >= ticks {
					busy[path] = true
				}
			}
		}
		if len(busy) > 0 {
			return busy
		}
	}
	t.Fatal("no statement runs")
	return nil
}

// places tells how many statements have each place in the queue; 0 = running.
func (s *site) places() string {
	places := map[int]int{}
	for _, place := range s.sql.Places() {
		places[place]++
	}
	return fmt.Sprint(places)
}

// A statement ends when its reader leaves: within two seconds of the connection's end its process is gone, and another
// statement of the same person runs.
func TestStatementEndsWithItsReader(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("reads /proc")
	}
	s, address := serveConsole(t)
	conn := s.startStatement(address, heavy)
	running := atWork(t)
	if err := conn.Close(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(2 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		left := 0
		for path := range children(t) {
			if running[path] {
				left++
			}
		}
		if left == 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d of %d processes go on", left, len(running))
		}
	}
	if status, body := s.runSQL("SELECT 1"); status != 200 {
		t.Errorf("the next statement answers %d\n%s", status, body)
	}
}

// Behind eight heavy statements of a colleague another analyst's small one is answered at once; the colleague sees the
// places of those that wait, and is refused more than may wait.
func TestHeavyStatementsDoNotStopOthers(t *testing.T) {
	s, address := serveConsole(t)
	var open []net.Conn
	defer func() {
		for _, c := range open {
			_ = c.Close() // dropped
		}
	}()
	for range 8 {
		open = append(open, s.startStatement(address, heavy))
	}
	const waiting = "map[0:1 1:1 2:1 3:1 4:1]" // one runs, four wait for it
	for deadline := time.Now().Add(browsertest.Patience); s.places() != waiting && time.Now().Before(deadline); {
		time.Sleep(20 * time.Millisecond)
	}
	other := s.as(account.DataOfficer)
	start := time.Now()
	if status, _ := other.runSQL("SELECT 1"); status != http.StatusOK || time.Since(start) > 5*time.Second {
		t.Errorf("another's SELECT 1 answers %d after %v", status, time.Since(start))
	}
	if got := s.places(); got != waiting {
		t.Errorf("places %v", got)
	}
}
