package analytics

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
	"luanphien/queries"
)

var update = flag.Bool("update", false, "write the golden files anew")

func tinyProvince(t testing.TB) *Edition { return publish(t, editiontest.Tiny(t)) }

// tinyParams asks for the three weeks, as of the end of the Monday after them.
func tinyParams(q *queries.Query) map[string]any {
	params := map[string]any{}
	for _, p := range q.All {
		if v, ok := map[string]any{"from_day": "2025-03-03", "to_day": "2025-03-23", "as_of": "2025-03-24", "baseline_weeks": 2, "measure": "CMP-2"}[p.Name]; ok {
			params[p.Name] = v
		}
	}
	return params
}

// Every named query gives the rows of its golden file on the tiny province.
func TestGolden(t *testing.T) {
	e := tinyProvince(t)
	for _, name := range e.catalog.Names() {
		q, _ := e.catalog.Get(name)
		r, err := e.Run(context.Background(), name, tinyParams(q))
		if err != nil {
			t.Error(err)
			continue
		}
		if len(r.Rows) == 0 && !strings.HasPrefix(name, "attention_") && !strings.HasPrefix(name, "ahead_") && name != "zero_runs" && name != "source_conflicts" && name != "possible_replacements" &&
			name != "presence_turns" && name != "late_clinical_weeks" { // TestAttention, TestAhead, TestQuality, TestPossibleReplacements, TestFormerCommunesOfEveryKind and TestLookingBackIsTheEditionOfThen have rows for these
			t.Errorf("%s: the tiny province gives no row", name)
		}
		path := filepath.Join("testdata", "golden", name+".csv")
		got := csvOf(t, r)
		if !ordered.MatchString(q.Body) {
			got = sortLines(got)
		}
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Errorf("the query %s has no golden file: «go test ./analytics -run Golden -update» writes analytics/%s; check each of its rows by hand (%v)", name, path, err)
			continue
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s gives\n%swant\n%s", name, got, want)
		}
	}
	files, err := filepath.Glob(filepath.Join("testdata", "golden", "*.csv"))
	if err != nil || len(files) != len(e.catalog.Names()) {
		t.Errorf("%d golden files for %d queries", len(files), len(e.catalog.Names()))
	}
}

// ordered tells a query that states the order of its rows.
var ordered = regexp.MustCompile(`(?m)^ORDER BY`)

// sortLines sorts the lines below the header.
func sortLines(text []byte) []byte {
	lines := strings.SplitAfter(string(text), "\n")
	slices.Sort(lines[1:])
	return []byte(strings.Join(lines, ""))
}

func csvOf(t *testing.T, r *Result) []byte {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	var cells []string
	for _, c := range r.Columns {
		cells = append(cells, c.Name)
	}
	_ = w.Write(cells) // into memory
	for _, row := range r.Rows {
		cells = cells[:0]
		for i, v := range row {
			switch m, isTime := v.(time.Time); {
			case v == nil:
				cells = append(cells, "")
			case isTime && r.Columns[i].Type == queries.Date:
				cells = append(cells, m.Format(time.DateOnly))
			case isTime:
				cells = append(cells, m.Format(time.DateTime))
			default:
				cells = append(cells, fmt.Sprint(v))
			}
		}
		_ = w.Write(cells)
	}
	w.Flush()
	return b.Bytes()
}

// A period of which there is nothing, before or after all records, is no error anywhere, and no figure is made of it.
func TestMissingPeriod(t *testing.T) {
	e := tinyProvince(t)
	ctx := context.Background()
	for _, period := range [][3]string{{"2024-01-01", "2024-03-31", "2024-04-01"}, {"2026-01-05", "2026-03-29", "2026-04-01"}, {"2025-03-10", "2025-03-09", "2025-03-24"}} {
		scope := scopeOf(period[0], period[1], period[2])
		list, err := e.Indicators(ctx, scope, false)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range list {
			if n.Denominator != nil && *n.Denominator == 0 && n.State == StateOK {
				t.Errorf("%v: a figure over nothing: %+v", period, n)
			}
		}
		if _, err := e.ReferralsAvoided(ctx, scope); err != nil {
			t.Error(err)
		}
	}
}
