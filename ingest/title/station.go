package title

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"luanphien/ingest/lex"
)

// A report of one station may name it in a title alone: «TRẠM Y TẾ XÃ MƯỜNG NHÉ», «Đơn vị báo cáo: TYT Mường Nhé», «BÁO CÁO TUẦN CỦA
// TRẠM Y TẾ XÃ MƯỜNG NHÉ». Whom a letter is for («Kính gửi: …») and stations in general («các trạm y tế xã, phường») are none.
var (
	facility   = `((?:trạm\s+y\s+tế|trạm\s+yt|tyt)\s+\pL[\pL\pM\s'’-]*?)`
	ofOne      = regexp.MustCompile(`^(?i:(?:(?:tên\s+)?(?:đơn\s+vị(?:\s+báo\s+cáo)?|cơ\s+sở(?:\s+y\s+tế)?|trạm|nơi\s+báo\s+cáo)\s*:\s*)?` + facility + `)\s*\.?$`)
	inReport   = regexp.MustCompile(`^(?i:(?:báo\s+cáo|số\s+liệu|biểu|bảng|thống\s+kê|kết\s+quả)\s.*?[\s:]` + facility + `)(?:\s*[,(–-]?\s*(?i:tuần|tháng|quý|năm|từ|ngày)[\s\d].*)?$`)
	inGeneral  = regexp.MustCompile(`\s(?:xã\s+phường|phường\s+xã|và|các|trực\s+thuộc|trên\s+địa\s+bàn|toàn|tuyến|báo\s+cáo|trưởng|phó|cán\s+bộ|nhân\s+viên|của|có|đã|được|không\s+báo)\s`)
	noName     = regexp.MustCompile(`^(?:xa|phuong|thi_tran|huyen|tinh|xa_phuong_thi_tran)$`)
	severalOf  = regexp.MustCompile(`(?i:các\s+|\d\s+)(?i:trạm\s+y\s+tế|trạm\s+yt|tyt)`)
	facilities = regexp.MustCompile(`^(?:tram_y_te|tram_yt|tyt)_`)
)

// stationIn finds the station that a line names as the one that the rows below are of, "" for none.
func stationIn(text string) string {
	text = norm.NFC.String(lex.Text(text))
	m := ofOne.FindStringSubmatch(text)
	if m == nil {
		m = inReport.FindStringSubmatch(text)
	}
	if m == nil || severalOf.MatchString(text) {
		return ""
	}
	name := strings.TrimSpace(m[1])
	own := facilities.ReplaceAllString(lex.Key(name), "")
	if noName.MatchString(own) || inGeneral.MatchString(" "+strings.ToLower(name)+" ") {
		return ""
	}
	return name
}

// Place tells whether a text begins as the name of a commune or its station does.
func Place(text string) bool { return ofPlace.MatchString(lex.Key(text)) }

var ofPlace = regexp.MustCompile(`^(?:[ivx\d]{1,4}_)?(?:xa|phuong|thi_tran|tram_y_te|tram_yt|tyt)_`)

// tellStation finds the one station that the lines name.
func tellStation(lines []placed, told map[string]string, wrong map[string]Said) {
	for i := range lines {
		first, l := &lines[0], &lines[i]
		if lex.Key(first.Station) != lex.Key(l.Station) {
			delete(told, "station_code")
			wrong["station_code"] = twoTitles(*first, *l, "trạm", "stations")
			return
		}
		told["station_code"] = first.Station
	}
}
