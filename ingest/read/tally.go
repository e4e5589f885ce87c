package read

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"luanphien/ingest/header"
	"luanphien/ingest/lex"
	"luanphien/ingest/rule"
)

// tally goes through the rows of a table made for the eye: it tells the rows that are not data (column numbers, group
// rows, totals, signatures) from those that are, and keeps the sums that a totals row is checked against.
type tally struct {
	label   int   // the first column that is understood: names and codes stand there
	sums    []sum // of the columns of counts
	data    int   // rows of data so far
	rows    int   // rows of any sort so far
	counted bool  // rows of data carry running numbers
	ended   bool  // the signatures were reached
	lost    bool  // a row below the signatures was remarked on
}

// sum adds up one column of counts.
type sum struct {
	column       int
	whole, block int64 // over all rows; since the last group row or totals row
	broken       bool  // a cell could not be read: no check
}

func newTally(s *Sheet) tally {
	t := tally{label: slices.IndexFunc(s.layout.fields, func(f string) bool { return f != "" })}
	for i, name := range s.layout.fields {
		if field, _ := s.Kind.Field(name); field.Class == header.Count {
			t.sums = append(t.sums, sum{column: i})
		}
	}
	return t
}

// skips tells whether a row is no data.
func (t *tally) skips(s *Sheet, r record) bool {
	t.rows++
	number, filled := t.content(s, r)
	label := t.labelOf(s, r)
	key := lex.Key(label)
	switch {
	case filled == 0:
		return true
	case t.ended:
		t.below(s, r, number)
		return true
	case t.data == 0 && t.rows <= 2 && isColumnNumbers(r.cells), s.layout.repeats(r):
		return true
	case isTotal(key) && !isNumber(number):
		t.check(s, r, label, key)
		t.newBlock()
		return true
	case isGroupRow(label, number, filled):
		t.newBlock()
		return true
	case t.data > 0 && isSignature(r.cells):
		t.ended = true
		return true
	case filled == 1 && t.counted && number == "" && label != "":
		s.file.notice(
			fmt.Sprintf("%sDòng %d («%s») không có số liệu và không có số thứ tự: đã bỏ qua.", place(s), r.line, label),
			fmt.Sprintf("%sRow %d (“%s”) holds no figures and no running number: it was passed over.", place(s), r.line, label))
		return true
	}
	t.data++
	t.counted = t.counted || isNumber(number)
	t.add(r)
	return false
}

// content gives the text of the running-number columns and counts the filled cells of the others.
func (t *tally) content(s *Sheet, r record) (number string, filled int) {
	for i, cell := range r.cells {
		text := lex.Text(string(cell))
		switch {
		case text == "":
		case slices.Contains(s.layout.numbers, i):
			if i < t.label && number == "" {
				number = text
			}
		default:
			filled++
		}
	}
	if number != "" && filled == 0 && !isNumber(number) {
		filled = 1 // a label that is merged from the number column on
	}
	return number, filled
}

// labelOf gives the first text that is not a number, up to the column of names.
func (t *tally) labelOf(s *Sheet, r record) string {
	for i := 0; i <= t.label && i < len(r.cells); i++ {
		text := lex.Text(string(r.cells[i]))
		if text == "" || isNumber(text) || i < t.label && roman.MatchString(text) {
			continue
		}
		return text
	}
	return ""
}

func (t *tally) newBlock() {
	for i := range t.sums {
		t.sums[i].block = 0
	}
}

func (t *tally) add(r record) {
	for i := range t.sums {
		value, _, fault := lex.Count(string(r.cell(t.sums[i].column)))
		if fault != rule.None {
			t.sums[i].broken = true
		}
		t.sums[i].whole += value
		t.sums[i].block += value
	}
}

// check compares a totals row with the sums above it and remarks on what differs. A cumulative row and one of the
// whole province count more than this sheet, and are not checked.
func (t *tally) check(s *Sheet, r record, label, key string) {
	if strings.HasPrefix(key, "luy_ke") || strings.HasPrefix(key, "toan_") {
		return
	}
	var vi, en []string
	for _, column := range t.sums {
		value, missing, fault := lex.Count(string(r.cell(column.column)))
		if missing || fault != rule.None || column.broken || value == column.whole || value == column.block {
			continue
		}
		title := s.layout.titles[column.column]
		vi = append(vi, fmt.Sprintf("«%s» ghi %d, các dòng trên cộng lại là %d", title, value, column.whole))
		en = append(en, fmt.Sprintf("“%s” says %d, the rows above add up to %d", title, value, column.whole))
	}
	if len(vi) == 0 {
		return
	}
	s.file.notice(
		fmt.Sprintf("%sDòng %d (%s) không khớp: %s.", place(s), r.line, label, strings.Join(vi, "; ")),
		fmt.Sprintf("%sRow %d (%s) does not match: %s.", place(s), r.line, label, strings.Join(en, "; ")))
}

