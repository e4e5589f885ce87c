package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/xuri/excelize/v2"

	"luanphien/dashboard/account"
	"luanphien/ingest/read"
	"luanphien/queries/edition"
)

// losing makes the reader lose the third line of a file while it says so.
func losing(t *testing.T, file string) *atomic.Bool {
	t.Helper()
	var now atomic.Bool
	read.Lose = func(name string, line int) bool { return now.Load() && name == file && line == 3 }
	t.Cleanup(func() { read.Lose = nil })
	return &now
}

// contents are the files of a folder with their sums, but for locks and what begins with one of the names.
func contents(t *testing.T, dir string, but ...string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path == edition.Folder(dir).Lock() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil || slices.ContainsFunc(but, func(b string) bool { return strings.HasPrefix(name, b) }) {
			return err
		}
		content, err := os.ReadFile(path)
		files = append(files, fmt.Sprintf("%s %x", name, sha256.Sum256(content)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// A load whose rows do not add up is taken back by the command line: nothing is published, the folder is as it was, both
// languages say that it is a fault of the program, and the next load works.
func TestAnUnbalancedLoadIsTakenBack(t *testing.T) {
	for name, c := range map[string]struct {
		file, text string
	}{
		"csv":  {"hd.csv", twoWeeks},
		"xlsx": {"tram.xlsx", string(workbookOf(t, strings.NewReplacer("Mường Hai", "Mường Ba").Replace(twoStations)))},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			if code, printed := runProgram(t, "ingest", textFile(t, "tram.csv", twoStations), "--data", dir); code != exitDone {
				t.Fatal(printed)
			}
			path, before, now := textFile(t, c.file, c.text), contents(t, dir), losing(t, c.file)
			now.Store(true)
			for _, args := range [][]string{{"ingest", path}, {"ingest", "--check", path}} {
				code, printed := runProgram(t, append(args, "--data", dir)...)
				if code == exitDone || !strings.Contains(printed, "3 dòng có nội dung nhưng chương trình chỉ giải thích được 2") || !strings.Contains(printed, "Đây là lỗi của chương trình") ||
					!strings.Contains(printed, "fault of the program, not of the file: nothing is loaded") || strings.Contains(printed, "is published") {
					t.Errorf("%v ends with %d and says\n%s", args, code, printed)
				}
				if after := contents(t, dir); !slices.Equal(after, before) {
					t.Errorf("%v: the folder has changed:\n%v\nbefore\n%v", args, after, before)
				}
			}
			now.Store(false)
			if code, printed := runProgram(t, "ingest", path, "--data", dir); code != exitDone || !strings.Contains(printed, "edition 2 is published") {
				t.Errorf("the next load ends with %d and says\n%s", code, printed)
			}
		})
	}
}

// The same by the browser: in the preview, and where the rows are lost only once a person has confirmed.
func TestAnUnbalancedUploadIsTakenBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	officer := peopleIn(t, dir, account.DataOfficer)[0]
	now := losing(t, "hd.csv")
	officer.base, _ = serveAndRead(t, dir)
	at := officer.preview(nil, [2]string{"tram.csv", twoStations})
	officer.press(at, at, "ấn bản 1")
	before := contents(t, filepath.Join(dir, "editions"))
	warehouse := contents(t, dir, "editions", "uploads", "accounts", "audit", "application", "followup")

	now.Store(true)
	const vi, en = "Đây là lỗi của chương trình, không phải của tệp: không nạp gì", "This is a fault of the program, not of the file: nothing is loaded"
	at = officer.preview([]string{vi}, [2]string{"hd.csv", twoWeeks})
	officer.see(at+"?lang=en", en)
	now.Store(false)
	at = officer.preview([]string{"sẽ nạp"}, [2]string{"hd.csv", twoWeeks})
	now.Store(true)
	status, left, text := officer.submit(officer.fields(at, at, nil), at)
	if status >= 500 || !strings.Contains(text, vi) {
		t.Errorf("%s answers %d\n%s", left, status, text)
	}
	officer.see(left+"?lang=en", en)
	if after := contents(t, filepath.Join(dir, "editions")); !slices.Equal(after, before) {
		t.Errorf("editions %v, before %v", after, before)
	}
	if after := contents(t, dir, "editions", "uploads", "accounts", "audit", "application", "followup"); !slices.Equal(after, warehouse) {
		t.Errorf("the folder has changed:\n%v\nbefore\n%v", after, warehouse)
	}
	if page := officer.see("/data"); strings.Contains(page, "hd.csv") {
		t.Error("the load is in the list")
	}
	now.Store(false)
	at = officer.preview([]string{"sẽ nạp"}, [2]string{"hd.csv", twoWeeks})
	officer.press(at, at, "ấn bản 2")
}

// workbookOf makes a workbook of the lines of a CSV.
func workbookOf(t *testing.T, text string) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		for j, value := range strings.Split(line, ",") {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err == nil {
				err = book.SetCellStr(book.GetSheetName(0), cell, value)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	b, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
