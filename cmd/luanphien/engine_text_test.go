//go:build unix

package main

import (
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"luanphien/dashboard/account"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
)

// engineWords are those of the engines' own texts. None may reach a reader.
var engineWords = regexp.MustCompile(`(?i)\b(IO|Invalid Input|Binder|Catalog|Conversion|Out of Memory|INTERNAL|Serialization|Constraint|Interrupt) Error\b|` +
	`duckdb\.Error|memory_limit|Possible solutions|Could not convert|SQLITE|database/sql|failed to (allocate|pin)|_history|staged_|PRAGMA`)

// fileLimit makes a test binary that behaves as the program fail to write files beyond a size, as on a full disk.
const fileLimit = "LUANPHIEN_TEST_PROGRAM_FILE_LIMIT"

func init() {
	beforeProgram = func() {
		if bytes, err := strconv.ParseUint(os.Getenv(fileLimit), 10, 63); err == nil {
			signal.Ignore(syscall.SIGXFSZ)
			if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: bytes, Max: bytes}); err != nil {
				panic(err)
			}
		}
	}
}

// fault is a view in the place of a table, whose reading fails in the engine.
type fault struct{ table, view string }

var faults = map[string]fault{
	"conversion": {"stations_history", `CREATE VIEW stations_history AS
		SELECT * REPLACE (CAST(CAST(station_name AS INTEGER) AS VARCHAR) AS station_name) FROM kept`},
	"conversion of counts": {"activity_history", `CREATE VIEW activity_history AS
		SELECT * REPLACE (CAST(CAST(diagnosis_group AS DATE) AS VARCHAR) AS diagnosis_group) FROM kept`},
	"out of memory": {"stations_history", `CREATE VIEW stations_history AS
		SELECT * FROM kept WHERE (SELECT len(list(n)) FROM range(400_000_000) AS numbers(n)) > 0`},
}

// faulty is a copy of the demo's folder in which the reading of a table fails in the engine.
func faulty(t *testing.T, f fault) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(dir, os.DirFS(demoData(t))); err != nil {
		t.Fatal(err)
	}
	folder := edition.Folder(dir)
	newest, err := folder.Newest()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{folder.Warehouse(), folder.Database(newest)} {
		if err := os.Chmod(path, 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := engine.OpenWarehouse(path, engine.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, statement := range []string{"ALTER TABLE " + f.table + " RENAME TO kept", f.view} {
			if _, err := db.Exec(statement); err != nil {
				t.Fatal(err)
			}
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// sentences are those that stand for the engine's errors.
var sentences = []string{"The program failed while reading or writing", "This needs more memory", "The disk", "server failed while"}

func saysSentence(printed string) bool {
	for _, s := range sentences {
		if strings.Contains(printed, s) {
			return true
		}
	}
	return false
}

// No text of the engine reaches a reader of a command: its errors come as sentences, and in full in the log.
func TestCommandsKeepTheEnginesTextToThemselves(t *testing.T) {
	more := filepath.Join(t.TempDir(), "more.csv")
	if err := os.WriteFile(more, []byte("Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\n03127,2025-W40,hô hấp,10,1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	all := [][]string{{"query", "stations"}, {"ingest", "--check", more}, {"indicators"}, {"template", "activity"}, {"ingest", more},
		{"aliases", "import", "../../ingest/aliases/dien_bien.csv"}, {"demo"}}
	for name, commands := range map[string][][]string{"conversion": all, "out of memory": all[:1]} {
		t.Run(name, func(t *testing.T) {
			dir, failed := faulty(t, faults[name]), 0
			for _, args := range commands {
				code, printed := runProgram(t, append(args, "--data", dir)...)
				if engineWords.MatchString(printed) {
					t.Errorf("%v:\n%s", args, printed)
				}
				if code != exitDone && !saysSentence(printed) {
					t.Errorf("%v ends with %d and says\n%s", args, code, printed)
				}
				failed += code
			}
			if failed == 0 {
				t.Error("no command failed")
			}
			if code, printed := runProgram(t, "ingest", more, "--data", dir); code != exitFailed || !saysSentence(printed) || !strings.Contains(printed, errorLog) {
				t.Errorf("ingest ends with %d and says\n%s", code, printed)
			}
			log, err := os.ReadFile(filepath.Join(dir, errorLog))
			if err != nil || !engineWords.Match(log) {
				t.Errorf("the log holds %q, %v", log, err)
			}
		})
	}
}

func TestAFullDiskIsSaidInASentence(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(dir, os.DirFS(demoData(t))); err != nil {
		t.Fatal(err)
	}
	more := filepath.Join(t.TempDir(), "more.csv")
	if err := os.WriteFile(more, []byte("Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\n03127,2025-W40,hô hấp,10,1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"ingest", more}, {"loads", "undo", "2"}, {"demo", "--data", filepath.Join(t.TempDir(), "new")}} {
		cmd := exec.CommandContext(t.Context(), os.Args[0], append([]string{"--data", dir}, args...)...)
		cmd.Env = append(os.Environ(), asProgram+"=1", fileLimit+"=200000")
		printed, err := cmd.CombinedOutput()
		if err == nil || engineWords.Match(printed) || !saysSentence(string(printed)) {
			t.Errorf("%v: %v\n%s", args, err, printed)
		}
	}
}

var pageLink = regexp.MustCompile(`(?:href|src|data-figure|data-src)="(/[^"#]*)"`)

// No text of the engine reaches a reader of a page. The pages are those that links lead to from the first; where that
// fails they are those of the navigation, where one figure fails they are many.
func TestPagesKeepTheEnginesTextToThemselves(t *testing.T) {
	for _, name := range []string{"conversion", "conversion of counts"} {
		t.Run(name, func(t *testing.T) {
			address, _ := serveAndRead(t, faulty(t, faults[name]))
			client := newClient(t) // the page after the log-in may fail already
			send(t, client, address+"/login", address+"/login", url.Values{"login": {"lanhdao"}, "password": {account.DemoPassword}})
			if pages, failed := crawl(t, client, address, 40); failed == 0 || pages < 10 {
				t.Errorf("%d pages, %d failed: nothing was tried", pages, failed)
			}
		})
	}
}

// crawl follows the links of the pages, at most so many, and reports each that holds a text of the engine.
func crawl(t *testing.T, client *http.Client, address string, most int) (pages, failed int) {
	t.Helper()
	seen, next := map[string]bool{"/": true}, []string{"/"}
	for ; len(next) > 0 && pages < most; pages++ {
		page := strings.ReplaceAll(next[0], "&amp;", "&")
		next = next[1:]
		answer, err := client.Get(address + page)
		if err != nil {
			t.Fatal(page, err)
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil {
			t.Fatal(page, err)
		}
		if word := engineWords.Find(body); word != nil && !strings.HasPrefix(page, "/methods") && !strings.Contains(page, ".sql") {
			t.Errorf("%s: %s", page, word)
		}
		if answer.StatusCode >= http.StatusInternalServerError {
			failed++
		}
		for _, link := range pageLink.FindAllSubmatch(body, -1) {
			path, _, _ := strings.Cut(string(link[1]), "?")
			if !seen[path] && !strings.HasPrefix(path, "/assets") && !strings.Contains(path, "logout") {
				seen[path] = true
				next = append(next, string(link[1]))
			}
		}
	}
	return pages, failed
}
