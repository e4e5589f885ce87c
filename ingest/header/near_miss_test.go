package header

import (
	"errors"
	"strings"
	"testing"
)

// Titles that people write for the columns of each kind, in the place of its own. All of them are in aliases.csv.
func TestTitlesPeopleWrite(t *testing.T) {
	tables := map[string]string{
		"activity":       "Mã trạm;Tuần;Nhóm bệnh;Lượt khám;Chuyển tuyến",
		"indicators":     "Mã trạm;Tuần;Chỉ số;Giá trị",
		"postings":       "Số quyết định;Mã cán bộ;Mã trạm;Từ ngày;Đến ngày",
		"absences":       "Mã cán bộ;Nghỉ từ ngày;Nghỉ đến ngày;Lý do",
		"weekly_reports": "Mã trạm;Tuần;Nộp lúc",
		"needs":          "Mã trạm;Chuyên khoa;Số lượng;Từ ngày",
	}
	for kind, titles := range map[string]map[string]string{
		"activity": {
			"Lượt khám": "Số lượt khám bệnh;Lượt khám (lượt);Lượt khám bệnh (lượt);Tổng lượt khám bệnh;Số lượt KCB;Lượt KB;Số lần khám;" +
				"Tổng số lượt khám chữa bệnh;SO LUOT KHAM;Số lượt khám (lượt)",
			"Chuyển tuyến": "Số ca chuyển tuyến;Lượt chuyển tuyến (lượt);Lượt chuyển viện;Tổng số ca chuyển tuyến;Số người chuyển tuyến;Số BN chuyển tuyến;Chuyển viện",
			"Mã trạm":      "Tên TYT;Đơn vị;Trạm;TYT;TYT xã;Trạm Y tế xã/phường;Tên TYT xã/phường;Tên đơn vị;Tên trạm y tế;Xã, phường;Cơ sở y tế",
			"Tuần":         "Tuần số;Tuần BC;Tuần báo cáo;Kỳ báo cáo",
			"Nhóm bệnh":    "Tên nhóm bệnh;Nhóm bệnh tật",
		},
		"indicators":     {"Chỉ số": "Tên chỉ số;Chỉ tiêu", "Mã trạm": "Tên TYT;Đơn vị"},
		"postings":       {"Số quyết định": "Số QĐ;Quyết định số", "Mã cán bộ": "Mã CB;Mã số cán bộ", "Mã trạm": "Nơi đến;TYT xã", "Từ ngày": "Ngày bắt đầu"},
		"absences":       {"Nghỉ từ ngày": "Nghỉ từ", "Nghỉ đến ngày": "Nghỉ đến", "Lý do": "Lý do nghỉ"},
		"weekly_reports": {"Nộp lúc": "Thời gian nộp;Thời điểm nộp", "Mã trạm": "Tên TYT;Đơn vị"},
		"needs":          {"Mã trạm": "Tên TYT;Đơn vị"},
	} {
		for own, others := range titles {
			for title := range strings.SplitSeq(others, ";") {
				header := strings.Split(tables[kind], ";")
				for i := range header {
					if header[i] == own {
						header[i] = title
					}
				}
				m, err := Recognise(header, nil, "")
				if err != nil || m.Kind.Name != kind || strings.Contains(strings.Join(m.Fields, ";")+";", ";;") {
					t.Errorf("%s: %q is %s %v, %v", kind, title, m.Kind.Name, m.Fields, err)
				}
			}
		}
	}
	// What may mean either of two things is asked about, not guessed.
	for _, titles := range []string{"Mã trạm;Tuần;Nhóm bệnh;Lượt khám;Số BN", "Mã trạm;Tuần;Nhóm bệnh;Tổng số;Chuyển tuyến"} {
		var told *Error
		if _, err := Recognise(strings.Split(titles, ";"), nil, ""); !errors.As(err, &told) || len(told.Missing) != 1 {
			t.Errorf("%s: %v", titles, err)
		}
	}
}
