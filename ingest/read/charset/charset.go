// Package charset tells what Vietnamese text is written in, and makes UTF-8 of it: UTF-16, Windows-1258, and TCVN3, the
// encoding of the .VnTime fonts.
package charset

import (
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Charset is what a text file is written in.
type Charset int

// What a text file may be written in.
const (
	UTF8  Charset = iota
	UTF16         // with a byte order mark
	Windows1258
	TCVN3
)

// Survey counts the bytes above ASCII in a text that may not be UTF-8.
type Survey struct {
	Outside int // runs of bytes that are not UTF-8
	high    int // bytes of 0xA0 and above
	letters int // of these, the ones that are lower-case letters in TCVN3, but symbols in Windows-1258
	runes   int // characters of more than one byte that are UTF-8
	ahead   int // of these, those before the first byte that is not
}

// Guess tells the two legacy encodings apart: á à ạ đ ê ô ơ ư of TCVN3 are all among ¡…® and µ…¾, which Vietnamese
// text in Windows-1258 hardly ever uses. Text that is UTF-8 but for a few broken places stays UTF-8, and so does one that
// begins as UTF-8, to which lines of another file were pasted: those cells are judged one by one.
func (s Survey) Guess() Charset {
	switch {
	case s.runes > 4*s.Outside, s.ahead > 4:
		return UTF8
	case s.letters*4 > s.high:
		return TCVN3
	}
	return Windows1258
}

// Add counts the bytes of a further piece of the text.
func (s *Survey) Add(text []byte) {
	if utf8.Valid(text) && s.Outside == 0 { // the common case, at the speed of memory
		s.runes += len(text) - utf8.RuneCount(text)
		return
	}
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && size == 1:
			if s.Outside++; s.Outside == 1 {
				s.ahead = s.runes
			}
			s.countHigh(text[0])
		case size > 1:
			s.runes++
		}
		text = text[size:]
	}
}

func (s *Survey) countHigh(b byte) {
	if b >= 0xA0 {
		s.high++
	}
	if b >= 0xA8 && b <= 0xAE || b >= 0xB5 && b <= 0xB9 {
		s.letters++
	}
}

// Decoded gives the text of a file as UTF-8.
func Decoded(source io.Reader, enc Charset) io.Reader {
	switch enc {
	case UTF16:
		return transform.NewReader(source, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder())
	case Windows1258:
		return transform.NewReader(source, charmap.Windows1258.NewDecoder())
	case TCVN3:
		return transform.NewReader(source, tcvn3Decoder{})
	}
	return source
}
