package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"luanphien/queries/soak"
)

// otherProcess runs the program in a process of its own.
func otherProcess(t testing.TB, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("luanphien %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// steadyLoad keeps asking for pages until stop is closed; it counts answers and notes every failure.
type steadyLoad struct {
	answers  atomic.Int64
	mu       sync.Mutex
	failures []string
	wait     sync.WaitGroup
}

func (l *steadyLoad) fail(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.failures = append(l.failures, fmt.Sprintf(format, args...))
}

func (l *steadyLoad) start(ctx context.Context, address string, pages []string, clients int) {
	for client := range clients {
		l.wait.Go(func() {
			for i := client; ctx.Err() == nil; i++ {
				page := pages[i%len(pages)]
				status, _, err := fetch(address + page)
				if err != nil || status != http.StatusOK {
					l.fail("%s: %d %v", page, status, err)
				}
				l.answers.Add(1)
			}
		})
	}
}

func fetch(url string) (int, string, error) {
	res, err := clientOf(url).Get(url)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return res.StatusCode, string(body), err
}

// TestLoadWhileServing publishes editions from another process under a steady load of requests: no request fails, and
// within two seconds of each publication the pages show it. Meanwhile a third process reads the newest edition.
func TestLoadWhileServing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(dir, os.DirFS(demoData(t))); err != nil {
		t.Fatal(err)
	}
	address := serve(t, dir)
	pages := []string{"/", "/coverage", "/referrals", "/reporting", "/stations/03127", "/figures/coverage_by_station.csv"}
	for _, page := range pages {
		if status, _, err := fetch(address + page); err != nil || status != http.StatusOK {
			t.Fatalf("%s: %d %v", page, status, err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var requests steadyLoad
	requests.start(ctx, address, pages, soak.Times(2, 4))
	for i := range soak.Times(2, 3) {
		path := filepath.Join(t.TempDir(), "them.csv")
		row := fmt.Sprintf("Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\n03127,2026-W40,hô hấp,%d,1\n", 50+i)
		if err := os.WriteFile(path, []byte(row), 0o644); err != nil {
			t.Fatal(err)
		}
		out := otherProcess(t, "ingest", "--data", dir, path)
		edition := fmt.Sprintf("edition %d is published", i+2)
		if !strings.Contains(out, edition) {
			t.Fatalf("want %q in:\n%s", edition, out)
		}
		waitForEdition(t, address, i+2)
		rows := otherProcess(t, "query", "activity", "--data", dir, "--format", "csv")
		if want := fmt.Sprintf("03127,,2026-W40,hô hấp,%d,1", 50+i); !strings.Contains(rows, want) {
			t.Errorf("edition %d lacks %q", i+2, want)
		}
	}
	stop()
	requests.wait.Wait()
	for _, f := range requests.failures {
		t.Error(f)
	}
	t.Logf("%d requests answered", requests.answers.Load())
}

// waitForEdition asks until the overview names the edition, on a machine however busy.
func waitForEdition(t *testing.T, address string, number int) {
	t.Helper()
	want := fmt.Sprintf("Ấn bản %d", number)
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if _, body, err := fetch(address + "/figures"); err == nil && strings.Contains(body, want) {
			return
		}
	}
	t.Errorf("the pages do not show edition %d", number)
}
