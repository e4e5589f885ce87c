package dashboard

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"luanphien/analytics/lists"
	"luanphien/dashboard/account"
	"luanphien/dashboard/docx/ziptest"
	"luanphien/queries/soak"
)

// Of the 108 names none comes out of the SQL page: not in the rows of any table or view, nor in their files, whoever
// asks.
func TestNoNameComesOutOfSQL(t *testing.T) {
	soak.Long(t)
	names := workers(t, openDemo(t))
	s := openConsole(t)
	e, release, err := s.shelf.Acquire(0)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	tables, err := lists.Tables(t.Context(), e)
	if err != nil || len(tables) < 40 {
		t.Fatal(len(tables), err)
	}
	asked := []string{"SELECT * FROM duckdb_tables()", "SELECT * FROM duckdb_columns()", "SELECT * FROM duckdb_views()"}
	for _, table := range soak.Sample(t, tables, len(tables)/3) {
		asked = append(asked, "SELECT * FROM "+table.Name)
	}
	codes := map[string]string{}
	for code := range names {
		codes[code] = code
	}
	looked, random := 0, soak.Random(t)
	for i, sql := range asked {
		who := s.as([]account.Roles{account.Analyst, account.DataOfficer, account.Administrator}[i%3])
		_, page := who.runSQL(sql)
		if !strings.Contains(page, "data-done") {
			t.Errorf("%s gives no rows", sql)
		}
		if found := namesIn(page, codes); strings.HasSuffix(sql, " workers") && len(found) != 108 {
			t.Errorf("the page shows %d of 108 workers: the test looks in the wrong place", len(found))
		}
		texts := map[string]string{"page": page}
		csv := random.IntN(2) == 0
		if csv || soak.All() {
			texts["csv"] = who.takeSQL("csv", sql)
		}
		if !csv || soak.All() {
			texts["xlsx"] = unzipped(t, who.takeSQL("xlsx", sql))
		}
		for kind, text := range texts {
			looked += len(text)
			if found := namesIn(text, names); len(found) > 0 {
				t.Errorf("%s as %s holds names: %v", sql, kind, found)
			}
		}
	}
	t.Logf("looked through %d KB of %d statements", looked>>10, len(asked))
}

// unzipped is the text of all parts of a workbook.
func unzipped(t *testing.T, body string) string {
	t.Helper()
	return strings.Join(slices.Collect(maps.Values(ziptest.Parts(t, []byte(body)))), "\n")
}
