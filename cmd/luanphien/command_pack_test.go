package main

import (
	"archive/zip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"luanphien/queries/edition"
)

// The command writes a pack that pins its edition and is verified, keeps what is there, and refuses what it cannot do in both
// languages.
func TestPackCommand(t *testing.T) {
	data, dir := demoData(t), t.TempDir()
	out := filepath.Join(dir, "pack.zip")
	args := func(more ...string) []string { return append([]string{"pack", "--data", data, "--out", out}, more...) }
	expectRun(t, exitFailed, []string{"được công bố", "published: coverage_by_week"}, args("--figures", "coverage_by_station")...)
	if _, err := os.Stat(out); !os.IsNotExist(err) {
		t.Error("a pack that could not be made is left in part:", err)
	}
	expectRun(t, exitDone, []string{"Đã ghi", "is written"}, args("--figures", "coverage_by_week", "--from", "2026-W27", "--to", "2026-W39", "--lang", "en")...)
	z, err := zip.OpenReader(out)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if len(z.File) != 13 || !strings.HasPrefix(z.File[0].Name, "coverage_by_week/coverage_by_week-edition1-20260629-20260927") {
		t.Errorf("%d files, the first %s", len(z.File), z.File[0].Name)
	}
	if _, err := edition.Folder(data).Pinned(1); err != nil {
		t.Error("the edition that it cites is not pinned:", err)
	}
	expectRun(t, exitDone, []string{"Như cũ", "README.txt: như cũ – equal", "figures.json: như cũ – equal"}, "verify", out, "--data", data)
	expectRun(t, exitFailed, []string{"đã có tệp", "not overwritten"}, args("--figures", "coverage_by_week")...)
	for flag, said := range map[string]string{"--from=July": "--from", "--as-of=x": "--as-of", "--lang=fr": "--lang fr", "--edition=-1": "--edition", "--figures=": "--figures"} {
		expectRun(t, exitUsage, []string{said}, args(flag)...)
	}
}
