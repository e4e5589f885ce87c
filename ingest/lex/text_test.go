package lex

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestKey(t *testing.T) {
	for text, want := range map[string]string{
		"Mã trạm": "ma_tram", "MA TRAM": "ma_tram", "ma_tram": "ma_tram", " Mã  trạm: ": "ma_tram", "Đơn vị": "don_vi",
		"Nhóm bệnh": "nhom_benh", "Mã ICD-10": "ma_icd_10", "Lượt khám (lượt)": "luot_kham_luot", "": "", "«»": "",
		"Ẳng Tở": "ang_to", "Tua Chu\u0309a": "tua_chua", "LƯỢT KHÁM": "luot_kham", "Ð": "d", "003/QĐ-SYT": "003_qd_syt",
	} {
		if got := Key(text); got != want {
			t.Errorf("Key(%q) = %q, want %q", text, got, want)
		}
		if got := Key(norm.NFD.String(text)); got != want {
			t.Errorf("Key(%q in NFD) = %q, want %q", text, got, want)
		}
	}
}

func TestText(t *testing.T) {
	for cell, want := range map[string]string{
		"  đường   sạt lở ": "đường sạt lở", "a\u00a0b": "a b", "hai\r\ndòng": "hai dòng", "abc": "abc", " a": "a", "a ": "a", "a  b": "a b",
		"Na\u0300 Hy\u0300": "Nà Hỳ", "": "", " ": "", "M\u00ad": "M\u00ad", "a\xffb": "a\ufffdb",
	} {
		if got := Text(cell); got != want {
			t.Errorf("Text(%q) = %q, want %q", cell, got, want)
		}
	}
}

func TestStationNames(t *testing.T) {
	for name, want := range map[string][]string{
		"MƯỜNG PHĂNG":             {"muong_phang"},
		"Xã Mường Phăng":          {"xa_muong_phang", "muong_phang"},
		"TYT Mường Phăng":         {"tyt_muong_phang", "muong_phang"},
		"Xa Dung":                 {"xa_dung", "dung"},
		"Trạm Y tế xã Xa Dung":    {"tram_y_te_xa_xa_dung", "xa_xa_dung", "xa_dung"},
		"TYT Xa Dung":             {"tyt_xa_dung", "xa_dung", "dung"},
		"P. Mường Lay":            {"p_muong_lay", "muong_lay"},
		"TTYT Mường Nhé":          {"ttyt_muong_nhe", "trung_tam_y_te_muong_nhe"},
		"Trung tâm Y tế Tủa Chùa": {"trung_tam_y_te_tua_chua"},
		"xã":                      {"xa"},
		"":                        nil,
	} {
		if got := StationNames(name); !reflect.DeepEqual(got, want) {
			t.Errorf("StationNames(%q) = %q, want %q", name, got, want)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"Mã trạm", "  hai\n dòng ", "Na\u0300", "\xff", "İK", "a\u200b\u0301", "x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		key := Key(s)
		if Key(key) != key || strings.Trim(key, "_") != key || strings.Contains(key, "__") {
			t.Fatalf("Key(%q) = %q is not settled", s, key)
		}
		text := Text(s)
		if Text(text) != text || !utf8.ValidString(text) || strings.TrimSpace(text) != text {
			t.Fatalf("Text(%q) = %q is not settled: %q", s, text, Text(text))
		}
		for _, name := range StationNames(s) {
			if name == "" || FoldName(name) != name {
				t.Fatalf("StationNames(%q) holds %q", s, name)
			}
		}
		if Missing(s) && Text(s) != "" && len(Key(s)) > 5 {
			t.Fatalf("Missing(%q)", s)
		}
	})
}
