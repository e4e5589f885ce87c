package ingest

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"luanphien/ingest/mend"
	"luanphien/queries/edition"
)

// tree is every file of a folder with its content's hash, without the lock.
func tree(t *testing.T, folder edition.Folder) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(string(folder), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path == folder.Lock() {
			return err
		}
		content, err := os.ReadFile(path)
		files = append(files, fmt.Sprintf("%s %x", path, sha256.Sum256(content)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestPreviewSaysEverythingAndWritesNothing(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	c := undoCases[0]
	c.runAll(t, folder, "")
	before := tree(t, folder)
	path := writeFile(t, "moi.csv", "Báo cáo\n\nTT,Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến,Ghi thêm\n"+
		"1,T1,2026-W10,hô hấp,11,1,a\n2,T2,2026-W12,hô hấp,3,0,b\n3,T2,2026-W11,hô hấp,3,0,\n4,T2,2026-W13,khác,2,5,\n"+
		"5,T9,2026-W13,khác,2,1,\n6,T2,2026-W14,khác,2,1,\n7,T2,2026-W15,khác,2,1,\n")
	p := foretold(t, folder, path)
	if p.Status != Loaded || p.Container != "csv" || p.Counts != (Counts{Read: 7, Loaded: 3, Unchanged: 1, Corrected: 1, Quarantined: 2}) || p.LoadID != 0 {
		t.Errorf("%s %s %+v as load %d, %v", p.Status, p.Container, p.Counts, p.LoadID, p.Err)
	}
	if len(p.Sheets) != 1 || p.Sheets[0].Kind != "activity" || p.Sheets[0].Header != 3 {
		t.Fatalf("sheets %+v", p.Sheets)
	}
	var columns []string
	for _, c := range p.Sheets[0].Columns {
		columns = append(columns, c.Title+"="+c.Field+":"+string(c.Class))
	}
	want := []string{"TT=:", "Mã trạm=station_code:code_station", "Tuần=week:week", "Nhóm bệnh=diagnosis_group:code_list",
		"Lượt khám=visits:count", "Chuyển tuyến=referrals:count", "Ghi thêm=:"}
	if !slices.Equal(columns, want) {
		t.Errorf("columns %q", columns)
	}
	first := p.FirstRows[0]
	if vi, en := inWords(first); !slices.Equal(vi[:2], []string{"Dòng|Mã trạm|Tuần|Nhóm bệnh|Lượt khám|Chuyển tuyến", "4|T1|2026-W10|hô hấp|11|1"}) || len(vi) != 6 ||
		en[0] != "Line|Station code|Week|Diagnosis group|Visits|Referrals" {
		t.Errorf("first rows %q %q", vi, en)
	}
	if len(p.Refusals) != 2 || p.Refusals[0].Line != 7 || p.Refusals[0].Value != "5" || !p.Refusals[1].Waits {
		t.Errorf("refusals %+v", p.Refusals)
	}
	if after := tree(t, folder); !slices.Equal(after, before) {
		t.Errorf("the folder changed:\n%s\n%s", strings.Join(before, "\n"), strings.Join(after, "\n"))
	}
	if report := mustRun(t, folder, path); report.Files[0].Counts != p.Counts {
		t.Errorf("loaded %+v, foretold %+v", report.Files[0].Counts, p.Counts)
	}
}

// inWords gives the titles and rows of a preview in both languages, cells joined by "|".
func inWords(first FirstRows) (vi, en []string) {
	var titles []Words
	for _, c := range first.Columns {
		titles = append(titles, c.Words)
	}
	for _, row := range append([][]Words{titles}, first.Rows...) {
		var v, e []string
		for _, cell := range row {
			v, e = append(v, cell.VI), append(e, cell.EN)
		}
		vi, en = append(vi, strings.Join(v, "|")), append(en, strings.Join(e, "|"))
	}
	return vi, en
}

// foretold previews one file.
func foretold(t *testing.T, folder edition.Folder, path string) *FileReport {
	t.Helper()
	report, err := Preview(context.Background(), folder, []string{path}, Options{Now: sampleNow, MaxReject: DefaultMaxReject})
	if err != nil {
		t.Fatal(err)
	}
	return &report.Files[0]
}

func TestPreviewOfWhatCannotLoad(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")))
	bad := writeFile(t, "b.csv", activityHeader+"T1,2026-W10,hô hấp,2,5\n")
	if p := foretold(t, folder, bad); p.Status != Refused || p.Err == nil || len(p.Refusals) != 1 || p.Counts.Quarantined != 1 {
		t.Errorf("too many refused: %+v", p)
	}
	if p := foretold(t, folder, writeFile(t, "c.csv", "a,b\n1,2\n")); p.Status != Refused || p.Err == nil {
		t.Errorf("no header: %+v", p)
	}
}

// The ten files of the sample, in the order of their names, would load into an empty folder without one row refused; the
// folder is not made.
func TestPreviewOfFilesThatNeedEachOther(t *testing.T) {
	empty := edition.Folder(filepath.Join(t.TempDir(), "data"))
	paths, err := filepath.Glob("testdata/sample/*.csv")
	if err != nil || len(paths) != 10 {
		t.Fatal(paths, err)
	}
	start := time.Now()
	report, err := Preview(context.Background(), empty, paths, Options{Now: sampleNow, MaxReject: DefaultMaxReject})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files in %v", len(paths), time.Since(start))
	for _, f := range report.Files {
		if f.Status != Loaded || f.Counts.Quarantined != 0 || f.Counts.Loaded != f.Counts.Read || f.Counts.Read == 0 {
			t.Errorf("%s: %s %+v", f.Name, f.Status, f.Counts)
		}
	}
	if _, err := os.Stat(string(empty)); err == nil {
		t.Error("the folder was made")
	}
}

// A file that is refused when a part of it was written already leaves nothing to those after it, and those before it
// count still.
func TestPreviewForgetsARefusedFile(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")))
	before := tree(t, folder)
	units := writeFile(t, "don-vi.csv", "Mã đơn vị,Tên đơn vị,Tuyến\nBV1,Bệnh viện Một,tỉnh\n")
	book := twoSheets(t, "Tram", "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở\nT9,Mường Chín,xã,TTYT,01/07/2025",
		"Hoat dong", strings.TrimSpace(activityHeader)+"\nT9,2026-W10,hô hấp,1,2\nT9,2026-W11,hô hấp,1,2")
	workers := writeFile(t, "can-bo.csv", "Mã cán bộ,Họ tên,Mã đơn vị,Trình độ,Chuyên khoa,Nhóm\nCB1,Lò Thị Minh Họa,BV1,BSCKI,nội khoa,bác sĩ\n")
	visits := writeFile(t, "hd.csv", activityHeader+"T9,2026-W12,hô hấp,5,1\nT1,2026-W12,hô hấp,5,1\n")
	paths := []string{visits, workers, book, units}
	foretold, err := Preview(context.Background(), folder, paths, Options{Now: sampleNow, MaxReject: DefaultMaxReject})
	if err != nil {
		t.Fatal(err)
	}
	if after := tree(t, folder); !slices.Equal(after, before) {
		t.Error("the folder changed")
	}
	loaded := mustRun(t, folder, paths...)
	want := []Counts{{Read: 2, Loaded: 1, Quarantined: 1}, {Read: 1, Loaded: 1}, {Read: 3, Loaded: 1, Quarantined: 2}, {Read: 1, Loaded: 1}}
	for i, f := range foretold.Files {
		if f.Counts != want[i] || loaded.Files[i].Counts != want[i] || f.Status != loaded.Files[i].Status {
			t.Errorf("%s: foretold %s %+v, loaded %s %+v", f.Name, f.Status, f.Counts, loaded.Files[i].Status, loaded.Files[i].Counts)
		}
	}
	if foretold.Files[2].Status != Refused {
		t.Errorf("%+v", foretold.Files[2])
	}
}

// twoSheets makes a workbook of two tables of texts.
func twoSheets(t *testing.T, tables ...string) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i := 0; i < len(tables); i += 2 {
		if _, err := f.NewSheet(tables[i]); err != nil {
			t.Fatal(err)
		}
		for n, line := range strings.Split(tables[i+1], "\n") {
			cells := strings.Split(line, ",")
			if err := f.SetSheetRow(tables[i], fmt.Sprintf("A%d", n+1), &cells); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "bang.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// Each correction is shown with what is in force; a column that the file does not have changes nothing.
func TestPreviewShowsOldAndNew(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Dân số,Ngày mở\nT1,Mường Một,xã,TTYT,5100,01/07/2025\n"))
	p := foretold(t, folder, writeFile(t, "moi.csv", "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở\nT1,Mường Mới,phường,TTYT,02/07/2025\n"))
	if len(p.Corrections) != 1 || len(p.Corrections[0].Rows) != 1 || p.Corrections[0].More != 0 {
		t.Fatalf("%+v", p.Corrections)
	}
	var got []string
	for i, cell := range p.Corrections[0].Rows[0] {
		text := p.Corrections[0].Columns[i].Name + "=" + cell.VI
		if cell.Changed {
			text += "<" + cell.Old.VI
		}
		got = append(got, text)
	}
	want := []string{"line=2", "station_code=T1", "station_name=Mường Mới<Mường Một", "type=phường<xã", "health_center=TTYT", "province_code=", "lat=", "lon=",
		"population=5100", "opened_on=02/07/2025<01/07/2025", "closed_on="}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	rows := []string{}
	for w := 1; w <= listedCorrections+5; w++ {
		rows = append(rows, fmt.Sprintf("T1,2026-W%02d,hô hấp,9,1", w))
	}
	mustRun(t, folder, writeFile(t, "hd.csv", activityHeader+strings.Join(rows, "\n")+"\n"))
	p = foretold(t, folder, writeFile(t, "hd2.csv", activityHeader+strings.ReplaceAll(strings.Join(rows, "\n"), ",9,1", ",8,1")+"\n"))
	if c := p.Corrections[0]; len(c.Rows) != listedCorrections || c.More != 5 || p.Counts.Corrected != listedCorrections+5 {
		t.Errorf("%d listed, %d more, %+v", len(c.Rows), c.More, p.Counts)
	}
}

// A preview that takes longer than it may ends, whether it has begun or is in the middle; it says which setting gives it
// more, keeps nothing, and lets the folder go.
func TestPreviewEndsAfterItsTime(t *testing.T) {
	folder := edition.Folder(filepath.Join(t.TempDir(), "data"))
	mustRun(t, folder, reference(t)...)
	file, before := allSamples(t), tree(t, folder)
	for _, patience := range []time.Duration{time.Nanosecond, 2 * time.Second} {
		begun := time.Now()
		checks := func(p Progress) {
			if p.Step == Checking { // and no further until the time is up
				<-time.After(time.Until(begun.Add(patience)))
			}
		}
		_, err := Preview(t.Context(), folder, file, Options{Now: sampleNow, Patience: patience, Progress: checks})
		own := mend.Problem(err)
		if own == nil || own.Option != "--preview-time" || !strings.Contains(own.VI, "Xem trước chưa xong") || !strings.Contains(own.EN, patience.String()) {
			t.Fatalf("after %v: %v", patience, err)
		}
		if after := tree(t, folder); !slices.Equal(after, before) {
			t.Errorf("after %v the folder is another", patience)
		}
	}
	if report, err := Preview(t.Context(), folder, file, Options{Now: sampleNow}); err != nil || report.Failed() {
		t.Error("with time enough:", err)
	}
}
