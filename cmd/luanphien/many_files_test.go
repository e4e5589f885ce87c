package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"luanphien/dashboard/account"
	"luanphien/queries/soak"
)

// An archive of thousands of small files, all of whose rows wait for a list, has pages that a browser can show: the preview,
// what became of it, the list of loads and the load itself.
func TestThousandsOfFilesHaveLittlePages(t *testing.T) {
	soak.Long(t)
	const most = 1 << 20
	files := soak.Times(1500, 9_999)
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	for i := range files {
		text := fmt.Sprintf("Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\nX%05d,2026-W10,hô hấp,5,1\n", i)
		if err := packed(w, fmt.Sprintf("tuần/%05d.csv", i), strings.NewReader(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "data")
	officer := peopleIn(t, dir, account.DataOfficer)[0]
	officer.base, _ = serveAndRead(t, dir)
	at := officer.preview(nil, [2]string{"tram.csv", twoStations})
	officer.press(at, at, "đã nạp")
	at = officer.preview(nil, [2]string{"tuần.zip", archive.String()})
	small := func(address string, words ...string) {
		t.Helper()
		page := officer.see(address, words...)
		t.Logf("%d files: %s has %d KB", files, address, len(page)>>10)
		if len(page) > most {
			t.Errorf("%s has %d KB", address, len(page)>>10)
		}
	}
	small(at, fmt.Sprintf("và %d bảng khác cũng như vậy", files-1))
	officer.press(at, at)
	for _, address := range []string{at, "/data", "/data/loads/2"} {
		small(address, "tuần.zip")
	}
}
