package ingest

import (
	"context"
	"fmt"
	"testing"

	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// A file that was loaded before stands again where another has come between; else it changes nothing, and is not counted
// twice.
func TestKnownFileIsJudgedAgain(t *testing.T) {
	soak.Long(t)
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, reference(t)...)
	a := writeFile(t, "a.csv", activityHeader+"03127,2026-W10,hô hấp,14,1\n03127,2026-W10,lạ,3,1\n03127,2026-W11,hô hấp,-5,1\n03127,2026-W12,hô hấp,4,1\n03127,2026-W13,hô hấp,4,1\n03127,2026-W14,hô hấp,4,1\n03127,2026-W15,hô hấp,4,1\n")
	b := writeFile(t, "b.csv", activityHeader+"03127,2026-W10,hô hấp,13,3\n")
	visits := func() string {
		return fmt.Sprint(rowsOf(t, folder, "SELECT visits FROM activity WHERE week = '2026-W10' ORDER BY 1"), rowsOf(t, folder, "SELECT count(*) FROM quarantine WHERE resolved_by IS NULL"))
	}
	for i, step := range []struct {
		path   string
		status Status
		want   string
	}{
		{a, Loaded, "[14] [2]"}, {a, Unchanged, "[14] [2]"}, {b, Loaded, "[13] [2]"}, {a, Loaded, "[14] [2]"}, {a, Unchanged, "[14] [2]"},
		{b, Loaded, "[13] [2]"}, {b, Unchanged, "[13] [2]"},
	} {
		if f := mustRun(t, folder, step.path).Files[0]; f.Status != step.status || visits() != step.want {
			t.Errorf("step %d: %s %s, want %s %s", i, f.Status, visits(), step.status, step.want)
		}
	}
	// What it lacked comes, and the row passes by itself; the file then has nothing new.
	mustRun(t, folder, writeFile(t, "nhom.csv", "Nhóm bệnh,Mã ICD-10\nlạ,\n"))
	if visits() != "[3 13] [1]" {
		t.Errorf("after the list: %s", visits())
	}
	// An undo of the second b leaves what the a before it said.
	loads, err := Loads(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	last := 0
	for _, l := range loads {
		if l.FileName == "b.csv" {
			last = l.ID
		}
	}
	mustUndo(t, folder, last)
	if visits() != "[3 14] [1]" {
		t.Errorf("after the undo: %s", visits())
	}
}

// Rows that only time, a limit or the days of a station refuse wait for these, and are tried again by themselves.
func TestRowsWaitForDaysWeeksAndLimits(t *testing.T) {
	soak.Long(t)
	folder := edition.Folder(t.TempDir())
	stations := func(opened string) string { return stationsHeader + "T1,Một,xã,TTYT," + opened + ",\n" }
	mustRun(t, folder, writeFile(t, "tram.csv", stations("01/03/2026")))
	rows := writeFile(t, "a.csv", activityHeader+"T1,2026-W05,hô hấp,5,1\nT1,2026-W51,hô hấp,6,1\nT1,2026-W12,hô hấp,70000,1\n")
	f := mustRun(t, folder, rows).Files[0]
	if f.Status != Loaded || f.Waiting != 3 {
		t.Fatalf("%s: %d wait, %+v", f.Status, f.Waiting, f.Refusals)
	}
	inForce := func() string { return fmt.Sprint(rowsOf(t, folder, "SELECT week FROM activity ORDER BY week")) }
	if report := mustRun(t, folder, writeFile(t, "tram-2.csv", stations("01/01/2026"))); report.Resolved != 1 || inForce() != "[2026-W05]" {
		t.Errorf("the day: %d passed, %s", report.Resolved, inForce())
	}
	later := Options{Now: sampleNow.AddDate(0, 2, 0), MaxReject: DefaultMaxReject, MaxCount: 100_000, LoadedBy: "test"}
	report, err := Run(context.Background(), folder, []string{rows}, later)
	if err != nil || inForce() != "[2026-W05 2026-W12 2026-W51]" {
		t.Errorf("the clock and the limit: %v %+v %s", err, report, inForce())
	}
	// A day mended the other way takes rows back: they wait again, and are the file's no more.
	mustRun(t, folder, writeFile(t, "tram-3.csv", stations("01/04/2026")))
	if inForce() != "[2026-W51]" {
		t.Errorf("after it opens later: %s", inForce())
	}
	if n := rowsOf(t, folder, "SELECT rule FROM quarantine WHERE resolved_by IS NULL ORDER BY 1"); fmt.Sprint(n) != "[before_opening before_opening]" {
		t.Errorf("quarantine: %v", n)
	}
	mustRun(t, folder, writeFile(t, "tram-4.csv", stations("02/01/2026")))
	if inForce() != "[2026-W05 2026-W12 2026-W51]" {
		t.Errorf("after the day is right again: %s", inForce())
	}
}

// A renamed station keeps its former name, with its days; a name in use by another is nobody's any more.
func TestRenamedStation(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", stationsHeader+"T1,Bản Một,xã,TTYT,01/01/2025,\nT2,Bản Hai,xã,TTYT,01/01/2025,\n"))
	mustRun(t, folder, writeFile(t, "truoc.csv", activityHeader+"Trạm Y tế xã Bản Một,2026-W09,hô hấp,5,1\n"))
	mustRun(t, folder, writeFile(t, "ten.csv", stationsHeader+"T1,Bản Mới,xã,TTYT,01/01/2025,\n"))
	mustRun(t, folder, writeFile(t, "sau.csv", activityHeader+"Xã Bản Một,2026-W10,hô hấp,6,1\nBản Mới,2026-W11,hô hấp,7,1\n"))
	equalSets(t, "activity", rowsOf(t, folder, "SELECT station_code, source_unit, week FROM activity"), []string{"T1||2026-W09", "T1||2026-W10", "T1||2026-W11"})
	equalSets(t, "names", rowsOf(t, folder, "SELECT alias_name, alias_type, station_code, valid_from IS NOT NULL, valid_to IS NOT NULL FROM station_aliases"), []string{"Bản Một||T1|true|true"})
	// T2 takes the name over: rows that named it so may mean either, and wait.
	report := mustRun(t, folder, writeFile(t, "ten-2.csv", stationsHeader+"T2,Bản Một,xã,TTYT,01/01/2025,\n"))
	equalSets(t, "activity", rowsOf(t, folder, "SELECT station_code, week FROM activity"), []string{"T1|2026-W11"})
	if n := report.Files[0].Notices; len(n) == 0 {
		t.Error("nothing is said of rows that were taken back")
	}
	if n := rowsOf(t, folder, "SELECT rule FROM quarantine WHERE resolved_by IS NULL"); fmt.Sprint(n) != "[station_ambiguous station_ambiguous]" {
		t.Errorf("quarantine: %v", n)
	}
}
