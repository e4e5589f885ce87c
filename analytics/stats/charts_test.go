package stats

import (
	"fmt"
	"slices"
	"testing"

	"luanphien/analytics/editiontest"
)

func TestPoissonIntervalVector(t *testing.T) {
	var want []map[string]*float64
	editiontest.VectorJSON(t, "poisson_ci.expected.json", &want)
	for _, w := range want {
		count := int(*w["count"])
		for _, c := range []string{"0.95", "0.998"} {
			what := fmt.Sprint(count, " at ", c)
			low, high := PoissonInterval(count, editiontest.Number(t, c))
			editiontest.Check(t, what+" low", low, *w["exact_lower_"+c])
			editiontest.Check(t, what+" high", high, *w["exact_upper_"+c])
			low, high, ok := ByarInterval(count, editiontest.Number(t, c))
			if wanted := w["byar_lower_"+c]; ok != (wanted != nil) {
				t.Errorf("%s: Byar is allowed: %v", what, ok)
			} else if ok {
				editiontest.Check(t, what+" Byar low", low, *wanted)
				editiontest.Check(t, what+" Byar high", high, *w["byar_upper_"+c])
			}
		}
	}
}

func TestFunnelVector(t *testing.T) {
	var points []Proportion
	for _, r := range editiontest.VectorCSV(t, "funnel.csv") {
		points = append(points, Proportion{editiontest.Number(t, r["x"]), editiontest.Number(t, r["n"])})
	}
	var want struct {
		Theta0, Q10, Q90, Phi float64
		Adjusted              bool `json:"adjustment_applied"`
		Stations              []struct {
			Z          float64
			ExactL998  float64 `json:"exact_l998"`
			ExactL95   float64 `json:"exact_l95"`
			ExactU95   float64 `json:"exact_u95"`
			ExactU998  float64 `json:"exact_u998"`
			AdjL998    float64 `json:"adj_l998"`
			AdjL95     float64 `json:"adj_l95"`
			AdjU95     float64 `json:"adj_u95"`
			AdjU998    float64 `json:"adj_u998"`
			ClassExact string  `json:"class_exact"`
			Class      string  `json:"class_adjusted"`
		}
	}
	editiontest.VectorJSON(t, "funnel.expected.json", &want)
	f, ok := NewFunnel(points)
	if !ok || f.Adjusted != want.Adjusted || len(f.Points) != len(want.Stations) {
		t.Fatalf("%+v", f)
	}
	for name, pair := range map[string][2]float64{"θ": {f.Target, want.Theta0}, "q10": {f.Q10, want.Q10}, "q90": {f.Q90, want.Q90}, "φ": {f.Phi, want.Phi}} {
		editiontest.Check(t, name, pair[0], pair[1])
	}
	for i, w := range want.Stations {
		p := f.Points[i]
		editiontest.Check(t, "z", p.Z, w.Z)
		for n, pair := range [][2]float64{{p.Exact.Low998, w.ExactL998}, {p.Exact.Low95, w.ExactL95}, {p.Exact.High95, w.ExactU95}, {p.Exact.High998, w.ExactU998},
			{p.Limits.Low998, w.AdjL998}, {p.Limits.Low95, w.AdjL95}, {p.Limits.High95, w.AdjU95}, {p.Limits.High998, w.AdjU998}} {
			editiontest.Check(t, fmt.Sprint("limit ", n, " of point ", i), pair[0], pair[1])
		}
		if p.ClassExact != w.ClassExact || p.Class != w.Class {
			t.Errorf("point %d: %s, %s, want %s, %s", i, p.ClassExact, p.Class, w.ClassExact, w.Class)
		}
	}
}

// The example of the methods document, and the ends of the scale.
func TestFunnelLimits(t *testing.T) {
	f := Funnel{Target: 0.8}
	l := f.LimitsAt(40)
	for i, pair := range [][2]float64{{l.Low998, 0.575115}, {l.Low95, 0.655866}, {l.High95, 0.904218}, {l.High998, 0.958692}} {
		if diff := pair[0] - pair[1]; diff > 5e-7 || diff < -5e-7 { // printed with six decimals
			t.Errorf("limit %d = %g, want %g", i, pair[0], pair[1])
		}
	}
	for _, points := range [][]Proportion{{{0, 10}, {0, 3}}, {{10, 10}, {3, 3}}, {{1, 1}}} {
		f, ok := NewFunnel(points)
		if !ok || f.Points[0].Class != FunnelWithin {
			t.Errorf("%v: %+v", points, f)
		}
	}
	if _, ok := NewFunnel(nil); ok {
		t.Error("a funnel of nothing")
	}
}

