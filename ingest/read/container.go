package read

import (
	"bytes"
	"errors"
	"io"
	"os"
	"regexp"

	"luanphien/ingest/header"
	"luanphien/ingest/read/charset"
	"luanphien/ingest/read/foreign"
	"luanphien/ingest/read/likeness"
	"luanphien/ingest/read/streams"
)

// open tells the container from its first bytes and opens the sheets it holds.
func (f *File) open(source *os.File, opts Options) error {
	sample := make([]byte, min(sampleSize, f.Size))
	n, err := io.ReadFull(source, sample)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return cannotOpen(f.Name, err)
	}
	sample = sample[:n]
	if len(bytes.TrimSpace(sample)) == 0 && int64(n) == f.Size {
		return f.refuse("không có nội dung.", "is empty.", nil)
	}
	if bytes.HasPrefix(sample, []byte("PK\x03\x04")) || bytes.HasPrefix(sample, []byte("PK\x05\x06")) {
		return f.openZip(source, opts)
	}
	if bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(sample, []byte("\xef\xbb\xbf")), " \t\r\n"), []byte("{")) &&
		!bytes.HasPrefix(sample, []byte("{\\rtf")) {
		return f.openDHIS2(source, opts)
	}
	if isWideJSON(sample) {
		return f.refuse("là JSON lưu ở bảng mã UTF-16. Hãy xuất lại, hoặc lưu lại ở bảng mã UTF-8 rồi nạp.",
			"is JSON in the encoding UTF-16. Export it again, or save it in UTF-8, and load that.", nil)
	}
	if err := f.refuseForeign(source, sample); err != nil {
		return err
	}
	return f.openText(source, sample, opts)
}

// isWideJSON tells JSON in UTF-16, which no JSON for exchange is in.
func isWideJSON(sample []byte) bool {
	marked := bytes.HasPrefix(sample, []byte("\xff\xfe")) || bytes.HasPrefix(sample, []byte("\xfe\xff"))
	begin := bytes.ReplaceAll(bytes.TrimLeft(sample[:min(len(sample), 64)], "\xff\xfe"), []byte{0}, nil)
	return (marked || bytes.IndexByte(sample[:min(len(sample), 4)], 0) >= 0) && bytes.HasPrefix(bytes.TrimLeft(begin, " \t\r\n"), []byte("{"))
}

// refuse makes the sentence about this file: «Tệp x …», “File x …”.
// A file of an archive may be there by chance: then nothing needs mending but the archive.
func (f *File) refuse(vi, en string, cause error) *Error {
	if f.whole != nil {
		vi += " Nếu tệp này không có số liệu, hãy bỏ nó ra khỏi " + f.whole.Name + " rồi nạp lại."
		en += " If it holds no data, take it out of " + f.whole.Name + " and load again."
	}
	return &Error{VI: "Tệp " + f.Name + " " + vi, EN: "File " + f.Name + " " + en, Err: cause}
}

var ole = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

// exchange matches the first elements of DHIS2's other formats for data values.
var exchange = regexp.MustCompile(`(?i)<(\w+:)?(adx|datavalueset)[\s>]`)

// refuseForeign says what to do with files that are no tables, or tables in containers that are not read.
func (f *File) refuseForeign(source *os.File, sample []byte) error {
	if bytes.HasPrefix(sample, ole) {
		return f.refuseOLE(source)
	}
	begin := bytes.TrimLeft(bytes.TrimPrefix(sample, []byte("\xef\xbb\xbf")), " \t\r\n")
	if bytes.HasPrefix(begin, []byte("<")) && exchange.Match(begin) {
		return f.refuse("là tệp ADX hoặc XML của DHIS2. Hãy xuất JSON từ DHIS2 (dataValueSets.json) rồi nạp lại.",
			"is ADX or XML of DHIS2. Export JSON from DHIS2 (dataValueSets.json) and load that.", nil)
	}
	if is, ok := foreign.Tell(sample); ok && is.NoTable && f.whole != nil {
		return &leftAside{VI: is.VI, EN: is.EN}
	} else if ok {
		return f.refuse(is.VI, is.EN, nil)
	}
	return nil
}

