package ingest

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"luanphien/queries/edition"
)

// Two spellings of a health centre make two areas, and two codes of a unit two units: the load that finds them says so, with both
// names, and so does its preview. Spaces and the form of the letters make no difference at all.
func TestTwoSpellingsOfACentreAreNamed(t *testing.T) {
	stations := func(centres ...string) string {
		text := "Mã trạm,Tên trạm,Loại,Trung tâm y tế,Ngày mở\n"
		for i, centre := range centres {
			text += fmt.Sprintf("T%d,Na Tên %d,xã,%s,2025-01-01\n", i, i, centre)
		}
		return text
	}
	for name, c := range map[string]struct {
		text  string
		areas string
		want  []string // of a notice; none = no notice
	}{
		"short and long":                    {stations("TTYT Mường Nhé", "Trung tâm Y tế Mường Nhé"), "2", []string{"«TTYT Mường Nhé»", "«Trung tâm Y tế Mường Nhé»", "2 địa bàn"}},
		"letter case":                       {stations("TTYT Mường Nhé", "ttyt MƯỜNG NHÉ"), "2", []string{"«TTYT Mường Nhé», «ttyt MƯỜNG NHÉ» chỉ khác cách viết"}},
		"with its district":                 {stations("TTYT Mường Nhé", "Trung tâm Y tế huyện Mường Nhé"), "2", []string{"«TTYT Mường Nhé»", "«Trung tâm Y tế huyện Mường Nhé»", "có thể là một"}},
		"a town and the district around it": {stations("TTYT huyện Điện Biên", "TTYT TP Điện Biên"), "2", nil},
		"spaces and NFD":                    {stations("TTYT Mường Nhé", "TTYT   Mường Nhé ", norm.NFD.String("TTYT Mường Nhé")), "1", nil},
		"other places":                      {stations("TTYT Mường Nhé", "Trung tâm Y tế Mường Chà", "Bệnh viện Mường Nhé"), "3", nil},
	} {
		t.Run(name, func(t *testing.T) {
			folder := edition.Folder(t.TempDir())
			path := write(t, "tram.csv", c.text)
			foretold, err := Preview(t.Context(), folder, []string{path}, Options{Now: sampleNow})
			if err != nil {
				t.Fatal(err)
			}
			for what, report := range map[string]*Report{"preview": foretold, "load": mustRun(t, folder, path)} {
				if len(report.Files[0].Notices) > 0 && c.want == nil || c.want != nil && !said(report, c.want...) {
					t.Errorf("the %s says %v, want %q", what, report.Files[0].Notices, c.want)
				}
			}
			if got := rowsOf(t, folder, "SELECT count(DISTINCT health_center) FROM stations"); got[0] != c.areas {
				t.Errorf("%v areas, want %s", got, c.areas)
			}
		})
	}
	folder := edition.Folder(t.TempDir())
	first := mustRun(t, folder, write(t, "a.csv", "Mã đơn vị,Tên đơn vị,Tuyến\nB1,TTYT Mường Nhé,huyện\nB2,BV Mường Nhé,tỉnh\n"))
	if len(first.Files[0].Notices) > 0 {
		t.Error(first.Files[0].Notices)
	}
	second := mustRun(t, folder, write(t, "b.csv", "Mã đơn vị,Tên đơn vị,Tuyến\nB3,Trung tâm y tế  Mường Nhé,huyện\n"))
	if !said(second, "«TTYT Mường Nhé» (B1), «Trung tâm y tế Mường Nhé» (B3) là tên của một đơn vị") {
		t.Error(second.Files[0].Notices)
	}
	if all := rowsOf(t, folder, "SELECT unit_code FROM units ORDER BY ALL"); strings.Join(all, " ") != "B1 B2 B3" {
		t.Error(all)
	}
}
