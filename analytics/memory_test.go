package analytics

import (
	"context"
	"errors"
	"sync"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/queries/engine"
)

// The engine keeps what each prepared statement last worked with. However many statements on however many connections have
// filled the edition's memory, the next one runs.
func TestFullMemoryIsGivenBack(t *testing.T) {
	engine.LimitEditions(40)
	before := connections
	connections = 6
	t.Cleanup(func() { engine.LimitEditions(0); connections = before })
	e := publish(t, editiontest.New(t).Station("S", "Đông", "2025-01-01", ""))
	// Each keeps some megabytes for itself.
	statements := make([]string, 24)
	for i := range statements {
		statements[i] = "SELECT count(*) OVER (PARTITION BY h % 100 ORDER BY h) FROM (SELECT hash(i) AS h FROM range(40000) AS a(i)) LIMIT 1 -- " + string(rune('a'+i))
	}
	var all sync.WaitGroup
	failed := make(chan error, 6*len(statements))
	for range 6 {
		all.Go(func() {
			for _, statement := range statements {
				rows, err := e.query(context.Background(), statement, nil)
				if err == nil {
					err = errors.Join(rows.Err(), rows.Close())
				}
				failed <- err
			}
		})
	}
	all.Wait()
	close(failed)
	for err := range failed {
		if err != nil {
			t.Fatal(err)
		}
	}
	if rows, err := e.query(context.Background(), "SELECT count(*) FROM stations", nil); err != nil {
		t.Error(err)
	} else {
		rows.Close()
	}
}
