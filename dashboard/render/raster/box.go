package raster

import (
	"image"
	"image/color"
	"math"
)

// boxOf tells whether the lines are one upright rectangle, as most marks are, and gives its corners.
func boxOf(lines []line) (low, high point, ok bool) {
	if len(lines) != 1 {
		return low, high, false
	}
	p := lines[0].points
	if len(p) == 5 && p[0] == p[4] {
		p = p[:4]
	}
	if len(p) != 4 {
		return low, high, false
	}
	a, b := p[0], p[2]
	across := p[1] == at(b.X, a.Y) && p[3] == at(a.X, b.Y)
	down := p[1] == at(a.X, b.Y) && p[3] == at(b.X, a.Y)
	low, high = at(math.Min(a.X, b.X), math.Min(a.Y, b.Y)), at(math.Max(a.X, b.X), math.Max(a.Y, b.Y))
	return low, high, across || down
}

// fillBox paints a rectangle without tracing it: each pixel by the share of it that is covered, which for most is all.
func (c *canvas) fillBox(low, high point, colour color.NRGBA, clip image.Rectangle) {
	area := bounds([]line{{points: []point{low, high}}}).Intersect(clip).Intersect(c.image.Rect)
	if area.Empty() {
		return
	}
	alpha := float64(colour.A) / 255
	columns := make([]float64, area.Dx())
	for i := range columns {
		columns[i] = covered(low.X, high.X, area.Min.X+i)
	}
	var whole []uint8 // a row that the colour covers whole
	for y := area.Min.Y; y < area.Max.Y; y++ {
		row := covered(low.Y, high.Y, y) * alpha
		pixels := c.image.Pix[c.image.PixOffset(area.Min.X, y):]
		if row == 1 && whole != nil {
			copy(pixels, whole)
			continue
		}
		for i, column := range columns {
			blend(pixels[4*i:4*i+4:4*i+4], colour, row*column)
		}
		if row == 1 && columns[0] == 1 && columns[len(columns)-1] == 1 {
			whole = pixels[:4*len(columns)]
		}
	}
}

// covered is the share of the pixel from v to v+1 that lies between low and high.
func covered(low, high float64, v int) float64 {
	share := math.Max(0, math.Min(high, float64(v+1))-math.Max(low, float64(v)))
	return math.Round(share*shades) / shades
}

// blend lays a colour over a pixel.
func blend(pixel []uint8, c color.NRGBA, share float64) {
	if share >= 0.999 {
		pixel[0], pixel[1], pixel[2], pixel[3] = c.R, c.G, c.B, 255
		return
	}
	rest := 1 - share
	pixel[0] = uint8(float64(c.R)*share + float64(pixel[0])*rest + 0.5)
	pixel[1] = uint8(float64(c.G)*share + float64(pixel[1])*rest + 0.5)
	pixel[2] = uint8(float64(c.B)*share + float64(pixel[2])*rest + 0.5)
	pixel[3] = uint8(255*share + float64(pixel[3])*rest + 0.5)
}
