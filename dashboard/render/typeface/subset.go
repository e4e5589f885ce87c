package typeface

import (
	"encoding/binary"
	"errors"
	"slices"

	"golang.org/x/image/font/sfnt"
)

// Subset is the font as a file with the outlines of only the letters of text. Every glyph keeps its number, so that
// widths, kerning and the map of characters stay as they are; hinting is left out.
func (f *Face) Subset(text string) ([]byte, error) {
	kept, err := f.subset(text, "OS/2", "cmap", "hhea", "hmtx", "maxp", "name", "GPOS")
	if err != nil {
		return nil, err
	}
	post := make([]byte, 32)
	binary.BigEndian.PutUint32(post, 0x00030000) // no names of glyphs
	kept["post"] = post
	return writeTables(kept), nil
}

// subset gives the tables of those names, and of the outlines only those that a text needs.
func (f *Face) subset(text string, names ...string) (map[string][]byte, error) {
	tables, err := readTables(f.data)
	if err != nil {
		return nil, err
	}
	keep := f.used(text)
	loca, glyf, err := pick(tables, keep)
	if err != nil {
		return nil, err
	}
	head := slices.Clone(tables["head"])
	binary.BigEndian.PutUint16(head[50:], 1) // loca of 32 bits
	binary.BigEndian.PutUint32(head[8:], 0)  // the file's checksum, which no reader asks for
	kept := map[string][]byte{"head": head, "loca": loca, "glyf": glyf}
	for _, name := range names {
		if t, ok := tables[name]; ok {
			kept[name] = t
		}
	}
	return kept, nil
}

// used are the numbers of the glyphs that a text needs; 0 is the box for missing letters.
func (f *Face) used(text string) map[sfnt.GlyphIndex]bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	keep := map[sfnt.GlyphIndex]bool{0: true}
	for _, r := range text {
		keep[f.glyph(r)] = true
	}
	return keep
}

var errFont = errors.New("the font's tables are not as expected")

func readTables(data []byte) (map[string][]byte, error) {
	if len(data) < 12 {
		return nil, errFont
	}
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		at := 12 + 16*i
		if at+16 > len(data) {
			return nil, errFont
		}
		start, size := binary.BigEndian.Uint32(data[at+8:]), binary.BigEndian.Uint32(data[at+12:])
		if uint64(start)+uint64(size) > uint64(len(data)) {
			return nil, errFont
		}
		tables[string(data[at:at+4])] = data[start : start+size]
	}
	if len(tables["head"]) < 54 || len(tables["maxp"]) < 6 || tables["loca"] == nil || tables["glyf"] == nil {
		return nil, errFont
	}
	return tables, nil
}

// pick copies the outlines of the kept glyphs, and of those they are composed of, into a new glyf with its loca.
func pick(tables map[string][]byte, keep map[sfnt.GlyphIndex]bool) (loca, glyf []byte, err error) {
	count := int(binary.BigEndian.Uint16(tables["maxp"][4:]))
	long := binary.BigEndian.Uint16(tables["head"][50:]) == 1
	outline := func(g sfnt.GlyphIndex) ([]byte, error) {
		start, end, ok := span(tables["loca"], int(g), long)
		if !ok || int(g) >= count || start > end || end > len(tables["glyf"]) {
			return nil, errFont
		}
		return tables["glyf"][start:end], nil
	}
	for queue := keys(keep); len(queue) > 0; queue = queue[1:] {
		b, err := outline(queue[0])
		if err != nil {
			return nil, nil, err
		}
		for _, part := range parts(b) {
			if !keep[part] {
				keep[part] = true
				queue = append(queue, part)
			}
		}
	}
	loca = make([]byte, 4*(count+1))
	for g := range count {
		if keep[sfnt.GlyphIndex(g)] {
			b, err := outline(sfnt.GlyphIndex(g))
			if err != nil {
				return nil, nil, err
			}
			glyf = append(glyf, b...)
			glyf = append(glyf, make([]byte, -len(glyf)&3)...)
		}
		binary.BigEndian.PutUint32(loca[4*(g+1):], uint32(len(glyf)))
	}
	return loca, glyf, nil
}

func span(loca []byte, g int, long bool) (start, end int, ok bool) {
	if long {
		if 4*g+8 > len(loca) {
			return 0, 0, false
		}
		return int(binary.BigEndian.Uint32(loca[4*g:])), int(binary.BigEndian.Uint32(loca[4*g+4:])), true
	}
	if 2*g+4 > len(loca) {
		return 0, 0, false
	}
	return 2 * int(binary.BigEndian.Uint16(loca[2*g:])), 2 * int(binary.BigEndian.Uint16(loca[2*g+2:])), true
}

// Flags of a part of a composite glyph (OpenType, table glyf).
const (
	argumentsAreWords = 0x0001
	hasScale          = 0x0008
	moreParts         = 0x0020
	hasTwoScales      = 0x0040
	hasMatrix         = 0x0080
)

// parts are the glyphs that a composite glyph is made of.
func parts(glyph []byte) []sfnt.GlyphIndex {
	if len(glyph) < 10 || int16(binary.BigEndian.Uint16(glyph)) >= 0 {
		return nil
	}
	var list []sfnt.GlyphIndex
	for at := 10; at+4 <= len(glyph); {
		flags := binary.BigEndian.Uint16(glyph[at:])
		list = append(list, sfnt.GlyphIndex(binary.BigEndian.Uint16(glyph[at+2:])))
		at += 6
		if flags&argumentsAreWords != 0 {
			at += 2
		}
		switch {
		case flags&hasScale != 0:
			at += 2
		case flags&hasTwoScales != 0:
			at += 4
		case flags&hasMatrix != 0:
			at += 8
		}
		if flags&moreParts == 0 {
			break
		}
	}
	return list
}

func keys(m map[sfnt.GlyphIndex]bool) []sfnt.GlyphIndex {
	list := make([]sfnt.GlyphIndex, 0, len(m))
	for g := range m {
		list = append(list, g)
	}
	return list
}

// writeTables lays out a TrueType file, its tables in the order of their names.
func writeTables(tables map[string][]byte) []byte {
	names := make([]string, 0, len(tables))
	for name := range tables {
		names = append(names, name)
	}
	slices.Sort(names)
	log := 0
	for 2<<log <= len(names) {
		log++
	}
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []int{len(names), 16 << log, log, 16*len(names) - 16<<log} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at := 12 + 16*len(names)
	for _, name := range names {
		out = append(out, name...)
		out = binary.BigEndian.AppendUint32(out, checksum(tables[name]))
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(tables[name])))
		at += (len(tables[name]) + 3) &^ 3
	}
	for _, name := range names {
		out = append(out, tables[name]...)
		out = append(out, make([]byte, -len(out)&3)...)
	}
	return out
}

// checksum adds a table's words of 32 bits.
func checksum(table []byte) uint32 {
	var sum uint32
	for i := 0; i < len(table); i += 4 {
		var word [4]byte
		copy(word[:], table[i:])
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}
