package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"luanphien/ingest/rule"
	"luanphien/queries/edition"
)

// Of two rows of one key in a table that holds no figures the first stands: the refusal of the other says so, with what both
// say, and one that says the same is a repetition.
func TestTheFirstRowOfAKeyStands(t *testing.T) {
	for name, c := range map[string]struct {
		rows, facts string
		refused     []string
	}{
		"holidays":   {"Ngày nghỉ,Lý do\n30/04/2026,Giải phóng\n30/04/2026,Khác\n30/04/2026,Giải phóng\n", "SELECT reason FROM holidays", []string{"3 key_differs", "4 duplicate_key"}},
		"units":      {"Mã đơn vị,Tên đơn vị,Tuyến\nA,Một,tỉnh\nB,Ba,tỉnh\nA,Hai,tỉnh\n", "SELECT unit_name FROM units WHERE unit_code = 'A'", []string{"4 key_differs"}},
		"said twice": {"Mã đơn vị,Tên đơn vị,Tuyến\nA,Một,tỉnh\nA,Một,tỉnh\n", "SELECT unit_name FROM units", []string{"3 duplicate_key"}},
	} {
		folder := edition.Folder(t.TempDir())
		report, err := Run(context.Background(), folder, []string{writeFile(t, "a.csv", c.rows)}, Options{Now: sampleNow, MaxReject: 1, LoadedBy: "test"})
		if err != nil {
			t.Fatal(name, err)
		}
		var got []string
		for _, q := range report.Files[0].Refusals {
			got = append(got, fmt.Sprint(q.Line, " ", q.Rule))
			if q.Rule == rule.KeyDiffers && (!strings.Contains(q.VI, "dòng trước được giữ") || !strings.Contains(q.Value, "≠")) {
				t.Errorf("%s: %s «%s»", name, q.VI, q.Value)
			}
		}
		slices.Sort(got)
		if fmt.Sprint(got) != fmt.Sprint(c.refused) {
			t.Errorf("%s: refused %v", name, got)
		}
		if facts := rowsOf(t, folder, c.facts); len(facts) != 1 || !strings.Contains("Giải phóng Một", fmt.Sprint(facts[0])) {
			t.Errorf("%s: %v stands", name, facts)
		}
	}
}
