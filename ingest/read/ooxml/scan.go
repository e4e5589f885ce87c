package ooxml

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"luanphien/ingest/lex"
)

const (
	firstBuffer = 128 << 10
	largestTag  = 1 << 20 // bytes of one tag, comment mark or entity that must be seen whole
	deepest     = 100     // elements within one another
)

// token is what the scanner stands on.
type token uint8

const (
	ending  token = iota // the document is over
	opening              // an element begins: name, attributes
	closing              // an element ends: name
	chars                // a piece of text; a long text comes in several
)

// scanner reads XML from its first byte to its last and takes nothing that is not well-formed: UTF-8 without the
// characters that XML forbids, every element closed by its own name, attributes quoted and given once, no entity but the
// five and those of characters, no declaration of types. It holds one buffer, whatever the document's size.
//
// encoding/xml does as much, but allocates for each token, which makes a sheet six times slower to read; and it takes a
// declaration of entities. Slices are valid until the next call of next.
type scanner struct {
	src     io.Reader
	buf     []byte
	at, end int // what is not read yet: buf[at:end]
	checked int // buf[:checked] holds characters that XML allows
	eof     bool
	failed  error // of src

	open   []byte // the names of the open elements, end to end
	starts []int  // where each begins
	rooted bool   // the root element has begun

	name      []byte // of the element, with its prefix
	attrs     []attribute
	values    []byte // the values of attributes that held entities
	empty     bool   // <name/>: its closing comes next
	text      []byte
	decoded   []byte // the text where it held entities
	inSection bool   // within <![CDATA[
	idle      int    // bytes since the last tag that say nothing: blanks, comments
}

type attribute struct{ name, value []byte }

func newScanner(src io.Reader) *scanner {
	return &scanner{src: src, buf: make([]byte, firstBuffer)}
}

// What can be wrong with a document. The wording is for the log and for a sentence with a place.
var (
	errCut       = errors.New("cut short")
	errCharacter = errors.New("a character that XML forbids")
	errEntity    = errors.New("an ampersand that begins no entity")
	errDeclared  = errors.New("a declaration of types or entities")
	errEncoding  = errors.New("an encoding that is not UTF-8")
	errMarkup    = errors.New("markup that is not well-formed")
	errTag       = errors.New("an end tag that closes another element")
	errTwice     = errors.New("an attribute given twice")
	errDeep      = errors.New("nested too deeply")
	errLong      = errors.New("a tag longer than a megabyte")
	errIdle      = errors.New("more than a megabyte of blanks or comments")
	errOutside   = errors.New("content outside the root element")
)

// local is the name of the element without its prefix.
func (s *scanner) local() []byte { return local(s.name) }

func local(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

// attr gives the value of an attribute that has no prefix.
func (s *scanner) attr(name string) []byte {
	for i := range s.attrs {
		if string(s.attrs[i].name) == name {
			return s.attrs[i].value
		}
	}
	return nil
}

// depth is the number of open elements.
func (s *scanner) depth() int { return len(s.starts) }

func (s *scanner) next() (token, error) {
	if s.empty {
		s.empty = false
		s.pop()
		return closing, nil
	}
	for {
		if s.inSection {
			if t, found, err := s.section(); found || err != nil {
				return t, err
			}
			continue
		}
		if s.at == s.end && !s.fill() {
			return ending, s.over()
		}
		if s.buf[s.at] != '<' {
			found, err := s.plain()
			if err != nil || found {
				return chars, err
			}
			continue
		}
		if s.at+1 == s.end && !s.fill() {
			return ending, s.cut()
		}
		switch s.buf[s.at+1] {
		case '!':
			if err := s.special(); err != nil {
				return ending, err
			}
		case '?':
			if err := s.instruction(); err != nil {
				return ending, err
			}
		case '/':
			return closing, s.endTag()
		default:
			return opening, s.startTag()
		}
	}
}

// over is what the end of the source means.
func (s *scanner) over() error {
	if s.failed != nil {
		return s.failed
	}
	if len(s.starts) > 0 || !s.rooted {
		return errCut
	}
	return nil
}

func (s *scanner) cut() error {
	if s.failed != nil {
		return s.failed
	}
	return errCut
}

// fill gets more of the document behind what is not read yet; false at its end, and where a character is forbidden.
func (s *scanner) fill() bool {
	if s.eof {
		return false
	}
	if s.at > 0 {
		s.checked -= s.at
		s.end = copy(s.buf, s.buf[s.at:s.end])
		s.at = 0
	}
	if s.end == len(s.buf) {
		if len(s.buf) > largestTag {
			s.stop(errLong)
			return false
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	n, err := io.ReadAtLeast(s.src, s.buf[s.end:], 1)
	s.end += n
	if err != nil {
		s.eof = true
		if err != io.EOF {
			s.stop(err)
			return false
		}
	}
	fresh := s.buf[s.checked:s.end]
	whole := lex.WholeRunes(fresh, s.eof)
	if !allowed(whole) {
		s.stop(errCharacter)
		return false
	}
	s.checked += len(whole)
	return n > 0
}

func (s *scanner) stop(err error) {
	s.failed, s.eof = err, true
	s.at, s.end, s.checked = 0, 0, 0
}

// allowed tells whether a text is UTF-8 and holds only characters of XML.
func allowed(text []byte) bool {
	for _, c := range text {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return utf8.Valid(text) && !bytes.Contains(text, []byte("\uFFFE")) && !bytes.Contains(text, []byte("\uFFFF"))
}

// plain takes text up to the next tag, or to the end of the buffer; found is false where more was needed first.
func (s *scanner) plain() (found bool, err error) {
	rest := s.buf[s.at:s.end]
	n := bytes.IndexByte(rest, '<')
	if n < 0 {
		if n = len(rest); !s.eof {
			n -= heldBack(rest)
		}
		if n == 0 {
			s.fill()
			return false, s.failed
		}
	}
	text := rest[:n]
	s.at += n
	if len(s.starts) == 0 && len(bytes.TrimLeft(text, " \t\r\n")) > 0 && !s.isMark(text) {
		return false, errOutside
	}
	if bytes.Contains(text, []byte("]]>")) {
		return false, errMarkup
	}
	if blank(text) {
		err = s.pass(n)
	}
	if err == nil {
		s.text, s.decoded, err = decode(text, s.decoded[:0])
	}
	return true, err
}

// pass ends a document that goes on and on and says nothing.
func (s *scanner) pass(nothing int) error {
	if s.idle += nothing; s.idle > largestTag {
		return errIdle
	}
	return nil
}

// isMark tells the mark of the byte order, which may stand before anything else.
func (s *scanner) isMark(text []byte) bool {
	return !s.rooted && string(bytes.TrimRight(text, " \t\r\n")) == "\uFEFF"
}

// heldBack is how much of the end of a piece of text cannot be judged without what follows: an entity begun, half of a
// line end, brackets that may close a section.
func heldBack(text []byte) int {
	tail := text[max(0, len(text)-longestEntity):]
	if i := bytes.LastIndexByte(tail, '&'); i >= 0 && bytes.IndexByte(tail[i:], ';') < 0 {
		return len(tail) - i
	}
	held := 0
	for held < 2 && held < len(text) && text[len(text)-1-held] == ']' {
		held++
	}
	if held == 0 && len(text) > 0 && text[len(text)-1] == '\r' {
		held = 1
	}
	if partial := len(text) - len(lex.WholeRunes(text, false)); partial > 0 {
		held = partial
	}
	return held
}
