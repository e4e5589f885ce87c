package analytics

import (
	"context"
	"testing"

	"luanphien/analytics/editiontest"
)

// RA-2 and RA-3 out of an edition are those of the vectors, which withhold both.
func TestSensitivityVector(t *testing.T) {
	e := panelEdition(t)
	s, err := e.Sensitivity(context.Background(), panelScope(t))
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
	editiontest.Equal(t, "RA-2 reasons", s.TwoWayReasons, did.Reasons)
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
	editiontest.Equal(t, "RA-3 reasons", s.SeriesReasons, its.Reasons)
	editiontest.Equal(t, "RA-3 weeks", []int{s.Series.Before, s.Series.After}, []int{its.Before, its.After})
	editiontest.Check(t, "RA-3", s.Series.Avoided, its.Harmonic.Avoided)
	editiontest.Check(t, "RA-3 φ", s.Series.Phi, its.Harmonic.Phi)
	editiontest.Check(t, "RA-3 lag", s.Series.Lag1, its.Harmonic.Lag1)
	editiontest.Check(t, "RA-3 plain", s.SeriesPlain.Avoided, its.Plain.Avoided)
	if s.TwoWayState != StateWithheld || s.SeriesState != StateWithheld || s.Disagrees {
		t.Errorf("%s, %s, %v", s.TwoWayState, s.SeriesState, s.Disagrees)
	}
}

// RA-1 and another estimate disagree where their intervals do not touch as shares of E, whatever the number of cells.
func TestApart(t *testing.T) {
	primary := Estimate{State: StateOK, Observed: 100, Avoided: 30, Low: 10, High: 50} // 10/110 to 50/150
	for _, c := range []struct {
		low, high float64 // on an O of 200
		apart     bool
	}{{90, 180, false}, {110, 180, true}, {100, 180, false}, {-200, 0, true}, {-200, 20, false}} {
		if apart(primary, percentOf(200, c.low, c.high)) != c.apart {
			t.Errorf("%g to %g: %v", c.low, c.high, !c.apart)
		}
	}
	// Each failed check is told; one that could not be computed is none.
	no := Check{Estimate: Estimate{State: StateNotApplicable, Low: 1, High: 2}}
	s := &Sensitivity{Disagrees: true, Placebo: no, CarryOver: Check{Estimate: Estimate{State: StateOK, Low: 1, High: 2}}}
	editiontest.Equal(t, "press", s.PressReasons(primary), []Reason{ReasonSensitivity, ReasonCarryOver})
	s = &Sensitivity{Placebo: Check{Estimate: Estimate{State: StateOK, Low: -2, High: -1}}, CarryOver: Check{Estimate: Estimate{State: StateOK, High: 3}}}
	editiontest.Equal(t, "press", s.PressReasons(primary), []Reason{ReasonPlacebo})
}

type imputationExpected struct {
	Publishable        bool
	Reasons            []Reason
	Cells              int `json:"n_control_cells"`
	Units              int `json:"n_units"`
	Weeks              int `json:"n_weeks"`
	LeftOut            int `json:"supported_cells_left_out"`
	Stations, Observed int
	Expected, Avoided  float64
	LogRatio           float64 `json:"log_ratio"`
	Variance           float64
	TQuantile          float64 `json:"t_quantile"`
	Low, High          float64
}

// RA-4 out of an edition is that of the vector, which withholds it.
func TestImputationVector(t *testing.T) {
	s, err := panelEdition(t).Sensitivity(context.Background(), panelScope(t))
	if err != nil {
		t.Fatal(err)
	}
	var want imputationExpected
	editiontest.VectorJSON(t, "imputation.expected.json", &want)
	got := s.Imputation
	if got == nil {
		t.Fatal(s.ImputationReasons)
	}
	editiontest.Equal(t, "reasons", s.ImputationReasons, want.Reasons)
	if (s.ImputationState == StateOK) != want.Publishable {
		t.Errorf("state %s", s.ImputationState)
	}
	editiontest.Equal(t, "counts", []int{got.Cells, got.Units, got.Weeks, got.LeftOut, got.Between.Stations, got.Observed},
		[]int{want.Cells, want.Units, want.Weeks, want.LeftOut, want.Stations, want.Observed})
	for name, pair := range map[string][2]float64{"E": {got.Expected, want.Expected}, "avoided": {got.Avoided, want.Avoided}, "ℓ": {got.Between.LogRatio, want.LogRatio},
		"v": {got.Between.Variance, want.Variance}, "t": {got.Between.TQuantile, want.TQuantile}, "low": {got.Low, want.Low}, "high": {got.High, want.High}} {
		editiontest.Check(t, "RA-4 "+name, pair[0], pair[1])
	}
}

// The checks out of an edition are those of the vector.
func TestChecksVector(t *testing.T) {
	s, err := panelEdition(t).Sensitivity(context.Background(), panelScope(t))
	if err != nil {
		t.Fatal(err)
	}
	type check struct {
		StationWeeks int `json:"station_weeks"`
		UsableBlocks int `json:"usable_blocks"`
		Observed     int
		Expected     float64
		Avoided      float64
		Low          float64 `json:"avoided_low"`
		High         float64 `json:"avoided_high"`
	}
	var want struct {
		Placebo   check
		CarryOver check `json:"carry_over"`
	}
	editiontest.VectorJSON(t, "ra_checks.expected.json", &want)
	for name, pair := range map[string]struct {
		got  Check
		want check
	}{"placebo": {s.Placebo, want.Placebo}, "carry-over": {s.CarryOver, want.CarryOver}} {
		g, w := pair.got, pair.want
		editiontest.Equal(t, name, []int{g.StationWeeks, g.UsableBlocks, g.Observed}, []int{w.StationWeeks, w.UsableBlocks, w.Observed})
		for value, pair := range map[string][2]float64{"E": {g.Expected, w.Expected}, "avoided": {g.Avoided, w.Avoided}, "low": {g.Low, w.Low}, "high": {g.High, w.High}} {
			editiontest.Check(t, name+" "+value, pair[0], pair[1])
		}
		if g.State != StateOK || g.ExcludesZero() != (w.Low > 0 || w.High < 0) {
			t.Errorf("%s: %+v", name, g)
		}
	}
	if s.Allocation.Rho != nil || s.Allocation.Stations == 0 {
		t.Errorf("allocation of few stations: %+v", s.Allocation)
	}
}

// Without activity there is nothing to refuse; with activity but no support each model says why.
func TestSensitivityWithheld(t *testing.T) {
	b := editiontest.New(t).Station("S", "TT", "2020-01-01", "")
	scope := panelScope(t)
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
