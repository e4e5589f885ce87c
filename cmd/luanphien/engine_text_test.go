//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"luanphien/dashboard/account"
	"luanphien/dashboard/verify"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// engineWords are those of the engines' own texts. None may reach a reader. Of the tables of the warehouse load_history alone
// is one that analysts read: figures name it among their sources.
var engineWords = regexp.MustCompile(`(?i)\b(IO|Invalid Input|Binder|Catalog|Conversion|Out of Memory|INTERNAL|Serialization|Constraint|Interrupt) Error\b|` +
	`duckdb\.Error|memory_limit|Possible solutions|Could not convert|SQLITE|database/sql|failed to (allocate|pin)|(s|y|e)_history|staged_|PRAGMA`)

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

// sentences are those that stand for the engine's errors.
var sentences = []string{"of the data folder is damaged", "The program failed while reading or writing", "This needs more memory", "The disk", "server failed while"}

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
	cited := citationOf(t)
	commands := func(name string) [][]string {
		all := [][]string{{"query", "stations"}, {"query", "reported_cells"}, {"ingest", "--check", more}, {"indicators"}, {"template", "activity"},
			{"ingest", more}, {"aliases", "import", "../../ingest/aliases/dien_bien.csv"}, {"loads"}, {"verify", cited},
			{"backup", "create", filepath.Join(t.TempDir(), "copy")}, {"audit", "verify"}, {"demo"},
			{"report", "--year", "2026", "--out", filepath.Join(t.TempDir(), "report.docx")},
			{"pack", "--figures", "coverage_by_week", "--out", filepath.Join(t.TempDir(), "pack.zip")},
			{"brief", "--week", "2026-W24", "--out", filepath.Join(t.TempDir(), "brief.docx")}}
		switch name {
		case "out of memory": // each fills what memory it may use
			return all[:5]
		case "conversion": // it waits for seconds until a file is whole
			return append(all, []string{"inbox", "--inbox", filepath.Join(t.TempDir(), "inbox")})
		}
		return all
	}
	fail := map[string]int{"conversion": 8, "out of memory": 4, "damaged blocks": 6, "cut file": 6, "damaged manifest": 8}
	for _, name := range soak.Sample(t, slices.Sorted(maps.Keys(fail)), 1) {
		fails := fail[name]
		t.Run(name, func(t *testing.T) {
			dir, failed := faulty(t, faults[name]), 0
			for _, args := range commands(name) {
				code, printed := runWithin(t, args, append(args, "--data", dir)...)
				if engineWords.MatchString(printed) {
					t.Errorf("%v:\n%s", args, printed)
				}
				if code != exitDone && !saysSentence(printed) {
					t.Errorf("%v ends with %d and says\n%s", args, code, printed)
				}
				failed += code
			}
			if failed < fails {
				t.Errorf("only %d commands failed", failed)
			}
			defer func() { // it makes the warehouse anew from the files that were kept, and may mend the folder
				if code, printed := runProgram(t, "loads", "undo", "2", "--data", dir); engineWords.MatchString(printed) || code != exitDone && !saysSentence(printed) {
					t.Errorf("the undo ends with %d and says\n%s", code, printed)
				}
			}()
			if name == "damaged manifest" {
				return // no engine failed
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

// runWithin runs a command; one that watches a folder finds a file in it, and is stopped after some seconds.
func runWithin(t *testing.T, command []string, args ...string) (code int, printed string) {
	t.Helper()
	if command[0] != "inbox" {
		return runProgram(t, args...)
	}
	if err := os.MkdirAll(command[2], 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(command[2], "tram.csv"), []byte(twoStations), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	out := &printing{stop: stop}
	code = Run(ctx, args, strings.NewReader(""), out, out)
	if out.said.Load() {
		code = exitFailed
	}
	return code, out.text.String()
}

// printing is what a command prints that ends only when it is stopped: once it has said a sentence.
type printing struct {
	text bytes.Buffer
	stop func()
	said atomic.Bool
}

func (w *printing) Write(b []byte) (int, error) {
	n, err := w.text.Write(b)
	if saysSentence(w.text.String()) {
		w.said.Store(true)
		w.stop()
	}
	return n, err
}

// citationOf is that of a figure of the demo.
func citationOf(t *testing.T) string {
	t.Helper()
	status, body, err := fetch(serveDemo(t) + "/figures/coverage_by_week.csv")
	cited, ok := verify.FindCitation(body)
	if err != nil || !ok {
		t.Fatal(status, err)
	}
	return cited
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
	for _, args := range [][]string{{"ingest", more}, {"loads", "undo", "2"}, {"demo", "--data", filepath.Join(t.TempDir(), "new")},
		{"aliases", "import", "../../ingest/aliases/dien_bien.csv"}, {"backup", "create", filepath.Join(t.TempDir(), "copy")}} {
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
	pages := map[string]int{"conversion": 40, "conversion of counts": 40, "out of memory": 12}
	for _, name := range soak.Sample(t, slices.Sorted(maps.Keys(pages)), 1) {
		most := soak.Times(12, pages[name])
		t.Run(name, func(t *testing.T) {
			dir := faulty(t, faults[name])
			who := peopleIn(t, dir, account.DataOfficer, account.Administrator, account.Analyst)
			address, _ := serveAndRead(t, dir, "--edition-memory", "64")
			client := newClient(t) // the page after the log-in may fail already
			send(t, client, address+"/login", address+"/login", url.Values{"login": {"lanhdao"}, "password": {account.DemoPassword}})
			if pages, failed := crawl(t, client, address, most); failed == 0 || pages < 10 {
				t.Errorf("%d pages, %d failed: nothing was tried", pages, failed)
			}
			for _, r := range who {
				r.base = address
			}
			if status, _, text := who[2].submit(url.Values{"csrf": {formTokenOf(who[2], "/sql")}, "sql": {"SELECT * FROM stations"}}, "/sql"); status == 0 || !sayingOf(text) {
				t.Errorf("the SQL page answers %d\n%s", status, text)
			}
			changesFail(t, who[0], who[1])
		})
	}
}

// changesFail uploads and previews, reads what was refused and takes a load back, where the engine fails, and finds
// sentences. An undo makes the warehouse anew from the files that were kept: it may mend the folder, and comes last.
func changesFail(t *testing.T, officer, admin *reader) {
	t.Helper()
	without := func(what string, status int, at, text string) {
		t.Helper()
		if word := engineWords.FindString(text); word != "" {
			t.Errorf("%s (%d, %s) says %q\n%s", what, status, at, word, text)
		}
	}
	status, at, text := officer.upload(formTokenOf(officer, "/data/upload"),
		[2]string{"hd.csv", "Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\n03127,2025-W40,hô hấp,10,1\n"})
	without("the preview", status, at, text)
	if !sayingOf(text) {
		t.Errorf("the preview answers %d at %s\n%s", status, at, text)
	}
	for _, page := range []string{"/data", "/data/loads/7", "/data/loads/7/refused.xlsx"} {
		status, at, text = officer.do(http.MethodGet, page, "", nil)
		without(page, status, at, text)
	}
	status, at, text = admin.submit(url.Values{"csrf": {formTokenOf(admin, "/data/upload")}}, "/data/loads/2/undo")
	without("the undo", status, at, text)
}

// sayingOf tells whether a page holds a sentence in the place of an error of the engine.
func sayingOf(page string) bool {
	for _, s := range []string{"cần nhiều bộ nhớ", "Máy chủ gặp lỗi", "gặp lỗi khi đọc hoặc ghi", "Đĩa đã đầy", "không ghi được", "Câu lệnh"} {
		if strings.Contains(page, s) {
			return true
		}
	}
	return false
}

// formTokenOf is the token of a session's forms, from a page that answers whatever the engine does.
func formTokenOf(r *reader, page string) string {
	_, _, text := r.do(http.MethodGet, page, "", nil)
	if found := formToken.FindStringSubmatch(text); found != nil {
		return found[1]
	}
	_, _, text = r.do(http.MethodGet, "/account", "", nil)
	if found := formToken.FindStringSubmatch(text); found != nil {
		return found[1]
	}
	return ""
}

// Damage under a server that runs, and an edition's folder that is gone, are met in sentences; so is too little memory.
func TestDamageUnderAServer(t *testing.T) {
	damages := map[string]func(folder edition.Folder) error{
		"edition gone":    func(folder edition.Folder) error { return os.RemoveAll(folder.Editions()) },
		"edition damaged": func(folder edition.Folder) error { return damaged(folder.Database(1)) },
		"next edition damaged": func(folder edition.Folder) error {
			m, err := folder.Manifest(1)
			if err != nil {
				return err
			}
			m.Number = 2
			b, err := json.Marshal(m)
			if err == nil {
				err = os.WriteFile(folder.Database(2), []byte("no database"), 0o600)
			}
			if err != nil {
				return err
			}
			return os.WriteFile(folder.ManifestPath(2), b, 0o600)
		},
	}
	for _, name := range soak.Sample(t, slices.Sorted(maps.Keys(damages)), 1) {
		spoil := damages[name]
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			if err := os.CopyFS(dir, os.DirFS(demoData(t))); err != nil {
				t.Fatal(err)
			}
			folder := edition.Folder(dir)
			if err := os.Chmod(folder.Database(1), 0o600); err != nil {
				t.Fatal(err)
			}
			address, _ := serveAndRead(t, dir, "--edition-memory", "64")
			client := newClient(t)
			send(t, client, address+"/login", address+"/login", url.Values{"login": {"lanhdao"}, "password": {account.DemoPassword}})
			if err := spoil(folder); err != nil {
				t.Fatal(err)
			}
			if pages, _ := crawl(t, client, address, 25); pages < 3 {
				t.Errorf("only %d pages", pages)
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
