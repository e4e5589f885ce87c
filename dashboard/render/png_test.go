package render

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"
)

// A picture comes back pixel by pixel, whether its colours can be numbered by a byte or not.
func TestEveryPixelComesBack(t *testing.T) {
	for _, colours := range []int{1, 2, 255, 256, 257, 5000} {
		m := image.NewRGBA(image.Rect(0, 0, 101, 67))
		for i := range 101 * 67 {
			c := i * i % colours * 2654435761
			m.SetRGBA(i%101, i/101, color.RGBA{uint8(c), uint8(c >> 8), uint8(c >> 16), 255})
		}
		seen := map[color.RGBA]bool{}
		for i := range colours { // the corner holds each once
			c := color.RGBA{uint8(i), uint8(i >> 8), 7, 255}
			m.SetRGBA(i%101, i/101, c)
		}
		for i := range 101 * 67 {
			seen[m.RGBAAt(i%101, i/101)] = true
		}
		file, err := encode(m, Words{Title: "Độ bao phủ"})
		if err != nil {
			t.Fatal(err)
		}
		got, err := png.Decode(bytes.NewReader(file))
		if err != nil || got.Bounds() != m.Rect {
			t.Fatal(err, got)
		}
		if _, numbered := got.(*image.Paletted); numbered != (len(seen) <= 256) {
			t.Errorf("%d colours are numbered: %v", len(seen), numbered)
		}
		for i := range 101 * 67 {
			if r, g, b, _ := got.At(i%101, i/101).RGBA(); (color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}) != m.RGBAAt(i%101, i/101) {
				t.Fatalf("%d colours: pixel %d is %v, not %v", colours, i, got.At(i%101, i/101), m.RGBAAt(i%101, i/101))
			}
		}
	}
}
