package main

import (
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"luanphien/dashboard/account"
	"luanphien/queries/edition"
)

// Who manages a commune loads and takes back what is of its stations, and meets no load, row or file of others.
func TestUploadForAnArea(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	who := peopleIn(t, dir, account.DataOfficer)
	officer := who[0]
	accounts, err := account.Open(edition.Folder(dir).Accounts(), account.Options{})
	if err != nil {
		t.Fatal(err)
	}
	u, err := accounts.AddUser(t.Context(), account.NewUser{Login: "xa", Roles: account.CommuneManager, Stations: "T1"}, account.Actor{})
	if err != nil {
		t.Fatal(err)
	}
	token, err := accounts.Start(t.Context(), u, account.Entrance{})
	if err != nil {
		t.Fatal(err)
	}
	if err := accounts.Close(); err != nil {
		t.Fatal(err)
	}
	base, _ := serveAndRead(t, dir)
	manager := &reader{t: t, base: base, cookie: "luanphien=" + token}
	officer.base = base
	for _, file := range [][2]string{{"tram.csv", twoStations}, {"bi-mat.csv", sixWeeks}} {
		at := officer.preview(nil, file)
		officer.press(at, at)
	}

	const other = "Mường Hai"
	lacks := func(path string) string {
		t.Helper()
		text := manager.see(path)
		for _, word := range []string{other, "T2", "bi-mat", "tram.csv"} {
			if strings.Contains(text, word) {
				t.Errorf("%s says %s", path, word)
			}
		}
		return text
	}
	if text := lacks("/data"); !strings.Contains(text, "Chưa nạp tệp nào") || strings.Contains(text, "stations.xlsx") || !strings.Contains(text, "activity.xlsx") {
		t.Error(text)
	}
	mixed := "Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\nT1,2026-W15,hô hấp,5,1\nT1,2026-W16,hô hấp,5,1\nT1,2026-W17,hô hấp,5,1\nT1,2026-W18,hô hấp,5,1\nT2,2026-W10,hô hấp,7,2\n"
	at := manager.preview([]string{"không thuộc phạm vi", "5 dòng đọc: 4 mới"}, [2]string{"xa.csv", mixed})
	manager.press(at, at, "4 mới", "1 bị từ chối", "không thuộc phạm vi")
	officer.see("/data", "tram.csv", "bi-mat.csv", "xa.csv")
	text := manager.see("/data", "xa.csv", "/data/loads/3", "Ở đây chỉ có những lần nạp cho các trạm trong phạm vi của bạn")
	if strings.Contains(text, other) || strings.Contains(text, "bi-mat") {
		t.Error("the list tells of others:", text)
	}
	for _, path := range []string{"/data/loads/2", "/data/loads/2/undo", "/data/loads/2/refused.xlsx", "/sql", "/users", "/audit", "/diagnostics"} {
		if status, _, _ := manager.do(http.MethodGet, path, "", nil); status != http.StatusNotFound && status != http.StatusForbidden {
			t.Errorf("%s answers %d", path, status)
		}
	}
	forged := url.Values{"csrf": {manager.token("/data")}, "row": {"2:activity:6"}, "reason": {"x"}, "of": {"2"}}
	manager.submit(forged, "/data/refusals/dismiss")
	manager.submit(forged, "/data/loads/2/undo")
	forged.Set("worker", "C1")
	forged.Set("station", "T2")
	forged.Set("start", "2026-01-05")
	forged.Set("verdict", "replaced")
	manager.submit(forged, "/quality/replacements")
	officer.see("/data/loads/2", "lớn hơn số lượt khám", "value=\"2:activity:6\"")
	manager.press("/data/loads/3/undo", "/data/loads/3/undo", "bởi xa")
	book := manager.see("/data/templates/activity.xlsx")
	if opened, err := excelize.OpenReader(strings.NewReader(book)); err != nil {
		t.Error(err)
	} else {
		defer opened.Close()
		for _, sheet := range opened.GetSheetList() {
			rows, err := opened.GetRows(sheet)
			if err != nil || strings.Contains(fmt.Sprint(rows), "T2") {
				t.Error("the template offers", rows, err)
			}
		}
	}
}
