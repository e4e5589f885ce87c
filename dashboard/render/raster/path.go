package raster

import (
	"fmt"
	"math"
	"strconv"
)

// line is a run of straight segments.
type line struct {
	points []point
	closed bool
}

// tracer makes lines of the steps of a path: steps are given in the path's own plane, lines come out in pixels.
type tracer struct {
	to         matrix
	lines      []line
	start, pen point // in the path's plane
}

func (t *tracer) move(p point) {
	t.start, t.pen = p, p
	t.lines = append(t.lines, line{points: []point{t.to.apply(p)}})
}

func (t *tracer) line(p point) {
	t.last().points = append(t.last().points, t.to.apply(p))
	t.pen = p
}

// last is the line being drawn; a step after a close begins a new one where the closed one began.
func (t *tracer) last() *line {
	if n := len(t.lines); n == 0 || t.lines[n-1].closed {
		t.lines = append(t.lines, line{points: []point{t.to.apply(t.start)}})
	}
	return &t.lines[len(t.lines)-1]
}

func (t *tracer) close() {
	if n := len(t.lines); n > 0 {
		t.lines[n-1].closed = true
	}
	t.pen = t.start
}

// fine is the length, in pixels, of the pieces that a curve is cut into.
const fine = 1.5

func (t *tracer) cubic(a, b, c point) {
	p := [4]point{t.to.apply(t.pen), t.to.apply(a), t.to.apply(b), t.to.apply(c)}
	length := distance(p[0], p[1]) + distance(p[1], p[2]) + distance(p[2], p[3])
	steps := max(2, min(64, int(math.Ceil(length/fine))))
	l := t.last()
	for i := 1; i <= steps; i++ {
		u := float64(i) / float64(steps)
		v := 1 - u
		l.points = append(l.points, mix(p, [4]float64{v * v * v, 3 * v * v * u, 3 * v * u * u, u * u * u}))
	}
	t.pen = c
}

func (t *tracer) quad(a, b point) {
	from := t.pen
	third := func(p, q point) point { return point{p.x + (q.x-p.x)*2/3, p.y + (q.y-p.y)*2/3} }
	t.cubic(third(from, a), third(b, a), b)
}

func mix(p [4]point, w [4]float64) point {
	var q point
	for i := range p {
		q.x += p[i].x * w[i]
		q.y += p[i].y * w[i]
	}
	return q
}

func distance(a, b point) float64 { return math.Hypot(a.x-b.x, a.y-b.y) }

// arc draws an elliptical arc as cubic curves of at most a quarter turn (SVG 1.1, appendix F.6).
func (t *tracer) arc(rx, ry, turn float64, large, sweep bool, end point) {
	from := t.pen
	rx, ry = math.Abs(rx), math.Abs(ry)
	if rx == 0 || ry == 0 || from == end {
		t.line(end)
		return
	}
	sin, cos := math.Sincos(turn * math.Pi / 180)
	hx, hy := (from.x-end.x)/2, (from.y-end.y)/2
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
	centre := point{cos*cx - sin*cy + (from.x+end.x)/2, sin*cx + cos*cy + (from.y+end.y)/2}
	place := func(u, v float64) point {
		return point{centre.x + cos*rx*u - sin*ry*v, centre.y + sin*rx*u + cos*ry*v}
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

// path draws the commands of a d attribute.
func (t *tracer) path(d string) error {
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
	var origin point
	if relative {
		origin = t.pen
	}
	at := func(i int) point { return point{origin.x + v[i], origin.y + v[i+1]} }
	switch command {
	case 'M':
		t.move(at(0))
	case 'L':
		t.line(at(0))
	case 'H':
		t.line(point{origin.x + v[0], t.pen.y})
	case 'V':
		t.line(point{t.pen.x, origin.y + v[0]})
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
