package ingest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

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
	p, err := Preview(context.Background(), folder, path, Options{Now: sampleNow, MaxReject: DefaultMaxReject})
	if err != nil {
		t.Fatal(err)
	}
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

func TestPreviewOfWhatCannotLoad(t *testing.T) {
	empty := edition.Folder(filepath.Join(t.TempDir(), "data"))
	path := writeFile(t, "a.csv", activityHeader+"T1,2026-W10,hô hấp,x,1\n")
	_, err := Preview(context.Background(), empty, path, Options{Now: sampleNow})
	var own *Error
	if !errors.As(err, &own) || !strings.Contains(own.EN, "holds nothing yet") {
		t.Errorf("without a folder: %v", err)
	}
	if _, err := os.Stat(string(empty)); err == nil {
		t.Error("the folder was made")
	}
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")))
	bad := writeFile(t, "b.csv", activityHeader+"T1,2026-W10,hô hấp,2,5\n")
	p, err := Preview(context.Background(), folder, bad, Options{Now: sampleNow, MaxReject: DefaultMaxReject})
	if err != nil || p.Status != Refused || p.Err == nil || len(p.Refusals) != 1 {
		t.Errorf("too many refused: %+v %v", p, err)
	}
	p, err = Preview(context.Background(), folder, writeFile(t, "c.csv", "a,b\n1,2\n"), Options{Now: sampleNow})
	if err != nil || p.Status != Refused || p.Err == nil {
		t.Errorf("no header: %+v %v", p, err)
	}
}
