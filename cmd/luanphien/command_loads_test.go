package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"luanphien/ingest/header"
)

// textFile writes a small file to load.
func textFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// expectRun runs the program and looks for words in what it says.
func expectRun(t *testing.T, code int, words []string, args ...string) string {
	t.Helper()
	got, printed := runProgram(t, args...)
	if got != code {
		t.Fatalf("luanphien %s: exit code %d, want %d:\n%s", strings.Join(args, " "), got, code, printed)
	}
	for _, w := range words {
		if !strings.Contains(printed, w) {
			t.Errorf("luanphien %s: lacks %q:\n%s", strings.Join(args, " "), w, printed)
		}
	}
	return printed
}

const (
	twoStations = "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở\nT1,Mường Một,xã,TTYT A,01/01/2020\nT2,Mường Hai,xã,TTYT A,01/01/2020\n"
	twoWeeks    = "Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\nT1,2026-W10,hô hấp,5,1\nT2,2026-W10,hô hấp,7,0\n"
)

func TestLoadsAndUndo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	expectRun(t, exitDone, []string{"nothing was loaded"}, "loads", "--data", dir)
	expectRun(t, exitDone, nil, "ingest", "--data", dir, "--now", "2026-06-01", "--user", "an",
		textFile(t, "tram.csv", twoStations), textFile(t, "hd.csv", twoWeeks))
	expectRun(t, exitDone, []string{"hd.csv", "an", "activity: 2 mới (new)"}, "loads", "--data", dir)
	expectRun(t, exitDone, []string{"load 2 (“hd.csv”) is undone", "edition 2"}, "loads", "undo", "2", "--data", dir, "--user", "binh")
	expectRun(t, exitDone, []string{"by binh"}, "loads", "--data", dir)
	expectRun(t, exitFailed, []string{"was undone at"}, "loads", "undo", "2", "--data", dir)
	expectRun(t, exitUsage, nil, "loads", "undo", "hai", "--data", dir)
}

func TestCheckLoadsNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	expectRun(t, exitDone, []string{"hd.csv", "station_unknown", "nothing was loaded"}, "ingest", "--check", "--now", "2026-06-01", "--data", dir, textFile(t, "hd.csv", twoWeeks))
	expectRun(t, exitDone, []string{"hd.csv", "nạp mới (loaded) 2", "nothing was loaded"}, "ingest", "--check", "--now", "2026-06-01", "--data", dir,
		textFile(t, "hd.csv", twoWeeks), textFile(t, "tram.csv", twoStations))
	if _, err := os.Stat(dir); err == nil {
		t.Error("the check made the folder")
	}
	expectRun(t, exitDone, nil, "ingest", "--data", dir, "--now", "2026-06-01", textFile(t, "tram.csv", twoStations))
	expectRun(t, exitDone, []string{"would load", "header on line 1", "Lượt khám → Lượt khám – Visits (visits): số nguyên", "T2", "nothing was loaded"},
		"ingest", "--check", "--now", "2026-06-01", "--data", dir, textFile(t, "hd.csv", twoWeeks))
	expectRun(t, exitFailed, []string{"would be refused", "referrals_exceed_visits"}, "ingest", "--check", "--now", "2026-06-01", "--data", dir,
		textFile(t, "sai.csv", strings.ReplaceAll(twoWeeks, "7,0", "7,9")))
	if printed := expectRun(t, exitDone, nil, "loads", "--data", dir); strings.Contains(printed, "hd.csv") {
		t.Errorf("the check was kept:\n%s", printed)
	}
}

func TestStandardInput(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	var out bytes.Buffer
	if code := Run(t.Context(), []string{"ingest", "-", "--data", dir}, strings.NewReader(twoStations), &out, &out); code != exitDone {
		t.Fatalf("exit code %d:\n%s", code, out.String())
	}
	expectRun(t, exitDone, []string{"stations: 2 mới (new)"}, "loads", "--data", dir)
}

func TestAliasesCommand(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	expectRun(t, exitDone, nil, "ingest", "--data", dir, "--now", "2026-06-01", textFile(t, "tram.csv", twoStations))
	names := textFile(t, "ten.csv", "alias_name,station_code\nM. Một,T1\n")
	expectRun(t, exitDone, []string{"(loaded) 1", "nothing was loaded"}, "aliases", "import", "--check", "--data", dir, names)
	expectRun(t, exitDone, []string{"(loaded) 1"}, "aliases", "import", "--data", dir, names)
	expectRun(t, exitDone, []string{"(loaded) 2"}, "ingest", "--data", dir, "--now", "2026-06-01",
		textFile(t, "hd.csv", strings.ReplaceAll(twoWeeks, "T1", "M. Một")), "--check=false")
}

func TestTemplatesAndRefusedRows(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	expectRun(t, exitDone, nil, "ingest", "--data", dir, "--now", "2026-06-01", "--max-reject", "100",
		textFile(t, "tram.csv", twoStations), textFile(t, "hd.csv", strings.ReplaceAll(twoWeeks, "7,0", "7,8")))
	expectRun(t, exitDone, []string{"xl/worksheets"}, "loads", "refused", "2", "--data", dir)
	expectRun(t, exitFailed, []string{"has no refused row"}, "loads", "refused", "1", "--data", dir)
	expectRun(t, exitDone, []string{"xl/worksheets"}, "template", "activity", "--data", dir)
	expectRun(t, exitUsage, nil, "template", "--data", dir)
	into := filepath.Join(t.TempDir(), "mau")
	expectRun(t, exitDone, []string{"postings.xlsx"}, "template", "--all", into, "--data", dir)
	if files, err := filepath.Glob(filepath.Join(into, "*.xlsx")); err != nil || len(files) != len(header.Kinds()) {
		t.Errorf("%d templates, %v", len(files), err)
	}
}
