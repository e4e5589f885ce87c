package console

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
)

// TestMain lets the test binary be the console's process, as the program is.
func TestMain(m *testing.M) {
	if IsChild(os.Args) {
		Main()
	}
	os.Exit(m.Run())
}

// edition is a small one.
func edition(t testing.TB) string {
	t.Helper()
	folder := editiontest.New(t).Station("01001", "TTYT A", "2025-01-01", "").Worker("W1", "doctor", "", 1).
		Posting("QD1", "W1", "01001", "2026-01-05", "2026-03-31", "2026-03-31").Publish()
	return folder.Database(1)
}

func runner(t testing.TB, o Options) *Runner {
	t.Helper()
	r, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r
}

// rowsOf runs a statement and gathers its rows.
func rowsOf(t testing.TB, r *Runner, q Request) ([][]any, *Result, error) {
	t.Helper()
	result, err := r.Run(context.Background(), q)
	if err != nil {
		return nil, nil, err
	}
	defer result.Close()
	var rows [][]any
	for result.Next() {
		rows = append(rows, append([]any(nil), result.Row()...))
	}
	return rows, result, result.Err()
}

// internal is what the log would know of a problem.
func internal(err error) string {
	var p *Problem
	if errors.As(err, &p) {
		return "\n" + p.Internal()
	}
	return ""
}

func TestValues(t *testing.T) {
	r, path := runner(t, Options{}), edition(t)
	day := time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		sql, typeName string
		want          any
	}{
		{"SELECT NULL::INTEGER", "INTEGER", nil},
		{"SELECT true", "BOOLEAN", true},
		{"SELECT -5::TINYINT", "TINYINT", int64(-5)},
		{"SELECT 5::UBIGINT", "UBIGINT", uint64(5)},
		{"SELECT 9223372036854775807", "BIGINT", int64(9223372036854775807)},
		{"SELECT 170141183460469231731687303715884105727::HUGEINT", "HUGEINT", Number("170141183460469231731687303715884105727")},
		{"SELECT 0.1::FLOAT", "FLOAT", 0.1},
		{"SELECT 1e300", "DOUBLE", 1e300},
		{"SELECT -12.50::DECIMAL(9,2)", "DECIMAL(9,2)", Number("-12.50")},
		{"SELECT 'Trạm y tế «Ế»'", "VARCHAR", "Trạm y tế «Ế»"},
		{"SELECT ''", "VARCHAR", ""},
		{"SELECT DATE '2026-02-03'", "DATE", Day{Time: day}},
		{"SELECT TIMESTAMP '2026-02-03 04:05:06.789'", "TIMESTAMP", time.Date(2026, 2, 3, 4, 5, 6, 789e6, time.UTC)},
		{"SELECT DATE '0001-01-01'", "DATE", Day{Time: time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)}},
		{"SELECT '\\x00A'::BLOB", "BLOB", []byte{0, 'A'}},
		{"SELECT [1, NULL, 3]", "INTEGER[]", "[1,null,3]"},
		{"SELECT {'a': 1, 'b': [DATE '2026-02-03']}", "STRUCT(a INTEGER, b DATE[])", `{"a":1,"b":["2026-02-03"]}`},
		{"SELECT MAP {'x': 1.5::DOUBLE}", "MAP(VARCHAR, DOUBLE)", `{"x":1.5}`},
		{"SELECT INTERVAL '14 months 3 days 4 hours'", "INTERVAL", "1 year 2 months 3 days 04:00:00"},
		{"SELECT '12345678-1234-1234-1234-123456789abc'::UUID", "UUID", "12345678-1234-1234-1234-123456789abc"},
		{"SELECT 'a'::ENUM('a','b')", "ENUM", "a"},
		{"SELECT $n + 1", "BIGINT", int64(42)},
		{"SELECT $d::DATE", "DATE", Day{Time: day}},
		{"SELECT $s || 'x'", "VARCHAR", "yx"},
		{"SELECT $none::VARCHAR", "VARCHAR", nil},
	} {
		rows, result, err := rowsOf(t, r, Request{EditionPath: path, SQL: c.sql, Params: map[string]any{"n": int64(41), "d": day, "s": "y", "none": nil}})
		if err != nil {
			t.Errorf("%s: %v%s", c.sql, err, internal(err))
			continue
		}
		if len(rows) != 1 || !reflect.DeepEqual(rows[0][0], c.want) || result.Columns[0].Type != c.typeName {
			t.Errorf("%s: %#v of type %s, want %#v of %s", c.sql, rows, result.Columns[0].Type, c.want, c.typeName)
		}
	}
}