// below remarks once on a row under the signatures that looks like data, so that none is lost in silence.
func (t *tally) below(s *Sheet, r record, number string) {
	if t.lost || !isNumber(number) || len(r.cell(t.label)) == 0 {
		return
	}
	t.lost = true
	s.file.notice(
		fmt.Sprintf("%sDòng %d nằm dưới phần ký tên nên không được đọc. Nếu là số liệu, hãy chuyển lên trên.", place(s), r.line),
		fmt.Sprintf("%sRow %d stands below the signatures and was not read. If it is data, move it up.", place(s), r.line))
}

func place(s *Sheet) string {
	if s.Name == "" {
		return ""
	}
	return "«" + s.Name + "»: "
}

// totals are the labels of rows that add up others; totalsBegin those that only begin so.
var (
	totals      = []string{"tong", "tong_so", "tong_cong", "cong", "cong_don", "cong_chung", "luy_ke", "toan_tinh", "toan_huyen"}
	totalsBegin = []string{"tong_so_", "tong_cong_", "luy_ke_", "toan_tinh_", "toan_huyen_", "cong_khu_vuc", "cong_luy_ke", "cong_toan_"}
)

func isTotal(key string) bool {
	return slices.Contains(totals, key) ||
		slices.ContainsFunc(totalsBegin, func(begin string) bool { return strings.HasPrefix(key, begin) })
}

var (
	roman      = regexp.MustCompile(`^(?:[IVX]+|[A-H])\s*[.)]?$`)
	enumerated = regexp.MustCompile(`^(?:[IV]+|IX|X[IVX]+|[A-H])\s*[.):\-]\s*\S`)
	areas      = regexp.MustCompile(`^(?:(?:[ivx]+|[a-h])_)?(?:khu_vuc|huyen|thi_xa|thanh_pho)_`)
)

// isGroupRow tells rows such as «I. Khu vực Mường Nhé» that head the rows of an area.
func isGroupRow(label, number string, filled int) bool {
	switch {
	case isNumber(number):
		return false
	case roman.MatchString(number), areas.MatchString(lex.Key(label)):
		return true
	}
	return filled == 1 && enumerated.MatchString(label)
}

var signatures = regexp.MustCompile(`(?:^|_)(?:nguoi_lap|lap_bieu|lap_bang|nguoi_bao_cao|nguoi_tong_hop|thu_truong|ky_ten|ky_ghi_ro|ghi_ro_ho_ten|ky_va_dong_dau|` +
	`giam_doc|pho_giam_doc|truong_tram|truong_phong|ke_toan|noi_nhan|ghi_chu|ngay_\d*_?thang_\d*_?nam)(?:_|$)`)

// isSignature tells the rows below a table: who made and who signs it, place and date, remarks.
func isSignature(cells [][]byte) bool {
	few, signs := 0, false
	for _, cell := range cells {
		text := lex.Text(string(cell))
		if text == "" {
			continue
		}
		if few++; few > 4 || isNumber(text) {
			return false
		}
		signs = signs || signatures.MatchString(lex.Key(text))
	}
	return signs
}

// repeats tells whether a row is one of the header's again, as on a new page.
func (l *layout) repeats(r record) bool {
	if !slices.ContainsFunc(l.header, func(row []string) bool { return len(row) > 1 }) {
		return false
	}
	row := texts(r)
	return slices.ContainsFunc(l.header, func(header []string) bool { return slices.Equal(header, row) })
}

// maxColumns is how many columns a spreadsheet can have.
const maxColumns = 16384

// isColumnNumbers tells a row 1 2 3 4 … or (1) (2) … or A B 1 2 … under the header.
func isColumnNumbers(cells [][]byte) bool {
	last, numbers := 0, 0
	for _, cell := range cells {
		text := strings.Trim(lex.Text(string(cell)), "()")
		if text == "" || len(text) == 1 && text[0] >= 'A' && text[0] <= 'H' && numbers == 0 {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil || n > maxColumns || numbers > 0 && n != last+1 {
			return false
		}
		last = n
		numbers++
	}
	return numbers >= 3
}

func isNumber(text string) bool {
	return text != "" && strings.Trim(text, "0123456789.,") == ""
}
