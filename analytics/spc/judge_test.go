package spc

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
	"luanphien/analytics/stats"
)

// week is the Monday of a numbered week of a vector.
func week(n int) time.Time {
	return time.Date(2025, time.January, 6, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 7*(n-1))
}

type iconsParams struct {
	Direction Direction
	Target    *float64
	Baseline  *int `json:"baseline_points"`
	RebaseAt  *int `json:"rebase_at"`
}

func (p iconsParams) series(rows []map[string]string) Series {
	s := Series{Direction: p.Direction}
	if p.Baseline != nil {
		s.Baseline = *p.Baseline
	}
	if p.RebaseAt != nil {
		s.Rebased = []time.Time{week(*p.RebaseAt)}
	}
	if p.Target != nil {
		s.Target = func(time.Time) (float64, bool) { return *p.Target, true }
	}
	for _, r := range rows {
		at, _ := strconv.Atoi(r["point"])
		s.Last = week(at)
		v, err := strconv.ParseFloat(r["value"], 64)
		if err != nil {
			continue
		}
		s.Mondays, s.Values = append(s.Mondays, s.Last), append(s.Values, v)
		if n, err := strconv.ParseFloat(r["n"], 64); err == nil {
			s.Counts = append(s.Counts, Count{math.Round(v * n), n})
		}
	}
	return s
}

// said is a judgement in the words of the vector.
func said(s Series, j Judgement) map[string]any {
	number := func(i int) int { return int(s.Mondays[i].Sub(week(1)).Hours()/24)/7 + 1 }
	out := map[string]any{"as_of": int(s.Last.Sub(week(1)).Hours()/24)/7 + 1, "points": len(s.Values), "latest": nil, "segment_from": nil, "segment_points": j.Segment,
		"limits": nil, "variation": j.Variation, "variation_rule": nil, "assurance": j.Assurance, "met_last_12": nil}
	flags := map[string][]int{"outside": {}, "trend": {}, "two_of_three": {}, "shift": {}}
	special, unjudged := []any{}, []int{}
	for i, p := range j.Points {
		for rule, marks := range map[string][]bool{"outside": j.Chart.Outside, "trend": j.Chart.Trend, "two_of_three": j.Chart.Two, "shift": j.Chart.Shift} {
			if marks[i] {
				flags[rule] = append(flags[rule], number(i))
			}
		}
		if _, ok := j.Chart.LimitsAt(i); !ok {
			unjudged = append(unjudged, number(i))
		}
		if len(p.Runs) == 0 {
			continue
		}
		rules := []string{}
		for _, run := range p.Runs {
			rules = append(rules, run.Rule)
		}
		special = append(special, map[string]any{"point": number(i), "rules": rules, "decides": rules[0], "high": p.Runs[0].High, "type": p.Type, "disagree": p.Disagree})
	}
	out["flags"], out["special"], out["not_judged"] = flags, special, unjudged
	if n := len(s.Values); n > 0 {
		out["latest"] = number(n - 1)
		if j.Segment > 0 {
			out["segment_from"] = number(n - j.Segment)
		}
	}
	if j.Rule != "" {
		out["variation_rule"] = j.Rule
	}
	if j.Of > 0 {
		out["met_last_12"] = map[string]any{"met": j.Met, "of": j.Of}
	}
	if j.InForce {
		last := j.Chart.Segments[len(j.Chart.Segments)-1]
		from := "all"
		if last.Fixed {
			from = "baseline"
		}
		out["limits"] = map[string]any{"used": last.Used, "from": from, "mean": last.Mean, "mean_mr": last.MeanRange, "upl": last.Upper, "lpl": last.Lower,
			"near_upl": last.NearUpper, "near_lpl": last.NearLower}
	}
	out["recent_trend"] = saidTrend(j.Recent)
	return out
}

func saidTrend(r Recent) map[string]any {
	trend := map[string]any{"result": r.Result}
	if r.Result == TrendNotApplicable {
		return trend
	}
	trend["x"], trend["n"], trend["reason"] = r.X, r.N, r.Reason
	if r.Result != TrendNotCalculated {
		trend["chi2"], trend["phi"], trend["chi2_adjusted"], trend["judgement"] = r.Chi2, r.Phi, r.Adjusted, r.Judgement
	}
	return trend
}

