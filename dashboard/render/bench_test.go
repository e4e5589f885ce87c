package render

import (
	"encoding/json"
	"slices"
	"testing"
	"time"
)

// grid45x76 is a heat map of 45 stations and 76 weeks, each cell filled, in the states of a real one.
func grid45x76(b testing.TB) Picture {
	b.Helper()
	p := load(b, "report_strip")
	var option, meta map[string]any
	if err := json.Unmarshal(p.Option, &option); err != nil {
		b.Fatal(err)
	}
	if err := json.Unmarshal(p.Meta, &meta); err != nil {
		b.Fatal(err)
	}
	const weeks = 76
	axis := option["xAxis"].(map[string]any)
	series := option["series"].([]any)[0].(map[string]any)
	var columns, months, data []any
	for w := range weeks {
		columns, months = append(columns, axis["data"].([]any)[w%12]), append(months, meta["months"].([]any)[w%12])
	}
	for _, cell := range series["data"].([]any) {
		c := cell.([]any)
		for w := int(c[0].(float64)); w < weeks; w += 12 {
			data = append(data, []any{w, c[1], c[2], c[3]})
		}
	}
	axis["data"], meta["columns"], meta["months"], series["data"] = columns, columns, months, data
	var err error
	if p.Option, err = json.Marshal(option); err != nil {
		b.Fatal(err)
	}
	if p.Meta, err = json.Marshal(meta); err != nil {
		b.Fatal(err)
	}
	p.Width = 16 + 14*weeks
	return p
}

// The kinds of charts: a chart to SVG within 100 ms, to PNG of two pixels a px within 250 ms is promised for the first four.
func kinds(b testing.TB) []struct {
	name    string
	picture Picture
} {
	return []struct {
		name    string
		picture Picture
	}{
		{"bar45", load(b, "coverage_by_station")}, {"lines", load(b, "referrals_by_week")}, {"heat45x76", grid45x76(b)}, {"map", load(b, "map_coverage")},
		{"gantt45", load(b, "postings_all")}, {"sankey", load(b, "rotation_flows")},
	}
}

func BenchmarkSVG(b *testing.B) {
	for _, k := range kinds(b) {
		b.Run(k.name, func(b *testing.B) {
			median(b, func() error { _, err := renderer(b).SVG(b.Context(), k.picture); return err })
		})
	}
}

func BenchmarkPNG(b *testing.B) {
	for _, k := range kinds(b) {
		b.Run(k.name, func(b *testing.B) {
			median(b, func() error { _, err := renderer(b).PNG(b.Context(), k.picture, 2); return err })
		})
	}
}

// BenchmarkStart is what the first picture waits for: the script is compiled and an interpreter readied.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		r, err := New(bundle, 1)
		if err != nil {
			b.Fatal(err)
		}
		if err := r.Warm(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

func median(b *testing.B, draw func() error) {
	for range 3 {
		if err := draw(); err != nil {
			b.Fatal(err)
		}
	}
	var times []time.Duration
	for b.Loop() {
		start := time.Now()
		if err := draw(); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2])/1e6, "median-ms")
}
