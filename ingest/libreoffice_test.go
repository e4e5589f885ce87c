package ingest

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// dayFirst matches the days of the sample, which LibreOffice would take for American ones.
var dayFirst = regexp.MustCompile(`\b(\d\d)/(\d\d)/(\d{4})\b`)

// officeTables are tables of four kinds as CSV, by the view that shows them.
func officeTables(t *testing.T) map[string]string {
	t.Helper()
	tables := map[string]string{
		"activity": "SỞ Y TẾ,,,,,\nTuần 51 năm 2025 (từ 2025-12-15 đến 2025-12-21),,,,,\n,,,,,\nTT,Trạm y tế,Hô hấp,,Da liễu,\n" +
			",,Lượt khám,Chuyển tuyến,Lượt khám,Chuyển tuyến\n1,Sín Thầu,10,1,5,0\n2,Mường Nhé,1234,-,KBC,\n3,Na Sang,0,0,7,2\n,Tổng số,1244,1,12,2\n",
	}
	for view, name := range map[string]string{"needs": "nhu-cau.csv", "postings": "luan-phien.csv", "weekly_reports": "bao-cao-tuan.csv"} {
		b, err := os.ReadFile(sample(t, name))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.SplitAfter(string(b), "\n")
		tables[view] = dayFirst.ReplaceAllString(strings.Join(lines[:min(len(lines), 300)], ""), "$3-$2-$1")
	}
	return tables
}

// What LibreOffice writes as .xlsx, from a CSV, an .ods and an .xls, loads as the CSV does; .ods and .xls themselves are
// refused in the known words.
func TestWorkbooksOfLibreOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("soffice is missing: install libreoffice-calc")
		}
		t.Skip("soffice (LibreOffice) is not at hand")
	}
	dir := t.TempDir()
	convert := func(from, to string) {
		t.Helper()
		paths, err := filepath.Glob(filepath.Join(dir, from))
		if err != nil || len(paths) != 4 {
			t.Fatalf("%s: %v, %v", from, paths, err)
		}
		args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", to,
			"--outdir", filepath.Join(dir, to+" of "+strings.TrimPrefix(filepath.Ext(from), "."))}
		if filepath.Ext(from) == ".csv" {
			args = append(args, "--infilter=CSV:44,34,76,1") // commas, quotes, UTF-8, from line 1
		}
		if out, err := exec.CommandContext(t.Context(), office, append(args, paths...)...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	tables := officeTables(t)
	for view, text := range tables {
		if err := os.WriteFile(filepath.Join(dir, view+".csv"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	convert("*.csv", "xlsx")
	convert("*.csv", "ods")
	convert("*.csv", "xls")
	convert("ods of csv/*.ods", "xlsx")
	convert("xls of csv/*.xls", "xlsx")
	base := edition.Folder(t.TempDir())
	mustRun(t, base, reference(t)...)
	for _, view := range soak.Sample(t, slices.Sorted(maps.Keys(tables)), 2) {
		want, said := officeLoad(t, base, filepath.Join(dir, view+".csv"), view)
		if len(want) == 0 {
			t.Fatalf("the CSV of %s loads nothing: %s", view, said)
		}
		for _, from := range []string{"csv", "ods", "xls"} {
			path := filepath.Join(dir, "xlsx of "+from, view+".xlsx")
			if got, said := officeLoad(t, base, path, view); !slices.Equal(got, want) {
				t.Errorf("%s from %s: %d rows, %d by the CSV; %s\nthe first differ: %q", view, from, len(got), len(want), said, firstOther(got, want))
			}
		}
		for _, c := range [][2]string{{"ods", "là tệp OpenDocument"}, {"xls", "định dạng cũ của Microsoft Office"}} {
			path := filepath.Join(dir, c[0]+" of csv", view+"."+c[0])
			report, err := Preview(t.Context(), base, []string{path}, Options{Now: sampleNow})
			if err != nil {
				t.Fatal(err)
			}
			if f := report.Files[0]; f.Status != Refused || !strings.Contains(f.Err.VI, c[1]) {
				t.Errorf("%s: %s %v", path, f.Status, f.Err)
			}
		}
	}
}

// officeLoad loads a file into a copy of the folder and gives the rows of a view, apart from what tells one load from
// another, and what was said.
func officeLoad(t *testing.T, base edition.Folder, path, view string) (rows []string, said string) {
	t.Helper()
	folder := edition.Folder(t.TempDir())
	if err := os.CopyFS(string(folder), os.DirFS(string(base))); err != nil {
		t.Fatal(err)
	}
	report, err := Run(t.Context(), folder, []string{path}, Options{Now: sampleNow, MaxReject: DefaultMaxReject})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	WriteFileReport(&b, &report.Files[0])
	for _, row := range tableOf(t, folder, view) {
		var cells []string
		for _, column := range slices.Sorted(maps.Keys(row)) {
			if column != "load_id" && column != "line" && column != "row_no" {
				cells = append(cells, column+"="+row[column])
			}
		}
		rows = append(rows, strings.Join(cells, " "))
	}
	slices.Sort(rows)
	return rows, b.String()
}

func firstOther(a, b []string) [2]string {
	for i := range max(len(a), len(b)) {
		var pair [2]string
		if i < len(a) {
			pair[0] = a[i]
		}
		if i < len(b) {
			pair[1] = b[i]
		}
		if pair[0] != pair[1] {
			return pair
		}
	}
	return [2]string{}
}
