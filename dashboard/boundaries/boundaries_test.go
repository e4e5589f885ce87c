package boundaries

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
)

// wavy is the border between two squares, as degrees from south to north: 400 points that stray by a little.
func wavy() string {
	var b strings.Builder
	for i := range 401 {
		fmt.Fprintf(&b, "[%.6f,%.6f],", 103+0.002*math.Sin(float64(i)/7), 21+float64(i)/400)
	}
	return b.String()
}

func reversed(points string) string {
	list := strings.SplitAfter(points, "],")
	var b strings.Builder
	for i := len(list) - 1; i >= 0; i-- {
		b.WriteString(list[i])
	}
	return b.String()
}

func polygon(code, ring string) string {
	return fmt.Sprintf(`{"type":"Feature","properties":{"code":%q},"geometry":{"type":"Polygon","coordinates":[[%s]]}}`, code, ring)
}

func two() string {
	west := "[102,21]," + wavy() + "[102,22],[102,21]"
	east := "[104,22]," + reversed(wavy()) + "[104,21],[104,22]"
	return `{"type":"FeatureCollection","features":[` + polygon("A", west) + "," + polygon("B", east) + "]}"
}

// Neighbours keep one border after simplification: every point of it is in both.
func TestNeighboursKeepOneBorder(t *testing.T) {
	m, err := Read(strings.NewReader(two()))
	if err != nil {
		t.Fatal(err)
	}
	a, b := m.Areas["A"][0], m.Areas["B"][0]
	if len(a) > 100 || len(a) < 8 {
		t.Errorf("A has %d of 404 points", len(a))
	}
	inB := map[Point]bool{}
	for _, p := range b {
		inB[p] = true
	}
	shared := 0
	for _, p := range a {
		if inB[p] {
			shared++
		} else if p.X != 0 {
			t.Errorf("the point %v of A's border is not in B's", p)
		}
	}
	if shared != len(a)-2 || shared != len(b)-2 {
		t.Errorf("%d shared points of %d and %d", shared, len(a), len(b))
	}
	// The squares keep their size within the tolerance: area by the shoelace formula, A half of the map.
	if got, want := area(a), float64(m.Width*m.Height)/2; math.Abs(got-want) > 0.01*want {
		t.Errorf("A covers %g, want %g", got, want)
	}
}

func area(ring []Point) float64 {
	sum := 0.0
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += float64(p.X*q.Y - q.X*p.Y)
	}
	return math.Abs(sum) / 2
}

func TestPlacesOnTheMap(t *testing.T) {
	m, err := Read(strings.NewReader(two()))
	if err != nil {
		t.Fatal(err)
	}
	if p := m.At(102.5, 21.5); !Holds(m.Areas["A"], p) || Holds(m.Areas["B"], p) {
		t.Errorf("%v is not in A alone", p)
	}
	for code, rings := range m.Areas {
		if p := Middle(rings); !Holds(rings, p) {
			t.Errorf("the middle of %s, %v, lies outside", code, p)
		}
	}
	// One degree of latitude is longer than one of longitude there, by the cosine of 21.5°.
	if got, want := float64(m.Width)/float64(m.Height), 2*math.Cos(21.5*math.Pi/180); math.Abs(got-want) > 0.01 {
		t.Errorf("the map is %g times as wide as high, want %g", got, want)
	}
}

// A file that cannot be used is refused with a sentence that says why.
func TestRefusals(t *testing.T) {
	square := "[102,21],[103,21],[103,22],[102,21]"
	for text, want := range map[string]string{
		"{":                  "không phải là JSON",
		`{"type":"Feature"}`: "FeatureCollection",
		`{"type":"FeatureCollection","features":[]}`:                                                                               "ít nhất một vùng",
		`{"type":"FeatureCollection","features":[` + polygon("", square) + "]}":                                                    "Vùng thứ 1 thiếu thuộc tính «code»",
		`{"type":"FeatureCollection","features":[` + polygon("A", square) + "," + polygon("A", square) + "]}":                      "Mã A có ở hai vùng",
		`{"type":"FeatureCollection","features":[` + polygon("A", "[500000,2300000],[1,1],[2,2],[3,3]") + "]}":                     "kinh độ, vĩ độ",
		`{"type":"FeatureCollection","features":[{"properties":{"code":"A"},"geometry":{"type":"Point","coordinates":[102,21]}}]}`: "Polygon",
		`{"type":"FeatureCollection","features":[{"properties":{"code":"A"},"geometry":null}]}`:                                    "Polygon",
		`{"type":"FeatureCollection","features":[` + polygon("A", "[102,21],[103,21],[102,21]") + "]}":                             "Polygon",
	} {
		_, err := Read(strings.NewReader(text))
		var p *Problem
		if !errors.As(err, &p) || !strings.Contains(p.VI, want) || p.EN == "" {
			t.Errorf("%.60s: %v, want %q", text, err, want)
		}
	}
	if _, err := Read(strings.NewReader(strings.Repeat(" ", MaxBytes+1))); err == nil || !strings.Contains(err.Error(), "32 MB") {
		t.Errorf("a file above the limit: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(two())
	f.Add(`{"type":"FeatureCollection","features":[` + polygon("A", "[102,21],[103,21],[103,22],[102,21]") + "]}")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := Read(strings.NewReader(text))
		if err != nil {
			return
		}
		for code, rings := range m.Areas {
			if len(rings) == 0 {
				t.Errorf("%s has no ring", code)
			}
			Middle(rings)
		}
	})
}
