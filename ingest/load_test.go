package ingest

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"luanphien/ingest/ingesttest"
	"luanphien/ingest/refusedbook"
	"luanphien/queries/calendar"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// sampleNow is a moment after the last week of the sample.
var sampleNow = time.Date(2026, 11, 22, 8, 0, 0, 0, calendar.Zone)

func sample(t *testing.T, name string) string {
	t.Helper()
	return filepath.Join("testdata", "sample", filepath.FromSlash(name))
}

func messy(t *testing.T, name string) string {
	t.Helper()
	return sample(t, "so-lieu-goc/"+name)
}

func allSamples(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(sample(t, ""), "*.csv"))
	if err != nil || len(files) != 10 {
		t.Fatalf("%d sample files, %v", len(files), err)
	}
	return files
}

// reference are the tables that others refer to.
func reference(t *testing.T) []string {
	t.Helper()
	return []string{sample(t, "tram-y-te.csv"), sample(t, "don-vi-cu.csv"), sample(t, "can-bo.csv")}
}

// mustRun loads files. What was loaded into an empty folder before is copied.
func mustRun(t *testing.T, folder edition.Folder, paths ...string) *Report {
	t.Helper()
	return firstRuns.run(t, folder, paths, func() *Report {
		report, err := Run(context.Background(), folder, paths, Options{Now: sampleNow, MaxReject: DefaultMaxReject, LoadedBy: "test"})
		if err != nil {
			t.Fatal(err)
		}
		return report
	})
}

// rowsOf reads rows of the newest edition as text.
func rowsOf(t *testing.T, folder edition.Folder, query string) []string {
	t.Helper()
	return ingesttest.Rows(t, folder, query)
}

func readCSV(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records[1:]
}

func joined(records [][]string) []string {
	lines := make([]string, len(records))
	for i, r := range records {
		lines[i] = strings.Join(r, "|")
	}
	return lines
}

func equalSets(t *testing.T, what string, got, want []string) {
	t.Helper()
	got, want = slices.Clone(got), slices.Clone(want)
	slices.Sort(got)
	slices.Sort(want)
	if slices.Equal(got, want) {
		return
	}
	t.Errorf("%s: %d rows, want %d", what, len(got), len(want))
	shown := 0
	for _, w := range want {
		if _, found := slices.BinarySearch(got, w); !found && shown < 5 {
			shown++
			t.Errorf("%s: missing %s", what, w)
		}
	}
	for _, g := range got {
		if _, found := slices.BinarySearch(want, g); !found && shown < 10 {
			shown++
			t.Errorf("%s: unexpected %s", what, g)
		}
	}
}

const activityInForce = `SELECT station_code, week, diagnosis_group, visits, referrals FROM activity`

// loadedSample is a data folder into which one run has loaded the sample.
func loadedSample(t *testing.T) (edition.Folder, *Report) {
	t.Helper()
	folder := edition.Folder(t.TempDir())
	return folder, mustRun(t, folder, allSamples(t)...)
}

func TestSampleLoadsWhole(t *testing.T) {
	folder, report := loadedSample(t)
	want := map[string]int64{
		"hoat-dong.csv": 33200, "luan-phien.csv": 598, "vang-mat.csv": 18, "bao-cao-tuan.csv": 5039,
		"bao-cao-dot-xuat.csv": 66, "can-bo.csv": 108, "tram-y-te.csv": 45, "don-vi-cu.csv": 13, "chi-so.csv": 23240, "nhu-cau.csv": 135,
	}
	for _, f := range report.Files {
		if f.Status != Loaded || f.Counts != (Counts{Read: want[f.Name], Loaded: want[f.Name]}) {
			t.Errorf("%s: %s %+v %v, want %d loaded", f.Name, f.Status, f.Counts, f.Refusals, want[f.Name])
		}
	}
	if report.Published != 1 {
		t.Errorf("edition %d, want 1", report.Published)
	}
	m, err := folder.Manifest(1)
	if err != nil {
		t.Fatal(err)
	}
	if m.Rows["activity"] != 33200 || m.Rows["postings"] != 598 || m.LastLoad != 10 || len(m.Loads) != 10 {
		t.Errorf("manifest %+v", m)
	}
	equalSets(t, "activity", rowsOf(t, folder, activityInForce), joined(readCSV(t, sample(t, "hoat-dong.csv"))))
}

func TestSecondRunChangesNothing(t *testing.T) {
	folder, _ := loadedSample(t)
	again := mustRun(t, folder, allSamples(t)...)
	for _, f := range again.Files {
		if f.Status != Unchanged || len(f.Notices) == 0 {
			t.Errorf("%s: %s %v", f.Name, f.Status, f.Notices)
		}
	}
	if again.Published != 0 {
		t.Errorf("edition %d was published", again.Published)
	}
}

