package analytics

import (
	"context"
	"encoding/json"
	"testing"

	"luanphien/analytics/editiontest"
)

func indicators(t *testing.T, e *Edition, scope Scope, byFacility bool) map[string]Indicator {
	t.Helper()
	list, err := e.Indicators(context.Background(), scope, byFacility)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]Indicator{}
	for _, n := range list {
		key := n.ID
		if n.Stream != nil {
			key += " " + *n.Stream
		}
		if n.Facility != nil {
			key += " " + *n.Facility
		}
		if _, twice := found[key]; twice {
			t.Errorf("%s stands twice", key)
		}
		found[key] = n
	}
	return found
}

// The objects carry what the vectors say.
func TestIndicatorsOfVectors(t *testing.T) {
	scope := scopeOf("2025-03-03", "2025-05-25", "2025-05-28")
	all := indicators(t, coverageVector(t), scope, false)
	for id, want := range map[string]float64{"COV-1": 0.361111111111, "COV-2": 329, "COV-4": 0.138888888889, "COV-5": 0.241452991453,
		"COV-7": 4.0 / 7, "COV-8": 84, "COV-9": 84, "COV-10": 5.0 / 6, "COV-11": 0.718340611354, "COV-DQ": 64} {
		if n := all[id]; n.State != StateOK || n.Low != nil {
			t.Errorf("%s: %+v", id, n)
		} else {
			editiontest.Check(t, id, *n.Value, want)
		}
	}
	if n := all["CMP-1 rotation"]; n.State != StateNotCollected || n.Value != nil {
		t.Errorf("CMP-1: %+v", n)
	}
	if n := all["RA-1"]; n.State != StateNotCollected || n.Value != nil {
		t.Errorf("RA-1: %+v", n)
	}
	each := indicators(t, coverageVector(t), scope, true)
	editiontest.Check(t, "COV-1 T03", *each["COV-1 T03"].Value, 0.852941176471)

	e := panelEdition(t)
	scope = scopeOf("2025-03-31", "2025-12-28", "2025-12-31")
	ra := indicators(t, e, scope, false)["RA-1"]
	editiontest.Check(t, "RA-1", *ra.Value, 150.738765409)
	equal(t, "RA-1", []float64{*ra.Numerator, *ra.Low, *ra.High}, []float64{449, 88, 216})
	stations := indicators(t, e, scope, true)
	if n := stations["RA-1 S4"]; n.State != StateWithheld || n.Value != nil || n.Numerator != nil || *n.Reason != "baseline_weeks_lt_13" {
		t.Errorf("RA-1 of S4: %+v", n)
	}
	scope.Facility = "S5"
	one := indicators(t, e, scope, false)["RA-1 S5"]
	equalJSON(t, "RA-1 of S5", one, stations["RA-1 S5"])
}

// The object as scripts read it, blanks as null.
func TestIndicatorJSON(t *testing.T) {
	b, err := json.Marshal(ofRatio("COV-6", Ratio{0, 0}))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"id":"COV-6","stream":null,"facility":null,"value":null,"numerator":0,"denominator":0,"low":null,"high":null,"state":"not_applicable","reason":null}`
	if string(b) != want {
		t.Errorf("%s", b)
	}
}

// A station that is closed in the period has figures for nothing.
func TestIndicatorsOfClosedStation(t *testing.T) {
	e := publish(t, editiontest.New(t).Station("S", "TT", "2020-01-01", "2024-12-31"))
	for key, n := range indicators(t, e, scopeOf("2025-03-03", "2025-05-25", "2025-05-28"), true) {
		if n.Value != nil || n.State == StateOK {
			t.Errorf("%s: %+v", key, n)
		}
	}
}
