package typeface

import (
	"fmt"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
)

// Glyph is a letter of a text as a document sets it: the number of its glyph, Offset ems after the start of the text, and
// how wide it is, in ems.
type Glyph struct {
	ID              uint16
	Letter          rune
	Offset, Advance float64
}

// Glyphs are the letters of a text, one after the other, blanks among them.
func (f *Face) Glyphs(text string) []Glyph {
	f.mu.Lock()
	defer f.mu.Unlock()
	var list []Glyph
	f.walk(text, func(r rune, g sfnt.GlyphIndex, at float64) {
		list = append(list, Glyph{uint16(g), r, at, f.advance(g)})
	})
	return list
}

// About is what a document says of a font that it carries. Lengths in ems, y upwards.
type About struct {
	Name                    string // as documents call the font
	Ascent, Below, Capitals float64
	Low, High               Point // of the box around all letters
}

// About describes the font.
func (f *Face) About() (a About, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if a.Name, err = f.font.Name(&f.buffer, sfnt.NameIDPostScript); err != nil {
		return a, fmt.Errorf("read the font's name: %w", err)
	}
	m, err := f.font.Metrics(&f.buffer, f.ppem(), font.HintingNone)
	if err != nil {
		return a, fmt.Errorf("read the font's metrics: %w", err)
	}
	box, err := f.font.Bounds(&f.buffer, f.ppem(), font.HintingNone)
	if err != nil {
		return a, fmt.Errorf("read the font's box: %w", err)
	}
	a.Ascent, a.Below, a.Capitals = f.ascent, f.below, f.inEms(m.CapHeight)
	a.Low, a.High = Point{f.inEms(box.Min.X), -f.inEms(box.Max.Y)}, Point{f.inEms(box.Max.X), -f.inEms(box.Min.Y)}
	return a, nil
}

// Embedded is the font as a document carries it: the outlines of only the letters of text, and no map of characters, for a
// document names glyphs by their numbers.
func (f *Face) Embedded(text string) ([]byte, error) {
	tables, err := f.subset(text, "hhea", "hmtx", "maxp")
	return writeTables(tables), err
}
