package ingest

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"luanphien/ingest/warehouse"
	"luanphien/queries/application"
)

func TestTargetsRebasesAndHolidays(t *testing.T) {
	folder := smallFolder(t)
	report := mustRun(t, folder,
		write(t, "chi-tieu.csv", "Chỉ số;Năm;Mục tiêu;Mã trạm;Chiều tốt\nCMP-2;2026;90;;\nTỷ lệ báo cáo đúng hạn;2026;95%;T1;cao\nTỷ lệ chuyển tuyến;2026;5,5;;\nCMP-6;2026;2;;\nCOV-1;2026;0,8;;\n"),
		write(t, "nen.csv", "Chỉ số,Từ tuần,Lý do,Mã trạm\nCMP-2,2026-W10,đổi biểu mẫu,Na T1\ntỷ lệ chuyển tuyến,2026-W11,thêm máy siêu âm,\n"),
		write(t, "nghi.csv", "Ngày nghỉ,Lý do\n16/02/2026,Tết\n17/02/2026,Tết\n"))
	for _, f := range report.Files {
		if f.Status != Loaded || f.Counts.Quarantined > 0 {
			t.Errorf("%s: %+v %v %+v", f.Name, f.Counts, f.Err, f.Refusals)
		}
	}
	for query, want := range map[string][]string{
		"SELECT measure, station_code, target, direction FROM targets ORDER BY ALL":         {"CMP-2||0.9|increase", "CMP-2|T1|0.95|increase", "CMP-6||2|decrease", "COV-1||0.8|increase", "referral_proportion||0.055|decrease"},
		"SELECT measure, station_code, week, reason, recorded_by FROM rebases ORDER BY ALL": {"CMP-2|T1|2026-W10|đổi biểu mẫu|test", "referral_proportion||2026-W11|thêm máy siêu âm|test"},
		"SELECT day::VARCHAR, reason FROM holidays ORDER BY ALL":                            {"2026-02-16|Tết", "2026-02-17|Tết"},
	} {
		if got := rowsOf(t, folder, query); !slices.Equal(got, want) {
			t.Errorf("%s: %v", query, got)
		}
	}
	bad, err := Run(context.Background(), folder, []string{write(t, "xau.csv", "Chỉ số;Năm;Mục tiêu\nCOV-1;2026;120\ntỷ lệ chuyển tuyến;2026;0,5\nCOV-9;2026;90\nCOV-1;1999;90\nCOV-1;2026;85\n")}, Options{Now: sampleNow, MaxReject: -1})
	if err != nil || len(bad.Files[0].Refusals) != 4 {
		t.Errorf("%+v", bad.Files[0].Refusals)
	}
}

// Contacts are kept with the names: the edition knows that there is one, and no more.
func TestContactsStayOutOfTheEdition(t *testing.T) {
	folder := smallFolder(t)
	text := "Mã trạm,Mã đơn vị,Điện thoại,Người phụ trách\nT1,,0912 000 111,Lò Thị Kín\n,BV,0215 382 5555,\n"
	first := mustRun(t, folder, write(t, "lien-he.csv", text))
	if c := first.Files[0].Counts; c.Loaded != 2 || c.Quarantined != 0 {
		t.Fatalf("%+v %+v", c, first.Files[0].Refusals)
	}
	again, err := Run(context.Background(), folder, []string{write(t, "lien-he-2.csv", strings.ReplaceAll(text, "111", "222")+"T2,BV,1,A\n")}, Options{Now: sampleNow, MaxReject: -1})
	if err != nil {
		t.Fatal(err)
	}
	if c := again.Files[0].Counts; c.Corrected != 1 || c.Unchanged != 1 || c.Quarantined != 1 {
		t.Errorf("%+v", c)
	}
	mustRun(t, folder, write(t, "hd.csv", "Mã trạm;Tuần;Nhóm bệnh;Lượt khám;Chuyển tuyến\nT1;2025-W12;hô hấp;20;2\n"))
	editions, err := filepath.Glob(filepath.Join(folder.Editions(), "*.duckdb"))
	if err != nil || len(editions) < 2 {
		t.Fatalf("%v %v", editions, err)
	}
	for _, kept := range append(editions, folder.Warehouse()) {
		for _, secret := range []string{"0912", "Lò Thị Kín", "382 5555"} {
			if fileHolds(t, kept, secret) {
				t.Errorf("%s holds %q", filepath.Base(kept), secret)
			}
		}
	}
	w, err := warehouse.Open(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	got, err := w.Store.Contacts(context.Background())
	want := []application.Contact{{UnitCode: "BV", Phone: "0215 382 5555"}, {StationCode: "T1", Phone: "0912 000 222", Person: "Lò Thị Kín"}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v %v", got, err)
	}
}

// A contact is one whatever office its person holds; who signs below the list is none.
func TestContactsNameOffices(t *testing.T) {
	folder := smallFolder(t)
	text := "Mã trạm,Điện thoại,Người phụ trách\nT1,0912 000 111,Trưởng trạm\nT2,+84 912 000 222,Phó giám đốc TTYT\n,,Trưởng phòng\nNgười lập biểu,,Thủ trưởng đơn vị\n"
	f := mustRun(t, folder, write(t, "lien-he.csv", text)).Files[0]
	if f.Counts.Loaded != 2 || f.Counts.Quarantined != 0 || f.Ledger.Passed != 2 {
		t.Errorf("%+v %+v %+v", f.Counts, f.Ledger, f.Refusals)
	}
}

// Values of a month are kept as such: no weekly figure has them.
func TestMonthlyIndicators(t *testing.T) {
	folder := smallFolder(t)
	report := mustRun(t, folder, write(t, "thang.csv", "Mã trạm,Tháng,Chỉ số,Giá trị\nT1,2026-02,liều vắc xin tiêm chủng,120\nT1,Tháng 3/2026,liều vắc xin tiêm chủng,\nT1,2027-01,liều vắc xin tiêm chủng,1\nT2,2024-12,liều vắc xin tiêm chủng,1\n"))
	if f := report.Files[0]; f.Counts.Loaded != 2 || f.Waiting != 2 || !slices.Equal(f.Kinds, []string{"monthly_indicators"}) {
		t.Errorf("%+v %+v %v", f.Counts, f.Refusals, f.Err)
	}
	if got := rowsOf(t, folder, "SELECT month, value, (SELECT count(*) FROM indicators) FROM monthly_indicators ORDER BY month"); !slices.Equal(got, []string{"2026-02|120|0", "2026-03||0"}) {
		t.Errorf("%v", got)
	}
}

// fileHolds tells whether the bytes of a file hold a text.
func fileHolds(t *testing.T, path, text string) bool {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Contains(content, []byte(text))
}
