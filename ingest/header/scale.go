package header

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"luanphien/ingest/lex"
)

// A line beside a table may say that its figures count thousands («ĐVT: nghìn lượt»). Nothing is multiplied for it: the
// figures would be wrong a thousand times, so the table is refused. «Đơn vị:» alone may name a place (Triệu Sơn), and is
// taken for the unit of figures only where what is counted follows.
var (
	scale   = `(?:nghìn|ngàn|vạn|triệu|chục|trăm|1[., ]?000(?:[., ]?000)?)`
	counted = `(?:lượt|lần|ca|người|bệnh nhân|bn|liều|mũi|trường hợp|buổi|cơ sở)`
	scaled  = regexp.MustCompile(`(?:^|[^\pL])(?:(?:đơn vị tính|đvt)[\s:(\-–]*(?:là\s+)?` + scale + `|(?:đơn vị\s*[:(]\s*|^\(\s*(?:x\s*)?)` + scale + `\s+` + counted + `)(?:[^\pL\d]|$)`)
	money   = regexp.MustCompile(scale + `\s*(?:đồng|đ|vnđ|vnd)(?:[^\pL]|$)`)
	percent = regexp.MustCompile(`(?:^|[^\pL])(?:đơn vị tính|đvt)[\s:(\-–]*(?:là\s+)?(?:%|phần trăm|tỷ lệ|tỉ lệ)`)
)

// Scaled refuses a table of figures beside which a line says that they are no plain numbers: thousands, or percentages
// where the kind counts. line is the line's place in the file, cells are its texts. The error is an *Error.
func (k Kind) Scaled(line int, cells []string) error {
	counts, measures := false, false
	for _, f := range k.Fields {
		counts = counts || f.Required && f.Class == Count
		measures = measures || f.Required && (f.Class == Decimal || f.Class == Goal)
	}
	if !counts && !measures {
		return nil
	}
	for _, cell := range cells {
		text := strings.ToLower(norm.NFC.String(lex.Text(cell)))
		if scaled.MatchString(text) && !money.MatchString(text) || !measures && percent.MatchString(text) {
			return &Error{
				VI: fmt.Sprintf("Dòng %d («%s») cho biết số trong bảng không phải là số đếm từng đơn vị; chương trình không tự nhân lên. Hãy ghi số đầy đủ (5000, không phải 5 nghìn), bỏ dòng đó rồi nạp lại.", line, cell),
				EN: fmt.Sprintf("Row %d (“%s”) says that the figures of the table are not in single units; nothing is multiplied for it. Write them in full (5000, not 5 thousand), delete that row and load again.", line, cell),
			}
		}
	}
	return nil
}
