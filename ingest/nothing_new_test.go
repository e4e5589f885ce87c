package ingest

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"luanphien/ingest/header"
	"luanphien/ingest/mend"
	"luanphien/queries/edition"
)

// listsOfOwn are files of the kinds that the sample has none of, and of former names.
var listsOfOwn = map[string]string{
	"nhom.csv":     "Nhóm bệnh,Mã ICD-10\nmắt,H00-H59\nrăng,K00-K14\n",
	"chi-so.csv":   "Chỉ số,Tính chất,Đơn vị tính\nhộ được thăm,lưu lượng,hộ\nngười cao tuổi đang quản lý,tồn,người\n",
	"nghi.csv":     "Ngày nghỉ,Lý do\n01/01/2026,Tết dương lịch\n30/04/2026,Giải phóng miền Nam\n",
	"khoa.csv":     "Chuyên khoa,Nhóm\nrăng hàm mặt,bác sĩ\nphục hồi chức năng,kỹ thuật viên\n",
	"chi-tieu.csv": "Chỉ số,Năm,Mục tiêu,Mã trạm,Chiều tốt\nCMP-2,2026,90,,\nCMP-6,2026,2,03160,thấp\n",
	"nen.csv":      "Chỉ số,Từ tuần,Lý do,Mã trạm\nCMP-2,2026-W10,đổi biểu mẫu,03160\ntỷ lệ chuyển tuyến,2026-W11,thêm máy siêu âm,\n",
	"lien-he.csv":  "Mã trạm,Mã đơn vị,Điện thoại,Người phụ trách\n03160,,0912 000 111,Lò Thị Kín\n,BVDK,0215 382 5555,\n",
	"thang.csv":    "Mã trạm,Tháng,Chỉ số,Giá trị\n03160,2026-02,liều vắc xin tiêm chủng,120\n03127,2026-03,liều vắc xin tiêm chủng,\n",
}

const namesOfOwn = "Tên cũ,Loại,Mã trạm,Đến ngày,Trùng tên\nBản Mới,,03127,,\nBản Xa,xã,03160,30/06/2025,\n"

// resaved is a file with the same rows under another name, in another order, as a spreadsheet program may write them.
func resaved(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(records[1:])
	var again strings.Builder
	w := csv.NewWriter(&again)
	w.UseCRLF = true
	if err := w.WriteAll(records); err != nil {
		t.Fatal(err)
	}
	return writeFile(t, "lại-"+filepath.Base(path), again.String())
}

// editionsOf names the files of the editions: one that is published shows.
func editionsOf(t *testing.T, folder edition.Folder) []string {
	t.Helper()
	var names []string
	entries, err := os.ReadDir(folder.Editions())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// Another file whose rows are all in force already changes nothing, says so, and makes no edition, of whatever kind; the
// load is in the history and cannot be undone for itself, and the next load that brings something publishes as ever.
func TestNoEditionWhereNothingIsNew(t *testing.T) {
	loaded, _ := loadedSample(t)
	folder := edition.Folder(t.TempDir())
	if err := os.CopyFS(string(folder), os.DirFS(string(loaded))); err != nil {
		t.Fatal(err)
	}
	paths := allSamples(t)
	for name, text := range listsOfOwn {
		paths = append(paths, writeFile(t, name, text))
	}
	names := writeFile(t, "ten.csv", namesOfOwn)
	for _, path := range append(paths[len(paths)-len(listsOfOwn):], names) {
		report := runAs(t, folder, path, path == names)
		contacts := strings.HasPrefix(filepath.Base(path), "lien-he") // no edition holds them
		if (report.Published == 0) != contacts || report.Files[0].Status != Loaded || contacts && len(report.Files[0].Notices) != 1 {
			t.Fatalf("%s: %+v", path, report)
		}
	}
	before, kinds := editionsOf(t, folder), map[string]bool{}
	for _, path := range append(paths, names) {
		report := runAs(t, folder, resaved(t, path), path == names)
		f := report.Files[0]
		if f.Status != Unchanged || report.Published != 0 || f.Counts.Unchanged != f.Counts.Read || len(f.Notices) == 0 {
			t.Errorf("%s: %s, edition %d, %+v %v %v", path, f.Status, report.Published, f.Counts, f.Notices, f.Err)
			continue
		}
		if l := f.Ledger; !l.Balanced() || l.Loaded != f.Counts.Read {
			t.Errorf("%s: %+v", path, l)
		}
		kinds[f.Kinds[0]] = true
		said, err := Undo(context.Background(), folder, f.LoadID, Options{Now: sampleNow})
		if own := mend.Problem(err); own == nil || !strings.Contains(own.EN, "nothing to undo") {
			t.Errorf("%s: the undo gives %+v, %v", path, said, err)
		}
	}
	for _, kind := range header.Kinds() {
		if !kinds[kind.Name] {
			t.Errorf("no file of %s was tried", kind.Name)
		}
	}
	if after := editionsOf(t, folder); !slices.Equal(after, before) {
		t.Errorf("editions %v, before %v", after, before)
	}
	report := runAs(t, folder, writeFile(t, "ten-sua.csv", "Tên cũ,Loại,Mã trạm,Đến ngày\nBản Mới,,03160,\n"), true)
	if report.Published == 0 || report.Files[0].Counts.Corrected != 1 {
		t.Errorf("after loads without effect: %+v", report)
	}
}

// A file that holds a header only says that it holds no rows and publishes nothing, of whatever kind.
func TestNoEditionOfAHeaderAlone(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, writeFile(t, "tram.csv", strings.TrimPrefix(stationsFile, "tram.csv=")))
	before := editionsOf(t, folder)
	tried := map[string]string{aliasKind: "Tên cũ,Loại,Mã trạm,Đến ngày\n"}
	for _, k := range header.Kinds() {
		var titles []string
		for _, f := range k.Fields {
			if f.Required {
				titles = append(titles, f.Title)
			}
		}
		tried[k.Name] = strings.Join(titles, ",") + "\n"
	}
	for kind, text := range tried {
		report := runAs(t, folder, writeFile(t, kind+".csv", text), kind == aliasKind)
		f := report.Files[0]
		if f.Status != Refused || report.Published != 0 || f.Err == nil || !strings.Contains(f.Err.EN, "holds no row of data") {
			t.Errorf("%s: %s, edition %d, %v", kind, f.Status, report.Published, f.Err)
		}
	}
	if after := editionsOf(t, folder); !slices.Equal(after, before) {
		t.Errorf("editions %v, before %v", after, before)
	}
}

func runAs(t *testing.T, folder edition.Folder, path string, names bool) *Report {
	t.Helper()
	report, err := Run(context.Background(), folder, []string{path}, Options{Now: sampleNow, MaxReject: DefaultMaxReject, LoadedBy: "test", Aliases: names, Confirm: true})
	if err != nil {
		t.Fatal(path, err)
	}
	return report
}