func TestRowsAndLimit(t *testing.T) {
	r, path := runner(t, Options{}), edition(t)
	const sql = "SELECT i, 'row ' || i AS text FROM range(25000) t(i) ORDER BY i"
	rows, result, err := rowsOf(t, r, Request{EditionPath: path, SQL: sql, MaxRows: 10000})
	if err != nil || len(rows) != 10000 || !result.Summary().Truncated || result.Summary().Total != 25000 || rows[9999][1] != "row 9999" {
		t.Fatalf("%d rows, %+v, %v%s", len(rows), result, err, internal(err))
	}
	rows, result, err = rowsOf(t, r, Request{EditionPath: path, SQL: sql})
	if err != nil || len(rows) != 25000 || result.Summary().Truncated || result.Summary().Rows != 25000 || result.Summary().Total != 25000 {
		t.Fatalf("%d rows, %+v, %v%s", len(rows), result, err, internal(err))
	}
	if result.Summary().Elapsed <= 0 || result.Columns[1] != (Column{"text", "VARCHAR"}) {
		t.Errorf("%+v, %+v", result.Summary(), result.Columns)
	}
	rows, result, err = rowsOf(t, r, Request{EditionPath: path, SQL: "SELECT 1 AS a WHERE false", MaxRows: 5})
	if err != nil || len(rows) != 0 || len(result.Columns) != 1 {
		t.Errorf("an empty result: %v, %v", rows, err)
	}
	rows, _, err = rowsOf(t, r, Request{EditionPath: path, SQL: "EXPLAIN SELECT count(*) FROM postings"})
	if err != nil || len(rows) == 0 {
		t.Errorf("EXPLAIN: %v, %v", rows, err)
	}
	rows, _, err = rowsOf(t, r, Request{EditionPath: path, SQL: "SELECT count(*) FROM postings;  -- one\n"})
	if err != nil || rows[0][0] != int64(1) {
		t.Errorf("the edition's postings: %v, %v", rows, err)
	}
}

// codeOf runs a statement to its end and returns the code of its problem, "" where it has none.
func codeOf(t testing.TB, r *Runner, q Request) (Code, *Problem) {
	t.Helper()
	_, _, err := rowsOf(t, r, q)
	var p *Problem
	if err != nil && !errors.As(err, &p) {
		t.Errorf("%s: not a problem for people: %v", q.SQL, err)
		return "", nil
	}
	if p == nil {
		return "", nil
	}
	return p.Code, p
}

