package read

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"luanphien/ingest/header"
	"luanphien/ingest/lex"
)

// samplePath names a file of the invented province that the tests of the whole ingest load.
func samplePath(parts ...string) string {
	return filepath.Join(append([]string{"..", "testdata"}, parts...)...)
}

// rowsOf reads a whole file: one map of field to cell text for each row, the line under "line".
func rowsOf(t *testing.T, path string, opts Options) (rows []map[string]string, file *File) {
	t.Helper()
	file, err := Open(path, opts)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	t.Cleanup(func() { file.Close() })
	for _, sheet := range file.Sheets {
		for {
			row, err := sheet.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			if len(row.Cells) != len(sheet.Columns) {
				t.Fatalf("%s line %d: %d cells, %d columns", path, row.Line, len(row.Cells), len(sheet.Columns))
			}
			m := map[string]string{"line": fmt.Sprint(row.Line), "rule": string(row.Rule)}
			for i, column := range sheet.Columns {
				if column.Field != "" {
					m[column.Field] = string(row.Cells[i])
				}
			}
			rows = append(rows, m)
		}
	}
	return rows, file
}

// oracle reads a clean CSV with the standard library, under the field names.
func oracle(t *testing.T, path, kindName string) (rows []map[string]string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	kind, _ := header.KindNamed(kindName)
	for _, record := range records[1:] {
		m := map[string]string{}
		for i, title := range records[0] {
			m[kind.Means(title)] = record[i]
		}
		rows = append(rows, m)
	}
	return rows
}

// stationCodes resolves names as people write them to codes, by the station list.
func stationCodes(t *testing.T) func(name string) string {
	codes := map[string]string{}
	for _, m := range oracle(t, samplePath("sample", "tram-y-te.csv"), "stations") {
		codes[lex.FoldName(m["station_name"])] = m["station_code"]
	}
	if len(codes) != 45 {
		t.Fatalf("%d stations have distinct folded names", len(codes))
	}
	return func(name string) string {
		for _, candidate := range lex.StationNames(name) {
			if code := codes[candidate]; code != "" {
				return code
			}
		}
		t.Errorf("no station is named %q", name)
		return ""
	}
}

func count(t *testing.T, cell string) string {
	t.Helper()
	value, missing, r := lex.Count(cell)
	if r != "" {
		t.Errorf("count %q: %s", cell, r)
	}
	if missing {
		return ""
	}
	return fmt.Sprint(value)
}

func week(t *testing.T, cell string) string {
	t.Helper()
	value, missing, r := lex.Week(cell)
	if r != "" || missing {
		t.Errorf("week %q: %v %s", cell, missing, r)
	}
	return value.String()
}

func date(t *testing.T, cell string) string {
	t.Helper()
	value, missing, r := lex.Date(cell)
	if r != "" || missing {
		t.Errorf("date %q: %v %s", cell, missing, r)
	}
	return value.Format(time.DateOnly)
}

func TestWeeklyWorkbooksGiveTheNumbersOfTheTable(t *testing.T) {
	resolve := stationCodes(t)
	var got []string
	paths, _ := filepath.Glob(samplePath("sample", "so-lieu-goc") + "/20*.xlsx")
	if len(paths) != 30 {
		t.Fatalf("%d workbooks", len(paths))
	}
	for _, path := range paths {
		rows, file := rowsOf(t, path, Options{})
		if len(file.Notices) > 0 {
			t.Errorf("%s: %v", path, file.Notices)
		}
		for _, m := range rows {
			if count(t, m["visits"])+count(t, m["referrals"]) == "" {
				continue // the table has no rows for stations that reported nothing
			}
			got = append(got, strings.Join([]string{resolve(m["station_code"]), week(t, m["week"]), lex.FoldName(m["diagnosis_group"]),
				count(t, m["visits"]), count(t, m["referrals"])}, "|"))
		}
	}
	var want []string
	for _, m := range oracle(t, samplePath("sample", "hoat-dong.csv"), "activity") {
		if m["week"] == "2025-W51" || m["week"] == "2025-W52" || m["week"] == "2026-W01" {
			want = append(want, strings.Join([]string{m["station_code"], m["week"], lex.FoldName(m["diagnosis_group"]),
				m["visits"], m["referrals"]}, "|"))
		}
	}
	compare(t, got, want)
}

