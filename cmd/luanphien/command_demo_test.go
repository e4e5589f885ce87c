package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"luanphien/ingest/demo"
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
	if files, err := filepath.Glob(filepath.Join(dir, demoFiles, "*.csv")); err != nil || len(files) != 14 {
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

// The second province loads in the same way, gives figures, and is never mixed with the first.
func TestDemoOfLaoCai(t *testing.T) {
	dir := t.TempDir()
	if code, printed := runProgram(t, "demo", "--province", "lao-cai", "--data", dir); code != exitDone {
		t.Fatalf("exit code %d:\n%s", code, printed)
	}
	m, err := edition.Folder(dir).Manifest(1)
	if err != nil {
		t.Fatal(err)
	}
	if !m.Illustrative || m.Rows["stations"] != 81 || m.Rows["workers"] != 139 || m.Rows["units"] != 22 {
		t.Errorf("the edition holds %+v", m)
	}
	if code, printed := runProgram(t, "demo", "--data", dir); code != exitFailed || !strings.Contains(printed, "another province") {
		t.Errorf("the other province: exit code %d:\n%s", code, printed)
	}
	if code, printed := runProgram(t, "demo", "--province", "ha-giang", "--data", dir); code != exitUsage || !strings.Contains(printed, "dien-bien, lao-cai") {
		t.Errorf("an unknown province: exit code %d:\n%s", code, printed)
	}
	whole := figuresOf(t, dir, "--from", "2025-W07", "--to", "2025-W26", "--as-of", m.AsOf.Format(time.RFC3339))
	checkLaoCai(t, whole)
	hospital := figuresOf(t, dir, "--from", "2025-W07", "--to", "2025-W26", "--as-of", m.AsOf.Format(time.RFC3339), "--facility", "LC0100")
	for _, f := range hospital {
		if (f.ID == "COV-1" || f.ID == "COV-4" || f.ID == "CMP-1" || f.ID == "RA-1") && f.State != "ok" {
			t.Errorf("%s of a hospital: %s", f.ID, f.State)
		}
	}
}

func checkLaoCai(t *testing.T, list []shownFigure) {
	t.Helper()
	seen := map[string]bool{}
	for _, f := range list {
		seen[f.ID] = true
		switch f.ID {
		case "COV-1", "COV-4", "CMP-1", "CMP-2":
			if f.State != "ok" || *f.Value < 0.4 || *f.Value > 0.97 {
				t.Errorf("%s is not plausible: %+v", f.ID, f)
			}
		case "COV-5", "COV-6":
			if f.State != "ok" || *f.Value <= 0 {
				t.Errorf("%s: %+v", f.ID, f)
			}
		case "RA-1":
			if f.State != "ok" || *f.Low <= 0 || *f.Numerator / *f.Denominator < 0.71 || *f.Numerator / *f.Denominator > 0.79 {
				t.Errorf("RA-1: %+v", f)
			}
		}
	}
	for _, id := range []string{"COV-1", "COV-4", "COV-5", "COV-6", "CMP-1", "CMP-2", "RA-1"} {
		if !seen[id] {
			t.Errorf("no %s", id)
		}
	}
}

// The help of the setting names what there is.
func TestProvincesAreNamed(t *testing.T) {
	if settingProvince.Default != demo.Provinces[0].Key {
		t.Errorf("the default is %s", settingProvince.Default)
	}
	for _, p := range demo.Provinces {
		if !strings.Contains(settingProvince.Help, p.Key) {
			t.Errorf("the setting does not name %s", p.Key)
		}
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
