package analytics

import (
	"context"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/analytics/stats"
)

// The funnel of referrals (CHT-3b) over the weeks from T0 on is that of the vector.
func TestFunnelOfReferralsVector(t *testing.T) {
	e, scope := panelEdition(t), panelScope(t)
	start, err := e.ReferralsAvoided(context.Background(), scope)
	if err != nil {
		t.Fatal(err)
	}
	scope.From = start.T0
	f, err := e.Funnel(context.Background(), scope, FunnelReferrals, "")
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Phi, Q10, Q90 float64
		Adjusted      bool `json:"adjustment_applied_with_ten_stations"`
		Stations      []struct {
			Station            string
			Observed           float64
			Expected, Ratio, Z float64
			ClassExact         string  `json:"class_exact"`
			Class              string  `json:"class_adjusted"`
			L998               float64 `json:"exact_l998"`
			L95                float64 `json:"exact_l95"`
			U95                float64 `json:"exact_u95"`
			U998               float64 `json:"exact_u998"`
			AL998              float64 `json:"adj_l998"`
			AL95               float64 `json:"adj_l95"`
			AU95               float64 `json:"adj_u95"`
			AU998              float64 `json:"adj_u998"`
		}
	}
	editiontest.VectorJSON(t, "funnel_oe.expected.json", &want)
	if len(f.Points) != len(want.Stations) || len(f.Points) == 0 {
		t.Fatalf("%d points, want %d", len(f.Points), len(want.Stations))
	}
	for name, pair := range map[string][2]float64{"φ": {f.Phi, want.Phi}, "q10": {f.Q10, want.Q10}, "q90": {f.Q90, want.Q90}} {
		editiontest.Check(t, name, pair[0], pair[1])
	}
	if f.Adjusted != (len(f.Points) >= stats.MinFunnelStations && want.Adjusted) {
		t.Errorf("adjusted: %v", f.Adjusted)
	}
	places := map[string]int{}
	for i, s := range f.Stations {
		places[s.Code] = i
	}
	for _, w := range want.Stations {
		p := f.Points[places[w.Station]]
		a := f.AdjustedAt(p.N)
		for name, pair := range map[string][2]float64{"O": {p.X, w.Observed}, "E": {p.N, w.Expected}, "O/E": {p.X / p.N, w.Ratio}, "z": {p.Z, w.Z},
			"low 99.8": {p.Exact.Low998, w.L998}, "low 95": {p.Exact.Low95, w.L95}, "high 95": {p.Exact.High95, w.U95}, "high 99.8": {p.Exact.High998, w.U998},
			"adjusted low 99.8": {a.Low998, w.AL998}, "adjusted low 95": {a.Low95, w.AL95}, "adjusted high 95": {a.High95, w.AU95}, "adjusted high 99.8": {a.High998, w.AU998}} {
			editiontest.Check(t, w.Station+" "+name, pair[0], pair[1])
		}
		if p.ClassExact != w.ClassExact || a.Class(p.X/p.N) != w.Class {
			t.Errorf("%s: %s and %s, want %s and %s", w.Station, p.ClassExact, a.Class(p.X/p.N), w.ClassExact, w.Class)
		}
	}
}

// A station whose visits are all in a group that is referred often stands out by its proportion, but not among stations of
// its case mix.
func TestFunnelOfReferralsKnowsTheCaseMix(t *testing.T) {
	b := editiontest.New(t)
	for _, s := range []string{"A", "B", "C"} {
		b.Station(s, "TT", "2025-01-01", "")
		often, seldom := int64(100), int64(900)
		if s == "C" {
			often, seldom = 900, 100
		}
		b.Activity(s, "", "2025-01-06", "often", often, often/2).Activity(s, "", "2025-01-06", "seldom", seldom, seldom/50)
	}
	f, err := publish(t, b).Funnel(context.Background(), scopeOf("2025-01-06", "2025-01-12", "2025-02-01"), FunnelReferrals, "")
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range f.Points {
		editiontest.Check(t, f.Stations[i].Code, p.X/p.N, 1)
		if p.Class != stats.FunnelWithin {
			t.Errorf("%s is %s", f.Stations[i].Code, p.Class)
		}
	}
}
