package main

import (
	"bytes"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"luanphien/ingest/header"

	"github.com/xuri/excelize/v2"

	"luanphien/dashboard/account"
	"luanphien/queries/edition"
)

// Loading by the browser, over real HTTP with the real program.

// reader is a person with some roles, at a server.
type reader struct {
	t      *testing.T
	base   string
	cookie string
}

// peopleIn adds a person for each set of roles and starts a session of each, before the server runs.
func peopleIn(t *testing.T, dir string, roles ...account.Roles) []*reader {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	accounts, err := account.Open(edition.Folder(dir).Accounts(), account.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer accounts.Close()
	var list []*reader
	for _, r := range roles {
		login := strings.NewReplacer("_", "-", ",", "-").Replace(r.String())
		u, err := accounts.AddUser(t.Context(), account.NewUser{Login: login, Name: "Người thử", Roles: r}, account.Actor{})
		if err != nil {
			t.Fatal(err)
		}
		token, err := accounts.Start(t.Context(), u, account.Entrance{})
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, &reader{t: t, cookie: "luanphien=" + token})
	}
	return list
}

// do sends a request and follows where it leads; it gives the last status, address and text.
func (r *reader) do(method, path, contentType string, body io.Reader) (status int, at, text string) {
	r.t.Helper()
	request, err := http.NewRequestWithContext(r.t.Context(), method, r.base+path, body)
	if err != nil {
		r.t.Fatal(err)
	}
	request.Header.Set("Cookie", r.cookie)
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(request)
	if err != nil {
		r.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer answer.Body.Close()
	if target := answer.Header.Get("Location"); target != "" {
		return r.do(http.MethodGet, target, "", nil)
	}
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	if strings.Contains(string(b), "data-progress=") { // it asks to be asked again
		time.Sleep(50 * time.Millisecond)
		return r.do(method, path, contentType, body)
	}
	return answer.StatusCode, path, string(b)
}

// see opens a page on which all the words must stand.
func (r *reader) see(path string, words ...string) string {
	r.t.Helper()
	status, _, text := r.do(http.MethodGet, path, "", nil)
	expectPage(r.t, path, status, text, words)
	return text
}

func expectPage(t *testing.T, path string, status int, text string, words []string) {
	t.Helper()
	if status != http.StatusOK {
		t.Fatalf("%s: %d\n%s", path, status, text)
	}
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%s lacks %q:\n%s", path, w, text)
		}
	}
}

// token is that of the forms on a page.
func (r *reader) token(path string) string {
	r.t.Helper()
	found := formToken.FindStringSubmatch(r.see(path))
	if found == nil {
		r.t.Fatalf("%s holds no form", path)
	}
	return found[1]
}

// press sends a form of a page as it stands there, with more fields.
func (r *reader) pressWith(fields url.Values, page, action string, words ...string) string {
	r.t.Helper()
	status, at, text := r.submit(r.fields(page, action, fields), action)
	expectPage(r.t, action, status, text, words)
	return at
}

// press sends a form of a page as it stands there.
func (r *reader) press(page, action string, words ...string) string {
	r.t.Helper()
	return r.pressWith(nil, page, action, words...)
}

func (r *reader) submit(fields url.Values, action string) (status int, at, text string) {
	r.t.Helper()
	return r.do(http.MethodPost, action, "application/x-www-form-urlencoded", strings.NewReader(fields.Encode()))
}

var hiddenField = regexp.MustCompile(`<input type="hidden" name="(\w+)" value="([^"]*)">`)

// fields are those that a browser would send with a form of a page; where the page has no such form, the token alone.
func (r *reader) fields(page, action string, more url.Values) url.Values {
	r.t.Helper()
	fields := url.Values{"csrf": {r.token(page)}}
	_, form, _ := strings.Cut(r.see(page), `action="`+action+`"`)
	form, _, _ = strings.Cut(form, "</form>")
	for _, f := range hiddenField.FindAllStringSubmatch(form, -1) {
		fields.Set(f[1], html.UnescapeString(f[2]))
	}
	for name, values := range more {
		fields[name] = values
	}
	return fields
}

// upload sends files with a token; it gives what answers in the end.
func (r *reader) upload(token string, files ...[2]string) (status int, at, text string) {
	r.t.Helper()
	return r.uploadWith([][2]string{{"csrf", token}}, files...)
}

