package main

import (
	"html"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"luanphien/dashboard/account"
	"luanphien/ingest/header"
)

// filledIn holds two files of each kind, every column with a value: the first is loaded, the second previewed.
var filledIn = map[string][2]string{
	"stations":            {"T1|Mường Một|xã|TTYT Một|21,5|103,1|5.100|01/07/2025||11", "T2|Mường Hai|phường|TTYT Một|21,6|103,2|5.200|01/07/2025|01/07/2030|11"},
	"units":               {"BV1|Bệnh viện Một|tỉnh|11", "BV2|Bệnh viện Hai|huyện|"},
	"workers":             {"CB1|Lò Thị Minh Họa|BV1|BSCKI|nội khoa|bác sĩ|1|", "CB2|Lò Văn Minh Họa|BV1|CNĐD|điều dưỡng|điều dưỡng|0,5|11"},
	"postings":            {"1/QĐ|CB1|T1|01/10/2025|31/03/2026||hiệu lực|", "2/QĐ|CB1|T1|01/04/2026|30/06/2026|15/06/2026|đã hủy|cả hai"},
	"absences":            {"CB1|01/12/2025|02/12/2025|phép", "CB1|05/12/2025|06/12/2025|ốm"},
	"needs":               {"T1|nội khoa|1|01/07/2025|", "T1|nhi khoa|2|01/07/2025|31/12/2026"},
	"activity":            {"T1|2026-W07|hô hấp|9|1", "T1|2026-W08|hô hấp|8|2"},
	"indicators":          {"T1|2026-W07|liều vắc xin tiêm chủng|12,5", "T1|2026-W08|liều vắc xin tiêm chủng|3"},
	"weekly_reports":      {"T1|CB1|2026-W07|16/02/2026 08:30|10|9", "T1|CB1|2026-W08|23/02/2026 08:30|10|10"},
	"incident_reports":    {"T1|CB1|16/02/2026 08:30|mất điện|khẩn||", "T1|CB1|17/02/2026 08:30|hết thuốc|thường|17/02/2026 09:00|18/02/2026 09:00"},
	"diagnosis_groups":    {"nhóm thử một|A00", "nhóm thử hai|B00"},
	"indicator_catalogue": {"chỉ số thử một|lưu lượng|lượt|số nguyên", "chỉ số thử hai|tồn|người|thập phân"},
	"monthly_indicators":  {"T1|2026-02|liều vắc xin tiêm chủng|12,5", "T1|2026-03|liều vắc xin tiêm chủng|3"},
	"targets":             {"tỷ lệ báo cáo|2026|90||", "tỷ lệ chuyển tuyến|2026|5,5|T1|thấp"},
	"rebases":             {"tỷ lệ báo cáo|2026-W07|đổi biểu mẫu|", "tỷ lệ chuyển tuyến|2026-W08|thêm máy|T1"},
	"holidays":            {"16/02/2026|Tết", "17/02/2026|Tết"},
	"contacts":            {"T1||0912000111|Lò Thị Kín", "|BV1|0215382555|Quàng Văn Ân"},
	"specialties":         {"khoa thử một|bác sĩ", "khoa thử hai|điều dưỡng"},
}

// fileOf is a CSV of a kind with all of its columns, but those that only repeat the table of workers.
func fileOf(t *testing.T, k header.Kind, which int) string {
	t.Helper()
	var titles []string
	for _, f := range k.Fields {
		if !f.Described {
			titles = append(titles, f.Title)
		}
	}
	cells := strings.Split(filledIn[k.Name][which], "|")
	if last := len(titles) - 1; len(cells) == last && titles[last] == "Mã tỉnh" { // facts need not say it
		titles = titles[:last]
	}
	if len(cells) != len(titles) {
		t.Fatalf("%s has the columns %q", k.Name, titles)
	}
	return strings.Join(titles, ";") + "\n" + strings.Join(cells, ";") + "\n"
}

var (
	pageMain = regexp.MustCompile(`(?s)<main.*</main>`)
	markup   = regexp.MustCompile(`<[^>]*>`)
	wordOf   = regexp.MustCompile(`[\p{L}\p{N}_]+`)
)

// The Vietnamese preview and the Vietnamese history name kinds, fields, classes and values of all kinds in
// Vietnamese.
func TestPreviewSpeaksVietnamese(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	officer := peopleIn(t, dir, account.DataOfficer)[0]
	officer.base, _ = serveAndRead(t, dir)
	var files [2][][2]string
	foreign := []string{"commune", "ward", "province", "district", "doctor", "nurse", "active", "cancelled", "normal", "urgent", "flow", "stock", "whole", "decimal", "sheet", "line"}
	for _, k := range header.Kinds() {
		foreign = append(foreign, k.Name)
		for _, f := range k.Fields {
			foreign = append(foreign, f.Name, string(f.Class))
		}
		for i := range files {
			files[i] = append(files[i], [2]string{"tep.csv", fileOf(t, k, i)})
		}
	}
	at := officer.preview(nil, files[0]...)
	officer.press(at, at, "đã nạp")
	at = officer.preview([]string{"sẽ nạp"}, files[1]...)
	page := officer.see(at, "danh mục trạm y tế", "Vĩ độ", "05/12/2025", "2026-W08", "đã hủy", "bệnh", "0,5", "điều dưỡng", "09:00 17/02/2026")
	if n := strings.Count(page, "Những dòng đầu sẽ nạp"); n != 18 {
		t.Errorf("first rows of %d kinds", n)
	}
	officer.see(at+"?lang=en", "Share of full time", "5 Dec 2025", "weekly activity", "a whole number", "district")
	for _, page := range []string{page, officer.see("/data")} {
		text := html.UnescapeString(markup.ReplaceAllString(pageMain.FindString(page), " "))
		for _, word := range wordOf.FindAllString(text, -1) {
			if slices.Contains(foreign, strings.ToLower(word)) {
				t.Errorf("a Vietnamese page says %q", word)
			}
		}
	}
}
