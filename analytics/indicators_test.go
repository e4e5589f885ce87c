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
	scope := coverageScope(t)
	all, each := indicators(t, coverageVector(t), scope, false), indicators(t, coverageVector(t), scope, true)
	var want coverageExpected
	editiontest.VectorJSON(t, "coverage.expected.json", &want)
	p := want.Province
	longest, open := 0, 0
	for code, s := range want.Stations {
		longest, open = max(longest, s.LongestGapDays), max(open, s.OpenGapDays)
		if n := each["COV-1 "+code]; (n.Value == nil) != (s.Coverage == nil) {
			t.Errorf("COV-1 of %s: %+v", code, n)
		} else if n.Value != nil {
			editiontest.Check(t, "COV-1 of "+code, *n.Value, *s.Coverage)
		}
	}
	for id, want := range map[string]float64{"COV-1": p["coverage"], "COV-2": p["staff_days"], "COV-4": p["doctor_coverage"], "COV-5": p["preventive_coverage"],
		"COV-7": p["needs_ever_met"] / p["needs_total"], "COV-8": float64(longest), "COV-9": float64(open),
		"COV-10": p["stations_ever_covered"] / p["stations_active"], "COV-11": p["fulfilment"], "COV-DQ": p["double_booked_worker_days"]} {
		if n := all[id]; n.State != StateOK || n.Low != nil {
			t.Errorf("%s: %+v", id, n)
		} else {
			editiontest.Check(t, id, *n.Value, want)
		}
	}
	for _, id := range []string{"CMP-1 rotation", "RA-1", "RA-4"} {
		if n := all[id]; n.State != StateNotCollected || n.Value != nil {
			t.Errorf("%s: %+v", id, n)
		}
	}
}

// So do those of the referrals.
func TestIndicatorsOfPanel(t *testing.T) {
	e, scope := panelEdition(t), panelScope(t)
	var want oeExpected
	editiontest.VectorJSON(t, "oe.expected.json", &want)
	check := func(what string, n Indicator, w figureExpected) {
		switch {
		case !w.Publishable:
			if n.State != StateWithheld || n.Value != nil || n.Numerator != nil || n.Reason == nil || *n.Reason != *reasonText(w.Reasons) {
				t.Errorf("%s: %+v", what, n)
			}
		default:
			editiontest.Check(t, what, *n.Value, w.Avoided)
			editiontest.Equal(t, what, []float64{*n.Numerator, *n.Low, *n.High}, []float64{float64(w.Observed), w.Low, w.High})
		}
	}
	check("RA-1", indicators(t, e, scope, false)["RA-1"], want.Province)
	stations := indicators(t, e, scope, true)
	for code, w := range want.Stations {
		check("RA-1 of "+code, stations["RA-1 "+code], w)
		alone := scope
		alone.Facility = code
		editiontest.EqualJSON(t, "RA-1 of "+code+" alone", indicators(t, e, alone, false)["RA-1 "+code], stations["RA-1 "+code])
	}
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
