package rowrole

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"luanphien/ingest/lex"
)

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isNumber(text string) bool {
	return text != "" && isDigit(text[0]) && strings.Trim(text, "0123456789.,") == ""
}

func dotted(number string) bool { return strings.Contains(strings.TrimRight(number, "."), ".") }

// level is how high a running number stands: letters above Roman numbers above Arabic ones.
type level int

const (
	noLevel level = iota
	arabic
	roman
	letter
)

var (
	romans  = regexp.MustCompile(`^[IVX]+[.)]?$`)
	letters = regexp.MustCompile(`^[A-H][.)]?$`)
)

func levelOf(number string) level {
	switch {
	case isNumber(strings.TrimRight(number, ")")):
		return arabic
	case romans.MatchString(number):
		return roman
	case letters.MatchString(number):
		return letter
	}
	return noLevel
}

// isUnder tells a number that goes on from another: 2.1 from 2, I.1 from I.
func isUnder(next, number string) bool {
	rest, ok := strings.CutPrefix(next, strings.TrimRight(number, ".)")+".")
	return ok && rest != "" && isDigit(rest[0])
}

// total says how surely a label names a sum of other rows.
type total int

const (
	noTotal total = iota
	maybe         // «Cộng Mường Nhé»: a sum, or a commune of that name
	likely        // «Cộng TTYT Mường Nhé», «Tổng cụm 2»
	surely        // «Tổng số», «Cộng»
	carried       // «Mang sang»
)

var (
	carries = regexp.MustCompile(`^(?:so_|cong_|tong_|tong_cong_|tong_so_)*(?:luy_ke_)?(?:mang_sang|chuyen_(?:sang_)?trang|trang_(?:truoc|tren)_(?:chuyen|mang)|chuyen_sang_trang|cong_trang_truoc|so_trang_truoc)`)
	sums    = regexp.MustCompile(`^(?:tong_?so|tong_cong|tong|t_cong|cong|cong_don|cong_chung|tong_chung|cong_tong|luy_ke|cong_luy_ke|tong_luy_ke|tong_toan_\w+|cong_toan_\w+|` +
		`toan_(?:tinh|huyen|quan|thanh_pho|thi_xa|xa|vung|khu_vuc|cum|nganh|don_vi)|total|grand_total|sub_?total|binh_quan|trung_binh|ty_le|ti_le|ty_le_phan_tram|ty_trong|tang_giam|chenh_lech|ca_(?:nam|quy|thang|tuan|tinh|huyen|ky|dot)|cung_ky)$`)
	sumsBegin = regexp.MustCompile(`^(?:tong_so|tong_cong|tong_chung|cong_chung|cong_don|luy_ke|cong_luy_ke|toan_(?:tinh|huyen|quan|thanh_pho|thi_xa|vung|khu_vuc|cum)|binh_quan|trung_binh|ty_le|ti_le|ty_trong|so_voi|so_sanh|cung_ky|tang_giam|chenh_lech|trong_do)_`)
	sumsOf    = regexp.MustCompile(`^(?:tong|cong)_(?:cua_|theo_)?(?:ttyt|tyt|trung_tam|cum|khu_vuc|kv|vung|huyen|quan|thi_xa|thi_tran|thanh_pho|tp|tx|tt|tinh|toan|cac|nhom|so|luot|trang|to|doi|quy|thang|tuan|nam|ky|ngay|` +
		`dot|bang|muc|phan|tuyen|xa|phuong|tram|bv|benh_vien|dia_ban|dia_phuong|phia|mien|don_vi|phong_kham|pkdkkv|khoa|ca_|\d+|[ivx]+|[a-h])(?:_|\d|$)`)
	enumeration = regexp.MustCompile(`^(?:[IVX]+|[A-H]|\d{1,2})\s*[.)/:\-–]\s*`)
)

// totalOf judges a label. The letters decide, too: «Công Lý» and «Tống Phan» are neither «cộng» nor «tổng».
func totalOf(label string) total {
	if label == "" || isDigit(label[0]) && isNumber(label) {
		return noTotal
	}
	label = strings.TrimLeft(enumeration.ReplaceAllString(label, ""), "*-+•– ")
	key := lex.Key(label)
	switch {
	case carries.MatchString(key):
		return carried
	case !spelt(label):
		return noTotal
	case sums.MatchString(key):
		return surely
	case sumsBegin.MatchString(key), sumsOf.MatchString(key):
		return likely
	case strings.HasPrefix(key, "cong_"), strings.HasPrefix(key, "tong_"):
		return maybe
	}
	return noTotal
}

// spelt tells whether a label that begins as «cộng» or «tổng» when folded has these very words, or is written without
// diacritics.
func spelt(label string) bool {
	first, _, _ := strings.Cut(strings.ToLower(norm.NFC.String(label)), " ")
	first = strings.TrimFunc(first, func(r rune) bool { return strings.ContainsRune(":.,;()", r) })
	switch lex.Key(first) {
	case "cong":
		return first == "cộng" || first == "cong"
	case "tong":
		return first == "tổng" || first == "tong"
	}
	return true
}

// isSumOf tells whether a label «Cộng X» adds up what stands under the heading X, or «Khu vực X».
func isSumOf(key, heading string) bool {
	_, of, found := strings.Cut(key, "_")
	return found && len(of) > 1 && (heading == of || strings.HasSuffix(heading, "_"+of))
}

