package console

import (
	"context"
	"errors"
	"io"
	"slices"
	"testing"
	"time"

	"luanphien/queries/engine"
)

const benchSQL = "SELECT station_code, count(*) AS n FROM postings GROUP BY station_code ORDER BY 1"

// BenchmarkConsole is a small statement by way of the process; BenchmarkBare the same with an engine in this process,
// opened anew each time, too. The difference is what the process costs.
func BenchmarkConsole(b *testing.B) {
	r, path := runner(b, Options{}), edition(b)
	time.Sleep(500 * time.Millisecond) // the first process gets ready
	median(b, 300*time.Millisecond, func() {
		if _, _, err := rowsOf(b, r, Request{EditionPath: path, SQL: benchSQL}); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkConsoleBusy asks again at once, when no process may be in reserve yet.
func BenchmarkConsoleBusy(b *testing.B) {
	r, path := runner(b, Options{}), edition(b)
	median(b, 0, func() {
		if _, _, err := rowsOf(b, r, Request{EditionPath: path, SQL: benchSQL}); err != nil {
			b.Fatal(err)
		}
	})
}

func BenchmarkBare(b *testing.B) {
	path := edition(b)
	median(b, 0, func() {
		g, err := engine.OpenGuarded(path, engine.Limits{MemoryMB: 600, Threads: 2, TempDir: b.TempDir(), TempMB: 64})
		if err != nil {
			b.Fatal(err)
		}
		s, err := g.Prepare(benchSQL)
		if err != nil {
			b.Fatal(err)
		}
		rows, err := s.Query(context.Background(), nil)
		if err != nil {
			b.Fatal(err)
		}
		for row := make([]any, 2); ; {
			if err := rows.Next(row); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
		if err := errors.Join(rows.Close(), s.Close(), g.Close()); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkRows is how fast the rows of a large result come over.
func BenchmarkRows(b *testing.B) {
	r, path := runner(b, Options{}), edition(b)
	for b.Loop() {
		rows := 0
		result, err := r.Run(b.Context(), Request{EditionPath: path, SQL: "SELECT i, i * 1.5::DOUBLE, 'station ' || (i % 45) FROM range(1000000) t(i)"})
		if err != nil {
			b.Fatal(err)
		}
		for result.Next() {
			rows++
		}
		if result.Err() != nil {
			b.Fatal(result.Err())
		}
		result.Close()
		b.ReportMetric(float64(rows)/b.Elapsed().Seconds()*float64(b.N), "rows/s")
	}
}

// median reports the median of many runs, with a pause before each.
func median(b *testing.B, pause time.Duration, run func()) {
	var times []time.Duration
	for b.Loop() {
		time.Sleep(pause)
		start := time.Now()
		run()
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2])/1e6, "median-ms")
}
