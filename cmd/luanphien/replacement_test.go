package main

import (
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"luanphien/dashboard/account"
)

// A later list of a decision that names another worker is told in the preview, in the attention list and on the page of data
// quality, is settled there in the user's name, and that can be taken back.
func TestReplacementIsSettledOnItsPage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	readers := peopleIn(t, dir, account.DataOfficer, account.Director)
	officer, director := readers[0], readers[1]
	officer.base, _ = serveAndRead(t, dir)
	director.base = officer.base
	titles := "Số quyết định,Mã cán bộ,Mã trạm,Từ ngày,Đến ngày\n"
	load := func(words []string, files ...[2]string) {
		t.Helper()
		at := officer.preview(words, files...)
		officer.press(at, at, "đã nạp")
	}
	load(nil, [2]string{"tram.csv", "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở\nT1,Na Một,xã,TTYT A,2025-01-01\n"},
		[2]string{"dv.csv", "Mã đơn vị,Tên đơn vị,Tuyến\nBV,Bệnh viện,tỉnh\n"},
		[2]string{"cb.csv", "Mã cán bộ,Mã đơn vị,Trình độ,Chuyên khoa,Nhóm\nCB1,BV,BS,nội khoa,bác sĩ\nCB2,BV,BS,nội khoa,bác sĩ\n"},
		[2]string{"qd.csv", titles + "01,CB1,T1,2026-03-02,2026-03-29\n"})
	if page := officer.see("/quality"); strings.Contains(page, "/quality/replacements") {
		t.Error("there is nothing to settle")
	}
	load([]string{"Có thể đã thay người", "CB1", "cả hai"}, [2]string{"qd-sua.csv", titles + "01,CB2,T1,2026-03-09,2026-03-29\n"})
	officer.see("/quality", "/quality/replacements", "Có thể đã thay người", "nay ghi CB2")
	officer.see("/attention", "nay ghi CB2", "không còn ghi CB1")
	if page := director.see("/quality", "nay ghi CB2"); strings.Contains(page, "/quality/replacements") {
		t.Error("who loads no files is led to a page that is closed")
	}
	page := officer.see("/quality/replacements", "Na Một", "1 lượt chờ xử lý")
	answer := func(worker, start, verdict string) (int, string) {
		t.Helper()
		fields := url.Values{"csrf": {hidden(t, page, "csrf")}, "worker": {worker}, "station": {"T1"}, "start": {start}, "verdict": {verdict}}
		status, _, text := officer.submit(fields, "/quality/replacements")
		return status, text
	}
	if status, text := answer("CB1", "2026-03-02", "replaced"); status != http.StatusOK || !strings.Contains(text, "data-officer") {
		t.Fatalf("%d %s", status, text)
	}
	officer.see("/quality/replacements", "Không có lượt nào chờ xử lý", "/data/loads/6/undo")
	if page := officer.see("/attention"); strings.Contains(page, "nay ghi CB2") {
		t.Error("it is listed still")
	}
	if status, text := answer("CB1", "2026-03-02", "cancelled"); status != http.StatusOK && status != http.StatusUnprocessableEntity || !strings.Contains(text, "đã được xử lý") {
		t.Errorf("settled twice: %d %s", status, text)
	}
	if status, _ := answer("CB1", "2026-03-02", "unknown"); status != http.StatusBadRequest {
		t.Errorf("an unknown verdict: %d", status)
	}
	officer.press("/data/loads/6/undo", "/data/loads/6/undo", "bởi data-officer")
	officer.see("/quality/replacements", "1 lượt chờ xử lý")
	if status, _ := answer("CB2", "2026-03-09", "both"); status != http.StatusOK {
		t.Errorf("both: %d", status)
	}
	officer.see("/quality/replacements", "Không có lượt nào chờ xử lý")
}

// hidden is the value of a hidden field of a page.
func hidden(t *testing.T, page, name string) string {
	t.Helper()
	for _, field := range hiddenField.FindAllStringSubmatch(page, -1) {
		if field[1] == name {
			return field[2]
		}
	}
	t.Fatalf("no field %s", name)
	return ""
}
