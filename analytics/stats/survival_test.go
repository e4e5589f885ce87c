package stats

import (
	"fmt"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
)

func TestKaplanMeierVector(t *testing.T) {
	var params struct {
		AsOf time.Time `json:"as_of"`
	}
	editiontest.VectorJSON(t, "adhoc_params.json", &params)
	var durations []Duration
	for _, r := range editiontest.VectorCSV(t, "adhoc.csv") {
		from, err := time.Parse(time.RFC3339, r["reported_at"])
		if err != nil {
			t.Fatal(err)
		}
		to, censored := params.AsOf, r["first_response_at"] == ""
		if !censored {
			if to, err = time.Parse(time.RFC3339, r["first_response_at"]); err != nil {
				t.Fatal(err)
			}
		}
		durations = append(durations, Duration{to.Sub(from).Seconds() / 86400, censored})
	}
	var want struct {
		N, Responded, Open int
		Median             *float64 `json:"median_days"`
		MedianLow          *float64 `json:"median_low"`
		MedianHigh         *float64 `json:"median_high"`
		P90                *float64 `json:"p90_days"`
		Curve              []struct {
			T            float64
			AtRisk       int `json:"at_risk"`
			Events       int
			Survival     float64
			Lower, Upper float64
		}
	}
	editiontest.VectorJSON(t, "km.expected.json", &want)
	s := KaplanMeier(durations)
	if s.N != want.N || s.Events != want.Responded || s.Censored != want.Open || len(s.Curve) != len(want.Curve) {
		t.Fatalf("%+v", s)
	}
	checkDays(t, "median", s.Median, want.Median)
	checkDays(t, "low", s.MedianLow, want.MedianLow)
	checkDays(t, "high", s.MedianHigh, want.MedianHigh)
	checkDays(t, "p90", s.P90, want.P90)
	for i, w := range want.Curve {
		c := s.Curve[i]
		if c.AtRisk != w.AtRisk || c.Events != w.Events {
			t.Errorf("step %d: %+v, want %+v", i, c, w)
		}
		for n, pair := range [][2]float64{{c.Days, w.T}, {c.Survival, w.Survival}, {c.Lower, w.Lower}, {c.Upper, w.Upper}} {
			editiontest.Check(t, fmt.Sprint("step ", i, " value ", n), pair[0], pair[1])
		}
	}
}

func checkDays(t *testing.T, what string, got, want *float64) {
	t.Helper()
	switch {
	case (got == nil) != (want == nil):
		t.Errorf("%s: %v, want %v", what, got, want)
	case got != nil:
		editiontest.Check(t, what, *got, *want)
	}
}

// The example of the methods document: a median over the closed ones only would be 2; and what is never reached.
func TestKaplanMeierExample(t *testing.T) {
	s := KaplanMeier([]Duration{{6, true}, {1, false}, {4, false}, {3, true}, {2, false}})
	if *s.Median != 4 || s.P90 != nil || s.Censored != 2 {
		t.Errorf("%+v", s)
	}
	if all := KaplanMeier([]Duration{{1, false}, {2, false}}); *all.P90 != 2 || *all.Median != 1 {
		t.Errorf("%+v", all)
	}
	if none := KaplanMeier([]Duration{{5, true}}); none.Median != nil || none.Events != 0 {
		t.Errorf("%+v", none)
	}
	// At a tie the event comes first: two at risk at 3.
	if tie := KaplanMeier([]Duration{{3, true}, {3, false}}); tie.Curve[0].AtRisk != 2 {
		t.Errorf("%+v", tie)
	}
}

// Levels that the curve reaches exactly are reached: S is a fraction, and 0.5 is 0.5.
func TestKaplanMeierSmallVector(t *testing.T) {
	cases := map[string][]Duration{}
	for _, r := range editiontest.VectorCSV(t, "km_small.csv") {
		cases[r["case"]] = append(cases[r["case"]], Duration{editiontest.Number(t, r["days"]), r["event"] == "0"})
	}
	var want []struct {
		Case   string
		N      int
		Median *float64 `json:"median_days"`
		P90    *float64 `json:"p90_days"`
		Last   float64  `json:"last_survival"`
	}
	editiontest.VectorJSON(t, "km_small.expected.json", &want)
	if len(want) == 0 || len(want) != len(cases) {
		t.Fatalf("%d cases, %d expected", len(cases), len(want))
	}
	for _, w := range want {
		s := KaplanMeier(cases[w.Case])
		if s.N != w.N {
			t.Errorf("%s: %d durations, want %d", w.Case, s.N, w.N)
		}
		checkDays(t, w.Case+" median", s.Median, w.Median)
		checkDays(t, w.Case+" p90", s.P90, w.P90)
		editiontest.Check(t, w.Case+" at the end", s.Curve[len(s.Curve)-1].Survival, w.Last)
	}
}
