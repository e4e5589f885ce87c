package ingest

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"luanphien/ingest/mend"
	"luanphien/ingest/warehouse"
	"luanphien/queries/edition"
)

func load(t *testing.T, folder edition.Folder, o Options, paths ...string) *Report {
	t.Helper()
	o.Now, o.LoadedBy, o.MaxReject = sampleNow, "test", DefaultMaxReject
	report, err := Run(context.Background(), folder, paths, o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func ofProvince(code string, stations ...string) string {
	text := "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở,Mã tỉnh\n"
	for _, s := range stations {
		text += s + ",Na " + s + ",xã,TTYT A,2025-01-01," + code + "\n"
	}
	return text
}

// A folder is of the province that it is told of first; files of another are refused whole.
func TestOneProvince(t *testing.T) {
	folder := edition.Folder(filepath.Join(t.TempDir(), "data"))
	mustRun(t, folder, write(t, "tram.csv", twoStations)) // says none
	if report := mustRun(t, folder, write(t, "la.csv", ofProvince("10", "X1"))); !report.Failed() || !strings.Contains(report.Files[0].Err.VI, "chưa ghi mã tỉnh") {
		t.Errorf("stations that may be another province's: %+v", report.Files[0])
	}
	mustRun(t, folder, write(t, "tram2.csv", ofProvince("11", "T1", "T2", "T3")))
	if got := rowsOf(t, folder, "SELECT station_code, province_code FROM stations ORDER BY station_code"); !slices.Equal(got, []string{"T1|11", "T2|11", "T3|11"}) {
		t.Errorf("the folder's own: %v", got)
	}
	for name, report := range map[string]*Report{
		"stations": mustRun(t, folder, write(t, "la.csv", ofProvince("10", "X1"))),
		"units":    mustRun(t, folder, write(t, "dv.csv", "Mã đơn vị,Tên đơn vị,Tuyến,Mã tỉnh\nBV,Bệnh viện,tỉnh,10\n")),
		"said":     load(t, folder, Options{Province: "10"}, write(t, "dv2.csv", oneUnit)),
	} {
		if !report.Failed() || !strings.Contains(report.Files[0].Err.VI, "tỉnh 10") || !strings.Contains(report.Files[0].Err.EN, "province 11 alone") {
			t.Errorf("%s of another province: %+v", name, report.Files[0])
		}
	}
	if report := mustRun(t, folder, write(t, "xau.csv", ofProvince("Điện Biên", "T9"))); !report.Failed() {
		t.Error("a word for a province's code loads")
	}
	if report := mustRun(t, folder, write(t, "tram3.csv", ofProvince("", "T4"))); report.Failed() {
		t.Errorf("a blank code is the folder's own: %+v", report.Files[0])
	}
	if got := rowsOf(t, folder, "SELECT province_code FROM stations WHERE station_code = 'T4'"); got[0] != "11" {
		t.Errorf("%v", got)
	}
}

// In a folder of several provinces, equal codes of workers and units are those of each province.
func TestSeveralProvinces(t *testing.T) {
	folder := edition.Folder(filepath.Join(t.TempDir(), "data"))
	many := Options{Province: "11", Meta: warehouse.Meta{Provinces: warehouse.SeveralProvinces}}
	load(t, folder, many, write(t, "tram.csv", twoStations), write(t, "don-vi.csv", oneUnit), write(t, "can-bo.csv", twoDoctors))
	other := Options{Province: "10"}
	theirs := []string{write(t, "tram.csv", ofProvince("10", "X1", "X2")), write(t, "don-vi.csv", "Mã đơn vị,Tên đơn vị,Tuyến\nBV,Bệnh viện khác,tỉnh\n"),
		write(t, "can-bo.csv", "Mã cán bộ,Họ tên,Mã đơn vị,Trình độ,Chuyên khoa,Nhóm\nCB1,Trần Khác,Bệnh viện khác,ĐD,nhi khoa,điều dưỡng\n"),
		write(t, "qd.csv", orderTitles+"01,CB1,X1,2026-03-02,2026-03-29\n01,CB1,T1,2026-03-02,2026-03-29\n01,CB2,X1,2026-03-02,2026-03-29\n")}
	report := load(t, folder, other, theirs[:3]...)
	for _, f := range report.Files {
		if f.Status != Loaded || f.Counts.Corrected > 0 || f.Counts.Quarantined > 0 {
			t.Errorf("%s: %+v %v", f.Name, f.Counts, f.Err)
		}
	}
	mustRun(t, folder, write(t, "qd1.csv", orderTitles+"01,CB1,T1,2026-03-02,2026-03-29\n"))
	report, err := Run(context.Background(), folder, theirs[3:], Options{Now: sampleNow, Province: "10", MaxReject: -1})
	if err != nil || report.Files[0].Counts.Loaded != 1 || len(report.Files[0].Refusals) != 2 {
		t.Fatalf("%v %+v", err, report.Files[0])
	}
	if r := report.Files[0].Refusals; !strings.Contains(r[0].VI, "tỉnh khác") || !strings.Contains(r[1].VI, "chưa có cán bộ") {
		t.Errorf("%+v", r)
	}
	want := []string{"10:CB1|10:BV|nurse|10", "CB1|BV|doctor|11", "CB2|BV|doctor|11"}
	if got := rowsOf(t, folder, "SELECT worker_code, unit_code, cadre, province_code FROM workers ORDER BY worker_code"); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if got := rowsOf(t, folder, "SELECT worker_code, station_code FROM postings ORDER BY station_code"); !slices.Equal(got, []string{"CB1|T1", "10:CB1|X1"}) {
		t.Errorf("%v", got)
	}
	// A load that waited is judged again under its own province; an undo makes each load again under its own.
	load(t, folder, other, write(t, "can-bo2.csv", "Mã cán bộ,Mã đơn vị,Trình độ,Chuyên khoa,Nhóm\nCB2,BV,ĐD,nhi khoa,điều dưỡng\n"))
	after := rowsOf(t, folder, "SELECT worker_code, station_code FROM postings ORDER BY station_code, worker_code")
	if !slices.Equal(after, []string{"CB1|T1", "10:CB1|X1", "10:CB2|X1"}) {
		t.Errorf("%v", after)
	}
	if _, err := Undo(context.Background(), folder, 7, Options{Now: sampleNow}); err != nil { // the posting of T1
		t.Fatal(err)
	}
	if got := rowsOf(t, folder, "SELECT worker_code, station_code FROM postings ORDER BY station_code, worker_code"); !slices.Equal(got, []string{"10:CB1|X1", "10:CB2|X1"}) {
		t.Errorf("undone: %v", got)
	}
	if _, err := Run(context.Background(), folder, theirs[:1], Options{Now: sampleNow, Meta: warehouse.Meta{Provinces: warehouse.OneProvince}}); mend.Problem(err) == nil {
		t.Errorf("a folder that holds two became one for one: %v", err)
	}
}

// A file that is known, word for word, is another file for another province.
func TestSameFileOfAnotherProvince(t *testing.T) {
	folder := edition.Folder(filepath.Join(t.TempDir(), "data"))
	load(t, folder, Options{Province: "11", Meta: warehouse.Meta{Provinces: warehouse.SeveralProvinces}}, write(t, "tram.csv", twoStations), write(t, "dv.csv", oneUnit))
	report := load(t, folder, Options{Province: "15"}, write(t, "dv.csv", oneUnit))
	if f := report.Files[0]; f.Status != Loaded || f.Counts.Loaded != 1 {
		t.Errorf("%s %+v %v", f.Status, f.Counts, f.Err)
	}
	p, err := ProvincesOf(context.Background(), folder)
	if err != nil || !p.Several || p.Own != "11" || !slices.Equal(p.Held, []string{"11", "15"}) {
		t.Errorf("%+v %v", p, err)
	}
	if p, err := ProvincesOf(context.Background(), edition.Folder(t.TempDir())); err != nil || p.Several || p.Own != "" || p.Held != nil {
		t.Errorf("an empty folder: %+v %v", p, err)
	}
}
