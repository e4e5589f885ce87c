package main

import (
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"luanphien/dashboard/account"
)

// The list of refused rows on the page shrinks: a row that loads leaves it, one that is refused again stands once, and one
// can be dismissed with a reason, which the audit trail holds, and put back.
func TestRefusedRowsOnTheDataPage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	who := peopleIn(t, dir, account.DataOfficer, account.Administrator, account.Director)
	base, _ := serveAndRead(t, dir)
	for _, r := range who {
		r.base = base
	}
	officer, admin, director := who[0], who[1], who[2]
	director.see("/", "Chưa có số liệu", "Cán bộ dữ liệu hoặc quản trị viên nạp tệp")
	if page := officer.see("/", `href="/data/upload"`, "Tải tệp lên"); strings.Contains(page, "--data") {
		t.Error("the empty page names an option of the command line")
	}
	load := func(name, text string, words ...string) {
		t.Helper()
		at := officer.preview(nil, [2]string{name, text})
		officer.press(at, at, append(words, "đã nạp")...)
	}
	rows := regexp.MustCompile(`name="row" value="([^"]+)"`)
	open := func() (keys []string) {
		for _, m := range rows.FindAllStringSubmatch(officer.see("/data"), -1) {
			keys = append(keys, m[1])
		}
		return keys
	}
	load("tram.csv", twoStations)
	head, _, _ := strings.Cut(sixWeeks, "\n")
	good := "T1,2026-W10,hô hấp,5,1\nT1,2026-W11,hô hấp,5,1\nT1,2026-W12,hô hấp,5,1\nT1,2026-W13,hô hấp,5,1\nT1,2026-W14,hô hấp,5,1\nT1,2026-W15,hô hấp,5,1\nT1,2026-W16,hô hấp,5,1\nT1,2026-W17,hô hấp,5,1\n"
	load("hd.csv", head+"\n"+good+"T2,2026-W10,hô hấp,7,9\nT2,2026-W11,hô hấp,7,9\n")
	if got := open(); len(got) != 2 {
		t.Errorf("open %q", got)
	}
	load("hd2.csv", head+"\n"+good+"T2,2026-W10,hô hấp,7,1\nT2,2026-W11,hô hấp,7,8\n", "1 dòng từng bị từ chối nay đã được sửa")
	if got := open(); len(got) != 1 || !strings.HasPrefix(got[0], "3:") {
		t.Errorf("after the mending %q", got)
	}
	officer.see("/data", "1 dòng bị từ chối đang chờ sửa")
	officer.see("/data/loads/2", "Không còn dòng nào phải sửa")
	officer.see("/data/loads/3?lang=en", "Load 3", "exceed visits", "Dismiss the ticked rows")

	key := open()[0]
	dismiss := "/data/refusals/dismiss"
	for _, fields := range []url.Values{{"reason": {"x"}}, {"row": {key}}, {"row": {key}, "reason": {" "}}, {"row": {key}, "reason": {strings.Repeat("ă", 301)}}, {"row": {"a:b", "3:activity:x"}, "reason": {"x"}}} {
		fields.Set("csrf", officer.token("/data"))
		if status, _, _ := officer.submit(fields, dismiss); status != http.StatusUnprocessableEntity {
			t.Errorf("%v answers %d", fields, status)
		}
	}
	if status, _, _ := director.submit(url.Values{"csrf": {"x"}, "row": {key}, "reason": {"x"}}, dismiss); status != http.StatusForbidden {
		t.Errorf("a director dismisses: %d", status)
	}
	officer.pressWith(url.Values{"row": {key}, "reason": {"trạm xác nhận <số cũ>"}}, "/data/loads/3", dismiss, "Không còn dòng nào phải sửa", "trạm xác nhận &lt;số cũ&gt;")
	officer.see("/data", "Không còn dòng nào phải sửa", "Dòng đã bỏ, không sửa nữa: 1", "0 dòng bị từ chối đang chờ sửa")
	admin.see("/audit", "bỏ dòng bị từ chối", "trạm xác nhận", "hd2.csv")
	officer.press("/data", "/data/refusals/restore", key)
	admin.see("/audit", "đưa lại dòng bị từ chối")
}
