package ingest

import (
	"fmt"
	"testing"

	"luanphien/queries/edition"
)

// A list may call stations what they are, and hold hospitals beside them; files name both in every usual way.
func TestFacilitiesByName(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", stationsHeader+
		"H1,Bệnh viện Đa khoa huyện Bát Xát,bệnh viện huyện,Trung tâm Y tế huyện Bát Xát,01/01/2020,\n"+
		"X1,\"Trạm y tế xã 01, Bát Xát\",xã,Trung tâm Y tế huyện Bát Xát,01/01/2020,\n"+
		"X2,\"Trạm y tế xã 02, Bát Xát\",xã,Trung tâm Y tế huyện Bát Xát,01/01/2020,\n"))
	text := activityHeader
	names := map[string][]string{
		"H1": {"H1", "Bệnh viện Đa khoa huyện Bát Xát", "BVĐK huyện Bát Xát", "BỆNH VIỆN ĐA KHOA HUYỆN BÁT XÁT"},
		"X1": {"Trạm Y tế xã 01, Bát Xát", "TYT xã 01, Bát Xát", "Xã 01, Bát Xát", "tram y te xa 01 bat xat"},
	}
	for _, code := range []string{"H1", "X1"} {
		for i, name := range names[code] {
			text += fmt.Sprintf("\"%s\",2026-W%02d,hô hấp,5,1\n", name, 10+i)
		}
	}
	report := mustRun(t, folder, writeFile(t, "a.csv", text))
	if c := report.Files[0].Counts; c.Loaded != 8 {
		t.Errorf("%+v %+v", c, report.Files[0].Refusals)
	}
	counts := rowsOf(t, folder, "SELECT station_code || '|' || count(*) FROM activity GROUP BY station_code ORDER BY 1")
	equalSets(t, "rows of each facility", counts, []string{"H1|4", "X1|4"})
}
