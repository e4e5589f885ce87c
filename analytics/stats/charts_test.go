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

// limitsExpected are the limits and classes of a station as the vectors give them.
type limitsExpected struct {
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

func (w limitsExpected) exact() FunnelLimits {
	return FunnelLimits{w.ExactL998, w.ExactL95, w.ExactU95, w.ExactU998}
}

func (w limitsExpected) adjusted() FunnelLimits {
	return FunnelLimits{w.AdjL998, w.AdjL95, w.AdjU95, w.AdjU998}
}

func checkLimits(t *testing.T, what string, got, want FunnelLimits) {
	t.Helper()
	for n, pair := range [][2]float64{{got.Low998, want.Low998}, {got.Low95, want.Low95}, {got.High95, want.High95}, {got.High998, want.High998}} {
		editiontest.Check(t, fmt.Sprint(what, ", limit ", n), pair[0], pair[1])
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
			Z float64
			limitsExpected
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
		p, what := f.Points[i], fmt.Sprint("point ", i)
		editiontest.Check(t, "z", p.Z, w.Z)
		checkLimits(t, what, p.Exact, w.exact())
		checkLimits(t, what+" adjusted", f.AdjustedAt(p.N), w.adjusted())
		if class := f.AdjustedAt(p.N).Class(p.X / p.N); p.ClassExact != w.ClassExact || class != w.Class {
			t.Errorf("point %d: %s, %s, want %s, %s", i, p.ClassExact, class, w.ClassExact, w.Class)
		}
		if f.Adjusted && p.Limits != f.AdjustedAt(p.N) || !f.Adjusted && p.Limits != p.Exact {
			t.Errorf("%s is judged by %+v", what, p.Limits)
		}
	}
}

// A point is outside exactly when its own tail is smaller: few reports, all or none of them on time, are judged by how
// often that happens.
func TestFunnelSmallVector(t *testing.T) {
	var want []struct {
		X, N, Theta float64
		Low         float64 `json:"p_low"`
		High        float64 `json:"p_high"`
		limitsExpected
	}
	editiontest.VectorJSON(t, "funnel_small.expected.json", &want)
	rows := editiontest.VectorCSV(t, "funnel_small.csv")
	if len(rows) == 0 || len(rows) != len(want) {
		t.Fatalf("%d rows, %d expected", len(rows), len(want))
	}
	for i, r := range rows {
		w, x, n := want[i], editiontest.Number(t, r["x"]), editiontest.Number(t, r["n"])
		f := Funnel{Target: editiontest.Number(t, r["theta"])}
		p, what := f.point(Proportion{x, n}, 0), fmt.Sprint("row ", i)
		checkLimits(t, what, p.Exact, w.exact())
		law := binomialLaw{n, f.Target}
		editiontest.Check(t, what+" tail below", law.atMost(x), w.Low)
		editiontest.Check(t, what+" tail above", law.atLeast(x), w.High)
		if p.ClassExact != w.ClassExact {
			t.Errorf("%s: %s, want %s", what, p.ClassExact, w.ClassExact)
		}
	}
}

// The example of the methods document, and the ends of the scale.
func TestFunnelLimits(t *testing.T) {
	f := Funnel{Target: 0.8}
	l := f.LimitsAt(40)
	for i, pair := range [][2]float64{{l.Low998, 0.575115}, {l.Low95, 0.655866}, {l.High95, 0.929218}, {l.High998, 0.983692}} {
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
	if len(want) != len(series) || len(want) == 0 {
		t.Fatalf("%d series, %d expected", len(series), len(want))
	}
	for name, variants := range want {
		for variant, w := range variants {
			rules := DefaultXmR
			if variant == "trend6" {
				rules.Trend = 6
			}
			c, ok := NewXmR(series[name], 0, nil, rules)
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
			checkRuns(t, what, &c)
		}
		if _, ok := NewXmR(series[name][:DefaultXmR.MinPoints-1], 0, nil, DefaultXmR); ok {
			t.Errorf("%s: a chart of too few points", name)
		}
	}
}

// checkRuns checks that the runs hold exactly the flagged points.
func checkRuns(t *testing.T, what string, c *XmR) {
	t.Helper()
	for rule, marks := range map[string][]bool{RuleOutside: c.Outside, RuleShift: c.Shift, RuleTrend: c.Trend, RuleTwo: c.Two} {
		held := make([]bool, len(marks))
		for _, r := range c.Runs {
			for i := r.From; i <= r.To && r.Rule == rule; i++ {
				held[i] = true
			}
		}
		if !slices.Equal(held, marks) {
			t.Errorf("%s: the runs of %s hold %v, flagged are %v", what, rule, numbersOf(held), numbersOf(marks))
		}
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

// A fixed baseline takes mean and ranges from its points only, and flags the later ones by them; one of too few points
// sets no limits.
func TestXmRBaseline(t *testing.T) {
	values := []float64{10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 20}
	c, _ := NewXmR(values, 12, nil, DefaultXmR)
	if s := c.Segments[0]; c.Mean != 10.5 || c.MeanRange != 1 || !c.Outside[12] || count(c.Outside) != 1 || !s.Fixed || s.Used != 12 {
		t.Errorf("%+v", c)
	}
	c, _ = NewXmR(values, 11, nil, DefaultXmR)
	if s := c.Segments[0]; s.Fixed || s.Used != 13 {
		t.Errorf("%+v", s)
	}
	c, _ = NewXmR(values, 26, nil, DefaultXmR)
	if s := c.Segments[0]; s.Fixed || s.Used != 13 {
		t.Errorf("%+v", s)
	}
}

// Runs on opposite sides are two, whichever the rule; two trends share their turning point.
func TestXmRRunsAreOfOneSide(t *testing.T) {
	values := []float64{10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 20, 1, 10.5, 20}
	c, _ := NewXmR(values, 12, nil, DefaultXmR)
	want := []XmRRun{{RuleOutside, true, 12, 12}, {RuleOutside, false, 13, 13}, {RuleOutside, true, 15, 15}}
	if !slices.Equal(c.Runs, want) {
		t.Errorf("%v, want %v", c.Runs, want)
	}
	values = []float64{1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1}
	c, _ = NewXmR(values, 0, nil, DefaultXmR)
	var trends []XmRRun
	for _, r := range c.Runs {
		if r.Rule == RuleTrend {
			trends = append(trends, r)
		}
	}
	if want := []XmRRun{{RuleTrend, true, 0, 6}, {RuleTrend, false, 6, 12}}; !slices.Equal(trends, want) {
		t.Errorf("%v, want %v", trends, want)
	}
}

// A re-basing begins limits of its own, and no run goes across it: the points before keep the old ones. Right after it
// there are too few points to judge.
func TestXmRRebased(t *testing.T) {
	values := []float64{10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11}
	for range 14 {
		values = append(values, 20+float64(len(values)%2))
	}
	c, ok := NewXmR(values, 12, []int{12}, DefaultXmR)
	if !ok || len(c.Segments) != 2 || c.Mean != 20.5 || len(c.Runs) != 0 {
		t.Errorf("%+v", c)
	}
	if l, judged := c.LimitsAt(11); !judged || l.Mean != 10.5 {
		t.Errorf("the old limits are %+v", l)
	}
	c, ok = NewXmR(values, 12, []int{20}, DefaultXmR)
	if _, judged := c.LimitsAt(20); ok || judged || len(c.Runs) != 2 || c.Runs[0] != (XmRRun{RuleOutside, true, 12, 19}) {
		t.Errorf("%v %+v", ok, c)
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
	for name, values := range series {
		if _, ok := FindOutliers(values[:min(len(values), DefaultOutliers.MinValues-1)], DefaultOutliers); ok {
			t.Errorf("%s: too few values are judged", name)
		}
	}
}