var (
	areas = regexp.MustCompile(`^(?:(?:[ivx]+|[a-h]|\d+)_)?(?:khu_vuc|kv|cum|vung|huyen|thi_xa|tx|thanh_pho|tp|tieu_vung|nhom|dia_ban|trung_tam|ttyt|cac_(?:xa|tram|tyt|don_vi|phuong|co_so|huyen|ttyt)|` +
		`toan_(?:tinh|huyen|vung)|tuyen_(?:xa|huyen|tinh)|xa_(?:vung|bien_gioi|khu_vuc|dac_biet|kho_khan)|phong_kham|(?:ngay|thang|tuan|quy)_\d|thu_(?:hai|ba|tu|nam|sau|bay))(?:_|\d|$)`)
	enumerated = regexp.MustCompile(`^(?:[IVX]+|[A-H])\s*[.)/:\-–]\s*\S`)
	stations   = regexp.MustCompile(`^(?:xa|phuong|thi_tran|tram_y_te|tram_yt|tyt|tram)_`)
)

func isArea(key string) bool         { return areas.MatchString(key) }
func isEnumerated(label string) bool { return enumerated.MatchString(label) }
func isStation(key string) bool      { return stations.MatchString(key) && !areas.MatchString(key) }

var (
	signatures = regexp.MustCompile(`^(?:nguoi_(?:lap|bao_cao|tong_hop|kiem_tra|ky|viet|nhap|duyet|giao|nhan)|lap_(?:bieu|bang)|can_bo_(?:lap|bao_cao|tong_hop|thong_ke)|thong_ke$|thu_truong|ky_ten|ky_ghi_ro|ky_(?:va_)?dong_dau|` +
		`da_ky|ghi_ro_ho|ky_ho_ten|ky$|q?_?giam_doc(?:_|$)|pho_giam_doc|(?:kt|tm|tl|tuq|q)_(?:giam|truong|thu|pho|lanh|ubnd|cuc|so|benh)|truong_(?:tram|phong|khoa|don_vi)(?:_|$)|pho_truong|phu_trach|ke_toan|noi_nhan|xac_nhan|phe_duyet|duyet$|` +
		`lanh_dao|thu_quy|dai_dien|chu_tich|nhu_tren)`)
	dated     = regexp.MustCompile(`(?:^|_)ngay_(?:\d+_)?thang_(?:\d+_)?nam(?:_|$)`)
	notReport = regexp.MustCompile(`^(?:(?:tram|tyt|don_vi)_)?(?:khong|chua)_(?:co_|nop_|gui_|nhan_duoc_|thay_)*(?:bao_cao|so_lieu|bc)(?:_|$)|^(?:khong|chua)_(?:nop|gui)$`)
	notes     = regexp.MustCompile(`^(?:ghi_chu|luu_y|chu_y|nguon|chu_thich|chu_giai|ghi_nho|giai_thich|nhan_xet|danh_gia|bang_chu|kien_nghi|de_xuat|trang_\d+|page_\d+|so_lieu_|tong_hop_tu|an_dinh_danh_sach|het$)`)
)

// isSignature tells whether a cell begins as those below a table do: who made it, who signs, place and date.
func isSignature(text string) bool {
	key := lex.Key(text)
	return signatures.MatchString(key) || dated.MatchString(key) && !strings.HasPrefix(key, "ngay_") || strings.HasPrefix(key, "ngay_thang_nam")
}

// SaysNotReported tells whether a cell says that nothing was reported: «Không báo cáo», «Chưa gửi».
func SaysNotReported(text string) bool { return notReport.MatchString(lex.Key(text)) }

// longNote is from how many words on a text is a sentence, not a name.
const longNote = 9

// isNote tells whether a row is a sentence: it begins as a remark does, or is long.
func isNote(r *row) bool {
	at := slices.IndexFunc(r.texts, func(s string) bool { return s != "" && !isNumber(s) })
	if at < 0 {
		return false
	}
	text := r.texts[at]
	return notes.MatchString(lex.Key(text)) || strings.HasPrefix(text, "*") || strings.HasPrefix(text, "(*") || strings.HasPrefix(text, "- ") ||
		strings.HasPrefix(text, "+ ") || strings.HasPrefix(text, "(1)") || strings.HasSuffix(text, "./.") || len(strings.Fields(text)) >= longNote
}

// isFigure tells whether a cell in the place of a figure is meant as one, however badly it is written.
func isFigure(text string) bool {
	if isDigit(text[0]) || text[0] == '#' || text == "-" || text == "–" || text == "—" {
		return true
	}
	if !strings.ContainsAny(text, "0123456789") {
		return false
	}
	return strings.Trim(text, "0123456789 .,;+()/-–") == "" || len(strings.Fields(text)) <= 3 && !dated.MatchString(lex.Key(text))
}

// isMoment tells whether a cell in the place of a day, a week or a moment is meant as one.
func isMoment(text string) bool {
	return isDigit(text[0]) || len(strings.Fields(text)) <= 4 && strings.ContainsAny(text, "0123456789") && !dated.MatchString(lex.Key(text))
}

// IsTotal tells whether the title of a group of columns names the sum of the others: «Tổng chung», «Cộng các nhóm».
func IsTotal(title string) bool {
	kind := totalOf(title)
	return kind != noTotal && (kind != maybe || strings.HasPrefix(lex.Key(title), "tong_"))
}
