package read

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"luanphien/ingest/ledger"
)

// workbook writes an .xlsx from rows of values; nil leaves a cell blank. change may alter it before it is written.
func workbook(t *testing.T, rows [][]any, change func(*excelize.File)) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for i, row := range rows {
		for j, value := range row {
			if value == nil {
				continue
			}
			cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
			if err := book.SetCellValue("Sheet1", cell, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	if change != nil {
		change(book)
	}
	path := filepath.Join(t.TempDir(), "sổ.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// linesOf gives rows as "line: field=value …" for the fields named.
func linesOf(rows []map[string]string, fields ...string) (list []string) {
	for _, m := range rows {
		values := []string{m["line"]}
		for _, field := range fields {
			values = append(values, m[field])
		}
		list = append(list, strings.Join(values, "|"))
	}
	return list
}

func expect(t *testing.T, got, want []string) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

var wideHeader = [][]any{
	{"SỞ Y TẾ"}, {"Tuần 51 năm 2025 (từ 15/12/2025 đến 21/12/2025)"}, {},
	{"TT", "Trạm y tế", "Hô hấp", nil, "Da liễu", nil, "Tổng số"},
	{nil, nil, "Lượt khám", "Chuyển tuyến", "Lượt khám", "Chuyển tuyến", "Lượt khám", "Chuyển tuyến"},
	{1, 2, 3, 4, 5, 6, 7, 8},
}

func TestRowsThatAreNoData(t *testing.T) {
	rows := append(append([][]any{}, wideHeader...), [][]any{
		{"I", "Khu vực Mường Nhé"},
		{1, "Sín Thầu", 10, 1, 5, nil, 15, 1},
		{2, "X. Mường Nhé", "1.234", "-", "KBC", nil, 1234, 0},
		{nil, "Cộng khu vực I", 1244, 1, 5, 0},
		{nil, "II. Khu vực Mường Chà", 7, 7, 7, 7},
		{3, "Na Sang"},
		{4, "Xa Dung", 1, 1, 1, 1, 2, 2},
		{5},
		{nil, "Tổng số", 1245, 2, 7, 1},
		{nil, "Lũy kế", 99999, 99, 99, 99},
		{},
		{nil, "Điện Biên, ngày 22 tháng 12 năm 2025"},
		{nil, "Người lập biểu", nil, nil, "Thủ trưởng đơn vị"},
		{nil, nil, nil, nil, "Nguyễn Văn A"},
		{7, "Pa Ham", 1, 1, 1, 1},
	}...)
	got, file := rowsOf(t, workbook(t, rows, nil), Options{})
	expect(t, linesOf(got, "station_code", "week", "diagnosis_group", "visits", "referrals"), []string{
		"8|Sín Thầu|2025-W51|Hô hấp|10|1", "8|Sín Thầu|2025-W51|Da liễu|5|",
		"9|X. Mường Nhé|2025-W51|Hô hấp|1.234|-", "9|X. Mường Nhé|2025-W51|Da liễu|KBC|",
		"12|Na Sang|2025-W51|Hô hấp||", "12|Na Sang|2025-W51|Da liễu||",
		"13|Xa Dung|2025-W51|Hô hấp|1|1", "13|Xa Dung|2025-W51|Da liễu|1|1",
		"21|Pa Ham|2025-W51|Hô hấp|1|1", "21|Pa Ham|2025-W51|Da liễu|1|1",
	})
	if len(file.Notices) != 1 || !strings.Contains(file.Notices[0].VI, "«Da liễu – Lượt khám» ghi 7, các dòng trên cộng lại là 6") {
		t.Errorf("notices: %v", file.Notices)
	}
}

func TestHeaderOverTwoRowsThatIsNotWide(t *testing.T) {
	header := [][]any{
		{"Kèm theo Quyết định số 001/QĐ-SYT"},
		{"STT", "Mã CB", "Họ và tên", "Trạm y tế nơi đến", "Thời gian luân phiên", nil, "Ghi chú"},
		{nil, nil, nil, nil, "Từ ngày", "Đến ngày"},
	}
	rows := append(append(append([][]any{}, header...), []any{1, "CB001", "Bác sĩ 001", "TYT Na Sang", "15/12/2025", "21/12/2025", "x"}), header[1:]...)
	rows = append(rows, []any{2, "CB002", "Bác sĩ 002", "Xa Dung", "15/12/2025", "21/12/2025"}, []any{"Tổng số: 2 người"}, []any{nil, "GIÁM ĐỐC"})
	got, file := rowsOf(t, workbook(t, rows, nil), Options{})
	expect(t, linesOf(got, "worker_code", "station_code", "start_on", "end_on", "decision_no"), []string{
		"4|CB001|TYT Na Sang|15/12/2025|21/12/2025|001/QĐ-SYT", "7|CB002|Xa Dung|15/12/2025|21/12/2025|001/QĐ-SYT",
	})
	if len(file.Notices) > 0 {
		t.Errorf("notices: %v", file.Notices)
	}
}

func TestTitlesOfCellsOfAWideTable(t *testing.T) {
	rows := append(append([][]any{}, wideHeader[:5]...), []any{1, "Sín Thầu", 10, 1}, []any{2, "Na Sang", "KBC", "x", nil, "Không"})
	file, err := Open(workbook(t, rows, nil), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	sheet := file.Sheets[0]
	row, err := sheet.Next()
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"Trạm y tế", "Tuần", "Hô hấp", "Hô hấp – Lượt khám", "Hô hấp – Chuyển tuyến"}; !reflect.DeepEqual(row.Titles, want) {
		t.Errorf("titles %q", row.Titles)
	}
	if got := string(bytes.Join(row.Original, []byte("|"))); got != "1|Sín Thầu|10|1" || row.Again {
		t.Errorf("original %q, again %v", got, row.Again)
	}
	sheet.Next()
	if row, err := sheet.Next(); err != io.EOF {
		t.Errorf("a line of missing cells: %+v, %v", row, err)
	}
	if l, passed := file.Ledger(); !l.Balanced() || l.Reasons[ledger.NotReported] != 1 || len(passed) == 0 {
		t.Errorf("%+v %+v", l, passed)
	}
}

func TestDatesAndNumbersOfCells(t *testing.T) {
	for _, date1904 := range []bool{false, true} {
		day := time.Date(2025, 12, 15, 0, 0, 0, 0, time.UTC)
		moment := time.Date(2025, 12, 21, 16, 5, 30, 0, time.UTC)
		rows := [][]any{
			{"Mã trạm", "Mã cán bộ", "Báo lúc", "Nội dung", "Xử lý lúc"},
			{"03158", 7, moment, "a", day},
			{3158, "x", moment, 12345678901234, day},
			{"03158", "x", "21/12/2025 16:05", 1.5, "46006"},
			{nil, "x", 45, 17, true},
		}
		path := workbook(t, rows, func(book *excelize.File) {
			if date1904 {
				book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &date1904})
				for i := range 3 { // the library writes serials of the 1900 system
					for j, value := range rows[i+1] {
						if at, ok := value.(time.Time); ok {
							cell, _ := excelize.CoordinatesToCellName(j+1, i+2)
							book.SetCellValue("Sheet1", cell, at.Sub(time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)).Hours()/24)
						}
					}
				}
			}
			us, vn := "mm/dd/yy h:mm", `[$-42A]"ngày" dd\/mm\/yyyy`
			for cell, format := range map[string]*excelize.Style{"C2": {CustomNumFmt: &us}, "C3": {NumFmt: 22}, "E2": {NumFmt: 14}, "E3": {CustomNumFmt: &vn}, "B2": {NumFmt: 4}} {
				style, err := book.NewStyle(format)
				if err != nil {
					t.Fatal(err)
				}
				book.SetCellStyle("Sheet1", cell, cell, style)
			}
			book.SetCellFormula("Sheet1", "D5", "1+1")
		})
		got, _ := rowsOf(t, path, Options{})
		expect(t, linesOf(got, "station_code", "worker_code", "reported_at", "content", "resolved_at"), []string{
			"2|03158|7|2025-12-21 16:05:30|a|2025-12-15",
			"3|3158|x|2025-12-21 16:05:30|12345678901234|2025-12-15",
			"4|03158|x|21/12/2025 16:05|1.5|46006",
			"5||x|45|17|TRUE",
		})
	}
}

func TestSheetsThatAreLeftOut(t *testing.T) {
	rows := [][]any{{"Nhóm bệnh", "Mã ICD-10"}, {"hô hấp", "J00-J99"}}
	path := workbook(t, rows, func(book *excelize.File) {
		book.NewSheet("Nháp")
		book.SetCellValue("Nháp", "A1", "CCCD")
		book.SetSheetVisible("Nháp", false)
		book.NewSheet("Ghi chú")
		book.SetCellValue("Ghi chú", "B2", "Hướng dẫn")
		book.NewSheet("Trống")
		book.NewSheet("Thêm")
		book.SetSheetRow("Thêm", "C4", &[]any{"Chuyên khoa", "Nhóm"})
		book.SetSheetRow("Thêm", "C6", &[]any{"nội khoa", "bác sĩ"})
	})
	got, file := rowsOf(t, path, Options{})
	expect(t, linesOf(got, "diagnosis_group", "specialty", "cadre"), []string{"2|hô hấp||", "6||nội khoa|bác sĩ"})
	if len(file.Notices) != 2 || !strings.Contains(file.Notices[0].VI, "ẩn «Nháp»") || !strings.Contains(file.Notices[1].VI, "«Ghi chú»") {
		t.Errorf("notices: %v", file.Notices)
	}
}

func TestWorkbooksThatAreRefused(t *testing.T) {
	good := workbook(t, [][]any{{"Nhóm bệnh", "Mã ICD-10"}, {"hô hấp", "J00-J99"}}, nil)
	content, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		content []byte
		says    string
	}{
		"cut.xlsx":   {content[:len(content)-200], "bị hỏng"},
		"spoilt.xls": {bytes.Replace(content, content[60:90], make([]byte, 30), 1), "bị hỏng"},
	} {
		path := filepath.Join(t.TempDir(), name)
		os.WriteFile(path, c.content, 0o600)
		refused(t, path, c.says)
	}
	refused(t, workbook(t, [][]any{{"a", "b"}, {1, 2}}, nil), "Không nhận ra cột nào")
	refused(t, workbook(t, [][]any{{"Mã trạm", "Tuần", "Nhóm bệnh", "Lượt khám", "Chuyển tuyến", "Số CCCD"}}, nil), "CCCD")
	refused(t, workbook(t, [][]any{{"Tuần 51 năm 2025 (từ 08/12/2025 đến 14/12/2025)"}, {"Trạm", "Nhóm bệnh", "Lượt khám", "Chuyển tuyến"}}, nil), "không khớp với các ngày")
	refused(t, workbook(t, nil, nil), "không có trang nào")
	path := filepath.Join(t.TempDir(), "khóa.xlsx")
	book, _ := excelize.OpenFile(good)
	if err := book.SaveAs(path, excelize.Options{Password: "mật khẩu"}); err != nil {
		t.Fatal(err)
	}
	refused(t, path, "mật khẩu")
}

