package raster

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// point is a place in the plane.
type point struct{ x, y float64 }

// matrix maps (x, y) to (a·x + c·y + e, b·x + d·y + f).
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

func (m matrix) apply(p point) point {
	return point{m.a*p.x + m.c*p.y + m.e, m.b*p.x + m.d*p.y + m.f}
}

// times is the map that does n first, then m.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b,
		m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d,
		m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f,
	}
}

// inverse undoes the map; ok is false where it flattens the plane.
func (m matrix) inverse() (matrix, bool) {
	det := m.a*m.d - m.b*m.c
	if det == 0 {
		return matrix{}, false
	}
	return matrix{m.d / det, -m.b / det, -m.c / det, m.a / det, (m.c*m.f - m.d*m.e) / det, (m.b*m.e - m.a*m.f) / det}, true
}

// scale is by how much the map makes lengths longer, on average.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m.a*m.d - m.b*m.c)) }

// parseTransform reads a transform attribute.
func parseTransform(text string) (matrix, error) {
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
		m = m.times(step)
		rest = next
	}
	return m, nil
}

func transformStep(name string, v []float64) (matrix, error) {
	switch {
	case name == "translate" && len(v) == 1:
		return matrix{a: 1, d: 1, e: v[0]}, nil
	case name == "translate" && len(v) == 2:
		return matrix{a: 1, d: 1, e: v[0], f: v[1]}, nil
	case name == "scale" && len(v) == 1:
		return matrix{a: v[0], d: v[0]}, nil
	case name == "scale" && len(v) == 2:
		return matrix{a: v[0], d: v[1]}, nil
	case name == "rotate" && len(v) == 1:
		return rotation(v[0]), nil
	case name == "rotate" && len(v) == 3:
		there, back := matrix{a: 1, d: 1, e: v[1], f: v[2]}, matrix{a: 1, d: 1, e: -v[1], f: -v[2]}
		return there.times(rotation(v[0])).times(back), nil
	case name == "matrix" && len(v) == 6:
		return matrix{v[0], v[1], v[2], v[3], v[4], v[5]}, nil
	}
	return identity, fmt.Errorf("%s of %d numbers is not known", name, len(v))
}

func rotation(degrees float64) matrix {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return matrix{cos, sin, -sin, cos, 0, 0}
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
