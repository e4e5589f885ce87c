package dashboard

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"luanphien/dashboard/export"
	"luanphien/dashboard/verify"
	"luanphien/queries/release"
	"luanphien/queries/soak"
)

// takeSQL downloads all rows of a statement.
func (s *site) takeSQL(ending, sql string, pairs ...string) string {
	s.t.Helper()
	status, body := s.runSQL(sql, append([]string{"as", ending}, pairs...)...)
	if status != 200 {
		s.t.Fatalf("%s as %s answers %d:\n%.2000s", sql, ending, status, body)
	}
	return body
}

func records(t *testing.T, body string) [][]string {
	t.Helper()
	rest, ok := strings.CutPrefix(body, export.ByteOrderMark)
	all, err := csv.NewReader(strings.NewReader(rest)).ReadAll()
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	return all
}

// A file of rows holds all of them, whose they are, and where they come from; what looks like a formula is none.
func TestSQLAsCSV(t *testing.T) {
	s := openConsole(t)
	all := records(t, s.takeSQL("csv", `SELECT '=1' AS "=t", -5 AS n, i, NULL AS nothing FROM range(10001) r(i) ORDER BY i`))
	if len(all) != 10_002 || strings.Join(all[0], ",") != "'=t,n,i,nothing,edition,as_of,illustrative,notice,citation" {
		t.Fatal(len(all), all[0])
	}
	for i, want := range map[int]string{1: "'=1,-5,0,,1,2026-11-16T00:00:00+07:00,true,Nội bộ – không công bố", 10_001: "'=1,-5,10000,,1,2026-11-16T00:00:00+07:00,true,Nội bộ – không công bố"} {
		if got := strings.Join(all[i][:8], ","); got != want {
			t.Errorf("row %d is %q, want %q", i, got, want)
		}
	}
	citation, ok := verify.FindCitation(all[1][8])
	if !ok || all[2][8] != "" || !strings.HasPrefix(citation, "edition 1 · sql · asked=2026-11-16T00%3A00%3A00%2B07%3A00&program="+release.Number+"&statement=SELECT%20") {
		t.Error(all[1][8], all[2][8])
	}
	if empty := records(t, s.takeSQL("csv", "SELECT 1 AS a WHERE false")); len(empty) != 1 || empty[0][0] != "a" {
		t.Error(empty)
	}
}

// The sum that a file cites is that of its rows, the same in both kinds of file, and the statement that it cites gives
// it again.
func TestSQLFilesAreVerified(t *testing.T) {
	s := openConsole(t)
	const sql = "SELECT station_code, station_name, type, population, opened_on, 'a\r\nb, \"c\"' AS odd, 0.1 + 0.2 AS sum, 12345678901234567890::HUGEINT AS big\nFROM stations ORDER BY 1"
	file := s.takeSQL("csv", sql)
	citation, ok := verify.FindCitation(file)
	if v, err := s.Verify(citation); !ok || err != nil || !v.Equal() {
		t.Errorf("%+v %v", v, err)
	}
	if v, err := s.Verify(strings.Replace(citation, "0.1", "0.3", 1)); err != nil || v.Equal() {
		t.Error("another statement counts as the same:", err)
	}
	workbook := s.takeSQL("xlsx", sql)
	if _, lines := book(t, workbook); lines["Trích dẫn"] != citation {
		t.Errorf("the workbook cites\n%s, the CSV\n%s", lines["Trích dẫn"], citation)
	}
	saved := s.takeSQL("csv", "SELECT $stream AS stream, $from_day::DATE AS d", "query", "compliance_by_week", "param.from_day", "2026-01-05",
		"param.to_day", "2026-02-01", "param.as_of", "2026-02-15")
	for _, taken := range []string{file, workbook, saved} {
		if v, err := s.VerifyFile([]byte(taken)); err != nil || !v.Equal() {
			t.Errorf("%+v %v", v, err)
		}
	}
	if v, err := s.VerifyFile([]byte(strings.Replace(file, ",commune,", ",ward,", 1))); err != nil || v.Equal() || !strings.Contains(v.Differs.EN, "ward") {
		t.Errorf("a changed cell is not seen: %+v %v", v, err)
	}
	for _, bad := range []string{"DROP", "SELECT%20nothing"} {
		wrong := "edition 1 · sql · asked=2026-11-16T00%3A00%3A00%2B07%3A00&statement=" + bad + " · sha256 " + strings.Repeat("0", 64)
		if _, err := s.Verify(wrong); err == nil {
			t.Error(bad, "is verified")
		}
	}
}

