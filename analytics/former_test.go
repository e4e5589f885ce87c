package analytics

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"luanphien/analytics/editiontest"
	"luanphien/queries"
)

// mergedProvince has one station made of two communes, whose facts of June 2025 name them.
func mergedProvince(t testing.TB) *Edition {
	day, moment := editiontest.Day, editiontest.Moment
	return publish(t, editiontest.New(t).Station("S", "TTYT", "2025-01-01", "").
		Add("station_aliases", "Một", "commune", "S", nil, day("2025-06-30"), false).Add("station_aliases", "Hai", "ward", "S", nil, day("2025-06-30"), false).
		Worker("A", "doctor", "nội khoa", 1).Posting("1", "A", "S", "2025-06-02", "2025-06-29", "").Worker("B", "doctor", "nội khoa", 1).
		Add("specialties_history", "nội khoa", "doctor").
		Add("indicator_catalogue_history", "liều", "flow", "liều", "whole").
		// Both parts, and the station itself beside them: 10 + 20.
		AddOf("Một", "indicators_history", "S", day("2025-06-02"), "liều", 10.0).AddOf("Hai", "indicators_history", "S", day("2025-06-02"), "liều", 20.0).
		Add("indicators_history", "S", day("2025-06-02"), "liều", 31.0).
		// One part only: missing. The station itself only: 7.
		AddOf("Một", "indicators_history", "S", day("2025-06-09"), "liều", 5.0).
		Add("indicators_history", "S", day("2025-06-16"), "liều", 7.0).
		Activity("S", "Một", "2025-06-02", "khác", 3, 1).Activity("S", "Hai", "2025-06-02", "khác", 4, 1).Activity("S", "", "2025-06-02", "khác", 9, 0).
		// Two needs of one and of one make two until the end of June; the station's own holds from then on.
		AddOf("Một", "needs_history", "S", "nội khoa", int64(1), day("2025-06-02"), day("2025-06-30")).
		AddOf("Hai", "needs_history", "S", "nội khoa", int64(1), day("2025-06-09"), day("2025-06-30")).
		Add("needs_history", "S", "nội khoa", int64(1), day("2025-06-16"), nil).
		// A week is reported once both parts have: on the Wednesday. One part sends again on the Thursday.
		AddOf("Một", "weekly_reports_history", "S", "", day("2025-06-02"), moment("2025-06-09 08:00:00"), int64(20), int64(18)).
		AddOf("Hai", "weekly_reports_history", "S", "", day("2025-06-02"), moment("2025-06-11 09:00:00"), int64(20), int64(10)).
		AddOf("Hai", "weekly_reports_history", "S", "", day("2025-06-02"), moment("2025-06-12 09:00:00"), int64(20), int64(20)).
		Add("weekly_reports_history", "S", "", day("2025-06-02"), moment("2025-06-09 07:00:00"), int64(20), int64(20)).
		AddOf("Một", "weekly_reports_history", "S", "", day("2025-06-09"), moment("2025-06-16 08:00:00"), int64(20), int64(20)).
		AddOf("Một", "weekly_reports_history", "S", "A", day("2025-06-02"), moment("2025-06-09 08:00:00"), int64(10), int64(9)).
		AddOf("Một", "incident_reports_history", "S", "A", moment("2025-06-04 08:00:00"), "mất điện", "urgent", nil, nil).
		Add("incident_reports_history", "S", "A", moment("2025-06-04 08:00:00"), "mất điện", "urgent", nil, nil).
		AddOf("Hai", "incident_reports_history", "S", "A", moment("2025-06-05 08:00:00"), "mất nước", "normal", nil, nil))
}

func TestFormerCommunesOfEveryKind(t *testing.T) {
	e := mergedProvince(t)
	ctx := t.Context()
	scope := scopeOf("2025-06-02", "2025-07-06", "2025-07-20")

	check := func(query string, params map[string]any, want string) {
		t.Helper()
		if got := rowsText(t, e, query, params); got != want {
			t.Errorf("%s:\n%swant\n%s", query, got, want)
		}
	}
	check("indicator_totals", scope.period(), "liều flow liều S 37 2 2025-06-16\n")
	check("reported_weeks", nil, "S 2025-06-02 7 2 1 1 0 7 2\n")
	check("declared_needs", nil, "S nội khoa 1 2025-06-02 2025-06-08\nS nội khoa 1 2025-07-01 9999-12-30\nS nội khoa 2 2025-06-09 2025-06-15\nS nội khoa 2 2025-06-16 2025-06-30\n")
	check("submission_order", nil, "S  2025-06-02 2025-06-11T09:00:00 40 28 false 1 2025-06-11T09:00:00 2025-06-12T09:00:00\n"+
		"S  2025-06-02 2025-06-12T09:00:00 40 38 false 2 2025-06-11T09:00:00 \n"+
		"S A 2025-06-02 2025-06-09T08:00:00 10 9 false 1 2025-06-09T08:00:00 \n")
	check("reported_incidents", nil, "S A 2025-06-04T08:00:00 mất điện urgent  \nS A 2025-06-05T08:00:00 mất nước normal  \n")

	conflicts, err := e.SourceConflicts(ctx, scope)
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
func rowsText(t *testing.T, e *Edition, query string, params map[string]any) string {
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
