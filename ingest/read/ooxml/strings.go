package ooxml

import (
	"regexp"
	"strconv"
	"unicode/utf8"
)

// texts is the table of shared strings, end to end.
type texts struct {
	text []byte
	ends []int
}

// at gives a string by its number, as it stands in a cell; false where the table has no such number.
func (t *texts) at(number []byte) ([]byte, bool) {
	i, err := strconv.Atoi(string(number))
	if err != nil || i < 0 || i >= len(t.ends) {
		return nil, false
	}
	begin := 0
	if i > 0 {
		begin = t.ends[i-1]
	}
	return t.text[begin:t.ends[i]:t.ends[i]], true
}

// readStrings reads the table of shared strings.
func (b *Book) readStrings(name string) error {
	part := b.parts[name]
	if part == nil {
		return &Fault{Part: name, Err: errMissing}
	}
	content, err := b.open(part)
	if err != nil {
		return err
	}
	defer content.Close()
	s := newScanner(content)
	for {
		t, err := s.next()
		switch {
		case err != nil:
			return b.faulty(part, err)
		case t == ending:
			return nil
		case t == opening && s.depth() == 1 && string(s.local()) != "sst":
			return b.faulty(part, errRoot)
		case t == opening && s.depth() == 2 && string(s.local()) == "si":
			if b.strings.text, err = richText(s, b.strings.text); err != nil {
				return b.faulty(part, err)
			}
			if len(b.strings.text) > MostStrings {
				return &Fault{Part: part.Name, Limit: LimitStrings, Err: errTooMany}
			}
			b.strings.ends = append(b.strings.ends, len(b.strings.text))
		}
	}
}

// richText reads the texts of the element that was opened last, to its end, and writes them behind to. Readings aloud
// (rPh) are no part of the text.
func richText(s *scanner, to []byte) ([]byte, error) {
	begin, outer, aloud := len(to), s.depth(), 0
	for {
		t, err := s.next()
		if err != nil {
			return to, err
		}
		switch t {
		case opening:
			if string(s.local()) == "rPh" && aloud == 0 {
				aloud = s.depth()
			}
			if string(s.local()) == "t" && aloud == 0 {
				if to, err = plainText(s, to, begin); err != nil {
					return to, err
				}
			}
		case closing:
			if s.depth() < aloud {
				aloud = 0
			}
			if s.depth() < outer {
				return append(to[:begin], unescaped(to[begin:])...), nil
			}
		}
	}
}

// plainText reads the characters of the element that was opened last, to its end.
func plainText(s *scanner, to []byte, begin int) ([]byte, error) {
	outer := s.depth()
	for {
		t, err := s.next()
		if err != nil {
			return to, err
		}
		switch {
		case t == chars && s.depth() == outer:
			if to = append(to, s.text...); len(to)-begin > MostText*utf8.UTFMax || len(to)-begin > MostText && utf8.RuneCount(to[begin:]) > MostText {
				return to, &Fault{Limit: LimitText, Err: errTooMany}
			}
		case t == opening:
			return to, errPlace
		case t == closing && s.depth() < outer:
			return to, nil
		}
	}
}

var escape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescaped puts the characters in the place of their escapes (_x000D_), by which spreadsheets write what XML forbids.
func unescaped(text []byte) []byte {
	if !escape.Match(text) {
		return text
	}
	return escape.ReplaceAllFunc(text, func(code []byte) []byte {
		n, err := strconv.ParseUint(string(code[2:6]), 16, 16)
		if err != nil || !utf8.ValidRune(rune(n)) {
			return code
		}
		return utf8.AppendRune(nil, rune(n))
	})
}
