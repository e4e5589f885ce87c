package stats

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"luanphien/analytics/editiontest"
)

type seriesExpected struct {
	Params, SE   []float64
	Phi, Avoided float64
	SEAvoided    float64 `json:"se_avoided"`
	Low          float64 `json:"avoided_low"`
	High         float64 `json:"avoided_high"`
	Lag1         float64
}

func TestTimeSeriesVector(t *testing.T) {
	var want struct {
		Start           int `json:"t0_index"`
		Before          int `json:"pre_weeks"`
		After           int `json:"post_weeks"`
		Plain, Harmonic seriesExpected
		Series          []SeriesWeek
	}
	editiontest.VectorJSON(t, "its.expected.json", &want)
	for _, harmonics := range []bool{false, true} {
		w := want.Plain
		if harmonics {
			w = want.Harmonic
		}
		s, err := FitTimeSeries(want.Series, want.Start, harmonics)
		if err != nil {
			t.Fatal(err)
		}
		if s.Before != want.Before || s.After != want.After {
			t.Errorf("%d weeks before, %d after", s.Before, s.After)
		}
		for i := range w.Params {
			editiontest.Check(t, fmt.Sprint(harmonics, " b", i), s.Params[i], w.Params[i])
			editiontest.Check(t, fmt.Sprint(harmonics, " SE of b", i), s.SE[i], w.SE[i])
		}
		for i, pair := range [][2]float64{{s.Phi, w.Phi}, {s.Avoided, w.Avoided}, {s.SEAvoided, w.SEAvoided}, {s.Low, w.Low}, {s.High, w.High}, {s.Lag1, w.Lag1}} {
			editiontest.Check(t, fmt.Sprint(harmonics, " value ", i), pair[0], pair[1])
		}
	}
	for _, start := range []int{0, len(want.Series)} {
		if _, err := FitTimeSeries(want.Series, start, true); !errors.Is(err, ErrNotEstimable) {
			t.Errorf("start %d: %v", start, err)
		}
	}
	if _, err := FitTimeSeries(make([]SeriesWeek, 80), 30, true); !errors.Is(err, ErrNotEstimable) {
		t.Errorf("nothing expected: %v", err)
	}
}

func TestTwoWayVector(t *testing.T) {
	var cells []PanelCell
	var cluster []int32
	units, stations, weeks := map[string]int32{}, map[string]int32{}, map[string]int32{}
	of := func(m map[string]int32, key string) int32 {
		if _, ok := m[key]; !ok {
			m[key] = int32(len(m))
		}
		return m[key]
	}
	for _, r := range editiontest.VectorCSV(t, "panel.csv") {
		if r["visits"] == "" || r["referrals"] == "" {
			continue
		}
		station := of(stations, r["station"])
		u := of(units, r["station"]+r["group"])
		if int(u) == len(cluster) {
			cluster = append(cluster, station)
		}
		days, visits := editiontest.Number(t, r["covered_days"]), editiontest.Number(t, r["visits"])
		if visits == 0 || days > 0 && days < 4 {
			continue
		}
		effect := int8(0)
		if days >= 4 {
			effect = 1
		}
		cells = append(cells, PanelCell{u, of(weeks, r["iso_week"]), effect, visits, editiontest.Number(t, r["referrals"])})
	}
	var want struct {
		Cells     int `json:"n_cells"`
		Units     int `json:"n_units"`
		Weeks     int `json:"n_weeks"`
		Clusters  int `json:"n_clusters"`
		Beta      float64
		SE        float64 `json:"se_cluster"`
		SEModel   float64 `json:"se_model"`
		TQuantile float64 `json:"t_quantile"`
		BetaLow   float64 `json:"beta_low"`
		BetaHigh  float64 `json:"beta_high"`
		Observed  float64 `json:"observed_supported"`
		Avoided   float64
		Low       float64 `json:"avoided_low"`
		High      float64 `json:"avoided_high"`
		Deviance  float64
	}
	editiontest.VectorJSON(t, "did.expected.json", &want)
	r, err := FitTwoWay(cells, cluster)
	if err != nil {
		t.Fatal(err)
	}
	if r.Cells != want.Cells || r.Units != want.Units || r.Weeks != want.Weeks || r.Clusters != want.Clusters || r.Observed != want.Observed {
		t.Errorf("%+v", r)
	}
	for i, pair := range [][2]float64{{r.Delta, want.Beta}, {r.SE, want.SE}, {r.SEModel, want.SEModel}, {r.TQuantile, want.TQuantile},
		{r.DeltaLow, want.BetaLow}, {r.DeltaHigh, want.BetaHigh}, {r.Avoided, want.Avoided}, {r.Low, want.Low}, {r.High, want.High}, {r.Deviance, want.Deviance}} {
		editiontest.Check(t, fmt.Sprint("value ", i), pair[0], pair[1])
	}
}

