package read

import (
	"strings"
	"testing"
)

// A total may stand above the rows that it adds up, of the whole table or of a group; only one that is the sum of neither the
// rows above nor those below is remarked on.
func TestTotalsAboveTheirRows(t *testing.T) {
	const head = "SỞ Y TẾ,,,,\nMã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến\n"
	for name, c := range map[string]struct{ text, says string }{
		"above":            {head + "Tổng số,,,12,3\n03127,2026-W10,hô hấp,5,1\n03151,2026-W10,hô hấp,7,2\n", ""},
		"groups above":     {head + "Tổng số,,,12,3\nCộng khu vực A,,,5,1\n03127,2026-W10,hô hấp,5,1\nCộng khu vực B,,,7,2\n03151,2026-W10,hô hấp,7,2\n", ""},
		"above and wrong":  {head + "Tổng số,,,13,3\n03127,2026-W10,hô hấp,5,1\n03151,2026-W10,hô hấp,7,2\n", "“Lượt khám” says 13, the rows below add up to 12"},
		"below":            {head + "03127,2026-W10,hô hấp,5,1\n03151,2026-W10,hô hấp,7,2\nTổng số,,,12,3\n", ""},
		"below and wrong":  {head + "03127,2026-W10,hô hấp,5,1\n03151,2026-W10,hô hấp,7,2\nTổng số,,,13,3\n", "“Lượt khám” says 13, the rows above add up to 12"},
		"zero, not so":     {head + "03127,2026-W10,hô hấp,5,1\nTổng số,,,0,0\n", "“Chuyển tuyến” says 0, the rows above add up to 1"},
		"one column wrong": {head + "Tổng số,,,12,4\n03127,2026-W10,hô hấp,5,1\n03151,2026-W10,hô hấp,7,2\n", "“Chuyển tuyến” says 4, the rows below add up to 3"},
	} {
		_, file := rowsOf(t, written(t, "a.csv", c.text), Options{TempDir: t.TempDir()})
		var en []string
		for _, n := range file.Notices {
			en = append(en, n.EN)
		}
		all := strings.Join(en, "\n")
		if c.says == "" && strings.Contains(all, "does not match") || c.says != "" && !strings.Contains(all, c.says) {
			t.Errorf("%s: %s", name, all)
		}
	}
}
