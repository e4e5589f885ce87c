package drawing

import (
	"fmt"
	"math"
	"strconv"
)

// Path is what is filled or stroked: runs of lines and curves.
type Path []Step

// Step is one step of a path: 'M' moves (1 point), 'L' draws a line (1), 'C' a cubic curve (3), 'Z' a line back to the
// beginning of the run.
type Step struct {
	Op     byte
	Points [3]Point
}

// tracer makes a path of steps in its own plane; its points come out in the surface's.
type tracer struct {
	to         Matrix
	path       Path
	start, pen Point // in the path's plane
}

func (t *tracer) move(p Point) {
	t.start, t.pen = p, p
	t.add('M', p)
}

func (t *tracer) add(op byte, points ...Point) {
	s := Step{Op: op}
	for i, p := range points {
		s.Points[i] = t.to.Apply(p)
	}
	t.path = append(t.path, s)
}

// begin readies a run: a step after a close begins a new one where the closed one began.
func (t *tracer) begin() {
	if n := len(t.path); n == 0 || t.path[n-1].Op == 'Z' {
		t.add('M', t.start)
	}
}

func (t *tracer) line(p Point) {
	t.begin()
	t.add('L', p)
	t.pen = p
}

func (t *tracer) close() {
	if n := len(t.path); n > 0 && t.path[n-1].Op != 'Z' {
		t.add('Z')
	}
	t.pen = t.start
}

func (t *tracer) cubic(a, b, c Point) {
	t.begin()
	t.add('C', a, b, c)
	t.pen = c
}

func (t *tracer) quad(a, b Point) {
	from := t.pen
	third := func(p, q Point) Point { return Point{p.X + (q.X-p.X)*2/3, p.Y + (q.Y-p.Y)*2/3} }
	t.cubic(third(from, a), third(b, a), b)
}

// arc draws an elliptical arc as cubic curves of at most a quarter turn (SVG 1.1, appendix F.6).
func (t *tracer) arc(rx, ry, turn float64, large, sweep bool, end Point) {
	from := t.pen
	rx, ry = math.Abs(rx), math.Abs(ry)
	if rx == 0 || ry == 0 || from == end {
		t.line(end)
		return
	}
	sin, cos := math.Sincos(turn * math.Pi / 180)
	hx, hy := (from.X-end.X)/2, (from.Y-end.Y)/2
	x, y := cos*hx+sin*hy, -sin*hx+cos*hy
	if over := x*x/(rx*rx) + y*y/(ry*ry); over > 1 {
		rx, ry = rx*math.Sqrt(over), ry*math.Sqrt(over)
	}
	k := math.Sqrt(math.Max(0, (rx*rx*ry*ry-rx*rx*y*y-ry*ry*x*x)/(rx*rx*y*y+ry*ry*x*x)))
	if large == sweep {
		k = -k
	}
	cx, cy := k*rx*y/ry, -k*ry*x/rx
	from0 := math.Atan2((y-cy)/ry, (x-cx)/rx)
	sweepBy := math.Atan2((-y-cy)/ry, (-x-cx)/rx) - from0
	switch {
	case sweep && sweepBy < 0:
		sweepBy += 2 * math.Pi
	case !sweep && sweepBy > 0:
		sweepBy -= 2 * math.Pi
	}
	centre := Point{cos*cx - sin*cy + (from.X+end.X)/2, sin*cx + cos*cy + (from.Y+end.Y)/2}
	place := func(u, v float64) Point {
		return Point{centre.X + cos*rx*u - sin*ry*v, centre.Y + sin*rx*u + cos*ry*v}
	}
	pieces := int(math.Ceil(math.Abs(sweepBy) / (math.Pi / 2) * 0.999999))
	step := sweepBy / float64(pieces)
	handle := 4.0 / 3 * math.Tan(step/4)
	for i := range pieces {
		s1, c1 := math.Sincos(from0 + step*float64(i))
		s2, c2 := math.Sincos(from0 + step*float64(i+1))
		t.cubic(place(c1-handle*s1, s1+handle*c1), place(c2+handle*s2, s2-handle*c2), place(c2, s2))
	}
	t.pen = end
}

// arguments is how many numbers each command of a path takes.
var arguments = map[byte]int{'M': 2, 'L': 2, 'H': 1, 'V': 1, 'C': 6, 'Q': 4, 'A': 7, 'Z': 0}

// read draws the commands of a d attribute.
func (t *tracer) read(d string) error {
	s := scanner{text: d}
	command := byte(0)
	for s.skip(); s.at < len(d); s.skip() {
		if c := d[s.at]; c >= 'A' {
			command = c
			s.at++
		} else if command == 0 || command == 'Z' || command == 'z' {
			return fmt.Errorf("path %.40q: a number before any command", d)
		}
		upper := command &^ 0x20
		count, ok := arguments[upper]
		if !ok {
			return fmt.Errorf("path %.40q: %q is not known", d, command)
		}
		var v [7]float64
		for i := range count {
			var err error
			flag := upper == 'A' && (i == 3 || i == 4)
			if v[i], err = s.number(flag); err != nil {
				return fmt.Errorf("path %.40q: %w", d, err)
			}
		}
		t.step(upper, command != upper, v)
		if upper == 'M' { // more pairs after a move are lines
			command--
		}
	}
	return nil
}

func (t *tracer) step(command byte, relative bool, v [7]float64) {
	var origin Point
	if relative {
		origin = t.pen
	}
	at := func(i int) Point { return Point{origin.X + v[i], origin.Y + v[i+1]} }
	switch command {
	case 'M':
		t.move(at(0))
	case 'L':
		t.line(at(0))
	case 'H':
		t.line(Point{origin.X + v[0], t.pen.Y})
	case 'V':
		t.line(Point{t.pen.X, origin.Y + v[0]})
	case 'C':
		t.cubic(at(0), at(2), at(4))
	case 'Q':
		t.quad(at(0), at(2))
	case 'A':
		t.arc(v[0], v[1], v[2], v[3] != 0, v[4] != 0, at(5))
	case 'Z':
		t.close()
	}
}

// scanner reads the numbers of a path.
type scanner struct {
	text string
	at   int
}

func (s *scanner) skip() {
	for s.at < len(s.text) && (s.text[s.at] == ' ' || s.text[s.at] == ',' || s.text[s.at] == '\n' || s.text[s.at] == '\t') {
		s.at++
	}
}

// number reads a number; a flag is a single digit, which the next number may follow at once.
func (s *scanner) number(flag bool) (float64, error) {
	s.skip()
	start := s.at
	if flag && s.at < len(s.text) {
		s.at++
		return strconv.ParseFloat(s.text[start:s.at], 64)
	}
	dot, exponent := false, false
	for ; s.at < len(s.text); s.at++ {
		c := s.text[s.at]
		switch {
		case c >= '0' && c <= '9':
		case c == '.' && !dot && !exponent:
			dot = true
		case (c == 'e' || c == 'E') && !exponent && s.at > start:
			exponent = true
		case (c == '-' || c == '+') && (s.at == start || s.text[s.at-1]|0x20 == 'e'):
		default:
			return strconv.ParseFloat(s.text[start:s.at], 64)
		}
	}
	return strconv.ParseFloat(s.text[start:s.at], 64)
}
