package main

import (
	"archive/zip"
	"bytes"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"luanphien/dashboard/account"
)

// zipOf packs one file.
func zipOf(t *testing.T, name, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(text))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// An empty file, a file dropped twice, a zip, one that is no table and names that are long, odd or alike among good files:
// each has its sentence, and the good ones load.
func TestOddFilesAmongGoodOnes(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	officer := peopleIn(t, dir, account.DataOfficer)[0]
	officer.base, _ = serveAndRead(t, dir)
	files := [][2]string{
		{"hd.csv", twoWeeks},
		{"trống.csv", ""},
		{"hd.csv", twoWeeks},
		{strings.Repeat("ế", 400) + ".csv", twoWeeks},
		{"tram.zip", zipOf(t, "tram.csv", twoStations)},
		{"<script>alert(1)</script>.csv", "a,b\n1,2\n"},
		{"đầu-bảng.csv", strings.SplitAfter(twoWeeks, "\n")[0]},
	}
	at := officer.preview([]string{"7 tệp, nạp cùng nhau", "2 mới, 0 đính chính", "cùng lần tải lên này"}, files...)
	page := officer.see(at)
	for _, bad := range []string{"<script>alert", "--kind", "lần nạp 0"} {
		if strings.Contains(page, bad) {
			t.Errorf("the preview holds %q", bad)
		}
	}
	officer.press(at, at, "Đã công bố ấn bản 1", "cùng lần tải lên này")
	officer.see("/data", "2 dòng đọc: 2 mới", "tram.zip")
}

// The same form sent many times at once, by the browser's back button or an impatient hand, loads once; another tab sees
// what became of it.
func TestDoubleSubmit(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	who := peopleIn(t, dir, account.DataOfficer, account.Administrator)
	base, _ := serveAndRead(t, dir)
	officer, admin := who[0], who[1]
	officer.base, admin.base = base, base
	at := officer.preview(nil, [2]string{"tram.csv", twoStations})
	fields := officer.fields(at, at, nil)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+at, strings.NewReader(fields.Encode()))
			if err != nil {
				t.Error(err)
				return
			}
			request.Header.Set("Cookie", officer.cookie)
			request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			answer, err := http.DefaultTransport.RoundTrip(request)
			if err != nil {
				t.Error(err)
				return
			}
			answer.Body.Close()
			if answer.StatusCode != http.StatusSeeOther {
				t.Errorf("a form sent again answers %d", answer.StatusCode)
			}
		})
	}
	all.Wait()
	officer.see(at, "Kết quả nạp", "ấn bản 1")
	if page := officer.see("/data"); strings.Count(page, "tram.csv") != 1 {
		t.Error("it was loaded more than once")
	}
	// What was loaded cannot be discarded: whoever tries sees what came out.
	if status, _, text := officer.submit(url.Values{"csrf": {officer.token("/data/upload")}}, at+"/discard"); status != http.StatusOK || !strings.Contains(text, "Kết quả nạp") {
		t.Errorf("what was loaded is discarded: %d", status)
	}
	// A colleague takes the load back: its page tells so, and a second undo is refused in words.
	admin.press("/data/loads/1/undo", "/data/loads/1/undo", "đã hủy lúc")
	officer.see("/data/loads/1", "đã hủy lúc", "bởi administrator")
	if status, _, text := officer.submit(url.Values{"csrf": {officer.token("/data/upload")}}, "/data/loads/1/undo"); status != http.StatusUnprocessableEntity || !strings.Contains(text, "đã được hủy") {
		t.Errorf("a second undo: %d %s", status, text)
	}
	if status, _, _ := officer.do(http.MethodGet, "/data/loads/1/refused.xlsx", "", nil); status >= http.StatusInternalServerError {
		t.Errorf("the refused rows of a load that was taken back: %d", status)
	}
}

// Who signs out between preview and load is asked to sign in, and nothing is loaded.
func TestSignedOutInTheMiddle(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	who := peopleIn(t, dir, account.DataOfficer, account.Administrator)
	base, _ := serveAndRead(t, dir)
	officer, admin := who[0], who[1]
	officer.base, admin.base = base, base
	at := officer.preview(nil, [2]string{"tram.csv", twoStations})
	fields := officer.fields(at, at, nil)
	if status, _, _ := officer.submit(url.Values{"csrf": fields["csrf"]}, "/logout"); status >= http.StatusBadRequest {
		t.Fatalf("signing out answers %d", status)
	}
	if status, left, text := officer.submit(fields, at); strings.Contains(text, "Kết quả nạp") || status == http.StatusOK && !strings.HasPrefix(left, "/login") {
		t.Errorf("who signed out loads: %d %s", status, left)
	}
	admin.see("/data", "Chưa nạp tệp nào")
}
