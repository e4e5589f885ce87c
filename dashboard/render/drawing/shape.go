package drawing

import (
	"errors"
	"fmt"
	"math"

	"luanphien/dashboard/render/typeface"
)

// shape draws the lines of an element.
func (t *tracer) shape(n *node) error {
	switch n.name {
	case "path":
		return t.read(n.attrs["d"])
	case "rect":
		return t.rect(n)
	case "circle", "ellipse":
		return t.ellipse(n)
	case "line":
		v, err := n.all("x1", "y1", "x2", "y2")
		if err != nil {
			return err
		}
		t.move(Point{v[0], v[1]})
		t.line(Point{v[2], v[3]})
		return nil
	case "polyline", "polygon":
		return t.polygon(n)
	}
	return fmt.Errorf("it is not known")
}

// all reads several numbers, 0 where one is not given.
func (n *node) all(names ...string) ([]float64, error) {
	v := make([]float64, len(names))
	for i, name := range names {
		var err error
		if v[i], err = n.number(name, 0); err != nil {
			return nil, err
		}
	}
	return v, nil
}

func (t *tracer) rect(n *node) error {
	v, err := n.all("x", "y", "width", "height", "rx", "ry")
	if err != nil {
		return err
	}
	x, y, w, h := v[0], v[1], v[2], v[3]
	rx := math.Min(math.Max(v[4], v[5]), w/2)
	ry := math.Min(math.Max(v[4], v[5]), h/2)
	t.move(Point{x + rx, y})
	t.line(Point{x + w - rx, y})
	t.corner(rx, ry, Point{x + w, y + ry})
	t.line(Point{x + w, y + h - ry})
	t.corner(rx, ry, Point{x + w - rx, y + h})
	t.line(Point{x + rx, y + h})
	t.corner(rx, ry, Point{x, y + h - ry})
	t.line(Point{x, y + ry})
	t.corner(rx, ry, Point{x + rx, y})
	t.close()
	return nil
}

func (t *tracer) corner(rx, ry float64, to Point) {
	if rx > 0 && ry > 0 {
		t.arc(rx, ry, 0, false, true, to)
	}
}

func (t *tracer) ellipse(n *node) error {
	v, err := n.all("cx", "cy", "r", "rx", "ry")
	if err != nil {
		return err
	}
	rx, ry := v[3], v[4]
	if n.name == "circle" {
		rx, ry = v[2], v[2]
	}
	if rx <= 0 || ry <= 0 {
		return nil
	}
	t.move(Point{v[0] + rx, v[1]})
	t.arc(rx, ry, 0, false, true, Point{v[0] - rx, v[1]})
	t.arc(rx, ry, 0, false, true, Point{v[0] + rx, v[1]})
	t.close()
	return nil
}

func (t *tracer) polygon(n *node) error {
	v, err := numbers(n.attrs["points"])
	if err != nil {
		return err
	}
	for i := 0; i+1 < len(v); i += 2 {
		if i == 0 {
			t.move(Point{v[i], v[i+1]})
		} else {
			t.line(Point{v[i], v[i+1]})
		}
	}
	if n.name == "polygon" {
		t.close()
	}
	return nil
}

// Text is a line of letters.
type Text struct {
	Words string
	Face  *typeface.Face
	Size  float64 // px
	To    Matrix  // from ems, the baseline's beginning at 0, 0
}

// Outline is the shape of the letters.
func (t Text) Outline() Path {
	drawn := &tracer{to: t.To}
	for _, g := range t.Face.Layout(t.Words) {
		drawn.glyph(g)
	}
	return drawn.path
}

// text draws the letters of a text element.
func (w *walker) text(n *node, s state) error {
	if len(n.children) > 0 {
		return fmt.Errorf("elements in a text are not known")
	}
	v, err := n.all("x", "y", "dx", "dy")
	if err != nil {
		return err
	}
	font := n.font()
	face := w.fonts.Face(font.Weight)
	x, y := v[0]+v[2], v[1]+v[3]
	switch n.word("text-anchor", "start") {
	case "middle":
		x -= face.Width(n.text) * font.Size / 2
	case "end":
		x -= face.Width(n.text) * font.Size
	}
	switch n.word("dominant-baseline", "auto") {
	case "central", "middle":
		y += face.Central() * font.Size
	}
	text := Text{Words: n.text, Face: face, Size: font.Size, To: s.to.Times(Matrix{A: font.Size, D: font.Size, E: x, F: y})}
	fill, err := w.source(n, "fill", "black", s)
	if err != nil {
		return err
	}
	stroke, pen, err := w.stroke(n, s)
	if err != nil {
		return err
	}
	letters := func() error {
		if fill == nil {
			return nil
		}
		return w.surface.Letters(text, *fill, s.clip)
	}
	halo := func() error {
		if stroke == nil {
			return nil
		}
		return w.surface.Stroke(text.Outline(), *stroke, pen, s.clip)
	}
	if n.attrs["paint-order"] == "stroke" { // the letters stand over their own halo
		return errors.Join(halo(), letters())
	}
	return errors.Join(letters(), halo())
}

func (t *tracer) glyph(g typeface.Placed) {
	at := func(q typeface.Point) Point { return Point{q.X + g.Offset, q.Y} }
	for _, s := range g.Outline {
		switch s.Op {
		case 'M':
			t.close()
			t.move(at(s.Points[0]))
		case 'L':
			t.line(at(s.Points[0]))
		case 'Q':
			t.quad(at(s.Points[0]), at(s.Points[1]))
		case 'C':
			t.cubic(at(s.Points[0]), at(s.Points[1]), at(s.Points[2]))
		}
	}
	t.close()
}

// font reads weight and size of a text.
func (n *node) font() typeface.Font {
	f := typeface.Font{Weight: 400, Size: 16}
	if css, ok := n.style("font"); ok {
		f = typeface.ParseFont(css)
	}
	f.Weight = typeface.ParseWeight(n.word("font-weight", ""), f.Weight)
	if size, err := n.number("font-size", f.Size); err == nil {
		f.Size = size
	}
	return f
}
