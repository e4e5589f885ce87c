package dashboard

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"luanphien/analytics/lists"
	"luanphien/dashboard/account"
	"luanphien/queries"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// runSQL sends a statement with the page's form.
func (s *site) runSQL(sql string, pairs ...string) (int, string) {
	s.t.Helper()
	status, body, _ := s.sendForm(post, "/sql", append([]string{"sql", url.QueryEscape(sql)}, pairs...)...)
	if strings.HasPrefix(body, "<!doctype") && strings.Contains(body, "⟨") {
		s.t.Error("a message is missing for", sql)
	}
	return status, body
}

func TestSQLPage(t *testing.T) {
	s := openConsole(t)
	for sql, words := range map[string][]string{
		"SELECT 6 * 7 AS answer":                      {`<td class="number">42</td>`, "1 dòng", "Nội bộ"},
		"SELECT i FROM range(12345) r(i)":             {"10.000 dòng đầu trong 12.345 dòng", `<td class="number">9999</td>`},
		"SELECT DATE '2026-02-15' d, NULL n, '<b>' t": {"<td>2026-02-15</td><td class=\"null\">NULL</td><td>&lt;b&gt;</td>"},
	} {
		status, body := s.runSQL(sql)
		for _, word := range words {
			if status != 200 || !strings.Contains(body, word) {
				t.Errorf("%s answers %d without %q", sql, status, word)
			}
		}
	}
	if _, body := s.runSQL("SELECT i FROM range(12345) r(i)"); strings.Count(body, "<tr><td") != 10_000 {
		t.Error("the grid has", strings.Count(body, "<tr><td"), "rows")
	}
	if _, body := s.runSQL("SELECT i FROM range(1048576) r(i)"); !strings.Contains(body, "Một trang tính Excel") {
		t.Error("the page does not say that a sheet is too small")
	}
	for sql, word := range map[string]string{
		"DROP TABLE stations":                    "không thể thay đổi",
		"SELECT 1; SELECT 2":                     "một câu lệnh mỗi lần",
		"SELECT * FROM read_text('/etc/passwd')": "bị khóa",
		"SELECT\n nothing FROM stations":         `data-line="2"`,
		strings.Repeat(" ", 20_001):              "20.000 ký tự",
	} {
		if status, body := s.runSQL(sql); status != 422 || !strings.Contains(body, word) {
			t.Errorf("%.40s answers %d without %q:\n%s", sql, status, word, body)
		}
	}
	if status, body := s.runSQL("DROP TABLE stations", "run", "a"); status != 200 || !strings.Contains(body, "không thể thay đổi") {
		t.Error("the page's script is told", status)
	}
}

