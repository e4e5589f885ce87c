package demo

import (
	"fmt"
	"strconv"

	"luanphien/queries/calendar"
)

// What a department would set: targets of each year, a re-basing, public holidays, and whom to call.

// goals are the targets of every year, percent.
var goals = []struct{ indicator, target string }{
	{"COV-1", "80"}, {"COV-4", "50"}, {"CMP-2", "90"}, {"tỷ lệ chuyển tuyến", "6"},
}

func (p *Province) targetTable(stations []station) table {
	t := table{name: "chi-tieu", header: []string{"Chỉ số", "Năm", "Mục tiêu", "Mã trạm", "Chiều tốt"}}
	for year := calendar.WeekOf(calendar.FromLocal(p.start)).Year; year <= p.weekOf(p.weeks()-1).Year; year++ {
		for _, g := range goals {
			t.add(g.indicator, strconv.Itoa(year), g.target, "", "")
		}
		t.add("CMP-2", strconv.Itoa(year), "95", stations[0].code, "cao")
	}
	return t
}

// rebaseWeeks is how long before its end the demo changed the form of its reports.
const rebaseWeeks = 16

func (p *Province) rebaseTable(stations []station) table {
	t := table{name: "dat-lai-muc-nen", header: []string{"Chỉ số", "Từ tuần", "Lý do", "Mã trạm"}}
	t.add("CMP-2", p.weekOf(p.weeks()-rebaseWeeks).String(), "đổi biểu mẫu báo cáo", stations[len(stations)-1].code)
	return t
}

// holidays are the public holidays of the demo's time, as they were given.
var holidays = [][2]string{
	{"01/01/2026", "Tết Dương lịch"}, {"16/02/2026", "Tết Nguyên đán"}, {"17/02/2026", "Tết Nguyên đán"}, {"18/02/2026", "Tết Nguyên đán"},
	{"19/02/2026", "Tết Nguyên đán"}, {"20/02/2026", "Tết Nguyên đán"}, {"27/04/2026", "Giỗ Tổ Hùng Vương (nghỉ bù)"}, {"30/04/2026", "Ngày Chiến thắng"},
	{"01/05/2026", "Quốc tế Lao động"}, {"01/09/2026", "Quốc khánh"}, {"02/09/2026", "Quốc khánh"},
}

func holidayTable() table {
	t := table{name: "ngay-nghi", header: []string{"Ngày nghỉ", "Lý do"}}
	for _, h := range holidays {
		t.add(h[0], h[1])
	}
	return t
}

// contactTable has a number of every station and health centre. Such numbers are given to nobody.
func (p *Province) contactTable(stations []station, units []unit) table {
	t := table{name: "lien-he", header: []string{"Mã trạm", "Mã đơn vị", "Điện thoại", "Người phụ trách"}}
	for i, s := range stations {
		t.add(s.code, "", fmt.Sprintf("0200 000 %04d", i+1), "Cán bộ trực (minh họa)")
	}
	for i, u := range units {
		t.add("", u.code, fmt.Sprintf("0200 001 %04d", i+1), "")
	}
	return t
}
