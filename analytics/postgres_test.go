//go:build unix

package analytics

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"

	"luanphien/analytics/editiontest"
	"luanphien/analytics/statement"
	"luanphien/queries"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// Every query of queries/indicators gives the same rows on PostgreSQL 15 as on DuckDB, over the same facts.
//
// The server is the one that LUANPHIEN_POSTGRES names (a connection string; everything goes into a schema of the
// test's own), or one that the test starts on loopback out of Debian's package postgresql-15.
func TestTwoEngines(t *testing.T) {
	soak.Long(t)
	db := openPostgres(t)
	provinces := map[string]func(t testing.TB) *Edition{
		"tiny":   tinyProvince,
		"panel":  panelFacts,
		"ahead":  func(t testing.TB) *Edition { return publish(t, editiontest.Ahead(t)) },
		"merged": func(t testing.TB) *Edition { return publish(t, editiontest.Merged(t)) },
		"generated": func(t testing.TB) *Edition {
			return publish(t, editiontest.Generate(t, edition.Folder(t.(*testing.T).TempDir()), editiontest.Size{Stations: 9, Groups: 3, Weeks: 60}))
		},
	}
	for _, name := range soak.Sample(t, slices.Sorted(maps.Keys(provinces)), 2) {
		t.Run(name, func(t *testing.T) {
			e := provinces[name](t)
			copyFacts(t, e, db)
			scope, err := e.DefaultScope(context.Background(), time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC))
			if err != nil {
				t.Fatal(err)
			}
			if name == "tiny" {
				scope = scopeOf("2025-03-03", "2025-03-23", "2025-03-24")
			}
			compared := 0
			for _, query := range e.catalog.Names() {
				if q, _ := e.catalog.Get(query); strings.HasPrefix(q.Path, "indicators/") {
					compared += compareEngines(t, e, db, q, scope)
				}
			}
			if compared < 150 {
				t.Errorf("only %d rows were compared", compared)
			}
		})
	}
}

// panelFacts is the panel vector's activity without its ready-made covered days.
func panelFacts(t testing.TB) *Edition {
	e := panelEdition(t)
	catalog, err := queries.Load()
	if err != nil {
		t.Fatal(err)
	}
	e.catalog = catalog
	return e
}

// copyFacts makes the tables of an edition in a fresh schema: the facts by copying, the materialized ones by their
// scripts.
func copyFacts(t *testing.T, e *Edition, db *sql.DB) {
	t.Helper()
	must(t, db, "DROP SCHEMA IF EXISTS two_engines CASCADE")
	must(t, db, "CREATE SCHEMA two_engines")
	must(t, db, "SET search_path TO two_engines")
	sources := map[string]bool{}
	for _, name := range e.catalog.Names() {
		q, _ := e.catalog.Get(name)
		for _, s := range q.Sources {
			sources[s] = sources[s] || strings.HasPrefix(q.Path, "indicators/")
		}
	}
	for table, wanted := range sources {
		if wanted && table != "none" {
			copyTable(t, e, db, table)
		}
	}
	for _, table := range e.catalog.Tables() {
		must(t, db, table.Script)
	}
	must(t, db, "ANALYZE") // so that the server plans for what the tables hold
}

