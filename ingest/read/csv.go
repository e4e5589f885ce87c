package read

import (
	"bytes"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"

	"luanphien/ingest/lex"
	"luanphien/ingest/read/lines"
)

const (
	chunk     = 256 << 10 // bytes read at once
	maxRecord = 1 << 20   // bytes of one record, quoted newlines included
)

// csvReader reads delimited UTF-8 text. A record ends at LF, CRLF or CR; a cell that begins with a quote runs to the
// closing one, "" standing for a quote; a quote elsewhere is itself. Records without any text are skipped. The line of
// a record is the physical line on which it begins, newlines inside quotes counted.
//
// Records without quotes are cut out of the buffer as they are: no allocation, no copying.
type csvReader struct {
	src        *lines.Counter
	comma      byte
	buf        []byte
	start, end int  // what is not read yet: buf[start:end]
	eof        bool // src has no more
	failed     error
	line       int // the physical line at start

	quotes, returns, invalid bool // whether buf[start:end] holds quotes, CRs, bytes that are not UTF-8

	taken   []byte // the physical lines of the record, as they stand
	before  []byte // the line before buf
	several bool   // the last record has several lines

	cells  [][]byte
	joined []byte // the text of a record with quotes, its cells end to end
	ends   []int
}

func newCSV(src io.Reader, comma byte) *csvReader { return newCSVOf(src, comma, chunk) }

// newCSVOf reads a text of which the size is known: a small one takes a small buffer.
func newCSVOf(src io.Reader, comma byte, size int64) *csvReader {
	return &csvReader{src: &lines.Counter{Source: src, Comma: comma}, comma: comma, buf: make([]byte, bufferFor(size)), line: 1}
}

// bufferFor is how much is read at once of so many bytes.
func bufferFor(size int64) int { return int(min(chunk, max(size+1, 4<<10))) }

func (r *csvReader) next() (record, error) {
	for {
		line := r.line
		plain, found, err := r.cut()
		if err != nil {
			return record{}, err
		}
		if found {
			r.split(plain)
		} else if err := r.parse(); err != nil {
			return record{}, err
		} else {
			lex.TextOfFormulas(r.cells)
		}
		rows := 1
		if !found {
			rows = lines.WithContent(r.taken, r.comma)
		} else if isBlank(r.cells) {
			rows = lines.WithContent(plain, r.comma)
		}
		if rows == 0 && isBlank(r.cells) {
			continue
		}
		if r.invalid {
			mendUTF8(r.cells)
		}
		return record{line: line, cells: r.cells, more: rows - 1}, nil
	}
}

// count is the number of physical lines with content.
func (r *csvReader) count() int64 { return r.src.Total() }

// cut takes the next line off the buffer when it is a whole record without quotes; found is false when it must be
// parsed byte by byte.
func (r *csvReader) cut() (plain []byte, found bool, err error) {
	for {
		rest := r.buf[r.start:r.end]
		n := bytes.IndexByte(rest, '\n')
		if n < 0 && !r.eof && (!r.returns || len(rest) == 0) { // a lone CR may end the record, too
			if err := r.fill(); err != nil {
				return nil, false, err
			}
			continue
		}
		if n < 0 && len(rest) == 0 {
			return nil, false, r.finish()
		}
		plain, taken := rest, len(rest)
		if n >= 0 {
			plain, taken = rest[:n], n+1
		}
		if r.quotes && bytes.IndexByte(plain, '"') >= 0 {
			return nil, false, nil
		}
		if r.returns {
			switch cr := bytes.IndexByte(plain, '\r'); {
			case cr >= 0 && cr < len(plain)-1 || n < 0 && !r.eof:
				return nil, false, nil
			case cr >= 0:
				plain = plain[:cr]
			}
		}
		if len(plain) > maxRecord {
			return nil, false, r.tooLong()
		}
		r.start += taken
		r.line++
		r.several = false
		return plain, true, nil
	}
}

// split parts a line without quotes into cells.
func (r *csvReader) split(plain []byte) {
	cells := r.cells[:0]
	for {
		n := bytes.IndexByte(plain, r.comma)
		if n < 0 {
			r.cells = append(cells, plain)
			return
		}
		cells = append(cells, plain[:n:n])
		plain = plain[n+1:]
	}
}

// parse reads one record byte by byte, getting more of the file until it is whole.
func (r *csvReader) parse() error {
	for {
		taken, lines, whole := r.parseRecord(r.buf[r.start:r.end])
		if !whole && !r.eof {
			if err := r.fill(); err != nil {
				return err
			}
			continue
		}
		if !whole {
			return r.openQuote()
		}
		if taken > maxRecord {
			return r.tooLong()
		}
		r.taken = r.buf[r.start : r.start+taken]
		if lines > 1 {
			if err := r.swallowed(); err != nil {
				return err
			}
		}
		r.several = lines > 1
		r.start += taken
		r.line += lines
		r.cells = r.cells[:0]
		begin := 0
		for _, end := range r.ends {
			r.cells = append(r.cells, r.joined[begin:end:end])
			begin = end
		}
		return nil
	}
}

