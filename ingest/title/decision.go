package title

import (
	"regexp"
	"strings"

	"luanphien/ingest/lex"
)

var decision = regexp.MustCompile(`(?i)(?:quy[eế]t\s+[dđ][iị]nh|q[dđ])\s+(?:s[oố])?\s*:?\s*(\d+)\s*/\s*([\p{L}\d][\p{L}\d/-]*)`)

var (
	// rests are words before a decision that another one rests on.
	rests = regexp.MustCompile(`(?:^|_)(?:can_cu|xet|theo_(?:luat|nghi_dinh|nghi_quyet|thong_tu|phap_lenh))(?:_|$)`)

	// orders are words before the decision that a list was made by, or that of the province behind that one.
	orders = regexp.MustCompile(`(?:^|_)thuc_hien(?:_|$)`)

	// changes are words before a decision that another one replaces, amends or goes on from.
	changes = regexp.MustCompile(`(?:^|_)(?:thay|thay_the|thay_cho|sua|sua_doi|bo_sung|dieu_chinh|dinh_chinh|bai_bo|huy|huy_bo|thu_hoi|cham_dut|gia_han|keo_dai|tiep_theo|tiep_tuc|tiep_noi)(?:_|$)`)

	// ended are words right behind a decision that is in force no longer, or not as it was.
	ended = regexp.MustCompile(`^(?:da_)?(?:het_hieu_luc|(?:bi|duoc)_(?:thay|sua|bo_sung|dieu_chinh|dinh_chinh|bai_bo|huy|thu_hoi))(?:_|$)`)

	// replaced are words before a list that another one replaces, up to its decision.
	replaced = regexp.MustCompile(`(?:^|_)(?:thay|thay_the|thay_cho|bai_bo|huy|huy_bo|thu_hoi)_(?:cac_)?(?:danh_sach|phu_luc|bang)_`)

	// follows are words right before the decision that a list was made by.
	follows = regexp.MustCompile(`(?:^|_)theo$`)
)

// head is the line of a decision that bears its number, the word «Quyết định» standing apart: «Số: 046/QĐ-SYT», with or
// without the day.
var head = regexp.MustCompile(`(?i)^s[oố]\s*:?\s*(\d+)\s*/\s*(Q[DĐ]-[\p{L}\d-]*[\p{L}\d])\s*(?:[,;(]?\s*ng[aà]y[\s\d/.,:)]*(?:th[aá]ng[\s\d]*n[aă]m[\s\d)]*)?)?$`)

// decisionIn finds the number of the decision that a list belongs to («Kèm theo Quyết định số 001/QĐ-SYT»). One that is named
// only as what another replaces, amends or rests on is not the list's own.
func decisionIn(text string) (number string, enclosed bool) {
	if at := head.FindStringSubmatch(text); at != nil {
		return at[1] + "/" + at[2], false
	}
	from := 0
	for i, at := range decision.FindAllStringSubmatchIndex(text, -1) {
		before, behind := lex.Key(clause(text[from:at[0]])), lex.Key(text[at[1]:])
		from = at[1]
		issuer := text[at[4]:at[5]]
		enclosed = strings.HasSuffix(before, "kem_theo") || strings.HasSuffix(before, "ban_hanh_theo") || strings.HasSuffix(before, "dinh_kem")
		made := enclosed || follows.MatchString(before) && !strings.HasSuffix(before, "tiep_theo")
		switch {
		case replaced.MatchString(before):
			continue
		case enclosed:
		case ended.MatchString(behind), !made && (i > 0 || changes.MatchString(before)):
			continue
		case rests.MatchString(before), orders.MatchString(before) && strings.Contains(strings.ToUpper(issuer), "UBND"):
			continue
		}
		return text[at[2]:at[3]] + "/" + strings.TrimRight(issuer, "-/"), enclosed
	}
	return "", false
}

// leads are words at the end of a text that make what follows them another's.
var leads = regexp.MustCompile(`(?:^|_)(?:thay|thay_the|thay_cho|sua_doi|bo_sung|dieu_chinh|dinh_chinh|bai_bo|huy|huy_bo|thu_hoi|gia_han|tiep_theo|can_cu|theo|so_voi|han_nop)(?:_(?:cac|cho))?$`)

// Leads tells whether a cell ends in words that decide what the next one means: «Thay thế», «Căn cứ», «Kèm theo».
func Leads(text string) bool { return leads.MatchString(lex.Key(text)) }

// clause is what a text says last: behind a bracket or a dash another thing begins («Danh sách bổ sung (Quyết định số …»).
func clause(text string) string {
	if i := strings.LastIndexAny(text, "(–"); i >= 0 {
		text = text[i:]
	}
	if i := strings.LastIndex(text, " - "); i >= 0 {
		text = text[i:]
	}
	return text
}
