package auditcopy

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"luanphien/dashboard/account"
)

func trail(t *testing.T, n int) (*account.Store, string) {
	t.Helper()
	folder := t.TempDir()
	s, err := account.Open(filepath.Join(folder, "accounts.sqlite"), account.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	write(t, s, n)
	return s, folder
}

func write(t *testing.T, s *account.Store, n int) {
	t.Helper()
	for i := range n {
		if err := s.Audit(t.Context(), account.Entry{Login: "an", Action: account.ActionSQL, Subject: fmt.Sprintf("SELECT '<%d>\n&'", i)}); err != nil {
			t.Fatal(err)
		}
	}
}

func copier(t *testing.T, s *account.Store, to, folder string) (*Copier, *bytes.Buffer) {
	t.Helper()
	var log bytes.Buffer
	c, err := New(s, to, folder, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	return c, &log
}

// against compares a copy with the trail.
func against(t *testing.T, s *account.Store, path string) *Comparison {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c := Compare(f, time.Now())
	report, err := s.VerifyChain(t.Context(), c.See)
	if err == nil {
		err = c.End()
	}
	if err != nil || report.Broken != nil {
		t.Fatal(report, err)
	}
	return c
}

func TestLinesRoundTrip(t *testing.T) {
	s, _ := trail(t, 3)
	entries, err := s.Since(t.Context(), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text := Encode(e)
		back, err := Decode(text)
		if err != nil || !bytes.Equal(Encode(back), text) || back.Subject != e.Subject || !bytes.Equal(back.Hash, e.Hash) {
			t.Error(back, err)
		}
	}
	for _, bad := range []string{"", "{}", `{"id":1}`, `{"id":1,"at":"2026-11-30T00:00:00.000Z","hash":"xyz"}`, `{"id":1,"at":"202`} {
		if _, err := Decode([]byte(bad)); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

// The disk of the copy is away for a while, entries come meanwhile, and a program is killed in the middle of a line: in
// the end the copy holds every entry.
func TestFileCopyLosesNothing(t *testing.T) {
	s, folder := trail(t, 1500)
	disk := filepath.Join(t.TempDir(), "disk")
	path := filepath.Join(disk, "audit.jsonl")
	c, log := copier(t, s, path, folder)
	if c.step(t.Context()) {
		t.Fatal("copied to a folder that is not there")
	}
	if st := c.Status(); st.Failed.IsZero() || st.Behind != 1500 || st.VI == "" || st.EN == "" || strings.Contains(st.EN+st.VI, disk) {
		t.Fatalf("%+v", st)
	}
	if c.step(t.Context()); strings.Count(log.String(), "is not copied") != 1 {
		t.Error("said again and again, or never:", log)
	}
	if err := os.Mkdir(disk, 0o700); err != nil {
		t.Fatal(err)
	}
	if !c.step(t.Context()) {
		t.Fatal(c.Status())
	}
	if st := c.Status(); !st.Failed.IsZero() || st.Behind != 0 || st.Last != 1500 || !strings.Contains(log.String(), "goes on") {
		t.Fatalf("%+v %s", st, log)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, whole[:len(whole)-40], 0o600); err != nil {
		t.Fatal(err)
	}
	write(t, s, 5)
	if !c.step(t.Context()) {
		t.Fatal(c.Status())
	}
	got := against(t, s, path)
	if got.Same != 1505 || got.Late != 0 || got.Broken != nil || len(got.Unreadable) != 1 || got.Unreadable[0] != 1500 {
		t.Fatalf("%+v", got)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	write(t, s, 1)
	if c.step(t.Context()); against(t, s, path).Same != 1506 {
		t.Error("a lost file is not made again")
	}
}

// Two servers of one folder copy to one file.
func TestTwoCopiersOneFile(t *testing.T) {
	s, folder := trail(t, 0)
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	for range 2 {
		c, _ := copier(t, s, path, folder)
		c.pause = time.Millisecond
		running.Go(func() { c.Run(ctx) })
	}
	write(t, s, 300)
	stop()
	running.Wait()
	one, _ := copier(t, s, path, folder)
	one.step(t.Context())
	if got := against(t, s, path); got.Same != 300 || got.Repeated != 0 || len(got.Unreadable) != 0 {
		t.Errorf("%+v", got)
	}
}

// A trail that was cut or exchanged is told by its copy, which is left as it is.
func TestCopyTellsOfAnotherTrail(t *testing.T) {
	s, folder := trail(t, 20)
	path := filepath.Join(t.TempDir(), "audit.jsonl")
	c, _ := copier(t, s, path, folder)
	c.step(t.Context())
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{3, 30} {
		other, folder := trail(t, n)
		c, log := copier(t, other, path, folder)
		if c.step(t.Context()) || !strings.Contains(c.Status().EN, "does not hold") || !strings.Contains(log.String(), "entry 20") {
			t.Error(n, c.Status(), log)
		}
		f := Compare(bytes.NewReader(before), time.Now())
		if _, err := other.VerifyChain(t.Context(), f.See); err != nil || f.End() != nil || f.Broken == nil || f.Broken.ID != 1 {
			t.Error(n, f.Broken, err)
		}
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Error("the copy was changed", err)
	}
}

// daemon takes counted messages by TCP, as a syslog server does, and can be stopped and started on one address.
type daemon struct {
	mu       sync.Mutex
	seen     map[int64]int
	listener net.Listener
	secret   *tls.Config // nil = without TLS
	conns    []net.Conn
}

func (d *daemon) start(t *testing.T, address string) string {
	t.Helper()
	l, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	if d.secret != nil {
		l = tls.NewListener(l, d.secret)
	}
	d.listener = l
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			d.mu.Lock()
			d.conns = append(d.conns, conn)
			d.mu.Unlock()
			go d.take(t, conn)
		}
	}()
	return l.Addr().String()
}

func (d *daemon) take(t *testing.T, conn net.Conn) {
	r := bufio.NewReader(conn)
	for {
		count, err := r.ReadString(' ')
		if err != nil {
			return
		}
		n, err := strconv.Atoi(strings.TrimSpace(count))
		if err != nil {
			t.Errorf("count %q", count)
			return
		}
		text := make([]byte, n)
		if _, err := io.ReadFull(r, text); err != nil {
			return
		}
		head, body, ok := strings.Cut(string(text), " audit - ")
		e, err := Decode([]byte(body))
		if !ok || err != nil || !strings.HasPrefix(head, "<86>1 20") || !strings.Contains(head, " luanphien ") {
			t.Errorf("%q: %v", text, err)
			return
		}
		d.mu.Lock()
		d.seen[e.ID]++
		d.mu.Unlock()
	}
}

func (d *daemon) stop() {
	_ = d.listener.Close()
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, conn := range d.conns {
		_ = conn.Close()
	}
	d.conns = nil
}

func (d *daemon) has(n int) func() bool {
	return func() bool {
		d.mu.Lock()
		defer d.mu.Unlock()
		return len(d.seen) == n
	}
}

func eventually(t *testing.T, what string, true func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !true(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal(what)
		}
	}
}

// The syslog server is restarted while entries come: it has all of them in the end, some twice.
func TestSyslogOutlivesARestart(t *testing.T) {
	s, folder := trail(t, 10)
	d := &daemon{seen: map[int64]int{}}
	address := d.start(t, "127.0.0.1:0")
	c, _ := copier(t, s, "syslog://"+address, folder)
	c.pause = 5 * time.Millisecond
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { c.Run(ctx); close(done) }()
	eventually(t, "the first ones", d.has(10))
	d.stop()
	write(t, s, 10)
	eventually(t, "the failure is shown", func() bool { st := c.Status(); return !st.Failed.IsZero() && st.Behind > 0 })
	d.start(t, address)
	eventually(t, "those that came meanwhile", d.has(20))
	eventually(t, "all is well again", func() bool { return c.Status().Failed.IsZero() })
	write(t, s, 5)
	stop()
	<-done
	eventually(t, "the last ones, at the end of the server", d.has(25))
	if last, err := s.Copied(t.Context(), "syslog://"+address); err != nil || last != 25 {
		t.Error(last, err)
	}
}

// The machine's own daemon takes datagrams; an entry too long for one is cut and says so.
func TestSyslogOfThisMachine(t *testing.T) {
	s, _ := trail(t, 1)
	if err := s.Audit(t.Context(), account.Entry{Login: "an", Action: account.ActionSQL, Subject: strings.Repeat("ă", 19_000), Detail: strings.Repeat("\x01", 19_000)}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "log")
	l, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	y := &syslog{name: "syslog", network: "unix", address: path}
	if last, _, err := y.send(t.Context(), s); err != nil || last != 2 {
		t.Fatal(last, err)
	}
	buffer := make([]byte, 1<<20)
	for range 2 {
		n, err := l.Read(buffer)
		if err != nil {
			t.Fatal(err)
		}
		buffer = buffer[:cap(buffer)]
		if text := string(buffer[:n]); strings.Contains(text, `"id":2`) && (!strings.Contains(text, `"cut":true`) || n > 16_000) {
			t.Error(n)
		}
	}
}

func TestTargets(t *testing.T) {
	s, folder := trail(t, 0)
	for _, bad := range []string{"syslog:", "syslog+udp://a:514", "syslog://a", "syslog://a:514/x", filepath.Join(folder, "audit.jsonl"), filepath.Join(folder, "x", "..", "y")} {
		if _, err := New(s, bad, folder, slog.Default()); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
	for _, good := range []string{"syslog", "syslog://a:514", "syslog+tls://[::1]:6514", filepath.Join(t.TempDir(), "audit.jsonl"), folder + "-2/audit.jsonl"} {
		if _, err := New(s, good, folder, slog.Default()); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
}
