package analytics

import (
	"context"
	"os"
	"testing"
	"time"

	"luanphien/queries"
	"luanphien/queries/edition"
)

// openData opens the newest edition of the data folder that LUANPHIEN_BENCH_DATA names; without it the benchmark is
// skipped.
func openData(b *testing.B) (*Edition, Scope) {
	folder := os.Getenv("LUANPHIEN_BENCH_DATA")
	if folder == "" {
		b.Skip("LUANPHIEN_BENCH_DATA names no data folder")
	}
	e, err := OpenEdition(edition.Folder(folder), 0)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { e.Close() })
	scope, err := e.DefaultScope(context.Background(), time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC))
	if err != nil {
		b.Fatal(err)
	}
	return e, scope
}

// BenchmarkIndicators measures all indicators of the province.
func BenchmarkIndicators(b *testing.B) {
	e, scope := openData(b)
	for b.Loop() {
		if _, err := e.Indicators(context.Background(), scope, false); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkQuery measures each named query by itself.
func BenchmarkQuery(b *testing.B) {
	e, scope := openData(b)
	for _, name := range e.catalog.Names() {
		q, _ := e.catalog.Get(name)
		params := map[string]any{}
		for _, p := range q.All {
			switch p.Name {
			case "from_day":
				params[p.Name] = scope.From
			case "to_day":
				params[p.Name] = scope.To
			}
			if p.Type == queries.Moment {
				params[p.Name] = scope.AsOf
			}
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := e.Run(context.Background(), name, params); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
