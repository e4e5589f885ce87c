package read

import (
	"bytes"
	"io"
	"os"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"luanphien/ingest/lex"
)

const (
	sampleSize = 64 << 10 // bytes looked at to tell the container, the encoding, the delimiter and the header
	surveySize = 64 << 20 // bytes looked at to tell whether a text is UTF-8
)

// charset is what a text file is written in.
type charset int

const (
	utf8Text charset = iota
	utf16Text
	windows1258
	tcvn3
)

// tellEncoding looks for a byte order mark, and without one for bytes that UTF-8 does not have. The offset is where
// the text begins. The file is left where it was found.
func tellEncoding(source *os.File, size int64, sample []byte) (enc charset, offset int64, err error) {
	switch {
	case bytes.HasPrefix(sample, []byte{0xEF, 0xBB, 0xBF}):
		return utf8Text, 3, nil
	case bytes.HasPrefix(sample, []byte{0xFF, 0xFE}), bytes.HasPrefix(sample, []byte{0xFE, 0xFF}):
		return utf16Text, 0, nil
	}
	if bytes.IndexByte(sample, 0) >= 0 {
		return 0, 0, notATable(nil)
	}
	foreign, err := surveyBytes(source, size)
	if err != nil {
		return 0, 0, err
	}
	if foreign.outside == 0 {
		return utf8Text, 0, nil
	}
	return foreign.guess(), 0, nil
}

// survey counts the bytes above ASCII in a text that may not be UTF-8.
type survey struct {
	outside int // runs of bytes that are not UTF-8
	high    int // bytes of 0xA0 and above
	letters int // of these, the ones that are lower-case letters in TCVN3, but symbols in Windows-1258
	runes   int // characters of more than one byte that are UTF-8
	ahead   int // of these, those before the first byte that is not
}

// guess tells the two legacy encodings apart: á à ạ đ ê ô ơ ư of TCVN3 are all among ¡…® and µ…¾, which Vietnamese
// text in Windows-1258 hardly ever uses. Text that is UTF-8 but for a few broken places stays UTF-8, and so does one that
// begins as UTF-8, to which lines of another file were pasted: those cells are judged one by one.
func (s survey) guess() charset {
	switch {
	case s.runes > 4*s.outside, s.ahead > 4:
		return utf8Text
	case s.letters*4 > s.high:
		return tcvn3
	}
	return windows1258
}

// surveyBytes reads the first 64 MiB of a file and winds it back.
func surveyBytes(source *os.File, size int64) (s survey, err error) {
	buf := make([]byte, bufferFor(size))
	kept := 0
	for total := int64(0); total < surveySize; {
		n, err := source.ReadAt(buf[kept:], total)
		total += int64(n)
		text := buf[:kept+n]
		done := err != nil
		whole := lex.WholeRunes(text, done)
		s.add(whole)
		kept = copy(buf, text[len(whole):])
		if err == io.EOF {
			return s, nil
		}
		if err != nil {
			return s, cannotOpen(source.Name(), err)
		}
	}
	return s, nil
}

func (s *survey) add(text []byte) {
	if utf8.Valid(text) && s.outside == 0 { // the common case, at the speed of memory
		s.runes += len(text) - utf8.RuneCount(text)
		return
	}
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && size == 1:
			if s.outside++; s.outside == 1 {
				s.ahead = s.runes
			}
			s.countHigh(text[0])
		case size > 1:
			s.runes++
		}
		text = text[size:]
	}
}

func (s *survey) countHigh(b byte) {
	if b >= 0xA0 {
		s.high++
	}
	if b >= 0xA8 && b <= 0xAE || b >= 0xB5 && b <= 0xB9 {
		s.letters++
	}
}

// decoded gives the text of a file as UTF-8.
func decoded(source io.Reader, enc charset) io.Reader {
	switch enc {
	case utf16Text:
		return transform.NewReader(source, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder())
	case windows1258:
		return transform.NewReader(source, charmap.Windows1258.NewDecoder())
	case tcvn3:
		return transform.NewReader(source, tcvn3Decoder{})
	}
	return source
}

// countingReader reports how far a file has been read.
type countingReader struct {
	src      io.Reader
	read     int64
	progress func(int64)
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.src.Read(p)
	c.read += int64(n)
	if c.progress != nil {
		c.progress(c.read)
	}
	return n, err
}
