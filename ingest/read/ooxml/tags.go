package ooxml

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// have makes sure of n bytes from the place on.
func (s *scanner) have(n int) bool {
	for s.end-s.at < n {
		if !s.fill() {
			return false
		}
	}
	return true
}

// through gives the bytes from the place on up to and with a mark, whatever more of the document that takes.
func (s *scanner) through(mark string, from int) (int, error) {
	for {
		if i := bytes.Index(s.buf[s.at+from:s.end], []byte(mark)); i >= 0 {
			return from + i + len(mark), nil
		}
		from = max(from, s.end-s.at-len(mark)+1)
		if !s.fill() {
			return 0, s.cut()
		}
	}
}

// startTag reads <name attribute="value" …>.
func (s *scanner) startTag() error {
	size, from := 0, 1
	for {
		n, err := s.through(">", from)
		if err != nil {
			return err
		}
		whole, err := s.parseTag(s.buf[s.at+1 : s.at+n-1])
		if err != nil {
			return err
		}
		if whole {
			size = n
			break
		}
		from = n // the > stood within a value
	}
	s.at += size
	s.idle = 0
	if len(s.starts) == 0 && s.rooted {
		return errOutside
	}
	s.rooted = true
	if len(s.starts) == deepest {
		return errDeep
	}
	s.starts = append(s.starts, len(s.open))
	s.open = append(s.open, s.name...)
	return nil
}

// parseTag parts a tag into its name and attributes; whole is false where it ends within a quoted value.
func (s *scanner) parseTag(tag []byte) (whole bool, err error) {
	s.attrs, s.values, s.empty = s.attrs[:0], s.values[:0], false
	n := nameLength(tag)
	if n == 0 {
		return false, errMarkup
	}
	s.name = tag[:n]
	for rest := tag[n:]; ; {
		trimmed := bytes.TrimLeft(rest, " \t\r\n")
		if len(trimmed) == 0 {
			return true, nil
		}
		if trimmed[0] == '/' {
			s.empty = len(trimmed) == 1
			if !s.empty {
				return false, errMarkup
			}
			return true, nil
		}
		if len(trimmed) == len(rest) {
			return false, errMarkup // no space before an attribute
		}
		n := nameLength(trimmed)
		if n == 0 {
			return false, errMarkup
		}
		name := trimmed[:n]
		after := bytes.TrimLeft(trimmed[n:], " \t\r\n")
		if len(after) == 0 || after[0] != '=' {
			return false, errMarkup
		}
		after = bytes.TrimLeft(after[1:], " \t\r\n")
		if len(after) == 0 || after[0] != '"' && after[0] != '\'' {
			return false, errMarkup
		}
		end := bytes.IndexByte(after[1:], after[0])
		if end < 0 {
			return false, nil
		}
		if err := s.addAttribute(name, after[1:1+end]); err != nil {
			return false, err
		}
		rest = after[end+2:]
	}
}

func (s *scanner) addAttribute(name, value []byte) error {
	for i := range s.attrs {
		if bytes.Equal(s.attrs[i].name, name) {
			return errTwice
		}
	}
	if bytes.IndexByte(value, '<') >= 0 {
		return errMarkup
	}
	if bytes.IndexByte(value, '&') >= 0 {
		begin := len(s.values)
		var err error
		if _, s.values, err = decode(value, s.values); err != nil {
			return err
		}
		value = s.values[begin:len(s.values):len(s.values)]
	}
	s.attrs = append(s.attrs, attribute{name, value})
	return nil
}

// nameLength is how much of the text is a name.
func nameLength(text []byte) int {
	for i, c := range text {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':' || c >= utf8.RuneSelf
		if letter || i > 0 && (c >= '0' && c <= '9' || c == '-' || c == '.') {
			continue
		}
		return i
	}
	return len(text)
}

// endTag reads </name>, which must close the element opened last.
func (s *scanner) endTag() error {
	n, err := s.through(">", 2)
	if err != nil {
		return err
	}
	name := bytes.TrimRight(s.buf[s.at+2:s.at+n-1], " \t\r\n")
	s.at += n
	s.idle = 0
	if len(s.starts) == 0 || !bytes.Equal(name, s.open[s.starts[len(s.starts)-1]:]) {
		return errTag
	}
	s.pop()
	return nil
}

