package stats

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"luanphien/analytics/editiontest"
)

// unsupported are the cells without support.
func unsupported(cells []PanelCell) (list []PanelCell) {
	for _, c := range cells {
		if c.Effect == 0 {
			list = append(list, c)
		}
	}
	return list
}

// At the maximum the fit has the referrals of every unit and of every week: these are its equations.
func TestTwoFactors(t *testing.T) {
	all, cluster := panelOf(12, 3, 40)
	cells := unsupported(all)
	f, err := FitTwoFactors(cells, len(cluster), 40)
	if err != nil {
		t.Fatal(err)
	}
	byUnit, byWeek := map[int32][2]float64{}, map[int32][2]float64{}
	for _, c := range cells {
		mu := c.Visits * f.Unit[c.Unit] * f.Week[c.Week]
		u, w := byUnit[c.Unit], byWeek[c.Week]
		byUnit[c.Unit], byWeek[c.Week] = [2]float64{u[0] + c.Referrals, u[1] + mu}, [2]float64{w[0] + c.Referrals, w[1] + mu}
	}
	for _, sums := range []map[int32][2]float64{byUnit, byWeek} {
		for _, s := range sums {
			editiontest.Check(t, "fitted", s[1], s[0])
		}
	}
	if f.Cells != len(cells) || f.Units != len(cluster) || f.Weeks != 40 {
		t.Errorf("%d cells, %d units, %d weeks", f.Cells, f.Units, f.Weeks)
	}
}

// What has no referrals is not fitted, and effects that nothing connects cannot be put together.
func TestTwoFactorsApart(t *testing.T) {
	cells := []PanelCell{{0, 0, 0, 10, 2}, {0, 1, 0, 10, 1}, {1, 2, 0, 10, 3}, {1, 3, 0, 10, 5}, {2, 0, 0, 10, 0}, {0, 4, 0, 10, 0}}
	f, err := FitTwoFactors(cells, 4, 6)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		unit, week int
		holds      bool
	}{{0, 0, true}, {0, 1, true}, {1, 3, true}, {0, 2, false}, {1, 0, false}, {2, 0, false}, {0, 4, false}, {3, 0, false}, {0, 5, false}} {
		if f.Holds(c.unit, c.week) != c.holds {
			t.Errorf("unit %d in week %d: %v", c.unit, c.week, !c.holds)
		}
	}
	if _, err := FitTwoFactors(nil, 1, 1); !errors.Is(err, ErrNotEstimable) {
		t.Errorf("nothing: %v", err)
	}
}

// The second coefficient takes the support that is not asked for: two effects of different size are told apart, and the
// sums of both groups of cells are fitted.
func TestTwoWayOfAPeriod(t *testing.T) {
	cells, cluster := panelOf(30, 4, 60)
	random := rand.New(rand.NewPCG(3, 5))
	for i := range cells {
		c := &cells[i]
		if c.Effect == 1 && c.Week >= 40 {
			c.Effect = 2
			c.Referrals = float64(poisson(random, c.Referrals/0.75*1.3))
		}
	}
	r, err := FitTwoWay(cells, cluster)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(r.Delta-math.Log(0.75)) > 4*r.SE {
		t.Errorf("δ = %g ± %g", r.Delta, r.SE)
	}
	observed := 0.0
	for _, c := range cells {
		if c.Effect == 1 {
			observed += c.Referrals
		}
	}
	if r.Observed != observed {
		t.Errorf("observed %g, want %g", r.Observed, observed)
	}
	// Without a referral beside, its effect is not finite: the cells are as good as absent.
	var less []PanelCell
	for i := range cells {
		if cells[i].Effect == 2 {
			cells[i].Referrals = 0
			continue
		}
		less = append(less, cells[i])
	}
	with, err := FitTwoWay(cells, cluster)
	if err != nil {
		t.Fatal(err)
	}
	without, err := FitTwoWay(less, cluster)
	if err != nil {
		t.Fatal(err)
	}
	editiontest.Check(t, "δ", with.Delta, without.Delta)
}
