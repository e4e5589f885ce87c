package dashboard

import (
	"testing"

	"luanphien/dashboard/chart"
)

func TestRowNamesAreShort(t *testing.T) {
	for name, want := range map[string]string{
		"Trạm y tế xã 07, Mường Khương": "xã 07, Mường Khương", "Trạm Y tế phường Hàng Bạc": "phường Hàng Bạc",
		"Bệnh viện Đa khoa huyện Bảo Thắng": "BVĐK huyện Bảo Thắng", "Trung tâm Y tế thị xã Sa Pa": "TTYT thị xã Sa Pa", "Trạm y tế ": "Trạm y tế ",
	} {
		if got := chart.RowName(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
