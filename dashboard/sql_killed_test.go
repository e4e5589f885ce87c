package dashboard

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"luanphien/analytics/console"
	"luanphien/dashboard/account"
	"luanphien/queries/soak"
)

// A statement's process that is killed at any moment takes no page with it: the others answer as ever, and the SQL page
// gives its rows or says in a sentence that there are none. The trail holds every statement.
func TestKilledProcessesLeaveThePagesWorking(t *testing.T) {
	soak.Long(t)
	if runtime.GOOS != "linux" {
		t.Skip("the processes are found by way of /proc")
	}
	s := openConsole(t)
	readers := s.as(account.Director | account.Analyst)
	for _, page := range pages {
		readers.see(page) // now kept
	}
	const statements = 30
	var rows, ended int
	done := make(chan struct{})
	go func() {
		defer close(done)
		var usual time.Duration // that a statement takes
		for i := range statements {
			how := []string{"", "csv", "xlsx"}[i%3]
			start := time.Now()
			kill := time.AfterFunc(time.Hour, func() { killConsole(t) })
			if i%4 > 0 { // a fourth of them is left alone
				kill.Reset(time.Duration(rand.Int64N(int64(usual))))
			}
			status, body := s.runSQL("SELECT sum(hash(i) % 7) AS total, "+strconv.Itoa(i)+" FROM range(3000000) t(i)", "as", how)
			kill.Stop() // one that comes late must not meet the next statement
			if i%4 == 0 {
				usual = time.Since(start)
			}
			switch {
			case status == 200 && (how != "" || strings.Contains(body, "data-done")):
				rows++
			case status == 422 && strings.Contains(body, "Tiến trình chạy câu lệnh đã dừng bất thường; các trang khác không bị ảnh hưởng."):
				ended++
			default:
				t.Errorf("the SQL page answers %d:\n%.600s", status, body)
			}
		}
	}()
	asked := 0
	for running := true; running; asked++ {
		select {
		case <-done:
			running = false
		default:
			page := pages[asked%len(pages)]
			if asked%8 == 0 { // to be computed
				page = with(page, "from=2026-W"+strconv.Itoa(10+asked/8%30))
			}
			readers.see(page)
		}
	}
	t.Logf("%d statements gave rows, %d were killed; %d other pages answered meanwhile", rows, ended, asked)
	if ended == 0 || rows == 0 || asked < 10 {
		t.Error("the test finds nothing")
	}
	if status, _ := s.runSQL("SELECT 1"); status != 200 {
		t.Error("afterwards a statement answers", status)
	}
	trail, err := s.accounts.Trail(t.Context(), account.Filter{Action: account.ActionSQL, Limit: 100})
	if err != nil || len(trail) != statements+1 {
		t.Errorf("%d statements are in the trail, want %d: %v", len(trail), statements+1, err)
	}
}

// killConsole kills each process of the console that this test has started.
func killConsole(t *testing.T) {
	files, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil {
		t.Error(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			continue // that thread has ended
		}
		for _, id := range strings.Fields(string(b)) {
			command, err := os.ReadFile("/proc/" + id + "/cmdline")
			if err != nil || !strings.Contains(string(command), console.Argument) {
				continue
			}
			n, err := strconv.Atoi(id)
			if err != nil {
				continue
			}
			if p, err := os.FindProcess(n); err == nil {
				_ = p.Kill() // it may have ended by itself
			}
		}
	}
}

// Who asked may stop a statement, and nobody else; the sentence says so, and the trail holds it.
func TestStoppingAStatement(t *testing.T) {
	s := openConsole(t)
	const endless = "SELECT count(*) FROM range(3000000000) a(i), range(3000000000) b(j) WHERE hash(i) = hash(j) + 1"
	answered := make(chan string, 1)
	go func() {
		_, body := s.runSQL(endless, "run", "mine")
		answered <- body
	}()
	stop := func(who *site, run string) string {
		_, body, _ := who.sendForm(post, "/sql/stop", "run", run)
		return body
	}
	for len(s.sql.Places()) == 0 {
		time.Sleep(10 * time.Millisecond)
	}
	if got := stop(s.as(account.DataOfficer), "mine"); got != `{"stopped":false}` {
		t.Error("another person stopped it:", got)
	}
	if got := stop(s, "another"); got != `{"stopped":false}` {
		t.Error(got)
	}
	if got := stop(s, "mine"); got != `{"stopped":true}` {
		t.Error(got)
	}
	if body := <-answered; !strings.Contains(body, "Câu lệnh đã được dừng.") {
		t.Errorf("%.600s", body)
	}
	if got := stop(s, "mine"); got != `{"stopped":false}` {
		t.Error("it is still there:", got)
	}
	trail, err := s.accounts.Trail(t.Context(), account.Filter{Action: account.ActionSQL, Limit: 10})
	if err != nil || len(trail) != 1 || trail[0].Subject != endless {
		t.Error(trail, err)
	}
}