// refuseOLE tells a password-protected workbook from an old .xls: both are in Microsoft's older container, whose
// folder names its streams in UTF-16.
func (f *File) refuseOLE(source *os.File) error {
	if holdsUTF16(source, "EncryptedPackage") {
		return f.refuse("được bảo vệ bằng mật khẩu. Hãy bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc) rồi lưu và nạp lại.",
			"is protected by a password. Remove the password (File › Info › Protect Workbook), save and load again.", nil)
	}
	return f.refuse("là định dạng cũ của Microsoft Office (.xls). Hãy mở bằng Excel, chọn Lưu thành › Sổ làm việc Excel (.xlsx) rồi nạp lại.",
		"is in the old format of Microsoft Office (.xls). Open it, choose Save As › Excel Workbook (.xlsx), and load again.", nil)
}

// holdsUTF16 looks for a word in UTF-16LE anywhere in a file.
func holdsUTF16(source *os.File, word string) bool {
	var wanted []byte
	for _, c := range []byte(word) {
		wanted = append(wanted, c, 0)
	}
	buf := make([]byte, chunk)
	for at := int64(0); ; at += int64(len(buf) - len(wanted)) { // neighbouring pieces overlap by the word's length
		n, err := source.ReadAt(buf, at)
		if bytes.Contains(buf[:n], wanted) {
			return true
		}
		if err != nil {
			return false
		}
	}
}

// notATable refuses what is neither text nor a known container.
func notATable(cause error) *Error {
	return &Error{
		VI:  "Tệp không phải văn bản CSV cũng không phải bảng tính .xlsx. Hãy lưu bảng thành .xlsx hoặc CSV (UTF-8).",
		EN:  "The file is neither CSV text nor an .xlsx spreadsheet. Save the table as .xlsx or CSV (UTF-8).",
		Err: cause,
	}
}

// openText opens delimited text.
func (f *File) openText(source *os.File, sample []byte, opts Options) error {
	enc, offset, err := tellEncoding(source, f.Size, sample)
	if err != nil {
		return err
	}
	f.Container = ContainerCSV
	f.remarkOn(enc)
	comma := sniffComma(sample[offset:], enc, opts)
	if _, err := source.Seek(offset, io.SeekStart); err != nil {
		return cannotOpen(f.Name, err)
	}
	counted := &streams.Counting{Source: &streams.Ending{Check: opts.stopped, Source: source}, Done: offset, Progress: opts.Progress}
	sheet, ok, err := f.openSheet("", newCSVOf(charset.Decoded(counted, enc), comma, f.Size), opts, false)
	if err != nil {
		return sheetError(f.Name, "", err)
	}
	if !ok {
		return f.refuse("không có dòng nào.", "holds no rows.", nil)
	}
	f.Sheets = []*Sheet{sheet}
	return nil
}

func (f *File) remarkOn(enc charset.Charset) {
	switch enc {
	case charset.Windows1258:
		f.notice("Tệp không phải UTF-8: đã đọc theo bảng mã Windows-1258. Hãy kiểm tra chữ tiếng Việt.",
			"The file is not UTF-8: it was read as Windows-1258. Check its Vietnamese letters.")
	case charset.TCVN3:
		f.notice("Tệp không phải UTF-8: đã đọc theo bảng mã TCVN3 (ABC). Hãy kiểm tra chữ tiếng Việt.",
			"The file is not UTF-8: it was read as TCVN3 (ABC). Check its Vietnamese letters.")
	}
}

// sniffComma tells the delimiter: the one under which a header is found that explains the most, else the one that
// parts the first row into the most cells.
func sniffComma(sample []byte, enc charset.Charset, opts Options) byte {
	text, _ := io.ReadAll(charset.Decoded(bytes.NewReader(sample), enc)) // its end may be cut in the middle of a character
	best, bestExplained, bestCells := byte(','), 0, 0
	for _, comma := range likeness.Separators {
		if comma != likeness.Separators[0] && bytes.IndexByte(text, comma) < 0 {
			continue // a text that has none of them is read by the first
		}
		head, _ := readHead(newCSVOf(bytes.NewReader(text), comma, int64(len(text))))
		if len(head) == 0 {
			continue
		}
		explained := 0
		l, err := findLayout(head, opts, false)
		var told *header.Error
		switch {
		case err == nil:
			explained = 2 + l.match.Explained
		case errors.As(err, &told) && told.Personal:
			explained = 1
		}
		if cells := len(head[0].cells); explained > bestExplained || explained == bestExplained && cells > bestCells {
			best, bestExplained, bestCells = comma, explained, cells
		}
	}
	return best
}
