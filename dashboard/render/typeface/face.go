// Package typeface reads the program's own fonts: how wide a text is, what its letters look like, and a smaller font
// with only the letters of one picture.
package typeface

import (
	"fmt"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Face is one weight of a font. It may be used by several goroutines at once.
type Face struct {
	data []byte
	font *sfnt.Font
	// Weight is that of CSS: 400 regular, 500 medium, 600 semibold.
	Weight int

	em            float64 // units in a side of the em square
	ascent, below float64 // of the line, in ems

	mu       sync.Mutex
	buffer   sfnt.Buffer
	glyphs   map[rune]sfnt.GlyphIndex
	advances map[sfnt.GlyphIndex]float64
	kerns    map[[2]sfnt.GlyphIndex]float64
	outlines map[sfnt.GlyphIndex]Outline
}

// Outline is the shape of a glyph in ems, y downwards, its origin on the baseline.
type Outline []Segment

// Segment is one step of an outline: 'M' (1 point), 'L' (1), 'Q' (2) or 'C' (3).
type Segment struct {
	Op     byte
	Points [3]Point
}

// Point is a place in the plane.
type Point struct{ X, Y float64 }

// Placed is a glyph of a text, Offset ems after the start of the text.
type Placed struct {
	Offset  float64
	Outline Outline
}

// Parse reads a TrueType font.
func Parse(data []byte, weight int) (*Face, error) {
	f, err := sfnt.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("read the font: %w", err)
	}
	face := &Face{data: data, font: f, Weight: weight, em: float64(f.UnitsPerEm()), glyphs: map[rune]sfnt.GlyphIndex{},
		advances: map[sfnt.GlyphIndex]float64{}, kerns: map[[2]sfnt.GlyphIndex]float64{}, outlines: map[sfnt.GlyphIndex]Outline{}}
	m, err := f.Metrics(&face.buffer, face.ppem(), font.HintingNone)
	if err != nil {
		return nil, fmt.Errorf("read the font's metrics: %w", err)
	}
	face.ascent, face.below = face.inEms(m.Ascent), face.inEms(m.Descent)
	return face, nil
}

// ppem asks sfnt for font units: one unit a pixel.
func (f *Face) ppem() fixed.Int26_6 { return fixed.Int26_6(f.font.UnitsPerEm()) << 6 }

func (f *Face) inEms(v fixed.Int26_6) float64 { return float64(v) / 64 / f.em }

// Central is how far below the middle of the line the baseline lies, in ems (SVG's dominant-baseline "central").
func (f *Face) Central() float64 { return (f.ascent - f.below) / 2 }

// Has tells whether the font draws the letter.
func (f *Face) Has(r rune) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.glyph(r) != 0
}

// Width is the width of a text in ems, kerning included.
func (f *Face) Width(text string) float64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	width := 0.0
	f.walk(text, func(_ rune, g sfnt.GlyphIndex, at float64) { width = at + f.advance(g) })
	return width
}

// Layout places the glyphs of a text.
func (f *Face) Layout(text string) []Placed {
	f.mu.Lock()
	defer f.mu.Unlock()
	var list []Placed
	f.walk(text, func(_ rune, g sfnt.GlyphIndex, at float64) {
		if o := f.outline(g); len(o) > 0 {
			list = append(list, Placed{at, o})
		}
	})
	return list
}

// walk calls visit with each letter of a text, its glyph and where it stands, in ems.
func (f *Face) walk(text string, visit func(r rune, g sfnt.GlyphIndex, at float64)) {
	at := 0.0
	last := sfnt.GlyphIndex(0)
	for i, r := range text {
		g := f.glyph(r)
		if i > 0 {
			at += f.kern(last, g)
		}
		visit(r, g, at)
		at += f.advance(g)
		last = g
	}
}

// narrow spaces that the font lacks are drawn as the space it has; it stands for no letter.
var spaces = map[rune]rune{'\u00a0': ' ', '\u202f': ' ', '\u2009': ' '}

func (f *Face) glyph(r rune) sfnt.GlyphIndex {
	if g, ok := f.glyphs[r]; ok {
		return g
	}
	g, err := f.font.GlyphIndex(&f.buffer, r)
	if err != nil {
		g = 0 // the box that stands for a missing letter
	}
	if other, ok := spaces[r]; ok && g == 0 {
		g, _ = f.font.GlyphIndex(&f.buffer, other)
	}
	f.glyphs[r] = g
	return g
}

func (f *Face) advance(g sfnt.GlyphIndex) float64 {
	if a, ok := f.advances[g]; ok {
		return a
	}
	a, err := f.font.GlyphAdvance(&f.buffer, g, f.ppem(), font.HintingNone)
	if err != nil {
		a = f.ppem() / 2
	}
	f.advances[g] = f.inEms(a)
	return f.advances[g]
}

// kern is the correction between two glyphs; a font without one for the pair has none.
func (f *Face) kern(a, b sfnt.GlyphIndex) float64 {
	pair := [2]sfnt.GlyphIndex{a, b}
	if k, ok := f.kerns[pair]; ok {
		return k
	}
	k, err := f.font.Kern(&f.buffer, a, b, f.ppem(), font.HintingNone)
	if err != nil {
		k = 0
	}
	f.kerns[pair] = f.inEms(k)
	return f.kerns[pair]
}

func (f *Face) outline(g sfnt.GlyphIndex) Outline {
	if o, ok := f.outlines[g]; ok {
		return o
	}
	segments, err := f.font.LoadGlyph(&f.buffer, g, f.ppem(), nil)
	if err != nil {
		segments = nil
	}
	o := make(Outline, len(segments))
	for i, s := range segments {
		o[i].Op = [...]byte{'M', 'L', 'Q', 'C'}[s.Op]
		for k, p := range s.Args {
			o[i].Points[k] = Point{f.inEms(p.X), f.inEms(p.Y)}
		}
	}
	f.outlines[g] = o
	return o
}
