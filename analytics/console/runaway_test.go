package console

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// Statements that the engine's own limits do not hold: the first allocate beyond its accounts, the last run on after an
// interrupt. None may take more time or memory than allowed, and the next statement must run as ever.
func TestRunAwayStatements(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the memory of a process is limited on Linux only")
	}
	path := edition(t)
	r := runner(t, Options{Memory: 512 << 20, Deadline: 3 * time.Second})
	for _, c := range []struct {
		sql  string
		want []Code
	}{
		{"SELECT length(repeat('x', 2000000000))", []Code{CodeMemory}},
		{"SELECT repeat('x', 2e9::BIGINT)", []Code{CodeMemory}},
		{"SELECT list_sort(range(500000000))[1]", []Code{CodeMemory, CodeTime}},
		{"SELECT * FROM range(2000000000) t(i) ORDER BY hash(i)", []Code{CodeMemory, CodeTime}},
		{"SELECT list(i) FROM range(200000000) t(i)", []Code{CodeMemory, CodeTime}},
		{"SELECT array_agg(repeat('x', 1000000)) FROM range(1000)", []Code{CodeMemory, CodeTime}},
		{"SELECT * FROM range(300000000) a(i), range(300000000) b(j)", []Code{CodeMemory, CodeTime}},
		{"SELECT count(*) FROM range(3000000000) a(i), range(3000000000) b(j) WHERE hash(i) = hash(j) + 1", []Code{CodeTime, CodeMemory}},
		{"WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t", []Code{CodeTime, CodeMemory}},
		{"SELECT string_agg(i, repeat('-', 1000)) FROM range(100000000) t(i)", []Code{CodeMemory, CodeTime}},
	} {
		start := time.Now()
		code, p := codeOf(t, r, Request{EditionPath: path, SQL: c.sql})
		took := time.Since(start)
		found := false
		for _, want := range c.want {
			found = found || code == want
		}
		t.Logf("%-8s %6.2f s  %s", code, took.Seconds(), c.sql)
		if !found {
			t.Errorf("%s gives %q %v%s", c.sql, code, p, internal(p))
		}
		if rows, _, err := rowsOf(t, r, Request{EditionPath: path, SQL: "SELECT count(*) FROM stations"}); err != nil || rows[0][0] != int64(1) {
			t.Errorf("after %s: %v, %v", c.sql, rows, err)
		}
	}
}

func TestCancel(t *testing.T) {
	r, path := runner(t, Options{}), edition(t)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(200*time.Millisecond, cancel)
	_, err := r.Run(ctx, Request{EditionPath: path, SQL: "SELECT count(*) FROM range(100000000000) t(i) WHERE hash(i) = 1"})
	var p *Problem
	if !errors.As(err, &p) || p.Code != CodeCancelled { // the statement has no end of its own, and its time would give another code
		t.Error(err)
	}
}

// A reader that goes away in the middle of a result, or is slow, holds up nobody else.
func TestUnreadResult(t *testing.T) {
	r, path := runner(t, Options{Parallel: 1}), edition(t)
	for range 3 {
		result, err := r.Run(t.Context(), Request{EditionPath: path, SQL: "SELECT i, repeat('x', 100) FROM range(200000) t(i)"})
		if err != nil {
			t.Fatal(err)
		}
		if !result.Next() {
			t.Fatal(result.Err())
		}
		result.Close()
		result.Close() // twice does no harm
	}
}

// The program needs no more memory for a million rows than for one.
func TestManyRowsInBoundedMemory(t *testing.T) {
	r, path := runner(t, Options{}), edition(t)
	result, err := r.Run(t.Context(), Request{EditionPath: path, SQL: "SELECT i, i * 1.5 AS b, 'station ' || (i % 45) AS c FROM range(1000000) t(i)"})
	if err != nil {
		t.Fatal(err)
	}
	defer result.Close()
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	most, n := uint64(0), 0
	for result.Next() {
		if n++; n%100000 == 0 {
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapAlloc)
		}
	}
	if result.Err() != nil || n != 1000000 {
		t.Fatalf("%d rows, %v", n, result.Err())
	}
	if most > before.HeapAlloc+32<<20 {
		t.Errorf("the heap grew from %d to %d MB", before.HeapAlloc>>20, most>>20)
	}
}

// Processes killed at random, in reserve and at work, spoil at most the statement they run; the next one runs.
func TestKilledAtRandom(t *testing.T) {
	r, path := runner(t, Options{Parallel: 3}), edition(t)
	stop := make(chan struct{})
	var killer, work sync.WaitGroup
	killer.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Duration(rand.IntN(30)) * time.Millisecond):
				killOne(r)
			}
		}
	})
	var mu sync.Mutex
	counts := map[Code]int{}
	for range 3 {
		work.Go(func() {
			for range 12 {
				code, _ := codeOf(t, r, Request{EditionPath: path, SQL: "SELECT sum(hash(i) % 7) FROM range(300000) t(i)"})
				mu.Lock()
				counts[code]++
				mu.Unlock()
			}
		})
	}
	work.Wait()
	close(stop)
	killer.Wait()
	t.Log(counts)
	for code := range counts {
		if code != "" && code != CodeCrashed {
			t.Errorf("code %q", code)
		}
	}
	if code, p := codeOf(t, r, Request{EditionPath: path, SQL: "SELECT 1"}); code != "" {
		t.Errorf("afterwards: %v", p)
	}
}

// killOne kills one child of this process, if there is any.
func killOne(r *Runner) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.spare != nil && rand.IntN(2) == 0 {
		r.spare.kill()
		return
	}
	children, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil {
		return
	}
	for _, file := range children {
		b, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		for _, id := range strings.Fields(string(b)) {
			if killID(id) {
				return
			}
		}
	}
}

func killID(id string) bool {
	command, err := os.ReadFile("/proc/" + id + "/cmdline")
	if err != nil || !strings.Contains(string(command), Argument) {
		return false
	}
	n := 0
	for _, c := range id {
		n = 10*n + int(c-'0')
	}
	p, err := os.FindProcess(n)
	return err == nil && p.Kill() == nil
}

// No process and no folder is left when a runner is closed.
func TestNothingIsLeft(t *testing.T) {
	dir, path := t.TempDir(), edition(t)
	r, err := New(Options{TempDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := rowsOf(t, r, Request{EditionPath: path, SQL: "SELECT 1"}); err != nil {
		t.Fatal(err)
	}
	codeOf(t, r, Request{EditionPath: path, SQL: "SELEC"})
	r.Close()
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 0 {
		t.Errorf("left: %v, %v", left, err)
	}
	if r, err := New(Options{Command: []string{filepath.Join(dir, "nothing")}}); err == nil {
		if _, err := r.Run(t.Context(), Request{EditionPath: path, SQL: "SELECT 1"}); err == nil {
			t.Error("a program that is not there ran")
		}
		r.Close()
	}
	if _, err := runner(t, Options{}).Run(t.Context(), Request{EditionPath: filepath.Join(dir, "none.duckdb"), SQL: "SELECT 1"}); err == nil {
		t.Error("an edition that is not there was read")
	}
}
