package read

import (
	"bytes"
	"io"
)

// lineCounter counts the physical lines of a delimited text that hold anything, as the text comes from the file: apart
// from how the reader cuts it into records, so that the two can be compared.
type lineCounter struct {
	src     io.Reader
	comma   byte
	lines   int64
	content bool // the line under way holds something
}

func (c *lineCounter) Read(p []byte) (int, error) {
	n, err := c.src.Read(p)
	c.count(p[:n])
	return n, err
}

func (c *lineCounter) count(text []byte) {
	end := endFinder(text)
	for len(text) > 0 {
		n := end(text)
		line := text
		if n >= 0 {
			line = text[:n]
		}
		c.content = c.content || hasContent(line, c.comma)
		if n < 0 {
			return
		}
		c.end()
		text = text[n+1:]
	}
}

func (c *lineCounter) end() {
	if c.content {
		c.lines++
	}
	c.content = false
}

// total is the count once the text has ended, be it without a line end.
func (c *lineCounter) total() int64 {
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

// contentLines counts the lines of a piece of text that hold anything.
func contentLines(text []byte, comma byte) int {
	c := lineCounter{comma: comma}
	c.count(text)
	return int(c.total())
}
