package read

import (
	"fmt"
	"os"
	"runtime"
	"testing"
)

// An archive of many files takes neither a descriptor nor a buffer for each; every row of each is read, in order.
func TestArchivesOfManyFiles(t *testing.T) {
	const files = 1500
	var parts []string
	for i := range files {
		parts = append(parts, fmt.Sprintf("tuần/%04d.csv", i), "Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\n03158,2026-W07,hô hấp,"+fmt.Sprint(i)+",0\n")
	}
	path := archive(t, append(parts, "ghi chú.txt", "Một lá thư.\n")...)
	open := descriptors(t)
	bounded(t, 60, func() {
		file, err := Open(path, Options{TempDir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if more := descriptors(t) - open; more > openAtOnce+2 {
			t.Errorf("%d descriptors for %d files", more, files)
		}
		for i := len(file.Sheets) - 1; i >= 0; i-- {
			s := file.Sheets[i]
			row, err := s.Next()
			if err != nil || string(row.Cells[3]) != fmt.Sprint(i) || s.Name != parts[2*i] {
				t.Fatalf("%d: %s, %v, %v", i, s.Name, row, err)
			}
			for range 2 {
				if row, err := s.Next(); err == nil {
					t.Fatalf("%s: %v after the end", s.Name, row)
				}
			}
		}
		if more := descriptors(t) - open; more > openAtOnce+2 {
			t.Errorf("%d descriptors after reading", more)
		}
		l, passed := file.Ledger()
		if !l.Balanced() || l.Content != 2*files+1 || l.Loaded != files || len(passed) != 1 || len(file.Notices) != 1 {
			t.Errorf("%+v, %v, %v", l, passed, file.Notices)
		}
	})
	if more := descriptors(t) - open; more > 0 {
		t.Errorf("%d descriptors are left open", more)
	}
}

// descriptors is the number of the process's open files.
func descriptors(t *testing.T) int {
	t.Helper()
	if runtime.GOOS != "linux" {
		return 0
	}
	open, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(open)
}
