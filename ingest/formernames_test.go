package ingest

import (
	"fmt"
	"testing"

	"luanphien/ingest/aliases"
	"luanphien/queries/edition"
)

// The former names of a province come with its stations, once; another province has none of them, and what a file says
// of a name outlasts them.
func TestFormerNamesComeWithTheirProvince(t *testing.T) {
	shipped, err := aliases.Rows()
	if err != nil {
		t.Fatal(err)
	}
	const count = "SELECT count(*) FROM station_aliases"
	other := edition.Folder(t.TempDir())
	mustRun(t, other, writeFile(t, "tram.csv", "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở\nT1,Mường Phăng,xã,TTYT,2015-01-01\n"))
	if got := rowsOf(t, other, count)[0]; got != "0" {
		t.Errorf("another province holds %s former names", got)
	}
	// Rows under a former name wait for the stations, whichever comes first.
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "hd.csv", activityHeader+"Leng Su Sìn,2025-W25,hô hấp,5,1\n"))
	if got := rowsOf(t, folder, count)[0]; got != "0" {
		t.Errorf("%s former names without a station", got)
	}
	for range 2 {
		mustRun(t, folder, reference(t)...)
		if got := rowsOf(t, folder, count)[0]; got != fmt.Sprint(len(shipped)) {
			t.Errorf("%s former names, want %d", got, len(shipped))
		}
	}
	equalSets(t, "activity", rowsOf(t, folder, "SELECT station_code, source_unit, visits FROM activity"), []string{"03158|Leng Su Sìn|5"})
}
