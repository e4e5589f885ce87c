package analytics

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// methodIDs are the ids of the methods document. Where the document is at hand, TestDefinitions holds them against it.
var methodIDs = []string{"CHT-1", "CHT-2", "CHT-3", "CHT-3b", "CHT-4", "CHT-5", "CMP-1", "CMP-2", "CMP-3", "CMP-4", "CMP-5", "CMP-6",
	"COV-1", "COV-10", "COV-11", "COV-2", "COV-3", "COV-4", "COV-5", "COV-6", "COV-7", "COV-8", "COV-9", "COV-DQ",
	"DQ-1", "DQ-2", "DQ-3", "DQ-4", "DQ-5", "DQ-6", "IND", "RA-0", "RA-1", "RA-2", "RA-3", "RA-4", "SDC"}

// notPrinted are the ids that are no number of their own.
var notPrinted = map[string]string{"CHT-5": "its icons judge the other figures; the scorecard has them"}

// Every id of the methods document has one definition, with all its parts, and is printed; and nothing else has.
func TestDefinitions(t *testing.T) {
	list, err := Definitions()
	if err != nil {
		t.Fatal(err)
	}
	e := tinyProvince(t)
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
	slices.Sort(ids)
	equal(t, "definitions", ids, methodIDs)
	printed, err := e.Indicators(context.Background(), scopeOf("2025-03-03", "2025-03-23", "2025-03-24"), false)
	if err != nil {
		t.Fatal(err)
	}
	ids = nil
	for _, n := range printed {
		ids = append(ids, n.ID)
	}
	slices.Sort(ids)
	equal(t, "printed", slices.Compact(ids), slices.DeleteFunc(slices.Clone(methodIDs), func(id string) bool { return notPrinted[id] != "" }))
}

// The ids are those of the methods document.
func TestMethodIDs(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "docs", "methods.md"))
	if err != nil {
		t.Fatal(err)
	}
	ids := regexp.MustCompile(`\b(?:(?:COV|CMP|RA|CHT|DQ)-(?:\d+b?|DQ)|SDC|IND)\b`).FindAllString(string(text), -1)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	equal(t, "ids", ids, methodIDs)
}
