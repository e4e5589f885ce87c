package ingest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"luanphien/ingest/refusedbook"
	"luanphien/queries/edition"
)

// loadFor loads a file for who works for some stations, however many of its rows are refused.
func loadFor(t *testing.T, folder edition.Folder, area, name, text string) FileReport {
	t.Helper()
	path := writeFile(t, name, text)
	report, err := Run(context.Background(), folder, []string{path}, Options{Now: sampleNow, MaxReject: DefaultMaxReject, Area: area, Accepted: map[string]bool{path: true}})
	if err != nil {
		t.Fatal(err)
	}
	return report.Files[0]
}

func refusedAs(f FileReport) string {
	var list []string
	for _, r := range f.Refusals {
		list = append(list, fmt.Sprintf("%d %s", r.Line, r.Rule))
	}
	return strings.Join(list, ", ")
}

// Who works for a station loads its rows; those of others are refused with a sentence, whatever else is wrong with them, and
// change nothing of what others loaded or have to mend.
func TestLoadForAnArea(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")))
	loadAll(t, folder, writeFile(t, "a.csv", activityHeader+"T1,2026-W10,hô hấp,5,1\nT2,2026-W11,hô hấp,6,1\n"+badReferrals+badGroup))
	equalSets(t, "of the province", listed(t, folder), []string{"2:4", "2:5"})

	f := loadFor(t, folder, "T1", "b.csv", activityHeader+"T1,2026-W12,hô hấp,8,1\nT2,2026-W11,hô hấp,60,1\n"+badReferrals+badStation+badVisits+"T2,2026-W10,hô hấp,5,4\n")
	if got := refusedAs(f); got != "3 outside_area, 4 outside_area, 5 station_unknown, 6 count_negative, 7 outside_area" || f.Counts.Loaded != 1 || f.Mended != 0 {
		t.Errorf("%s, %+v, %d mended", got, f.Counts, f.Mended)
	}
	for _, r := range f.Refusals {
		if r.Rule == "outside_area" && !strings.Contains(r.VI, "không thuộc phạm vi") {
			t.Error(r.VI)
		}
		for _, name := range r.Nearest {
			if !strings.Contains(name, "(T1)") {
				t.Error("offers", name)
			}
		}
	}
	equalSets(t, "in force", rowsOf(t, folder, "SELECT station_code, week, visits FROM activity"), []string{"T1|2026-W10|5", "T1|2026-W12|8", "T2|2026-W11|6"})
	equalSets(t, "all", listed(t, folder), []string{"2:4", "2:5", "3:3", "3:4", "3:5", "3:6", "3:7"})

	// The list now knows the station that a row waited for: it is another's all the same, and waits no longer.
	mustRun(t, folder, writeFile(t, "tram2.csv", strings.TrimPrefix(stationsFile, "tram.csv=")+"T9,Mường Hay,xã,TTYT A,01/01/2020,\n"))
	if n := rowsOf(t, folder, "SELECT count(*) FROM activity WHERE station_code = 'T9'"); n[0] != "0" {
		t.Error(n)
	}
	equalSets(t, "rules", rowsOf(t, folder, "SELECT line, rule, retry FROM quarantine WHERE load_id = 3 AND line = 5"), []string{"5|outside_area|false"})

	// A workbook that says it mends rows of the province takes none of them off the list; nor does the same file once more.
	loadFor(t, folder, "T1", "c.csv", "Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến,"+refusedbook.ReasonTitle+",\""+refusedbook.IdentityTitle+"\"\nT1,2026-W13,hô hấp,5,1,x,2-3\nT1,2026-W14,hô hấp,5,1,x,2-4\n")
	loadFor(t, folder, "T1", "a2.csv", activityHeader+"T1,2026-W10,hô hấp,5,1\nT2,2026-W11,hô hấp,6,1\n"+badReferrals+badGroup)
	open := strings.Join(listed(t, folder), " ")
	if !strings.Contains(open, "2:4") {
		t.Error("the province's list:", open)
	}
	if f := loadFor(t, folder, "T1", "d.csv", strings.TrimPrefix(stationsFile, "tram.csv=")); f.Status != Refused || !strings.Contains(f.Err.VI, "toàn tỉnh") {
		t.Errorf("%+v", f)
	}
	loads, err := Loads(context.Background(), folder)
	if err != nil || loads[1].Area != "" || loads[2].Area != "T1" {
		t.Error(err, loads)
	}
	// Undone and made again, a load is under its area still.
	if _, err := Undo(context.Background(), folder, 2, Options{Now: sampleNow}); err != nil {
		t.Fatal(err)
	}
	equalSets(t, "after the undo", rowsOf(t, folder, "SELECT DISTINCT station_code FROM activity"), []string{"T1"})
}
