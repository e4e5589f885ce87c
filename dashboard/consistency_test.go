package dashboard

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"luanphien/analytics"
	"luanphien/queries/soak"
)

// A station's figure and the province's rest on the same cells and the same rules, over whatever period: the province's
// observed and expected referrals are the sums of its analysable stations', a station asked for alone has the figure and
// the reasons that it has in the list, and both are what the list of indicators gives.
func TestStationsAndProvinceAgree(t *testing.T) {
	soak.Long(t)
	s := openDemo(t)
	e, release, err := s.shelf.Acquire(0)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	whole, err := e.DefaultScope(t.Context(), s.now())
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(45, 2026))
	weeks := int(whole.To.Sub(whole.From).Hours()/24+1) / 7
	withheld, shown := 0, 0
	for range 8 {
		scope := whole
		first := random.IntN(weeks)
		scope.From = whole.From.AddDate(0, 0, 7*first)
		scope.To = scope.From.AddDate(0, 0, 7*(1+random.IntN(weeks-first))-1)
		r, err := e.ReferralsAvoided(t.Context(), scope)
		if err != nil {
			t.Fatal(err)
		}
		observed, expected := 0, 0.0
		for _, station := range r.Stations {
			if station.Analysable {
				observed += station.Observed
				expected += station.Expected
			}
			if station.State == analytics.StateOK {
				shown++
			} else if withheld++; len(station.Reasons) == 0 && station.State == analytics.StateWithheld {
				t.Errorf("%s is withheld without a reason", station.Station.Code)
			}
		}
		if r.Province.State == analytics.StateOK && (observed != r.Province.Observed || math.Abs(expected-r.Province.Expected) > 1e-6*expected) {
			t.Errorf("%s–%s: the stations sum up to %d observed and %v expected, the province has %d and %v", scope.From, scope.To, observed, expected,
				r.Province.Observed, r.Province.Expected)
		}
		listed, err := e.Indicators(t.Context(), scope, true)
		if err != nil {
			t.Fatal(err)
		}
		one := r.Stations[random.IntN(len(r.Stations))]
		scope.Facility = one.Station.Code
		alone, err := e.ReferralsAvoided(t.Context(), scope)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := alone.Province, one.Estimate; a.State != b.State || a.Observed != b.Observed || a.Expected != b.Expected || a.Low != b.Low ||
			!slices.Equal(a.Reasons, b.Reasons) {
			t.Errorf("%s alone has %+v, in the list %+v", scope.Facility, a, b)
		}
		i := slices.IndexFunc(listed, func(n analytics.Indicator) bool { return n.ID == "RA-1" && *n.Facility == scope.Facility })
		if i < 0 {
			t.Fatalf("%s has no RA-1 in the list of indicators", scope.Facility)
		}
		var codes []string
		for _, reason := range one.Reasons {
			codes = append(codes, string(reason))
		}
		if n := listed[i]; n.State != one.State || (n.Reason == nil) != (len(codes) == 0) || n.Reason != nil && *n.Reason != strings.Join(codes, ",") {
			t.Errorf("%s is %s %v in the list of indicators, %s %v in the figure", scope.Facility, n.State, n.Reason, one.State, codes)
		}
	}
	if withheld == 0 || shown == 0 {
		t.Errorf("the test finds nothing: %d shown, %d withheld", shown, withheld)
	}
}
