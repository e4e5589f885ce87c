package raster

import (
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
)

// cover traces the inside of the lines, limited to clip; ok is false where nothing is to be painted. The mask may be used
// until the next is traced.
func (c *canvas) cover(lines []line, clip image.Rectangle) (m *image.Alpha, ok bool) {
	box := bounds(lines).Intersect(clip)
	if box.Empty() {
		return nil, false
	}
	c.pen.Reset(box.Dx(), box.Dy())
	dx, dy := float64(box.Min.X), float64(box.Min.Y)
	drawn := false
	for _, l := range lines {
		if len(l.points) < 2 {
			continue
		}
		drawn = true
		for i, p := range l.points {
			x, y := float32(p.X-dx), float32(p.Y-dy)
			if i == 0 {
				c.pen.MoveTo(x, y)
			} else {
				c.pen.LineTo(x, y)
			}
		}
		c.pen.ClosePath()
	}
	if !drawn {
		return nil, false
	}
	pixels := box.Dx() * box.Dy()
	if cap(c.room) < pixels {
		c.room = make([]uint8, pixels)
	}
	m = &image.Alpha{Pix: c.room[:pixels], Stride: box.Dx(), Rect: box}
	c.pen.DrawOp = draw.Src // overwrites every pixel of the box
	c.pen.Draw(m, box, image.Opaque, image.Point{})
	for i, v := range m.Pix {
		m.Pix[i] = steps[v]
	}
	return m, true
}

// shades is how many steps an edge has from nothing to a whole pixel. The eye tells no more of them, and a picture with few
// colours is a small file.
const shades = 16

// steps are the nearest steps to each cover of a pixel.
var steps = func() (list [256]uint8) {
	for v := range list {
		list[v] = uint8((v*shades + 127) / 255 * 255 / shades)
	}
	return list
}()

// lay paints a colour through a mask. What the mask leaves free, as most of the box around a slanting band or a thin curve,
// is passed over.
func (c *canvas) lay(m *image.Alpha, colour color.NRGBA) {
	area := m.Rect.Intersect(c.image.Rect)
	if area.Empty() {
		return
	}
	const most = 255 * 255
	alpha := uint32(colour.A)
	r, g, b := uint32(colour.R), uint32(colour.G), uint32(colour.B)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		from := m.PixOffset(area.Min.X, y)
		covered := m.Pix[from : from+area.Dx()]
		at := c.image.PixOffset(area.Min.X, y)
		pixels := c.image.Pix[at : at+4*area.Dx()]
		for x := 0; x < len(covered); x++ {
			for x+8 <= len(covered) && binary.NativeEndian.Uint64(covered[x:]) == 0 {
				x += 8
			}
			if x == len(covered) {
				break
			}
			share := uint32(covered[x]) * alpha
			if share == 0 {
				continue
			}
			pixel := pixels[4*x : 4*x+4 : 4*x+4]
			if share == most {
				pixel[0], pixel[1], pixel[2], pixel[3] = colour.R, colour.G, colour.B, 255
				continue
			}
			rest := most - share
			pixel[0] = uint8((r*share + uint32(pixel[0])*rest + most/2) / most)
			pixel[1] = uint8((g*share + uint32(pixel[1])*rest + most/2) / most)
			pixel[2] = uint8((b*share + uint32(pixel[2])*rest + most/2) / most)
			pixel[3] = uint8((255*share + uint32(pixel[3])*rest + most/2) / most)
		}
	}
}
