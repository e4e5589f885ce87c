// Package boundaries reads the outlines of communes from a GeoJSON file and makes them small enough for a page: on a
// grid, with the borders that neighbours share simplified alike, so that no gap opens between them.
package boundaries

import (
	"encoding/json"
	"errors"
	"io"
	"math"
	"os"
	"slices"

	"luanphien/dashboard/words"
)

// MaxBytes is the largest file that is read, and maxPoints the most points it may hold.
const (
	MaxBytes  = 32 << 20
	maxPoints = 1_000_000
)

// Problem says in both languages what is wrong with a file.
type Problem struct{ VI, EN string }

func (p *Problem) Error() string { return p.VI + " – " + p.EN }

func problem(key words.Key, pairs ...any) error {
	said := Problem(words.Both(key, pairs...))
	return &said
}

// Point is a place on the grid of a map, x to the right and y down.
type Point struct{ X, Y int }

// Map are the outlines of a file on a grid of Width × Height.
type Map struct {
	Width, Height int
	Areas         map[string][][]Point // rings by code, closed without repeating the first point
	plane         plane
}

// plane takes degrees to the grid: longitudes are shortened by the cosine of the middle latitude.
type plane struct{ west, north, flat, scale float64 }

func (p plane) at(lon, lat float64) Point {
	return Point{int(math.Round((lon - p.west) * p.flat * p.scale)), int(math.Round((p.north - lat) * p.scale))}
}

// At is the place of a longitude and latitude, degrees.
func (m *Map) At(lon, lat float64) Point { return m.plane.at(lon, lat) }

// Open reads the file of that path. The error is fs.ErrNotExist where there is none, a *Problem where it cannot be used.
func Open(path string) (*Map, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return Read(f)
}

type collection struct {
	Type     string
	Features []feature
}

type feature struct {
	Properties map[string]any
	Geometry   *struct {
		Type        string
		Coordinates json.RawMessage
	}
}

type degrees [][2]float64

// Read reads a GeoJSON FeatureCollection of polygons in degrees (RFC 7946), each feature with the property code.
func Read(r io.Reader) (*Map, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(b) > MaxBytes {
		return nil, problem("boundaries.problem.too_large", "mb", MaxBytes>>20)
	}
	var c collection
	if err := json.Unmarshal(b, &c); err != nil {
		return nil, problem("boundaries.problem.no_json")
	}
	if c.Type != "FeatureCollection" || len(c.Features) == 0 {
		return nil, problem("boundaries.problem.no_collection")
	}
	areas := map[string][]degrees{}
	points := 0
	for i, f := range c.Features {
		code, _ := f.Properties["code"].(string)
		if code == "" {
			return nil, problem("boundaries.problem.no_code", "i", i+1)
		}
		if areas[code] != nil {
			return nil, problem("boundaries.problem.twice", "code", code)
		}
		rings, err := f.rings()
		if err != nil {
			return nil, problem("boundaries.problem.no_polygon", "code", code)
		}
		for _, ring := range rings {
			points += len(ring)
		}
		areas[code] = rings
	}
	if points > maxPoints {
		return nil, problem("boundaries.problem.too_many", "n", maxPoints)
	}
	return fit(areas), nil
}

var errShape = errors.New("not a polygon")

func (f feature) rings() ([]degrees, error) {
	if f.Geometry == nil {
		return nil, errShape
	}
	var polygons [][]degrees
	switch f.Geometry.Type {
	case "Polygon":
		polygons = make([][]degrees, 1)
		if err := json.Unmarshal(f.Geometry.Coordinates, &polygons[0]); err != nil {
			return nil, errShape
		}
	case "MultiPolygon":
		if err := json.Unmarshal(f.Geometry.Coordinates, &polygons); err != nil {
			return nil, errShape
		}
	}
	var rings []degrees
	for _, p := range polygons {
		rings = append(rings, p...)
	}
	if len(rings) == 0 {
		return nil, errShape
	}
	for _, ring := range rings {
		if len(ring) < 4 {
			return nil, errShape
		}
		for _, p := range ring {
			if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) { // also not for NaN
				return nil, errShape
			}
		}
	}
	return rings, nil
}

// side is the longer side of the grid; half a pixel of a page's map.
const side = 1600

// fit lays the outlines on the grid and simplifies them.
func fit(areas map[string][]degrees) *Map {
	west, south, east, north := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, rings := range areas {
		for _, ring := range rings {
			for _, p := range ring {
				west, east = math.Min(west, p[0]), math.Max(east, p[0])
				south, north = math.Min(south, p[1]), math.Max(north, p[1])
			}
		}
	}
	flat := math.Cos((south + north) / 2 * math.Pi / 180)
	wide, tall := (east-west)*flat, north-south
	m := &Map{Areas: map[string][][]Point{}, plane: plane{west, north, flat, side / math.Max(math.Max(wide, tall), 1e-9)}}
	m.Width, m.Height = int(math.Ceil(wide*m.plane.scale)), int(math.Ceil(tall*m.plane.scale))
	for code, rings := range areas {
		for _, ring := range rings {
			m.Areas[code] = append(m.Areas[code], m.onGrid(ring))
		}
	}
	simplify(m.Areas)
	return m
}

// onGrid is a ring on the grid without points that fall together.
func (m *Map) onGrid(ring degrees) []Point {
	var list []Point
	for _, p := range ring {
		if q := m.plane.at(p[0], p[1]); len(list) == 0 || list[len(list)-1] != q {
			list = append(list, q)
		}
	}
	if n := len(list); n > 1 && list[0] == list[n-1] {
		list = list[:n-1]
	}
	return list
}

// Codes are the codes of the outlines, sorted.
func (m *Map) Codes() []string {
	codes := make([]string, 0, len(m.Areas))
	for code := range m.Areas {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

// Holds tells whether a point lies within an area (even-odd rule).
func Holds(rings [][]Point, p Point) bool {
	inside := false
	for _, ring := range rings {
		for i, a := range ring {
			b := ring[(i+1)%len(ring)]
			if (a.Y > p.Y) != (b.Y > p.Y) && float64(p.X) < float64(b.X-a.X)*float64(p.Y-a.Y)/float64(b.Y-a.Y)+float64(a.X) {
				inside = !inside
			}
		}
	}
	return inside
}

// Middle is a point inside an area, for its name: the middle of the widest stretch of the lines across it, about its
// middle height.
func Middle(rings [][]Point) Point {
	top, bottom := math.MaxInt, math.MinInt
	for _, ring := range rings {
		for _, p := range ring {
			top, bottom = min(top, p.Y), max(bottom, p.Y)
		}
	}
	best, widest := Point{}, -1
	for k := 3; k <= 7; k++ {
		y := float64(top) + float64(bottom-top)*float64(k)/10 + 0.25 // between the points of the grid
		var cuts []float64
		for _, ring := range rings {
			for i, a := range ring {
				b := ring[(i+1)%len(ring)]
				if (float64(a.Y) > y) != (float64(b.Y) > y) {
					cuts = append(cuts, float64(a.X)+float64(b.X-a.X)*(y-float64(a.Y))/float64(b.Y-a.Y))
				}
			}
		}
		slices.Sort(cuts)
		for i := 0; i+1 < len(cuts); i += 2 {
			if w := int(cuts[i+1] - cuts[i]); w > widest {
				best, widest = Point{int((cuts[i] + cuts[i+1]) / 2), int(y)}, w
			}
		}
	}
	return best
}
