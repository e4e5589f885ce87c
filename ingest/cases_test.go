package ingest

import (
	"bytes"
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"luanphien/ingest/ingesttest"
	"luanphien/ingest/read"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// notYet are the cases that the program still reads wrongly; each says so here, and fails once it is read right.
var notYet = map[string]bool{}

// TestCases loads the files that went wrong once, and their neighbours, each into a folder of its own that knows the
// sample's stations, units and workers. The column «expect» of cases.csv holds the right answers, parted by « | », each
// a list of terms that must all hold.
func TestCases(t *testing.T) {
	base := edition.Folder(t.TempDir())
	mustRun(t, base, reference(t)...)
	lists := []string{filepath.Join("testdata", "cases", "cases.csv")}
	neighbours, err := filepath.Glob(filepath.Join("testdata", "neighbours", "*", "cases.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range append(lists, neighbours...) {
		rows := readCSV(t, list)
		if testing.Short() {
			rows = soak.Sample(t, rows, len(rows)/10)
		}
		for _, c := range rows {
			c := testCase{folder: filepath.Dir(list), files: strings.Split(c[0], " > "), args: strings.Fields(c[1]), view: c[2], expect: c[3]}
			t.Run(c.files[len(c.files)-1], func(t *testing.T) {
				t.Parallel()
				c.run(t, base)
			})
		}
	}
}

// testCase is one row of cases.csv.
type testCase struct {
	folder       string
	files, args  []string
	view, expect string
}

func (c testCase) run(t *testing.T, base edition.Folder) {
	folder := edition.Folder(t.TempDir())
	if err := os.CopyFS(string(folder), os.DirFS(string(base))); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	failed := false
	for _, file := range c.files {
		report, err := Run(t.Context(), folder, []string{filepath.Join(c.folder, file)}, c.options(t))
		if err != nil {
			t.Fatal(err)
		}
		WriteFileReport(&said, &report.Files[0])
		failed = report.Failed()
		if l := report.Files[0].Ledger; report.Files[0].LoadID > 0 && len(report.Files[0].Kinds) > 0 && (!l.Balanced() || l.Content == 0) {
			t.Errorf("%s: %+v", file, l)
		}
	}
	answer := result{failed: failed, said: strings.ToLower(said.String()), rows: tableOf(t, folder, c.view), quarantined: len(tableOf(t, folder, "quarantine"))}
	var wrong []string
	right := slices.ContainsFunc(strings.Split(c.expect, " | "), func(terms string) bool {
		for term := range strings.SplitSeq(terms, ";") {
			if !answer.holds(strings.TrimSpace(term)) {
				wrong = append(wrong, term)
				return false
			}
		}
		return true
	})
	key := filepath.Base(c.folder) + "/" + strings.Join(c.files, " > ")
	switch {
	case right && notYet[key]:
		t.Errorf("%s is read right now: take it out of notYet", key)
	case !right && !notYet[key]:
		t.Errorf("%s: wanted %s; refused %v, %d rows, %d in quarantine, does not hold: %q\n%s", key, c.expect, failed, len(answer.rows), answer.quarantined, wrong, said.String())
	}
}

// options reads the arguments of the command line that the cases use.
func (c testCase) options(t *testing.T) Options {
	o := Options{MaxReject: DefaultMaxReject, Now: sampleNow}
	for i := 0; i+1 < len(c.args); i += 2 {
		value := c.args[i+1]
		var err error
		switch c.args[i] {
		case "--max-reject":
			var percent float64
			percent, err = strconv.ParseFloat(value, 64)
			o.MaxReject = percent / 100
		case "--mapping":
			o.Mapping, err = read.ReadMapping(filepath.Join(c.folder, value))
		case "--now":
			if o.Now, err = time.Parse(time.RFC3339, value); err != nil {
				o.Now, err = time.ParseInLocation(time.DateOnly, value, calendar.Zone)
			}
		case "--set":
			field, value, _ := strings.Cut(value, "=")
			o.Set = map[string]string{field: value}
		case "--kind":
			o.Kind = value
		default:
			err = fmt.Errorf("the cases do not use %s", c.args[i])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return o
}

// tableOf reads a view of the newest edition: a map of column to text for each row.
func tableOf(t *testing.T, folder edition.Folder, view string) []map[string]string {
	db := ingesttest.Open(t, folder)
	defer db.Close()
	rows, err := db.QueryContext(t.Context(), "SELECT COLUMNS(*)::VARCHAR FROM "+view)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	cells, into := make([]sql.NullString, len(names)), make([]any, len(names))
	for i := range cells {
		into[i] = &cells[i]
	}
	var found []map[string]string
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		row := map[string]string{}
		for i, name := range names {
			row[name] = strings.TrimSuffix(cells[i].String, ".0")
		}
		found = append(found, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return found
}

// result is what became of a case.
type result struct {
	failed      bool
	said        string // the report, in lower case
	rows        []map[string]string
	quarantined int
}

func (r result) holds(term string) bool {
	word, rest, _ := strings.Cut(term, " ")
	name, number, _ := strings.Cut(word, "=")
	switch {
	case word == "refused":
		return r.failed && len(r.rows) == 0
	case name == "rows":
		return strconv.Itoa(len(r.rows)) == number
	case name == "quarantined":
		return strconv.Itoa(r.quarantined) == number
	case word == "said":
		return strings.Contains(r.said, strings.ToLower(rest))
	}
	at := strings.LastIndex(rest, ":")
	which := r.where(rest[:at])
	switch word {
	case "where":
		return strconv.Itoa(len(which)) == rest[at+1:]
	case "cell":
		return len(which) == 1 && matches(which[0], rest[at+1:])
	}
	panic("unknown term " + term)
}

func (r result) where(conditions string) []map[string]string {
	var found []map[string]string
	for _, row := range r.rows {
		if matches(row, conditions) {
			found = append(found, row)
		}
	}
	return found
}

func matches(row map[string]string, conditions string) bool {
	for condition := range strings.SplitSeq(conditions, "&") {
		name, value, _ := strings.Cut(condition, "=")
		if row[name] != value {
			return false
		}
	}
	return true
}

// Every file of the neighbours belongs to a case: none lies there unread.
func TestEveryNeighbourIsACase(t *testing.T) {
	lists, err := filepath.Glob(filepath.Join("testdata", "neighbours", "*", "cases.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range lists {
		list, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		err = filepath.WalkDir(filepath.Dir(path), func(file string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && d.Name() != "cases.csv" && !strings.Contains(string(list), d.Name()) {
				t.Errorf("%s is in no case", file)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
