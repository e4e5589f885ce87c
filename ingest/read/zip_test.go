package read

import (
	"archive/zip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func archive(t *testing.T, parts ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.zip")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(out)
	for i := 0; i < len(parts); i += 2 {
		part, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		part.Write([]byte(parts[i+1]))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	out.Close()
	return path
}

func TestArchive(t *testing.T) {
	book, err := os.ReadFile(workbook(t, append(append([][]any{}, wideHeader...), []any{1, "Sín Thầu", 10, 1, 2, 0}, []any{nil, "Tổng số", 11}), nil))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	path := archive(t, "tuần/", "", "tuần/hoạt động.csv", activityText, "../../x.xlsx", string(book), "README.txt", "Một lá thư.\n", "__MACOSX/._a", "x", "tuần/.DS", "y", "tuần/Thumbs.db", string(ole)+strings.Repeat("\x00", 600), "Desktop.ini", "[.ShellClassInfo]")
	rows, file := rowsOf(t, path, Options{TempDir: folder})
	expect(t, linesOf(rows, "station_code", "week", "visits"), []string{"2|03158|2026-W07|12", "3|03160|2026-W07|5", "7|Sín Thầu|2025-W51|10", "7|Sín Thầu|2025-W51|2"})
	if file.Sheets[0].Name != "tuần/hoạt động.csv" || file.Sheets[1].Name != "../../x.xlsx › Sheet1" {
		t.Errorf("sheets %q, %q", file.Sheets[0].Name, file.Sheets[1].Name)
	}
	if len(file.Notices) != 2 || !strings.Contains(file.Notices[0].VI, "README.txt") || !strings.Contains(file.Notices[1].VI, "x.xlsx › Sheet1») Dòng 8") &&
		!strings.Contains(file.Notices[1].VI, "x.xlsx › Sheet1»: Dòng 8") {
		t.Errorf("notices %v", file.Notices)
	}
	if err := file.Close(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(folder); len(left) > 0 {
		t.Errorf("%v is left in the temporary folder", left)
	}
	inner, _ := os.ReadFile(path)
	refused(t, archive(t, "a.csv", activityText, "b.zip", string(inner)), "nén nằm trong tệp nén")
	refused(t, archive(t, "a.csv", activityText, "b.csv", "Số CCCD,Tuần\n"), "CCCD")
	refused(t, archive(t, "a.txt", "gì đó"), "Không nhận ra cột nào")
	refused(t, archive(t), "không chứa bảng nào")
}

func TestTCVN3InUnicode(t *testing.T) {
	latin := func(text string) string {
		var b strings.Builder
		for _, c := range []byte(toTCVN3(t, text)) {
			b.WriteRune(rune(c))
		}
		return b.String()
	}
	rows, file := rowsOf(t, written(t, "a.csv", latin(activityText)), Options{})
	expect(t, linesOf(rows, "station_code", "diagnosis_group", "visits", "referrals"), activityRows)
	if len(file.Notices) != 1 {
		t.Errorf("notices %v", file.Notices)
	}
	// The header in Unicode, the body not.
	header, body, _ := strings.Cut(activityText, "\n")
	rows, _ = rowsOf(t, written(t, "b.csv", header+"\n"+latin(body+strings.ReplaceAll(body, "W07", "W08"))), Options{})
	expect(t, linesOf(rows[:2], "station_code", "diagnosis_group", "visits", "referrals"), activityRows)
}

// What is sent along with tables and cannot hold one is left out and named; what may hold one refuses the archive, and the
// sentence says what to do where it holds none.
func TestWhatIsSentAlong(t *testing.T) {
	photograph := "\xff\xd8\xff\xe0\x00\x10JFIF"
	for name, content := range map[string]string{"công văn.pdf": "%PDF-1.4\n", "ảnh.jpg": photograph, "tuần/dấu.png": "\x89PNG\r\n\x1a\n\x00"} {
		rows, file := rowsOf(t, archive(t, name, content, "a.csv", activityText), Options{})
		expect(t, linesOf(rows, "station_code", "week", "visits"), []string{"2|03158|2026-W07|12", "3|03160|2026-W07|5"})
		if len(file.Notices) != 1 || !strings.Contains(file.Notices[0].VI, "«"+name+"» không được đọc: là tệp") ||
			!strings.Contains(file.Notices[0].EN, name+"” was not read: it is a ") {
			t.Errorf("%s: notices %v", name, file.Notices)
		}
		refused(t, archive(t, name, content), "không chứa bảng nào")
	}
	letter, table := archive(t, "word/document.xml", "<w/>", "[Content_Types].xml", "<Types/>"), archive(t, "mimetype", "x", "content.xml", "<x/>")
	for name, c := range map[string]struct{ content, says string }{
		"công văn.docx": {contentOf(t, letter), "là văn bản Word"},
		"bảng.ods":      {contentOf(t, table), "là tệp OpenDocument (.ods)"},
		"bảng.xls":      {string(ole) + strings.Repeat("\x00", 600), "định dạng cũ"},
		"bảng.rar":      {"Rar!\x1a\x07\x00", "RAR"},
	} {
		refused(t, archive(t, "a.csv", activityText, name, c.content), c.says)
		refused(t, archive(t, "a.csv", activityText, name, c.content), "hãy bỏ nó ra khỏi a.zip rồi nạp lại")
	}
}

func contentOf(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
