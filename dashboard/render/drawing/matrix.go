package drawing

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Point is a place in the plane.
type Point struct{ X, Y float64 }

// Matrix maps (x, y) to (A·x + C·y + E, B·x + D·y + F).
type Matrix struct{ A, B, C, D, E, F float64 }

var identity = Matrix{A: 1, D: 1}

// Apply maps a point.
func (m Matrix) Apply(p Point) Point {
	return Point{m.A*p.X + m.C*p.Y + m.E, m.B*p.X + m.D*p.Y + m.F}
}

// Times is the map that does n first, then m.
func (m Matrix) Times(n Matrix) Matrix {
	return Matrix{
		m.A*n.A + m.C*n.B, m.B*n.A + m.D*n.B,
		m.A*n.C + m.C*n.D, m.B*n.C + m.D*n.D,
		m.A*n.E + m.C*n.F + m.E, m.B*n.E + m.D*n.F + m.F,
	}
}

// Inverse undoes the map; ok is false where it flattens the plane.
func (m Matrix) Inverse() (Matrix, bool) {
	det := m.A*m.D - m.B*m.C
	if det == 0 {
		return Matrix{}, false
	}
	return Matrix{m.D / det, -m.B / det, -m.C / det, m.A / det, (m.C*m.F - m.D*m.E) / det, (m.B*m.E - m.A*m.F) / det}, true
}

// Scale is by how much the map makes lengths longer, on average.
func (m Matrix) Scale() float64 { return math.Sqrt(math.Abs(m.A*m.D - m.B*m.C)) }

// parseTransform reads a transform attribute.
func parseTransform(text string) (Matrix, error) {
	m := identity
	for rest := strings.TrimSpace(text); rest != ""; rest = strings.TrimLeft(rest, " ,") {
		name, after, ok := strings.Cut(rest, "(")
		inside, next, closed := strings.Cut(after, ")")
		if !ok || !closed {
			return m, fmt.Errorf("transform %q", text)
		}
		v, err := numbers(inside)
		if err != nil {
			return m, fmt.Errorf("transform %q: %w", text, err)
		}
		step, err := transformStep(strings.TrimSpace(name), v)
		if err != nil {
			return m, fmt.Errorf("transform %q: %w", text, err)
		}
		m = m.Times(step)
		rest = next
	}
	return m, nil
}

func transformStep(name string, v []float64) (Matrix, error) {
	switch {
	case name == "translate" && len(v) == 1:
		return Matrix{A: 1, D: 1, E: v[0]}, nil
	case name == "translate" && len(v) == 2:
		return Matrix{A: 1, D: 1, E: v[0], F: v[1]}, nil
	case name == "scale" && len(v) == 1:
		return Matrix{A: v[0], D: v[0]}, nil
	case name == "scale" && len(v) == 2:
		return Matrix{A: v[0], D: v[1]}, nil
	case name == "rotate" && len(v) == 1:
		return rotation(v[0]), nil
	case name == "rotate" && len(v) == 3:
		there, back := Matrix{A: 1, D: 1, E: v[1], F: v[2]}, Matrix{A: 1, D: 1, E: -v[1], F: -v[2]}
		return there.Times(rotation(v[0])).Times(back), nil
	case name == "matrix" && len(v) == 6:
		return Matrix{v[0], v[1], v[2], v[3], v[4], v[5]}, nil
	}
	return identity, fmt.Errorf("%s of %d numbers is not known", name, len(v))
}

func rotation(degrees float64) Matrix {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return Matrix{cos, sin, -sin, cos, 0, 0}
}

// numbers reads a list of numbers parted by spaces or commas; "px" after one is passed over.
func numbers(text string) ([]float64, error) {
	var list []float64
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' }) {
		v, err := strconv.ParseFloat(strings.TrimSuffix(word, "px"), 64)
		if err != nil {
			return nil, fmt.Errorf("%q is not a number", word)
		}
		list = append(list, v)
	}
	return list, nil
}
