package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"testing"
)

func guarded(t *testing.T) *Guarded {
	t.Helper()
	g, err := OpenGuarded(":memory:", Limits{MemoryMB: 200, Threads: 1, TempDir: t.TempDir(), TempMB: 10})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.Close(); err != nil {
			t.Error(err)
		}
	})
	return g
}

// first gives the first row of a statement, as type and value of each column.
func first(t *testing.T, g *Guarded, text string) string {
	t.Helper()
	s, err := g.Prepare(text)
	if err != nil {
		return err.Error()
	}
	defer s.Close()
	rows, err := s.Query(context.Background(), nil)
	if err != nil {
		return err.Error()
	}
	defer rows.Close()
	row := make([]any, len(rows.Columns()))
	if err := rows.Next(row); err != nil {
		return err.Error()
	}
	shown := ""
	for i, v := range row {
		if d, ok := v.(Day); ok {
			v = d.Format("day 2006-01-02")
		}
		shown += fmt.Sprintf("%s=%v;", rows.Type(i), v)
	}
	return shown
}

// Every type of the engine comes as it is.
func TestValuesAsTheyAre(t *testing.T) {
	g := guarded(t)
	for text, want := range map[string]string{
		"SELECT TIME '10:11:12.5', TIME '24:00:00', TIMETZ '10:11:12+09'":                      "TIME=10:11:12.5;TIME=24:00:00;TIME WITH TIME ZONE=10:11:12+09;",
		"SELECT TIMESTAMP '2026-01-01 00:00:00', DATE '2026-01-01'":                            "TIMESTAMP=2026-01-01 00:00:00 +0000 UTC;DATE=day 2026-01-01;",
		"SELECT TIMESTAMPTZ '2026-01-01 20:00:00+00'":                                          "TIMESTAMPTZ=2026-01-02 03:00:00+07;",
		"SELECT CAST(TIMESTAMPTZ '2026-01-01 20:00:00+00' AS DATE)":                            "DATE=day 2026-01-02;",
		"SELECT current_setting('TimeZone')":                                                   "VARCHAR=Asia/Ho_Chi_Minh;",
		"SELECT 340282366920938463463374607431768211455::UHUGEINT, NULL::UHUGEINT, ''":         "UHUGEINT=340282366920938463463374607431768211455;UHUGEINT=<nil>;VARCHAR=;",
		"SELECT '101'::BIT, 123::BIGNUM, 'infinity'::DATE, '-infinity'::TIMESTAMP":             "BIT=101;BIGNUM=123;DATE=infinity;TIMESTAMP=-infinity;",
		"SELECT 'infinity'::TIMESTAMPTZ, '1'::VARIANT":                                         "TIMESTAMP WITH TIME ZONE=infinity;VARIANT=1;",
		"SELECT [1, 2], {'a': TIME '10:00:00'}, [NULL, 5::UHUGEINT]":                           `INTEGER[]=[1,2];STRUCT(a TIME)={"a":"10:00:00"};UHUGEINT[]=[null,5];`,
		"SELECT MAP {'k': DATE '2026-01-01'}, union_value(num := 2), INTERVAL 3 DAY":           `MAP(VARCHAR, DATE)={"k":"2026-01-01"};UNION(num INTEGER)={"num":2};INTERVAL=3 days;`,
		"SELECT row(1, row('a', NULL)), [row(1, 2)], {'a': row(1, 2), 'b': 3}":                 `STRUCT(INTEGER, STRUCT(VARCHAR, INTEGER))=[1,["a",null]];STRUCT(INTEGER, INTEGER)[]=[[1,2]];STRUCT(a STRUCT(INTEGER, INTEGER), b INTEGER)={"a":[1,2],"b":3};`,
		"SELECT {'INTEGER': 1}, row(TIMESTAMPTZ '2026-01-01 20:00:00+00', 'x')":                `STRUCT("INTEGER" INTEGER)={"INTEGER":1};STRUCT(TIMESTAMP WITH TIME ZONE, VARCHAR)=["2026-01-02 03:00:00+07","x"];`,
		"SELECT 1.50, 0::DECIMAL(10,2), -0.05, 100::DECIMAL(10,0)":                             "DECIMAL(3,2)=1.50;DECIMAL(10,2)=0.00;DECIMAL(3,2)=-0.05;DECIMAL(10,0)=100;",
		"SELECT 12345678901234567890123456789.10, [1.50], {'a': 1.50}":                         `DECIMAL(31,2)=12345678901234567890123456789.10;DECIMAL(3,2)[]=[1.50];STRUCT(a DECIMAL(3,2))={"a":1.50};`,
		"SELECT [0.1::FLOAT], ['nan'::DOUBLE], [TIMESTAMPTZ '2026-01-01 20:00:00+00']":         `FLOAT[]=[0.1];DOUBLE[]=["NaN"];TIMESTAMP WITH TIME ZONE[]=["2026-01-02 03:00:00+07"];`,
		`SELECT '{"b": 1.50, "a": 2}'::JSON, MAP {'b': 1, 'a': 2}, MAP {'k': 1.50}`:            `JSON={"b": 1.50, "a": 2};MAP(VARCHAR, INTEGER)={"b":1,"a":2};MAP(VARCHAR, DECIMAL(3,2))={"k":1.50};`,
		"SELECT INTERVAL '1 year 2 months', INTERVAL '-1.5 seconds', 'infinity'::TIMESTAMP_NS": "INTERVAL=1 year 2 months;INTERVAL=-00:00:01.5;TIMESTAMP_NS=infinity;",
		"SELECT DATE '0044-03-15 (BC)', TIMESTAMP '0044-03-15 (BC) 10:00:00'":                  "DATE=0044-03-15 (BC);TIMESTAMP=0044-03-15 (BC) 10:00:00;",
		"SELECT * FROM (VALUES (2), (1)) AS v(n) ORDER BY n -- the least":                      "INTEGER=1;",
		"SELECT TIME '01:00:00' AS a, TIME '02:00:00' AS a ORDER BY 1; -- the end":             "TIME=01:00:00;TIME=02:00:00;",
		"PIVOT (SELECT 1 AS a, 'x' AS b UNION ALL SELECT 2, 'y') ON b USING sum(a)":            "HUGEINT=1;HUGEINT=2;",
		"PIVOT (SELECT 1 AS a, 'x;y' AS b) ON b USING sum(a) /* one; still one */ ; ":          "HUGEINT=1;",
		"WITH t AS (SELECT TIME '10:00' AS a, 'x' AS b) PIVOT t ON b USING max(a)":             "TIME=10:00:00;",
		"SELECT 1; SELECT 2": ErrSeveral.Error(),
		"PIVOT (SELECT 1 AS a, 'x' AS b) ON b USING sum(a); CREATE TEMP TABLE x(i INT)": ErrSeveral.Error(),
		" -- nothing\n;": ErrEmpty.Error(),
	} {
		if got := first(t, g, text); got != want {
			t.Errorf("%s:\n%s, want\n%s", text, got, want)
		}
	}
}