func refused(t *testing.T, path, says string) {
	t.Helper()
	file, err := Open(path, Options{})
	if err == nil {
		file.Close()
	}
	var told *Error
	if !errors.As(err, &told) || !strings.Contains(told.VI, says) || told.EN == "" {
		t.Errorf("%s: %v; want «%s»", filepath.Base(path), err, says)
	}
}

// A sheet too large for memory is unpacked to a folder that is gone when the file is closed.
func TestLargeSheetsLeaveNothingBehind(t *testing.T) {
	if testing.Short() {
		t.Skip("writes a large workbook")
	}
	book := excelize.NewFile()
	stream, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	const count = 60000
	stream.SetRow("A1", []any{"Mã trạm", "Tuần", "Nhóm bệnh", "Lượt khám", "Chuyển tuyến"})
	for i := range count {
		cell, _ := excelize.CoordinatesToCellName(1, i+2)
		stream.SetRow(cell, []any{"03158", "2026-W07", fmt.Sprintf("một nhóm bệnh có tên rất dài, số %d", i), i, 0})
	}
	stream.Flush()
	path := filepath.Join(t.TempDir(), "lớn.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	rows, file := rowsOf(t, path, Options{TempDir: folder})
	if len(rows) != count || rows[count-1]["line"] != fmt.Sprint(count+1) {
		t.Errorf("%d rows", len(rows))
	}
	if err := file.Close(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(folder); len(left) > 0 {
		t.Errorf("%v is left in the temporary folder", left)
	}
}

func BenchmarkXLSX(b *testing.B) {
	book := excelize.NewFile()
	stream, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	const count = 50000
	stream.SetRow("A1", []any{"Mã trạm", "Tuần", "Nhóm bệnh", "Lượt khám", "Chuyển tuyến"})
	for i := range count {
		cell, _ := excelize.CoordinatesToCellName(1, i+2)
		stream.SetRow(cell, []any{"03158", "2026-W07", "tim mạch", i, 0})
	}
	stream.Flush()
	path := filepath.Join(b.TempDir(), "a.xlsx")
	if err := book.SaveAs(path); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		file, err := Open(path, Options{})
		if err != nil {
			b.Fatal(err)
		}
		for {
			if _, err := file.Sheets[0].Next(); err != nil {
				break
			}
		}
		file.Close()
	}
	b.ReportMetric(float64(count)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