// book opens a workbook and gives the lines of its second sheet by name.
func book(t *testing.T, body string) (*excelize.File, map[string]string) {
	t.Helper()
	b, err := excelize.OpenReader(bytes.NewReader([]byte(body)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	rows, err := b.GetRows(b.GetSheetList()[1])
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]string{}
	for _, row := range rows {
		lines[row[0]] = row[1]
	}
	return b, lines
}

// A workbook holds values of their own kind: numbers as numbers as far as they are exact, dates as dates, texts as
// texts.
func TestSQLAsXLSX(t *testing.T) {
	s := openConsole(t)
	b, lines := book(t, s.takeSQL("xlsx", `SELECT '=1+1' AS formula, -5 AS n, 0.5 AS half, 9007199254740993 AS big, DATE '2026-02-15' AS d,
		TIMESTAMP '2026-02-15 08:30:00' AS m, DATE '1899-01-01' AS old, true AS yes, NULL AS nothing, repeat('ệ', 40000) AS long`))
	sheet := b.GetSheetList()[0]
	for cell, want := range map[string]string{"A1": "formula", "A2": "=1+1", "B2": "-5", "C2": "0.5", "D2": "9007199254740993", "E2": "15/02/2026",
		"F2": "15/02/2026 08:30:00", "G2": "1899-01-01", "H2": "TRUE", "I2": ""} {
		if got, err := b.GetCellValue(sheet, cell); err != nil || got != want {
			t.Errorf("%s holds %q, want %q (%v)", cell, got, want, err)
		}
	}
	for cell, want := range map[string]excelize.CellType{"A2": excelize.CellTypeInlineString, "B2": excelize.CellTypeUnset, "C2": excelize.CellTypeUnset,
		"D2": excelize.CellTypeInlineString, "E2": excelize.CellTypeUnset, "H2": excelize.CellTypeBool} {
		if got, err := b.GetCellType(sheet, cell); err != nil || got != want {
			t.Errorf("%s is of type %d, want %d (%v)", cell, got, want, err)
		}
	}
	if formula, _ := b.GetCellFormula(sheet, "A2"); formula != "" {
		t.Error("a text became the formula", formula)
	}
	long, _ := b.GetCellValue(sheet, "J2")
	if runes := []rune(long); len(runes) != 32_767 || runes[32_766] != '…' || !strings.Contains(lines["Ghi chú"], "1 ô") {
		t.Error(len([]rune(long)), lines["Ghi chú"])
	}
	if lines["Lưu ý"] != "Nội bộ – không công bố" || lines["Số dòng"] != "1" || !strings.Contains(lines["Câu lệnh SQL"], "AS formula") ||
		!strings.Contains(lines["Nguồn"], "Ấn bản 1") || lines["Chạy lúc"] == "" {
		t.Error(lines)
	}
	if tables, err := b.GetTables(sheet); err != nil || len(tables) != 1 || tables[0].Range != "A1:J2" {
		t.Error(tables, err)
	}
	if b, _ := book(t, s.takeSQL("xlsx", `SELECT 1 AS a, 2 AS "A" FROM range(3)`)); b != nil { // no table of Excel: two titles are one to it
		if rows, err := b.GetRows(b.GetSheetList()[0]); err != nil || len(rows) != 4 {
			t.Error(rows, err)
		}
	}
}

// Moments that the number of a cell does not hold are texts: with a fraction of a second, after the last day of Excel, or infinite, as numbers
// may be.
func TestMomentsBeyondASheet(t *testing.T) {
	s := openConsole(t)
	b, _ := book(t, s.takeSQL("xlsx", `SELECT TIMESTAMP '2026-02-15 08:30:00.25', TIMESTAMP_NS '2026-02-15 08:30:00.123456789',
		DATE '10000-01-01', TIMESTAMP '10000-01-01 00:00:00', DATE '9999-12-31', TIMESTAMP '9999-12-31 23:59:59',
		'-inf'::DOUBLE, 'inf'::FLOAT, '-infinity'::DATE, ['inf'::DOUBLE]`))
	for cell, want := range map[string]string{"A2": "2026-02-15 08:30:00.25", "B2": "2026-02-15 08:30:00.123456789", "C2": "10000-01-01",
		"D2": "10000-01-01 00:00:00", "E2": "31/12/9999", "F2": "31/12/9999 23:59:59",
		"G2": "-infinity", "H2": "infinity", "I2": "-infinity", "J2": `["infinity"]`} {
		if got, err := b.GetCellValue(b.GetSheetList()[0], cell); err != nil || got != want {
			t.Errorf("%s holds %q, want %q (%v)", cell, got, want, err)
		}
	}
}

// What no sheet holds is refused with a sentence, not cut short.
func TestResultsLargerThanASheet(t *testing.T) {
	soak.Long(t)
	s := openConsole(t)
	peak := peakWhile(t, func() error { // though the rows alone are 230 MB
		status, body := s.runSQL("SELECT i, repeat(chr((97 + i % 26)::INTEGER), 200) FROM range(1048576) r(i)", "as", "xlsx")
		if status != 422 || !strings.Contains(body, "1.048.575 dòng") {
			t.Error(status)
		}
		return nil
	})
	if peak > 150<<20 {
		t.Errorf("memory grew by %d MB", peak>>20)
	}
	for _, ending := range []string{"csv", "xlsx"} { // nothing of a file is sent where the statement fails at its end
		if status, body := s.runSQL("SELECT error('odd ' || i) FROM range(300000) r(i) WHERE i = 299999", "as", ending); status != 422 || !strings.Contains(body, "odd 299999") {
			t.Error(ending, status)
		}
	}
}

// What a workbook cannot hold is said in it, and on the page, before anybody takes it for the data; a CSV holds it.
func TestSQLCharactersNoWorkbookHolds(t *testing.T) {
	s := openConsole(t)
	const sql = `SELECT 'a' || chr(0) || 'b' AS nul, chr(1) AS one, chr(65535) AS none, E'tab\t, line\n and \r' AS kept, '_x0000_' AS looks, ['x' || chr(7)] AS list, '�' AS same`
	b, lines := book(t, s.takeSQL("xlsx", sql))
	row, err := b.GetRows(b.GetSheetList()[0])
	if err != nil || len(row) != 2 {
		t.Fatal(row, err)
	}
	if got, want := strings.Join(row[1], "|"), "a�b|�|�|tab\t, line\n and \r|_x0000_|[\"x\\u0007\"]|�"; got != want {
		t.Errorf("the workbook holds %q, want %q", got, want)
	}
	if note := lines["Ghi chú"]; !strings.HasPrefix(note, "3 ô có ký tự điều khiển") {
		t.Errorf("the workbook says %q", note)
	}
	if _, body := s.runSQL(sql); !strings.Contains(body, "3 ô có ký tự điều khiển") {
		t.Error("the page does not say which cells hold what is not seen")
	}
	if _, body := s.runSQL("SELECT 'plain' AS a"); strings.Contains(body, "ký tự điều khiển") {
		t.Error("the page says so of a plain text")
	}
	if _, lines := book(t, s.takeSQL("xlsx", `SELECT 1 AS "a`+"\x01"+`b"`)); !strings.HasPrefix(lines["Ghi chú"], "1 ô") {
		t.Errorf("of a title the workbook says %q", lines["Ghi chú"])
	}
	if got := records(t, s.takeSQL("csv", sql))[1]; got[0] != "a\x00b" || got[1] != "\x01" || got[2] != "\uffff" {
		t.Errorf("the CSV holds %q", got[:3])
	}
	for _, ending := range []string{"csv", "xlsx"} {
		if v, err := s.VerifyFile([]byte(s.takeSQL(ending, sql))); err != nil || !v.Equal() {
			t.Errorf("%s: %+v %v", ending, v, err)
		}
	}
}

// Excel counts the units of UTF-16: a text of signs that take two is cut, and counted, where Excel would cut it.
func TestSQLLongTextOfSigns(t *testing.T) {
	s := openConsole(t)
	b, lines := book(t, s.takeSQL("xlsx", `SELECT repeat('😀', 16383) AS whole, repeat('😀', 16384) AS even, 'x' || repeat('😀', 20000) AS odd`))
	for cell, want := range map[string]string{"A2": strings.Repeat("😀", 16_383), "B2": strings.Repeat("😀", 16_383) + "…", "C2": "x" + strings.Repeat("😀", 16_382) + "…"} {
		if got, err := b.GetCellValue(b.GetSheetList()[0], cell); err != nil || got != want {
			t.Errorf("%s holds %d bytes, want %d (%v)", cell, len(got), len(want), err)
		}
	}
	if !strings.HasPrefix(lines["Ghi chú"], "2 ô dài hơn") {
		t.Error(lines["Ghi chú"])
	}
}

// Numbers, days and lengths of time keep their sign in a CSV, however they are written; a text gets the mark.
func TestSQLSignsOfWhatIsMeasured(t *testing.T) {
	s := openConsole(t)
	got := records(t, s.takeSQL("csv", `SELECT '-infinity'::DATE, '-infinity'::TIMESTAMP, '-infinity'::TIMESTAMPTZ, '-inf'::DOUBLE, INTERVAL '-3 days', -1.5, -5::HUGEINT, -5::BIGNUM, '-3 days', '-5'::JSON`))[1][:10]
	if want := "-infinity|-infinity|-infinity|-infinity|-3 days|-1.5|-5|-5|'-3 days|'-5"; strings.Join(got, "|") != want {
		t.Errorf("the CSV holds %q, want %q", got, want)
	}
	s.see("/sql", "Chạy")
	if _, body := s.runSQL("SELECT 1"); !strings.Contains(body, "dạng JSON") {
		t.Error("the page does not say in which form lists come")
	}
}
