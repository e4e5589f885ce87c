package queries

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What each SQL file must say of itself. A named query (indicators, library): the header that Parse reads, strictly: name,
// titles, unit, method, parameters, columns, sources. Every other file: what it is for, in a comment at its top; where it is
// cut into steps, the name of each once; a kind of rows its key as well (checks).
func TestEveryFileSaysWhatItIs(t *testing.T) {
	found := 0
	err := fs.WalkDir(os.DirFS("."), ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(file) != ".sql" || strings.Contains(file, "testdata") {
			return err
		}
		found++
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for _, lack := range lacks(file, string(b)) {
			t.Errorf("%s: %s", file, lack)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 150 {
		t.Fatal("only", found, "files")
	}
}

var (
	stepLine = regexp.MustCompile(`(?m)^-- step: *(.*?) *$`)
	kindLine = regexp.MustCompile(`^-- (\w+): \S`)
)

func lacks(file, text string) []string {
	if slices.Contains(named, path.Dir(file)) {
		if _, err := Parse(file, text); err != nil {
			return []string{err.Error()}
		}
		return nil
	}
	var list []string
	first, _, _ := strings.Cut(text, "\n")
	if !strings.HasPrefix(first, "-- ") || len(first) < 12 || strings.HasPrefix(first, "-- step:") {
		list = append(list, "its first line does not say what it is for (-- …)")
	}
	steps := map[string]bool{}
	for _, m := range stepLine.FindAllStringSubmatch(text, -1) {
		switch name := m[1]; {
		case name == "":
			list = append(list, "a step without a name")
		case steps[name]:
			list = append(list, "the step "+name+" stands twice")
		default:
			steps[name] = true
		}
	}
	if len(steps) > 0 {
		head := text[:strings.Index(text, "-- step:")]
		for _, line := range strings.Split(head, "\n") {
			if line != "" && !strings.HasPrefix(line, "--") {
				list = append(list, "SQL before its first step: "+line)
			}
		}
	}
	kind := kindLine.FindStringSubmatch(first)
	if kind == nil && steps["judge"] {
		list = append(list, "judges rows and does not begin with “-- kind: what a row is”")
	}
	if kind != nil && path.Dir(file) == "checks" {
		if want := strings.TrimSuffix(path.Base(file), ".sql"); kind[1] != want {
			list = append(list, "its first line names "+kind[1])
		}
		if steps["judge"] && !strings.Contains(text, "\n-- key: ") {
			list = append(list, "a kind of rows without its key (-- key: column, column)")
		}
	}
	return list
}

func TestWhatFilesLackIsFound(t *testing.T) {
	for text, want := range map[string]string{
		"SELECT 1": "does not say", "-- step: a\nSELECT 1": "does not say", "-- What it is for.\nSELECT 1\n-- step: a\nSELECT 2": "before its first step",
		"-- What it is for.\n-- step: a\nSELECT 1\n-- step: a\nSELECT 2": "twice", "-- thing: one a row.\n-- step: judge\nSELECT 1": "without its key",
		"-- other: one a row.\n-- key: a\n": "names other", "-- One a row.\n-- step: judge\nSELECT 1": "does not begin", "-- What it is for.\n\nSELECT 1": "",
	} {
		got := strings.Join(lacks("checks/thing.sql", text), "; ")
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := lacks("indicators/thing.sql", "SELECT 1"); len(got) != 1 {
		t.Error("a query without a header:", got)
	}
}

// The names after FROM and JOIN; EXTRACT(… FROM …) and IS DISTINCT FROM read nothing. CTEs are the text's own.
var (
	readFrom = regexp.MustCompile(`(?i)(\bDISTINCT\s+)?\b(?:FROM|JOIN)\s+([a-z_]\w*)\b(\s*\()?`)
	extract  = regexp.MustCompile(`(?i)\b(EXTRACT|SUBSTRING|TRIM)\s*\([^()]*\bFROM\b`)
	ownTable = regexp.MustCompile(`(?i)\b([a-z_]\w*)\s*(?:\([^()]*\))?\s+AS\s+(?:NOT\s+MATERIALIZED\s+|MATERIALIZED\s+)?\(`)
)

// reads lists what a body takes rows from, apart from its own CTEs.
func reads(body string) map[string]bool {
	body = extract.ReplaceAllString(stripLiterals(body), "(")
	own := map[string]bool{}
	for _, m := range ownTable.FindAllStringSubmatch(body, -1) {
		own[strings.ToLower(m[1])] = true
	}
	found := map[string]bool{}
	for _, m := range readFrom.FindAllStringSubmatch(body, -1) {
		name := strings.ToLower(m[2])
		if m[1] == "" && m[3] == "" && !own[name] && name != "lateral" && name != "unnest" {
			found[name] = true
		}
	}
	return found
}

// A header's sources are the tables and views that its query reads, those that it reads by way of others included, and
// it uses each query that it names.
func TestSourcesAreWhatIsRead(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range c.Names() {
		q, _ := c.Get(name)
		read, direct := map[string]bool{}, reads(q.Body)
		used, err := uses(q, c.byName, nil, true)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range used {
			for table := range reads(u.Body) {
				if _, query := c.byName[table]; !query || !slices.Contains(u.Uses, table) {
					read[table] = true
				}
			}
		}
		for _, table := range slices.Sorted(maps.Keys(read)) {
			if !slices.Contains(q.Sources, table) {
				t.Errorf("%s: source lacks %s", q.Path, table)
			}
		}
		for _, source := range q.Sources {
			if !read[source] {
				t.Errorf("%s: source names %s, which is not read", q.Path, source)
			}
		}
		for _, u := range q.Uses {
			if !direct[u] {
				t.Errorf("%s: uses %s, which is not read", q.Path, u)
			}
		}
	}
}

func TestWhatIsReadIsFound(t *testing.T) {
	got := reads("WITH a AS (SELECT 1 FROM stations), b(x) AS MATERIALIZED (SELECT EXTRACT(YEAR FROM day) FROM calendar -- FROM units\n) SELECT 'FROM x' FROM a JOIN b ON a.x IS DISTINCT FROM b.x LEFT JOIN Workers w")
	if names := slices.Sorted(maps.Keys(got)); strings.Join(names, " ") != "calendar stations workers" {
		t.Error(names)
	}
}
