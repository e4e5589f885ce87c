package stats

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"luanphien/analytics/editiontest"
)

func TestSuppressionVector(t *testing.T) {
	var interior [][]int
	for _, r := range editiontest.VectorCSV(t, "suppression.csv") {
		var row []int
		for j := range len(r) - 1 {
			row = append(row, int(editiontest.Number(t, r[fmt.Sprint("c", j+1)])))
		}
		interior = append(interior, row)
	}
	var want struct {
		Threshold int
		Table     [][]any
		Rounded   [][]int `json:"rounded_base5"`
		Audit     []struct {
			Row, Col, True int
			Primary        bool
			Low, High      float64
		}
	}
	editiontest.VectorJSON(t, "suppression.expected.json", &want)
	s := Suppress(interior, want.Threshold)
	for i, row := range want.Table {
		for j, w := range row {
			got := map[Mark]any{Shown: float64(s.Values[i][j]), Primary: "*", Secondary: "**"}[s.Marks[i][j]]
			if got != w {
				t.Errorf("row %d column %d: %v, want %v", i, j, got, w)
			}
			if r := RoundBase5(s.Values[i][j]); r != want.Rounded[i][j] {
				t.Errorf("row %d column %d rounded: %d, want %d", i, j, r, want.Rounded[i][j])
			}
		}
	}
	audit := s.Audit()
	if len(audit) != len(want.Audit) {
		t.Fatalf("%d entries audited, want %d", len(audit), len(want.Audit))
	}
	for i, w := range want.Audit {
		a := audit[i]
		if a.Row+1 != w.Row || a.Column+1 != w.Col || a.True != w.True || a.Primary != w.Primary || float64(a.Low) != w.Low || float64(a.High) != w.High {
			t.Errorf("%+v, want %+v", a, w)
		}
		if !a.Safe() {
			t.Errorf("%+v can be worked out", a)
		}
	}
}

// Hiding one entry of a line is no hiding.
func TestAuditFinds(t *testing.T) {
	s := Suppress([][]int{{3, 12, 20}}, 5)
	s.Marks = [][]Mark{{Primary, Shown, Shown, Shown}, {Shown, Shown, Shown, Shown}}
	if a := s.Audit(); len(a) != 1 || a[0].Safe() || a[0].Low != 3 {
		t.Errorf("%+v", a)
	}
}

// The ranges are those of trying all values, on small tables.
func TestAuditByTrying(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	for range 60 {
		interior := [][]int{{random.IntN(7), random.IntN(7)}, {random.IntN(7), random.IntN(7)}}
		s := Suppress(interior, 5)
		tried := tryAll(s)
		for _, a := range s.Audit() {
			low, high := tried[a.Row][a.Column][0], tried[a.Row][a.Column][1]
			if a.Low != low || a.High != high && high < 15 { // beyond 15 nothing was tried
				t.Errorf("%v %v: %+v, by trying %d to %d", s.Values, s.Marks, a, low, high)
			}
		}
	}
}

// tryAll finds the least and the greatest value of each entry over all interiors of 0 to 15 that agree with what is
// shown.
func tryAll(s *SuppressedTable) [3][3][2]int {
	var found [3][3][2]int
	first := true
	const most = 15
	for n := range (most + 1) * (most + 1) * (most + 1) * (most + 1) {
		a, b, c, d := n%16, n/16%16, n/256%16, n/4096
		v := [3][3]int{{a, b, a + b}, {c, d, c + d}, {a + c, b + d, a + b + c + d}}
		fits := true
		for i := range v {
			for j := range v[i] {
				fits = fits && (s.Marks[i][j] != Shown || v[i][j] == s.Values[i][j])
			}
		}
		if !fits {
			continue
		}
		for i := range v {
			for j := range v[i] {
				if first {
					found[i][j] = [2]int{v[i][j], v[i][j]}
				}
				found[i][j] = [2]int{min(found[i][j][0], v[i][j]), max(found[i][j][1], v[i][j])}
			}
		}
		first = false
	}
	return found
}
