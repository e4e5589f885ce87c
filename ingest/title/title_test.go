package title

import (
	"fmt"
	"testing"

	"luanphien/ingest/rule"
)

// said is a line in short.
func said(l Line) string {
	switch {
	case l.Many:
		return "many"
	case l.Fault != rule.None:
		return string(l.Fault)
	case l.NoYear:
		return fmt.Sprintf("week %d without its year", l.Number)
	case l.Named:
		return l.Week.String()
	}
	return ""
}

func TestWeeks(t *testing.T) {
	for text, want := range map[string]string{
		"TUẦN 51 NĂM 2025":                                                      "2025-W51",
		"Tuần 51/2025":                                                          "2025-W51",
		"(Tuần 51 năm 2025)":                                                    "2025-W51",
		"Tuần: 51 - Năm: 2025":                                                  "2025-W51",
		"Tuần thứ 51 năm 2025":                                                  "2025-W51",
		"Tuần số 51/2025":                                                       "2025-W51",
		"Tuần báo cáo: 2025-W51":                                                "2025-W51",
		"Kỳ báo cáo: Tuần 51/2025":                                              "2025-W51",
		"Tuần 51: từ 15/12/2025 đến 21/12/2025":                                 "2025-W51",
		"Tuần 51 năm 2025 (từ 15/12 đến 21/12)":                                 "2025-W51",
		"BÁO CÁO TUẦN 51 (15/12 – 21/12/2025)":                                  "2025-W51",
		"BÁO CÁO TUẦN 51 (15/12 – 21/12) NĂM 2025":                              "2025-W51",
		"Tuần 51 (từ ngày 15/12 đến ngày 21/12 năm 2025)":                       "2025-W51",
		"Tuần 1 năm 2026 (29/12/2025 – 04/01/2026)":                             "2026-W01",
		"Huyện Mường Nhé – Tuần 51/2025":                                        "2025-W51",
		"BÁO CÁO HOẠT ĐỘNG KHÁM BỆNH (từ 15/12/2025 đến 21/12/2025)":            "2025-W51",
		"Từ ngày 15/12/2025 đến ngày 21/12/2025":                                "2025-W51",
		"BÁO CÁO TUẦN 51 NĂM 2025 (so với tuần 50 năm 2025)":                    "2025-W51",
		"BÁO CÁO TUẦN 51 NĂM 2025 (đã điều chỉnh)":                              "2025-W51",
		"Báo cáo bổ sung tuần 51 năm 2025":                                      "2025-W51",
		"BÁO CÁO HOẠT ĐỘNG KHÁM BỆNH TUẦN 51 NĂM 2025 CỦA TTYT HUYỆN MƯỜNG NHÉ": "2025-W51",

		"BÁO CÁO TUẦN 51 THÁNG 12 NĂM 2025":                                    "2025-W51",
		"Từ ngày 15 tháng 12 năm 2025 đến ngày 21 tháng 12 năm 2025":           "2025-W51",
		"Tuần 51 (từ ngày 15 tháng 12 năm 2025 đến ngày 21 tháng 12 năm 2025)": "2025-W51",
		"Báo cáo tuần 51 (15-21/12/2025)":                                      "2025-W51",
		"Tuần 51 năm 2025 (15-21/12/2025)":                                     "2025-W51",
		"Tuần 51 (từ 15 đến 21/12/2025)":                                       "2025-W51",

		"BÁO CÁO TUẦN TỪ 04/01/2026 ĐẾN 10/01/2026":               string(rule.WeekDays),
		"(Từ ngày 04/01/2026 đến ngày 10/01/2026)":                string(rule.WeekDays),
		"BÁO CÁO TUẦN (từ 05/01 đến 11/01)":                       "week 0 without its year",
		"Tuần từ ngày 05/01 đến ngày 11/01":                       "week 0 without its year",
		"Trạm Y tế xã Mường Nhé (từ 15/12/2025 đến 21/12/2025)":   "2025-W51",
		"Thời gian: từ 15/12/2025 đến 21/12/2025":                 "2025-W51",
		"Tuần báo cáo từ 15/12/2025 đến 21/12/2025":               "2025-W51",
		"Tuần 51 năm 2025 (từ 15/12/2025 đến 19/12/2025)":         "2025-W51",
		"Tuần 1 năm 2026 (từ ngày 01/01/2026 đến 04/01/2026)":     string(rule.WeekDays),
		"Tuần 1 năm 2026 (từ ngày 29/12/2025 đến 31/12/2025)":     string(rule.WeekDays),
		"Tập huấn từ 15/12/2025 đến 21/12/2025":                   "",
		"Báo cáo kết quả tập huấn (từ 15/12/2025 đến 21/12/2025)": "",
		"Bác sĩ Lò Văn A nghỉ phép từ 15/12/2025 đến 21/12/2025":  "",
		"Từ 15/12/2025 đến 21/12/2025 tập huấn tại Hà Nội":        "",
		"Đoàn công tác xuống cơ sở từ 15/12/2025 đến 21/12/2025":  "",
		"Luân phiên từ 14/12/2025 đến 20/12/2025":                 "",

		"Tuần 3 tháng 12 năm 2025":          string(rule.WeekUnparsable),
		"Công văn số 15 ngày 21/12/2025":    "",
		"Tuần 51 (16-22/12/2025)":           string(rule.WeekDays),
		"BÁO CÁO TUẦN 51 (15/12 – 21/12)":   "week 51 without its year",
		"Tuần 51":                           "week 51 without its year",
		"Tuần 51 (16/12/2025 – 22/12/2025)": string(rule.WeekDays),
		"Tuần 60 năm 2025":                  string(rule.WeekImpossible),
		"Tuần 51 và tuần 52 năm 2025":       "many",
		"Báo cáo tuần 50 đến tuần 52/2025":  "many",
		"Tuần 50-52/2025":                   "many",

		"Gửi về Sở trước thứ Ba tuần 52 năm 2025":                  "",
		"(So với Tuần 50 năm 2025)":                                "",
		"So sánh với tuần 50/2025":                                 "",
		"Hạn nộp: thứ Ba tuần 52 năm 2025":                         "",
		"Lũy kế đến tuần 51 năm 2025":                              "",
		"Ghi chú: số liệu tuần 50 năm 2025 đã đính chính":          "",
		"Số liệu tuần 50 năm 2025 đã gửi riêng":                    "",
		"Trạm Nậm Kè mất điện trong tuần 50 năm 2025":              "",
		"BÁO CÁO HOẠT ĐỘNG KHÁM BỆNH TUẦN NÀY":                     "",
		"BÁO CÁO THÁNG 12 NĂM 2025 (từ 01/12/2025 đến 31/12/2025)": "",
		"Nộp trước ngày (15/12/2025 – 21/12/2025)":                 "",
		"SỞ Y TẾ ĐIỆN BIÊN":                                        "",
		"Điện Biên, ngày 22 tháng 12 năm 2025":                     "",
		"(15/12 – 21/12)":                                          "",
	} {
		if got := said(Read(text)); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestDecisions(t *testing.T) {
	for text, want := range map[string]string{
		"(Kèm theo Quyết định số 001/QĐ-SYT ngày 02/01/2026)":            "001/QĐ-SYT enclosed",
		"Ban hành kèm theo QĐ số 12/QĐ-SYT":                              "12/QĐ-SYT enclosed",
		"Danh sách cán bộ luân phiên theo Quyết định số 12/QĐ-SYT":       "12/QĐ-SYT",
		"Thực hiện Quyết định số 3456/QĐ-UBND về luân phiên cán bộ y tế": "",
		"Căn cứ Quyết định số 3456/QĐ-UBND":                              "",
		"Căn cứ Quyết định số 12/QĐ-SYT ngày 02/01/2025 của Sở Y tế":     "",
		"Thực hiện Quyết định số 12/QĐ-SYT":                              "12/QĐ-SYT",
		"Theo Luật Khám bệnh, chữa bệnh và Quyết định số 12/QĐ-SYT":      "",
		"DANH SÁCH CÁN BỘ ĐI LUÂN PHIÊN":                                 "",

		"Thay thế Quyết định số 001/QĐ-SYT":                                             "",
		"(Thay thế Quyết định số 001/QĐ-SYT ngày 02/01/2026)":                           "",
		"Danh sách này thay cho danh sách kèm theo Quyết định số 001/QĐ-SYT":            "",
		"Bãi bỏ Quyết định số 001/QĐ-SYT":                                               "",
		"Thu hồi Quyết định số 001/QĐ-SYT":                                              "",
		"Sửa đổi, bổ sung Quyết định số 001/QĐ-SYT ngày 10/12/2025":                     "",
		"Điều chỉnh Quyết định số 001/QĐ-SYT":                                           "",
		"Điều chỉnh một số nội dung của Quyết định số 001/QĐ-SYT":                       "",
		"Quyết định này thay thế Quyết định số 001/QĐ-SYT":                              "",
		"Thay thế Quyết định số 001/QĐ-SYT và Quyết định số 002/QĐ-SYT":                 "",
		"Tiếp theo Quyết định số 001/QĐ-SYT":                                            "",
		"Quyết định số 001/QĐ-SYT hết hiệu lực":                                         "",
		"Quyết định số 001/QĐ-SYT đã bị bãi bỏ":                                         "",
		"Quyết định số 5 thay thế Quyết định số 001/QĐ-SYT":                             "",
		"Quyết định số 005/QĐ-SYT ngày 02/01/2026 thay thế Quyết định số 001/QĐ-SYT":    "005/QĐ-SYT",
		"(Kèm theo Quyết định số 005/QĐ-SYT thay thế Quyết định số 001/QĐ-SYT)":         "005/QĐ-SYT enclosed",
		"Thay thế Quyết định số 001/QĐ-SYT (kèm theo Quyết định số 005/QĐ-SYT)":         "005/QĐ-SYT enclosed",
		"Danh sách điều chỉnh, bổ sung cán bộ luân phiên theo Quyết định số 005/QĐ-SYT": "005/QĐ-SYT",
		"DANH SÁCH BỔ SUNG (Quyết định số 005/QĐ-SYT)":                                  "005/QĐ-SYT",
		"Quyết định số 005/QĐ-SYT về việc sửa đổi Quyết định số 001/QĐ-SYT":             "005/QĐ-SYT",
	} {
		l := Read(text)
		got := l.Decision
		if l.Enclosed {
			got += " enclosed"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if l := Read("Năm 2025"); l.Year != 2025 || l.Says() {
		t.Errorf("%+v", l)
	}
}

func TestWeeksThatAreNone(t *testing.T) {
	for text, want := range map[string]string{
		"Tuần 10 năm 2026 đến tuần 12 năm 2026":               "many",
		"BÁO CÁO TUẦN 10 NĂM 2026 ĐẾN HẾT TUẦN 12":            "many",
		"Tuần 10 và 11 năm 2026":                              "many",
		"BÁO CÁO TUẦN 09-10 NĂM 2026":                         "many",
		"TUẦN 5 THÁNG 2 NĂM 2026":                             "monthly",
		"Tuần 4 tháng 1 năm 2026":                             "monthly",
		"BÁO CÁO TUẦN 2 THÁNG 3 NĂM 2026":                     "monthly",
		"Tuần 2 của tháng 3":                                  "monthly",
		"Tuần 2 tháng 3 năm 2026 (09/03/2026 - 15/03/2026)":   "2026-W11",
		"Báo cáo tuần 10 (gửi ngày 09/03/2026)":               "week 10 without its year",
		"Tuần 10 năm học 2025-2026":                           string(rule.WeekUnparsable),
		"Từ ngày 2026-03-09 đến ngày 2026-03-15":              "2026-W11",
		"Từ ngày 2026-03-09 00:00:00 đến 2026-03-15 00:00:00": "2026-W11",
	} {
		l := Read(text)
		got := said(l)
		if l.Monthly {
			got = "monthly"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// What a line speaks of, be it so that nothing can be taken from it.
func TestSpokenOf(t *testing.T) {
	for text, want := range map[string]string{
		"BÁO CÁO TUẦN XI NĂM 2026":                            "period",
		"BÁO CÁO TUẦN LỄ 11 NĂM 2026":                         "period",
		"Từ 09/03/26 đến 15/03/26":                            "period",
		"Số liệu từ thứ hai 09/3/2026 đến chủ nhật 15/3/2026": "period",
		"Bảng 2. Số liệu từ 09/03 đến 15/03":                  "period",
		"Kỳ báo cáo: 02-08/3/2026":                            "period",
		"Kế hoạch tuần 11 năm 2026":                           "period",
		"LŨY KẾ TỪ ĐẦU NĂM ĐẾN TUẦN 10 NĂM 2026":              "period",
		"SỐ LIỆU CÙNG KỲ NĂM 2025":                            "period",
		"BÁO CÁO THÁNG 3 NĂM 2026":                            "period",
		"Từ ngày 09/03/2026 đến ngày 22/03/2026":              "period",
		"Số: 046/QĐ-SYT":                                      "order",
		"Quyết định số ....../QĐ-SYT":                         "order",
		"BẢNG 2. CHUYỂN TUYẾN":                                "",
		"BÁO CÁO HOẠT ĐỘNG KHÁM BỆNH THEO TUẦN":               "",
		"Trẻ từ 6-12 tháng":                                   "",
		"Trẻ dưới 24 tháng tuổi":                              "",
		"Điện Biên, ngày 22 tháng 12 năm 2025":                "",
		"Số liệu tuần 9 năm 2026 đã gửi riêng":                "",
		"Ghi chú: số liệu tuần 50 năm 2025":                   "",
		"(So với tuần 9 năm 2026)":                            "",
		"Căn cứ Quyết định số 046/QĐ-SYT ngày 27/02/2026":     "",
		"Tập huấn từ 15/12/2025 đến 21/12/2025":               "",
		"Số: 12/BC-TTYT":                                      "",
		"Nậm Kè":                                              "",
		"DANH SÁCH CÁN BỘ ĐI LUÂN PHIÊN":                      "",
	} {
		l := Read(text)
		got := ""
		switch {
		case l.Period:
			got = "period"
		case l.Order:
			got = "order"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("BÁO CÁO TUẦN 51 (15/12 – 21/12) NĂM 2025")
	f.Add("Tuần thứ 51 và tuần 52, so với 2025 w 7")
	f.Add("Kèm theo Quyết định số 001/QĐ-SYT")
	f.Fuzz(func(t *testing.T, text string) {
		l := Read(text)
		if l.Named && (l.Week.Number < 1 || l.Week.Number > 53 || l.NoYear || l.Fault != rule.None) {
			t.Fatalf("%q: %+v", text, l)
		}
	})
}