// parseRecord reads a record off text, giving the bytes and physical lines it takes. It is not whole when text ends
// within it, unless the file ends there too and no quote is open.
func (r *csvReader) parseRecord(text []byte) (taken, lines int, whole bool) {
	r.joined, r.ends = r.joined[:0], r.ends[:0]
	i := 0
	for {
		if i < len(text) && text[i] == '"' {
			n, inner, closed := r.parseQuoted(text[i+1:])
			if !closed {
				return 0, 0, false
			}
			i += 1 + n
			lines += inner
		}
		begin := i
		for i < len(text) && text[i] != r.comma && text[i] != '\n' && text[i] != '\r' {
			i++
		}
		r.joined = append(r.joined, text[begin:i]...)
		r.ends = append(r.ends, len(r.joined))
		if i == len(text) {
			return i, lines + 1, r.eof
		}
		if text[i] == r.comma {
			i++
			continue
		}
		n, known := newline(text[i:], r.eof)
		return i + n, lines + 1, known
	}
}

// parseQuoted reads to behind the closing quote and counts the physical lines that end within.
func (r *csvReader) parseQuoted(text []byte) (taken, lines int, closed bool) {
	for i := 0; i < len(text); {
		switch text[i] {
		case '"':
			if i+1 == len(text) && !r.eof {
				return 0, 0, false // it may be the first half of ""
			}
			if i+1 == len(text) || text[i+1] != '"' {
				return i + 1, lines, true
			}
			r.joined = append(r.joined, '"')
			i += 2
		case '\n', '\r':
			n, known := newline(text[i:], r.eof)
			if !known {
				return 0, 0, false
			}
			r.joined = append(r.joined, text[i:i+n]...)
			lines++
			i += n
		default:
			r.joined = append(r.joined, text[i])
			i++
		}
	}
	return 0, 0, false
}

// newline is the length of the line end at the start of text; it is not known while a CR may still be followed by LF.
func newline(text []byte, eof bool) (length int, known bool) {
	if text[0] == '\n' {
		return 1, true
	}
	if len(text) == 1 {
		return 1, eof
	}
	if text[1] == '\n' {
		return 2, true
	}
	return 1, true
}

// fill gets more of the file into the buffer, moving what is left to its front.
func (r *csvReader) fill() error {
	if r.end-r.start > maxRecord {
		return r.tooLong()
	}
	if r.start > 0 {
		r.before = append(r.before[:0], lines.Last(r.buf[:r.start])...)
		r.end = copy(r.buf, r.buf[r.start:r.end])
		r.start = 0
	}
	if r.end == len(r.buf) {
		r.buf = append(r.buf, make([]byte, len(r.buf))...)
	}
	n, err := io.ReadAtLeast(r.src, r.buf[r.end:], 1)
	r.end += n
	if err != nil {
		r.eof = true
		if err != io.EOF && err != io.ErrUnexpectedEOF {
			r.failed = err
		}
	}
	text := r.buf[r.start:r.end]
	r.quotes = bytes.IndexByte(text, '"') >= 0
	r.returns = bytes.IndexByte(text, '\r') >= 0
	r.invalid = !utf8.Valid(lex.WholeRunes(text, r.eof))
	return nil
}

// finish is what ends the reading: the end of the file, or the fault of the disk that looked like it.
func (r *csvReader) finish() error {
	if r.failed != nil {
		return &Error{
			VI:  fmt.Sprintf("Không đọc tiếp được tệp từ dòng %d.", r.line),
			EN:  fmt.Sprintf("The file cannot be read on from line %d.", r.line),
			Err: r.failed,
		}
	}
	return io.EOF
}

func (r *csvReader) tooLong() error {
	return &Error{
		VI: fmt.Sprintf("Bản ghi bắt đầu ở dòng %d dài hơn 1 MB: có lẽ thiếu dấu ngoặc kép đóng. Hãy sửa dòng đó rồi nạp lại.", r.line),
		EN: fmt.Sprintf("The record that begins on line %d is longer than 1 MB: a closing quote may be missing. Mend that line and load again.", r.line),
	}
}

func (r *csvReader) openQuote() error {
	return &Error{
		VI: fmt.Sprintf("Dấu ngoặc kép mở ở bản ghi bắt đầu tại dòng %d không được đóng. Hãy sửa dòng đó rồi nạp lại.", r.line),
		EN: fmt.Sprintf("A quote opened in the record that begins on line %d is never closed. Mend that line and load again.", r.line),
	}
}

// mendUTF8 puts the replacement character where a cell's bytes are not UTF-8: the cell will be judged, not the file.
func mendUTF8(cells [][]byte) {
	for i, cell := range cells {
		if !utf8.Valid(cell) {
			cells[i] = bytes.ToValidUTF8(cell, []byte("\ufffd"))
		}
	}
}

// isBlank tells whether no cell holds anything but spaces and control characters.
func isBlank(cells [][]byte) bool {
	for _, cell := range cells {
		if len(cell) > 0 && (cell[0] > ' ' && cell[0] < utf8.RuneSelf || bytes.IndexFunc(cell, shows) >= 0) {
			return false
		}
	}
	return true
}

func shows(c rune) bool { return c > ' ' && !unicode.IsSpace(c) }
