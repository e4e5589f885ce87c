package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// ErrForm says that a file is none that this package made, or that another program has saved it again.
var ErrForm = errors.New("no PDF of this program")

// Content is what a file of this package holds, in lines that can be compared.
type Content struct {
	Said  map[string]string // Title, Subject, Keywords
	Lines []Line            // the page's operators first, then those of tiles, then what else stands in the file
}

// Line is a line as it stands in the file, and as people read it: with letters for the numbers of glyphs.
type Line struct{ Raw, Shown string }

// The most of a file that is read, bytes: many times what a picture takes.
const most = 64 << 20

var (
	objectHead = regexp.MustCompile(`^(\d+) 0 obj\n`)
	lengthOf   = regexp.MustCompile(`/Length (\d+) >>$`)
	saidIn     = regexp.MustCompile(`/(Title|Subject|Keywords) <FEFF([0-9A-F]*)>`)
	startsAt   = regexp.MustCompile(`(?s)^xref\n.*?trailer\n(.*?)/ID \[[^\]]*\] >>\nstartxref\n\d+\n%%EOF\n$`)
	letterOf   = regexp.MustCompile(`(?m)^<([0-9A-F]{4})> <([0-9A-F]+)>$`)
	setFont    = regexp.MustCompile(`^/F(\d+) \S+ Tf$`)
	glyphsIn   = regexp.MustCompile(`<([0-9A-F]+)>`)
)

// IsPDF tells whether a file begins as a PDF.
func IsPDF(file []byte) bool { return bytes.HasPrefix(file, []byte("%PDF-")) }

// Read reads a file of this package; another is ErrForm.
func Read(file []byte) (*Content, error) {
	rest, ok := bytes.CutPrefix(file, []byte(header))
	if !ok {
		return nil, ErrForm
	}
	c := &Content{Said: map[string]string{}}
	var dictionaries []string
	var drawn [][]string
	var letters []map[string]string // of each font
	for left := most; !bytes.HasPrefix(rest, []byte("xref\n")); {
		head := objectHead.Find(rest)
		if head == nil {
			return nil, ErrForm
		}
		body, stream, after, err := object(rest[len(head):], &left)
		if err != nil {
			return nil, err
		}
		rest = after
		dictionaries = append(dictionaries, string(head)+lengthOf.ReplaceAllString(body, ">>"))
		for _, m := range saidIn.FindAllStringSubmatch(body, -1) {
			c.Said[m[1]] = fromHex(m[2])
		}
		switch {
		case stream == nil:
		case strings.Contains(body, "/Length1 "):
			dictionaries = append(dictionaries, fmt.Sprintf("%x", sha256.Sum256(stream)))
		case bytes.Contains(stream, []byte("begincmap")):
			known := map[string]string{}
			for _, m := range letterOf.FindAllStringSubmatch(string(stream), -1) {
				known[m[1]] = fromHex(m[2])
			}
			letters = append(letters, known)
			dictionaries = append(dictionaries, string(stream))
		default:
			drawn = append(drawn, strings.Split(string(stream), "\n"))
		}
	}
	end := startsAt.FindSubmatch(rest)
	if end == nil {
		return nil, ErrForm
	}
	for _, list := range drawn {
		c.Lines = append(c.Lines, shown(list, letters)...)
	}
	for _, text := range append(dictionaries, string(end[1])) {
		c.Lines = append(c.Lines, Line{text, text})
	}
	return c, nil
}

// object reads an object up to its end: its dictionary, and the unpacked bytes of its stream, where it has one.
func object(file []byte, left *int) (body string, stream, after []byte, err error) {
	const end = "\nendobj\n"
	stop, at := bytes.Index(file, []byte(end)), bytes.Index(file, []byte(streamMark))
	if at < 0 || stop >= 0 && stop < at {
		if stop < 0 {
			return "", nil, nil, ErrForm
		}
		return string(file[:stop]), nil, file[stop+len(end):], nil
	}
	body = string(file[:at])
	m := lengthOf.FindStringSubmatch(body)
	if m == nil {
		return "", nil, nil, ErrForm
	}
	file = file[at+len(streamMark):]
	size, err := strconv.Atoi(m[1])
	if err != nil || size > len(file) {
		return "", nil, nil, ErrForm
	}
	after, ok := bytes.CutPrefix(file[size:], []byte(streamEnd+end))
	if !ok {
		return "", nil, nil, ErrForm
	}
	z, err := zlib.NewReader(bytes.NewReader(file[:size]))
	if err != nil {
		return "", nil, nil, ErrForm
	}
	stream, err = io.ReadAll(io.LimitReader(z, int64(*left)+1))
	if *left -= len(stream); err != nil || *left < 0 {
		return "", nil, nil, ErrForm
	}
	return body, stream, after, nil
}

// shown puts letters for the numbers of glyphs.
func shown(list []string, letters []map[string]string) []Line {
	lines := make([]Line, len(list))
	var known map[string]string
	for i, raw := range list {
		lines[i] = Line{raw, raw}
		if m := setFont.FindStringSubmatch(raw); m != nil {
			if n, err := strconv.Atoi(m[1]); err == nil && n < len(letters) {
				known = letters[n]
			}
		}
		if !strings.HasSuffix(raw, " TJ") {
			continue
		}
		var text strings.Builder
		for _, m := range glyphsIn.FindAllStringSubmatch(raw, -1) {
			for g := m[1]; len(g) >= 4; g = g[4:] {
				text.WriteString(known[g[:4]])
			}
		}
		lines[i].Shown = text.String()
	}
	return lines
}

// Citation is the citation that a file of this package carries.
func Citation(file []byte) (string, bool) {
	if !IsPDF(file) {
		return "", false
	}
	for _, m := range saidIn.FindAllSubmatch(file, -1) {
		if string(m[1]) == "Keywords" {
			return fromHex(string(m[2])), true
		}
	}
	return "", false
}

func fromHex(digits string) string {
	var units []uint16
	for ; len(digits) >= 4; digits = digits[4:] {
		v, err := strconv.ParseUint(digits[:4], 16, 16)
		if err != nil {
			return ""
		}
		units = append(units, uint16(v))
	}
	return string(utf16.Decode(units))
}
