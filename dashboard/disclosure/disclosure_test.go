package disclosure

import (
	"math/rand/v2"
	"slices"
	"testing"

	"luanphien/analytics/stats"
)

// A week of few persons takes the next smallest with it, and a period that rests on few is not told at all.
func TestLine(t *testing.T) {
	for _, c := range []struct {
		persons []int
		total   int
		parts   []bool
		whole   bool
	}{
		{[]int{9, 12, 20}, 30, []bool{false, false, false}, false},
		{[]int{3, 12, 20}, 30, []bool{true, true, false}, false},
		{[]int{0, 12, 20}, 30, []bool{false, false, false}, false},
		{[]int{2, 3, 1}, 4, []bool{true, true, true}, true},
		{[]int{3}, 3, []bool{true}, true},
		{[]int{3, 0}, 5, []bool{true, true}, true},
		{nil, 0, []bool{}, false},
	} {
		parts, whole := Line(c.persons, c.total)
		if !slices.Equal(parts, c.parts) || whole != c.whole {
			t.Errorf("%v of %d: %v %t, want %v %t", c.persons, c.total, parts, whole, c.parts, c.whole)
		}
	}
}

// The example of methods §6: only 3 is small, 12 goes with it.
func TestGridOfTheMethods(t *testing.T) {
	if got := Grid([][]int{{3, 12, 20}, {30, 40, 50}}, nil); !slices.Equal(got[0], []bool{true, true, false, false}) || !slices.Equal(got[1], []bool{true, true, false, false}) {
		t.Error(got)
	}
}

// One person who is late in many weeks is one person.
func TestGridOfOnePerson(t *testing.T) {
	interior := [][]int{{20, 6, 9}, {20, 6, 9}}
	persons := [][]int{{20, 6, 9, 35}, {20, 6, 9, 35}, {22, 6, 9, 36}}
	for i, row := range Grid(interior, persons) {
		if slices.Contains(row, true) {
			t.Errorf("row %d hides %v of many persons", i, row)
		}
	}
	persons[0][1], persons[1][1], persons[2][1] = 1, 1, 1
	got := Grid(interior, persons)
	if !got[0][1] || !got[1][1] || !got[2][1] {
		t.Error("one person's reports are told:", got)
	}
	for i := range 2 {
		if n := len(slices.DeleteFunc(slices.Clone(got[i]), func(hidden bool) bool { return !hidden })); n < 2 {
			t.Errorf("row %d: the others leave over what is hidden: %v", i, got[i])
		}
	}
}

func TestCoarse(t *testing.T) {
	curve := func(reports, open int) stats.Survival {
		var d []stats.Duration
		for i := range reports {
			d = append(d, stats.Duration{Days: float64(i + 1), Censored: i >= reports-open})
		}
		return stats.KaplanMeier(d)
	}
	days := func(s Survival) (list []float64) {
		for _, step := range s.Curve {
			if step.AtRisk != 0 || step.Events != 0 {
				t.Errorf("a step tells its reports: %+v", step)
			}
			list = append(list, step.Days)
		}
		return list
	}
	if got := days(Coarse(curve(23, 0))); !slices.Equal(got, []float64{5, 10, 15, 23}) {
		t.Error("steps of five, the last three with those before:", got)
	}
	if got := days(Coarse(curve(23, 6))); !slices.Equal(got, []float64{5, 10, 15}) {
		t.Error("the last two join no step, six still wait:", got)
	}
	if c := Coarse(curve(23, 2)); !c.OpenHidden || c.MedianHidden || !c.P90Hidden {
		t.Errorf("of 23 two wait, 2 after the 90th percentile: %+v", c)
	}
	if c := Coarse(curve(8, 0)); !c.MedianHidden || c.Median != nil {
		t.Errorf("the median of 8 is that of the fourth: %+v", c)
	}
	if c := Coarse(curve(4, 0)); len(c.Curve) != 0 || !c.MedianHidden {
		t.Errorf("four reports are drawn: %+v", c)
	}
}

// Where the totals of rows are told in any case, no row has one hidden number, nor two that add up to a few.
func TestGridOfTold(t *testing.T) {
	random := rand.New(rand.NewPCG(14, 9))
	told, lone := 0, 0
	for range 3000 {
		rows := 2 + random.IntN(6)
		interior, persons := make([][]int, rows), make([][]int, rows+1)
		for i := range persons {
			persons[i] = make([]int, 4)
		}
		for i := range interior {
			interior[i] = []int{random.IntN(4), random.IntN(3), random.IntN(25)}
			if random.IntN(3) == 0 {
				interior[i][2] = 0
			}
			for j, n := range interior[i] {
				persons[i][j] = random.IntN(n + 1)
				persons[rows][j] += persons[i][j]
			}
		}
		for i, row := range Grid(interior, persons)[:rows] {
			if n := count(row[:3]); n == 1 {
				lone++ // as long as the row's total is hidden, too
				if !row[3] {
					t.Fatal(interior, persons, i)
				}
			}
		}
		for i, row := range GridOfTold(interior, persons) {
			sum := 0
			for j, hide := range row {
				if hide {
					sum += interior[i][j]
				}
				if persons[i][j] > 0 && persons[i][j] < K && !hide {
					t.Fatal("a few persons are told", interior, persons, i)
				}
			}
			if n := count(row); n == 1 || n == 2 && sum < K {
				t.Fatal(interior, persons, i, row)
			}
			if count(row) == 0 {
				told++
			}
		}
	}
	if told == 0 || lone == 0 {
		t.Error(told, "rows are told,", lone, "had one hidden number without their total")
	}
}

func count(row []bool) (n int) {
	for _, hide := range row {
		if hide {
			n++
		}
	}
	return n
}
