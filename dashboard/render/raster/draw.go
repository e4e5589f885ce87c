// Package raster draws the SVG of the program's own pictures as pixels: the elements, attributes and units that charts
// are written in, and no others. What it does not know is an error, never a picture with something missing.
package raster

import (
	"fmt"
	"image"
	"strconv"
	"strings"

	"luanphien/dashboard/render/typeface"
)

// limit is the largest side of a picture, px.
const limit = 16000

// Draw draws an SVG document; scale 2 gives twice as many pixels each way. The fonts draw its texts, whatever family
// these name.
func Draw(svg []byte, fonts typeface.Family, scale float64) (*image.RGBA, error) {
	root, err := parse(svg)
	if err != nil {
		return nil, err
	}
	width, err := root.number("width", 0)
	if err != nil {
		return nil, err
	}
	height, err := root.number("height", 0)
	if err != nil {
		return nil, err
	}
	w, h := int(width*scale+0.5), int(height*scale+0.5)
	if w < 1 || h < 1 || w > limit || h > limit {
		return nil, fmt.Errorf("a picture of %d × %d pixels cannot be drawn", w, h)
	}
	p := &painter{canvas: newCanvas(w, h), fonts: fonts, ids: map[string]*node{}}
	p.index(root)
	state := state{to: matrix{a: scale, d: scale}, clip: p.canvas.image.Bounds(), opacity: 1}
	if err := p.all(root.children, state); err != nil {
		return nil, err
	}
	return p.canvas.image, nil
}

// painter draws the elements of one document.
type painter struct {
	canvas *canvas
	fonts  typeface.Family
	ids    map[string]*node
}

// state is what an element takes over from those around it.
type state struct {
	to      matrix // to pixels
	clip    image.Rectangle
	opacity float64
}

func (p *painter) index(n *node) {
	if id := n.attrs["id"]; id != "" {
		p.ids[id] = n
	}
	for _, child := range n.children {
		p.index(child)
	}
}

func (p *painter) all(list []*node, s state) error {
	for _, n := range list {
		if err := p.element(n, s); err != nil {
			return fmt.Errorf("<%s>: %w", n.name, err)
		}
	}
	return nil
}

func (p *painter) element(n *node, s state) error {
	switch n.name {
	case "defs", "title", "desc", "metadata", "style", "clipPath", "pattern":
		return nil // drawn where they are named, or not at all
	}
	s, err := p.enter(n, s)
	if err != nil {
		return err
	}
	switch n.name {
	case "g":
		return p.all(n.children, s)
	case "text":
		return p.text(n, s)
	}
	t := &tracer{to: s.to}
	if err := t.shape(n); err != nil {
		return err
	}
	return p.paint(n, t.lines, s)
}

// enter applies what an element says of the plane, the area and the opacity of itself and what is in it.
func (p *painter) enter(n *node, s state) (state, error) {
	if text := n.attrs["transform"]; text != "" {
		m, err := parseTransform(text)
		if err != nil {
			return s, err
		}
		s.to = s.to.times(m)
	}
	opacity, err := n.number("opacity", 1)
	if err != nil {
		return s, err
	}
	s.opacity *= opacity
	if text, ok := n.style("clip-path"); ok && text != "none" {
		area, err := p.area(text, s)
		if err != nil {
			return s, err
		}
		s.clip = s.clip.Intersect(area)
	}
	return s, nil
}

// area is the box of a clip path. The charts clip to upright rectangles only.
func (p *painter) area(ref string, s state) (image.Rectangle, error) {
	n, err := p.named(ref, "clipPath")
	if err != nil {
		return image.Rectangle{}, err
	}
	t := &tracer{to: s.to}
	for _, child := range n.children {
		if err := t.shape(child); err != nil {
			return image.Rectangle{}, err
		}
	}
	for _, l := range t.lines {
		for i, a := range l.points {
			b := l.points[(i+1)%len(l.points)]
			if dx, dy := a.x-b.x, a.y-b.y; dx*dy > 1e-6 || dx*dy < -1e-6 {
				return image.Rectangle{}, fmt.Errorf("%s is not a rectangle", ref)
			}
		}
	}
	return bounds(t.lines), nil
}

// named finds the element that "url(#id)" names.
func (p *painter) named(ref, name string) (*node, error) {
	id := strings.TrimSuffix(strings.TrimPrefix(ref, "url(#"), ")")
	n := p.ids[id]
	if n == nil || n.name != name {
		return nil, fmt.Errorf("%s names no %s", ref, name)
	}
	return n, nil
}

// paint fills and strokes lines as the element says.
func (p *painter) paint(n *node, lines []line, s state) error {
	fill, err := p.source(n, "fill", "black", s)
	if err != nil {
		return err
	}
	if fill != nil {
		p.canvas.fill(lines, fill, s.clip)
	}
	stroke, err := p.source(n, "stroke", "none", s)
	if err != nil || stroke == nil {
		return err
	}
	with, err := n.pen(s.to.scale())
	if err != nil || with.width == 0 {
		return err
	}
	p.canvas.fill(with.outline(lines), stroke, s.clip)
	return nil
}

// source is what an element is filled or stroked with, nil where with nothing.
func (p *painter) source(n *node, property, otherwise string, s state) (image.Image, error) {
	text, ok := n.style(property)
	if !ok {
		text = otherwise
	}
	opacity, err := n.number(property+"-opacity", 1)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(text, "url(") {
		return p.pattern(text, s, opacity)
	}
	c, ok, err := parseColour(text)
	if err != nil || !ok {
		return nil, err
	}
	return plain(c, opacity*s.opacity), nil
}

// detail is how many pixels of a pattern's tile stand for one pixel of the picture, each way.
const detail = 4

// pattern draws the tile that a fill names.
func (p *painter) pattern(ref string, s state, opacity float64) (image.Image, error) {
	n, err := p.named(ref, "pattern")
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
	from, ok := s.to.times(turn).inverse()
	scale := detail * s.to.scale()
	w, h := int(width*scale+0.5), int(height*scale+0.5)
	if !ok || w < 1 || h < 1 || w > limit || h > limit || n.attrs["patternUnits"] != "userSpaceOnUse" {
		return nil, fmt.Errorf("the pattern %s cannot be drawn", ref)
	}
	tile := &painter{canvas: newCanvas(w, h), fonts: p.fonts, ids: p.ids}
	inside := state{to: matrix{a: float64(w) / width, d: float64(h) / height}, clip: tile.canvas.image.Bounds(), opacity: opacity * s.opacity}
	if err := tile.all(n.children, inside); err != nil {
		return nil, err
	}
	return &tiles{tile.canvas.image, from, width, height}, nil
}

// pen reads how an element is stroked; scale is from its lengths to pixels.
func (n *node) pen(scale float64) (pen, error) {
	with := pen{cap: n.word("stroke-linecap", "butt"), join: n.word("stroke-linejoin", "miter")}
	for _, field := range []struct {
		to        *float64
		name      string
		otherwise float64
		scale     float64
	}{{&with.width, "stroke-width", 1, scale}, {&with.limit, "stroke-miterlimit", 4, 1}, {&with.phase, "stroke-dashoffset", 0, scale}} {
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
			with.dash = append(with.dash, d*scale)
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
