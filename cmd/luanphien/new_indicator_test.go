//go:build unix

package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"luanphien/dashboard/account"
	"luanphien/queries/soak"
)

// byTheBook is what docs/contributing.md asks of a new indicator, here how many different workers were present: each file
// with what is written before a line of it, or the whole file where there is none.
var byTheBook = []struct{ file, before, text string }{
	{"queries/indicators/workers_present.sql", "", `-- name: workers_present
-- title_vi: Số cán bộ đã có mặt
-- title_en: Workers present
-- unit: cán bộ | workers
-- method: COV-12 (§2)
-- column: station_code text | Mã trạm; trống = tất cả | Station code; empty = all together
-- column: workers integer | Số cán bộ khác nhau | Distinct workers
-- source: postings, stations, absences, workers, cadres, calendar
-- uses: presence_days, station_period, known_day

-- A worker who was at two stations counts once in the sum.
SELECT d.station_code, count(DISTINCT d.worker_code) AS workers
FROM presence_days AS d
JOIN station_period AS s ON s.station_code = d.station_code AND d.day BETWEEN s.active_from AND s.active_to
JOIN known_day AS t ON t.known_day BETWEEN d.known_from AND d.known_to
GROUP BY GROUPING SETS ((d.station_code), ())
ORDER BY d.station_code
`},
	{"analytics/workers_present.go", "", `package analytics

import (
	"context"

	"luanphien/analytics/statement"
)

// workersPresent is COV-12.
func (e *Edition) workersPresent(ctx context.Context, scope Scope) (func(station string) []Indicator, error) {
	workers := map[string]int{}
	err := e.Read(ctx, "workers_present", scope.Period(), func(r *statement.Row) {
		station := r.Text()
		workers[station] = r.Count()
	})
	return func(station string) []Indicator { return []Indicator{ofCount("COV-12", workers[station])} }, err
}
`},
	{"analytics/indicators.go", "	(*Edition).activityTotals,\n", "	(*Edition).workersPresent,\n"},
	{"analytics/definitions/definitions.go", `		{ID: "COV-DQ", `, `		{ID: "COV-12", Name: queries.Words{VI: "Số cán bộ đã có mặt", EN: "Workers present"},
			Formula: queries.Words{VI: "số cán bộ khác nhau có ít nhất một ngày có mặt", EN: "distinct workers with a day of presence"}, Unit: unitCases, Queries: []string{"workers_present"}},
`},
	{"docs/methods.md", "\nReport COV-1 next to COV-8", "| COV-12 | workers present | distinct workers with at least one day of presence |\n"},
}

// goldenOfTheBook is the sixth file, as it is checked by hand: A was at S and T, B at T.
const goldenOfTheBook = "station_code,workers\nS,1\nT,2\n,2\n"

