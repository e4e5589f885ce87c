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

// A unit may stand in the title of a figure («Lượt khám (nghìn)»), or in a column beside it («Đơn vị tính»).
var (
	scaleAlone = regexp.MustCompile(`^(?:x\s*|×\s*)?` + scale + `(?:[^\pL\d]|$)`)
	unitTitle  = regexp.MustCompile(`^(.*\S)\s*[(\[,–-]\s*((?:đơn vị tính|đvt|đơn vị)?[\s:]*(?:x\s*|×\s*)?` + scale + `[^()\[\]]*)[)\]]?$`)
	unitKey    = regexp.MustCompile(`^(?:don_vi_tinh|dvt|don_vi_do|don_vi_do_luong|don_vi_dem|unit|unit_of_measure(?:ment)?)(?:_|$)`)
)

// folded is a text as the expressions above have it.
func folded(text string) string { return strings.ToLower(norm.NFC.String(lex.Text(text))) }

// ScaledTitle refuses a title of a figure that says that the figures below it count thousands. nil = none does.
func ScaledTitle(titles []string) *Error { return scaledFigure(kinds, titles) }

// ScaledColumn is likewise for the columns of a table that are not read.
func (k Kind) ScaledColumn(titles, fields []string) error {
	var unread []string
	for i, title := range titles {
		if fields[i] == "" {
			unread = append(unread, title)
		}
	}
	if e := scaledFigure([]Kind{k}, unread); e != nil && k.Name != "stations" { // of which the population is read where it is plain
		return e
	}
	return nil
}

func scaledFigure(among []Kind, titles []string) *Error {
	for _, title := range titles {
		m := unitTitle.FindStringSubmatch(folded(title))
		if m == nil || money.MatchString(m[2]) {
			continue
		}
		for _, k := range among {
			if name := k.Means(m[1]); name != "" && measures(k, name) {
				return &Error{
					VI: fmt.Sprintf("Cột «%s» cho biết số trong cột không phải là số đếm từng đơn vị; chương trình không tự nhân lên. Hãy ghi số đầy đủ (5000, không phải 5 nghìn), đặt tiêu đề cột không có đơn vị rồi nạp lại.", lex.Text(title)),
					EN: fmt.Sprintf("The column “%s” says that its figures are not in single units; nothing is multiplied for it. Write them in full (5000, not 5 thousand), leave the unit out of the title, and load again.", lex.Text(title)),
				}
			}
		}
	}
	return nil
}

// UnitColumns are the columns of a table of figures that tell the figures' unit and that are no field of its own.
func (k Kind) UnitColumns(titles, fields []string) (columns []int) {
	if counts, measured := k.figures(); !counts && !measured {
		return nil
	}
	for i, title := range titles {
		if i < len(fields) && fields[i] == "" && unitKey.MatchString(lex.Key(title)) {
			columns = append(columns, i)
		}
	}
	return columns
}

// ScaledUnit refuses a table in which a cell of such a column says that the figure beside it counts thousands or, where the
// kind counts, per cent. line is the row's place in the file. The error is an *Error.
func (k Kind) ScaledUnit(line int, title, cell string) error {
	text := folded(cell)
	_, measured := k.figures()
	if (!scaleAlone.MatchString(text) || money.MatchString(text)) && (measured || text != "%" && text != "phần trăm") {
		return nil
	}
	return &Error{
		VI: fmt.Sprintf("Dòng %d, cột «%s» ghi «%s»: số của dòng không phải là số đếm từng đơn vị; chương trình không tự nhân lên. Hãy ghi số đầy đủ (5000, không phải 5 nghìn) với đơn vị thường rồi nạp lại.", line, lex.Text(title), lex.Text(cell)),
		EN: fmt.Sprintf("Row %d, column “%s” says “%s”: the row's figure is not in single units; nothing is multiplied for it. Write it in full (5000, not 5 thousand) with the plain unit, and load again.", line, lex.Text(title), lex.Text(cell)),
	}
}

// figures tells whether the kind counts, and whether it measures.
func (k Kind) figures() (counts, measured bool) {
	for _, f := range k.Fields {
		counts = counts || f.Required && f.Class == Count
		measured = measured || f.Required && (f.Class == Decimal || f.Class == Goal)
	}
	return counts, measured
}

// Scaled refuses a table of figures beside which a line says that they are no plain numbers: thousands, or percentages
// where the kind counts. line is the line's place in the file, cells are its texts. The error is an *Error.
func (k Kind) Scaled(line int, cells []string) error {
	counts, measured := k.figures()
	if !counts && !measured {
		return nil
	}
	for _, cell := range cells {
		text := folded(cell)
		if scaled.MatchString(text) && !money.MatchString(text) || !measured && percent.MatchString(text) {
			return &Error{
				VI: fmt.Sprintf("Dòng %d («%s») cho biết số trong bảng không phải là số đếm từng đơn vị; chương trình không tự nhân lên. Hãy ghi số đầy đủ (5000, không phải 5 nghìn), bỏ dòng đó rồi nạp lại.", line, cell),
				EN: fmt.Sprintf("Row %d (“%s”) says that the figures of the table are not in single units; nothing is multiplied for it. Write them in full (5000, not 5 thousand), delete that row and load again.", line, cell),
			}
		}
	}
	return nil
}
