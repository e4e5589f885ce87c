package ingest

import (
	"fmt"
	"testing"

	"luanphien/queries/edition"
)

// Two rows of one file turn out to be of one station only when its list renames it: which of them is right is as little known
// then as if the list had come first, so that neither stands.
func TestContradictionThatComesToLightLater(t *testing.T) {
	list := writeFile(t, "tram.csv", stationsHeader+"T1,Bản Một,xã,TTYT,01/01/2025,\nT2,Bản Hai,xã,TTYT,01/01/2025,\n")
	renamed := writeFile(t, "ten.csv", stationsHeader+"T1,Bản Mới,xã,TTYT,01/01/2025,\n")
	for name, c := range map[string]struct{ rows, facts, refused string }{
		"they differ":       {"T1,2026-W10,hô hấp,5,1\nBản Mới,2026-W10,hô hấp,7,1\n", "[]", "[key_contradicted key_contradicted]"},
		"they say the same": {"T1,2026-W10,hô hấp,5,1\nBản Mới,2026-W10,hô hấp,5,1\n", "[T1|5]", "[duplicate_key]"},
	} {
		for week := range 12 { // so that few of the rows are refused
			c.rows += fmt.Sprintf("T2,2026-W%d,hô hấp,3,0\n", 10+week)
		}
		rows := writeFile(t, "hd.csv", activityHeader+c.rows)
		for _, order := range [][]string{{list, renamed, rows}, {list, rows, renamed}} {
			folder := edition.Folder(t.TempDir())
			for _, path := range order {
				runAs(t, folder, path, false)
			}
			facts := fmt.Sprint(rowsOf(t, folder, "SELECT station_code, visits FROM activity WHERE station_code = 'T1'"))
			refused := fmt.Sprint(rowsOf(t, folder, "SELECT rule FROM quarantine WHERE resolved_by IS NULL ORDER BY ALL"))
			if facts != c.facts || refused != c.refused {
				t.Errorf("%s, in the order %v: %s, refused %s", name, order, facts, refused)
			}
		}
	}
}
