package dashboard

import (
	"net/url"
	"strings"
	"testing"

	"luanphien/analytics"
	"luanphien/analytics/console"
	"luanphien/dashboard/account"
	"luanphien/ingest/demo"
	"luanphien/queries"
)

// openConsole is a server on the demo that runs statements.
func openConsole(t *testing.T) *site {
	t.Helper()
	folder := demoFolder(t)
	shelf, err := analytics.OpenShelf(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = shelf.Close() })
	runner, err := console.New(console.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(runner.Close)
	s, err := New(Options{Shelf: shelf, Accounts: accountsIn(t, t.TempDir()), Console: runner, Database: folder.Database})
	if err != nil {
		t.Fatal(err)
	}
	return (&site{Server: s, t: t}).as(account.Analyst)
}

func TestSQLPage(t *testing.T) {
	s := openConsole(t)
	run := func(sql string, pairs ...string) (int, string) {
		t.Helper()
		status, body, _ := s.sendForm(post, "/sql", append([]string{"sql", url.QueryEscape(sql)}, pairs...)...)
		if strings.Contains(body, "⟨") {
			t.Error("a message is missing for", sql)
		}
		return status, body
	}
	for sql, words := range map[string][]string{
		"SELECT 6 * 7 AS answer":                      {"<td>42</td>", "1 dòng", "Nội bộ"},
		"SELECT i FROM range(10001) r(i)":             {"10.000 dòng đầu", "<td>9999</td>"},
		"SELECT DATE '2026-02-15' d, NULL n, '<b>' t": {"<td>2026-02-15</td><td></td><td>&lt;b&gt;</td>"},
	} {
		status, body := run(sql)
		for _, word := range words {
			if status != 200 || !strings.Contains(body, word) {
				t.Errorf("%s answers %d without %q", sql, status, word)
			}
		}
	}
	for sql, word := range map[string]string{
		"DROP TABLE stations":                    "không thể thay đổi",
		"SELECT 1; SELECT 2":                     "một câu lệnh mỗi lần",
		"SELECT * FROM read_text('/etc/passwd')": "bị khóa",
		"SELECT\n nothing FROM stations":         "Dòng 2",
	} {
		if status, body := run(sql); status != 422 || !strings.Contains(body, word) {
			t.Errorf("%s answers %d without %q:\n%s", sql, status, word, body)
		}
	}
	status, body := run("SELECT '=1' AS t, -5 AS n FROM range(10001)", "as", "csv")
	if status != 200 || !strings.HasPrefix(body, byteOrderMark+"t,n\n'=1,-5\n") || strings.Count(body, "\n") != 10002 {
		t.Error(status, len(body))
	}
	trail, err := s.accounts.Trail(t.Context(), account.Filter{Action: account.ActionSQL, Limit: 50})
	if err != nil || len(trail) != 8 || trail[0].Subject != "SELECT '=1' AS t, -5 AS n FROM range(10001)" {
		t.Error(trail, err)
	}
}

// Every saved query opens, its parameters as fields; with them filled in it runs.
func TestSavedQueriesOpen(t *testing.T) {
	s := openConsole(t)
	s.see("/sql", "coverage_by_station")
	s.see("/sql?lang=en", "Ask in SQL")
	s.see("/sql?query=coverage_by_station", `name="param.from_day"`, "SELECT")
	catalog, err := queries.Load()
	if err != nil {
		t.Fatal(err)
	}
	q, _ := catalog.Get("coverage_by_station")
	status, body, _ := s.sendForm(post, "/sql", "query", "coverage_by_station", "sql", url.QueryEscape(q.SQL), "param.from_day", "2026-01-05",
		"param.to_day", "2026-02-01", "param.as_of", url.QueryEscape(demo.AsOf.Format("2006-01-02")))
	if status != 200 || !strings.Contains(body, `role="status"`) || strings.Count(body, "<tr>") < 40 {
		t.Error(status, body[strings.Index(body, "</form>"):][:900])
	}
	if status, _ := s.get("/sql?query=nothing"); status != 400 {
		t.Error(status)
	}
}
