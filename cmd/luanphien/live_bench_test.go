package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkServeWhilePublishing serves 64 clients for a minute while another process publishes an edition every ten
// seconds. Not one request may fail.
func BenchmarkServeWhilePublishing(b *testing.B) {
	const clients, minute, every = 64, time.Minute, 10 * time.Second
	dir := filepath.Join(b.TempDir(), "data")
	if err := os.CopyFS(dir, os.DirFS(demoData(b))); err != nil {
		b.Fatal(err)
	}
	address := serve(b, dir)
	pages := []string{"/", "/coverage", "/referrals", "/reporting", "/stations/03127", "/figures/coverage_by_station.csv"}
	published, answers := 0, int64(0)
	var took time.Duration
	for b.Loop() {
		ctx, stop := context.WithTimeout(b.Context(), minute)
		start := time.Now()
		var requests steadyLoad
		requests.start(ctx, address, pages, clients)
		for ctx.Err() == nil {
			path := filepath.Join(b.TempDir(), fmt.Sprintf("them-%d.csv", published))
			row := fmt.Sprintf("Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\n03127,2026-W40,hô hấp,%d,1\n", 50+published)
			if err := os.WriteFile(path, []byte(row), 0o644); err != nil {
				b.Fatal(err)
			}
			otherProcess(b, "ingest", "--data", dir, path)
			published++
			select {
			case <-ctx.Done():
			case <-time.After(every):
			}
		}
		requests.wait.Wait()
		stop()
		took += time.Since(start)
		answers += requests.answers.Load()
		for _, f := range requests.failures {
			b.Error(f)
		}
	}
	b.ReportMetric(float64(answers)/took.Seconds(), "requests/s")
	b.ReportMetric(float64(published)/float64(b.N), "editions")
	b.ReportMetric(0, "ns/op")
}
