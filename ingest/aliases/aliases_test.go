package aliases

import (
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"
)

func TestRows(t *testing.T) {
	rows, err := Rows()
	if err != nil {
		t.Fatal(err)
	}
	lastDay := time.Date(2025, 6, 30, 0, 0, 0, 0, time.UTC)
	former, stations := 0, map[string]bool{}
	for _, r := range rows {
		if !norm.NFC.IsNormalString(r.Name) || r.Name == "" {
			t.Errorf("name %q is blank or not NFC", r.Name)
		}
		if len(r.StationCode) != 5 {
			t.Errorf("%s: code %q has not five digits", r.Name, r.StationCode)
		}
		if r.Type == Variant {
			if !r.ValidTo.IsZero() || r.Trap {
				t.Errorf("%s: a spelling variant neither ends nor is a trap", r.Name)
			}
			continue
		}
		former++
		stations[r.StationCode] = true
		if !r.ValidTo.Equal(lastDay) {
			t.Errorf("%s: valid to %s", r.Name, r.ValidTo)
		}
	}
	if former != 129 || len(stations) != 45 {
		t.Errorf("%d former units of %d stations, want 129 of 45", former, len(stations))
	}
}

func TestTraps(t *testing.T) {
	rows, err := Rows()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, r := range rows {
		if r.Trap {
			got[r.Name] = r.Type + " " + r.StationCode
		}
	}
	// The old ward went into Điện Biên Phủ, the old commune into Thanh An; the new units of these names lie elsewhere.
	want := map[string]string{"Mường Thanh": "ward 03127", "Sam Mứn": "commune 03352"}
	if len(got) != len(want) {
		t.Fatalf("traps: %v, want %v", got, want)
	}
	for name, unit := range want {
		if got[name] != unit {
			t.Errorf("%s: %q, want %q", name, got[name], unit)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, record := range [][]string{
		{"A", "village", "03127", "2025-06-30", "false"},
		{"A", "commune", "03127", "30/06/2025", "false"},
		{"A", "commune", "03127", "2025-06-30", "maybe"},
	} {
		if _, err := parse(record); err == nil {
			t.Errorf("%v was accepted", record)
		}
	}
}