// uploadWith sends files with the fields of a form.
func (r *reader) uploadWith(fields [][2]string, files ...[2]string) (status int, at, text string) {
	r.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for _, f := range fields {
		if err := form.WriteField(f[0], f[1]); err != nil {
			r.t.Fatal(err)
		}
	}
	for _, f := range files {
		part, err := form.CreateFormFile("files", f[0])
		if err != nil {
			r.t.Fatal(err)
		}
		if _, err := io.WriteString(part, f[1]); err != nil {
			r.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		r.t.Fatal(err)
	}
	return r.do(http.MethodPost, "/data/upload", form.FormDataContentType(), &b)
}

// preview uploads files and expects words in their preview; it gives the preview's address.
func (r *reader) preview(words []string, files ...[2]string) string {
	r.t.Helper()
	status, at, text := r.upload(r.token("/data/upload"), files...)
	expectPage(r.t, at, status, text, words)
	return at
}

const sixWeeks = "Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\nT1,2026-W10,hô hấp,5,1\nT1,2026-W11,hô hấp,5,1\nT1,2026-W12,hô hấp,5,1\n" +
	"T1,2026-W13,hô hấp,5,1\nT1,2026-W14,hô hấp,5,1\nT2,2026-W10,hô hấp,7,9\n"

func TestUploadFromEmptyToMended(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	who := peopleIn(t, dir, account.DataOfficer, account.Administrator)
	base, _ := serveAndRead(t, dir)
	officer, admin := who[0], who[1]
	officer.base, admin.base = base, base

	officer.see("/data", "Chưa nạp tệp nào", "Mẫu")
	at := officer.preview([]string{"sẽ nạp", "tiêu đề ở dòng 1", "Mường Hai"}, [2]string{`..\..\tram.csv`, twoStations})
	officer.see("/data", "Chưa nạp tệp nào")
	if status, _, _ := admin.do(http.MethodGet, at, "", nil); status != http.StatusNotFound {
		t.Errorf("another person sees the upload: %d", status)
	}
	officer.press(at, at, "đã nạp", "ấn bản 1")
	officer.see(at, "Kết quả nạp", "đã nạp", "ấn bản 1")         // a reload shows the result again
	officer.press("/data/upload", at, "Kết quả nạp", "ấn bản 1") // and a second press loads nothing
	if status, _, _ := admin.do(http.MethodGet, at, "", nil); status != http.StatusNotFound {
		t.Errorf("another person sees the result: %d", status)
	}

	at = officer.preview([]string{"sẽ nạp", "Dòng bị từ chối", "lớn hơn số lượt khám"}, [2]string{"hd.csv", sixWeeks})
	officer.see(at+"?lang=en", "would load", "header on line 1", "Referrals (column", "Load")
	officer.press(at, at, "đã nạp", "/data/loads/2/refused.xlsx")
	officer.see("/data", "tram.csv", "hd.csv", "data-officer", "Lần nạp")
	officer.see("/data?lang=en", "Refused rows (.xlsx)", "exceed visits")

	book, err := excelize.OpenReader(strings.NewReader(officer.see("/data/loads/2/refused.xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if err := book.SetCellValue(book.GetSheetName(0), "E2", 2); err != nil {
		t.Fatal(err)
	}
	mended, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	at = officer.preview([]string{"sẽ nạp", "1 dòng đọc: 1 mới"}, [2]string{"sua.xlsx", mended.String()})
	officer.press(at, at, "1 dòng đọc: 1 mới, 0 đính chính, 0 không đổi, 0 bị từ chối")

	admin.see("/data/loads/3/undo", "Hủy lần nạp 3", "sua.xlsx")
	admin.press("/data/loads/3/undo", "/data/loads/3/undo", "bởi administrator")
	admin.see("/audit?lang=en", "uploaded files", "loaded data", "took a load back", "/data/loads/2/refused.xlsx", "sua.xlsx")

	at = officer.preview([]string{"2 tệp, nạp cùng nhau", "5 không đổi, 1 bị từ chối", "m3.csv", "hd3.csv"},
		[2]string{"hd3.csv", strings.ReplaceAll(sixWeeks, "T2", "T3")}, [2]string{"m3.csv", strings.ReplaceAll(twoStations, "T1,Mường Một", "T3,Mường Ba")})
	officer.press(at, at+"/discard", "Tải tệp lên")

	at = officer.preview([]string{"sẽ không thay đổi gì"}, [2]string{"hd.csv", sixWeeks})
	if left := officer.press(at, at+"/discard", "Tải tệp lên"); left != "/data/upload" {
		t.Errorf("a discarded upload leads to %s", left)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "uploads", "*")); err != nil || len(left) != 0 {
		t.Errorf("uploads left on disk: %v %v", left, err)
	}
}

func TestUploadIsRefused(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	who := peopleIn(t, dir, account.DataOfficer, account.Director, account.Analyst, account.PressOfficer)
	base, _ := serveAndRead(t, dir, "--max-upload", "1")
	for _, r := range who {
		r.base = base
	}
	officer := who[0]
	token := officer.token("/data/upload")
	file := [2]string{"tram.csv", twoStations}
	for _, r := range who[1:] {
		if status, _, _ := r.do(http.MethodGet, "/data", "", nil); status != http.StatusForbidden {
			t.Errorf("/data answers another role %d", status)
		}
		if status, _, _ := r.upload(token, file); status != http.StatusForbidden {
			t.Errorf("another role may upload: %d", status)
		}
	}
	for _, c := range []struct {
		token, says string
		status      int
		files       [][2]string
	}{
		{"", "Biểu mẫu đã cũ", http.StatusForbidden, [][2]string{file}},
		{"wrong", "Biểu mẫu đã cũ", http.StatusForbidden, [][2]string{file}},
		{token, "Chưa chọn tệp nào", http.StatusUnprocessableEntity, nil},
		{token, "lớn hơn 1 MB", http.StatusRequestEntityTooLarge, [][2]string{{"to.csv", strings.Repeat("a", 1<<20+1)}}},
		{token, "lớn hơn 1 MB", http.StatusRequestEntityTooLarge, [][2]string{{"rất to.csv", strings.Repeat("a", 9<<20)}}},
	} {
		status, _, text := officer.upload(c.token, c.files...)
		if status != c.status || !strings.Contains(text, c.says) {
			t.Errorf("upload with token %q: %d, want %d %q\n%s", c.token, status, c.status, c.says, text)
		}
	}
	at := officer.preview([]string{"sẽ bị từ chối"}, [2]string{"ảnh.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"})
	if status, _, _ := officer.do(http.MethodPost, at, "application/x-www-form-urlencoded", strings.NewReader("csrf=wrong")); status != http.StatusForbidden {
		t.Errorf("a load without a token: %d", status)
	}
	if status, _, _ := officer.do(http.MethodPost, "/login", "application/x-www-form-urlencoded", strings.NewReader("a="+strings.Repeat("a", 1<<20))); status != http.StatusRequestEntityTooLarge {
		t.Errorf("a huge form: %d", status)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "uploads", "*")); err != nil || len(left) != 1 {
		t.Errorf("refused uploads left on disk: %v %v", left, err)
	}
}

func TestTemplatesOnTheDataPage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	who := peopleIn(t, dir, account.Administrator)
	who[0].base, _ = serveAndRead(t, dir)
	links := regexp.MustCompile(`/data/templates/\w+\.xlsx`).FindAllString(who[0].see("/data"), -1)
	if len(links) != len(header.Kinds()) {
		t.Errorf("%d templates", len(links))
	}
	who[0].see("/data/templates/activity.xlsx", "xl/worksheets")
}

func TestServeWatchesAnInbox(t *testing.T) {
	dir, inbox := filepath.Join(t.TempDir(), "data"), t.TempDir()
	if err := os.WriteFile(filepath.Join(inbox, "tram.csv"), []byte(twoStations), 0o644); err != nil {
		t.Fatal(err)
	}
	who := peopleIn(t, dir, account.DataOfficer)
	who[0].base, _ = serveAndRead(t, dir, "--inbox", inbox)
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(200 * time.Millisecond) {
		if _, err := os.Stat(filepath.Join(inbox, "done", "tram.csv.txt")); err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the inbox was not loaded")
		}
	}
	who[0].see("/data", "tram.csv", "inbox")
}
