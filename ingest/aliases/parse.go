package aliases

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"luanphien/ingest/ledger"
	"luanphien/ingest/lex"
	"luanphien/ingest/rule"
)

// Fault says what is wrong with a line of a file of names.
type Fault struct {
	Line   int // 1-based; 0 = the whole file
	VI, EN string
}

func (f *Fault) Error() string { return fmt.Sprintf("line %d: %s", f.Line, f.EN) }

// titles are the columns of a file, folded, in English and in Vietnamese.
var titles = map[string]int{
	"alias_name": 0, "ten_cu": 0, "ten_khac": 0, "alias_type": 1, "loai": 1, "station_code": 2, "ma_tram": 2,
	"valid_to": 3, "den_ngay": 3, "is_trap": 4, "trung_ten": 4, "valid_from": 5, "tu_ngay": 5,
}

// types are the words for what a unit was, folded.
var types = map[string]string{
	"": Variant, "commune": Commune, "xa": Commune, "ward": Ward, "phuong": Ward, "township": Township, "thi_tran": Township,
}

// Parse reads a file of names: CSV in UTF-8 with the columns alias_name, alias_type, station_code, valid_to, is_trap, valid_from,
// or their Vietnamese titles. The account is of the file's lines: those with content are counted apart from the reading of
// them, and a row of names is one line. Any error is a *Fault.
func Parse(source io.Reader) ([]Row, ledger.Ledger, error) {
	var account ledger.Ledger
	rows, err := read(source, &account)
	return rows, account, err
}

func read(source io.Reader, account *ledger.Ledger) ([]Row, error) {
	text, err := io.ReadAll(io.LimitReader(source, largest+1))
	if err != nil || len(text) > largest {
		return nil, &Fault{VI: "Không đọc được tệp, hoặc tệp lớn hơn 16 MB. Hãy kiểm tra tệp, hoặc chia nhỏ.", EN: "The file cannot be read, or is larger than 16 MB. Check it, or split it."}
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	account.Content = withContent(text)
	r := csv.NewReader(bytes.NewReader(text))
	if first, _, _ := bytes.Cut(text, []byte("\n")); bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		r.Comma = ';'
	}
	at, err := columns(r)
	if err != nil {
		return nil, err
	}
	account.Header = withContent(text[:r.InputOffset()]) // a title may hold a line break
	var rows []Row
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, &Fault{Line: lineOf(err), VI: "Dòng không đúng dạng CSV hoặc có số ô khác dòng tiêu đề.", EN: "The line is not CSV, or has another number of cells than the header."}
		}
		row, fault := parseRow(record, at)
		if slices.ContainsFunc(record, func(cell string) bool { return strings.ContainsAny(cell, "\r\n") }) {
			fault = &Fault{VI: "Một ô có ngắt dòng bên trong: những dòng sau nó sẽ mất. Hãy kiểm tra dấu ngoặc kép.",
				EN: "A cell holds a line break: the lines after it would be lost. Check the quotation marks."}
		}
		if fault != nil {
			fault.Line, _ = r.FieldPos(0)
			return nil, fault
		}
		rows = append(rows, row)
		account.Loaded++
	}
}

// withContent counts the lines that hold anything.
func withContent(text []byte) (n int64) {
	for line := range bytes.Lines(text) {
		if len(bytes.TrimSpace(line)) > 0 {
			n++
		}
	}
	return n
}

// lineOf is where a record that is not CSV begins.
func lineOf(err error) int {
	var told *csv.ParseError
	if errors.As(err, &told) {
		return told.StartLine
	}
	return 0
}

// largest bounds a file of names, in bytes: a country has some ten thousand former communes.
const largest = 16 << 20

// columns finds where each column stands; -1 = not there.
func columns(r *csv.Reader) ([6]int, error) {
	at := [6]int{-1, -1, -1, -1, -1, -1}
	record, err := r.Read()
	if err == nil {
		for i, title := range record {
			if n, ok := titles[lex.Key(title)]; ok {
				at[n] = i
			}
		}
	}
	if at[0] < 0 || at[2] < 0 {
		return at, &Fault{Line: 1,
			VI: "Dòng tiêu đề cần các cột alias_name và station_code (Tên cũ, Mã trạm), có thể thêm alias_type, valid_from, valid_to, is_trap (Loại, Từ ngày, Đến ngày, Trùng tên).",
			EN: "The header needs the columns alias_name and station_code, and may have alias_type, valid_from, valid_to and is_trap."}
	}
	return at, nil
}

func parseRow(record []string, at [6]int) (Row, *Fault) {
	cell := func(column int) string {
		if at[column] < 0 {
			return ""
		}
		return lex.Text(record[at[column]])
	}
	row := Row{Name: cell(0), StationCode: cell(2)}
	if row.Name == "" || row.StationCode == "" {
		return row, &Fault{VI: "Thiếu tên hoặc mã trạm. Hãy điền cả hai.", EN: "The name or the station's code is missing. Fill in both."}
	}
	kind, known := types[lex.Key(cell(1))]
	if row.Type = kind; !known {
		return row, &Fault{VI: "Loại phải là xã, phường, thị trấn hoặc để trống (cách viết khác).", EN: "The type must be commune, ward, township or blank (another spelling)."}
	}
	until, missing, r := lex.Date(cell(3))
	if row.ValidTo = until; r != rule.None {
		return row, &Fault{VI: "Ngày cuối cùng còn dùng tên này không đọc được; hãy ghi theo mẫu 30/06/2025.", EN: "The last day of the name cannot be read; write it as 30/06/2025."}
	}
	var notFirst rule.Rule
	if row.ValidFrom, _, notFirst = lex.Date(cell(5)); notFirst != rule.None {
		return row, &Fault{VI: "Ngày đầu tiên dùng tên này không đọc được; hãy ghi theo mẫu 30/06/2025.", EN: "The first day of the name cannot be read; write it as 30/06/2025."}
	}
	if !missing && row.ValidTo.Before(row.ValidFrom) {
		return row, &Fault{VI: "Ngày cuối cùng trước ngày đầu tiên dùng tên này. Hãy sửa một trong hai.", EN: "The last day of the name is before its first. Mend one of the two."}
	}
	if missing && kind != Variant {
		return row, &Fault{VI: "Tên cũ cần ngày cuối cùng còn dùng: hãy điền cột Đến ngày.", EN: "A former name needs its last day: fill in valid_to."}
	}
	switch lex.Key(cell(4)) {
	case "true", "1", "co", "x":
		row.Trap = true
	case "", "false", "0", "khong":
	default:
		return row, &Fault{VI: "Cột Trùng tên (is_trap) phải là có (true) hoặc không (false).", EN: "The column is_trap must be true or false."}
	}
	return row, nil
}
