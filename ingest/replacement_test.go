package ingest

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"luanphien/ingest/mend"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
)

const (
	twoStations = "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở\nT1,Na T1,xã,TTYT A,2025-01-01\nT2,Na T2,xã,TTYT A,2025-01-01\n"
	oneUnit     = "Mã đơn vị,Tên đơn vị,Tuyến\nBV,Bệnh viện,tỉnh\n"
	twoDoctors  = "Mã cán bộ,Mã đơn vị,Trình độ,Chuyên khoa,Nhóm\nCB1,BV,BS,nội khoa,bác sĩ\nCB2,BV,BS,nội khoa,bác sĩ\n"
	orderTitles = "Số quyết định,Mã cán bộ,Mã trạm,Từ ngày,Đến ngày\n"
)

// smallFolder loads the lists that postings refer to into a new folder.
func smallFolder(t *testing.T) edition.Folder {
	t.Helper()
	folder := edition.Folder(filepath.Join(t.TempDir(), "data"))
	mustRun(t, folder, write(t, "tram.csv", twoStations), write(t, "don-vi.csv", oneUnit), write(t, "can-bo.csv", twoDoctors))
	return folder
}

// said tells whether a notice of the first file has all the words.
func said(report *Report, words ...string) bool {
	for _, m := range report.Files[0].Notices {
		if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(m.VI, word) }) {
			return true
		}
	}
	return false
}

const ordersInForce = "SELECT worker_code, start_on::VARCHAR, status FROM postings ORDER BY worker_code, start_on"

func TestReplacementIsNamedAndSettled(t *testing.T) {
	folder := smallFolder(t)
	first := mustRun(t, folder, write(t, "qd.csv", orderTitles+"01,CB1,T1,2026-03-02,2026-03-29\n01,CB2,T2,2026-03-02,2026-03-29\n"))
	if said(first, "Có thể đã thay người") {
		t.Error("the first list replaces somebody")
	}
	revised := write(t, "qd-sua.csv", orderTitles+"01,CB2,T1,2026-03-09,2026-03-29\n01,CB2,T2,2026-03-02,2026-03-29\n")
	preview, err := Preview(context.Background(), folder, []string{revised}, Options{Now: sampleNow})
	if err != nil || !said(preview, "Có thể đã thay người", "CB1", "CB2", "Na T1 (T1)", "cả hai", "thay thế") {
		t.Errorf("the preview does not name it: %v %+v", err, preview.Files[0].Notices)
	}
	if second := mustRun(t, folder, revised); !said(second, "Có thể đã thay người", "CB1") {
		t.Error("the load does not name it")
	}
	by := Options{Now: sampleNow, LoadedBy: "lan", MaxReject: DefaultMaxReject}
	settled, err := Settle(context.Background(), folder, Order{"CB1", "T1", calendar.Day(2026, 3, 2)}, VerdictReplaced, by)
	if err != nil || settled.Published == 0 {
		t.Fatal(settled, err)
	}
	want := []string{"CB1|2026-03-02|replaced", "CB2|2026-03-02|active", "CB2|2026-03-09|active"}
	if got := rowsOf(t, folder, ordersInForce); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	loads, err := Loads(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	last := loads[len(loads)-1]
	if last.FileName != SettlementFile || last.LoadedBy != "lan" || !last.LoadedAt.Equal(sampleNow) || last.Corrected != 1 {
		t.Errorf("the history says %+v", last)
	}
	if _, err := Settle(context.Background(), folder, Order{"CB1", "T1", calendar.Day(2026, 3, 2)}, VerdictCancelled, by); mend.Problem(err) == nil {
		t.Errorf("settled twice: %v", err)
	}
	if _, err := Undo(context.Background(), folder, last.ID, by); err != nil {
		t.Fatal(err)
	}
	if got := rowsOf(t, folder, ordersInForce); got[0] != "CB1|2026-03-02|active" {
		t.Errorf("undone: %v", got)
	}
	if _, err := Settle(context.Background(), folder, Order{"CB2", "T1", calendar.Day(2026, 3, 9)}, VerdictBoth, by); err != nil {
		t.Fatal(err)
	}
	if got := rowsOf(t, folder, "SELECT replaces_worker = '' FROM postings WHERE station_code = 'T1' ORDER BY start_on"); !slices.Equal(got, []string{"", "true"}) {
		t.Errorf("both hold: %v", got)
	}
}

// What an order says of the one that it replaces holds in whichever order the two come.
func TestOrderSaysWhomItReplaces(t *testing.T) {
	early := "01,CB1,T1,2026-03-02,2026-03-29"
	late := "Số quyết định,Mã cán bộ,Mã trạm,Từ ngày,Đến ngày,Thay cho\n02,CB2,T1,2026-03-09,2026-03-29,01; CB1\n"
	for _, before := range []bool{true, false} {
		folder := smallFolder(t)
		paths := []string{write(t, "a.csv", orderTitles+early+"\n"), write(t, "b.csv", late)}
		if !before {
			slices.Reverse(paths)
		}
		for _, path := range paths {
			if report := mustRun(t, folder, path); report.Failed() || report.Files[0].Counts.Quarantined > 0 {
				t.Fatalf("%+v", report.Files[0])
			}
		}
		if got := rowsOf(t, folder, ordersInForce); !slices.Equal(got, []string{"CB1|2026-03-02|replaced", "CB2|2026-03-09|active"}) {
			t.Errorf("earlier first %t: %v", before, got)
		}
	}
	folder := smallFolder(t)
	report := mustRun(t, folder, write(t, "c.csv", strings.ReplaceAll(late, "CB1", "CB9")))
	if len(report.Files[0].Refusals) != 1 || report.Files[0].Refusals[0].Column != "Thay cho" {
		t.Errorf("an unknown worker: %+v", report.Files[0].Refusals)
	}
}
