package main

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/account"
)

// sampleFiles are the ten files of the sample, in the order of their names, which is not the one in which they load.
func sampleFiles(t *testing.T) [][2]string {
	t.Helper()
	paths, err := filepath.Glob("../../ingest/testdata/sample/*.csv")
	if err != nil || len(paths) != 10 {
		t.Fatalf("%d files of the sample, %v", len(paths), err)
	}
	var files [][2]string
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, [2]string{filepath.Base(path), string(b)})
	}
	return files
}

// The sample's ten files, dropped together on an empty folder, are judged against each other: nothing is refused, the page
// is small, and they load as foretold.
func TestFilesDroppedTogether(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	officer := peopleIn(t, dir, account.DataOfficer)[0]
	officer.base, _ = serveAndRead(t, dir)
	start := time.Now()
	at := officer.preview([]string{"10 tệp, nạp cùng nhau", "0 đính chính, 0 không đổi, 0 bị từ chối"}, sampleFiles(t)...)
	took := time.Since(start)
	page := officer.see(at)
	t.Logf("a preview of %d KB after %v", len(page)>>10, took)
	if len(page) > 150<<10 || strings.Contains(page, "sẽ bị từ chối") || strings.Contains(page, "Dòng bị từ chối") {
		t.Errorf("the preview is %d KB", len(page)>>10)
	}
	officer.press(at, at, "Đã công bố ấn bản 1", "đã nạp")
	if page := officer.see(at); strings.Contains(page, "Dòng bị từ chối") || strings.Count(page, ": đã nạp") != 10 {
		t.Error("the files did not load as foretold")
	}
}

// What a colleague loaded or took back since the preview is named, and nothing is overwritten before the new preview was
// seen. A form without what was seen loads nothing.
func TestColleagueLoadsMeanwhile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	who := peopleIn(t, dir, account.DataOfficer, account.Administrator)
	base, _ := serveAndRead(t, dir)
	mine, theirs := who[0], who[1]
	mine.base, theirs.base = base, base
	at := mine.preview(nil, [2]string{"tram.csv", twoStations})
	mine.press(at, at, "đã nạp")

	one := mine.preview([]string{"2 mới, 0 đính chính"}, [2]string{"cua-toi.csv", twoWeeks})
	if status, left, text := mine.submit(url.Values{"csrf": {mine.token(one)}}, one); status != http.StatusOK || left != one || !strings.Contains(text, "Xem trước") {
		t.Errorf("a form without what was seen: %d %s", status, left)
	}
	other := theirs.preview(nil, [2]string{"cua-ban.csv", strings.ReplaceAll(twoWeeks, "hô hấp,5", "hô hấp,6")})
	theirs.press(other, other, "đã nạp")
	mine.press(one, one, "Dữ liệu đã đổi từ lúc xem trước: lần nạp 2 «cua-ban.csv» (administrator, ", "1 đính chính", "<del>6</del> → <ins>5</ins>")
	mine.see("/data", "cua-ban.csv")
	if strings.Contains(mine.see("/data"), "cua-toi.csv") {
		t.Error("it was loaded without being asked")
	}
	theirs.press("/data/loads/2/undo", "/data/loads/2/undo", "bởi administrator")
	mine.press(one, one, "hủy lần nạp 2 «cua-ban.csv»", "2 mới, 0 đính chính")
	mine.see(one+"?lang=en", "load 2 “cua-ban.csv” was undone")
	mine.press(one, one, "Kết quả nạp", "đã nạp")
}

// A small file with one bad row loads the others once that is confirmed in the page, which names no option.
func TestGoodRowsOfABadFileLoad(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	officer := peopleIn(t, dir, account.DataOfficer)[0]
	officer.base, _ = serveAndRead(t, dir)
	at := officer.preview(nil, [2]string{"tram.csv", twoStations})
	officer.press(at, at, "đã nạp")
	bad := strings.ReplaceAll(twoWeeks, "7,0", "7,9")
	at = officer.preview([]string{"1 trên 2 dòng bị từ chối (50,0 %), quá giới hạn 20 %", "Nạp 1 dòng đạt của «hd.csv»; 1 dòng bị từ chối được giữ lại để sửa", " required>"},
		[2]string{"hd.csv", bad})
	if page := officer.see(at); strings.Contains(page, "--max") {
		t.Error("the page names an option of the command line")
	}
	officer.press(at, at, "không nạp gì", "không có gì thay đổi")
	at = officer.preview(nil, [2]string{"hd.csv", bad})
	officer.pressWith(url.Values{"accept": {"0", "7", "x"}}, at, at, "2 dòng đọc: 1 mới, 0 đính chính, 0 không đổi, 1 bị từ chối", "Đã công bố ấn bản 2")
	// An undo of an earlier load makes this one again as it was agreed to.
	at = officer.preview(nil, [2]string{"dv.csv", "Mã đơn vị,Tên đơn vị,Tuyến\nBV1,Bệnh viện Một,tỉnh\n"})
	officer.press(at, at, "đã nạp")
	officer.press("/data/loads/3/undo", "/data/loads/3/undo")
	officer.press("/data/loads/1/undo", "/data/loads/1/undo")
	officer.see("/data", "2 dòng đọc: 0 mới")
}

// A list that would rename much of what is known is shown as what it would change, and loads once that is agreed to.
func TestDoubtfulListIsAsked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	officer := peopleIn(t, dir, account.DataOfficer)[0]
	officer.base, _ = serveAndRead(t, dir)
	at := officer.preview(nil, [2]string{"tram.csv", twoStations})
	officer.press(at, at, "đã nạp")
	other := [2]string{"noi-khac.csv", strings.NewReplacer("Mường Một", "Bản Ba", "Mường Hai", "Bản Bốn").Replace(twoStations)}
	at = officer.preview([]string{"đổi tên, chuyển hoặc đóng 2 trong 2 mục", "<td>đổi tên</td><td>Mường Một</td><td>Bản Ba</td>", "Đã xem những thay đổi", " required>"}, other)
	officer.see(at+"?lang=en", "<td>renamed</td><td>Mường Hai</td><td>Bản Bốn</td>", "I have looked through the changes")
	if page := officer.press(at, at, "không có gì thay đổi", "Chưa nạp gì: hãy xem lại danh sách thay đổi"); strings.Contains(officer.see(page), "--confirm") {
		t.Error("the page names an option of the command line")
	}
	at = officer.preview(nil, other)
	officer.pressWith(url.Values{"accept": {"0"}}, at, at, "0 mới, 2 đính chính", "Đã công bố ấn bản 2")
}
