package analytics

import (
	"context"
	"slices"
	"testing"

	"luanphien/analytics/editiontest"
)

// Keeping the facilities of one kind gives just what keeping each of them gives: the ward's days are 3 of 7 with
// somebody, the hospital's 2 of 7, and nothing of the other kind is counted, listed or called missing.
func TestScopeOfOneKindOfFacility(t *testing.T) {
	from := editiontest.Day("2025-01-01")
	e := publish(t, editiontest.New(t).
		Add("stations_history", "W", "Phường Một", "ward", "TT", nil, nil, nil, from, nil).
		Add("stations_history", "H", "Bệnh viện huyện", "district_hospital", "TT", nil, nil, nil, from, nil).
		Worker("A", "doctor", "", 1).Worker("B", "doctor", "", 1).
		Posting("1", "A", "W", "2025-03-03", "2025-03-05", "").Posting("2", "B", "H", "2025-03-08", "2025-03-09", "").
		Posting("3", "A", "H", "2025-03-05", "2025-03-05", "").
		Report("W", "", "2025-03-03", "2025-03-10 08:00:00", 20, 20))
	ctx, scope := context.Background(), scopeOf("2025-03-03", "2025-03-09", "2025-03-31")
	for kind, want := range map[string]struct {
		stations          []string
		active, covered   int
		bookings, dueInIt int
	}{
		"":                  {[]string{"H", "W"}, 14, 5, 1, 2},
		"ward":              {[]string{"W"}, 7, 2, 1, 1},
		"district_hospital": {[]string{"H"}, 7, 3, 1, 1},
		"health_center":     {nil, 0, 0, 0, 0},
	} {
		scope.FacilityType = kind
		c, err := e.Coverage(ctx, scope)
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, s := range c.Stations {
			codes = append(codes, s.Station.Code)
		}
		slices.Sort(codes)
		editiontest.Equal(t, kind+" stations", codes, want.stations)
		editiontest.Equal(t, kind+" active, covered, booked", []int{c.Province.ActiveDays, c.Province.CoveredDays, len(c.DoubleBookings)},
			[]int{want.active, want.covered, want.bookings})
		r, err := e.Compliance(ctx, scope, StreamStation)
		if err != nil {
			t.Fatal(err)
		}
		editiontest.Equal(t, kind+" due", []int{r.Province.Due}, []int{want.dueInIt})
		if _, err := e.Indicators(ctx, scope, true); err != nil {
			t.Error(kind, err)
		}
	}
}
