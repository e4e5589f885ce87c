// Package lines counts and parts the physical lines of a delimited text, apart from how a reader cuts it into records.
package lines

import (
	"bytes"
	"io"
)

// Counter counts the physical lines of a delimited text that hold anything, as the text comes from the file: apart
// from how the reader cuts it into records, so that the two can be compared.
type Counter struct {
	Source  io.Reader
	Comma   byte
	lines   int64
	content bool // the line under way holds something
}

func (c *Counter) Read(p []byte) (int, error) {
	n, err := c.Source.Read(p)
	c.count(p[:n])
	return n, err
}

func (c *Counter) count(text []byte) {
	end := endFinder(text)
	for len(text) > 0 {
		n := end(text)
		line := text
		if n >= 0 {
			line = text[:n]
		}
		c.content = c.content || hasContent(line, c.Comma)
		if n < 0 {
			return
		}
		c.end()
		text = text[n+1:]
	}
}

func (c *Counter) end() {
	if c.content {
		c.lines++
	}
	c.content = false
}

// Total is the count once the text has ended, be it without a line end.
func (c *Counter) Total() int64 {
	c.end()
	return c.lines
}

// endFinder finds line ends: LF and CR alike, so that CRLF ends a line and an empty one.
func endFinder(text []byte) func([]byte) int {
	if bytes.IndexByte(text, '\r') < 0 {
		return func(text []byte) int { return bytes.IndexByte(text, '\n') }
	}
	return func(text []byte) int {
		n := bytes.IndexByte(text, '\n')
		if n < 0 {
			return bytes.IndexByte(text, '\r')
		}
		if cr := bytes.IndexByte(text[:n], '\r'); cr >= 0 {
			return cr
		}
		return n
	}
}

// hasContent tells whether a line holds anything but spaces, delimiters and quotes.
func hasContent(line []byte, comma byte) bool {
	for _, c := range line {
		if c > ' ' && c != comma && c != '"' {
			return true
		}
	}
	return false
}

// WithContent counts the lines of a piece of text that hold anything.
func WithContent(text []byte, comma byte) int {
	c := Counter{Comma: comma}
	c.count(text)
	return int(c.Total())
}

// Physical parts a text at LF, CRLF and CR. A line end that ends the text begins no further line.
func Physical(text []byte) [][]byte {
	var lines [][]byte
	for {
		n := bytes.IndexAny(text, "\r\n")
		if n < 0 {
			return append(lines, text)
		}
		end := n + 1
		if text[n] == '\r' && end < len(text) && text[end] == '\n' {
			end++
		}
		if lines = append(lines, text[:n]); end == len(text) {
			return lines
		}
		text = text[end:]
	}
}

// Last is the last whole line of a text that ends with a line end, nil where it has none.
func Last(text []byte) []byte {
	text = bytes.TrimRight(text, "\r\n")
	if len(text) == 0 {
		return nil
	}
	return text[bytes.LastIndexAny(text, "\r\n")+1:]
}
