package main

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"luanphien/queries/edition"
)

// The command writes a document that pins its edition, keeps what is there, and refuses what it cannot do in both languages.
func TestReportCommand(t *testing.T) {
	data, dir := demoData(t), t.TempDir()
	out := filepath.Join(dir, "report.docx")
	args := func(more ...string) []string {
		return append([]string{"report", "--data", data, "--out", out}, more...)
	}
	t.Setenv("LUANPHIEN_REPORT_SIGNER", "Lò Thị Ếch")
	expectRun(t, exitDone, []string{"Đã ghi", "is written"}, args("--year", "2026", "--quarter", "3", "--audience", "press", "--report-date", "05/02/2027")...)
	book, err := zip.OpenReader(out)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	main, err := book.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(main)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"UBND TỈNH ĐIỆN BIÊN", "quý III năm 2026", "Điện Biên, ngày 05 tháng 02 năm 2027", "Lò Thị Ếch"} {
		if !strings.Contains(string(body), want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	if _, err := edition.Folder(data).Pinned(1); err != nil {
		t.Error("the edition that it cites is not pinned:", err)
	}
	before, err := os.Stat(out)
	if err != nil || before.Mode().Perm() != 0o600 {
		t.Fatal(before, err)
	}
	expectRun(t, exitFailed, []string{"đã có tệp", "not overwritten"}, args("--year", "2026", "--quarter", "3", "--audience", "press")...)
	expectRun(t, exitFailed, []string{"Chưa có số liệu", "nothing to report yet"}, args("--year", "2030")...)
	expectRun(t, exitFailed, []string{"không có ấn bản số 7", "no edition 7"}, args("--year", "2026", "--edition", "7")...)
	for flag, said := range map[string]string{"--year=7": "--year", "--year=2026 --quarter=5": "--quarter 5", "--year=2026 --format=pdf": "docx or xlsx only", "--year=2026 --audience=all": "--audience all",
		"--year=2026 --lang=fr": "--lang fr", "--year=2026 --report-date=today": "--report-date today", "--year=2026 --edition=-1": "--edition"} {
		expectRun(t, exitUsage, []string{said}, args(strings.Fields(flag)...)...)
	}
}
