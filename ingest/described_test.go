package ingest

import (
	"slices"
	"strings"
	"testing"

	"luanphien/queries/edition"
)

func TestListThatDescribesItsWorkersOtherwise(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")),
		writeFile(t, "don-vi.csv", "Mã đơn vị,Tên đơn vị,Tuyến\nBV1,Bệnh viện Một,tỉnh\nBV2,Bệnh viện Hai,tỉnh\n"),
		writeFile(t, "can-bo.csv", strings.TrimPrefix(workersFile, "can-bo.csv=")))
	report := mustRun(t, folder, writeFile(t, "lp.csv", postingsHeader+",Họ và tên,Trình độ,Chuyên khoa,Đơn vị công tác\n"+
		"1/QĐ,CB1,T1,05/01/2026,31/01/2026,Lò Thị Ban Đầu,bs,NỘI KHOA,Bệnh viện Một\n"+
		"1/QĐ,CB1,T1,05/02/2026,28/02/2026,Lò Thị Ban Đầu,BSCKI,nhi khoa,Bệnh viện Hai\n"+
		"1/QĐ,CB1,T1,05/03/2026,31/03/2026,,,nhi khoa,\n"))
	f := report.Files[0]
	var said []string
	for _, n := range f.Notices {
		said = append(said, n.EN)
	}
	want := []string{
		"Rows that give another “Trình độ” than the list of workers: 1 (lines 3). The list of workers stays as it is.",
		"Rows that give another “Chuyên khoa” than the list of workers: 2 (lines 3, 4). The list of workers stays as it is.",
		"Rows that give another “Mã đơn vị” than the list of workers: 1 (lines 3). The list of workers stays as it is.",
	}
	if f.Counts.Loaded != 3 || !slices.Equal(said, want) {
		t.Errorf("%+v\n%s", f.Counts, strings.Join(said, "\n"))
	}
	if got := rowsOf(t, folder, "SELECT qualification, specialty, unit_code FROM workers"); got[0] != "BS|nội khoa|BV1" {
		t.Errorf("the worker became %s", got[0])
	}
}
