package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"luanphien/queries/edition"
)

func TestDemoCommand(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "data")
	if code, printed := runProgram(t, "demo", "--data", dir); code != exitDone {
		t.Fatalf("exit code %d:\n%s", code, printed)
	}
	folder := edition.Folder(dir)
	m, err := folder.Manifest(1)
	if err != nil {
		t.Fatal(err)
	}
	if !m.Illustrative || m.Rows["stations"] != 45 || m.Rows["workers"] != 108 || m.Rows["activity"] < 30_000 {
		t.Errorf("the edition holds %+v", m)
	}
	if files, err := filepath.Glob(filepath.Join(dir, demoFiles, "*.csv")); err != nil || len(files) != 10 {
		t.Errorf("input files: %v %v", files, err)
	}
	code, printed := runProgram(t, "demo", "--data", dir)
	if code != exitDone || !strings.Contains(printed, "nothing changed") {
		t.Errorf("second run: exit code %d:\n%s", code, printed)
	}
	if newest, err := folder.Newest(); err != nil || newest != 1 {
		t.Errorf("newest edition after the second run: %d %v", newest, err)
	}
}

func TestDemoDoesNotMixWithRealData(t *testing.T) {
	dir := t.TempDir()
	folder := edition.Folder(dir)
	if err := os.MkdirAll(folder.Editions(), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(folder.ManifestPath(1), []byte(`{"number":1,"illustrative":false}`), 0o644); err != nil {
		t.Fatal(err)
	}
	code, printed := runProgram(t, "demo", "--data", dir)
	if code != exitFailed || !strings.Contains(printed, "not mixed") {
		t.Errorf("exit code %d:\n%s", code, printed)
	}
	if _, err := os.Stat(filepath.Join(dir, demoFiles)); err == nil {
		t.Error("files of the demo were written")
	}
}
