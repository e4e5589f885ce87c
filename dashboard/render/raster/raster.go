// Package raster draws the program's own pictures as pixels.
package raster

import (
	"fmt"
	"image"
	"math"

	"luanphien/dashboard/render/drawing"
	"luanphien/dashboard/render/typeface"
)

// limit is the largest side of a picture, px.
const limit = 16000

// Draw draws an SVG document; scale 2 gives twice as many pixels each way. The fonts draw its texts, whatever family
// these name.
func Draw(svg []byte, fonts typeface.Family, scale float64) (*image.RGBA, error) {
	d, err := drawing.Parse(svg)
	if err != nil {
		return nil, err
	}
	w, h := int(d.Width*scale+0.5), int(d.Height*scale+0.5)
	if w < 1 || h < 1 || w > limit || h > limit {
		return nil, fmt.Errorf("a picture of %d × %d pixels cannot be drawn", w, h)
	}
	c := newCanvas(w, h)
	return c.image, d.Draw(c, fonts, drawing.Matrix{A: scale, D: scale}, c.all())
}

// all is the whole picture as a box.
func (c *canvas) all() drawing.Box {
	high := c.image.Rect.Max
	return drawing.Box{High: point{X: float64(high.X), Y: float64(high.Y)}}
}

// Fill paints the inside of a path.
func (c *canvas) Fill(path drawing.Path, with drawing.Paint, clip drawing.Box) error {
	return c.lines(flat(path), with, clip)
}

// Stroke paints along a path.
func (c *canvas) Stroke(path drawing.Path, with drawing.Paint, p drawing.Pen, clip drawing.Box) error {
	return c.lines(pen(p).outline(flat(path)), with, clip)
}

// Letters paints a text by the outlines of its letters.
func (c *canvas) Letters(text drawing.Text, with drawing.Paint, clip drawing.Box) error {
	return c.lines(flat(text.Outline()), with, clip)
}

func (c *canvas) lines(lines []line, with drawing.Paint, clip drawing.Box) error {
	if with.Tile == nil {
		c.fill(lines, image.NewUniform(with.Colour), pixels(clip))
		return nil
	}
	tile, err := tileOf(with.Tile)
	if err != nil {
		return err
	}
	c.fill(lines, tile, pixels(clip))
	return nil
}

// pixels are the whole pixels around a box.
func pixels(b drawing.Box) image.Rectangle { return bounds([]line{{points: []point{b.Low, b.High}}}) }

// detail is how many pixels of a pattern's tile stand for one pixel of the picture, each way.
const detail = 4

// tileOf draws a tile.
func tileOf(t *drawing.Tile) (*tiles, error) {
	from, _ := t.To.Inverse() // a tile that has none is refused where it is read
	scale := detail * t.Scale
	w, h := int(t.Width*scale+0.5), int(t.Height*scale+0.5)
	if w < 1 || h < 1 || w > limit || h > limit {
		return nil, fmt.Errorf("a pattern of %d × %d pixels cannot be drawn", w, h)
	}
	c := newCanvas(w, h)
	if err := t.Draw(c, drawing.Matrix{A: float64(w) / t.Width, D: float64(h) / t.Height}, c.all()); err != nil {
		return nil, err
	}
	return &tiles{c.image, from, t.Width, t.Height}, nil
}

// point is a place in the picture, in pixels.
type point = drawing.Point

func at(x, y float64) point { return point{X: x, Y: y} }

// line is a run of straight segments.
type line struct {
	points []point
	closed bool
}

// fine is the length, in pixels, of the pieces that a curve is cut into.
const fine = 1.5

// flat makes a path lines.
func flat(path drawing.Path) []line {
	var lines []line
	for _, s := range path {
		if s.Op == 'M' {
			lines = append(lines, line{points: []point{s.Points[0]}})
			continue
		}
		l := &lines[len(lines)-1]
		switch s.Op {
		case 'L':
			l.points = append(l.points, s.Points[0])
		case 'C':
			l.points = curve(l.points, s.Points)
		case 'Z':
			l.closed = true
		}
	}
	return lines
}

// curve appends the pieces of a cubic curve that begins at the last point.
func curve(points []point, to [3]point) []point {
	p := [4]point{points[len(points)-1], to[0], to[1], to[2]}
	length := distance(p[0], p[1]) + distance(p[1], p[2]) + distance(p[2], p[3])
	steps := max(2, min(64, int(math.Ceil(length/fine))))
	for i := 1; i <= steps; i++ {
		u := float64(i) / float64(steps)
		v := 1 - u
		points = append(points, mix(p, [4]float64{v * v * v, 3 * v * v * u, 3 * v * u * u, u * u * u}))
	}
	return points
}

func mix(p [4]point, w [4]float64) point {
	var q point
	for i := range p {
		q.X += p[i].X * w[i]
		q.Y += p[i].Y * w[i]
	}
	return q
}

func distance(a, b point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }
