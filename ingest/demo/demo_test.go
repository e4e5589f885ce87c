package demo

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"luanphien/queries/calendar"
)

var update = flag.Bool("update", false, "write the golden files anew")

// content is one file as its reader finds it: columns by title.
type content struct {
	rows  []map[string]string
	lines []int
}

// each runs a test on every province.
func each(t *testing.T, test func(t *testing.T, p *Province)) {
	for _, p := range Provinces {
		t.Run(p.Key, func(t *testing.T) { test(t, p) })
	}
}

// read makes the files and reads them back. Rows that are wrong on purpose are left out of the content.
func read(t *testing.T, p *Province) (map[string]content, []File) {
	t.Helper()
	files, err := p.Files()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]content{}
	for _, f := range files {
		faulty := map[int]bool{}
		for _, fault := range f.Faults {
			faulty[fault.Line] = true
		}
		records, err := csv.NewReader(bytes.NewReader(f.Bytes)).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		var c content
		for i, record := range records[1:] {
			row := map[string]string{}
			for k, title := range records[0] {
				row[title] = record[k]
			}
			if !faulty[i+2] {
				c.rows, c.lines = append(c.rows, row), append(c.lines, i+2)
			}
		}
		all[strings.TrimSuffix(strings.TrimPrefix(f.Name, filePrefix), ".csv")] = c
	}
	return all, files
}

func date(t *testing.T, text string) time.Time {
	t.Helper()
	d, err := time.Parse("02/01/2006", text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func moment(t *testing.T, text string) time.Time {
	t.Helper()
	m, err := time.ParseInLocation("02/01/2006 15:04:05", text, calendar.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestSameBytesEveryRun(t *testing.T) { each(t, testSameBytes) }

func testSameBytes(t *testing.T, p *Province) {
	sums := func() string {
		files, err := p.Files()
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, f := range files {
			sum := sha256.Sum256(f.Bytes)
			b.WriteString(hex.EncodeToString(sum[:]) + "  " + f.Name + "\n")
		}
		return b.String()
	}
	first, second := sums(), sums()
	if first != second {
		t.Errorf("two runs differ:\n%s\n%s", first, second)
	}
	golden := filepath.Join("testdata", p.Key+".sha256")
	if *update {
		if err := os.WriteFile(golden, []byte(first), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if first != string(want) {
		t.Errorf("the demo is no longer what %s says; if that is meant, run with -update:\n%s", golden, first)
	}
}

func TestTotalsOnRecord(t *testing.T) {
	all, _ := read(t, DienBien)
	if n := len(all["tram-y-te"].rows); n != 45 {
		t.Errorf("%d stations", n)
	}
	groups, specialties := map[string]int{}, map[string]bool{}
	for _, w := range all["can-bo"].rows {
		groups[w["Nhóm"]]++
		specialties[w["Nhóm"]+"/"+w["Chuyên khoa"]] = true
	}
	if len(groups) != 2 || groups["bác sĩ"] != 55 || groups["dự phòng"] != 53 {
		t.Errorf("workers: %v", groups)
	}
	for _, want := range []string{
		"bác sĩ/nội khoa", "bác sĩ/nhi khoa", "bác sĩ/chẩn đoán hình ảnh", "bác sĩ/hồi sức cấp cứu",
		"dự phòng/giám sát dịch bệnh", "dự phòng/tiêm chủng mở rộng", "dự phòng/an toàn thực phẩm",
	} {
		if !specialties[want] {
			t.Errorf("nobody for %s", want)
		}
		delete(specialties, want)
	}
	if len(specialties) > 0 {
		t.Errorf("not on record: %v", specialties)
	}
	centers := 0
	for _, u := range all["don-vi-cu"].rows {
		if u["Tuyến"] == "huyện" {
			centers++
		}
	}
	if centers != 10 {
		t.Errorf("%d health centres", centers)
	}
}

func TestFirstWaveReachesAll(t *testing.T) {
	all, _ := read(t, DienBien)
	reached, sent := map[string]bool{}, map[string]bool{}
	for _, p := range all["luan-phien"].rows {
		start := date(t, p["Từ ngày"])
		if start.Before(calendar.Day(2025, 12, 15)) {
			t.Errorf("posting before the first wave: %v", p)
		}
		if p["Từ ngày"] != "15/12/2025" {
			continue
		}
		sent[p["Mã cán bộ"]] = true
		left := p["Ngày về thực tế"]
		if p["Trạng thái"] == "" && (left == "" || !date(t, left).Before(start)) {
			reached[p["Mã trạm"]] = true
		}
	}
	if len(reached) != 45 || len(sent) != 108 {
		t.Errorf("first wave: %d workers at %d stations, want 108 at 45", len(sent), len(reached))
	}
}

func TestStaysByLevel(t *testing.T) {
	all, _ := read(t, DienBien)
	unitOf := map[string]string{}
	for _, w := range all["can-bo"].rows {
		unitOf[w["Mã cán bộ"]] = w["Mã đơn vị"]
	}
	kinds := map[string]int{}
	for _, p := range all["luan-phien"].rows {
		start, end := date(t, p["Từ ngày"]), date(t, p["Đến ngày"])
		days := calendar.DaysBetween(start, end) + 1
		if strings.HasPrefix(unitOf[p["Mã cán bộ"]], "TTYT") {
			if days < 28 || days > 31 {
				t.Errorf("health-centre worker sent for %d days: %v", days, p)
			}
		} else if days != 7 && days != 14 {
			t.Errorf("provincial worker sent for %d days: %v", days, p)
		}
		switch left := p["Ngày về thực tế"]; {
		case p["Trạng thái"] != "":
			kinds["cancelled"]++
		case left == "":
			kinds["as ordered"]++
		case date(t, left).Before(start):
			kinds["never arrived"]++
		case date(t, left).Before(end):
			kinds["early return"]++
		default:
			kinds["extended"]++
		}
	}
	for _, kind := range []string{"cancelled", "never arrived", "early return", "extended"} {
		if n := kinds[kind]; n < 2 || n > len(all["luan-phien"].rows)/10 {
			t.Errorf("%d postings %s of %d", n, kind, len(all["luan-phien"].rows))
		}
	}
}

func TestSpanOfWeeks(t *testing.T) { each(t, testSpanOfWeeks) }

func testSpanOfWeeks(t *testing.T, p *Province) {
	want := map[*Province]struct {
		weeks                    int
		first, start, last, asOf string
	}{
		DienBien: {28 + 48, "2025-W23", "2025-W51", "2026-W46", "2026-11-16T00:00:00+07:00"},
		LaoCai:   {28 + 20, "2024-W31", "2025-W07", "2025-W26", "2025-06-30T00:00:00+07:00"}, // the merger is on 1 July
	}[p]
	all, _ := read(t, p)
	for _, name := range []string{"hoat-dong", "chi-so", "bao-cao-tuan"} {
		weeks := map[string]bool{}
		for _, row := range all[name].rows {
			if _, err := calendar.ParseWeek(row["Tuần"]); err != nil {
				t.Fatal(err)
			}
			weeks[row["Tuần"]] = true
		}
		if len(weeks) != want.weeks || !weeks[want.first] || !weeks[want.start] || !weeks[want.last] {
			t.Errorf("%s: %d weeks", name, len(weeks))
		}
	}
	if got := p.AsOf().Format(time.RFC3339); got != want.asOf || p.StartWeek().String() != want.start {
		t.Errorf("as of %s, start in %s", got, p.StartWeek())
	}
}

func TestNothingAfterAsOf(t *testing.T) { each(t, testNothingAfterAsOf) }

func testNothingAfterAsOf(t *testing.T, p *Province) {
	all, _ := read(t, p)
	check := func(text string) {
		if text != "" && !moment(t, text).Before(p.AsOf()) {
			t.Errorf("%s lies after the as-of moment", text)
		}
	}
	for _, r := range all["bao-cao-tuan"].rows {
		check(r["Nộp lúc"])
	}
	for _, r := range all["bao-cao-dot-xuat"].rows {
		check(r["Báo lúc"])
		check(r["Phản hồi lúc"])
		check(r["Xử lý lúc"])
	}
	for _, o := range all["luan-phien"].rows {
		if left := o["Ngày về thực tế"]; left != "" && date(t, left).After(p.lastDay()) {
			t.Errorf("a return that is not known yet: %v", o)
		}
	}
}

// Names are invented and say so: no cell of any file may hold anything else in a name column.
func TestNamesAreMarked(t *testing.T) { each(t, testNamesAreMarked) }

func testNamesAreMarked(t *testing.T, p *Province) {
	all, files := read(t, p)
	invented := regexp.MustCompile(`^(Bác sĩ|Cán bộ) minh họa \d{3}$`)
	seen := map[string]bool{}
	for _, w := range all["can-bo"].rows {
		if name := w["Họ tên"]; !invented.MatchString(name) || seen[name] {
			t.Errorf("name %q is not marked as invented, or given twice", name)
		}
		seen[w["Họ tên"]] = true
	}
	for _, f := range files {
		if !strings.HasPrefix(f.Name, "minh-hoa-") {
			t.Errorf("%s does not say that it is invented", f.Name)
		}
		if f.Name != filePrefix+"can-bo.csv" && bytes.Contains(f.Bytes, []byte("Họ tên")) {
			t.Errorf("%s holds names", f.Name)
		}
	}
}

func TestKeysAreUnique(t *testing.T) { each(t, testKeysAreUnique) }

func testKeysAreUnique(t *testing.T, p *Province) {
	keys := map[string][]string{
		"tram-y-te": {"Mã trạm"}, "don-vi-cu": {"Mã đơn vị"}, "can-bo": {"Mã cán bộ"},
		"luan-phien": {"Mã cán bộ", "Mã trạm", "Từ ngày"}, "vang-mat": {"Mã cán bộ", "Nghỉ từ ngày"},
		"nhu-cau": {"Mã trạm", "Chuyên khoa", "Từ ngày"}, "hoat-dong": {"Mã trạm", "Tuần", "Nhóm bệnh"},
		"chi-so": {"Mã trạm", "Tuần", "Chỉ số"}, "bao-cao-tuan": {"Mã trạm", "Mã cán bộ", "Tuần", "Nộp lúc"},
		"bao-cao-dot-xuat": {"Mã trạm", "Mã cán bộ", "Báo lúc"}, "chi-tieu": {"Chỉ số", "Năm", "Mã trạm"},
		"ngay-nghi": {"Ngày nghỉ"}, "lien-he": {"Mã trạm", "Mã đơn vị"}, "dat-lai-muc-nen": {"Chỉ số", "Từ tuần", "Mã trạm"},
	}
	all, files := read(t, p)
	if len(files) != len(keys) {
		t.Fatalf("%d files", len(files))
	}
	for name, columns := range keys {
		seen := map[string]bool{}
		for i, row := range all[name].rows {
			var key []string
			for _, c := range columns {
				key = append(key, row[c])
			}
			if k := strings.Join(key, "|"); seen[k] {
				t.Errorf("%s line %d: %s twice", name, all[name].lines[i], k)
			} else {
				seen[k] = true
			}
		}
	}
}

func TestMeasureOfFaults(t *testing.T) { each(t, testMeasureOfFaults) }

func testMeasureOfFaults(t *testing.T, p *Province) {
	all, files := read(t, p)
	rows, faults := 0, 0
	for _, f := range files {
		rows, faults = rows+f.Rows, faults+len(f.Faults)
		if !norm.NFC.IsNormal(f.Bytes) || bytes.Contains(f.Bytes, []byte("\r")) {
			t.Errorf("%s is not NFC with LF", f.Name)
		}
	}
	if faults < 10 || faults*1000 > rows {
		t.Errorf("%d faulty rows of %d", faults, rows)
	}
	gaps := 0
	for _, r := range all["hoat-dong"].rows {
		if r["Chuyển tuyến"] == "" {
			gaps++
		}
	}
	if share := float64(gaps) / float64(len(all["hoat-dong"].rows)); share < 0.003 || share > 0.01 {
		t.Errorf("%.4f of the cells are blank", share)
	}
}

func TestWrite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	files, err := DienBien.Write(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		got, err := os.ReadFile(filepath.Join(dir, f.Name))
		if err != nil || !slices.Equal(got, f.Bytes) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}
