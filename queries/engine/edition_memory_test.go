package engine

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
)

// bare is an edition with a number in it.
func bare(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "e.duckdb")
	db, err := OpenWarehouse(path, Options{Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE numbers AS FROM range(10)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func limitOf(t *testing.T, db *sql.DB) string {
	t.Helper()
	var limit string
	if err := db.QueryRow("SELECT current_setting('memory_limit')").Scan(&limit); err != nil {
		t.Fatal(err)
	}
	return limit
}

// An edition is opened with a limit of memory: what the setting says, or else a share of the machine's. A statement that
// needs more fails; the next one does not.
func TestEditionHasALimitOfMemory(t *testing.T) {
	path := bare(t)
	t.Cleanup(func() { LimitEditions(0) })
	for _, mb := range []int{0, 64} {
		LimitEditions(mb)
		db, err := OpenEdition(path)
		if err != nil {
			t.Fatal(err)
		}
		if limit := limitOf(t, db); mb == 64 && !strings.HasPrefix(limit, "61.0 MiB") || mb == 0 && !strings.HasSuffix(limit, "MiB") {
			t.Errorf("with %d, the engine's limit is %s", mb, limit)
		}
		if mb == 64 {
			var n int
			// One state of an aggregate, which cannot be spilled.
			err := db.QueryRow("SELECT len(list(i)) FROM range(50000000) r(i)").Scan(&n)
			if FaultOf(err) != FaultMemory {
				t.Errorf("400 MB in one list: %d, %v", n, err)
			}
		}
		var n int
		if err := db.QueryRow("SELECT count(*) FROM numbers").Scan(&n); err != nil || n != 10 {
			t.Error(n, err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