// panelOf makes a panel with a true rate ratio of 0.75, a seasonal swing and unequal units.
func panelOf(stations, groups, weeks int) (cells []PanelCell, cluster []int32) {
	random := rand.New(rand.NewPCG(7, 11))
	for s := range stations {
		for g := range groups {
			u := int32(len(cluster))
			cluster = append(cluster, int32(s))
			rate := 0.05 + 0.2*random.Float64()
			for w := range weeks {
				supported := w > weeks/3 && (w/8+s)%3 == 0
				visits := float64(3 + random.IntN(30))
				mean := visits * rate * (1 + 0.15*math.Sin(float64(w)/8))
				effect := int8(0)
				if supported {
					mean *= 0.75
					effect = 1
				}
				cells = append(cells, PanelCell{u, int32(w), effect, visits, float64(poisson(random, mean))})
			}
			_ = g
		}
	}
	return cells, cluster
}

func poisson(random *rand.Rand, mean float64) int {
	n, product := 0, random.Float64()
	for limit := math.Exp(-mean); product > limit; n++ {
		product *= random.Float64()
	}
	return n
}

// At the size of a province and of thirteen, the truth is found with memory linear in the cells.
func TestTwoWayLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("a large panel")
	}
	for _, stations := range []int{45, 600} {
		cells, cluster := panelOf(stations, 10, 76)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r, err := FitTwoWay(cells, cluster)
		runtime.ReadMemStats(&after)
		if err != nil {
			t.Fatal(err)
		}
		perCell := float64(after.TotalAlloc-before.TotalAlloc) / float64(len(cells))
		t.Logf("%d stations, %d cells: %.0f bytes a cell, δ %.4f ± %.4f", stations, len(cells), perCell, r.Delta, r.SE)
		if perCell > 200 {
			t.Errorf("%d stations: %.0f bytes a cell", stations, perCell)
		}
		if math.Abs(r.Delta-math.Log(0.75)) > 4*r.SE {
			t.Errorf("δ = %g ± %g", r.Delta, r.SE)
		}
	}
}

// What cannot be estimated is refused; what has no referrals is dropped; parts of a panel that share nothing are no
// obstacle.
func TestTwoWayEdges(t *testing.T) {
	for name, cells := range map[string][]PanelCell{
		"nothing":           nil,
		"none supported":    {{0, 0, 0, 9, 2}, {1, 0, 0, 9, 3}, {0, 1, 0, 9, 1}, {1, 1, 0, 9, 4}},
		"nothing when":      {{0, 0, 0, 9, 2}, {1, 0, 0, 9, 3}, {0, 1, 1, 9, 0}, {1, 1, 0, 9, 4}},
		"always the same D": {{0, 0, 1, 9, 2}, {0, 1, 1, 9, 3}, {1, 0, 0, 9, 1}, {1, 1, 0, 9, 4}},
	} {
		if r, err := FitTwoWay(cells, []int32{0, 1}); !errors.Is(err, ErrNotEstimable) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
	cells, cluster := panelOf(12, 1, 30)
	whole, err := FitTwoWay(cells, cluster)
	if err != nil {
		t.Fatal(err)
	}
	u := int32(len(cluster))
	apart := append(append([]PanelCell{}, cells...), PanelCell{u, 40, 0, 9, 3}, PanelCell{u, 41, 0, 9, 2}, PanelCell{u + 1, 3, 0, 9, 0})
	more, err := FitTwoWay(apart, append(cluster, 90, 91))
	if err != nil {
		t.Fatal(err)
	}
	editiontest.Check(t, "δ", more.Delta, whole.Delta)
	if more.Units != whole.Units+1 || more.Clusters != whole.Clusters+1 {
		t.Errorf("%+v", more)
	}
}
