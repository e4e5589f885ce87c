package ingest

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"luanphien/ingest/rule"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// codeList writes a list whose first column holds codes: whole, or as a spreadsheet keeps them that takes them for numbers.
func codeList(t *testing.T, ext, titles, row string, whole bool, codes ...string) string {
	t.Helper()
	var lines strings.Builder
	lines.WriteString(titles)
	book := excelize.NewFile()
	defer book.Close()
	set := func(line int, cells []any) {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", line), &cells); err != nil {
			t.Fatal(err)
		}
	}
	texts := func(line string) (cells []any) {
		for _, text := range strings.Split(strings.TrimSpace(line), ",") {
			cells = append(cells, text)
		}
		return cells
	}
	set(1, texts(titles))
	for i, code := range codes {
		var stored any = code
		if number, err := strconv.Atoi(code); err == nil && !whole {
			stored, code = number, strconv.Itoa(number)
		}
		rest := fmt.Sprintf(row, i)
		fmt.Fprintf(&lines, "%s,%s\n", code, rest)
		set(i+2, append([]any{stored}, texts(rest)...))
	}
	if ext == "csv" {
		return writeFile(t, "ma.csv", lines.String())
	}
	path := filepath.Join(t.TempDir(), "ma.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

const unitCodesHeader, workerCodesHeader = "Mã đơn vị,Tên đơn vị,Tuyến\n", "Mã cán bộ,Mã đơn vị,Trình độ,Chuyên khoa,Nhóm\n"

// A list whose codes lost their zeros to a spreadsheet names the entries that are known: in the one order of loads and in
// the other, of a province whose communes the program knows (03…) and of one that it does not (00…).
func TestListWithoutLeadingZeros(t *testing.T) {
	station := "Xã %d,xã,TTYT,01/01/2020,"
	for _, ext := range []string{"csv", "xlsx"} {
		for _, c := range []struct {
			what, titles, row string
			codes             []string
			first             string // what is in force where the stripped list came first
		}{
			{"stations", stationsHeader, station, []string{"03172", "03127"}, "03127 03172"},
			{"stations", stationsHeader, station, []string{"00691", "00694"}, "691 694"},
			{"units", unitCodesHeader, "Đơn vị %d,tỉnh", []string{"0071", "0105"}, "105 71"},
		} {
			if ext == "xlsx" && c.first != "691 694" && !soak.All() {
				continue
			}
			for _, strippedFirst := range []bool{false, true} {
				name := fmt.Sprintf("%s %s %s, stripped first: %t", ext, c.what, c.codes[0], strippedFirst)
				folder := edition.Folder(t.TempDir())
				mustRun(t, folder, codeList(t, ext, c.titles, c.row, !strippedFirst, c.codes...))
				f := mustRun(t, folder, codeList(t, ext, c.titles, c.row, strippedFirst, c.codes...)).Files[0]
				want := c.first
				if !strippedFirst {
					want = strings.Join(rowsSorted(c.codes), " ")
				}
				got := rowsOf(t, folder, "SELECT "+strings.TrimSuffix(c.what, "s")+"_code FROM "+c.what+" ORDER BY 1")
				if strings.Join(got, " ") != want || f.Counts.Unchanged != 2 {
					t.Errorf("%s: %v, want %s; %+v %v", name, got, want, f.Counts, f.Refusals)
				}
				// The Điện Biên codes are restored by the shipped list already: the whole list has nothing left to say.
				said := strings.Contains(fmt.Sprint(f.Notices), " → ")
				if restored := strippedFirst && want == "03127 03172"; said == restored {
					t.Errorf("%s: notices %v", name, f.Notices)
				}
			}
		}
	}
}

func rowsSorted(codes []string) []string {
	return []string{min(codes[0], codes[1]), max(codes[0], codes[1])}
}

// A short code that nobody knows, beside communes of five digits, is refused with what to do; codes of a province's own that
// are short throughout are its own.
func TestShortCodesAmongCommunes(t *testing.T) {
	for _, ext := range []string{"csv", "xlsx"} {
		codes := []string{"10012", "10015", "10018", "10021", "10024", "09991"}
		folder := edition.Folder(t.TempDir())
		f := mustRun(t, folder, codeList(t, ext, stationsHeader, "Xã %d,xã,TTYT,01/01/2020,", false, codes...)).Files[0]
		if f.Status != Loaded || f.Counts.Loaded != 5 || len(f.Refusals) != 1 || f.Refusals[0].Rule != rule.CodeZerosLost || f.Refusals[0].Value != "9991" || f.Refusals[0].Line != 7 {
			t.Errorf("%s: %s %v %+v %+v", ext, f.Status, f.Err, f.Counts, f.Refusals)
		}
		f = mustRun(t, folder, codeList(t, ext, stationsHeader, "Xã %d,xã,TTYT,01/01/2020,", true, codes...)).Files[0]
		if f.Counts.Loaded != 1 || f.Counts.Unchanged != 5 || f.Counts.Quarantined != 0 {
			t.Errorf("%s, mended: %+v", ext, f.Counts)
		}
		f = mustRun(t, edition.Folder(t.TempDir()), codeList(t, ext, stationsHeader, "Xã %d,xã,TTYT,01/01/2020,", false, "7", "18", "102")).Files[0]
		if f.Counts.Loaded != 3 {
			t.Errorf("%s, own numbers: %+v %+v", ext, f.Counts, f.Refusals)
		}
	}
}

// Rows of other kinds find stations, units and workers by such codes, too.
func TestReferencesWithoutLeadingZeros(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder,
		writeFile(t, "tram.csv", stationsHeader+"00691,Xã Một,xã,TTYT,01/01/2020,\n"),
		writeFile(t, "don-vi.csv", unitCodesHeader+"0071,Bệnh viện,tỉnh\n"),
		writeFile(t, "can-bo.csv", workerCodesHeader+"00012,71,BS,nội khoa,bác sĩ\n"),
		writeFile(t, "cu.csv", "Số quyết định,Mã cán bộ,Mã trạm,Từ ngày,Đến ngày\n01/QĐ,12,691,05/01/2026,30/03/2026\n"))
	got := rowsOf(t, folder, "SELECT p.station_code, w.worker_code, w.unit_code FROM postings AS p JOIN workers AS w USING (worker_code)")
	if fmt.Sprint(got) != "[00691|00012|0071]" {
		t.Errorf("%v %v", got, rowsOf(t, folder, "SELECT file_name, line, rule FROM quarantine"))
	}
}
