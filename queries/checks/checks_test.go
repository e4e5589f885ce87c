package checks

import (
	"database/sql"
	"strconv"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

// Every kind names its key, and what follows from the key stands once.
func TestKindsNameTheirKey(t *testing.T) {
	entries, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	kinds := 0
	for _, entry := range entries {
		kind := strings.TrimSuffix(entry.Name(), ".sql")
		steps := Cut(read(kind))
		if _, ok := find(steps, "judge"); !ok {
			continue
		}
		kinds++
		key, ok := keyOf(read(kind))
		if !ok || len(key) == 0 {
			t.Errorf("%s names no key", kind)
			continue
		}
		for _, shared := range Cut(read("key")) {
			if _, own := find(steps, shared.Name); own {
				t.Errorf("%s has its own %s", kind, shared.Name)
			}
			if sql := Get(kind, shared.Name); strings.ContainsAny(sql, "{}") {
				t.Errorf("%s %s is not filled in: %s", kind, shared.Name, sql)
			}
		}
	}
	if kinds < 18 {
		t.Errorf("%d kinds", kinds)
	}
}

// A statement that the program does not have is an error of the engine that should run it, which names it.
func TestLackingStatementsAreErrors(t *testing.T) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for what, statement := range map[string]string{"unheard": Find(nil, "unheard"), "activity unheard": Get("activity", "unheard"), "unheard judge": Get("unheard", "judge")} {
		if _, err := db.Exec(statement); err == nil || !strings.Contains(statement, strconv.Quote(what)) {
			t.Errorf("%q runs, %v", statement, err)
		}
	}
}
