package analytics

import (
	"context"
	"testing"

	"luanphien/analytics/editiontest"
)

// The interval of a week is that of RA-1 asked for this week alone, which the vector of the whole estimate checks.
func TestWeekIntervalIsThatOfThePeriodOfOneWeek(t *testing.T) {
	e := panelEdition(t)
	scope := panelScope(t)
	whole, err := e.ReferralsAvoided(context.Background(), scope)
	if err != nil {
		t.Fatal(err)
	}
	if len(whole.Weeks) < 20 {
		t.Fatalf("%d weeks", len(whole.Weeks))
	}
	for _, w := range whole.Weeks {
		scope.From, scope.To = w.Monday, w.Monday.AddDate(0, 0, 6)
		alone, err := e.ReferralsAvoided(context.Background(), scope)
		if err != nil {
			t.Fatal(err)
		}
		p := alone.Province
		editiontest.Check(t, editiontest.Date(w.Monday)+" E", w.Expected, p.Expected)
		if low, high := p.Low+float64(p.Observed), p.High+float64(p.Observed); w.Low != low || w.High != high {
			t.Errorf("%s: %g to %g, alone %g to %g", editiontest.Date(w.Monday), w.Low, w.High, low, high)
		}
		if w.Low > w.Expected || w.High < w.Expected {
			t.Errorf("%s: %g is not between %g and %g", editiontest.Date(w.Monday), w.Expected, w.Low, w.High)
		}
	}
	for _, w := range whole.StationWeeks {
		if w.High != 0 {
			t.Errorf("%s has an interval in the week of %s", w.Station, editiontest.Date(w.Monday))
		}
	}
}