// Every type that the engine knows is given, or its name is in the error.
func TestEveryTypeOfTheEngine(t *testing.T) {
	g := guarded(t)
	s, err := g.Prepare("SELECT DISTINCT logical_type FROM duckdb_types() WHERE logical_type NOT IN ('NULL', 'ENUM', 'LIST', 'STRUCT', 'MAP', 'UNION', 'ARRAY', 'INVALID', 'ANY', 'TABLE', 'TYPE', 'LAMBDA')")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.Query(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var types []string
	for row := make([]any, 1); ; {
		if err := rows.Next(row); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		types = append(types, row[0].(string))
	}
	if err := errors.Join(rows.Close(), s.Close()); err != nil || len(types) < 20 {
		t.Fatal(types, err)
	}
	for _, name := range types {
		if got := first(t, g, "SELECT CAST(NULL AS "+name+") AS v, 1 AS n"); len(got) < 4 || got[len(got)-len("INTEGER=1;"):] != "INTEGER=1;" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestSingleStatement(t *testing.T) {
	for text, want := range map[string]string{
		"SELECT 1":                       "SELECT 1",
		"SELECT ';' ; -- ;":              "SELECT ';' ",
		`SELECT "a;b"; /* ; /* */ ; */`:  `SELECT "a;b"`,
		"SELECT $$;$$, $a$;$$;$a$, $b":   "SELECT $$;$$, $a$;$$;$a$, $b",
		`SELECT E'\';', 'it''s;'`:        `SELECT E'\';', 'it''s;'`,
		"SELECT 1;;":                     "SELECT 1",
		"; /* ; */ ;SELECT 1; ;":         "SELECT 1",
		"SELECT 1; x":                    "",
		"SELECT '\\'; DROP TABLE x; --'": "",
	} {
		if got, ok := single(text); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", text, got, ok)
		}
	}
}

// Every connection that the program opens has the zone, whatever that of the machine is.
func TestEveryConnectionHasTheZone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.duckdb")
	db, err := OpenWarehouse(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	read := func(what string) {
		t.Helper()
		for range 3 { // of the pool
			conn, err := db.Conn(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			var zone, day string
			err = conn.QueryRowContext(context.Background(), "SELECT current_setting('TimeZone'), CAST(CAST(TIMESTAMPTZ '2026-01-01 20:00:00+00' AS DATE) AS VARCHAR)").Scan(&zone, &day)
			if err != nil || zone != Zone || day != "2026-01-02" {
				t.Errorf("%s: %s %s %v", what, zone, day, err)
			}
		}
	}
	read("warehouse")
	if _, err := db.Exec("CREATE TABLE t(i INT)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 { // opened twice at once
		if db, err = OpenEdition(path); err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		read("edition")
		if _, err := db.Exec("SET threads = 1"); err == nil {
			t.Error("the settings of an edition can be changed")
		}
	}
}
