package ingest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"luanphien/queries/edition"
)

const (
	indicatorTitles = "Mã trạm;Tuần;Chỉ số;Giá trị\n"
	catalogueTitles = "Chỉ số,Tính chất,Đơn vị tính,Kiểu số\n"
	doses           = "liều vắc xin tiêm chủng"
)

// numbersOf are the indicators of a folder, and its refused rows.
func numbersOf(t *testing.T, folder edition.Folder) []string {
	var list []string
	for _, r := range tableOf(t, folder, "indicators") {
		list = append(list, r["station_code"]+"="+r["value"])
	}
	for _, r := range tableOf(t, folder, "quarantine") {
		if r["resolved_by"] == "" {
			list = append(list, r["line"]+" "+r["rule"])
		}
	}
	slices.Sort(list)
	return list
}

// A catalogue that changes an indicator's type of number judges again what was loaded or refused by the old one: the order of
// loads makes no difference, and what happens is said.
func TestIndicatorsOfAnotherTypeOfNumber(t *testing.T) {
	values := writeFile(t, "so.csv", indicatorTitles+"03127;2025-W51;"+doses+";1.234\n03151;2025-W51;"+doses+";12,5\n03158;2025-W51;"+doses+";7\n")
	decimal := writeFile(t, "thap-phan.csv", catalogueTitles+doses+",lưu lượng,liều,thập phân\n")
	whole := writeFile(t, "nguyen.csv", catalogueTitles+doses+",lưu lượng,liều,nguyên\n")
	want := map[string]string{
		"decimal": "03151=12.5|03158=7|2 number_ambiguous",
		"whole":   "03127=1234|03158=7|3 count_fractional",
	}
	for _, c := range []struct {
		files []string
		want  string
	}{
		{[]string{values, decimal}, "decimal"}, {[]string{decimal, values}, "decimal"},
		{[]string{values, decimal, whole}, "whole"}, {[]string{decimal, values, whole}, "whole"}, {[]string{decimal, whole, values}, "whole"},
	} {
		folder := edition.Folder(t.TempDir())
		mustRun(t, folder, reference(t)...)
		var last FileReport
		for _, path := range c.files {
			last = loadAll(t, folder, path)
		}
		if got := strings.Join(numbersOf(t, folder), "|"); got != want[c.want] {
			t.Errorf("%v: %s, want %s", c.files, got, want[c.want])
		}
		if c.files[len(c.files)-1] == values {
			continue
		}
		said := fmt.Sprint(last.Notices)
		if !strings.Contains(said, "Kiểu số hoặc đơn vị tính của chỉ số thay đổi: "+doses) || !strings.Contains(said, "1 dòng đã nạp nay bị từ chối (xem ở trang Dữ liệu), 1 dòng bị từ chối nay được nạp") {
			t.Errorf("%v: said %s", c.files, said)
		}
	}
}

// An undo of an earlier load makes the later ones again; what a catalogue changed stays so.
func TestUndoKeepsTheTypeOfNumber(t *testing.T) {
	folder := edition.Folder(t.TempDir())
	mustRun(t, folder, reference(t)...)
	other := loadAll(t, folder, writeFile(t, "khac.csv", indicatorTitles+"03160;2025-W51;"+doses+";9\n"))
	loadAll(t, folder, writeFile(t, "so.csv", indicatorTitles+"03127;2025-W51;"+doses+";1.234\n03151;2025-W51;"+doses+";12,5\n"))
	loadAll(t, folder, writeFile(t, "thap-phan.csv", catalogueTitles+doses+",lưu lượng,liều,thập phân\n"))
	if _, err := Undo(t.Context(), folder, other.LoadID, Options{Now: sampleNow}); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(numbersOf(t, folder), "|"); got != "03151=12.5|2 number_ambiguous" {
		t.Error(got)
	}
}
