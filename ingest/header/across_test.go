package header

import (
	"errors"
	"strings"
	"testing"
)

// A report whose titles are indicators is not called a list of stations because it names stations, nor a report of the week
// because it names weeks.
func TestIndicatorsAcrossTheColumns(t *testing.T) {
	for titles, want := range map[string]string{
		"Tên trạm|Liều vắc xin tiêm chủng|Khám thai":           "indicators|«Tuần» (week), «Chỉ số» (indicator), «Giá trị» (value).|«Khám thai»",
		"Mã trạm|Tên trạm|Liều vắc xin|Khám thai":              "indicators|«Tuần»|«Liều vắc xin»",
		"TT|Trung tâm y tế|Trạm y tế|Khám thai|Ghi chú":        "indicators|«Tuần»|(«Khám thai») là một chỉ số",
		"Tên trạm|Tuần|Khám thai":                              "indicators|thiếu cột «Chỉ số» (indicator), «Giá trị»",
		"Số lượt khám|Chuyển tuyến":                            "activity|«Mã trạm» (station_code), «Tuần» (week), «Nhóm bệnh»",
		"TT|Trạm|Số lượt khám|Chuyển tuyến":                    "activity|thiếu cột «Tuần» (week), «Nhóm bệnh»",
		"Tên trạm|Loại|Khám thai":                              "stations|«Mã trạm»",
		"Tên trạm|Ghi chú":                                     "stations|«Mã trạm»",
		"Mã trạm|Tuần|Số mục đã điền|Số mục bắt buộc|Nhận xét": "weekly_reports|«Nộp lúc»",
	} {
		_, err := Recognise(strings.Split(titles, "|"), nil, "")
		var told *Error
		if !errors.As(err, &told) {
			t.Errorf("%s: %v", titles, err)
			continue
		}
		words := strings.Split(want, "|")
		for _, word := range words[1:] {
			if told.Kind != words[0] || !strings.Contains(told.VI, word) {
				t.Errorf("%s: %s, %s; want %q", titles, told.Kind, told.VI, words)
			}
		}
	}
}
