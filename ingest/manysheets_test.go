package ingest

import (
	"archive/zip"
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// smallFiles is an archive of so many one-line activity files, each of the station that code names.
func smallFiles(t *testing.T, n int, code func(i int) string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "nhieu-tep.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for i := range n {
		w, err := z.Create(fmt.Sprintf("tram-%05d.csv", i))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(w, "%s%s,2026-W10,hô hấp,%d,1\n", activityHeader, code(i), 5+i%7)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// manyStations is a list of so many stations T00000, T00001 …
func manyStations(t *testing.T, n int) string {
	t.Helper()
	var list strings.Builder
	list.WriteString(stationsHeader)
	for i := range n {
		fmt.Fprintf(&list, "T%05d,Tên %05d,xã,TTYT,01/01/2020,\n", i, i)
	}
	return writeFile(t, "nhieu-tram.csv", list.String())
}

// Rows that wait are judged together, whatever number of sheets they stand on: once a load and kind, and not at all as long
// as each lacks what no list has.
func TestWaitingSheetsAreTriedTogether(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	const files = 120
	checked := 0
	run := func(path string) *Report {
		t.Helper()
		checked = 0
		report, err := Run(context.Background(), folder, []string{path}, Options{
			Now: sampleNow, MaxReject: DefaultMaxReject, LoadedBy: "test",
			Progress: func(p Progress) {
				if p.Step == Checking {
					checked++
				}
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		return report
	}
	first := run(smallFiles(t, files, func(i int) string { return fmt.Sprintf("T%05d", i) }))
	if f := first.Files[0]; f.Status != Loaded || f.Waiting != files || checked != 1 {
		t.Fatalf("%s (%v): %d rows wait, judged %d times", f.Status, f.Err, f.Waiting, checked)
	}
	// Half of the stations come: their rows pass, and the others go on waiting.
	if report := run(manyStations(t, files/2)); report.Resolved != files/2 || checked != 2 {
		t.Errorf("%d rows passed, judged %d times", report.Resolved, checked)
	}
	visits := rowsOf(t, folder, "SELECT station_code, visits FROM activity WHERE station_code IN ('T00000', 'T00059') ORDER BY ALL")
	if want := "[T00000|5 T00059|8]"; fmt.Sprint(visits) != want {
		t.Errorf("%v, want %s", visits, want)
	}
	if left := rowsOf(t, folder, "SELECT count(*), min(sheet), min(line) FROM quarantine WHERE resolved_by IS NULL"); fmt.Sprint(left) != "[60|tram-00060.csv|2]" {
		t.Errorf("left: %v", left)
	}
	if report := run(manyStations(t, files)); report.Resolved != files/2 {
		t.Errorf("%d rows passed at last", report.Resolved)
	}
}

// An archive of thousands of small files takes memory by its rows.
func TestManySmallFilesAreCheap(t *testing.T) {
	const files, mostMB = 3000, 500
	codes := map[string]func(int) string{
		"unknown stations": func(i int) string { return fmt.Sprintf("T%05d", i) },
		"one unknown key":  func(int) string { return "T00001" },
	}
	for _, name := range soak.Sample(t, slices.Sorted(maps.Keys(codes)), 1) {
		t.Run(name, func(t *testing.T) {
			code := codes[name]
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), contender+"=load "+smallFiles(t, files, code), "LUANPHIEN_BENCH_DIR="+t.TempDir())
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			var seconds, peakKB float64
			if _, err := fmt.Sscanf(string(out), "seconds %f\npeak %f", &seconds, &peakKB); err != nil {
				t.Fatalf("%q", out)
			}
			if peakKB > mostMB<<10 {
				t.Errorf("%d files took %.0f MB, more than %d", files, peakKB/1024, mostMB)
			}
			t.Logf("%d files: %.0f MB, %.1f s, processor %v", files, peakKB/1024, seconds, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
		})
	}
}
