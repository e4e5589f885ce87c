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

// encode writes an opaque picture as PNG with its texts. The library's own encoder weighs five filters for every row,
// which took longer than the drawing; in charts a row is mostly the row above, so that filter serves all.
func encode(m *image.RGBA, w Words) ([]byte, error) {
	width, height := m.Rect.Dx(), m.Rect.Dy()
	header := binary.BigEndian.AppendUint32(nil, uint32(width))
	header = binary.BigEndian.AppendUint32(header, uint32(height))
	header = append(header, 8, 2, 0, 0, 0) // 8 bits of red, green and blue
	out := appendChunk([]byte(pngSignature), "IHDR", header)
	for _, e := range entries(w) {
		if e[1] != "" {
			out = appendChunk(out, "iTXt", []byte(e[0]+afterKey+e[1]))
		}
	}
	var packed bytes.Buffer
	z, err := zlib.NewWriterLevel(&packed, zlib.BestSpeed)
	if err != nil {
		return nil, err
	}
	const filterUp = 2
	row, same := make([]byte, 1+3*width), make([]byte, 1+3*width)
	row[0], same[0] = filterUp, filterUp
	above := make([]byte, 4*width)
	for y := range height {
		pixels := m.Pix[y*m.Stride : y*m.Stride+4*width]
		filtered := same // all zero, as for most rows of a chart
		if !bytes.Equal(pixels, above) {
			filtered = row
			for x, to := 0, row[1:]; x < len(pixels); x, to = x+4, to[3:] {
				p, q, d := pixels[x:x+3:x+3], above[x:x+3:x+3], to[:3:3]
				d[0], d[1], d[2] = p[0]-q[0], p[1]-q[1], p[2]-q[2]
			}
		}
		if _, err := z.Write(filtered); err != nil {
			return nil, err
		}
		above = pixels
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return appendChunk(appendChunk(out, "IDAT", packed.Bytes()), "IEND", nil), nil
}

func appendChunk(out []byte, kind string, body []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
	start := len(out)
	out = append(append(out, kind...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[start:]))
}

// AtDensity says in a PNG how many of its pixels make a metre on paper (chunk pHYs, after the header).
func AtDensity(file []byte, perMetre int) []byte {
	const afterHeader = len(pngSignature) + 4 + 4 + 13 + 4
	body := binary.BigEndian.AppendUint32(nil, uint32(perMetre))
	body = append(binary.BigEndian.AppendUint32(body, uint32(perMetre)), 1)
	return append(appendChunk(append([]byte{}, file[:afterHeader]...), "pHYs", body), file[afterHeader:]...)
}
