package lex

import (
	"regexp"
	"strings"
)

// What may stand around the word for somebody's calling, folded: how long and how far it was learnt.
var (
	degrees     = regexp.MustCompile(`_(?:gs|pgs|ts|ths|tien_si|thac_si|(?:ck|chuyen_khoa)_?(?:cap_)?(?:i{1,2}|[12])|nt|noi_tru|dk|da_khoa|dh|dai_hoc|cn|cu_nhan|cd|cao_dang|tc|trung_cap)_`)
	runTogether = regexp.MustCompile(`^(ths|ts)?bs(ck(?:i{1,2}|[12])|nt|dk)?$`) // «BSCKI», «ThSBS»
)

// WithoutDegrees takes the degrees off the folded word for a calling: `bs_cki`, `bscki` and `ths_bs` are `bs`. Nothing is left
// where nothing but degrees is named.
func WithoutDegrees(key string) string {
	marked := "_"
	for _, word := range strings.Split(key, "_") {
		if word == "sy" { // bác sỹ, thạc sỹ
			word = "si"
		}
		for _, part := range strings.Fields(runTogether.ReplaceAllString(word, "$1 bs $2")) {
			marked += part + "_"
		}
	}
	for before := ""; before != marked; { // two degrees side by side share a mark
		before, marked = marked, degrees.ReplaceAllString(marked, "_")
	}
	return strings.Trim(marked, "_")
}
