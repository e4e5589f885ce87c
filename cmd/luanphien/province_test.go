package main

import (
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"luanphien/dashboard/account"
)

const (
	unitsList   = "Mã đơn vị,Tên đơn vị,Tuyến\nBV,Bệnh viện đa khoa,tỉnh\n"
	workersList = "Mã cán bộ,Mã đơn vị,Trình độ,Chuyên khoa,Nhóm\nCB1,Bệnh viện đa khoa,BSCKI,nội khoa,bác sĩ\n"
	theirTram   = "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở,Mã tỉnh\nX1,Mường Một,xã,TTYT A,01/01/2020,15\n"
)

// ingested runs the ingest on files, which must succeed.
func ingested(t *testing.T, dir string, arguments ...string) {
	t.Helper()
	if code, printed := runProgram(t, append([]string{"ingest", "--data", dir}, arguments...)...); code != exitDone {
		t.Fatalf("ingest %v: exit code %d:\n%s", arguments, code, printed)
	}
}

// In a folder of one province the form asks for none, and a form that names one nevertheless is not believed.
func TestOneProvinceAsksForNone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	officer := peopleIn(t, dir, account.DataOfficer)[0]
	ingested(t, dir, "--province-code", "11", textFile(t, "tram.csv", twoStations))
	officer.base, _ = serveAndRead(t, dir)
	at := officer.preview(nil, [2]string{"dv.csv", unitsList})
	for _, page := range []string{"/data/upload", at} {
		if strings.Contains(officer.see(page), `name="province"`) {
			t.Errorf("%s asks for a province", page)
		}
	}
	status, _, text := officer.uploadWith([][2]string{{"csrf", officer.token("/data/upload")}, {"province", "15"}}, [2]string{"dv.csv", unitsList})
	if status != http.StatusOK || !strings.Contains(text, "tỉnh 15, còn thư mục này chỉ dành cho tỉnh 11") {
		t.Errorf("a form that names another province: %d\n%s", status, text)
	}
	if status, _, _ := officer.uploadWith([][2]string{{"csrf", officer.token("/data/upload")}, {"province", "Lào Cai"}}, [2]string{"dv.csv", unitsList}); status != http.StatusUnprocessableEntity {
		t.Errorf("a province that is none: %d", status)
	}
}

// In a folder of several provinces the form and the preview ask of which the files are. The same files, word for word, load
// for each of two provinces, and neither takes anything from the other.
func TestProvinceOfAnUpload(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	officer := peopleIn(t, dir, account.DataOfficer)[0]
	ingested(t, dir, "--province-code", "11", "--provinces", "many", textFile(t, "tram.csv", twoStations))
	ingested(t, dir, textFile(t, "tram15.csv", theirTram))
	officer.base, _ = serveAndRead(t, dir)
	officer.see("/data/upload", `<option value="11" selected>Điện Biên (11)</option><option value="15">Lào Cai (15)</option><option value="01">Hà Nội (01)</option>`)
	week := strings.ReplaceAll(strings.Split(twoWeeks, "T2")[0], "T1", "Mường Một")
	files := [][2]string{{"dv.csv", unitsList}, {"cb.csv", workersList}, {"hd.csv", week}}
	at := officer.preview([]string{"được xem là của Điện Biên", "3 mới, 0 đính chính, 0 không đổi, 0 bị từ chối"}, files...)
	officer.press(at, at, "Kết quả nạp")

	at = officer.preview([]string{"được xem là của Điện Biên", "hd.csv</a></td><td>sẽ không thay đổi gì"}, files...)
	before := officer.fields(at, at, nil) // as another tab has it
	officer.pressWith(url.Values{"province": {"15"}}, at, at+"/province", "được xem là của Lào Cai", "3 mới, 0 đính chính, 0 không đổi, 0 bị từ chối", `name="province" value="15"`)
	if _, _, text := officer.submit(before, at); !strings.Contains(text, "Xem trước") || !strings.Contains(text, "của Lào Cai") {
		t.Error("what was seen for one province loads for another:\n" + text)
	}
	officer.press(at, at, "Kết quả nạp")
	if status, _, _ := officer.submit(officer.fields("/data/upload", at+"/province", url.Values{"province": {"11"}}), at+"/province"); status != http.StatusOK {
		t.Errorf("the province of what was loaded is changed: %d", status)
	}
	status, at, text := officer.uploadWith([][2]string{{"csrf", officer.token("/data/upload")}, {"province", "15"}}, files...)
	if status != http.StatusOK || !strings.Contains(text, "của Lào Cai") || !strings.Contains(text, "sẽ không thay đổi gì") {
		t.Errorf("once more, chosen in the form (%s): %d\n%s", at, status, text)
	}
	officer.see("/data", `hd.csv</a> <span class="muted">hoạt động khám bệnh và chuyển tuyến theo tuần</span> <span class="muted">Lào Cai</span>`)
	_, printed := runProgram(t, "query", "--data", dir, "workers", "--format", "csv")
	for _, line := range []string{"15:CB1,15:BV", "\nCB1,BV"} {
		if !strings.Contains(printed, line) {
			t.Errorf("the workers lack %q:\n%s", line, printed)
		}
	}
}
