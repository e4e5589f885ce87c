package analytics_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/attention"
	"luanphien/analytics/editiontest"
	"luanphien/analytics/lists"
	"luanphien/queries"
	"luanphien/queries/edition"
)

// The sizes that are measured: a province over 76 weeks, and a country over a year.
var (
	provinceSize = editiontest.Size{Stations: 45, Groups: 10, Weeks: 76}
	countrySize  = editiontest.Size{Stations: 3321, Groups: 10, Weeks: 52}
)

// openSize opens a generated edition of that size. It is kept in the folder LUANPHIEN_BENCH_KEEP, where that is set.
// For the province's size, LUANPHIEN_BENCH_DATA names a data folder whose newest edition is taken instead.
func openSize(b *testing.B, size editiontest.Size) (*analytics.Edition, analytics.Scope) {
	b.Helper()
	folder := edition.Folder(os.Getenv("LUANPHIEN_BENCH_DATA"))
	if folder == "" || size != provinceSize {
		folder = edition.Folder(b.TempDir())
		if keep := os.Getenv("LUANPHIEN_BENCH_KEEP"); keep != "" {
			folder = edition.Folder(fmt.Sprintf("%s/%d-%d-%d", keep, size.Stations, size.Groups, size.Weeks))
		}
		if _, err := folder.Newest(); err != nil {
			editiontest.Generate(b, folder, size).Publish()
		}
	}
	e, err := analytics.OpenEdition(folder, 0)
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

// measure runs f again and again and reports the processor time of a run beside the time on the clock, which other
// work on the machine would lengthen.
func measure(b *testing.B, f func() error) {
	b.Helper()
	if err := f(); err != nil { // prepares the statements, reads the file
		b.Fatal(err)
	}
	from, n := processorTime(), 0
	for b.Loop() {
		n++
		if err := f(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64((processorTime()-from).Microseconds())/1000/float64(n), "cpu-ms/op")
}

// BenchmarkIndicators measures all indicators of the province, pooled and by station.
func BenchmarkIndicators(b *testing.B) {
	e, scope := openSize(b, provinceSize)
	for name, byFacility := range map[string]bool{"pooled": false, "by_facility": true} {
		b.Run(name, func(b *testing.B) {
			measure(b, func() error {
				_, err := e.Indicators(context.Background(), scope, byFacility)
				return err
			})
		})
	}
}

// BenchmarkIndicatorsCountry measures the same of a country.
func BenchmarkIndicatorsCountry(b *testing.B) {
	e, scope := openSize(b, countrySize)
	measure(b, func() error {
		_, err := e.Indicators(context.Background(), scope, false)
		return err
	})
}

// BenchmarkPages measures what the pages ask for.
func BenchmarkPages(b *testing.B) {
	e, scope := openSize(b, provinceSize)
	ctx := context.Background()
	station := scope
	stations, err := e.Stations(ctx)
	if err != nil {
		b.Fatal(err)
	}
	station.Facility = stations[0].Code
	for name, f := range map[string]func() error{
		"coverage":   func() error { _, err := e.Coverage(ctx, scope); return err },
		"compliance": func() error { _, err := e.Compliance(ctx, scope, analytics.StreamRotation); return err },
		"referrals":  func() error { _, err := e.ReferralsAvoided(ctx, scope); return err },
		"attention":  func() error { _, err := attention.Items(ctx, e, scope); return err },
		"quality":    func() error { _, err := e.Quality(ctx, scope); return err },
		"models":     func() error { _, err := e.Sensitivity(ctx, scope); return err },
		"station":    func() error { _, err := lists.StationOf(ctx, e, station); return err },
	} {
		b.Run(name, func(b *testing.B) { measure(b, f) })
	}
}

// BenchmarkQuery measures each named query by itself.
func BenchmarkQuery(b *testing.B) {
	e, scope := openSize(b, provinceSize)
	for _, name := range e.Catalog().Names() {
		q, _ := e.Catalog().Get(name)
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
			measure(b, func() error {
				_, err := e.Run(context.Background(), name, params)
				return err
			})
		})
	}
}
