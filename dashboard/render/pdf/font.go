package pdf

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"luanphien/dashboard/render/drawing"
	"luanphien/dashboard/render/typeface"
)

// resources are what a page names: fonts, opacities, tiles. Those of a page and of its tiles are one list.
type resources struct {
	file      *file
	fonts     []*font
	opacities []string // the entries of each
	tiles     []int    // objects
	tileNames map[string]string
}

// opacity is the name of an opacity; key is that of filling or of stroking.
func (r *resources) opacity(key string, alpha float64) string {
	entry := "/" + key + " " + number(alpha)
	i := slices.Index(r.opacities, entry)
	if i < 0 {
		i = len(r.opacities)
		r.opacities = append(r.opacities, entry)
	}
	return fmt.Sprintf("/G%d", i)
}

// tile is the name of a tile; the same one drawn at the same place is written once.
func (r *resources) tile(t *drawing.Tile) (string, error) {
	all := drawing.Box{High: drawing.Point{X: t.Width, Y: t.Height}}
	s := newSurface(r, all)
	if err := t.Draw(s, drawing.Matrix{A: 1, D: 1}, all); err != nil {
		return "", err
	}
	head := fmt.Sprintf("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 %[1]s %[2]s] /XStep %[1]s /YStep %[2]s /Matrix [%[3]s]",
		number(t.Width), number(t.Height), exactly(t.To.A, t.To.B, t.To.C, t.To.D, t.To.E, t.To.F))
	key := head + s.out.String()
	if name, ok := r.tileNames[key]; ok {
		return name, nil
	}
	object := r.file.reserve()
	r.file.stream(object, head+" /Resources "+r.names(), s.out.Bytes())
	r.tiles = append(r.tiles, object)
	name := fmt.Sprintf("/P%d", len(r.tiles)-1)
	if r.tileNames == nil {
		r.tileNames = map[string]string{}
	}
	r.tileNames[key] = name
	return name, nil
}

// font is a font of the file with the letters that are used of it.
type font struct {
	face     *typeface.Face
	resource string
	object   int
	widths   map[uint16]int // in thousandths
	letters  map[uint16]rune
}

func (r *resources) font(face *typeface.Face) *font {
	for _, f := range r.fonts {
		if f.face == face {
			return f
		}
	}
	f := &font{face: face, resource: fmt.Sprintf("/F%d", len(r.fonts)), object: r.file.reserve(), widths: map[uint16]int{}, letters: map[uint16]rune{}}
	r.fonts = append(r.fonts, f)
	return f
}

// line is a text as TJ takes it: numbers of glyphs, and between them by how many thousandths the next stands further left.
func (f *font) line(glyphs []typeface.Glyph) string {
	var b strings.Builder
	b.WriteString("[<")
	at := 0.0 // where the next glyph would stand, thousandths
	for _, g := range glyphs {
		width := int(math.Round(g.Advance * 1000))
		if off := int(math.Round(at - g.Offset*1000)); off != 0 {
			fmt.Fprintf(&b, "> %d <", off)
			at -= float64(off)
		}
		fmt.Fprintf(&b, "%04X", g.ID)
		at += float64(width)
		f.widths[g.ID] = width
		if known, ok := f.letters[g.ID]; !ok || g.Letter < known { // blanks of several kinds are one glyph
			f.letters[g.ID] = g.Letter
		}
	}
	b.WriteString(">]")
	return strings.ReplaceAll(b.String(), "<> ", "")
}

// names is the list of all resources so far.
func (r *resources) names() string {
	var b strings.Builder
	b.WriteString("<< /Font <<")
	for _, f := range r.fonts {
		fmt.Fprintf(&b, " %s %d 0 R", f.resource, f.object)
	}
	b.WriteString(" >> /ExtGState <<")
	for i, entry := range r.opacities {
		fmt.Fprintf(&b, " /G%d << %s >>", i, entry)
	}
	b.WriteString(" >> /Pattern <<")
	for i, object := range r.tiles {
		fmt.Fprintf(&b, " /P%d %d 0 R", i, object)
	}
	b.WriteString(" >> >>")
	return b.String()
}

// write writes the fonts, and gives the list of all.
func (r *resources) write() (string, error) {
	for _, f := range r.fonts {
		if err := f.write(r.file); err != nil {
			return "", err
		}
	}
	return r.names(), nil
}

// write writes a font: a composite one whose characters are the numbers of its glyphs, and what letters these are.
func (f *font) write(file *file) error {
	ids := slices.Sorted(maps.Keys(f.letters))
	var letters strings.Builder
	for _, id := range ids {
		letters.WriteRune(f.letters[id])
	}
	body, err := f.face.Embedded(letters.String())
	if err != nil {
		return err
	}
	about, err := f.face.About()
	if err != nil {
		return err
	}
	sum := sha256.Sum256(body)
	tag := make([]byte, 6) // a part of a font is named so
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	name := "/" + string(tag) + "+" + about.Name
	inner, descriptor, outlines, unicode := file.reserve(), file.reserve(), file.reserve(), file.reserve()
	file.put(f.object, fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont %s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>", name, inner, unicode))
	var widths strings.Builder
	for _, id := range ids {
		fmt.Fprintf(&widths, " %d [%d]", id, f.widths[id])
	}
	file.put(inner, fmt.Sprintf("<< /Type /Font /Subtype /CIDFontType2 /BaseFont %s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %d 0 R /W [%s ] /CIDToGIDMap /Identity >>",
		name, descriptor, widths.String()))
	const symbolic = 4 // its characters are its own
	file.put(descriptor, fmt.Sprintf("<< /Type /FontDescriptor /FontName %s /Flags %d /FontBBox [%s] /ItalicAngle 0 /Ascent %s /Descent %s /CapHeight %s /StemV %d /FontFile2 %d 0 R >>", name, symbolic,
		thousandths(about.Low.X, about.Low.Y, about.High.X, about.High.Y), thousandths(about.Ascent), thousandths(-about.Below), thousandths(about.Capitals), f.face.Weight/5, outlines))
	file.stream(outlines, fmt.Sprintf("/Length1 %d", len(body)), body)
	file.stream(unicode, "", f.unicode(ids))
	return nil
}

func thousandths(ems ...float64) string {
	list := make([]float64, len(ems))
	for i, v := range ems {
		list[i] = math.Round(v * 1000)
	}
	return numbers(list...)
}

// unicode says what letters the glyphs are (ISO 32000, 9.10.3).
func (f *font) unicode(ids []uint16) []byte {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for part := range slices.Chunk(ids, 100) {
		fmt.Fprintf(&b, "%d beginbfchar\n", len(part))
		for _, id := range part {
			fmt.Fprintf(&b, "<%04X> <%s>\n", id, utf16Hex(string(f.letters[id])))
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return []byte(b.String())
}
