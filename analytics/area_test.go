package analytics_test

import (
	"context"
	"encoding/json"
	"regexp"
	"testing"

	"luanphien/analytics"
	"luanphien/analytics/attention"
	"luanphien/analytics/editiontest"
	"luanphien/analytics/lists"
	"luanphien/analytics/stationset"
	"luanphien/queries/edition"
)

// The stations of a health centre, named one by one, give what naming the health centre gives: every figure of a set of
// stations is that of its stations, computed on the whole edition.
func TestScopeOfASetOfStations(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	editiontest.Generate(t, folder, editiontest.Size{Stations: 23, Groups: 2, Weeks: 24}).Publish()
	e, err := analytics.OpenEdition(folder, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	ctx := context.Background()
	whole, err := e.DefaultScope(ctx, e.Manifest.AsOf)
	if err != nil {
		t.Fatal(err)
	}
	all, err := e.Stations(ctx)
	if err != nil {
		t.Fatal(err)
	}
	named, listed := whole, whole
	named.HealthCenter = "TTYT 1"
	var codes []string
	for _, s := range all {
		if s.HealthCenter == named.HealthCenter {
			codes = append(codes, s.Code)
		}
	}
	if len(codes) != 3 {
		t.Fatal(codes)
	}
	listed.Stations = stationset.New(codes...)
	calls := map[string]func(analytics.Scope) (any, error){
		"coverage":     func(s analytics.Scope) (any, error) { return e.Coverage(ctx, s) },
		"weeks":        func(s analytics.Scope) (any, error) { return e.CoverageByWeek(ctx, s) },
		"staff":        func(s analytics.Scope) (any, error) { return lists.StaffByWeek(ctx, e, s) },
		"rotation":     func(s analytics.Scope) (any, error) { return lists.Rotation(ctx, e, s) },
		"needs":        func(s analytics.Scope) (any, error) { return lists.Needs(ctx, e, s) },
		"gaps":         func(s analytics.Scope) (any, error) { return lists.Gaps(ctx, e, s) },
		"reports":      func(s analytics.Scope) (any, error) { return e.Compliance(ctx, s, analytics.StreamRotation) },
		"station's":    func(s analytics.Scope) (any, error) { return e.Compliance(ctx, s, analytics.StreamStation) },
		"difficulties": func(s analytics.Scope) (any, error) { return lists.Incidents(ctx, e, s) },
		"referrals":    func(s analytics.Scope) (any, error) { return e.ReferralsAvoided(ctx, s) },
		"charts":       func(s analytics.Scope) (any, error) { return e.ReferralCharts(ctx, s) },
		"ahead":        func(s analytics.Scope) (any, error) { return lists.AheadOf(ctx, e, s) },
		"indicators":   func(s analytics.Scope) (any, error) { return e.Indicators(ctx, s, true) },
		"attention":    func(s analytics.Scope) (any, error) { return attention.ItemsBy(ctx, e, s, attention.DefaultRules) },
	}
	for name, call := range calls {
		a, err := call(named)
		if err != nil {
			t.Fatal(name, err)
		}
		b, err := call(listed)
		if err != nil {
			t.Fatal(name, err)
		}
		if got, want := shown(t, b), shown(t, a); got != want {
			t.Errorf("%s of a list of stations: %.600s\nof their health centre: %.600s", name, got, want)
		}
		c, err := call(whole)
		if err != nil {
			t.Fatal(name, err)
		}
		if shown(t, c) == shown(t, a) {
			t.Errorf("%s is the same for the whole province: the test proves nothing", name)
		}
	}
}

// shown writes a result without its scope.
func shown(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return scopes.ReplaceAllString(string(b), "")
}

var scopes = regexp.MustCompile(`"Scope":\{[^}]*\}`)
