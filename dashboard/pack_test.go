package dashboard

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"luanphien/dashboard/account"
	"luanphien/dashboard/docx/ziptest"
	"luanphien/dashboard/pack"
	"luanphien/queries/edition"
	"luanphien/queries/engine"
)

// packAddress asks for two figures of a quarter: one that the press is told of it, one of the whole period only.
const packAddress = "/figures/pack.zip?period=2026-Q3&figures=coverage_by_week&figures=response_times"

var madePack struct {
	sync.Mutex
	body []byte
}

// packOf is that pack, made once for all tests.
func packOf(t *testing.T) []byte {
	t.Helper()
	madePack.Lock()
	defer madePack.Unlock()
	if madePack.body == nil {
		madePack.body = []byte(openDemo(t).as(account.PressOfficer).see(packAddress))
	}
	return madePack.body
}

// listOf is what the tests read of figures.json.
type listOf struct {
	Citation string
	Figures  []struct {
		ID       string
		Withheld bool
		Sentence map[string]string
		Reason   map[string]string
		Value    *float64
		Unit     *struct{ Code string }
		Interval *struct {
			Kind      string
			Low, High *float64
		}
		Definitions []struct{ ID string }
		Queries     []struct{ SQL string }
		Citation    string
		Address     string
		Period      struct{ From, To string }
		Files       []packedFile
	}
	Files []packedFile
}

type packedFile struct {
	Name, SHA256 string
	Bytes        int
}

func readList(t *testing.T, files map[string]string) (l listOf) {
	t.Helper()
	if err := json.Unmarshal([]byte(files["figures.json"]), &l); err != nil {
		t.Fatal(err)
	}
	return l
}

// A pack holds each figure in all forms, as the press officer's own files have it, with its sum; words in both languages,
// Vietnamese first; who makes it and when does not matter.
func TestPackHoldsWhatThePressIsTold(t *testing.T) {
	s := openDemo(t)
	press := s.as(account.PressOfficer)
	files := ziptest.Parts(t, packOf(t))
	list := readList(t, files)
	named := map[string]bool{"figures.json": true}
	for _, f := range list.Figures {
		list.Files = append(list.Files, f.Files...)
	}
	for _, f := range list.Files {
		sum := sha256.Sum256([]byte(files[f.Name]))
		if f.SHA256 != hex.EncodeToString(sum[:]) || f.Bytes != len(files[f.Name]) {
			t.Errorf("%s has another sum or size than figures.json says", f.Name)
		}
		named[f.Name] = true
	}
	if len(named) != len(files) || len(files) != 2*9+4 {
		t.Errorf("%d files, of which figures.json names %d", len(files), len(named))
	}
	for _, f := range list.Figures {
		if got := press.see("/figures/" + f.ID + ".csv?period=2026-Q3"); got != fileNamed(files, f.ID, ".csv") {
			t.Errorf("%s: the CSV is not the press officer's", f.ID)
		}
		said := files[f.ID+"/words.txt"]
		if vi, en := strings.Index(said, f.Sentence["vi"]), strings.Index(said, f.Sentence["en"]); vi < 0 || en < vi {
			t.Errorf("%s: words.txt has the sentences at %d and %d", f.ID, vi, en)
		}
		for _, name := range []string{files["README.txt"], textOf(ziptest.Parts(t, []byte(files["to-tin-vi.docx"]))["word/document.xml"])} {
			if !strings.Contains(name, f.Sentence["vi"]) {
				t.Errorf("README or fact sheet lacks %q", f.Sentence["vi"])
			}
		}
		if v, err := s.Verify(f.Citation); err != nil || !v.Equal() {
			t.Errorf("%s: %v %+v", f.Citation, err, v)
		}
		press.see(f.Address)
		if len(f.Definitions) == 0 || len(f.Queries) == 0 || !strings.Contains(f.Queries[0].SQL, "SELECT") {
			t.Errorf("%s: %d definitions, %d queries", f.ID, len(f.Definitions), len(f.Queries))
		}
	}
	coverage, response := list.Figures[0], list.Figures[1]
	if coverage.Unit.Code != "proportion" || coverage.Interval != nil || !strings.Contains(coverage.Sentence["en"], fmt.Sprintf("%.1f%%", 100**coverage.Value)) {
		t.Errorf("%+v", coverage)
	}
	if response.Interval == nil || response.Interval.Kind != "confidence_95" || response.Unit.Code != "hours" || response.Period.From >= coverage.Period.From ||
		!strings.Contains(response.Sentence["en"], fmt.Sprintf("%.1f hours (95%% interval %.1f–%.1f)", *response.Value, *response.Interval.Low, *response.Interval.High)) {
		t.Errorf("%+v", response)
	}
	if !strings.Contains(files["README.txt"], "Chỉ công bố của cả kỳ 15/12/2025–15/11/2026, không tách phần đã chọn: Thời gian đến khi phản hồi.") {
		t.Error("README does not say of which period a figure is")
	}
	for name, body := range files {
		for _, never := range []string{"Nội bộ", "⟨", "Sín Thầu"} {
			if strings.Contains(body, never) && !strings.HasSuffix(name, ".png") {
				t.Errorf("%s says %q", name, never)
			}
		}
	}
	for name, again := range map[string]string{"to a director": s.as(account.Director).see(packAddress), "by the command": packWritten(t, s)} {
		if again != string(packOf(t)) {
			t.Errorf("made again %s, the pack has other bytes", name)
		}
	}
}

