package read

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

// checkXML tells whether a part of a workbook is whole: its checksum is right, its last element closes the first, and
// it is UTF-8 without control characters. It counts the rows that a sheet says it has.
func checkXML(part *zip.File) (rows int64, err error) {
	content, err := part.Open()
	if err != nil {
		return 0, err
	}
	defer content.Close()
	source := io.LimitReader(content, int64(part.UncompressedSize64)+1)
	buf := make([]byte, chunk)
	kept, size := 0, uint64(0)
	var tail []byte
	var nesting depth
	for {
		n, err := io.ReadFull(source, buf[kept:])
		if size += uint64(n); size > part.UncompressedSize64 {
			return 0, errors.New("larger than it says")
		}
		text := buf[:kept+n]
		done := err == io.EOF || err == io.ErrUnexpectedEOF
		whole := wholeRunes(text, done)
		if !utf8.Valid(whole) || hasControl(whole) {
			return 0, errors.New("characters that XML forbids")
		}
		rows += int64(bytes.Count(whole, []byte("<row ")))
		if nesting.read(whole); nesting.most > deepest {
			return 0, errors.New("nested too deeply")
		}
		tail = append(tail, whole...)
		tail = tail[max(0, len(tail)-512):]
		if done {
			break
		}
		if err != nil {
			return 0, err
		}
		kept = copy(buf, text[len(whole):])
	}
	end := bytes.TrimSpace(tail)
	if !bytes.HasSuffix(end, []byte("worksheet>")) && !bytes.HasSuffix(end, []byte("sst>")) && !bytes.HasSuffix(end, []byte("/>")) {
		return 0, errors.New("cut short")
	}
	return rows, nil
}

func hasControl(text []byte) bool {
	for _, c := range text {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' {
			return true
		}
	}
	return false
}

// depth counts how deeply elements are nested. What stands in texts and attributes can at most make it count less.
type depth struct {
	now, most int
	last      byte // the byte before
}

func (d *depth) read(text []byte) {
	for _, c := range text {
		switch {
		case d.last == '<' && c == '/':
			d.now = max(0, d.now-1)
		case d.last == '<' && c != '!' && c != '?':
			d.now++
			d.most = max(d.most, d.now)
		case d.last == '/' && c == '>':
			d.now = max(0, d.now-1)
		}
		d.last = c
	}
}

// checkSize makes sure that a part unpacks to what it says, no more.
func checkSize(part *zip.File) error {
	content, err := part.Open()
	if err != nil {
		return err
	}
	defer content.Close()
	n, err := io.Copy(io.Discard, io.LimitReader(content, int64(part.UncompressedSize64)+1))
	if err == nil && uint64(n) > part.UncompressedSize64 {
		err = errors.New("larger than it says")
	}
	return err
}

// deepest bounds the nesting of a worksheet.
const deepest = 100
