package pack

import (
	"math"
	"math/rand/v2"
	"testing"
)

// FuzzPack packs a column of any numbers and reads it back.
func FuzzPack(f *testing.F) {
	f.Add(int32(5), int32(0), uint8(0), uint16(3))
	f.Add(int32(math.MinInt32), int32(math.MaxInt32), uint8(0), uint16(2))
	f.Add(int32(-7), int32(250), uint8(9), uint16(2048))
	f.Add(int32(7), int32(40_000), uint8(1), uint16(1))
	f.Add(int32(1), int32(1), uint8(200), uint16(77))
	f.Fuzz(func(t *testing.T, base, span int32, seed uint8, rows uint16) {
		rows = rows%2048 + 1
		random := rand.New(rand.NewPCG(uint64(seed), 1))
		column := make([]int32, rows)
		for i := range column {
			switch column[i] = base; {
			case seed >= 128:
				column[i] += int32(i) * span // wraps around
			case span != 0:
				column[i] += int32(random.Uint32() % uint32(span))
			}
		}
		packed := append(Append(nil, column), "rest"...)
		got := make([]int32, rows)
		if rest := Take(packed, int(rows), got); string(rest) != "rest" {
			t.Fatalf("%d bytes stand behind, not 4", len(rest))
		}
		for i := range got {
			if got[i] != column[i] {
				t.Fatalf("row %d: %d, not %d", i, got[i], column[i])
			}
		}
		if rest := Take(packed, int(rows), nil); string(rest) != "rest" {
			t.Fatalf("%d bytes stand behind a column that is passed over", len(rest))
		}
	})
}