// An indicator that is added by docs/contributing.md touches six files; the tests name what is missing of them, the
// program prints it, and the methods page explains it. To build the copy takes more than a minute of processor time: an
// ordinary run sees that each step has its place still, make soak takes them.
func TestNewIndicatorByTheBook(t *testing.T) {
	if !soak.All() {
		for _, step := range byTheBook {
			if b, err := os.ReadFile(filepath.Join("..", "..", step.file)); step.before != "" && (err != nil || !strings.Contains(string(b), step.before)) {
				t.Errorf("%s has no %q, %v", step.file, step.before, err)
			}
		}
		return
	}
	tree := t.TempDir()
	copyTree(t, filepath.Join("..", ".."), tree)
	book, err := os.ReadFile(filepath.Join(tree, "docs", "contributing.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, steps, _ := strings.Cut(string(book), "## A new indicator")
	steps, _, _ = strings.Cut(steps, "\n## ")
	for _, folder := range []string{"docs/methods.md", "queries/indicators/NAME.sql", "analytics/NAME.go", "analytics/indicators.go", "analytics/definitions/definitions.go", "analytics/testdata/golden/NAME.csv"} {
		if !strings.Contains(steps, folder) {
			t.Errorf("docs/contributing.md does not name %s", folder)
		}
	}
	for _, step := range byTheBook[:4] {
		write(t, filepath.Join(tree, step.file), step.before, step.text)
	}
	for _, folder := range []string{"analytics", "analytics/definitions"} {
		inTree(t, tree, "go", "test", "-c", "-vet=off", "-o", filepath.Join(tree, folder, "the.test"), "./"+folder)
	}
	run := func(args ...string) (all string, err error) {
		for folder, test := range map[string]string{"analytics": "TestGolden", "analytics/definitions": "TestDefinitions"} {
			cmd := exec.CommandContext(t.Context(), filepath.Join(tree, folder, "the.test"), "-test.run", "^"+test+"$")
			if folder == "analytics" {
				cmd.Args = append(cmd.Args, args...)
			}
			cmd.Dir = filepath.Join(tree, folder)
			printed, failed := cmd.CombinedOutput()
			all, err = all+string(printed), errors.Join(err, failed)
		}
		return all, err
	}
	printed, err := run()
	for _, missing := range []string{"COV-12: analytics/definitions/definitions.go defines it, and docs/methods.md does not name it", "the query workers_present has no golden file"} {
		if err == nil || !strings.Contains(printed, missing) {
			t.Errorf("the tests do not say %q (%v):\n%s", missing, err, printed)
		}
	}
	write(t, filepath.Join(tree, byTheBook[4].file), byTheBook[4].before, byTheBook[4].text)
	if printed, err = run("-update"); err != nil {
		t.Fatalf("%v\n%s", err, printed)
	}
	if golden, err := os.ReadFile(filepath.Join(tree, "analytics/testdata/golden/workers_present.csv")); err != nil || string(golden) != goldenOfTheBook {
		t.Errorf("the golden file holds %q, %v", golden, err)
	}
	servesIndicator(t, tree)
}

// servesIndicator builds the tree, and finds the new indicator where scripts and people read.
func servesIndicator(t *testing.T, tree string) {
	t.Helper()
	program := filepath.Join(tree, "luanphien")
	inTree(t, tree, "go", "build", "-o", program, "./cmd/luanphien")
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(dir, os.DirFS(demoData(t))); err != nil {
		t.Fatal(err)
	}
	if printed := inTree(t, tree, program, "indicators", "--data", dir); !strings.Contains(printed, "\nCOV-12 ") {
		t.Errorf("indicators prints no COV-12:\n%.2000s", printed)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	server := exec.CommandContext(ctx, program, "serve", "--data", dir, "--listen", "127.0.0.1:0")
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	server.Stderr = server.Stdout
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { stop(); _ = server.Wait() }() // it is killed
	var address string
	for lines := bufio.NewScanner(out); address == "" && lines.Scan(); {
		if strings.Contains(lines.Text(), "dashboard is at") {
			address = printedAddress.FindString(lines.Text())
		}
	}
	if address == "" {
		t.Fatal("the server printed no address")
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	client := newClient(t)
	send(t, client, address+"/login", address+"/login", url.Values{"login": {"lanhdao"}, "password": {account.DemoPassword}})
	answer, err := client.Get(address + "/methods")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK || !strings.Contains(string(page), "COV-12") || !strings.Contains(string(page), "Số cán bộ đã có mặt") {
		t.Errorf("the methods page answers %d, %v, without the indicator", answer.StatusCode, err)
	}
}

// copyTree copies what a build and its tests need of the source tree.
func copyTree(t *testing.T, from, to string) {
	t.Helper()
	for _, name := range []string{"analytics", "cmd", "dashboard", "docs", "ingest", "queries", "go.mod", "go.sum"} {
		err := filepath.WalkDir(filepath.Join(from, name), func(file string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			inside, err := filepath.Rel(from, file)
			slashed := filepath.ToSlash(inside)
			switch {
			case err != nil:
				return err
			case entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == "testdata" && path.Dir(slashed) != "analytics"):
				return fs.SkipDir
			case entry.IsDir():
				return os.MkdirAll(filepath.Join(to, inside), 0o755)
			}
			b, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(to, inside), b, 0o644)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// write puts a text before a line of a file, or makes the file.
func write(t *testing.T, file, before, text string) {
	t.Helper()
	if before != "" {
		b, err := os.ReadFile(file)
		if err != nil || !strings.Contains(string(b), before) {
			t.Fatalf("%s has no %q, %v", file, before, err)
		}
		text = strings.Replace(string(b), before, text+before, 1)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// inTree runs a command in the tree and gives what it prints.
func inTree(t *testing.T, tree, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = tree
	printed, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, printed)
	}
	return string(printed)
}