func TestXmRVector(t *testing.T) {
	series := map[string][]float64{}
	for _, r := range editiontest.VectorCSV(t, "xmr.csv") {
		series[r["series"]] = append(series[r["series"]], editiontest.Number(t, r["value"]))
	}
	var want map[string]map[string]struct {
		Mean                       float64
		MeanRange                  float64 `json:"mean_mr"`
		UPL, LPL                   float64
		NearUPL                    float64 `json:"near_upl"`
		NearLPL                    float64 `json:"near_lpl"`
		RangeUpper                 float64 `json:"mr_upl"`
		Outside, Shift, Trend, Any []int
		Two                        []int `json:"two_of_three"`
	}
	editiontest.VectorJSON(t, "xmr.expected.json", &want)
	for name, variants := range want {
		for variant, w := range variants {
			rules := DefaultXmR
			if variant == "trend6" {
				rules.Trend = 6
			}
			c, ok := NewXmR(series[name], rules)
			if !ok {
				t.Fatalf("%s: no chart", name)
			}
			what := name + " " + variant
			for i, pair := range [][2]float64{{c.Mean, w.Mean}, {c.MeanRange, w.MeanRange}, {c.Upper, w.UPL}, {c.Lower, w.LPL},
				{c.NearUpper, w.NearUPL}, {c.NearLower, w.NearLPL}, {c.RangeUpper, w.RangeUpper}} {
				editiontest.Check(t, fmt.Sprint(what, " ", i), pair[0], pair[1])
			}
			special := make([]bool, len(series[name]))
			for i := range special {
				special[i] = c.Special(i)
			}
			for flag, pair := range map[string][2][]int{"outside": {numbersOf(c.Outside), w.Outside}, "shift": {numbersOf(c.Shift), w.Shift},
				"trend": {numbersOf(c.Trend), w.Trend}, "2 of 3": {numbersOf(c.Two), w.Two}, "any": {numbersOf(special), w.Any}} {
				if !slices.Equal(pair[0], pair[1]) {
					t.Errorf("%s %s: %v, want %v", what, flag, pair[0], pair[1])
				}
			}
		}
	}
	if _, ok := NewXmR(series["A"][:11], DefaultXmR); ok {
		t.Error("a chart of 11 points")
	}
}

// numbersOf gives the numbers of the marked points, from 1.
func numbersOf(marks []bool) []int {
	var numbers []int
	for i, m := range marks {
		if m {
			numbers = append(numbers, i+1)
		}
	}
	return numbers
}

// A fixed baseline takes mean and ranges from its points only, and flags the later ones by them.
func TestXmRBaseline(t *testing.T) {
	values := []float64{10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 20}
	rules := DefaultXmR
	rules.Baseline = 12
	c, _ := NewXmR(values, rules)
	if c.Mean != 10.5 || c.MeanRange != 1 || !c.Outside[12] || count(c.Outside) != 1 {
		t.Errorf("%+v", c)
	}
}

func TestOutliersVector(t *testing.T) {
	series, points := map[string][]float64{}, map[string][]int{}
	for _, r := range editiontest.VectorCSV(t, "dq_outliers.csv") {
		if r["value"] != "" {
			series[r["series"]] = append(series[r["series"]], editiontest.Number(t, r["value"]))
			points[r["series"]] = append(points[r["series"]], int(editiontest.Number(t, r["point"])))
		}
	}
	var want map[string]struct {
		N           int
		Median, MAD float64
		MeanAD      float64 `json:"mean_ad"`
		Method      string
		Scores      []struct {
			Point int
			Z     float64 `json:"modified_z"`
		}
		Outliers []int
	}
	editiontest.VectorJSON(t, "dq_outliers.expected.json", &want)
	for name, w := range want {
		o, ok := FindOutliers(series[name], DefaultOutliers)
		if !ok || len(o.Scores) != w.N || o.Method != w.Method {
			t.Fatalf("%s: %+v", name, o)
		}
		editiontest.Check(t, name+" median", o.Median, w.Median)
		editiontest.Check(t, name+" MAD", o.MAD, w.MAD)
		editiontest.Check(t, name+" mean AD", o.MeanAD, w.MeanAD)
		flagged := []int{}
		for i, s := range w.Scores {
			if points[name][i] != s.Point {
				t.Errorf("%s: point %d, want %d", name, points[name][i], s.Point)
			}
			editiontest.Check(t, fmt.Sprint(name, " ", s.Point), o.Scores[i], s.Z)
			if o.Flagged[i] {
				flagged = append(flagged, s.Point)
			}
		}
		if !slices.Equal(flagged, w.Outliers) {
			t.Errorf("%s: %v, want %v", name, flagged, w.Outliers)
		}
	}
	if _, ok := FindOutliers(series["D1"][:7], DefaultOutliers); ok {
		t.Error("7 values are judged")
	}
}
