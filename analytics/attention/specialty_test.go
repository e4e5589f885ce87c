package attention

import (
	"context"
	"slices"
	"testing"

	"luanphien/analytics/analyticstest"
	"luanphien/analytics/editiontest"
)

// Of the list of TestAttention each specialty has what is about its workers; nobody's and everybody's is in the whole
// only. An item that two specialties share is the same one for both.
func TestAttentionOfOneSpecialty(t *testing.T) {
	e, scope := attentionProvince(t), analyticstest.Scope("2025-03-03", "2025-03-30", "2025-03-30")
	all, err := Items(context.Background(), e, scope)
	editiontest.Fatal(t, err)
	var keys []string
	for _, item := range all {
		keys = append(keys, item.Key())
	}
	for specialty, want := range map[string][]string{
		"nội khoa": {"posting_ending S3 C", "reports_missing S4 E", "reports_missing S3 C", "reports_missing S1 A",
			"posting_left_late S4 E", "absence_outside_posting  A"},
		"nhi khoa":   {"reports_missing S2 B", "reports_missing S4 D", "reports_missing S5 F", "double_booking S3 D", "posting_inactive_station S5 F"},
		"ngoại khoa": nil,
	} {
		items, err := Items(context.Background(), e, analyticstest.OfSpecialty(scope, specialty))
		editiontest.Fatal(t, err)
		var got []string
		for _, item := range items {
			line := string(item.Code) + " " + item.Station
			for _, f := range item.Findings {
				line += " " + f.Worker
			}
			got = append(got, line)
			if !slices.Contains(keys, item.Key()) {
				t.Errorf("%s is another item: %s", line, item.Key())
			}
		}
		editiontest.Equal(t, specialty, got, want)
	}
}

// Of the needs that a station lacks, a specialty has its own, under the key of all of them.
func TestAttentionOfOneNeed(t *testing.T) {
	rules := DefaultRules
	rules.UnmetNeedDays = 70
	e, scope := attentionSeries(t), analyticstest.Scope("2025-01-06", "2025-03-30", "2025-03-30")
	for specialty, days := range map[string]int{"nội khoa": 84, "nhi khoa": 79} {
		items, err := ItemsBy(context.Background(), e, analyticstest.OfSpecialty(scope, specialty), rules)
		editiontest.Fatal(t, err)
		if len(items) != 1 || len(items[0].Findings) != 1 || items[0].Findings[0].Specialty != specialty || items[0].Findings[0].Days != days {
			t.Fatalf("%s: %+v", specialty, items)
		}
		editiontest.Equal(t, specialty, []string{items[0].Key()}, []string{"need_unmet|S|2025-01-06"})
	}
}
