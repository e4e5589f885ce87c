package analytics

import (
	"testing"
	"time"

	"luanphien/analytics/editiontest"
	"luanphien/queries/calendar"
)

// Timestamps are read on the local clock before their date and week are taken.
func TestIsoWeekVector(t *testing.T) {
	var want []struct {
		Timestamp string
		Date      string `json:"local_date"`
		Week      string `json:"iso_week"`
	}
	editiontest.VectorJSON(t, "isoweek.expected.json", &want)
	if len(want) == 0 {
		t.Fatal("an empty vector")
	}
	for _, w := range want {
		at, err := time.Parse(time.RFC3339, w.Timestamp)
		if err != nil {
			t.Fatal(err)
		}
		if got := calendar.WeekOf(at).String(); got != w.Week {
			t.Errorf("%s is in %s, want %s", w.Timestamp, got, w.Week)
		}
		if got := editiontest.Date(calendar.Date(at)); w.Date != "" && got != w.Date {
			t.Errorf("%s is on %s, want %s", w.Timestamp, got, w.Date)
		}
	}
}
