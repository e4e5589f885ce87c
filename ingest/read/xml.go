package read

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

// checkXML tells whether a part of a workbook is whole: its checksum is right, its last element closes the first, and
// it is UTF-8 without control characters.
func checkXML(part *zip.File) error {
	content, err := part.Open()
	if err != nil {
		return err
	}
	defer content.Close()
	buf := make([]byte, chunk)
	kept := 0
	var tail []byte
	for {
		n, err := io.ReadFull(content, buf[kept:])
		text := buf[:kept+n]
		done := err == io.EOF || err == io.ErrUnexpectedEOF
		whole := wholeRunes(text, done)
		if !utf8.Valid(whole) || hasControl(whole) {
			return errors.New("characters that XML forbids")
		}
		tail = append(tail, whole...)
		tail = tail[max(0, len(tail)-512):]
		if done {
			break
		}
		if err != nil {
			return err
		}
		kept = copy(buf, text[len(whole):])
	}
	end := bytes.TrimSpace(tail)
	if !bytes.HasSuffix(end, []byte("worksheet>")) && !bytes.HasSuffix(end, []byte("sst>")) && !bytes.HasSuffix(end, []byte("/>")) {
		return errors.New("cut short")
	}
	return nil
}

func hasControl(text []byte) bool {
	for _, c := range text {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' {
			return true
		}
	}
	return false
}
