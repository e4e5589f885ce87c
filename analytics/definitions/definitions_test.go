package definitions

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"luanphien/analytics/analyticstest"
)

// notPrinted are the ids that are no number of their own.
var notPrinted = map[string]string{"CHT-5": "its icons judge the other figures; the scorecard has them"}

// methodIDs are the ids of the methods document.
func methodIDs(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "methods.md"))
	if err != nil {
		t.Fatal(err)
	}
	ids := regexp.MustCompile(`\b(?:(?:COV|CMP|RA|CHT|DQ)-(?:\d+b?|DQ)|SDC|IND)\b`).FindAllString(string(text), -1)
	slices.Sort(ids)
	return slices.Compact(ids)
}

// sameIDs fails where one of two lists of ids has what the other lacks, and says what to do.
func sameIDs(t *testing.T, have, want []string, lacks, more string) {
	t.Helper()
	for _, id := range want {
		if !slices.Contains(have, id) {
			t.Errorf("%s: %s", id, lacks)
		}
	}
	for i, id := range have {
		if !slices.Contains(want, id) || slices.Contains(have[:i], id) {
			t.Errorf("%s: %s", id, more)
		}
	}
}

// Every id of the methods document has one definition, with all its parts, and is printed; and nothing else has.
func TestDefinitions(t *testing.T) {
	list, err := All()
	if err != nil {
		t.Fatal(err)
	}
	e := analyticstest.Tiny(t)
	var ids []string
	for _, d := range list {
		ids = append(ids, d.ID)
		for _, text := range []string{d.Name.VI, d.Name.EN, d.Formula.VI, d.Formula.EN, d.Unit.VI, d.Unit.EN, d.Source, d.Section} {
			if text == "" {
				t.Errorf("%s lacks a part: %+v", d.ID, d)
			}
		}
		for _, p := range d.Parameters {
			if p.Value == "" && len(p.Cadres) == 0 || p.Value == "0" || p.Name.VI == "" || p.Name.EN == "" {
				t.Errorf("%s: parameter %+v", d.ID, p)
			}
		}
		for _, q := range d.Queries {
			if _, ok := e.Catalog().Get(q); !ok {
				t.Errorf("%s names the query %s", d.ID, q)
			}
		}
	}
	documented := methodIDs(t)
	sameIDs(t, ids, documented, "docs/methods.md has it and analytics/definitions/definitions.go does not define it",
		"analytics/definitions/definitions.go defines it, and docs/methods.md does not name it or it is defined twice")
	printed, err := e.Indicators(context.Background(), analyticstest.Scope("2025-03-03", "2025-03-23", "2025-03-24"), false)
	if err != nil {
		t.Fatal(err)
	}
	ids = nil
	for _, n := range printed {
		ids = append(ids, n.ID)
	}
	slices.Sort(ids)
	sameIDs(t, slices.Compact(ids), slices.DeleteFunc(documented, func(id string) bool { return notPrinted[id] != "" }),
		"it is defined and no list of analytics/indicators.go gives it", "analytics/indicators.go gives it, and docs/methods.md does not name it")
}
