package dashboard

import (
	"net/url"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"luanphien/analytics/console"
	"luanphien/dashboard/sqlpage"
	"luanphien/dashboard/words"
)

const million = "SELECT i, i * 1.5::DOUBLE AS amount, DATE '2026-01-01' + (i % 365)::INTEGER AS day, 'trạm y tế ' || (i % 45) AS station FROM range(1000000) t(i)"

// benchFile writes a million rows of a statement as a file. peak-MB is by how much this process's memory grew at most;
// the statement's own process has its limit.
func benchFile(b *testing.B, ending string) {
	s := openConsole(b)
	source := &sqlpage.Source{Edition: 1, Asked: time.Now(), SQL: million, Lang: words.Vietnamese}
	var size int64
	var most uint64
	for b.Loop() {
		var file *os.File
		most = max(most, peakWhile(b, func() (err error) {
			file, err = s.sql.Write(b.Context(), source, nil, ending)
			return err
		}))
		var err error
		if size, err = file.Seek(0, 2); err != nil {
			b.Fatal(err)
		}
		_ = file.Close()
	}
	b.ReportMetric(float64(most)/(1<<20), "peak-MB")
	b.ReportMetric(float64(size)/(1<<20), "file-MB")
}

// peakWhile is by how many bytes memory grew at most while something ran.
func peakWhile(t testing.TB, run func() error) uint64 {
	t.Helper()
	// The room for garbage grows with all that the process holds, which in a run of all tests is much.
	defer debug.SetGCPercent(debug.SetGCPercent(25))
	runtime.GC()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	done := make(chan error, 1)
	go func() {
		defer close(done) // run may end by failing the test
		done <- run()
	}()
	most := before.HeapInuse
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			return most - before.HeapInuse
		case <-time.After(20 * time.Millisecond):
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapInuse)
		}
	}
}

func BenchmarkMillionRowsXLSX(b *testing.B) { benchFile(b, "xlsx") }
func BenchmarkMillionRowsCSV(b *testing.B)  { benchFile(b, "csv") }

// BenchmarkSQLPage sends a small statement with the page's form, and in turn runs it in a process as the page does but
// without the page. The process itself is measured against the bare engine in analytics/console.
func BenchmarkSQLPage(b *testing.B) {
	s := openConsole(b)
	const statement = "SELECT station_code, count(*) AS n FROM postings GROUP BY station_code ORDER BY 1"
	var page, bare []time.Duration
	for b.Loop() {
		time.Sleep(300 * time.Millisecond) // until the next process is ready
		start := time.Now()
		if status, _, _ := s.sendForm(post, "/sql", "sql", url.QueryEscape(statement)); status != 200 {
			b.Fatal(status)
		}
		page = append(page, time.Since(start))
		time.Sleep(300 * time.Millisecond)
		start = time.Now()
		result, err := s.sql.Console.Run(b.Context(), console.Request{EditionPath: s.sql.Database(1), SQL: statement, MaxRows: sqlpage.RowsShown})
		if err != nil {
			b.Fatal(err)
		}
		for result.Next() { // reading is part of it
		}
		result.Close()
		bare = append(bare, time.Since(start))
	}
	slices.Sort(page)
	slices.Sort(bare)
	b.ReportMetric(page[len(page)/2].Seconds()*1000, "page-median-ms")
	b.ReportMetric(bare[len(bare)/2].Seconds()*1000, "process-median-ms")
}
