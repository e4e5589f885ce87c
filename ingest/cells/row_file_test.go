package cells

import (
	"context"
	"database/sql"
	"testing"

	"luanphien/ingest/warehouse"
	"luanphien/queries/engine"
)

// TestRowFileInTheEngine reads a row file through the engine, all columns and some, twice in one statement, and in parallel.
func TestRowFileInTheEngine(t *testing.T) {
	ctx := context.Background()
	db, err := engine.OpenWarehouse("", engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	var s *RowFile
	if err := engine.RegisterIntegers(conn, "numbers", func() engine.Integers { return s }); err != nil {
		t.Fatal(err)
	}
	for _, rows := range []int{0, 1, engine.BlockRows() - 1, engine.BlockRows(), 3 * engine.BlockRows(), 150*engine.BlockRows() + 7} {
		s = rowFileOf(t, rows)
		defer s.close()
		var n, ids, squares, last sql.NullInt64
		err := warehouse.One(ctx, conn, "SELECT count(*), sum(id), sum(square::BIGINT), max(id) FROM numbers()", nil, &n, &ids, &squares, &last)
		if err != nil {
			t.Fatal(err)
		}
		r := int64(rows)
		if n.Int64 != r || ids.Int64 != r*(r-1)/2 || last.Int64 != max(0, r-1) || squares.Int64 != sumOfSquares(rows) {
			t.Errorf("%d rows: %v, ids %v, squares %v, last %v", rows, n, ids, squares, last)
		}
		err = warehouse.One(ctx, conn, "SELECT count(*) FROM numbers() AS a JOIN numbers() AS b ON a.id = b.id WHERE a.square = b.square AND b.same = 7", nil, &n)
		if err != nil || n.Int64 != r {
			t.Errorf("joined with itself: %d of %d rows (%v)", n.Int64, rows, err)
		}
	}
}

// rowFileOf holds the numbers from 0 with their squares, modulo 65,537, and a column that is always 7.
func rowFileOf(t *testing.T, rows int) *RowFile {
	t.Helper()
	s, err := newRowFile(t.TempDir(), []string{"square", "same", "id"})
	if err != nil {
		t.Fatal(err)
	}
	b := newBlock(3)
	for i := range rows {
		b.columns[0][b.rows], b.columns[1][b.rows], b.columns[2][b.rows] = int32(i%65_537*(i%65_537)%65_537), 7, int32(i)
		if b.rows++; b.rows == engine.BlockRows() {
			if err := s.add(b); err != nil {
				t.Fatal(err)
			}
			b.rows = 0
		}
	}
	if b.rows > 0 {
		if err := s.add(b); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.done(); err != nil {
		t.Fatal(err)
	}
	return s
}

func sumOfSquares(rows int) int64 {
	sum := int64(0)
	for i := range rows {
		sum += int64(i % 65_537 * (i % 65_537) % 65_537)
	}
	return sum
}
