package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"luanphien/ingest/rule"
	"luanphien/queries/edition"
)

// cellsOf makes a workbook of one sheet: a table whose first cell is the given one, and cells beside it.
func cellsOf(t *testing.T, first, table string, beside map[string]string) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	column, row, err := excelize.CellNameToCoordinates(first)
	if err != nil {
		t.Fatal(err)
	}
	put := func(cell, text string) {
		if err := f.SetCellStr("Sheet1", cell, text); err != nil {
			t.Fatal(err)
		}
	}
	for i, line := range strings.Split(strings.TrimSpace(table), "\n") {
		for j, text := range strings.Split(line, ",") {
			cell, err := excelize.CoordinatesToCellName(column+j, row+i)
			if err != nil {
				t.Fatal(err)
			}
			put(cell, text)
		}
	}
	for cell, text := range beside {
		put(cell, text)
	}
	path := filepath.Join(t.TempDir(), "bang.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// What stands in the rows of a table outside the columns that are read is named, however far from them it stands.
func TestCellsBesideTheTableAreNamed(t *testing.T) {
	base := smallFolder(t)
	const two = activityHeader + "T1,2026-W10,hô hấp,9,2\nT2,2026-W10,hô hấp,8,1\n"
	const wide = "Mã trạm,Tuần,Hô hấp,,,Sổ sách\n,,Lượt khám,Chuyển tuyến,Đối chiếu,\nT1,2026-W10,9,2,7,\nT2,2026-W10,8,1,,đủ\n"
	for name, c := range map[string]struct {
		path string
		want []string // of the one notice; none = no notice of columns
	}{
		"two to the right":      {cellsOf(t, "A1", two, map[string]string{"G3": "77"}), []string{"ở ô G3 («77») nằm"}},
		"the last of a sheet":   {cellsOf(t, "A1", two, map[string]string{"XFD2": "12"}), []string{"ở ô XFD2 («12») nằm"}},
		"left of the first":     {cellsOf(t, "C1", two, map[string]string{"A3": "ghi sau", "B2": "5"}), []string{"ô A3 («ghi sau»), ô B2 («5») nằm"}},
		"both sides, far apart": {cellsOf(t, "D4", two, map[string]string{"A5": "1", "K6": "x", "AZ5": "30"}), []string{"ô A5 («1»), ô K6 («x»), ô AZ5 («30») nằm"}},
		"beside a wide table":   {cellsOf(t, "A1", wide, map[string]string{"H3": "4"}), []string{"ô E3 («7», tiêu đề «Đối chiếu»), ô F4 («đủ», tiêu đề «Sổ sách»), ô H3 («4») nằm"}},
		"beside a second table": {cellsOf(t, "A1", two+"\n"+"Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến,Nội trú\nT1,2026-W11,hô hấp,9,2,6\n", map[string]string{"J6": "3"}), []string{"ô F6 («6»), ô J6 («3») nằm"}},
		"CSV, left":             {writeFile(t, "a.csv", ",Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\n31,T1,2026-W10,hô hấp,9,2\n,T2,2026-W10,hô hấp,8,1\n"), []string{"ở ô A2 («31») nằm"}},
		"CSV, between":          {writeFile(t, "a.csv", "Mã trạm,Tuần,,Nhóm bệnh,Lượt khám,Chuyển tuyến\nT1,2026-W10,,hô hấp,9,2\nT2,2026-W10,5,hô hấp,8,1\n"), []string{"ở ô C3 («5») nằm"}},
		"more than are shown":   {cellsOf(t, "A1", two, map[string]string{"G2": "1", "H2": "2", "I2": "3", "J2": "4", "K3": "5", "L3": "6", "M3": "7"}), []string{"ô K3 («5»), các cột L, M nằm"}},
		"nothing":               {cellsOf(t, "B2", two, nil), nil},
		"a note below":          {cellsOf(t, "A1", two, map[string]string{"G9": "Người lập biểu"}), nil},
	} {
		t.Run(name, func(t *testing.T) {
			folder := edition.Folder(t.TempDir())
			if err := os.CopyFS(string(folder), os.DirFS(string(base))); err != nil {
				t.Fatal(err)
			}
			report := mustRun(t, folder, c.path)
			if f := report.Files[0]; f.Counts.Quarantined != 0 || f.Counts.Loaded < 2 {
				t.Errorf("%+v %+v", f.Counts, f.Refusals)
			}
			notices := 0
			for _, n := range report.Files[0].Notices {
				if strings.Contains(n.VI, "cột đó không được đọc") {
					notices++
				}
			}
			if c.want != nil && (notices != 1 || !said(report, c.want...)) || c.want == nil && notices > 0 {
				t.Errorf("%v, want %q", report.Files[0].Notices, c.want)
			}
		})
	}
	// Beyond the width of a delimited table a row is refused, with all that stands in it.
	report, err := Run(t.Context(), base, []string{writeFile(t, "a.csv", activityHeader+"T2,2026-W10,hô hấp,8,1\nT1,2026-W10,hô hấp,9,2,,,44\n")}, Options{Now: sampleNow, MaxReject: -1})
	if err != nil || len(report.Files[0].Refusals) != 1 || report.Files[0].Refusals[0].Rule != rule.RowLength {
		t.Errorf("%v %+v", err, report)
	}
}