// The trail holds each statement, with the edition, the kind of file and the parameters: those that failed too.
func TestEveryStatementIsInTheTrail(t *testing.T) {
	s := openConsole(t)
	asked := []string{"SELECT 1", "SELEC", "DROP TABLE stations", "SELECT length(repeat('x', 2000000000))", "SELECT 1; SELECT 2"}
	for _, sql := range asked {
		s.runSQL(sql)
	}
	s.runSQL("SELECT 2", "as", "csv")
	s.runSQL("SELECT $zero_weeks", "query", "zero_runs", "param.zero_weeks", "3", "as", "xlsx")
	trail, err := s.accounts.Trail(t.Context(), account.Filter{Action: account.ActionSQL, Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(trail)
	var got []string
	for _, e := range trail {
		got = append(got, e.Subject)
	}
	if want := append(asked, "SELECT 2", "SELECT $zero_weeks"); !slices.Equal(got, want) {
		t.Errorf("recorded %q, want %q", got, want)
	}
	if d := trail[5].Detail; d != "edition 1 · csv" {
		t.Error(d)
	}
	if d := trail[6].Detail; !strings.HasPrefix(d, "edition 1 · xlsx · ") || !strings.Contains(d, "zero_weeks:3") {
		t.Error(d)
	}
}

// Every saved query opens with its parameters as fields, and with what the fields hold it runs: one of each set of
// parameters is tried.
func TestSavedQueriesOpenAndRun(t *testing.T) {
	soak.Long(t)
	s := openConsole(t)
	s.see("/sql", "coverage_by_station")
	s.see("/sql?lang=en", "Ask in SQL")
	s.see("/sql?query=coverage_by_station", `name="param.from_day"`, `type="date"`, "SELECT")
	if status, _ := s.get("/sql?query=nothing"); status != 400 {
		t.Error(status)
	}
	catalog, err := queries.Load()
	if err != nil {
		t.Fatal(err)
	}
	tried := map[string]bool{}
	names := catalog.Names()
	for _, name := range soak.Sample(t, names, len(names)/4) {
		q, _ := catalog.Get(name)
		body := s.see("/sql?query=" + name)
		pairs := []string{"query", name}
		for _, p := range q.All {
			_, rest, found := strings.Cut(body, `name="param.`+p.Name+`" value="`)
			value, _, _ := strings.Cut(rest, `"`)
			if !found {
				t.Errorf("%s has no field for %s", name, p.Name)
			}
			pairs = append(pairs, "param."+p.Name, strings.ReplaceAll(value, "&#43;", "%2B"))
		}
		key := strings.Join(pairs[2:], " ")
		if tried[key] {
			continue
		}
		tried[key] = true
		if status, body := s.runSQL(q.SQL, pairs...); status != 200 || !strings.Contains(body, "data-done") {
			t.Errorf("%s answers %d", name, status)
		}
	}
}

// Every table, view and column of an edition is described in both languages.
func TestEveryColumnIsDescribed(t *testing.T) {
	s := openDemo(t)
	e, release, err := s.shelf.Acquire(0)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	tables, err := lists.Tables(t.Context(), e)
	if err != nil || len(tables) < 40 {
		t.Fatal(len(tables), err)
	}
	for _, table := range tables {
		if table.Title.VI == "" || table.Title.EN == "" {
			t.Errorf("%s is not described in both languages: %+v", table.Name, table.Title)
		}
		for _, c := range table.Columns {
			if c.Description.VI == "" || c.Description.EN == "" || c.Type == "" {
				t.Errorf("%s.%s is not described in both languages: %+v", table.Name, c.Name, c)
			}
		}
	}
	analyst := s.as(account.Analyst)
	analyst.see("/sql", `data-table="stations"`, `data-column="health_center" data-type="VARCHAR"`, "Trung tâm y tế", `data-table="presence_days"`)
	analyst.see("/sql?lang=en", "Health centre")
}

// A statement runs on the edition that is chosen, the newest where none is.
func TestSQLOnAnOlderEdition(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	s := openConsoleOn(t, folder)
	s.see("/sql", "chưa có ấn bản nào") // before the first
	if status, _ := s.runSQL("SELECT 1"); status != 404 {
		t.Error("without an edition a statement answers", status)
	}
	oneStation(t, folder)
	oneStation(t, folder)
	s = openConsoleOn(t, folder)
	s.see("/sql", `<option value="2" selected>2 (mới nhất)</option>`, `<option value="1">1</option>`)
	s.see("/sql?edition=1", `<option value="1" selected>`)
	if status, _ := s.get("/sql?edition=7"); status != 404 {
		t.Error("an edition that is not there answers", status)
	}
	for number, pairs := range map[string][]string{"2": nil, "1": {"edition", "1"}} {
		if _, body := s.runSQL("SELECT count(*) FROM stations", pairs...); !strings.Contains(body, "ms, ấn bản "+number) {
			t.Errorf("%v does not run on edition %s", pairs, number)
		}
	}
	if status, _ := s.runSQL("SELECT 1", "edition", "x"); status != 400 {
		t.Error(status)
	}
}
