package ingest

import (
	"path/filepath"
	"testing"

	"luanphien/queries/edition"
)

// Rows that wait for rows that wait are taken up in one load, whatever the order of the files: the unit or the specialty
// lets in the worker, who lets in the posting, the absence and the reports.
func TestOrderOfWaitingChainsDoesNotMatter(t *testing.T) {
	files := map[string]string{
		"unit":      "Mã đơn vị,Tên đơn vị,Tuyến\nU9,Đơn vị Mới,huyện\n",
		"specialty": "Chuyên khoa,Nhóm\nlão khoa,bác sĩ\n",
		"worker":    "Mã cán bộ,Họ tên,Mã đơn vị,Trình độ,Chuyên khoa,Nhóm\nC9,Lò Y,U9,BS,lão khoa,bác sĩ\n",
		"posting":   "Số quyết định,Mã cán bộ,Mã trạm,Từ ngày,Đến ngày\n009/QĐ-SYT,C9,T1,02/03/2026,15/04/2026\n",
		"absence":   "Mã cán bộ,Nghỉ từ ngày,Nghỉ đến ngày\nC9,10/03/2026,12/03/2026\n",
		"incident":  "Mã trạm,Mã cán bộ,Báo lúc,Nội dung\nT1,C9,10/03/2026 10:00,mất điện\n",
	}
	for _, order := range [][]string{
		{"posting", "absence", "incident", "worker", "specialty", "unit"},
		{"incident", "posting", "worker", "unit", "absence", "specialty"},
	} {
		folder := edition.Folder(filepath.Join(t.TempDir(), "data"))
		mustRun(t, folder, writeFile(t, "tram.csv", stationsHeader+"T1,Bản Một,xã,TTYT,01/01/2025,\n"))
		for _, name := range order {
			o := Options{Now: sampleNow, MaxReject: -1, LoadedBy: "test", Confirm: true}
			report, err := Run(t.Context(), folder, []string{writeFile(t, name+".csv", files[name])}, o)
			if err != nil || report.Failed() {
				t.Fatalf("%v: %s: %v %+v", order, name, err, report)
			}
		}
		got := rowsOf(t, folder, "SELECT (SELECT count(*) FROM workers), (SELECT count(*) FROM postings), (SELECT count(*) FROM absences), (SELECT count(*) FROM incident_reports), (SELECT count(*) FROM quarantine WHERE resolved_by IS NULL)")
		equalSets(t, "after "+order[0], got, []string{"1|1|1|1|0"})
	}
}
