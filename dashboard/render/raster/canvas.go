package raster

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"

	"luanphien/dashboard/render/drawing"
)

// canvas is the picture with the area that may be painted.
type canvas struct {
	image *image.RGBA
	pen   *vector.Rasterizer
	room  []uint8 // of the mask traced last
}

func newCanvas(width, height int) *canvas {
	return &canvas{image: image.NewRGBA(image.Rect(0, 0, width, height)), pen: vector.NewRasterizer(1, 1)}
}

// fill paints the inside of the lines, limited to clip. Only the box around the lines is worked on.
func (c *canvas) fill(lines []line, source image.Image, clip image.Rectangle) {
	if uniform, ok := source.(*image.Uniform); ok {
		if low, high, ok := boxOf(lines); ok {
			c.fillBox(low, high, uniform.C.(color.NRGBA), clip)
			return
		}
	}
	m, ok := c.cover(lines, clip)
	if !ok {
		return
	}
	if uniform, ok := source.(*image.Uniform); ok {
		c.lay(m, uniform.C.(color.NRGBA))
		return
	}
	draw.DrawMask(c.image, m.Rect, source, m.Rect.Min, m, m.Rect.Min, draw.Over)
}

// bounds is the smallest box of whole pixels around the lines.
func bounds(lines []line) image.Rectangle {
	low, high := at(math.Inf(1), math.Inf(1)), at(math.Inf(-1), math.Inf(-1))
	for _, l := range lines {
		for _, p := range l.points {
			low = at(math.Min(low.X, p.X), math.Min(low.Y, p.Y))
			high = at(math.Max(high.X, p.X), math.Max(high.Y, p.Y))
		}
	}
	const far = 1 << 20 // px; beyond every picture, within an int
	if !(low.X <= high.X) || low.X < -far || low.Y < -far || high.X > far || high.Y > far {
		if !(low.X <= high.X) {
			return image.Rectangle{}
		}
		low = at(math.Max(low.X, -far), math.Max(low.Y, -far))
		high = at(math.Min(high.X, far), math.Min(high.Y, far))
	}
	return image.Rect(int(math.Floor(low.X)), int(math.Floor(low.Y)), int(math.Ceil(high.X)), int(math.Ceil(high.Y)))
}

// tiles is a source that repeats a tile, drawn larger than life, over the plane.
type tiles struct {
	tile          *image.RGBA
	from          drawing.Matrix // pixels of the picture to the pattern's plane
	width, height float64        // of the tile there
}

func (t *tiles) ColorModel() color.Model { return color.RGBAModel }

func (t *tiles) Bounds() image.Rectangle { return image.Rect(-1e9, -1e9, 1e9, 1e9) }

func (t *tiles) At(x, y int) color.Color {
	p := t.from.Apply(at(float64(x)+0.5, float64(y)+0.5))
	u, v := p.X/t.width, p.Y/t.height
	u, v = u-math.Floor(u), v-math.Floor(v)
	b := t.tile.Bounds()
	return t.tile.RGBAAt(min(int(u*float64(b.Dx())), b.Dx()-1), min(int(v*float64(b.Dy())), b.Dy()-1))
}