// Every series of the vector is judged as it says, to the last flag.
func TestIconsVector(t *testing.T) {
	var params map[string]iconsParams
	editiontest.VectorJSON(t, "icons_params.json", &params)
	var want map[string]map[string]any
	editiontest.VectorJSON(t, "icons.expected.json", &want)
	rows := map[string][]map[string]string{}
	for _, r := range editiontest.VectorCSV(t, "icons.csv") {
		rows[r["series"]] = append(rows[r["series"]], r)
	}
	if len(want) == 0 || len(want) != len(params) {
		t.Fatalf("%d series, %d with parameters", len(want), len(params))
	}
	for name, p := range params {
		s := p.series(rows[name])
		got := said(s, Judge(s, DefaultRules))
		b, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		var plain map[string]any
		if err := json.Unmarshal(b, &plain); err != nil {
			t.Fatal(err)
		}
		same(t, name, plain, want[name])
	}
}

// same compares two JSON values; numbers within the tolerance of the vectors.
func same(t *testing.T, path string, got, want any) {
	t.Helper()
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok {
			t.Errorf("%s: %v, want %v", path, got, want)
			return
		}
		for k := range w {
			same(t, path+"."+k, g[k], w[k])
		}
		for k := range g {
			if _, ok := w[k]; !ok {
				t.Errorf("%s.%s: %v is not in the vector", path, k, g[k])
			}
		}
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(w) {
			t.Errorf("%s: %v, want %v", path, got, want)
			return
		}
		for i := range w {
			same(t, fmt.Sprintf("%s[%d]", path, i), g[i], w[i])
		}
	case float64:
		if g, ok := got.(float64); !ok || math.Abs(g-w) > 1e-6*math.Abs(w)+1e-9 {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	default:
		if got != want {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
}

// of makes a series of one point a week that ends at the as-of week.
func of(d Direction, target float64, values ...float64) Series {
	s := Series{Direction: d, Baseline: 26, Values: values, Target: func(time.Time) (float64, bool) { return target, true }}
	for i := range values {
		s.Mondays = append(s.Mondays, week(i+1))
	}
	s.Last = week(len(values))
	return s
}

// repeat writes some values so many times one after the other.
func repeat(times int, values ...float64) (list []float64) {
	for range times {
		list = append(list, values...)
	}
	return list
}

// Exactly three distinct values are coarse, four are not; a value that is exactly half of the points is not, one more is.
func TestCoarseAtItsEdges(t *testing.T) {
	for name, c := range map[string]struct {
		values []float64
		want   Icon
	}{
		"three values":                 {repeat(4, 1, 2, 3), Coarse},
		"four values":                  {repeat(3, 1, 2, 3, 4), CommonCause},
		"half of them one value":       {[]float64{5, 1, 5, 9, 5, 2, 5, 8, 5, 3, 5, 7}, CommonCause},
		"more than half one value":     {[]float64{5, 1, 5, 9, 5, 2, 5, 8, 5, 3, 5, 5}, Coarse},
		"all equal":                    {repeat(12, 5), CommonCause},
		"equal within the tolerance":   {append(repeat(11, 5), 5+1e-12), CommonCause},
		"three values beside a fourth": {append(repeat(9, 1, 2, 3), 4), Coarse}, // the fourth is after the baseline of 26
	} {
		if j := Judge(of(Increase, 1, c.values...), DefaultRules); j.Variation != c.want {
			t.Errorf("%s: %s, want %s", name, j.Variation, c.want)
		}
	}
}

// A limit equal to the target passes on the good side only. The mean is 5, the eleven ranges add up to 16.5, so the limits
// are 5 ± 2.66·1.5 = 1.01 and 8.99.
func TestLimitEqualToTheTarget(t *testing.T) {
	values := []float64{4, 6, 4.5, 5.5, 4, 6, 4.5, 5.5, 4, 6, 4.5, 5.5}
	width := 2.66 * 1.5
	for _, c := range []struct {
		d      Direction
		target float64
		want   Icon
	}{
		{Increase, 5 - width, Pass}, {Increase, 5 + width, HitAndMiss}, {Increase, 5 + width + 1e-6, Fail}, {Increase, 5 - width + 1e-6, HitAndMiss},
		{Decrease, 5 + width, Pass}, {Decrease, 5 - width, HitAndMiss}, {Decrease, 5 - width - 1e-6, Fail}, {Decrease, 5 + width - 1e-6, HitAndMiss},
	} {
		if j := Judge(of(c.d, c.target, values...), DefaultRules); j.Assurance != c.want {
			t.Errorf("%s, target %v: %s, want %s (limits %v %v)", c.d, c.target, j.Assurance, c.want, j.Chart.Lower, j.Chart.Upper)
		}
	}
}

// After seven weeks below the mean a process that passed is not judged; after seven above it still passes. With a process
// that failed it is the other way round.
func TestShiftAndTarget(t *testing.T) {
	base := repeat(7, 50, 54, 46, 52, 48)[:26] // twenty-six points about 50
	low, high := repeat(7, 47), repeat(7, 53)
	for _, c := range []struct {
		name   string
		d      Direction
		target float64
		after  []float64
		want   Icon
	}{
		{"pass, worse", Increase, 10, low, Shifted}, {"pass, better", Increase, 10, high, Pass},
		{"fail, worse", Increase, 90, low, Fail}, {"fail, better", Increase, 90, high, Shifted},
		{"hit and miss, better", Increase, 50, high, Shifted},
		{"at most: pass, worse", Decrease, 90, high, Shifted}, {"at most: pass, better", Decrease, 90, low, Pass},
		{"at most: fail, worse", Decrease, 10, high, Fail}, {"at most: fail, better", Decrease, 10, low, Shifted},
	} {
		j := Judge(of(c.d, c.target, append(slices.Clone(base), c.after...)...), DefaultRules)
		if j.Assurance != c.want || j.Rule != stats.RuleShift {
			t.Errorf("%s: %s by %q, want %s", c.name, j.Assurance, j.Rule, c.want)
		}
	}
}

// New limits begin at the first point of the recorded week or later, whether that week has one or not.
func TestRebasedInAWeekWithoutAPoint(t *testing.T) {
	s := of(Increase, 50, append(repeat(4, 50, 54, 46, 52), repeat(3, 80, 84, 76, 82)...)...)
	gone := 16 // the point of week 17
	s.Mondays, s.Values = slices.Delete(s.Mondays, gone, gone+1), slices.Delete(s.Values, gone, gone+1)
	s.Rebased = []time.Time{week(17)}
	j := Judge(s, DefaultRules)
	if j.Segment != 11 || j.Variation != TooFew || j.Assurance != TooFew || j.InForce {
		t.Errorf("%d points, %s, %s", j.Segment, j.Variation, j.Assurance)
	}
	s.Mondays, s.Values, s.Last = append(s.Mondays, week(29)), append(s.Values, 79), week(29)
	if j = Judge(s, DefaultRules); j.Segment != 12 || j.Variation != CommonCause || j.Chart.Segments[1].From != 16 {
		t.Errorf("%d points, %s, %+v", j.Segment, j.Variation, j.Chart.Segments)
	}
	s.Rebased = append(s.Rebased, week(30)) // decided, and no week since: the old limits are not used
	if j = Judge(s, DefaultRules); j.Segment != 0 || j.Variation != TooFew {
		t.Errorf("%d points, %s", j.Segment, j.Variation)
	}
}

// A turning point belongs to the later of the two trends; one that falls is good where less is wanted.
func TestTurningPointAndFallingTrend(t *testing.T) {
	values := append(repeat(2, 50, 54, 46, 52, 48, 53), 46, 47, 48, 49, 50, 51, 52, 51, 50, 49, 48, 47, 46)
	j := Judge(of(Decrease, 40, values...), DefaultRules)
	turn := 12 + 6
	if p := j.Points[turn]; len(p.Runs) == 0 || p.Runs[0].Rule != stats.RuleTrend || p.Runs[0].High || p.Type != ImprovementLow {
		t.Errorf("turning point %+v", p)
	}
	if p := j.Points[turn-1]; p.Type != ConcernHigh {
		t.Errorf("before it %+v", p)
	}
	if j.Variation != ImprovementLow || j.Rule != stats.RuleTrend {
		t.Errorf("%s by %s", j.Variation, j.Rule)
	}
}

// recent makes a series of twenty weeks by the counts of five blocks of four alike weeks.
func recent(d Direction, n float64, perWeek ...float64) Series {
	s := of(d, 0.5)
	for i := range 20 {
		x := perWeek[i/4]
		s.Mondays, s.Values, s.Counts = append(s.Mondays, week(i+1)), append(s.Values, x/n), append(s.Counts, Count{x, n})
	}
	s.Last = week(20)
	return s
}

// The trend by hand: 4, 6, 8, 10, 12 of 20 a week. X = 160, N = 400, p = 0.4; Σ s(x − np) with
// x − np = −16, −8, 0, 8, 16, which gives −16 − 16 + 0 + 32 + 80 = 80; Σ ns² − (Σ ns)²/N = 80·55 − (80·15)²/400 = 800; χ² = 6400/(0.24·800)
// = 33.333. The blocks lie on the line and the weeks of a block are alike, so nothing is left for φ.
func TestRecentTrendByHand(t *testing.T) {
	up := Judge(recent(Increase, 20, 4, 6, 8, 10, 12), DefaultRules).Recent
	if math.Abs(up.Chi2-100.0/3) > 1e-9 || up.Phi != 1 || up.Result != TrendUp || up.Judgement != "improving" {
		t.Errorf("%+v", up)
	}
	down := Judge(recent(Increase, 20, 12, 10, 8, 6, 4), DefaultRules).Recent
	if math.Abs(down.Chi2-100.0/3) > 1e-9 || down.Result != TrendDown || down.Judgement != "worsening" {
		t.Errorf("%+v", down)
	}
	less := Judge(recent(Decrease, 20, 12, 10, 8, 6, 4), DefaultRules).Recent
	if less.Judgement != "improving" {
		t.Errorf("%+v", less)
	}
	if neutral := Judge(recent(Neutral, 20, 12, 10, 8, 6, 4), DefaultRules).Recent; neutral.Judgement != TrendDown {
		t.Errorf("%+v", neutral)
	}
}

// Without the last block, which alone makes the trend, the sign is looked at with the proportion of the other four: 5 of 9
// each week have none among themselves, with the proportion of all five they would seem to.
func TestSignCheckHasItsOwnProportion(t *testing.T) {
	s := recent(Increase, 9, 5, 5, 5, 5, 0)
	for i := 16; i < 20; i++ {
		s.Counts[i] = Count{59, 70}
	}
	r := Judge(s, DefaultRules).Recent
	if r.Result != TrendNone || r.Reason != OneBlockDecides {
		t.Errorf("%+v", r)
	}
	withAllFive := 0.0
	for b := range 4 {
		withAllFive += float64(b+1) * (r.X[b] - r.N[b]*sum(r.X)/sum(r.N))
	}
	if sign(withAllFive) == 0 || sign(slopeOf(r.X, r.N, 4)) != 0 {
		t.Errorf("%v and %v", withAllFive, slopeOf(r.X, r.N, 4))
	}
}

// Each week is held against the target of its own year, the icon of assurance against that of the latest point.
func TestTargetOfTheWeek(t *testing.T) {
	s := of(Increase, 0, repeat(3, 50, 54, 46, 52, 48)...)
	s.Target = func(monday time.Time) (float64, bool) {
		if monday.Before(week(10)) {
			return 50, !monday.Before(week(6))
		}
		return 40, true
	}
	// Points 4 to 15, of which 4 and 5 have no target: 50, 54, 46, 52 against 50, then 48, 50, 54, 46, 52, 48 against 40.
	if j := Judge(s, DefaultRules); j.Met != 9 || j.Of != 10 || *j.Target != 40 {
		t.Errorf("%d of %d, %v", j.Met, j.Of, j.Target)
	}
}
