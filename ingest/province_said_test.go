package ingest

import (
	"slices"
	"strings"
	"testing"

	"luanphien/ingest/warehouse"
	"luanphien/queries/edition"
)

// A folder whose province was never said gets it from a list of its stations, never from a file with one equal code.
func TestTheProvinceIsSaidByTheStations(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, write(t, "tram.csv", twoStations), write(t, "don-vi.csv", oneUnit), write(t, "can-bo.csv", twoDoctors))
	before := rowsOf(t, folder, "SELECT worker_code, unit_code, province_code FROM workers ORDER BY worker_code")
	for name, file := range map[string]string{
		"a worker":          "Mã cán bộ,Mã đơn vị,Trình độ,Chuyên khoa,Nhóm,Mã tỉnh\nCB1,BV,ĐD,nhi khoa,điều dưỡng,15\n",
		"a unit":            "Mã đơn vị,Tên đơn vị,Tuyến,Mã tỉnh\nBV,Bệnh viện,tỉnh,15\n",
		"one of 2 stations": ofProvince("15", "T1"),
		"facts":             "Mã tỉnh," + activityHeader + "15,T1,2026-W10,hô hấp,5,1\n",
	} {
		f := load(t, folder, Options{Confirm: true}, write(t, "la.csv", file)).Files[0]
		if f.Status != Refused || !strings.Contains(f.Err.VI, "2 trạm, 1 đơn vị, 2 cán bộ mà chưa ghi mã tỉnh") || !strings.Contains(f.Err.EN, "never said") {
			t.Errorf("%s of province 15: %s %v", name, f.Status, f.Err)
		}
	}
	if after := rowsOf(t, folder, "SELECT worker_code, unit_code, province_code FROM workers ORDER BY worker_code"); !slices.Equal(before, after) {
		t.Errorf("%v became %v", before, after)
	}
	mustRun(t, folder, write(t, "tram11.csv", ofProvince("11", "T1", "T2", "T3")))
	report := mustRun(t, folder, write(t, "can-bo11.csv", "Mã cán bộ,Mã đơn vị,Trình độ,Chuyên khoa,Nhóm,Mã tỉnh\nCB3,BV,ĐD,nhi khoa,điều dưỡng,11\n"))
	if report.Failed() || report.Files[0].Counts.Loaded != 1 {
		t.Errorf("the folder's own: %+v", report.Files[0])
	}
	if got := rowsOf(t, folder, "SELECT DISTINCT province_code FROM (FROM workers SELECT province_code UNION ALL FROM stations SELECT province_code)"); !slices.Equal(got, []string{"11"}) {
		t.Errorf("%v", got)
	}
	f := load(t, folder, Options{}, write(t, "la2.csv", "Mã tỉnh,"+activityHeader+"15,T1,2026-W10,hô hấp,5,1\n")).Files[0]
	if f.Status != Refused || !strings.Contains(f.Err.EN, "province 11 alone") {
		t.Errorf("facts of another province: %s %v", f.Status, f.Err)
	}
}

// Rows of facts that name another province than the load's are refused, whatever their station's name means here.
func TestRowsOfFactsNameTheirProvince(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	stations := func(code, rows string) string {
		return write(t, "tram.csv", "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở,Mã tỉnh\n"+strings.ReplaceAll(rows, "…", "xã,TTYT,2025-01-01,"+code))
	}
	load(t, folder, Options{Province: "11", Meta: warehouse.Meta{Provinces: warehouse.SeveralProvinces}}, stations("11", "T1,Mường Lay,…\n"))
	load(t, folder, Options{Province: "15"}, stations("15", "X1,Mường Lay,…\nX2,Tân Lập,…\n"))
	const rows = "15,Mường Lay,2026-W10,hô hấp,5,1\n11,Mường Lay,2026-W10,hô hấp,6,1\n15,Bản Lạ,2026-W10,hô hấp,5,1\nLào Cai,T1,2026-W11,hô hấp,5,1\n,T1,2026-W12,hô hấp,7,1\n"
	f := load(t, folder, Options{}, write(t, "nho.csv", "Mã tỉnh,"+activityHeader+rows)).Files[0]
	if f.Status != Refused {
		t.Errorf("three of five rows are refused: %+v", f)
	}
	f = loadAll(t, folder, write(t, "hoat-dong.csv", "Mã tỉnh,"+activityHeader+rows))
	var rules []string
	for _, r := range f.Refusals {
		rules = append(rules, string(r.Rule))
	}
	if f.Counts.Loaded != 2 || !slices.Equal(rules, []string{"other_province", "other_province", "province_code"}) {
		t.Errorf("%+v %v", f.Counts, rules)
	}
	if got := rowsOf(t, folder, "SELECT station_code, visits FROM activity ORDER BY visits"); !slices.Equal(got, []string{"T1|6", "T1|7"}) {
		t.Errorf("%v", got)
	}
	if f = load(t, folder, Options{Province: "15"}, write(t, "15.csv", "Mã tỉnh,"+activityHeader+"15,Mường Lay,2026-W10,hô hấp,5,1\n")).Files[0]; f.Counts.Loaded != 1 {
		t.Errorf("%+v %v", f.Counts, f.Refusals)
	}
	if got := rowsOf(t, folder, "SELECT station_code FROM activity WHERE visits = 5"); !slices.Equal(got, []string{"X1"}) {
		t.Errorf("%v", got)
	}
}
