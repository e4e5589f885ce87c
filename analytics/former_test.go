package analytics_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"luanphien/analytics"
	"luanphien/analytics/analyticstest"
	"luanphien/analytics/editiontest"
	"luanphien/analytics/lists"
	"luanphien/queries"
)

func TestFormerCommunesOfEveryKind(t *testing.T) {
	e := analyticstest.Publish(t, editiontest.Merged(t))
	ctx := t.Context()
	scope := analyticstest.Scope("2025-06-02", "2025-07-06", "2025-07-20")

	check := func(query string, params map[string]any, want string) {
		t.Helper()
		if got := rowsText(t, e, query, params); got != want {
			t.Errorf("%s:\n%swant\n%s", query, got, want)
		}
	}
	check("indicator_totals", scope.Period(), "liều flow liều S 37 2 2025-06-16\n")
	check("reported_weeks", nil, "S 2025-06-02 7 2 1 1 0 7 2\n")
	check("declared_needs", nil, "S nội khoa 1 2025-06-02 2025-06-08\nS nội khoa 1 2025-07-01 9999-12-30\nS nội khoa 2 2025-06-09 2025-06-15\nS nội khoa 2 2025-06-16 2025-06-30\n")
	check("submission_order", nil, "S  2025-06-02 2025-06-11T09:00:00 40 28 false 1 2025-06-11T09:00:00 2025-06-12T09:00:00\n"+
		"S  2025-06-02 2025-06-12T09:00:00 40 38 false 2 2025-06-11T09:00:00 \n"+
		"S A 2025-06-02 2025-06-09T08:00:00 10 9 false 1 2025-06-09T08:00:00 \n")
	check("reported_incidents", nil, "S A 2025-06-04T08:00:00 mất điện urgent  \nS A 2025-06-05T08:00:00 mất nước normal  \n")

	conflicts, err := lists.SourceConflicts(ctx, e, scope)
	if err != nil || len(conflicts) != 5 {
		t.Fatalf("%d conflicts, want one of each kind: %+v %v", len(conflicts), conflicts, err)
	}
	for _, c := range conflicts {
		want := map[string][3]float64{"activity": {9, 7, 2}, "indicators": {31, 30, 2}, "needs": {1, 2, 2}, "weekly_reports": {1, 2, 2}, "incident_reports": {1, 1, 1}}[c.Kind]
		if got := [3]float64{*c.Own, *c.Parts, float64(c.Units)}; got != want {
			t.Errorf("%s: %v, want %v", c.Kind, got, want)
		}
	}
}

// rowsText runs a query and writes its rows as lines, sorted.
func rowsText(t *testing.T, e *analytics.Edition, query string, params map[string]any) string {
	t.Helper()
	result, err := e.Run(t.Context(), query, params)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, row := range result.Rows {
		cells := make([]string, len(row))
		for i, v := range row {
			switch v := v.(type) {
			case nil:
			case time.Time:
				layout := "2006-01-02T15:04:05"
				if result.Columns[i].Type == queries.Date {
					layout = time.DateOnly
				}
				cells[i] = v.Format(layout)
			default:
				cells[i] = fmt.Sprint(v)
			}
		}
		lines = append(lines, strings.Join(cells, " ")+"\n")
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}