// packWritten makes the pack as the command does.
func packWritten(t *testing.T, s *site) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.Pack(t.Context(), pack.Order{Figures: []string{"response_times", "coverage_by_week"}, From: "2026-06-29", To: "2026-09-27"}, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// fileNamed is the file of a figure with that ending.
func fileNamed(files map[string]string, figure, ending string) string {
	for name, body := range files {
		if strings.HasPrefix(name, figure+"/") && strings.HasSuffix(name, ending) {
			return body
		}
	}
	return ""
}

// named tells whether a file has an ending, in the folder that stands before it.
func named(name, ending string) bool {
	folder, rest, ok := strings.Cut(ending, "/*")
	if !ok {
		return strings.HasSuffix(name, ending)
	}
	return strings.HasPrefix(name, folder+"/") && strings.HasSuffix(name, rest)
}

// changed is a pack with one of its files altered: nil takes it away.
func changed(t *testing.T, body []byte, ending string, alter func([]byte) []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out, done := zip.NewWriter(&b), false
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if !done && named(f.Name, ending) {
			done = true
			altered := alter(slices.Clone(content))
			if bytes.Equal(altered, content) {
				t.Fatal(ending, "is not altered")
			}
			if content = altered; content == nil {
				continue
			}
		}
		w, err := out.Create(f.Name)
		if err == nil {
			_, err = w.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A pack is verified as a whole, and says of each file where it differs; each file taken out of it is recognised.
func TestPackIsVerified(t *testing.T) {
	s := openDemo(t)
	v, err := s.VerifyFile(packOf(t))
	if err != nil || !v.Equal() || len(v.Members) != 22 {
		t.Fatalf("%v %+v", err, v)
	}
	replace := func(old, now string) func([]byte) []byte {
		return func(b []byte) []byte { return bytes.Replace(b, []byte(old), []byte(now), 1) }
	}
	where := map[string]string{"coverage_by_week.csv": "line 2, column “week”: the file says “2027-W", "response_times.svg": "element ", "README.txt": "line 1: the file says “",
		"figures.json": "item /figures/1/value: the file says “0.9", "en.docx": "cannot be read", "coverage_by_week-social.png": "the pack lacks it",
		"response_times.parquet": "row 1 of the data, column “"}
	body := packOf(t)
	for ending, alter := range map[string]func([]byte) []byte{
		".csv": replace("\n2026-W", "\n2027-W"), "response_times/*.svg": replace(`<path d="M`, `<path d="M1`), "README.txt": replace("Số liệu", "Số hiệu"),
		"figures.json": replace(`"value": 0.`, `"value": 0.9`), "en.docx": func(b []byte) []byte { return b[:len(b)/2] }, ".png": func([]byte) []byte { return nil },
		"response_times/*.parquet": func(b []byte) []byte {
			p, err := engine.ReadParquet(t.Context(), b)
			if err != nil {
				t.Fatal(err)
			}
			p.Rows[0][len(p.Rows[0])-1] = nil
			if b, err = engine.WriteParquet(t.Context(), p); err != nil {
				t.Fatal(err)
			}
			return b
		},
	} {
		body = changed(t, body, ending, alter)
	}
	if v, err = s.VerifyFile(body); err != nil || v.Equal() || v.Cited != v.Now {
		t.Fatalf("%v %+v", err, v)
	}
	for _, m := range v.Members {
		said := ""
		for name, text := range where {
			figure, ending, _ := strings.Cut(name, ".")
			figure, size, _ := strings.Cut(figure, "-")
			if strings.HasSuffix(m.Name, name) || strings.HasPrefix(m.Name, figure+"/") && strings.HasSuffix(m.Name, size+"."+ending) {
				said = text
			}
		}
		if (m.Differs != nil) != (said != "") || m.Differs != nil && !strings.Contains(m.Differs.EN, said) {
			t.Errorf("%s: %+v, want %q", m.Name, m.Differs, said)
		}
	}
	files := ziptest.Parts(t, packOf(t))
	for _, name := range []string{"README.txt", "figures.json", "fact-sheet-en.docx", "response_times/words.txt"} {
		if v, err := s.VerifyFile([]byte(files[name])); err != nil || !v.Equal() {
			t.Errorf("%s: %v %+v", name, err, v)
		}
	}
	for _, ending := range []string{".csv", ".xlsx", ".parquet", ".svg", ".pdf", "-social.png", "-square.png", "-web.png"} {
		if v, err := s.VerifyFile([]byte(fileNamed(files, "coverage_by_week", ending))); err != nil || !v.Equal() {
			t.Errorf("%s: %v %+v", ending, err, v)
		}
	}
	list := readList(t, ziptest.Parts(t, packOf(t)))
	if v, err := s.Verify(list.Citation); err != nil || !v.Equal() {
		t.Errorf("%v %+v", err, v)
	}
	if v, err := s.Verify(list.Citation[:len(list.Citation)-64] + strings.Repeat("0", 64)); err != nil || v.Equal() {
		t.Errorf("%v %+v", err, v)
	}
}

// anticipated is a province in which referrals fall weeks before the doctors come: the estimate fails its check.
func anticipated(t *testing.T) edition.Folder {
	t.Helper()
	return doctorsIn(t, func(station, week int) (doctor bool, referrals int64) {
		if station < 8 {
			referrals = 8
		}
		return week >= 6 && station < 8 || station == 0, referrals
	})
}

// A figure that fails its checks, or of which there is nothing, is in the pack by its name and the reason only.
func TestPackNamesWhatItWithholds(t *testing.T) {
	s := open(t, anticipated(t), day("2025-12-22"))
	if title := s.see("/figures/referrals_by_week"); !strings.Contains(title, "lượt chuyển tuyến so với dự kiến") {
		t.Fatal("a director is not told the estimate")
	}
	files := ziptest.Parts(t, []byte(s.see("/figures/pack.zip")))
	for _, f := range readList(t, files).Figures {
		folder := fileNamed(files, f.ID, ".csv")
		if f.Withheld != (folder == "") || f.Withheld != (f.Reason["vi"] != "") || f.Withheld && (f.Value != nil || f.Interval != nil || len(f.Files) > 0) {
			t.Errorf("%+v", f)
		}
		if f.ID == "referrals_by_week" && !f.Withheld {
			t.Error("an estimate that fails its check is given to the press")
		}
		if f.Withheld {
			sheet := textOf(ziptest.Parts(t, []byte(files["fact-sheet-en.docx"]))["word/document.xml"])
			if !strings.Contains(files["README.txt"], f.Reason["vi"]) || !strings.Contains(files["README.txt"], strings.TrimSuffix(f.Reason["en"], ".")) || !strings.Contains(sheet, f.Reason["en"]) {
				t.Errorf("README or fact sheet does not say why %s is withheld: %s", f.ID, f.Reason)
			}
		}
	}
}

// Press officers and directors make packs, of the newest edition and the whole province; others are refused, and see no form.
func TestWhoMakesPacks(t *testing.T) {
	s := openDemo(t)
	for address, want := range map[string]int{"?figures=coverage_by_station": 400, "?figures=nothing": 400, "?area=x": 403, "?stations=TYT-001": 403, "?as_of=2026-03-01": 400, "?period=2020": 400} {
		for _, roles := range []account.Roles{account.PressOfficer, account.Director} {
			if status, body := s.as(roles).get("/figures/pack.zip" + address); status != want {
				t.Errorf("%s answers %d, want %d: %.200s", address, status, want, body)
			}
		}
	}
	for roles, may := range map[account.Roles]bool{account.PressOfficer: true, account.Director: true, account.Analyst: false, account.DataOfficer: false, account.Administrator: false} {
		page := s.as(roles).see("/figures?period=2026-Q3&lang=en")
		if strings.Contains(page, `action="/figures/pack.zip"`) != may {
			t.Errorf("%v: the form is shown: %v", roles, !may)
		}
		if may && (strings.Count(page, `name="figures"`) != 7 || !strings.Contains(page, `<input type="hidden" name="period" value="2026-Q3"><input type="hidden" name="lang" value="en">`)) {
			t.Error("the form lacks a figure, or what was chosen above it")
		}
		if status, _ := s.as(roles).get(packAddress); (status == 200) != may {
			t.Errorf("%v is answered %d", roles, status)
		}
	}
}

// The fact sheets are one page each, with all figures.
func TestFactSheetIsOnePage(t *testing.T) {
	office, info := toolOf(t, "soffice", "libreoffice-writer"), toolOf(t, "pdfinfo", "poppler-utils")
	var b bytes.Buffer
	if err := openDemo(t).Pack(t.Context(), pack.Order{}, &b); err != nil {
		t.Fatal(err)
	}
	files, dir := ziptest.Parts(t, b.Bytes()), t.TempDir()
	if names := len(readList(t, files).Figures); names != 7 {
		t.Errorf("%d figures", names)
	}
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir}
	for _, name := range []string{"to-tin-vi", "fact-sheet-en"} {
		path := filepath.Join(dir, name+".docx")
		if strings.Contains(ziptest.Parts(t, []byte(files[name+".docx"]))["word/settings.xml"], "updateFields") {
			t.Error(name, "has Word ask before it is opened")
		}
		if err := os.WriteFile(path, []byte(files[name+".docx"]), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	if out, err := exec.CommandContext(t.Context(), office, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, name := range []string{"to-tin-vi", "fact-sheet-en"} {
		out, err := exec.CommandContext(t.Context(), info, filepath.Join(dir, name+".pdf")).CombinedOutput()
		if err != nil || !strings.Contains(string(out), "Pages:           1\n") || !strings.Contains(string(out), "(A4)") {
			t.Errorf("%s: %v %s", name, err, out)
		}
	}
}
