package ooxml

import (
	"bytes"
	"cmp"
	"slices"
)

// covers finds the cells that lie hidden beneath merged ones. Only columns that hold anything are looked at.
type covers struct {
	areas []area // by their first rows; no two share a cell of those columns
	used  []int  // the columns that hold anything, from left to right
}

// newCovers orders merged cells. Two that overlap are damage: it cannot be told which of them shows the cells of both.
func (s *Sheet) newCovers(merges []area, used []int) (covers, error) {
	slices.SortFunc(merges, func(a, b area) int {
		return cmp.Or(a.top-b.top, a.left-b.left, a.bottom-b.bottom, a.right-b.right)
	})
	c := covers{slices.Compact(merges), used}
	until := make([]area, len(used))
	for _, a := range c.areas {
		for i := c.first(a); i < len(used) && used[i] <= a.right; i++ {
			if other := until[i]; other.bottom >= a.top {
				return c, damaged(s.place(), "hai ô gộp chồng lên nhau ("+other.name()+", "+a.name()+")", "two merged cells overlap ("+other.name()+", "+a.name()+")", nil)
			}
			until[i] = a
		}
	}
	return c, nil
}

// first is the first used column of an area.
func (c *covers) first(a area) int {
	i, _ := slices.BinarySearch(c.used, a.left)
	return i
}

// cover is the merged cell that a column lies under, and what it shows where its own column is this one.
type cover struct {
	area
	text []byte
}

// beneath goes along the rows of a sheet and tells the cells that merged ones hide.
type beneath struct {
	covers
	next  int     // the first area that has not begun
	above []cover // by used column
}

func (b *beneath) begin(line int) {
	for ; b.next < len(b.areas) && b.areas[b.next].top <= line; b.next++ {
		a := b.areas[b.next]
		for i := b.first(a); i < len(b.used) && b.used[i] <= a.right; i++ {
			b.above[i] = cover{a, b.above[i].text[:0]}
		}
	}
}

// hides tells whether a cell that holds something is not the one that a merged cell shows, and does not repeat it in a
// further row.
func (b *beneath) hides(column, line int, text []byte) bool {
	i, found := slices.BinarySearch(b.used, column)
	if !found || b.above[i].bottom < line {
		return false
	}
	c := &b.above[i]
	if column != c.left {
		return true
	}
	if line == c.top {
		c.text = append(c.text[:0], text...)
		return false
	}
	return !bytes.Equal(bytes.TrimSpace(text), bytes.TrimSpace(c.text))
}
