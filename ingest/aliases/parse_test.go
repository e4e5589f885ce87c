package aliases

import (
	"errors"
	"strings"
	"testing"
)

func FuzzParse(f *testing.F) {
	f.Add("alias_name,alias_type,station_code,valid_to,is_trap\nLeng Su Sìn,commune,03158,2025-06-30,false\n")
	f.Add("\ufeffTên cũ;Loại;Mã trạm;Đến ngày\nBản Cũ;xã;T2;30/06/2025\n")
	f.Add("alias_name,station_code\n\"x\n")
	f.Add("alias_name,station_code,\"\n\"")
	f.Add("\"Tên\ncũ\",Mã trạm\nBản Cũ,T2\n")
	f.Add("alias_name,station_code\n\"x\",\"1\ny,2\"\n")
	f.Add("alias_name,station_code\r\nx,1\r\n\r\ny,2\rz,3\n")
	f.Fuzz(func(t *testing.T, text string) {
		rows, account, err := Parse(strings.NewReader(text))
		if err == nil && (!account.Balanced() || account.Loaded != int64(len(rows))) {
			t.Fatalf("%q: %+v", text, account)
		}
		var fault *Fault
		if err != nil && (!errors.As(err, &fault) || fault.VI == "" || fault.EN == "") {
			t.Fatalf("%v", err)
		}
		for _, r := range rows {
			if r.Name == "" || r.StationCode == "" || r.Type != Variant && r.ValidTo.IsZero() {
				t.Fatalf("%+v", r)
			}
		}
	})
}
