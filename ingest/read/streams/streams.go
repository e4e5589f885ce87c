// Package streams are readers that tell how far a file is read, and that end before its end.
package streams

import (
	"bytes"
	"errors"
	"io"
)

// Counting reports how far a file has been read.
type Counting struct {
	Source   io.Reader
	Done     int64                 // bytes
	Progress func(bytesRead int64) // may be nil
}

// Read implements io.Reader.
func (c *Counting) Read(p []byte) (int, error) {
	n, err := c.Source.Read(p)
	c.Done += int64(n)
	if c.Progress != nil {
		c.Progress(c.Done)
	}
	return n, err
}

// Ending ends once its check says why: every loop over a file reads from one, or from an EndingAt.
type Ending struct {
	Check  func() error
	Source io.Reader
}

// Read implements io.Reader.
func (r *Ending) Read(p []byte) (int, error) {
	if err := r.Check(); err != nil {
		return 0, err
	}
	return r.Source.Read(p)
}

// EndingAt is Ending for a source that is read anywhere.
type EndingAt struct {
	Check  func() error
	Source io.ReaderAt
}

// ReadAt implements io.ReaderAt.
func (r *EndingAt) ReadAt(p []byte, at int64) (int, error) {
	if err := r.Check(); err != nil {
		return 0, err
	}
	return r.Source.ReadAt(p, at)
}

// Short ends a stream of JSON in which one value runs on and on: the decoder would hold it in memory. A data value is a few
// hundred bytes, so a long piece without a closing brace is none.
type Short struct {
	Source  io.Reader
	Longest int // bytes
	since   int
}

// Read implements io.Reader.
func (s *Short) Read(b []byte) (int, error) {
	n, err := s.Source.Read(b[:min(len(b), 64<<10)])
	if i := bytes.LastIndexByte(b[:n], '}'); i >= 0 {
		s.since = n - i
	} else if s.since += n; s.since > s.Longest {
		return 0, errors.New("a value that is too long")
	}
	return n, err
}
