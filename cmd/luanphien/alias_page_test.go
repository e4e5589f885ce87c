package main

import (
	"path/filepath"
	"testing"

	"luanphien/dashboard/account"
)

// A load of former names stands on the page of data as any other: with its counts in the history, and on its own page what
// became of each line of the file.
func TestAliasLoadOnTheDataPage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	expectRun(t, exitDone, nil, "ingest", "--data", dir, "--now", "2026-06-01", textFile(t, "tram.csv", twoStations))
	names := "Tên cũ,Loại,Mã trạm,Đến ngày\nM. Một,,T1,\n\nBản Xa,xã,T2,30/06/2025\nBản Gần,xã,T2,30/06/2025\n"
	expectRun(t, exitDone, []string{"(loaded) 3"}, "aliases", "import", "--data", dir, textFile(t, "ten-cu.csv", names))
	officer := peopleIn(t, dir, account.DataOfficer)[0]
	officer.base, _ = serveAndRead(t, dir)
	officer.see("/data", "ten-cu.csv", "/data/loads/2")
	officer.see("/data/loads/2", "ten-cu.csv", "4 dòng có nội dung = 1 tiêu đề &#43; 3 nạp được &#43; 0 bị từ chối &#43; 0 bỏ qua", "Không còn dòng nào phải sửa")
	officer.see("/data/loads/2?lang=en", "4 rows with content = 1")
}
