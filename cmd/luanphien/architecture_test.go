package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// These tests hold the architecture: which folder may import which, where the engine's driver and SQL may stand, how
// long a file may be, what lies at the top.

const (
	root   = "../.."
	module = "luanphien/"
)

// skipped folders hold build products and data.
var skipped = []string{".git", "node_modules", "dist", "bin", "data", "screenshots", "testdata"}

// sources calls visit with the path, relative to the root, of every file with one of the endings.
func sources(t *testing.T, endings []string, visit func(path string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if slices.Contains(skipped, entry.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if slices.Contains(endings, filepath.Ext(path)) {
			rel, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			visit(filepath.ToSlash(rel))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func text(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func parse(t *testing.T, path string, mode parser.Mode) (*ast.File, *token.FileSet) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, filepath.Join(root, path), nil, mode)
	if err != nil {
		t.Fatal(err)
	}
	return file, set
}

// program visits the Go files of the program; its tests are left out, which may reach across to build what they need.
func program(t *testing.T, visit func(path string)) {
	t.Helper()
	sources(t, []string{".go"}, func(path string) {
		if !strings.HasSuffix(path, "_test.go") {
			visit(path)
		}
	})
}

// mayImport gives, for each folder, the folders of the module below it: cmd → dashboard → analytics → queries and
// cmd → ingest → queries.
var mayImport = map[string][]string{
	"cmd":       {"cmd", "dashboard", "analytics", "ingest", "queries"},
	"dashboard": {"dashboard", "analytics", "queries"},
	"analytics": {"analytics", "queries"},
	"ingest":    {"ingest", "queries"},
	"queries":   {"queries"},
}

func topFolder(path string) string {
	top, _, _ := strings.Cut(path, "/")
	return top
}

func TestImportsRunOneWay(t *testing.T) {
	program(t, func(path string) {
		file, _ := parse(t, path, parser.ImportsOnly)
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			inside, ours := strings.CutPrefix(imported, module)
			if ours && !slices.Contains(mayImport[topFolder(path)], topFolder(inside)) {
				t.Errorf("%s imports %s", path, imported)
			}
		}
	})
}

// One package knows the engine's driver, so that a change of driver stays there. Tests are held to it as well.
func TestDriverStaysInEngine(t *testing.T) {
	sources(t, []string{".go"}, func(path string) {
		file, _ := parse(t, path, parser.ImportsOnly)
		for _, spec := range file.Imports {
			if strings.Contains(spec.Path.Value, "duckdb") && !strings.HasPrefix(path, "queries/engine/") {
				t.Errorf("%s imports %s; only queries/engine may", path, spec.Path.Value)
			}
		}
	})
}

// sqlStatement finds SQL in a string: the words that begin a statement, in capitals as SQL is written here, and what is
// SQL in any letters.
var sqlStatement = regexp.MustCompile(`\b(SELECT|INSERT INTO|DELETE FROM|(CREATE|DROP|ALTER) (OR REPLACE |TEMP |TEMPORARY )*(TABLE|VIEW|INDEX|MACRO|SEQUENCE))\b` +
	`|(?i)\b(select\s.+\sfrom|insert\s+into|delete\s+from|create\s+table|update\s+\w+\s+set)\s`)

func TestNoSQLInGo(t *testing.T) {
	program(t, func(path string) {
		file, set := parse(t, path, parser.SkipObjectResolution)
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			if found := sqlStatement.FindString(literal.Value); found != "" {
				t.Errorf("%s:%d holds SQL (%q); it belongs in queries/", path, set.Position(literal.Pos()).Line, found)
			}
			return true
		})
	})
}

func TestSQLIsFound(t *testing.T) {
	for text, want := range map[string]bool{
		"SELECT 1": true, "\n\tSELECT a\n\tFROM b": true, "select a from b where c": true, "INSERT INTO t VALUES (1)": true,
		"CREATE OR REPLACE VIEW v AS": true, "create table t (a int)": true, "update t set a = 1": true,
		"select a station": false, "selected": false, "inserted into the list": false,
	} {
		if got := sqlStatement.MatchString(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// rowsOfQueries may make a table of rows as a query gives them, whose columns stand beside them.
var rowsOfQueries = []string{"dashboard/page_rows.go"}

// A cell of a table is told by the getter of its column (table.For), of an item that has names: nobody counts places. That
// no other package lays rows itself, the compiler sees to.
func TestCellsStandBesideTheirColumns(t *testing.T) {
	found := 0
	program(t, func(path string) {
		file, set := parse(t, path, parser.SkipObjectResolution)
		ast.Inspect(file, func(n ast.Node) bool {
			of, ok := n.(*ast.IndexExpr)
			if !ok {
				return true
			}
			if name, ok := of.X.(*ast.SelectorExpr); !ok || name.Sel.Name != "For" {
				return true
			}
			found++
			if _, places := of.Index.(*ast.ArrayType); places && !slices.Contains(rowsOfQueries, path) {
				t.Errorf("%s:%d counts the places of cells; give each row a type", path, set.Position(of.Pos()).Line)
			}
			return true
		})
	})
	if found == 0 {
		t.Error("no column was found")
	}
}

const longestFile = 400

func TestFilesAreShort(t *testing.T) {
	sources(t, []string{".go", ".sql", ".js", ".css", ".html"}, func(path string) {
		if n := strings.Count(text(t, path), "\n"); n > longestFile {
			t.Errorf("%s has %d lines; at most %d", path, n, longestFile)
		}
	})
}

func TestTopLevel(t *testing.T) {
	allowed := []string{
		"analytics", "cmd", "dashboard", "docs", "ingest", "queries", // the program
		"README.md", "LICENSE", "Makefile", "Dockerfile", "go.mod", "go.sum", "staticcheck.conf",
		"bin", "data", "screenshots", "luanphien", // products, ignored by git
	}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		product := slices.Contains([]string{".test", ".prof", ".out"}, filepath.Ext(e.Name())) // ignored by git, too
		if !strings.HasPrefix(e.Name(), ".") && !product && !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s has no place at the top level", e.Name())
		}
	}
}

var (
	scriptTag = regexp.MustCompile(`(?is)<script\b[^>]*>`)
	inline    = regexp.MustCompile(`(?i)\son[a-z]+\s*=\s*["'{]|javascript:`)
)

// Pages are served with script-src 'self': a template may name a script, not hold one.
func TestTemplatesHoldNoScript(t *testing.T) {
	found := 0
	sources(t, []string{".html"}, func(path string) {
		found++
		page := text(t, path)
		for _, tag := range scriptTag.FindAllString(page, -1) {
			if !strings.Contains(tag, "src=") {
				t.Errorf("%s holds an inline script: %s", path, tag)
			}
		}
		if handler := inline.FindString(page); handler != "" {
			t.Errorf("%s holds an inline handler: %s", path, handler)
		}
	})
	if found == 0 {
		t.Error("no template was found")
	}
}

// marks of unfinished work, split so that this file does not find itself.
var unfinished = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)

func TestNothingLeftOpen(t *testing.T) {
	sources(t, []string{".go", ".sql", ".js", ".css", ".html", ".md"}, func(path string) {
		for i, line := range strings.Split(text(t, path), "\n") {
			if mark := unfinished.FindString(line); mark != "" {
				t.Errorf("%s:%d: %s", path, i+1, mark)
			}
		}
	})
}
