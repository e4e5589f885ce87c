package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
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