func TestFirstWaveListGivesItsPostings(t *testing.T) {
	resolve := stationCodes(t)
	rows, file := rowsOf(t, samplePath("sample", "so-lieu-goc", "danh-sach-luan-phien-dot-1.xlsx"), Options{})
	if file.Sheets[0].Kind.Name != "postings" || len(file.Notices) > 0 {
		t.Errorf("kind %s, notices %v", file.Sheets[0].Kind.Name, file.Notices)
	}
	var got, want []string
	for _, m := range rows {
		got = append(got, strings.Join([]string{m["decision_no"], m["worker_code"], resolve(m["station_code"]), date(t, m["start_on"]), date(t, m["end_on"])}, "|"))
	}
	for _, m := range oracle(t, samplePath("sample", "luan-phien.csv"), "postings") {
		if m["start_on"] == "15/12/2025" && lex.Key(m["status"]) != "da_huy" {
			want = append(want, strings.Join([]string{m["decision_no"], m["worker_code"], m["station_code"], date(t, m["start_on"]), date(t, m["end_on"])}, "|"))
		}
	}
	compare(t, got, want)
}

func compare(t *testing.T, got, want []string) {
	t.Helper()
	slices.Sort(got)
	slices.Sort(want)
	if len(got) != len(want) || len(want) == 0 {
		t.Errorf("%d rows, want %d", len(got), len(want))
	}
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Fatalf("row %d: %s, want %s", i, got[i], want[i])
		}
	}
}

func TestFormatsOfCells(t *testing.T) {
	rows, _ := rowsOf(t, samplePath("sample", "so-lieu-goc", "hoat-dong-dinh-dang.csv"), Options{})
	records := oracle(t, samplePath("sample", "so-lieu-goc", "hoat-dong-dinh-dang.expected.csv"), "activity")
	if len(rows) != len(records) {
		t.Fatalf("%d rows, want %d", len(rows), len(records))
	}
	for i, m := range rows {
		code := m["station_code"]
		if len(code) == 4 {
			code = "0" + code
		}
		got := strings.Join([]string{code, week(t, m["week"]), lex.Key(m["diagnosis_group"]), count(t, m["visits"]), count(t, m["referrals"])}, "|")
		e := records[i]
		want := strings.Join([]string{e["station_code"], e["week"], lex.Key(e["diagnosis_group"]), e["visits"], e["referrals"]}, "|")
		if got != want {
			t.Errorf("line %s: %s, want %s", m["line"], got, want)
		}
	}
}

func TestFaultyFileKeepsItsLines(t *testing.T) {
	rows, _ := rowsOf(t, samplePath("sample", "so-lieu-goc", "hoat-dong-co-loi.csv"), Options{})
	lines := map[string]map[string]string{}
	for _, m := range rows {
		lines[m["line"]] = m
	}
	text, err := os.ReadFile(samplePath("sample", "so-lieu-goc", "hoat-dong-co-loi.faults.csv"))
	if err != nil {
		t.Fatal(err)
	}
	faults, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range faults[1:] {
		m := lines[fault[0]]
		got := strings.Join([]string{m["station_code"], m["week"], m["diagnosis_group"], m["visits"], m["referrals"]}, "|")
		if got != fault[2] {
			t.Errorf("line %s: %s, want %s", fault[0], got, fault[2])
		}
	}
}

func TestSampleTablesAreRecognised(t *testing.T) {
	for name, want := range map[string]string{
		"bao-cao-dot-xuat.csv": "incident_reports 66", "bao-cao-tuan.csv": "weekly_reports 5039", "can-bo.csv": "workers 108",
		"chi-so.csv": "indicators", "don-vi-cu.csv": "units", "hoat-dong.csv": "activity 33200", "luan-phien.csv": "postings 598",
		"nhu-cau.csv": "needs", "tram-y-te.csv": "stations 45", "vang-mat.csv": "absences 18",
	} {
		rows, file := rowsOf(t, samplePath("sample", name), Options{})
		if got := fmt.Sprintf("%s %d", file.Sheets[0].Kind.Name, len(rows)); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		for _, column := range file.Sheets[0].Columns {
			if column.Field == "" {
				t.Errorf("%s: the column %q is not understood", name, column.Title)
			}
		}
		for _, m := range rows {
			if m["rule"] != "" {
				t.Errorf("%s line %s: %s", name, m["line"], m["rule"])
			}
		}
	}
}
