package raster

import (
	"math"

	"luanphien/dashboard/render/drawing"
)

// pen is how a stroke is drawn; lengths in pixels.
type pen drawing.Pen

// outline gives convex shapes that together cover the stroke of the lines. All turn the same way, so that where they
// overlap they add up instead of cancelling.
func (p pen) outline(lines []line) []line {
	var shapes []line
	for _, l := range lines {
		l.points = distinct(l.points)
		if l.closed && len(l.points) > 1 && distance(l.points[0], l.points[len(l.points)-1]) < 1e-9 {
			l.points = l.points[:len(l.points)-1]
		}
		for _, piece := range p.dashes(l) {
			shapes = p.cover(piece, shapes)
		}
	}
	for i := range shapes {
		turnLeft(shapes[i].points)
	}
	return shapes
}

func distinct(points []point) []point {
	var list []point
	for i, q := range points {
		if i == 0 || distance(q, list[len(list)-1]) > 1e-9 {
			list = append(list, q)
		}
	}
	return list
}

// cover appends the shapes that cover one line: a box a segment, a patch a join, a patch an end.
func (p pen) cover(l line, shapes []line) []line {
	n, half := len(l.points), p.Width/2
	if n == 1 {
		if p.Cap == "round" {
			shapes = append(shapes, disc(l.points[0], half))
		}
		return shapes
	}
	segments := n - 1
	if l.closed {
		segments = n
	}
	for i := range segments {
		a, b := l.points[i], l.points[(i+1)%n]
		d := direction(a, b)
		if p.Cap == "square" && !l.closed {
			if i == 0 {
				a = at(a.X-d.X*half, a.Y-d.Y*half)
			}
			if i == segments-1 {
				b = at(b.X+d.X*half, b.Y+d.Y*half)
			}
		}
		nx, ny := -d.Y*half, d.X*half
		shapes = append(shapes, line{points: []point{at(a.X+nx, a.Y+ny), at(b.X+nx, b.Y+ny), at(b.X-nx, b.Y-ny), at(a.X-nx, a.Y-ny)}})
	}
	for i := range n {
		if !l.closed && (i == 0 || i == n-1) {
			if p.Cap == "round" {
				shapes = append(shapes, disc(l.points[i], half))
			}
			continue
		}
		shapes = p.patch(l.points[(i+n-1)%n], l.points[i], l.points[(i+1)%n], shapes)
	}
	return shapes
}

// patch fills the wedge on the outer side of a corner.
func (p pen) patch(a, b, c point, shapes []line) []line {
	half := p.Width / 2
	d, e := direction(a, b), direction(b, c)
	cross, dot := d.X*e.Y-d.Y*e.X, d.X*e.X+d.Y*e.Y
	if math.Abs(cross) < 1e-6 && dot > 0 || half < 0.3 {
		return shapes
	}
	if p.Join == "round" {
		return append(shapes, disc(b, half))
	}
	side := half
	if cross > 0 {
		side = -half
	}
	from := at(b.X-d.Y*side, b.Y+d.X*side)
	to := at(b.X-e.Y*side, b.Y+e.X*side)
	// The miter's length over the stroke's width is 1/sin(θ/2) with θ the angle between the segments.
	sine := math.Sqrt(math.Max(0, (1+dot)/2))
	if p.Join == "miter" && sine > 0 && 1/sine <= p.Limit {
		mx, my := d.X-e.X, d.Y-e.Y
		length := math.Hypot(mx, my)
		tip := at(b.X+mx/length*half/sine, b.Y+my/length*half/sine)
		return append(shapes, line{points: []point{b, from, tip, to}})
	}
	return append(shapes, line{points: []point{b, from, to}})
}

func direction(a, b point) point {
	d := distance(a, b)
	return at((b.X-a.X)/d, (b.Y-a.Y)/d)
}

func disc(centre point, radius float64) line {
	steps := max(8, int(math.Ceil(2*math.Pi*radius/fine)))
	l := line{points: make([]point, steps), closed: true}
	for i := range steps {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(steps))
		l.points[i] = at(centre.X+radius*cos, centre.Y+radius*sin)
	}
	return l
}

// turnLeft reverses a shape that turns the other way.
func turnLeft(points []point) {
	area := 0.0
	for i, p := range points {
		q := points[(i+1)%len(points)]
		area += p.X*q.Y - q.X*p.Y
	}
	if area >= 0 {
		return
	}
	for i, j := 0, len(points)-1; i < j; i, j = i+1, j-1 {
		points[i], points[j] = points[j], points[i]
	}
}

// most is the number of repeats of a dash pattern above which a line is drawn whole.
const most = 10000

func (l line) length() float64 {
	length := 0.0
	for i := 1; i < len(l.points); i++ {
		length += distance(l.points[i-1], l.points[i])
	}
	return length
}

// dashes cuts a line along the pen's pattern.
func (p pen) dashes(l line) []line {
	total := 0.0
	for _, d := range p.Dash {
		total += d
	}
	if total <= 0 || l.length() > most*total {
		return []line{l}
	}
	points := l.points
	if l.closed && len(points) > 1 {
		points = append(append([]point{}, points...), points[0])
	}
	pattern := p.Dash
	if len(pattern)%2 == 1 {
		pattern = append(append([]float64{}, pattern...), pattern...)
	}
	i, left := 0, math.Mod(p.Phase, 2*total)
	for left >= pattern[i] {
		left -= pattern[i]
		i = (i + 1) % len(pattern)
	}
	left = pattern[i] - left
	var out []line
	current := []point{points[0]}
	for k := 0; k+1 < len(points); k++ {
		a, b := points[k], points[k+1]
		for length := distance(a, b); length > left; length = distance(a, b) {
			d := direction(a, b)
			a = at(a.X+d.X*left, a.Y+d.Y*left)
			if i%2 == 0 {
				out = append(out, line{points: append(current, a)})
			}
			current = []point{a}
			i = (i + 1) % len(pattern)
			left = math.Max(pattern[i], 1e-3)
		}
		left -= distance(a, b)
		current = append(current, b)
	}
	if i%2 == 0 && len(current) > 1 {
		out = append(out, line{points: distinct(current)})
	}
	return out
}
