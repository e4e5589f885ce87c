package render

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"

	"github.com/klauspost/compress/zlib"
)

// pngSignature begins every PNG.
const pngSignature = "\x89PNG\r\n\x1a\n"

// compression is that of the pixels: what a higher one saves is little for its time.
const compression = 5

// encode writes an opaque picture as PNG with its texts. No row is filtered: what repeats in a chart are runs of the same
// pixels. A picture of few colours, as nearly all are, names each pixel by the number of its colour.
func encode(m *image.RGBA, w Words) ([]byte, error) {
	width, height := m.Rect.Dx(), m.Rect.Dy()
	const eachColour, numbered = 2, 3 // the kinds of pixels
	numbers, colours := numberedColours(m)
	kind := byte(eachColour)
	if numbers != nil {
		kind = numbered
	}
	header := binary.BigEndian.AppendUint32(nil, uint32(width))
	header = binary.BigEndian.AppendUint32(header, uint32(height))
	header = append(header, 8, kind, 0, 0, 0) // 8 bits of each
	out := appendChunk([]byte(pngSignature), "IHDR", header)
	if numbers != nil {
		out = appendChunk(out, "PLTE", colours)
	}
	for _, e := range entries(w) {
		if e[1] != "" {
			out = appendChunk(out, "iTXt", []byte(e[0]+afterKey+e[1]))
		}
	}
	var packed bytes.Buffer
	z, err := zlib.NewWriterLevel(&packed, compression)
	if err != nil {
		return nil, err
	}
	row := make([]byte, 1+3*width)
	for y := range height {
		written := row
		if numbers != nil {
			written = row[:1+width]
			copy(written[1:], numbers[y*width:])
		} else {
			pixels := m.Pix[y*m.Stride : y*m.Stride+4*width]
			for x, to := 0, row[1:]; x < len(pixels); x, to = x+4, to[3:] {
				copy(to[:3:3], pixels[x:x+3:x+3])
			}
		}
		if _, err := z.Write(written); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return appendChunk(appendChunk(out, "IDAT", packed.Bytes()), "IEND", nil), nil
}

// mostColours is how many colours a byte can number.
const mostColours = 256

// numberedColours gives each pixel the number of its colour, and the colours, three bytes each; nil where they are more than
// a byte can number.
func numberedColours(m *image.RGBA) (numbers, colours []byte) {
	width, height := m.Rect.Dx(), m.Rect.Dy()
	numbers = make([]byte, width*height)
	// A colour's place in the table is found from its bits; where another stands, the next is tried. 0 = the place is free.
	const places = 4 * mostColours
	var table [places]uint32
	var number [places]byte
	last, lastNumber := uint32(0), byte(0) // most pixels are as the one before
	for y := range height {
		pixels := m.Pix[y*m.Stride : y*m.Stride+4*width]
		line := numbers[y*width : (y+1)*width]
		for x := range line {
			p := pixels[4*x : 4*x+4 : 4*x+4]
			colour := uint32(p[0])<<16 | uint32(p[1])<<8 | uint32(p[2]) | 1<<24
			if colour != last {
				at := colour * 0x9e3779b1 >> 22
				for table[at] != colour && table[at] != 0 {
					at = (at + 1) % places
				}
				if table[at] == 0 {
					if len(colours) == 3*mostColours {
						return nil, nil
					}
					table[at], number[at] = colour, byte(len(colours)/3)
					colours = append(colours, p[0], p[1], p[2])
				}
				last, lastNumber = colour, number[at]
			}
			line[x] = lastNumber
		}
	}
	return numbers, colours
}

func appendChunk(out []byte, kind string, body []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
	start := len(out)
	out = append(append(out, kind...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[start:]))
}

// Size is the width and height that a PNG's header says, whatever follows; ok is false where there is none.
func Size(file []byte) (size image.Point, ok bool) {
	header, ok := bytes.CutPrefix(file, []byte(pngSignature+"\x00\x00\x00\x0dIHDR"))
	if !ok || len(header) < 8 {
		return size, false
	}
	return image.Pt(int(binary.BigEndian.Uint32(header)), int(binary.BigEndian.Uint32(header[4:]))), true
}

// AtDensity says in a PNG how many of its pixels make a metre on paper (chunk pHYs, after the header).
func AtDensity(file []byte, perMetre int) []byte {
	const afterHeader = len(pngSignature) + 4 + 4 + 13 + 4
	body := binary.BigEndian.AppendUint32(nil, uint32(perMetre))
	body = append(binary.BigEndian.AppendUint32(body, uint32(perMetre)), 1)
	return append(appendChunk(append([]byte{}, file[:afterHeader]...), "pHYs", body), file[afterHeader:]...)
}
