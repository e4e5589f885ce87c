package analytics

import (
	"bytes"
	"os"
	"path/filepath"
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
		if got := date(calendar.Date(at)); w.Date != "" && got != w.Date {
			t.Errorf("%s is on %s, want %s", w.Timestamp, got, w.Date)
		}
	}
}

// Where CI is true, the project's copy of the vectors is byte for byte the shared folder's.
func TestVectorsAreTheShared(t *testing.T) {
	if os.Getenv("CI") != "true" {
		t.Skip("CI is not true")
	}
	shared := filepath.Join("..", "..", "shared", "vectors")
	own := filepath.Join("testdata", "vectors")
	for _, folders := range [][2]string{{shared, own}, {own, shared}} {
		files, err := os.ReadDir(folders[0])
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			a, err := os.ReadFile(filepath.Join(folders[0], f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			b, err := os.ReadFile(filepath.Join(folders[1], f.Name()))
			if err != nil || !bytes.Equal(a, b) {
				t.Errorf("%s differs from the shared vectors (%v)", f.Name(), err)
			}
		}
	}
}