// What DuckDB's guide «Securing DuckDB» tells to refuse, and what else could reach beyond the edition or stay behind.
func TestRefusals(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret.csv")
	if err := os.WriteFile(secret, []byte("secret\n1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "out.csv")
	path := edition(t)
	r := runner(t, Options{})
	one := []Code{CodeRefused, CodeForbidden}
	for _, c := range []struct {
		sql  string
		want []Code
	}{
		{"COPY (SELECT 1) TO '" + out + "'", one}, {"COPY postings FROM '" + secret + "'", one}, {"EXPORT DATABASE '" + out + "'", one},
		{"IMPORT DATABASE '" + out + "'", one}, {"ATTACH '" + out + "' AS other", one}, {"ATTACH ':memory:' AS other", one}, {"DETACH edition", one},
		{"USE memory", one},
		{"INSTALL httpfs", one}, {"LOAD httpfs", one}, {"LOAD '" + out + "'", one}, {"FORCE INSTALL httpfs FROM community", one}, {"UPDATE EXTENSIONS", one},
		{"SELECT * FROM read_csv('" + secret + "')", one}, {"SELECT * FROM '" + secret + "'", one}, {"SELECT * FROM read_text('/etc/passwd')", one},
		{"SELECT * FROM read_blob('/proc/self/environ')", one}, {"SELECT * FROM glob('/etc/*')", one}, {"SELECT * FROM read_json('https://example.org/a.json')", one},
		{"SELECT * FROM read_parquet('s3://bucket/x')", one}, {"SELECT * FROM read_csv('" + editionName + "')", one},
		{"SELECT * FROM sniff_csv('" + secret + "')", one}, {"SELECT * FROM parquet_metadata('" + secret + "')", one},
		{"EXPLAIN ANALYZE COPY (SELECT 1) TO '" + out + "'", one}, {"EXPLAIN ANALYZE DELETE FROM postings", one},
		{"SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')", one},
		{"INSERT INTO postings SELECT * FROM postings", one}, {"UPDATE postings SET worker_code = ''", one}, {"DELETE FROM postings", one}, {"TRUNCATE postings", one},
		{"CREATE TABLE t (a INT)", one}, {"CREATE TEMP TABLE t AS SELECT 1", one}, {"CREATE TEMP VIEW v AS SELECT 1", one}, {"CREATE MACRO m() AS 1", one},
		{"CREATE OR REPLACE TEMP MACRO m() AS TABLE SELECT 1", one}, {"CREATE SECRET s (TYPE s3)", one}, {"CREATE SEQUENCE s", one}, {"DROP TABLE postings", one},
		{"ALTER TABLE postings ADD COLUMN x INT", one}, {"COMMENT ON TABLE postings IS 'x'", one},
		{"SET VARIABLE x = 1", one}, {"SET memory_limit = '100GB'", one}, {"RESET memory_limit", one}, {"SET GLOBAL threads = 64", one},
		{"SET enable_external_access = true", one}, {"PRAGMA memory_limit='10GB'", one}, {"PRAGMA enable_profiling", one}, {"PRAGMA disable_checkpoint_on_shutdown", one},
		// The settings by which the guide closes an engine: none can be opened again.
		{"SET lock_configuration = false", one}, {"RESET lock_configuration", one}, {"RESET enable_external_access", one},
		{"SET allowed_directories = ['/']", one}, {"SET allowed_paths = ['/etc/passwd']", one}, {"SET disabled_filesystems = ''", one},
		{"SET allow_unsigned_extensions = true", one}, {"SET allow_community_extensions = true", one}, {"SET autoload_known_extensions = true", one},
		{"SET autoinstall_known_extensions = true", one}, {"SET custom_extension_repository = 'https://example.org'", one},
		{"SET extension_directory = '/tmp'", one}, {"SET allow_persistent_secrets = true", one}, {"SET secret_directory = '/tmp'", one},
		{"CREATE PERSISTENT SECRET s (TYPE s3)", one}, {"DROP SECRET s", append(one, CodeStatement)},
		{"SET threads = 64", one}, {"SET max_temp_directory_size = '1TB'", one}, {"SET temp_directory = '/tmp'", one}, {"SET SESSION search_path = 'memory'", one},
		{"SELECT st_point(1, 2)", []Code{CodeForbidden, CodeStatement}}, {"SELECT * FROM st_read('" + secret + "')", []Code{CodeForbidden, CodeStatement}},
		{"SELECT * FROM sqlite_scan('" + secret + "', 't')", []Code{CodeForbidden, CodeStatement}}, {"SELECT * FROM postgres_query('x', 'y')", []Code{CodeForbidden, CodeStatement}},
		{"CALL enable_logging('QueryLog')", one}, {"CALL pragma_version()", one}, {"CHECKPOINT", one}, {"FORCE CHECKPOINT", one}, {"VACUUM", one}, {"ANALYZE", one},
		{"BEGIN", one}, {"COMMIT", one}, {"PREPARE p AS SELECT 1", one}, {"EXECUTE p", append(one, CodeStatement)}, {"DEALLOCATE p", one},
		{"SELECT 1; SELECT 2", []Code{CodeSeveral}}, {"SELECT 1; DROP TABLE postings", []Code{CodeSeveral}}, {"SET VARIABLE x = 1; SELECT 1", []Code{CodeSeveral}},
		{"", []Code{CodeEmpty}}, {"  ;; -- nothing\n", []Code{CodeEmpty}}, {"/* nothing */", []Code{CodeEmpty}},
		{"SELECT $missing", []Code{CodeParameter}}, {"SELECT ?", []Code{CodeParameter}},
	} {
		code, p := codeOf(t, r, Request{EditionPath: path, SQL: c.sql})
		found := false
		for _, want := range c.want {
			found = found || code == want
		}
		if !found {
			t.Errorf("%q gives %q (%v), want %v", c.sql, code, p, c.want)
			continue
		}
		if p.VI == "" || p.EN == "" || strings.Contains(p.Detail, "/etc") || strings.Contains(p.Detail, filepath.Dir(path)) {
			t.Errorf("%q: %+v", c.sql, p)
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a statement wrote a file")
	}
	if code, _ := codeOf(t, r, Request{EditionPath: path, SQL: "SELECT * FROM postings"}); code != "" {
		t.Errorf("after all that, a plain statement gives %q", code)
	}
}

// A value is a value, whatever it says: parameters are bound, never pasted into a statement.
func TestParametersAreNotSQL(t *testing.T) {
	r, path := runner(t, Options{}), edition(t)
	const value = "'; DROP TABLE postings; SELECT '1"
	rows, _, err := rowsOf(t, r, Request{EditionPath: path, SQL: "SELECT $s || (SELECT count(*) FROM postings)", Params: map[string]any{"s": value}})
	if err != nil || len(rows) != 1 || rows[0][0] != value+"1" {
		t.Error(rows, err)
	}
}

// Nothing stays behind for the next statement, not even by functions that a SELECT may call.
func TestNothingStaysBehind(t *testing.T) {
	path := edition(t)
	r := runner(t, Options{})
	for _, sql := range []string{"SELECT * FROM enable_logging('QueryLog')", "SELECT * FROM enable_profiling()", "SELECT setseed(0.5)", "SELECT * FROM force_checkpoint()"} {
		_, _, _ = rowsOf(t, r, Request{EditionPath: path, SQL: sql}) // refused or not
		rows, _, err := rowsOf(t, r, Request{EditionPath: path, SQL: "SELECT count(*) FROM stations"})
		if err != nil || rows[0][0] != int64(1) {
			t.Errorf("after %s: %v, %v", sql, rows, err)
		}
	}
}

// No function tells where on the server the edition lies, nor anything of the program's environment.
func TestNoPathsOfTheServer(t *testing.T) {
	t.Setenv("LUANPHIEN_SECRET", "of-the-environment")
	path := edition(t)
	r := runner(t, Options{})
	home, _ := os.UserHomeDir()
	self, _ := os.Executable()
	for _, sql := range []string{
		"SELECT * FROM duckdb_settings()", "SELECT * FROM duckdb_databases()", "PRAGMA database_list", "SELECT * FROM pragma_database_list()",
		"SELECT * FROM duckdb_extensions()", "SELECT * FROM duckdb_secrets()", "SELECT * FROM duckdb_temporary_files()", "SELECT * FROM duckdb_logs()",
		"SELECT * FROM duckdb_tables()", "SELECT * FROM duckdb_views()", "SELECT * FROM duckdb_variables()", "SELECT * FROM duckdb_memory()", "SELECT * FROM which_secret('s3://x', 's3')",
		"SELECT current_setting('temp_directory'), current_setting('home_directory'), current_setting('extension_directory'), current_setting('secret_directory'), current_setting('allowed_paths'), current_setting('allowed_directories')",
		"SELECT getenv('LUANPHIEN_SECRET'), getenv('PWD')", "SELECT * FROM read_csv('x.csv')", "SELECT * FROM nosuch", "EXPLAIN ANALYZE SELECT * FROM postings",
		"SELECT * FROM pragma_user_agent()", "SELECT * FROM pragma_platform()", "SELECT * FROM summary(duckdb_settings())", "SHOW ALL TABLES", "SELECT * FROM duckdb_external_file_cache()",
	} {
		rows, _, err := rowsOf(t, r, Request{EditionPath: path, SQL: sql})
		shown := fmt.Sprint(rows)
		if err != nil {
			var p *Problem
			if !errors.As(err, &p) {
				t.Errorf("%s: %v", sql, err)
				continue
			}
			shown += p.VI + p.EN + p.Detail
		}
		for _, secret := range []string{filepath.Dir(path), os.TempDir() + "/", "luanphien-console-", home + "/", filepath.Dir(self), "of-the-environment", "/root", "/home"} {
			if len(secret) > 1 && strings.Contains(shown, secret) {
				at := strings.Index(shown, secret)
				t.Errorf("%s shows %q: …%s…", sql, secret, shown[max(0, at-60):min(len(shown), at+60)])
			}
		}
	}
}

func TestMistakesAreExplained(t *testing.T) {
	path := edition(t)
	r := runner(t, Options{})
	for _, c := range []struct {
		sql, detail  string
		line, column int
	}{
		{"SELECT * FORM postings", "Parser Error: syntax error", 1, 15},
		{"SELECT 1,\n  nosuch FROM postings", "nosuch", 2, 3},
		{"SELECT * FROM nosuch", "nosuch", 1, 15},
		{"SELECT 'x'::INTEGER", "Conversion Error", 1, 11},
		{"SELECT sum(", "Parser Error", 0, 0},
	} {
		code, p := codeOf(t, r, Request{EditionPath: path, SQL: c.sql})
		if code != CodeStatement || !strings.Contains(p.Detail, c.detail) || strings.Contains(p.Detail, "\n") || p.Line != c.line && c.line > 0 || p.Column != c.column && c.column > 0 {
			t.Errorf("%q: %q %+v", c.sql, code, p)
		}
	}
}

func TestFirstLine(t *testing.T) {
	for message, want := range map[string]string{
		`IO Error: Cannot open file "/srv/data/x.duckdb": no such file` + "\nmore": `IO Error: Cannot open file "…": no such file`,
		"at /usr/share/a.txt, 3/4 of a/b":                                          "at …, 3/4 of a/b",
		`C:\data\x not there`:                                                      "… not there",
	} {
		if got := firstLine(message); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
