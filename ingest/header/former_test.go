package header

import (
	"errors"
	"strings"
	"testing"
)

// A table of former names says where it belongs; a table of facts that has such a column is what it is.
func TestATableOfFormerNames(t *testing.T) {
	for titles, former := range map[string]bool{
		"Tên cũ,Mã trạm,Loại,Từ ngày,Đến ngày":                 true,
		"alias_name,station_code":                              true,
		"Tên cũ,Mã trạm,Loại,Đến ngày,Trùng tên":               true,
		"Tên cũ,Loại":                                          false, // of what, nobody can say
		"Mã trạm,Tuần,Nhóm bệnh,Lượt khám,Chuyển tuyến,Tên cũ": false,
		"Mã trạm,Tuần,Nhóm bệnh,Lượt khám":                     false,
	} {
		_, err := Recognise(strings.Split(titles, ","), nil, "")
		var told *Error
		if got := errors.As(err, &told) && told.Option == "luanphien aliases import"; got != former {
			t.Errorf("%s: %v", titles, err)
		}
	}
}
