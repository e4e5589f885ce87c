package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/marcboeker/go-duckdb/v2"
)

// numbers is a table of the numbers from 0 and their halves, whole blocks of it made as they are asked for.
type numbers struct {
	rows, threads int
	short         int               // so many rows less in the first block
	fail          func(n int) error // may be nil
	asked         atomic.Int64
}

func (t *numbers) Columns() []string { return []string{"n", "half", "less"} }
func (t *numbers) Rows() int         { return t.rows }
func (t *numbers) Threads() int      { return t.threads }

func (t *numbers) Block(n int, _ *[]byte, into [][]int32) (int, error) {
	t.asked.Add(1)
	if t.fail != nil {
		if err := t.fail(n); err != nil {
			return 0, err
		}
	}
	rows := min(BlockRows(), t.rows-n*BlockRows())
	if n == 0 {
		rows -= t.short
	}
	for i := range rows {
		v := int32(n*BlockRows() + i)
		for c, value := range []int32{v, v / 2, -v} {
			if into[c] != nil {
				into[c][i] = value
			}
		}
	}
	return rows, nil
}

func numbersConn(t testing.TB, table *numbers) *sql.Conn {
	t.Helper()
	db, err := OpenWarehouse("", Options{Threads: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	conn, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := RegisterIntegers(conn, "numbers", func() Integers { return table }); err != nil {
		t.Fatal(err)
	}
	return conn
}

// bothWays runs a test with values written into the engine's memory, and with the driver asked for each.
func bothWays(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	known := vectorsKnown
	defer func() { vectorsKnown = known }()
	for _, vectorsKnown = range []bool{true, false} {
		t.Run(fmt.Sprintf("memory=%v", vectorsKnown), f)
	}
}

// TestVectorsOfTheDriver fails when a new driver keeps its rows otherwise: loads would be right, but slow.
func TestVectorsOfTheDriver(t *testing.T) {
	if !knowsVectors(reflect.TypeFor[duckdb.Row]()) {
		t.Error("the driver keeps its rows in other fields now: bring vector up to date")
	}
	for _, other := range []reflect.Type{
		reflect.TypeFor[struct{ chunk, projection int }](),
		reflect.TypeFor[struct {
			chunk      *struct{ columns []struct{ dataPtr uintptr } }
			projection []int
		}](),
	} {
		if knowsVectors(other) {
			t.Errorf("%v passes for the driver's rows", other)
		}
	}
}

func TestIntegersInStatements(t *testing.T) {
	full := BlockRows()
	bothWays(t, func(t *testing.T) {
		for _, rows := range []int{0, 1, full - 1, full, full + 1, 40*full + 3} {
			table := &numbers{rows: rows, threads: 2}
			conn := numbersConn(t, table)
			r := int64(rows)
			for query, want := range map[string]int64{
				"SELECT count(*) FROM numbers()":                                                                       r,
				"SELECT coalesce(sum(n), 0) FROM numbers()":                                                            r * (r - 1) / 2,
				"SELECT count(*) FROM numbers() WHERE less = -n AND half = n // 2":                                     r,
				"SELECT count(DISTINCT less) FROM numbers()":                                                           r,
				"SELECT count(*) FROM (SELECT half FROM numbers() LIMIT 3)":                                            min(r, 3),
				"SELECT count(*) FROM numbers() AS a JOIN numbers() AS b ON a.n = -b.less":                             r,
				"WITH t AS (SELECT * FROM numbers()) SELECT count(*) FROM t AS a ANTI JOIN t AS b ON a.n = b.half * 2": r / 2,
				"SELECT count(*) FROM (SELECT n FROM numbers() UNION ALL SELECT less FROM numbers())":                  2 * r,
			} {
				var got int64
				if err := conn.QueryRowContext(context.Background(), query).Scan(&got); err != nil || got != want {
					t.Errorf("%d rows: %s: %d, not %d (%v)", rows, query, got, want, err)
				}
			}
		}
	})
}

// TestIntegersRunAgain runs a prepared statement twice, after one whose rows were read in part.
func TestIntegersRunAgain(t *testing.T) {
	bothWays(t, func(t *testing.T) {
		ctx := context.Background()
		conn := numbersConn(t, &numbers{rows: 9*BlockRows() + 5, threads: 2})
		for _, query := range []string{"SELECT n FROM numbers() LIMIT 1", "SELECT count(*) FROM numbers() AS a JOIN numbers() AS b USING (n)"} {
			statement, err := conn.PrepareContext(ctx, query)
			if err != nil {
				t.Fatal(err)
			}
			defer statement.Close()
			want := int64(-1)
			for range 3 {
				var got int64
				if err := statement.QueryRowContext(ctx).Scan(&got); err != nil {
					t.Fatal(err)
				}
				if strings.Contains(query, "count") && got != int64(9*BlockRows()+5) || want >= 0 && got != want && !strings.Contains(query, "LIMIT") {
					t.Errorf("%s: %d", query, got)
				}
				want = got
			}
		}
	})
}

// TestIntegersThatFail ends the statement with the table's own words, and leaves the connection in order.
func TestIntegersThatFail(t *testing.T) {
	bothWays(t, func(t *testing.T) {
		for name, c := range map[string]struct {
			table *numbers
			says  string
		}{
			"an error":      {&numbers{fail: func(n int) error { return failAt(n, 3, errors.New("the disk is gone")) }}, "the disk is gone"},
			"a panic":       {&numbers{fail: func(n int) error { return failAt(n, 3, nil) }}, "out of all bounds"},
			"a short block": {&numbers{short: 7}, "not 2048"},
			"an empty one":  {&numbers{short: BlockRows()}, "holds 0 rows"},
		} {
			c.table.rows, c.table.threads = 20*BlockRows(), 2
			conn := numbersConn(t, c.table)
			for range 2 {
				var n int64
				err := conn.QueryRowContext(context.Background(), "SELECT sum(n) FROM numbers()").Scan(&n)
				if err == nil || !strings.Contains(err.Error(), c.says) {
					t.Errorf("%s: %v; want «%s»", name, err, c.says)
				}
			}
			c.table.fail, c.table.short = nil, 0
			var n int64
			if err := conn.QueryRowContext(context.Background(), "SELECT count(half) FROM numbers()").Scan(&n); err != nil || n != int64(c.table.rows) {
				t.Errorf("%s, then a whole table: %d rows, %v", name, n, err)
			}
		}
	})
}

// failAt fails at one block, with a panic where there is no error to give.
func failAt(n, at int, err error) error {
	if n != at {
		return nil
	}
	if err == nil {
		panic("out of all bounds")
	}
	return err
}

// TestIntegersCancelled ends a statement in the middle of its blocks.
func TestIntegersCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	table := &numbers{rows: 100_000 * BlockRows(), threads: 2}
	table.fail = func(n int) error {
		if n == 5 {
			cancel()
		}
		return nil
	}
	conn := numbersConn(t, table)
	var n int64
	if err := conn.QueryRowContext(ctx, "SELECT max(n) FROM numbers()").Scan(&n); err == nil {
		t.Error("the statement ran to its end")
	}
	if asked := table.asked.Load(); asked >= 100_000 {
		t.Errorf("all of the %d blocks were read", asked)
	}
	table.rows, table.fail = 10, nil
	if err := conn.QueryRowContext(context.Background(), "SELECT max(n) FROM numbers()").Scan(&n); err != nil || n != 9 {
		t.Errorf("the next statement: %d, %v", n, err)
	}
}

// BenchmarkIntegers sums three columns of four million rows, written into the engine's memory and value by value.
func BenchmarkIntegers(b *testing.B) {
	known := vectorsKnown
	defer func() { vectorsKnown = known }()
	for _, vectorsKnown = range []bool{true, false} {
		b.Run(fmt.Sprintf("memory=%v", vectorsKnown), func(b *testing.B) {
			conn := numbersConn(b, &numbers{rows: 2000 * BlockRows(), threads: 1})
			for b.Loop() {
				var n int64
				if err := conn.QueryRowContext(context.Background(), "SELECT sum(n) + sum(half) + sum(less) FROM numbers()").Scan(&n); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