// facts are the tables whose rows must not depend on the order of loads.
var facts = []string{"stations", "units", "workers", "postings", "absences", "needs", "activity", "indicators", "weekly_reports", "incident_reports"}

func TestOrderOfFilesDoesNotMatter(t *testing.T) {
	soak.Long(t)
	forward, _ := loadedSample(t)
	backward, files := edition.Folder(t.TempDir()), allSamples(t)
	// One run a file, what refers to lists first: everything waits until its lists come.
	slices.SortFunc(files, func(a, b string) int { return strings.Compare(filepath.Base(b), filepath.Base(a)) })
	last := []string{"don-vi-cu.csv", "can-bo.csv", "tram-y-te.csv"}
	slices.SortStableFunc(files, func(a, b string) int {
		return slices.Index(last, filepath.Base(a)) - slices.Index(last, filepath.Base(b))
	})
	for _, f := range files {
		mustRun(t, backward, f)
	}
	for _, table := range facts {
		query := "SELECT * FROM " + table
		equalSets(t, table, rowsOf(t, backward, query), rowsOf(t, forward, query))
	}
	if waiting := rowsOf(t, backward, "SELECT count(*) FROM quarantine WHERE resolved_by IS NULL"); waiting[0] != "0" {
		t.Errorf("%s rows still wait", waiting[0])
	}
}

func TestWeeklySpreadsheets(t *testing.T) {
	soak.Long(t)
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, reference(t)...)
	sheets, err := filepath.Glob(filepath.Join(messy(t, ""), "20*.xlsx"))
	if err != nil || len(sheets) != 30 {
		t.Fatalf("%d workbooks, %v", len(sheets), err)
	}
	report := mustRun(t, folder, sheets...)
	for _, f := range report.Files {
		if f.Status != Loaded || f.Counts.Quarantined != 0 {
			t.Errorf("%s: %s %+v %+v %v", f.Name, f.Status, f.Counts, f.Refusals, f.Err)
		}
	}
	var want []string
	for _, r := range readCSV(t, sample(t, "hoat-dong.csv")) {
		if slices.Contains([]string{"2025-W51", "2025-W52", "2026-W01"}, r[1]) {
			want = append(want, strings.Join(r, "|"))
		}
	}
	// A station that sent no report has no row in the CSV and «KBC» all over in the workbook.
	equalSets(t, "activity of the workbooks", rowsOf(t, folder, activityInForce), want)
}

func TestFirstWaveList(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, reference(t)...)
	report := mustRun(t, folder, messy(t, "danh-sach-luan-phien-dot-1.xlsx"))
	if f := report.Files[0]; f.Status != Loaded || f.Counts.Quarantined != 0 {
		t.Fatalf("%s %+v %+v %v", f.Status, f.Counts, f.Refusals, f.Err)
	}
	for _, n := range report.Files[0].Notices {
		if strings.Contains(n.EN, "than the list of workers") {
			t.Errorf("the list describes its workers as their table does, but: %s", n.EN)
		}
	}
	var want []string
	for _, r := range readCSV(t, sample(t, "luan-phien.csv")) {
		if r[3] == "15/12/2025" && r[6] != "đã hủy" {
			want = append(want, strings.Join([]string{r[0], r[1], r[2], isoDay(t, r[3]), isoDay(t, r[4])}, "|"))
		}
	}
	const query = `SELECT decision_no, worker_code, station_code, strftime(start_on, '%Y-%m-%d'), strftime(end_on, '%Y-%m-%d') FROM postings`
	equalSets(t, "postings of the list", rowsOf(t, folder, query), want)

	// The list lacks the actual ends: loading it after the full table must not blank them.
	full := edition.Folder(t.TempDir())
	mustRun(t, full, append(reference(t), sample(t, "luan-phien.csv"))...)
	before := rowsOf(t, full, "SELECT * FROM postings")
	again := mustRun(t, full, messy(t, "danh-sach-luan-phien-dot-1.xlsx"))
	if c := again.Files[0].Counts; c.Corrected != 0 || c.Unchanged != c.Read {
		t.Errorf("the list over the full table: %+v", c)
	}
	equalSets(t, "postings", rowsOf(t, full, "SELECT * FROM postings"), before)
}

func isoDay(t *testing.T, text string) string {
	t.Helper()
	d, err := time.Parse("02/01/2006", text)
	if err != nil {
		t.Fatal(err)
	}
	return d.Format(time.DateOnly)
}

