package analytics

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
	"luanphien/queries"
	"luanphien/queries/calendar"
)

// publish writes the builder's rows as an edition and opens it.
func publish(t testing.TB, b *editiontest.Builder) *Edition {
	t.Helper()
	return editiontest.Open(t, b, OpenEdition)
}

// replace gives the edition another text of a query, so that a ready-made input takes its place.
func replace(t testing.TB, e *Edition, name, body string) {
	t.Helper()
	old, ok := e.catalog.Get(name)
	if !ok {
		t.Fatalf("no query %s", name)
	}
	text := "-- name: " + name + "\n-- title_vi: a\n-- title_en: a\n-- unit: a | a\n-- method: a\n-- source: none\n"
	if len(old.Uses) > 0 {
		text += "-- uses: " + strings.Join(old.Uses, ", ") + "\n"
	}
	for _, c := range old.Columns {
		text += "-- column: " + c.Name + " " + string(c.Type) + " | a | a\n"
	}
	catalog, err := e.catalog.With(name, text+"\n"+body)
	if err != nil {
		t.Fatal(err)
	}
	e.catalog = catalog
}

// scopeOf is the whole province from one day to another, as of the end of a third.
func scopeOf(from, to, asOf string) Scope {
	return Scope{From: editiontest.Day(from), To: editiontest.Day(to), AsOf: calendar.EndOf(editiontest.Day(asOf))}
}

// weeksScope is the whole province over the weeks from one Monday to another, as of the end of the third day after the
// last Sunday; the vector's NAME_params.json may say another moment.
func weeksScope(t testing.TB, name, firstMonday, lastMonday string) Scope {
	t.Helper()
	scope := Scope{From: editiontest.Day(firstMonday), To: editiontest.Day(lastMonday).AddDate(0, 0, 6)}
	scope.AsOf = calendar.EndOf(scope.To.AddDate(0, 0, 3))
	file := name + "_params.json"
	if _, err := os.Stat(filepath.Join(editiontest.VectorFolder(), file)); err != nil {
		return scope
	}
	var params struct {
		AsOf string `json:"as_of"`
	}
	editiontest.VectorJSON(t, file, &params)
	if params.AsOf != "" {
		asOf, err := calendar.ParseAsOf(params.AsOf)
		if err != nil {
			t.Fatal(err)
		}
		scope.AsOf = asOf
	}
	return scope
}

// sampleParams gives every parameter of a query a value.
func sampleParams(q *queries.Query) map[string]any {
	params := map[string]any{}
	for _, p := range q.All {
		if p.Name == "measure" && p.Required {
			params[p.Name] = "referral_proportion"
		}
		switch p.Type {
		case queries.Date:
			params[p.Name] = map[string]string{"from_day": "2025-03-03", "to_day": "2025-05-25", "programme_start": "2025-03-03"}[p.Name]
		case queries.Moment:
			params[p.Name] = time.Date(2025, 5, 28, 12, 0, 0, 0, time.UTC)
		}
	}
	return params
}

// numbers reads an object of numbers; what is null is nil.
func numbers(b []byte) (map[string]*float64, error) {
	var m map[string]*float64
	return m, json.Unmarshal(b, &m)
}

// ofSpecialty is a scope that looks at one specialty.
func ofSpecialty(scope Scope, specialty string) Scope {
	scope.Specialty = specialty
	return scope
}
