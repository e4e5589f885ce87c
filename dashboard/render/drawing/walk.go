// Package drawing reads the SVG of the program's own pictures: the elements, attributes and units that charts are written
// in, and no others. What it does not know is an error, never a picture with something missing. A surface paints what it
// reads: raster in pixels, pdf on a page.
package drawing

import (
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"

	"luanphien/dashboard/render/typeface"
)

// Surface is what a drawing is painted on. All points are in its own plane.
type Surface interface {
	// Fill paints the inside of a path, within clip.
	Fill(path Path, with Paint, clip Box) error
	// Stroke paints along a path.
	Stroke(path Path, with Paint, pen Pen, clip Box) error
	// Letters paints a text.
	Letters(text Text, with Paint, clip Box) error
}

// Paint is a colour with its opacity, or a tile that is repeated.
type Paint struct {
	Colour color.NRGBA
	Tile   *Tile // nil = the colour
}

// Tile is a piece of a drawing that is repeated over the plane.
type Tile struct {
	Width, Height float64
	To            Matrix // from the tile's plane to the surface's
	Scale         float64
	// Draw draws it on a surface of its own, its plane mapped by to.
	Draw func(on Surface, to Matrix, clip Box) error
}

// Pen is how a stroke is drawn; lengths in the surface's plane.
type Pen struct {
	Width float64
	Cap   string // butt, round, square
	Join  string // miter, round, bevel
	Limit float64
	Dash  []float64
	Phase float64
}

// Box is an upright rectangle.
type Box struct{ Low, High Point }

// Intersect is what both boxes cover.
func (b Box) Intersect(other Box) Box {
	return Box{Point{math.Max(b.Low.X, other.Low.X), math.Max(b.Low.Y, other.Low.Y)}, Point{math.Min(b.High.X, other.High.X), math.Min(b.High.Y, other.High.Y)}}
}

// Bounds is the box around the points of a path; around curves it is that of their handles.
func (p Path) Bounds() Box {
	b := Box{Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}}
	for _, s := range p {
		for _, q := range s.Points[:points[s.Op]] {
			b.Low = Point{math.Min(b.Low.X, q.X), math.Min(b.Low.Y, q.Y)}
			b.High = Point{math.Max(b.High.X, q.X), math.Max(b.High.Y, q.Y)}
		}
	}
	return b
}

// points is how many points a step has.
var points = map[byte]int{'M': 1, 'L': 1, 'C': 3}

// Document is a drawing that was read.
type Document struct {
	root          *node
	Width, Height float64 // px
}

// Parse reads an SVG document.
func Parse(svg []byte) (*Document, error) {
	root, err := parse(svg)
	if err != nil {
		return nil, err
	}
	d := &Document{root: root}
	if d.Width, err = root.number("width", 0); err != nil {
		return nil, err
	}
	d.Height, err = root.number("height", 0)
	return d, err
}

// Draw draws it on a surface, px mapped by to. The fonts draw its texts, whatever family these name.
func (d *Document) Draw(on Surface, fonts typeface.Family, to Matrix, clip Box) error {
	w := &walker{surface: on, fonts: fonts, ids: map[string]*node{}}
	w.index(d.root)
	return w.all(d.root.children, state{to: to, clip: clip, opacity: 1})
}

// Said is what the document says of itself: the text of an element such as title or desc.
func (d *Document) Said(name string) string {
	for _, n := range d.root.children {
		if n.name == name {
			return n.text
		}
	}
	return ""
}

// walker draws the elements of one document.
type walker struct {
	surface Surface
	fonts   typeface.Family
	ids     map[string]*node
}

// state is what an element takes over from those around it.
type state struct {
	to      Matrix // to the surface's plane
	clip    Box
	opacity float64
}

func (w *walker) index(n *node) {
	if id := n.attrs["id"]; id != "" {
		w.ids[id] = n
	}
	for _, child := range n.children {
		w.index(child)
	}
}

func (w *walker) all(list []*node, s state) error {
	for _, n := range list {
		if err := w.element(n, s); err != nil {
			return fmt.Errorf("<%s>: %w", n.name, err)
		}
	}
	return nil
}

func (w *walker) element(n *node, s state) error {
	switch n.name {
	case "defs", "title", "desc", "metadata", "style", "clipPath", "pattern":
		return nil // drawn where they are named, or not at all
	}
	s, err := w.enter(n, s)
	if err != nil {
		return err
	}
	switch n.name {
	case "g":
		return w.all(n.children, s)
	case "text":
		return w.text(n, s)
	}
	t := &tracer{to: s.to}
	if err := t.shape(n); err != nil {
		return err
	}
	return w.paint(n, t.path, s)
}

// enter applies what an element says of the plane, the area and the opacity of itself and what is in it.
func (w *walker) enter(n *node, s state) (state, error) {
	if text := n.attrs["transform"]; text != "" {
		m, err := parseTransform(text)
		if err != nil {
			return s, err
		}
		s.to = s.to.Times(m)
	}
	opacity, err := n.number("opacity", 1)
	if err != nil {
		return s, err
	}
	s.opacity *= opacity
	if text, ok := n.style("clip-path"); ok && text != "none" {
		area, err := w.area(text, s)
		if err != nil {
			return s, err
		}
		s.clip = s.clip.Intersect(area)
	}
	return s, nil
}

