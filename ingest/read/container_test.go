package read

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"luanphien/ingest/rule"
)

func written(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const activityText = "Mã trạm;Tuần;Nhóm bệnh;Lượt khám;Chuyển tuyến\r\n03158;2026-W07;tim mạch - tăng huyết áp;12;1\r\n03160;2026-W07;đái tháo đường;5;\r\n"

var activityRows = []string{"2|03158|tim mạch - tăng huyết áp|12|1", "3|03160|đái tháo đường|5|"}

func TestEncodings(t *testing.T) {
	encode := func(e encoding.Encoding, text string) string {
		out, err := e.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	// Windows-1258 writes the tone after the vowel; the encoder of x/text wants it so.
	decomposed := tonesApart.Replace(activityText)
	for name, c := range map[string]struct {
		content string
		notices int
	}{
		"utf-8":        {activityText, 0},
		"utf-8 bom":    {"\ufeff" + activityText, 0},
		"utf-16le":     {encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), activityText), 0},
		"utf-16be":     {encode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), activityText), 0},
		"windows-1258": {encode(charmap.Windows1258, decomposed), 1},
		"tcvn3":        {toTCVN3(t, activityText), 1},
		"one bad byte": {activityText + "03160;2026-W07;\xff;5;\r\n", 0},
	} {
		rows, file := rowsOf(t, written(t, "hoạt động.csv", c.content), Options{})
		if len(rows) > 2 {
			rows = rows[:2]
		}
		for _, m := range rows {
			m["diagnosis_group"] = nfc(m["diagnosis_group"])
		}
		expect(t, linesOf(rows, "station_code", "diagnosis_group", "visits", "referrals"), activityRows)
		if len(file.Notices) != c.notices {
			t.Errorf("%s: notices %v", name, file.Notices)
		}
	}
}

func TestFilesThatAreNoTables(t *testing.T) {
	for name, c := range map[string]struct{ content, says string }{
		"a.pdf":  {"%PDF-1.7 ...", "PDF"},
		"b.xls":  {string(ole) + strings.Repeat("\x00", 600) + "W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00", ".xls"},
		"c.xls":  {"<html><table><tr><td>Mã trạm</td></tr></table></html>", "HTML"},
		"d.csv":  {"", "không có nội dung"},
		"e.csv":  {" \n\n", "không có nội dung"},
		"g.bin":  {"abc\x00\x01\x02def", "không phải văn bản CSV"},
		"h.xlsx": {"PK\x03\x04 and nothing more", "bị hỏng"},
		"i.csv":  {"một,hai\n1,2\n", "Không nhận ra cột nào"},
		"j.csv":  {"Mã trạm,Tuần,Nhóm bệnh,Lượt khám\n1,2,3,4\n", "Chuyển tuyến"},
		"k.csv":  {"Mã trạm,Họ tên người bệnh,Số thẻ BHYT\n1,2,3\n", "người bệnh"},
		"l.csv":  {"Mã cán bộ,Mã trạm,Từ ngày,Đến ngày\nCB1,03158,15/12/2025,28/12/2025\n", "Quyết định số 001/QĐ-SYT"},
	} {
		refused(t, written(t, name, c.content), c.says)
	}
	refused(t, filepath.Join(t.TempDir(), "không có.csv"), "Không mở được")
	refused(t, t.TempDir(), "Không mở được")
}

func TestRowLengths(t *testing.T) {
	path := written(t, "a.csv", "Nhóm bệnh,Mã ICD-10\na,b\nc\nd,e,f\ng,h,,\n,i\n")
	file, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	want := []struct {
		line, original int
		second         string
		rule           rule.Rule
	}{{2, 0, "b", ""}, {3, 1, "", rule.RowLength}, {4, 3, "e", rule.RowLength}, {5, 4, "h", ""}, {6, 0, "i", ""}}
	for _, w := range want {
		row, err := file.Sheets[0].Next()
		if err != nil || row.Line != w.line || len(row.Cells) != 2 || string(row.Cells[1]) != w.second || row.Rule != w.rule || len(row.Original) != w.original {
			t.Errorf("%+v, %v; want %+v", row, err, w)
		}
	}
	if _, err := file.Sheets[0].Next(); err != io.EOF {
		t.Error(err)
	}
}