// pop closes the element opened last; its name stays to be asked for.
func (s *scanner) pop() {
	last := s.starts[len(s.starts)-1]
	s.name = s.open[last:]
	s.open, s.starts = s.open[:last], s.starts[:len(s.starts)-1]
}

// special reads what begins with <!: a comment, a section of characters, or a declaration, which is refused.
func (s *scanner) special() error {
	s.have(len("<![CDATA["))
	rest := s.buf[s.at:s.end]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.at += len("<!--")
		return s.comment()
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		if len(s.starts) == 0 {
			return errOutside
		}
		s.at += len("<![CDATA[")
		s.inSection = true
		return nil
	case bytes.HasPrefix([]byte("<![CDATA["), rest) || bytes.HasPrefix([]byte("<!--"), rest):
		return s.cut()
	}
	return errDeclared
}

// comment passes over a comment, of any length.
func (s *scanner) comment() error {
	for {
		i := bytes.Index(s.buf[s.at:s.end], []byte("--"))
		if i < 0 {
			if err := s.pass(s.end - s.at); err != nil {
				return err
			}
			s.at = max(s.at, s.end-1)
			if !s.fill() {
				return s.cut()
			}
			continue
		}
		s.at += i
		if !s.have(3) {
			return s.cut()
		}
		if s.buf[s.at+2] != '>' {
			return errMarkup
		}
		s.at += 3
		return nil
	}
}

// section gives the characters of a CDATA section piece by piece; found is false where it ended without more.
func (s *scanner) section() (t token, found bool, err error) {
	rest := s.buf[s.at:s.end]
	n := bytes.Index(rest, []byte("]]>"))
	if n < 0 {
		if n = len(rest) - heldBack(rest); n <= 0 {
			if !s.fill() {
				return ending, false, s.cut()
			}
			return ending, false, nil
		}
		s.text = bytes.ReplaceAll(rest[:n], []byte("\r\n"), []byte("\n"))
		s.at += n
		return chars, true, nil
	}
	s.text = bytes.ReplaceAll(rest[:n], []byte("\r\n"), []byte("\n"))
	s.at += n + len("]]>")
	s.inSection = false
	return chars, n > 0, nil
}

// instruction passes over <?…?>; that of the document itself must name no encoding but UTF-8.
func (s *scanner) instruction() error {
	n, err := s.through("?>", 2)
	if err != nil {
		return err
	}
	text := s.buf[s.at+2 : s.at+n-2]
	s.at += n
	target := text[:nameLength(text)]
	if len(target) == 0 {
		return errMarkup
	}
	if !bytes.EqualFold(target, []byte("xml")) {
		return nil
	}
	if s.rooted || string(target) != "xml" {
		return errMarkup
	}
	_, encoding, found := bytes.Cut(text, []byte("encoding"))
	encoding = bytes.Trim(encoding, "= \t\r\n")
	if !found || len(encoding) < 2 {
		return nil
	}
	value, _, _ := bytes.Cut(encoding[1:], encoding[:1])
	switch string(bytes.ToLower(value)) {
	case "utf-8", "utf8", "us-ascii", "ascii":
		return nil
	}
	return errEncoding
}

// longestEntity is how far an ampersand may stand before its semicolon.
const longestEntity = len("&#x0010FFFF;")

// decode puts the characters in the place of entities, and one LF in the place of each line end. What holds neither is
// given as it is; else it is written behind to.
func decode(text, to []byte) (decoded, grown []byte, err error) {
	if bytes.IndexByte(text, '&') < 0 && bytes.IndexByte(text, '\r') < 0 {
		return text, to, nil
	}
	begin := len(to)
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\r':
			if i+1 == len(text) || text[i+1] != '\n' {
				to = append(to, '\n')
			}
		case '&':
			end := bytes.IndexByte(text[i:min(len(text), i+longestEntity)], ';')
			if end < 0 {
				return nil, to, errEntity
			}
			r, ok := entity(string(text[i+1 : i+end]))
			if !ok {
				return nil, to, errEntity
			}
			to = utf8.AppendRune(to, r)
			i += end
		default:
			to = append(to, text[i])
		}
	}
	return to[begin:len(to):len(to)], to, nil
}

// entity is the character that an entity stands for.
func entity(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil {
		return 0, false
	}
	r := rune(n)
	ok := r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r < 0xD800 || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= utf8.MaxRune
	return r, ok
}
