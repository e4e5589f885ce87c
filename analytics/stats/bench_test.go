package stats

import "testing"

// BenchmarkTwoWay fits RA-2 to a province: 45 stations × 10 groups × 76 weeks.
func BenchmarkTwoWay(b *testing.B) {
	cells, cluster := panelOf(45, 10, 76)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := FitTwoWay(cells, cluster); err != nil {
			b.Fatal(err)
		}
	}
}
