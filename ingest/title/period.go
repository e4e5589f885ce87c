package title

import (
	"regexp"
	"strings"

	"luanphien/ingest/lex"
)

// A line may speak of a time or a decision without naming the one that the rows below belong to: a month, several weeks, a
// plan, a week in Roman numbers, a decision without its number. Above a table such a line is no title that can be taken, and
// the title of the table before must not be taken in its place.

const (
	numeral = `(?:\d{1,2}|[ivxlc]+|mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi|dau|cuoi)`
	dayOf   = `(?:0?[1-9]|[12]\d|3[01])`
	date    = dayOf + `\s*[/.]\s*(?:0?[1-9]|1[0-2])(?:\s*[/.]\s*(?:20)?\d\d)?`
	weekday = `(?:(?:ngày|ngay|hết|het|thứ\s+\p{L}+|thu\s+\p{L}+|chủ\s+nhật|chu\s+nhat)[\s:,]*)*`
)

var (
	periods = regexp.MustCompile(`(?:^|_)(?:tuan_(?:le_|so_|thu_|bao_cao_)*` + numeral + `|tuan_(?:truoc|sau|toi|ke_tiep|nay)|\d{4}_?w\d{1,2}|(?:thang|quy)_(?:\d{1,2}|[ivx]+)|\d{1,2}_(?:thang|tuan)_(?:dau_|cuoi_)?nam|` +
		`luy_ke|cong_don|cung_ky|tu_dau_nam|ca_nam)(?:_|$)`)

	// days are dates that bound a time: «từ 09/03», «09/03 - 15/03/2026», «02-08/3/2026». Ages («từ 6-12 tháng») are none.
	days   = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:từ|tu|đến|den)[\s:]+` + weekday + date + `(?:\D|$)|(?:^|[^\d/.])` + date + `\s*(?:[-–—]|đến|den)\s*` + weekday + date + `(?:\D|$)|(?:^|[^\d/.])` + dayOf + `\s*[-–]\s*` + dayOf + `\s*/\s*\d{1,2}\s*/\s*(?:20)?\d\d(?:\D|$)`)
	years  = regexp.MustCompile(`(?i)(?:^|[^\p{L}])n[aă]m[\s:]*(?:19|20)\d\d(?:$|\D)`)
	dating = regexp.MustCompile(`(?:^|_)ngay_\d{1,2}_thang_\d{1,2}_nam_\d{4}(?:_|$)`)
	orderd = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:quy[eế]t\s+[dđ][iị]nh|q[dđ])\s*(?:s[oố])?\s*:?[\s.…_]*(?:\d|/|$)|(?:^|[\s\d./…])/?q[dđ]-\p{L}`)
)

// asides begin the lines that are no titles, whatever they name: notes, grounds, deadlines and comparisons.
var asides = regexp.MustCompile(`^(?:ghi_chu|luu_y|chu_y|chu_thich|nguon|can_cu|thuc_hien|theo_(?:luat|nghi_dinh|nghi_quyet|thong_tu|quyet_dinh|cong_van|ke_hoach)|so_voi|so_sanh|han_|gui_|nop_|xem_|tham_khao|ap_dung|noi_nhan|` +
	`thay_|thay_the_|sua_doi|bai_bo|huy_|thu_hoi|tram_|xet_)`)

// speak notes what a line speaks of, named or not.
func (l *Line) speak(text string) {
	key := lex.Key(text)
	if asides.MatchString(key) || strings.HasPrefix(text, "*") || tells(text) || happens(strings.Split(key, "_")) {
		return
	}
	l.Order = orderd.MatchString(text)
	key = dating.ReplaceAllString(key, "_")
	l.Period = periods.MatchString(key) || days.MatchString(text) || !dating.MatchString(lex.Key(text)) && years.MatchString(text)
}

// isoDays are dates as date cells give them.
var isoDays = regexp.MustCompile(`\b((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ]00:00(?::00)?)?(?:$|[\s,;)–-])`)

// dayFirst writes the dates of date cells as people do.
func dayFirst(text string) string {
	return isoDays.ReplaceAllString(text, "$3/$2/$1 ")
}

var (
	begins = regexp.MustCompile(`^(?:bao_cao_)?(?:tuan_)?tu_(?:ngay_)?\d{1,2}_\d{1,2}(?:_\d{4})?$`)
	ends   = regexp.MustCompile(`^den_(?:ngay_|het_ngay_)?\d{1,2}_\d{1,2}_\d{4}$`)
)

// Joins tells whether two lines, one below the other, give the first and the last day of one time: «Từ ngày: 09/03/2026»,
// «Đến ngày: 15/03/2026».
func Joins(upper, lower string) bool {
	return begins.MatchString(lex.Key(dayFirst(upper))) && ends.MatchString(lex.Key(dayFirst(lower)))
}

// IsPart tells whether a line gives one part of a time that stands on several lines: its first day, its last day, its year.
func IsPart(text string) bool {
	key := lex.Key(dayFirst(text))
	return begins.MatchString(key) || ends.MatchString(key) || alone.MatchString(key)
}

var alone = regexp.MustCompile(`^nam_(?:19|20)\d\d$`)

// monthWeek finds a week that is numbered within its month: «Tuần 5 tháng 2 năm 2026», «tuần 2 của tháng 3».
var monthWeek = regexp.MustCompile(`(?:^|_)tuan_(?:thu_|so_)?0?([1-5])_(?:cua_|trong_)?thang_\d{1,2}(?:_|$)`)

// span tells whether a line names a first and a last week: «Tuần 10 năm 2026 đến tuần 12 năm 2026», «… ĐẾN HẾT TUẦN 12»,
// «tuần 09-10 năm 2026».
var span = regexp.MustCompile(`(?:^|_)tuan_(?:thu_|so_)?\d{1,2}_(?:(?:nam_)?\d{4}_)?(?:den|toi|va|sang)_(?:het_|cuoi_)?tuan_(?:thu_|so_)?\d{1,2}(?:_|$)|` +
	`(?:^|_)tuan_(?:thu_|so_)?\d{1,2}_(?:va_|den_|toi_|den_het_)?\d{1,2}_nam_\d{4}(?:_|$)`)
