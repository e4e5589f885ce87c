package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"luanphien/ingest/appstore"
	"luanphien/ingest/mend"
	"luanphien/ingest/refusedbook"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// refusedOf writes the workbook of a load's refused rows, and opens it.
func refusedOf(t *testing.T, folder edition.Folder, loadID int) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := refusedbook.RefusedWorkbook(context.Background(), folder, loadID, &b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestRefusedRowsComeBackMended(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")))
	report, err := Run(context.Background(), folder, []string{writeFile(t, "a.csv", "TT,Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến,Ghi thêm\n"+
		"1,T1,2026-W10,hô hấp,5,1,tốt\n2,T2,2026-W10,hô hấp,5,9,=1+1\n3,T1,2026-W11,hô hấp,-1,0,@x\n4,Mường Hay,2026-W10,khác,3,0,+84\n5,T2,2026-W11,=nhóm lạ,3,0,\n")},
		Options{Now: sampleNow, MaxReject: -1})
	if err != nil || report.Files[0].Counts.Quarantined != 4 {
		t.Fatalf("%v %+v", err, report.Files[0])
	}
	book := refusedOf(t, folder, 2)
	const sheet = "Bị từ chối 1"
	rows, err := book.GetRows(sheet)
	if err != nil || len(rows) != 5 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if got := strings.Join(rows[1][:7], "|"); got != "2|T2|2026-W10|hô hấp|5|9|=1+1" || !strings.Contains(rows[1][7], "exceed visits") || rows[1][8] != "3" {
		t.Errorf("row %q", rows[1])
	}
	if !strings.Contains(rows[3][9], "Mường Hai (T2)") {
		t.Errorf("nearest %q", rows[3])
	}
	fault, _ := book.GetCellStyle(sheet, "F2")
	plain, _ := book.GetCellStyle(sheet, "E2")
	if fault == plain {
		t.Error("the faulty cell is not marked")
	}
	for _, at := range []string{"G2", "G3", "G4", "D5"} {
		if formula, err := book.GetCellFormula(sheet, at); err != nil || formula != "" {
			t.Errorf("%s is a formula: %q %v", at, formula, err)
		}
	}
	// Two are mended, two are not.
	for at, value := range map[string]any{"F2": 2, "B4": "T2"} {
		if err := book.SetCellValue(sheet, at, value); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "da-sua.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	again := mustRun(t, folder, path).Files[0]
	if again.Status != Loaded || again.Counts != (Counts{Read: 4, Loaded: 2, Quarantined: 2}) {
		t.Errorf("%s %+v %v", again.Status, again.Counts, again.Err)
	}
	want := []string{"T1|2026-W10|hô hấp|5|1", "T2|2026-W10|hô hấp|5|2", "T2|2026-W10|khác|3|0"}
	equalSets(t, "activity", rowsOf(t, folder, activityInForce), want)
}

// The sample's faulty file and a wide workbook: every refused row is in the workbook, with its reason.
func TestRefusedWorkbookOfSamples(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, reference(t)...)
	f := mustRun(t, folder, messy(t, "hoat-dong-co-loi.csv")).Files[0]
	rows, err := refusedOf(t, folder, f.LoadID).GetRows("Bị từ chối 1")
	if err != nil || int64(len(rows)) != f.Counts.Quarantined+1 {
		t.Errorf("%d rows for %d refused, %v", len(rows), f.Counts.Quarantined, err)
	}
	for _, id := range []int{1, 99} {
		var own *mend.Error
		if err := refusedbook.RefusedWorkbook(context.Background(), folder, id, os.Stderr); !errors.As(err, &own) {
			t.Errorf("load %d: %v", id, err)
		}
	}
	// Without the list of stations all groups of a wide table wait; turned long, they come back as they are.
	bare := edition.Folder(t.TempDir())
	wide := mustRun(t, bare, messy(t, "2026-W01-01.xlsx")).Files[0]
	book := refusedOf(t, bare, wide.LoadID)
	path := filepath.Join(t.TempDir(), "lai.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	again := mustRun(t, bare, path).Files[0]
	if again.Counts != wide.Counts || again.Waiting != wide.Waiting {
		t.Errorf("%+v comes back as %+v", wide.Counts, again.Counts)
	}
}

// refusedRows are the refused rows of a load, as they are kept.
func refusedRows(t *testing.T, folder edition.Folder, loadID int) []appstore.Row {
	t.Helper()
	store, err := appstore.Open(folder.Application())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	key := rowsOf(t, folder, fmt.Sprintf("SELECT load_key FROM load_history WHERE load_id = %d", loadID))[0]
	var kept []appstore.Row
	err = store.EachRefused(context.Background(), key, func(_ string, r appstore.Row) error {
		kept = append(kept, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// More rows are refused than are read at once, and those that repeat a key are found after all others: each is kept, once
// and in the order of the file.
func TestManyRefusedRowsAreKeptInOrder(t *testing.T) {
	soak.Long(t)
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")))
	rows, want := []string{}, []string{}
	for i := range 2*refusedPage + refusedPage/2 {
		row := fmt.Sprintf("X%d,2026-W10,hô hấp,%d,1", i, 5+i%90)
		if i%100 == 0 {
			row = "T1,2026-W10,hô hấp,5,1"
		}
		rows = append(rows, row)
		if i > 0 { // the first has a known station and repeats nothing
			want = append(want, fmt.Sprintf("%d: %s", i+2, row))
		}
	}
	f := mustRun(t, folder, writeFile(t, "a.csv", activityHeader+strings.Join(rows, "\n")+"\n")).Files[0]
	if f.Counts.Quarantined != int64(len(want)) || f.Counts.Loaded != 1 {
		t.Fatalf("%+v", f.Counts)
	}
	var got []string
	for _, r := range refusedRows(t, folder, f.LoadID) {
		got = append(got, fmt.Sprintf("%d: %s", r.Line, strings.Join(r.Cells, ",")))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d rows are kept of %d, or in another order", len(got), len(want))
	}
}

// A refused text that looks like a spreadsheet's escape comes back as it was written.
func TestRefusedTextsLikeEscapes(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")))
	report, err := Run(context.Background(), folder, []string{writeFile(t, "a.csv", "Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\nT1_x0041_,2026-W10,hô hấp,5,1\nT2,2026-W10,_x005F_x0041_x0042_,5,1\n")},
		Options{Now: sampleNow, MaxReject: -1})
	if err != nil || report.Files[0].Counts.Quarantined != 2 {
		t.Fatalf("%v %+v", err, report.Files[0])
	}
	rows, err := refusedOf(t, folder, 2).GetRows("Bị từ chối 1")
	if err != nil || len(rows) != 3 || rows[1][0] != "T1_x0041_" || rows[2][2] != "_x005F_x0041_x0042_" {
		t.Errorf("%q %v", rows, err)
	}
}
