package header

import "testing"

// A line that gives the figures a scale refuses a table of figures; one that names a place, a plain unit or money does not.
func TestScaled(t *testing.T) {
	for _, c := range []struct {
		kind, text string
		want       bool
	}{
		{"activity", "Đơn vị tính: nghìn lượt", true},
		{"activity", "ĐVT: 1.000 lượt", true},
		{"activity", "(ĐVT: ngàn)", true},
		{"activity", "Đơn vị: nghìn lượt", true},
		{"activity", "(nghìn lượt)", true},
		{"activity", "Tuần 10 năm 2026. Đơn vị tính: 1000 lượt", true},
		{"activity", "Ghi chú: đơn vị tính nghìn lượt", true},
		{"activity", "Đơn vị tính: %", true},
		{"indicators", "ĐVT: nghìn liều", true},
		{"targets", "Đơn vị tính: %", false},
		{"indicators", "Đơn vị tính: %", false},
		{"indicators", "Đơn vị tính: nghìn đồng", false},
		{"activity", "Đơn vị tính: 1.000đ", false},
		{"postings", "ĐVT: nghìn lượt", false},
		{"activity", "Đơn vị tính: lượt", false},
		{"activity", "Đơn vị tính: người", false},
		{"activity", "Đơn vị: Triệu Sơn", false},
		{"activity", "Đơn vị: Trạm Y tế Mường Nhé", false},
		{"activity", "ĐVT: 10000 lượt", false},
		{"activity", "Khám hơn 5 nghìn lượt trong tuần", false},
	} {
		kind, ok := KindNamed(c.kind)
		if !ok {
			t.Fatal(c.kind)
		}
		if err := kind.Scaled(3, []string{"", c.text}); (err != nil) != c.want {
			t.Errorf("%s, %q: %v", c.kind, c.text, err)
		}
	}
}
