package ingest

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"luanphien/ingest/refusedbook"
	"luanphien/queries/edition"
)

// listed is the list of refused rows as "load:line".
func listed(t *testing.T, folder edition.Folder) []string {
	t.Helper()
	r, err := OpenRefusals(context.Background(), folder, 0, 1000, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Open != int64(len(r.First)) {
		t.Errorf("%d rows are open, %d listed", r.Open, len(r.First))
	}
	var rows []string
	for _, o := range r.First {
		rows = append(rows, fmt.Sprintf("%d:%d", o.LoadID, o.Line))
	}
	return rows
}

// loadAll loads a file however many of its rows are refused.
func loadAll(t *testing.T, folder edition.Folder, path string) FileReport {
	t.Helper()
	report, err := Run(context.Background(), folder, []string{path}, Options{Now: sampleNow, MaxReject: DefaultMaxReject, Accepted: map[string]bool{path: true}})
	if err != nil || report.Failed() {
		t.Fatal(err, report)
	}
	return report.Files[0]
}

const (
	badReferrals = "T2,2026-W10,hô hấp,5,9\n"
	badStation   = "Mường Hay,2026-W10,khác,3,0\n"
	badGroup     = "T1,2026-W10,nhóm lạ,3,0\n"
	badVisits    = "T1,2026-W11,hô hấp,-1,0\n"
)

// Mended rows leave the list, unmended ones that are loaded again are counted once, and an undo brings back what was.
func TestTheListOfRefusedRowsShrinks(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")))
	loadAll(t, folder, writeFile(t, "a.csv", activityHeader+"T1,2026-W10,hô hấp,5,1\n"+badReferrals+badStation+badGroup+badVisits))
	equalSets(t, "first", listed(t, folder), []string{"2:3", "2:4", "2:5", "2:6"})

	// One row is mended in the file; the others come as they were, in another order and with a column more.
	again := "TT," + activityHeader + "1," + badGroup + "2,T2,2026-W10,hô hấp,5,2\n3," + badVisits + "4," + badStation
	f := loadAll(t, folder, writeFile(t, "b.csv", again))
	if f.Mended != 1 || f.Counts.Quarantined != 3 {
		t.Errorf("%d mended, %+v", f.Mended, f.Counts)
	}
	equalSets(t, "again", listed(t, folder), []string{"3:2", "3:4", "3:5"})

	// The workbook of the rest comes back: one row with another station and week is mended, one is mended badly.
	book := refusedOf(t, folder, 3)
	rows, err := book.GetRows("Bị từ chối 1")
	if err != nil || len(rows) != 4 {
		t.Fatalf("%q %v", rows, err)
	}
	for i, row := range rows {
		switch at := fmt.Sprint(i + 1); {
		case row[1] == "Mường Hay":
			err = book.SetSheetRow("Bị từ chối 1", "B"+at, &[]string{"T2", "2026-W12"})
		case row[4] == "-1":
			err = book.SetCellStr("Bị từ chối 1", "E"+at, "-2")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "sua.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	f = mustRun(t, folder, path).Files[0]
	if f.Mended != 1 || f.Counts != (Counts{Read: 3, Loaded: 1, Quarantined: 2}) {
		t.Errorf("%d mended, %+v", f.Mended, f.Counts)
	}
	left := listed(t, folder)
	if len(left) != 2 || !strings.HasPrefix(left[0], "4:") || !strings.HasPrefix(left[1], "4:") {
		t.Errorf("left %q", left)
	}
	// The workbook of a workbook has each of its own columns once.
	if rows, err = refusedOf(t, folder, 4).GetRows("Bị từ chối 1"); err != nil || strings.Count(strings.Join(rows[0], "|"), refusedbook.ReasonTitle) != 1 || !strings.HasPrefix(rows[1][len(rows[1])-1], "4-") {
		t.Errorf("%q %v", rows, err)
	}
	if _, err := Undo(context.Background(), folder, 4, Options{Now: sampleNow}); err != nil {
		t.Fatal(err)
	}
	equalSets(t, "after the undo", listed(t, folder), []string{"3:2", "3:4", "3:5"})
}

// One workbook of refused rows, mended and loaded step by step: each row that passes leaves the list, though it was refused
// again in between under another load, and its key is another one now.
func TestOneWorkbookIsMendedStepByStep(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")))
	loadAll(t, folder, writeFile(t, "a.csv", activityHeader+"T1,2026-W10,hô hấp,5,1\n"+badStation+badReferrals+"Mường Hoa,2026-W11,khác,4,0\n"))
	book := refusedOf(t, folder, 2)
	var again *excelize.File
	for i, step := range []struct {
		cell, value  string
		open, mended int64
	}{{"D3", "19", 2, 1}, {"A2", "T2", 1, 1}, {"A2", "T2", 1, 0}, {"A2", "T1", 0, 1}} {
		if i == 2 {
			again, book = refusedOf(t, folder, 4), refusedOf(t, folder, 4) // the workbook of what is left, loaded as it is
		} else if i == 3 {
			book = again
		}
		if i != 2 {
			if err := book.SetCellStr("Bị từ chối 1", step.cell, step.value); err != nil {
				t.Fatal(err)
			}
		}
		path := filepath.Join(t.TempDir(), "sua.xlsx")
		if err := book.SaveAs(path); err != nil {
			t.Fatal(err)
		}
		if f := mustRun(t, folder, path).Files[0]; f.Mended != step.mended || int64(len(listed(t, folder))) != step.open {
			t.Errorf("step %d: %d mended, open %v, %+v", i+1, f.Mended, listed(t, folder), f.Counts)
		}
	}
}

// A dismissed row is off the list, is tried no more and stays so when its load is made again; it can be put back.
func TestRefusedRowsAreDismissed(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	ctx := context.Background()
	mustRun(t, folder, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")))
	loadAll(t, folder, writeFile(t, "a.csv", activityHeader+badReferrals+"T9,2026-W10,hô hấp,4,1\nT9,2026-W11,hô hấp,4,1\n"))
	list, err := OpenRefusals(ctx, folder, 2, 1000, nil)
	if err != nil || list.Open != 3 {
		t.Fatal(list, err)
	}
	taken, err := Dismiss(ctx, folder, []RefusedRow{list.First[0].RefusedRow, list.First[1].RefusedRow, {99, "activity", 1}}, "số cũ", "an", sampleNow)
	if err != nil || len(taken) != 2 {
		t.Fatal(taken, err)
	}
	equalSets(t, "dismissed", listed(t, folder), []string{"2:4"})
	if list, err = OpenRefusals(ctx, folder, 2, 1, nil); err != nil || len(list.Dismissed) != 2 || list.Dismissed[0].Reason != "số cũ" || list.Dismissed[0].Login != "an" || !list.Dismissed[0].At.Equal(sampleNow.Truncate(time.Second)) {
		t.Errorf("%+v %v", list, err)
	}
	var b bytes.Buffer
	if err := refusedbook.RefusedWorkbook(ctx, folder, 2, &b); err != nil {
		t.Error(err)
	}
	if rows, err := refusedOf(t, folder, 2).GetRows("Bị từ chối 1"); err != nil || len(rows) != 2 {
		t.Errorf("the workbook holds %q %v", rows, err)
	}
	report := mustRun(t, folder, writeFile(t, "moi.csv", "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở\nT9,Mường Chín,xã,TTYT,01/01/2020\n"))
	if report.Resolved != 1 {
		t.Errorf("%d rows were tried again", report.Resolved)
	}
	if _, err := Undo(ctx, folder, 3, Options{Now: sampleNow}); err != nil {
		t.Fatal(err)
	}
	equalSets(t, "after the undo", listed(t, folder), []string{"2:4"})
	if err := Restore(ctx, folder, taken[1].RefusedRow); err != nil {
		t.Fatal(err)
	}
	equalSets(t, "put back", listed(t, folder), []string{"2:3", "2:4"})
}

// A file that is mended in place and loaded again: the mended rows leave the list though their keys are others now, those
// mended badly are counted once, and those that were deleted, moved or belong to another file stay.
func TestAFileMendedInPlace(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")))
	good := "T1,2026-W10,hô hấp,5,1\nT1,2026-W11,hô hấp,5,1\nT1,2026-W10,khác,5,1\nT2,2026-W11,khác,5,1\n"
	file := func(bad ...string) string { return writeFile(t, "a.csv", activityHeader+good+strings.Join(bad, "")) }
	const weekless, lost = "T2,tuần mười,hô hấp,3,0\n", "T9,2026-W10,khác,3,0\n"
	loadAll(t, folder, file(badStation, weekless, badGroup, lost))
	equalSets(t, "first", listed(t, folder), []string{"2:6", "2:7", "2:8", "2:9"})

	// Line 6 names its station right, line 7 has another fault now, and line 9 is deleted.
	f := loadAll(t, folder, file("T1,2026-W12,khác,3,0\n", "T2,2026-W10,nhóm nào,3,0\n", badGroup))
	if f.Mended != 1 || f.Counts != (Counts{Read: 7, Loaded: 1, Unchanged: 4, Quarantined: 2}) {
		t.Errorf("%d mended, %+v", f.Mended, f.Counts)
	}
	equalSets(t, "one mended", listed(t, folder), []string{"2:9", "3:7", "3:8"})

	// Another file with rows on the same lines is not the first one mended.
	f = loadAll(t, folder, writeFile(t, "b.csv", activityHeader+"T2,2026-W08,hô hấp,5,1\n"+strings.Repeat("\n", 4)+"T2,2026-W08,khác,5,1\nT2,2026-W09,khác,5,1\n"))
	if f.Mended != 0 {
		t.Errorf("%d mended by another file", f.Mended)
	}

	// The second load's rows are mended; its other facts came with the first.
	f = loadAll(t, folder, file("T1,2026-W12,khác,3,0\n", "T2,2026-W10,hô hấp,3,0\n", "T1,2026-W10,da liễu,3,0\n"))
	if f.Mended != 2 || f.Counts.Quarantined != 0 {
		t.Errorf("%d mended, %+v", f.Mended, f.Counts)
	}
	equalSets(t, "all mended", listed(t, folder), []string{"2:9"})
	if _, err := Undo(context.Background(), folder, 5, Options{Now: sampleNow}); err != nil {
		t.Fatal(err)
	}
	equalSets(t, "after the undo", listed(t, folder), []string{"2:9", "3:7", "3:8"})
}

// A refused row is not mended by the row that moved up to its line.
func TestARowThatMovesUpMendsNone(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")))
	var rows []string
	for week := 1; week <= 20; week++ {
		rows = append(rows, fmt.Sprintf("T1,2026-W%02d,hô hấp,5,1\n", week))
	}
	file := func(bad string) string {
		return writeFile(t, "a.csv", activityHeader+strings.Join(rows[:19], "")+bad+rows[19])
	}
	loadAll(t, folder, file(badStation))
	if f := loadAll(t, folder, file("")); f.Mended != 0 {
		t.Errorf("%d mended", f.Mended)
	}
	equalSets(t, "deleted", listed(t, folder), []string{"2:21"})
}