func copyTable(t *testing.T, e *Edition, db *sql.DB, table string) {
	t.Helper()
	rows, err := e.db.Query("SELECT * FROM " + table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		t.Fatal(err)
	}
	var columns, places []string
	for i, c := range types {
		kind := strings.Replace(c.DatabaseTypeName(), "DOUBLE", "DOUBLE PRECISION", 1)
		columns, places = append(columns, c.Name()+" "+kind), append(places, "$"+strconv.Itoa(i+1))
	}
	must(t, db, "CREATE TABLE "+table+" ("+strings.Join(columns, ", ")+")")
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	insert, err := tx.Prepare("INSERT INTO " + table + " VALUES (" + strings.Join(places, ", ") + ")")
	if err != nil {
		t.Fatal(err)
	}
	values, into := make([]any, len(types)), make([]any, len(types))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		if _, err := insert.Exec(values...); err != nil {
			t.Fatalf("%s %v: %v", table, values, err)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

func must(t *testing.T, db *sql.DB, statement string) {
	t.Helper()
	if _, err := db.Exec(statement); err != nil {
		t.Fatalf("%v in\n%s", err, statement)
	}
}

// compareEngines runs a query on both and gives the number of rows.
func compareEngines(t *testing.T, e *Edition, db *sql.DB, q *queries.Query, scope Scope) int {
	t.Helper()
	rows, done := 0, map[string]bool{}
	for _, c := range []struct {
		stream          Stream
		kind, specialty string
	}{{StreamRotation, "", ""}, {StreamRotation, "ward", ""}, {StreamRotation, "", "nội khoa"}, {StreamStation, "", "nội khoa"}} {
		given := map[string]any{"from_day": scope.From, "to_day": scope.To, "as_of": scope.AsOf, "stream": string(c.stream), "facility_type": c.kind, "specialty": c.specialty}
		params := map[string]any{}
		for _, p := range q.All {
			if p.Name == "measure" && p.Required {
				params[p.Name] = "referral_proportion"
			} else if v, ok := given[p.Name]; ok {
				params[p.Name] = v
			}
		}
		if done[fmt.Sprint(params)] { // it takes none of what differs
			continue
		}
		done[fmt.Sprint(params)] = true
		want, err := e.Run(context.Background(), q.Name, params)
		if err != nil {
			t.Fatal(err)
		}
		got := runPostgres(t, e, db, q, params)
		if !ordered.MatchString(q.Body) {
			sortRows(want.Rows)
			sortRows(got)
		}
		if len(got) != len(want.Rows) {
			t.Errorf("%s: %d rows on PostgreSQL, %d on DuckDB", q.Name, len(got), len(want.Rows))
			return rows
		}
		for i := range got {
			for c := range got[i] {
				if !sameValue(got[i][c], want.Rows[i][c]) {
					t.Errorf("%s row %d, %s: %v on PostgreSQL, %v on DuckDB", q.Name, i+1, q.Columns[c].Name, got[i][c], want.Rows[i][c])
					return rows
				}
			}
		}
		rows += len(got)
	}
	return rows
}

// named finds the parameters, but not in what stands in quotes or comments.
var named = regexp.MustCompile(`--[^\n]*|'(?:[^']|'')*'|\$[a-z][a-z0-9_]*`)

// runPostgres runs a query there, its named parameters turned into numbered ones.
func runPostgres(t *testing.T, e *Edition, db *sql.DB, q *queries.Query, params map[string]any) [][]any {
	t.Helper()
	bound, err := e.bind(q, params)
	if err != nil {
		t.Fatal(err)
	}
	value := map[string]any{}
	for _, b := range bound {
		value[b.(sql.NamedArg).Name] = b.(sql.NamedArg).Value
	}
	var order []string
	var args []any
	text := named.ReplaceAllStringFunc(q.SQL, func(match string) string {
		if match[0] != '$' {
			return match
		}
		n := slices.Index(order, match[1:])
		if n < 0 {
			n = len(order)
			order, args = append(order, match[1:]), append(args, value[match[1:]])
		}
		return fmt.Sprint("$", n+1)
	})
	rows, err := db.Query(text, args...)
	if err != nil {
		t.Fatalf("%s: %v", q.Name, err)
	}
	defer rows.Close()
	var list [][]any
	for rows.Next() {
		row, into := make([]any, len(q.Columns)), make([]any, len(q.Columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatalf("%s: %v", q.Name, err)
		}
		for i, c := range q.Columns {
			if row[i], err = fromPostgres(c.Type, row[i]); err != nil {
				t.Fatalf("%s, column %s: %v", q.Name, c.Name, err)
			}
		}
		list = append(list, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatalf("%s: %v", q.Name, err)
	}
	return list
}

// fromPostgres takes a NUMERIC, which comes as text, for a decimal, and moments on their wall clock.
func fromPostgres(kind queries.Type, v any) (any, error) {
	if text, ok := v.(string); ok && kind == queries.Decimal {
		return strconv.ParseFloat(text, 64)
	}
	if m, ok := v.(time.Time); ok {
		v = m.UTC()
	}
	return statement.AsType(kind, v)
}

func sortRows(rows [][]any) {
	slices.SortFunc(rows, func(a, b []any) int { return strings.Compare(fmt.Sprint(a...), fmt.Sprint(b...)) })
}

func sameValue(a, b any) bool {
	switch x := a.(type) {
	case float64:
		y, ok := b.(float64)
		return ok && math.Abs(x-y) <= 1e-9*max(1, math.Abs(y))
	case time.Time:
		y, ok := b.(time.Time)
		return ok && x.Equal(y)
	}
	return a == b
}

// openPostgres opens the server. Where there is none the test is skipped, unless CI is true.
func openPostgres(t *testing.T) *sql.DB {
	t.Helper()
	address := os.Getenv("LUANPHIEN_POSTGRES")
	if address == "" {
		address = startPostgres(t)
	}
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1) // the search path belongs to the connection
	t.Cleanup(func() { db.Close() })
	if err := db.Ping(); err != nil {
		t.Fatal(err)
	}
	return db
}