func TestFaultyFile(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, reference(t)...)
	report := mustRun(t, folder, messy(t, "hoat-dong-co-loi.csv"))
	f := report.Files[0]
	if f.Status != Loaded {
		t.Fatalf("%s %v", f.Status, f.Err)
	}
	column := map[string]string{"station": "Mã trạm", "week": "Tuần", "group": "Nhóm bệnh", "visits": "Lượt khám", "referrals": "Chuyển tuyến", "duplicate": ""}
	var want, got []string
	for _, r := range readCSV(t, messy(t, "hoat-dong-co-loi.faults.csv")) {
		cells := strings.Split(r[2], "|")
		value := map[string]string{"station": cells[0], "week": cells[1], "group": cells[2], "visits": cells[3], "referrals": cells[4]}[r[1]]
		want = append(want, fmt.Sprintf("%s|%s|%s", r[0], column[r[1]], value))
	}
	for _, q := range f.Refusals {
		got = append(got, fmt.Sprintf("%d|%s|%s", q.Line, q.Column, q.Value))
		if q.Rule == "" || q.VI == "" || q.EN == "" || q.VI == q.EN {
			t.Errorf("line %d: rule %q, %q, %q", q.Line, q.Rule, q.VI, q.EN)
		}
	}
	equalSets(t, "refused rows", got, want)
	kept := rowsOf(t, folder, `SELECT line, coalesce(column_name, '') FROM quarantine`)
	if len(kept) != len(want) {
		t.Errorf("%d rows in the quarantine, want %d", len(kept), len(want))
	}
}

func TestCorrections(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, append(reference(t), sample(t, "hoat-dong.csv"))...)
	report := mustRun(t, folder, messy(t, "hoat-dong-dinh-chinh.csv"))
	if c := report.Files[0].Counts; c != (Counts{Read: 40, Corrected: 40}) {
		t.Errorf("%+v", c)
	}
	const history = `SELECT count(*), min(n.visits - o.visits), max(n.visits - o.visits)
		FROM activity_history AS o JOIN activity_history AS n
		  ON n.load_id = o.superseded_by AND n.station_code = o.station_code AND n.week_start = o.week_start AND n.diagnosis_group = o.diagnosis_group`
	if got := rowsOf(t, folder, history); got[0] != "40|3|3" {
		t.Errorf("history of the corrections: %s, want 40|3|3", got[0])
	}
	if got := rowsOf(t, folder, "SELECT count(*) FROM activity"); got[0] != "33200" {
		t.Errorf("%s rows in force", got[0])
	}
}

func TestFormats(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, reference(t)...)
	report := mustRun(t, folder, messy(t, "hoat-dong-dinh-dang.csv"))
	if f := report.Files[0]; f.Status != Loaded || f.Counts.Quarantined != 0 {
		t.Fatalf("%s %+v %+v %v", f.Status, f.Counts, f.Refusals, f.Err)
	}
	equalSets(t, "activity", rowsOf(t, folder, activityInForce), joined(readCSV(t, messy(t, "hoat-dong-dinh-dang.expected.csv"))))
}

// A column whose title is not understood is named where the load is told of; running numbers, and the columns that the
// program itself adds to refused rows, are no such column.
func TestColumnsThatAreNotReadAreNamed(t *testing.T) {
	f := &FileReport{Sheets: []SheetShape{{Columns: []ColumnShape{{Title: "TT"}, {Title: "Mã trạm", Field: "station_code"}, {Title: "Chuyển tuyến nội tỉnh"},
		{Title: refusedbook.ReasonTitle}, {Title: ""}}}, {Columns: []ColumnShape{{Title: "Chuyển tuyến nội tỉnh"}, {Title: "Ghi chú"}}}}}
	var said strings.Builder
	WriteCounts(&said, f)
	if want := "not read): «Chuyển tuyến nội tỉnh», «Ghi chú»\n"; !strings.Contains(said.String(), want) {
		t.Errorf("the report says %q, want %q", said.String(), want)
	}
	folder := edition.Folder(t.TempDir())
	report := mustRun(t, folder, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")),
		writeFile(t, "hd.csv", "Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến,Chuyển tuyến nội tỉnh\nT1,2026-W10,hô hấp,9,2,1\n"))
	said.Reset()
	for i := range report.Files {
		WriteCounts(&said, &report.Files[i])
	}
	if !strings.Contains(said.String(), "not read): «Chuyển tuyến nội tỉnh»\n") {
		t.Errorf("the report of a load says %q", said.String())
	}
}
