package lex

import (
	"testing"
	"time"

	"luanphien/ingest/rule"
)

func TestMonth(t *testing.T) {
	for text, want := range map[string]string{
		"2026-02": "2026-02-01", "02/2026": "2026-02-01", "2/2026": "2026-02-01", "202602": "2026-02-01", "Tháng 2/2026": "2026-02-01",
		"Tháng 02 năm 2026": "2026-02-01", "T12/2025": "2025-12-01", "01/02/2026": "2026-02-01", "2026-02-01": "2026-02-01",
	} {
		first, missing, r := Month(text)
		if missing || r != rule.None || first.Format(time.DateOnly) != want {
			t.Errorf("%q: %v %v %q", text, first, missing, r)
		}
	}
	for text, want := range map[string]rule.Rule{
		"13/2026": rule.MonthImpossible, "2026-00": rule.MonthImpossible, "Quý 1/2026": rule.MonthUnparsable, "2026": rule.MonthUnparsable,
		"15/02/2026": rule.MonthUnparsable, "tháng": rule.MonthUnparsable, "2026-W07": rule.MonthUnparsable, "1-2-3-4": rule.MonthUnparsable,
	} {
		if _, missing, r := Month(text); missing || r != want {
			t.Errorf("%q: %v %q", text, missing, r)
		}
	}
	for _, text := range []string{"", " ", "x", "KBC"} {
		if _, missing, _ := Month(text); !missing {
			t.Errorf("%q is not missing", text)
		}
	}
}
