// Package pdf sets the program's own pictures on a page: shapes as shapes, texts as letters of a font that the file carries.
// The same picture gives the same bytes. It also reads such files back, to compare them.
package pdf

import (
	"bytes"
	"fmt"

	"luanphien/dashboard/render/drawing"
	"luanphien/dashboard/render/typeface"
)

// Said are the words of a file for those who do not see it.
type Said struct {
	Title, Alt, Citation string
	Lang                 string // vi or en
}

// perPX is how many points a px has.
const perPX = 0.75

// limit is the largest side of a page, points (ISO 32000, annex C).
const limit = 14400

// Draw sets an SVG document on a page of its size.
func Draw(svg []byte, fonts typeface.Family, said Said) ([]byte, error) {
	d, err := drawing.Parse(svg)
	if err != nil {
		return nil, err
	}
	width, height := d.Width*perPX, d.Height*perPX
	if width < 1 || height < 1 || width > limit || height > limit {
		return nil, fmt.Errorf("a page of %g × %g points cannot be made", width, height)
	}
	f := &file{}
	catalogue, pages, page, content, about := f.reserve(), f.reserve(), f.reserve(), f.reserve(), f.reserve()
	res := &resources{file: f}
	all := drawing.Box{High: drawing.Point{X: width, Y: height}}
	s := newSurface(res, all)
	if err := d.Draw(s, fonts, drawing.Matrix{A: perPX, D: -perPX, F: height}, all); err != nil {
		return nil, err
	}
	f.stream(content, "", s.out.Bytes())
	list, err := res.write()
	if err != nil {
		return nil, err
	}
	f.put(catalogue, fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R /Lang (%s) /ViewerPreferences << /DisplayDocTitle true >> >>", pages, said.Lang))
	f.put(pages, fmt.Sprintf("<< /Type /Pages /Kids [%d 0 R] /Count 1 >>", page))
	f.put(page, fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %s %s] /Resources %s /Contents %d 0 R >>", pages, number(width), number(height), list, content))
	f.put(about, fmt.Sprintf("<< /Title %s /Subject %s /Keywords %s >>", hexText(said.Title), hexText(said.Alt), hexText(said.Citation)))
	return f.bytes(catalogue, about), nil
}

// surface writes the operators of a page or of a tile. It knows what is set, so that nothing is set twice.
type surface struct {
	out *bytes.Buffer
	res *resources
	all drawing.Box
	set map[string]string // operator → its operands in force
}

func newSurface(res *resources, all drawing.Box) *surface {
	return &surface{out: &bytes.Buffer{}, res: res, all: all, set: map[string]string{}}
}

// say writes a line of operands and operator.
func (s *surface) say(line string) { s.out.WriteString(line + "\n") }

// keep sets what holds until it is set anew.
func (s *surface) keep(operands, operator string) {
	if s.set[operator] != operands {
		s.set[operator] = operands
		s.say(operands + " " + operator)
	}
}

// within runs draw with the area limited to clip.
func (s *surface) within(clip drawing.Box, draw func() error) error {
	if clip.Low.X <= s.all.Low.X && clip.Low.Y <= s.all.Low.Y && clip.High.X >= s.all.High.X && clip.High.Y >= s.all.High.Y {
		return draw()
	}
	if clip.Low.X >= clip.High.X || clip.Low.Y >= clip.High.Y {
		return nil
	}
	before := s.set
	s.set = map[string]string{}
	for operator, operands := range before {
		s.set[operator] = operands
	}
	s.say("q")
	s.say(numbers(clip.Low.X, clip.Low.Y, clip.High.X-clip.Low.X, clip.High.Y-clip.Low.Y) + " re W n")
	err := draw()
	s.say("Q")
	s.set = before
	return err
}

// paint sets the colour or the tile: with the operators of filling or those of stroking.
func (s *surface) paint(with drawing.Paint, colour, space, pattern, opacity string) error {
	alpha := 1.0
	if with.Tile == nil {
		alpha = float64(with.Colour.A) / 255
	}
	s.keep(s.res.opacity(opacity, alpha), "gs")
	if with.Tile == nil {
		c := with.Colour
		delete(s.set, pattern)
		s.keep(numbers(float64(c.R)/255, float64(c.G)/255, float64(c.B)/255), colour)
		return nil
	}
	name, err := s.res.tile(with.Tile)
	if err != nil {
		return err
	}
	delete(s.set, colour)
	s.say("/Pattern " + space)
	s.say(name + " " + pattern)
	return nil
}

// Fill paints the inside of a path.
func (s *surface) Fill(path drawing.Path, with drawing.Paint, clip drawing.Box) error {
	return s.within(clip, func() error {
		if err := s.paint(with, "rg", "cs", "scn", "ca"); err != nil {
			return err
		}
		s.path(path)
		s.say("f")
		return nil
	})
}

// How the ends and joins of strokes are called.
var (
	caps  = map[string]string{"butt": "0", "round": "1", "square": "2"}
	joins = map[string]string{"miter": "0", "round": "1", "bevel": "2"}
)

// Stroke paints along a path.
func (s *surface) Stroke(path drawing.Path, with drawing.Paint, pen drawing.Pen, clip drawing.Box) error {
	cap, ok := caps[pen.Cap]
	join, known := joins[pen.Join]
	if !ok || !known {
		return fmt.Errorf("a stroke with the ends %q and the joins %q is not known", pen.Cap, pen.Join)
	}
	return s.within(clip, func() error {
		if err := s.paint(with, "RG", "CS", "SCN", "CA"); err != nil {
			return err
		}
		s.keep(number(pen.Width), "w")
		s.keep(cap, "J")
		s.keep(join, "j")
		s.keep(number(max(1, pen.Limit)), "M")
		s.keep("["+numbers(pen.Dash...)+"] "+number(pen.Phase), "d")
		s.path(path)
		s.say("S")
		return nil
	})
}

func (s *surface) path(path drawing.Path) {
	for _, step := range path {
		p := step.Points
		switch step.Op {
		case 'M':
			s.say(numbers(p[0].X, p[0].Y) + " m")
		case 'L':
			s.say(numbers(p[0].X, p[0].Y) + " l")
		case 'C':
			s.say(numbers(p[0].X, p[0].Y, p[1].X, p[1].Y, p[2].X, p[2].Y) + " c")
		case 'Z':
			s.say("h")
		}
	}
}

// Letters sets a text as letters, so that it can be searched and copied.
func (s *surface) Letters(text drawing.Text, with drawing.Paint, clip drawing.Box) error {
	glyphs := text.Face.Glyphs(text.Words)
	if len(glyphs) == 0 {
		return nil
	}
	font := s.res.font(text.Face)
	return s.within(clip, func() error {
		if err := s.paint(with, "rg", "cs", "scn", "ca"); err != nil {
			return err
		}
		size := text.To.Scale()
		m := text.To // letters stand upwards, the plane of a picture goes downwards
		s.say("BT")
		s.keep(font.resource+" "+number(size), "Tf")
		s.say(exactly(m.A/size, m.B/size, -m.C/size, -m.D/size, m.E, m.F) + " Tm")
		s.say(font.line(glyphs) + " TJ")
		s.say("ET")
		return nil
	})
}
