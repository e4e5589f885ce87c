package cells

import "math/bits"

// Seen marks a bit for each number that it is told, and another where that was marked before.
type Seen struct {
	once, again []uint64
	shift       int // 0 = each number has bits of its own
}

const bitsANumber = 16

const mostBits = 1 << 28

// NewSeen is for about so many numbers below a bound. Where that is low enough each has bits of its own; otherwise several
// share them.
func NewSeen(below uint64, numbers int) *Seen {
	width := bits.Len(uint(max(64, min(mostBits, bitsANumber*numbers)) - 1)) // of a place
	s, places := &Seen{}, below
	if below > 1<<width {
		s.shift, places = 64-width, 1<<width
	}
	s.once, s.again = make([]uint64, places/64+1), make([]uint64, places/64+1)
	return s
}

// place is the word and the bit of a number. The highest bits of a product with an odd number depend on all of it.
func (s *Seen) place(number uint64) (word, bit uint64) {
	if s.shift > 0 {
		number = number * 0x9E3779B97F4A7C15 >> s.shift
	}
	return number / 64, 1 << (number % 64)
}

// Add notes a number and tells whether it was noted before, or may have been.
func (s *Seen) Add(number uint64) bool {
	word, bit := s.place(number)
	before := s.once[word] & bit
	s.again[word] |= before
	s.once[word] |= bit
	return before != 0
}

// Twice tells whether a number was added more than once, or may have been.
func (s *Seen) Twice(number uint64) bool {
	word, bit := s.place(number)
	return s.again[word]&bit != 0
}
