package title

import "testing"

// A line names the station of the rows below it where it names one alone, as its letterhead or the report of it.
func TestStations(t *testing.T) {
	for text, want := range map[string]string{
		"TRẠM Y TẾ XÃ MƯỜNG NHÉ":                                     "TRẠM Y TẾ XÃ MƯỜNG NHÉ",
		"TYT Nậm Kè":                                                 "TYT Nậm Kè",
		"Đơn vị báo cáo: Trạm Y tế xã Tuần Giáo":                     "Trạm Y tế xã Tuần Giáo",
		"Đơn vị: TYT phường Mường Thanh.":                            "TYT phường Mường Thanh",
		"BÁO CÁO HOẠT ĐỘNG CỦA TRẠM Y TẾ XÃ NẬM KÈ TUẦN 10 NĂM 2026": "TRẠM Y TẾ XÃ NẬM KÈ",
		"Số liệu khám bệnh - TYT xã Mường Toong, tháng 3":            "TYT xã Mường Toong",
		"TRẠM Y TẾ":            "",
		"TRẠM Y TẾ XÃ":         "",
		"Trạm Y tế xã, phường": "",
		"BÁO CÁO HOẠT ĐỘNG CỦA CÁC TRẠM Y TẾ XÃ NĂM 2026":               "",
		"BÁO CÁO HOẠT ĐỘNG TRẠM Y TẾ XÃ TUẦN 10 NĂM 2026":               "",
		"Báo cáo của 12 trạm y tế xã":                                   "",
		"Kính gửi: Trạm Y tế xã Mường Nhé":                              "",
		"Trạm Y tế xã Mường Nhé và Trạm Y tế xã Nậm Kè":                 "",
		"TRUNG TÂM Y TẾ MƯỜNG NHÉ":                                      "",
		"Trạm Y tế xã Mường Nhé báo cáo muộn vì mưa lũ":                 "",
		"Báo cáo gửi trung tâm, trạm y tế xã Mường Nhé đã gửi ngày 7/3": "",
		"TRẠM Y TẾ TRƯỞNG PHÒNG":                                        "",
		"Tuần 10 năm 2026":                                              "",
	} {
		if got := Read(text).Station; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
