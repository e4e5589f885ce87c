package ingest

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"luanphien/queries/edition"
)

// firstRuns keeps the folders that a first run of some files makes: most tests begin with the same lists, and a copy costs
// a hundredth of a load.
var firstRuns firstRunCache

type firstRunCache struct {
	mu   sync.Mutex
	dir  string
	kept map[string]*firstRun // by the names and contents of the files, in their order
}

// firstRun is made once; whoever asks for it meanwhile waits.
type firstRun struct {
	sync.Mutex
	folder string // "" = not made yet
	report *Report
}

// run gives a folder what load puts into it. Only into a folder that does not exist or is empty is anything copied; into
// any other, load is called as it is.
func (c *firstRunCache) run(t *testing.T, folder edition.Folder, paths []string, load func() *Report) *Report {
	t.Helper()
	if entries, _ := os.ReadDir(string(folder)); len(entries) > 0 || len(paths) == 0 {
		return load()
	}
	first := c.of(t, paths)
	if first == nil {
		return load()
	}
	first.Lock()
	defer first.Unlock()
	if first.folder != "" {
		copyTree(t, first.folder, string(folder))
		report := *first.report
		return &report
	}
	report := load()
	kept, err := os.MkdirTemp(c.dir, "")
	if err != nil {
		t.Fatal(err)
	}
	copyTree(t, string(folder), kept)
	first.folder, first.report = kept, report
	return report
}

// of gives the run of these files; it is empty at first, nil where one of them cannot be read.
func (c *firstRunCache) of(t *testing.T, paths []string) *firstRun {
	t.Helper()
	key := sha256.New()
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			return nil
		}
		fmt.Fprintf(key, "%s %d\n", filepath.Base(path), len(content))
		_, _ = key.Write(content)
	}
	name := string(key.Sum(nil))
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.dir == "" {
		dir, err := os.MkdirTemp("", "luanphien-ingest-")
		if err != nil {
			t.Fatal(err)
		}
		c.dir, c.kept = dir, map[string]*firstRun{}
	}
	if c.kept[name] == nil {
		c.kept[name] = &firstRun{}
	}
	return c.kept[name]
}

// remove takes all folders away at the end of the tests.
func (c *firstRunCache) remove() {
	if c.dir != "" {
		_ = os.RemoveAll(c.dir)
	}
}

// A copied folder is what the load would have made: the same rows, the same report; the next load goes on from there. A
// file of another name or content is loaded.
func TestFirstRunIsCopied(t *testing.T) {
	text := activityHeader + "T1,2026-W10,hô hấp,5,1\n"
	stations := writeFile(t, "tram.csv", stationsFile[len("tram.csv="):])
	file := writeFile(t, "a.csv", text)
	one, two := edition.Folder(t.TempDir()), edition.Folder(t.TempDir())
	first, second := mustRun(t, one, stations, file), mustRun(t, two, stations, file)
	if first.Files[1].Counts != second.Files[1].Counts || first.Published != second.Published || first.Published != 1 {
		t.Errorf("%+v, the copy %+v", first, second)
	}
	equalSets(t, "keys of loads", rowsOf(t, two, "SELECT load_key FROM load_history"), rowsOf(t, one, "SELECT load_key FROM load_history"))
	for _, folder := range []edition.Folder{one, two} {
		mustRun(t, folder, writeFile(t, "b.csv", activityHeader+"T2,2026-W10,hô hấp,5,1\n"))
		if n := rowsOf(t, folder, "SELECT count(*) FROM activity"); n[0] != "2" {
			t.Errorf("%s rows", n[0])
		}
	}
	other := edition.Folder(t.TempDir())
	mustRun(t, other, stations, writeFile(t, "a.csv", text+"T2,2026-W10,hô hấp,6,1\n"))
	if n := rowsOf(t, other, "SELECT count(*) FROM activity"); n[0] != "2" {
		t.Errorf("of other files, %s rows", n[0])
	}
}
