// Package outflow bounds the answers that wait in memory for slow readers: an answer lies there until its last byte has
// gone, so whoever asks for many and reads none would hold as much as he likes.
package outflow

import (
	"bytes"
	"sync"
)

// Gauge counts the bytes on their way, of each person and of all.
type Gauge struct {
	person, all int64 // bytes at most

	mu    sync.Mutex
	of    map[string]int64
	total int64
}

// New makes a gauge that lets so many bytes be on their way to one person, and to all.
func New(person, all int64) *Gauge { return &Gauge{person: person, all: all, of: map[string]int64{}} }

// Take counts an answer of so many bytes for a person, unless that would be too many. One that alone is larger goes while
// nothing else is on its way to that person. The answer must be closed, or read by who closes it.
func (g *Gauge) Take(person string, body []byte) (*Answer, bool) {
	n := int64(len(body))
	g.mu.Lock()
	defer g.mu.Unlock()
	held := g.of[person]
	if held > 0 && held+n > g.person || g.total > 0 && g.total+n > g.all {
		return nil, false
	}
	g.of[person] += n
	g.total += n
	a := &Answer{Reader: *bytes.NewReader(body)}
	a.done = sync.OnceFunc(func() { g.give(person, n) })
	return a, true
}

func (g *Gauge) give(person string, n int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.total -= n
	if g.of[person] -= n; g.of[person] <= 0 {
		delete(g.of, person)
	}
}

// Total is the number of bytes on their way to all.
func (g *Gauge) Total() int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.total
}

// Answer is a body on its way. Close uncounts it.
type Answer struct {
	bytes.Reader
	done func()
}

// Close uncounts the answer. It never fails.
func (a *Answer) Close() error {
	a.done()
	return nil
}
