package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/account"
)

// sampleFiles are the ten files of the sample, in the order of their names, which is not the one in which they load.
func sampleFiles(t *testing.T) [][2]string {
	t.Helper()
	paths, err := filepath.Glob("../../ingest/testdata/sample/*.csv")
	if err != nil || len(paths) != 10 {
		t.Fatalf("%d files of the sample, %v", len(paths), err)
	}
	var files [][2]string
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, [2]string{filepath.Base(path), string(b)})
	}
	return files
}

// The sample's ten files, dropped together on an empty folder, are judged against each other: nothing is refused, the page
// is small, and they load as foretold.
func TestFilesDroppedTogether(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	officer := people(t, dir, account.DataOfficer)[0]
	officer.base, _ = serveAndRead(t, dir)
	start := time.Now()
	at := officer.preview([]string{"10 tệp, nạp cùng nhau", "0 đính chính, 0 không đổi, 0 bị từ chối"}, sampleFiles(t)...)
	took := time.Since(start)
	page := officer.see(at)
	t.Logf("a preview of %d KB after %v", len(page)>>10, took)
	if len(page) > 150<<10 || strings.Contains(page, "sẽ bị từ chối") || strings.Contains(page, "Dòng bị từ chối") {
		t.Errorf("the preview is %d KB", len(page)>>10)
	}
	officer.press(at, at, "Đã công bố ấn bản 1", "đã nạp")
	if page := officer.see(at); strings.Contains(page, "Dòng bị từ chối") || strings.Count(page, ": đã nạp") != 10 {
		t.Error("the files did not load as foretold")
	}
}