func TestValuesFromOutsideTheTable(t *testing.T) {
	text := "Mã cán bộ,Mã trạm,Từ ngày,Đến ngày\nCB1,03158,15/12/2025,28/12/2025\n"
	rows, _ := rowsOf(t, written(t, "a.csv", text), Options{Set: map[string]string{"decision_no": "007/QĐ-SYT", "week": "2026-W07"}})
	expect(t, linesOf(rows, "decision_no", "worker_code", "end_on", "week"), []string{"2|007/QĐ-SYT|CB1|28/12/2025|"})
	titled := "\"Kèm theo Quyết định số 12 /QĐ-SYT, ngày 1/12/2025\",,,\n,,,\n" + text
	rows, _ = rowsOf(t, written(t, "b.csv", titled), Options{})
	expect(t, linesOf(rows, "decision_no", "worker_code", "end_on"), []string{"4|12/QĐ-SYT|CB1|28/12/2025"})
	rows, _ = rowsOf(t, written(t, "c.csv", "sep=;\nTuần 7/2026\nTrạm;Nhóm bệnh;Lượt khám;Chuyển tuyến\n3158;khác;1;0\n"), Options{})
	expect(t, linesOf(rows, "station_code", "week", "visits"), []string{"4|3158|2026-W07|1"})
	rows, _ = rowsOf(t, written(t, "d.csv", "Nhóm bệnh,Mã trạm\nhô hấp,1\n"), Options{Kind: "diagnosis_groups"})
	expect(t, linesOf(rows, "diagnosis_group", "station_code"), []string{"2|hô hấp|"})
}

func TestStream(t *testing.T) {
	folder := t.TempDir()
	var read int64
	file, err := OpenReader("stdin", strings.NewReader(activityText), Options{TempDir: folder, Progress: func(n int64) { read = n }})
	if err != nil {
		t.Fatal(err)
	}
	if row, err := file.Sheets[0].Next(); err != nil || row.Line != 2 {
		t.Errorf("%v, %v", row, err)
	}
	if read != int64(len(activityText)) || file.Size != read {
		t.Errorf("%d of %d bytes read", read, file.Size)
	}
	if err := file.Close(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(folder); len(left) > 0 {
		t.Errorf("%v is left in the temporary folder", left)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(activityText))
	f.Add([]byte("\ufeffTT,Trạm,Hô hấp,,Da liễu\n,,Lượt khám,Chuyển tuyến,Lượt khám\n1,Sín Thầu,1,2,3\n,Tổng số,1,2,3\n"))
	f.Add([]byte("Tuần 7/2026\nTT;Trạm;Hô hấp;\n;;Lượt khám;Chuyển tuyến\n1;Sín Thầu;1;2\n;Cộng;2;2\nNgười lập biểu\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\xff\xfeM\x00"))
	folder := f.TempDir()
	f.Fuzz(func(t *testing.T, content []byte) {
		file, err := OpenReader("fuzz", strings.NewReader(string(content)), Options{TempDir: folder})
		if err != nil {
			var told *Error
			if !errors.As(err, &told) || told.VI == "" || told.EN == "" {
				t.Fatalf("%q: %v", content, err)
			}
			return
		}
		defer file.Close()
		for _, sheet := range file.Sheets {
			last := 0
			for {
				row, err := sheet.Next()
				if err != nil {
					break
				}
				if row.Line < last || len(row.Cells) != len(sheet.Columns) || row.Titles != nil && len(row.Titles) != len(row.Cells) {
					t.Fatalf("%q: %+v", content, row)
				}
				last = row.Line
			}
		}
	})
}