// area is the box of a clip path. The charts clip to upright rectangles only.
func (w *walker) area(ref string, s state) (Box, error) {
	n, err := w.named(ref, "clipPath")
	if err != nil {
		return Box{}, err
	}
	t := &tracer{to: s.to}
	for _, child := range n.children {
		if err := t.shape(child); err != nil {
			return Box{}, err
		}
	}
	var start, at Point
	for _, step := range t.path {
		to := step.Points[0]
		switch step.Op {
		case 'M':
			start, at = to, to
			continue
		case 'Z':
			to = start
		case 'C':
			return Box{}, fmt.Errorf("%s is not a rectangle", ref)
		}
		if dx, dy := at.X-to.X, at.Y-to.Y; dx*dy > 1e-6 || dx*dy < -1e-6 {
			return Box{}, fmt.Errorf("%s is not a rectangle", ref)
		}
		at = to
	}
	return t.path.Bounds(), nil
}

// named finds the element that "url(#id)" names.
func (w *walker) named(ref, name string) (*node, error) {
	id := strings.TrimSuffix(strings.TrimPrefix(ref, "url(#"), ")")
	n := w.ids[id]
	if n == nil || n.name != name {
		return nil, fmt.Errorf("%s names no %s", ref, name)
	}
	return n, nil
}

// paint fills and strokes a path as the element says.
func (w *walker) paint(n *node, path Path, s state) error {
	fill, err := w.source(n, "fill", "black", s)
	if err != nil {
		return err
	}
	if fill != nil {
		if err := w.surface.Fill(path, *fill, s.clip); err != nil {
			return err
		}
	}
	stroke, pen, err := w.stroke(n, s)
	if err != nil || stroke == nil {
		return err
	}
	return w.surface.Stroke(path, *stroke, pen, s.clip)
}

// stroke is what an element is stroked with and how; nil where it is not.
func (w *walker) stroke(n *node, s state) (*Paint, Pen, error) {
	stroke, err := w.source(n, "stroke", "none", s)
	if err != nil || stroke == nil {
		return nil, Pen{}, err
	}
	pen, err := n.pen(s.to.Scale())
	if err != nil || pen.Width == 0 {
		return nil, pen, err
	}
	return stroke, pen, nil
}

// source is what an element is filled or stroked with, nil where with nothing.
func (w *walker) source(n *node, property, otherwise string, s state) (*Paint, error) {
	text, ok := n.style(property)
	if !ok {
		text = otherwise
	}
	opacity, err := n.number(property+"-opacity", 1)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(text, "url(") {
		return w.pattern(text, s, opacity)
	}
	c, ok, err := parseColour(text)
	if err != nil || !ok {
		return nil, err
	}
	c.A = level(float64(c.A) / 255 * opacity * s.opacity)
	return &Paint{Colour: c}, nil
}

// pattern is the tile that a fill names.
func (w *walker) pattern(ref string, s state, opacity float64) (*Paint, error) {
	n, err := w.named(ref, "pattern")
	if err != nil {
		return nil, err
	}
	width, err := n.number("width", 0)
	if err != nil {
		return nil, err
	}
	height, err := n.number("height", 0)
	if err != nil {
		return nil, err
	}
	turn, err := parseTransform(n.attrs["patternTransform"])
	if err != nil {
		return nil, err
	}
	to := s.to.Times(turn)
	if _, ok := to.Inverse(); !ok || width <= 0 || height <= 0 || n.attrs["patternUnits"] != "userSpaceOnUse" {
		return nil, fmt.Errorf("the pattern %s cannot be drawn", ref)
	}
	draw := func(on Surface, to Matrix, clip Box) error {
		inside := &walker{surface: on, fonts: w.fonts, ids: w.ids}
		return inside.all(n.children, state{to: to, clip: clip, opacity: opacity * s.opacity})
	}
	return &Paint{Tile: &Tile{Width: width, Height: height, To: to, Scale: s.to.Scale(), Draw: draw}}, nil
}

// pen reads how an element is stroked; scale is from its lengths to the surface's.
func (n *node) pen(scale float64) (Pen, error) {
	with := Pen{Cap: n.word("stroke-linecap", "butt"), Join: n.word("stroke-linejoin", "miter")}
	for _, field := range []struct {
		to        *float64
		name      string
		otherwise float64
		scale     float64
	}{{&with.Width, "stroke-width", 1, scale}, {&with.Limit, "stroke-miterlimit", 4, 1}, {&with.Phase, "stroke-dashoffset", 0, scale}} {
		v, err := n.number(field.name, field.otherwise)
		if err != nil {
			return with, err
		}
		*field.to = v * field.scale
	}
	if text := n.word("stroke-dasharray", "none"); text != "none" {
		dash, err := numbers(text)
		if err != nil {
			return with, err
		}
		for _, d := range dash {
			with.Dash = append(with.Dash, d*scale)
		}
	}
	return with, nil
}

func (n *node) word(name, otherwise string) string {
	if text, ok := n.style(name); ok {
		return text
	}
	return otherwise
}

// number is an attribute in px, or a plain number.
func (n *node) number(name string, otherwise float64) (float64, error) {
	text, ok := n.style(name)
	if !ok {
		return otherwise, nil
	}
	v, err := strconv.ParseFloat(strings.TrimSuffix(text, "px"), 64)
	if err != nil {
		return 0, fmt.Errorf("%s=%q is not a number", name, text)
	}
	return v, nil
}
