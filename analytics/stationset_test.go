package analytics

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"testing"

	"luanphien/analytics/editiontest"
	"luanphien/queries/edition"
)

func TestStationSet(t *testing.T) {
	set := NewStationSet("B", " A ", "", "B")
	if set != NewStationSet("A", "B") || set != ",A,B," || fmt.Sprint(set.Codes()) != "[A B]" {
		t.Error(set, set.Codes())
	}
	for code, want := range map[string]bool{"A": true, "B": true, "C": false, "": false, "A,B": false, "AB": false} {
		if set.Holds(code) != want {
			t.Errorf("%q: %t", code, !want)
		}
	}
	if all := NewStationSet(); all != "" || !all.Holds("A") || all.Codes() != nil {
		t.Error("no code is not all stations:", all)
	}
}

// The stations of a health centre, named one by one, give what naming the health centre gives: every figure of a set of
// stations is that of its stations, computed on the whole edition.
func TestScopeOfASetOfStations(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	editiontest.Generate(t, folder, editiontest.Size{Stations: 23, Groups: 2, Weeks: 24}).Publish()
	e, err := OpenEdition(folder, 0)
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
	listed.Stations = NewStationSet(codes...)
	calls := map[string]func(Scope) (any, error){
		"coverage":     func(s Scope) (any, error) { return e.Coverage(ctx, s) },
		"weeks":        func(s Scope) (any, error) { return e.CoverageByWeek(ctx, s) },
		"staff":        func(s Scope) (any, error) { return e.StaffByWeek(ctx, s) },
		"rotation":     func(s Scope) (any, error) { return e.Rotation(ctx, s) },
		"needs":        func(s Scope) (any, error) { return e.Needs(ctx, s) },
		"gaps":         func(s Scope) (any, error) { return e.Gaps(ctx, s) },
		"reports":      func(s Scope) (any, error) { return e.Compliance(ctx, s, StreamRotation) },
		"station's":    func(s Scope) (any, error) { return e.Compliance(ctx, s, StreamStation) },
		"difficulties": func(s Scope) (any, error) { return e.IncidentList(ctx, s) },
		"referrals":    func(s Scope) (any, error) { return e.ReferralsAvoided(ctx, s) },
		"charts":       func(s Scope) (any, error) { return e.ReferralCharts(ctx, s) },
		"ahead":        func(s Scope) (any, error) { return e.Ahead(ctx, s) },
		"indicators":   func(s Scope) (any, error) { return e.Indicators(ctx, s, true) },
		"attention":    func(s Scope) (any, error) { return e.AttentionBy(ctx, s, DefaultAttention) },
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
