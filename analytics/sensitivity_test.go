package analytics

import (
	"context"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/analytics/stats"
)

// RA-2 and RA-3 out of an edition are those of the vectors, which withhold both.
func TestSensitivityVector(t *testing.T) {
	e := panelEdition(t)
	s, err := e.Sensitivity(context.Background(), scopeOf("2025-03-31", "2025-12-28", "2025-12-31"))
	if err != nil {
		t.Fatal(err)
	}
	var did struct {
		Cells         int `json:"n_cells"`
		Beta, Avoided float64
		SE            float64 `json:"se_cluster"`
		Low           float64 `json:"avoided_low"`
		High          float64 `json:"avoided_high"`
		Reasons       []Reason
	}
	editiontest.VectorJSON(t, "did.expected.json", &did)
	equal(t, "RA-2 reasons", s.TwoWayReasons, did.Reasons)
	for i, pair := range [][2]float64{{float64(s.TwoWay.Cells), float64(did.Cells)}, {s.TwoWay.Delta, did.Beta}, {s.TwoWay.SE, did.SE},
		{s.TwoWay.Avoided, did.Avoided}, {s.TwoWay.Low, did.Low}, {s.TwoWay.High, did.High}} {
		editiontest.Check(t, "RA-2 value "+string(rune('0'+i)), pair[0], pair[1])
	}
	var its struct {
		Reasons         []Reason
		Before          int `json:"pre_weeks"`
		After           int `json:"post_weeks"`
		Plain, Harmonic struct{ Avoided, Phi, Lag1 float64 }
	}
	editiontest.VectorJSON(t, "its.expected.json", &its)
	equal(t, "RA-3 reasons", s.SeriesReasons, its.Reasons)
	equal(t, "RA-3 weeks", []int{s.Series.Before, s.Series.After}, []int{its.Before, its.After})
	editiontest.Check(t, "RA-3", s.Series.Avoided, its.Harmonic.Avoided)
	editiontest.Check(t, "RA-3 φ", s.Series.Phi, its.Harmonic.Phi)
	editiontest.Check(t, "RA-3 lag", s.Series.Lag1, its.Harmonic.Lag1)
	editiontest.Check(t, "RA-3 plain", s.SeriesPlain.Avoided, its.Plain.Avoided)
	if s.TwoWayState != StateWithheld || s.SeriesState != StateWithheld || s.Disagrees {
		t.Errorf("%s, %s, %v", s.TwoWayState, s.SeriesState, s.Disagrees)
	}
}

// RA-1 and RA-2 disagree where their intervals do not touch, whatever the number of cells.
func TestDisagree(t *testing.T) {
	primary := Estimate{State: StateOK, Observed: 100, Avoided: 30, Low: 10, High: 50}
	for want, other := range map[bool]*stats.TwoWay{
		false: {Observed: 200, Low: 90, High: 180}, // 45 to 90 on a hundred
		true:  {Observed: 200, Low: 110, High: 180},
	} {
		if disagree(primary, other) != want {
			t.Errorf("%+v: %v", other, !want)
		}
	}
	s := &Sensitivity{Disagrees: true}
	equal(t, "press", s.PressReasons(primary), []Reason{ReasonSensitivity})
}

// Without activity there is nothing to refuse; with activity but no support each model says why.
func TestSensitivityWithheld(t *testing.T) {
	b := editiontest.New(t).Station("S", "TT", "2020-01-01", "")
	scope := scopeOf("2025-03-31", "2025-12-28", "2025-12-31")
	for _, want := range []State{StateNotCollected, StateWithheld} {
		s, err := publish(t, b).Sensitivity(context.Background(), scope)
		if err != nil {
			t.Fatal(err)
		}
		if s.TwoWayState != want || s.SeriesState != want {
			t.Errorf("%+v, want %s", s, want)
		}
		b.Activity("S", "", "2025-04-07", "g", 10, 2)
	}
}
