package raster

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"os"
	"strings"
	"testing"

	"luanphien/dashboard/render/typeface"
)

func fonts(t testing.TB) typeface.Family {
	t.Helper()
	f, err := typeface.Load(os.DirFS("../../web/dist"))
	if err != nil {
		t.Fatalf("run “make assets” first: %v", err)
	}
	return f
}

func document(body string) []byte {
	return []byte(`<svg width="100" height="100" xmlns="http://www.w3.org/2000/svg"><rect width="100" height="100" fill="#fff"></rect>` + body + `</svg>`)
}

func drawn(t *testing.T, body string) *image.RGBA {
	t.Helper()
	picture, err := Draw(document(body), fonts(t), 1)
	if err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return picture
}

var (
	white = color.RGBA{255, 255, 255, 255}
	red   = color.RGBA{255, 0, 0, 255}
	black = color.RGBA{0, 0, 0, 255}
)

func TestShapes(t *testing.T) {
	type spot struct {
		x, y int
		want color.RGBA
	}
	for body, spots := range map[string][]spot{
		`<rect x="10" y="10" width="20" height="20" fill="#f00"/>`:                                                                                            {{10, 10, red}, {29, 29, red}, {30, 30, white}, {9, 9, white}},
		`<rect x="10" y="10" width="40" height="40" rx="20" fill="red1"/>`:                                                                                    nil,
		`<rect x="10" y="10" width="40" height="40" rx="20" fill="rgb(255,0,0)"/>`:                                                                            {{11, 11, white}, {30, 11, red}, {30, 30, red}},
		`<circle cx="50" cy="50" r="20" fill="#ff0000"/>`:                                                                                                     {{50, 50, red}, {31, 50, red}, {35, 35, white}, {37, 37, red}},
		`<ellipse cx="50" cy="50" rx="40" ry="10" fill="#f00"/>`:                                                                                              {{12, 50, red}, {50, 62, white}},
		`<path d="M10 10L50 10L50 50L10 50Z" fill="#f00"/>`:                                                                                                   {{30, 30, red}, {60, 30, white}},
		`<path d="M10,10h40v40h-40z" fill="#f00"/>`:                                                                                                           {{30, 30, red}, {51, 30, white}},
		`<path d="m10 10 40 0 0 40-40 0z" fill="#f00"/>`:                                                                                                      {{30, 30, red}, {9, 30, white}},
		`<path d="M10 50C10 10 90 10 90 50Z" fill="#f00"/>`:                                                                                                   {{50, 30, red}, {50, 15, white}, {50, 55, white}},
		`<path d="M10 50Q50 -30 90 50Z" fill="#f00"/>`:                                                                                                        {{50, 20, red}, {50, 5, white}},
		`<path d="M30 50A20 20 0 1 1 70 50A20 20 0 1 1 30 50Z" fill="#f00"/>`:                                                                                 {{50, 31, red}, {50, 69, red}, {35, 35, white}},
		`<path d="M30 50a20 20 0 0140 0z" fill="#f00"/>`:                                                                                                      {{50, 35, red}, {50, 55, white}},
		`<polygon points="10,10 90,10 50,90" fill="#f00"/>`:                                                                                                   {{50, 20, red}, {20, 80, white}},
		`<polyline points="10,50 90,50" fill="none" stroke="#f00" stroke-width="4"/>`:                                                                         {{50, 49, red}, {50, 53, white}, {8, 50, white}},
		`<line x1="10" y1="50" x2="90" y2="50" stroke="#f00" stroke-width="4" stroke-linecap="square"/>`:                                                      {{9, 50, red}, {7, 50, white}},
		`<line x1="10" y1="50" x2="90" y2="50" stroke="#f00" stroke-width="6" stroke-dasharray="10 10"/>`:                                                     {{15, 50, red}, {25, 50, white}, {35, 50, red}},
		`<path d="M20 80L20 20L80 20" fill="none" stroke="#f00" stroke-width="10"/>`:                                                                          {{16, 16, red}, {50, 20, red}, {20, 50, red}, {30, 30, white}},
		`<path d="M20 80L20 20L80 20" fill="none" stroke="#f00" stroke-width="10" stroke-linejoin="bevel"/>`:                                                  {{15, 15, white}, {20, 20, red}},
		`<path d="M20 20L80 20L80 80L20 80Z" fill="none" stroke="#f00" stroke-width="4"/>`:                                                                    {{18, 18, red}, {19, 50, red}, {50, 50, white}},
		`<g transform="translate(50 50) rotate(90)"><rect x="0" y="-5" width="40" height="10" fill="#f00"/></g>`:                                              {{50, 80, red}, {80, 50, white}},
		`<g transform="matrix(2 0 0 2 10 10) scale(1,2)"><rect width="10" height="10" fill="#f00"/></g>`:                                                      {{29, 49, red}, {31, 45, white}},
		`<rect width="50" height="50" fill="#f00" transform="rotate(45 50 50)"/>`:                                                                             {{50, 10, red}, {2, 2, white}},
		`<rect width="100" height="100" fill="#f00" fill-opacity="0.5"/>`:                                                                                     {{50, 50, color.RGBA{255, 127, 127, 255}}},
		`<g opacity="0.5"><rect width="100" height="100" fill="rgba(255,0,0,1)"/></g>`:                                                                        {{50, 50, color.RGBA{255, 127, 127, 255}}},
		`<defs><clipPath id="c"><path d="M20 20l20 0l0 20l-20 0Z"/></clipPath></defs><g clip-path="url(#c)"><rect width="100" height="100" fill="#f00"/></g>`: {{30, 30, red}, {41, 30, white}, {19, 30, white}},
		`<defs><pattern id="p" width="10" height="10" patternUnits="userSpaceOnUse"><g><rect width="5" height="10" fill="#f00"/></g></pattern></defs><rect width="100" height="100" fill="url(#p)"/>`: {{2, 2, red}, {7, 2, white}, {12, 50, red}, {97, 50, white}},
		`<rect width="100" height="100" fill="none" stroke="none"/><style>x</style><title>t</title>`:                                                                                                  {{50, 50, white}},
		`<rect width="50" height="50"/>`: {{10, 10, black}},
	} {
		if spots == nil {
			if _, err := Draw(document(body), fonts(t), 1); err == nil {
				t.Errorf("%s was drawn", body)
			}
			continue
		}
		picture := drawn(t, body)
		for _, s := range spots {
			if got := picture.RGBAAt(s.x, s.y); !near(got, s.want) {
				t.Errorf("%s: pixel %d,%d is %v, want %v", body, s.x, s.y, got, s.want)
			}
		}
	}
}

func near(a, b color.RGBA) bool {
	const most = 256 / shades // one step of an edge
	d := func(x, y uint8) float64 { return math.Abs(float64(x) - float64(y)) }
	return d(a.R, b.R) <= most && d(a.G, b.G) <= most && d(a.B, b.B) <= most
}

// What is not known is said, not left out.
func TestUnknown(t *testing.T) {
	for _, body := range []string{
		`<image width="10" height="10"/>`, `<foreignObject/>`, `<path d="M0 0T5 5"/>`, `<path d="10 10"/>`, `<path d="M0 0L5"/>`, `<path d="M0 0Z5 5"/>`,
		`<rect width="10%" height="5"/>`, `<rect width="5" height="5" fill="hsl(1,2,3)"/>`, `<rect width="5" height="5" fill="url(#none)"/>`,
		`<g transform="skewX(3)"/>`, `<g transform="translate(1"/>`, `<g clip-path="url(#x)"/>`, `<text><tspan>x</tspan></text>`, `<polygon points="a"/>`,
		`<defs><clipPath id="c"><circle r="5"/></clipPath></defs><g clip-path="url(#c)"/>`, `<rect width="5" height="5" stroke="#f00" stroke-dasharray="x"/>`,
	} {
		if _, err := Draw(document(body), fonts(t), 1); err == nil {
			t.Errorf("%s was drawn", body)
		}
	}
	for _, text := range []string{"", "<svg", "<html></html>", `<svg width="0" height="5"></svg>`, `<svg width="99999" height="9"></svg>`, "<svg/><svg/>", "<svg></g></svg>"} {
		if _, err := Draw([]byte(text), fonts(t), 1); err == nil {
			t.Errorf("%s was drawn", text)
		}
	}
}

// ink is the box of the pixels that are not white.
func ink(picture *image.RGBA) image.Rectangle {
	var box image.Rectangle
	for y := range picture.Rect.Dy() {
		for x := range picture.Rect.Dx() {
			if picture.RGBAAt(x, y).G < 128 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

func TestText(t *testing.T) {
	width := int(fonts(t).Face(400).Width("HHH") * 20)
	for anchor, left := range map[string]int{"start": 50, "middle": 50 - width/2, "end": 50 - width} {
		box := ink(drawn(t, fmt.Sprintf(`<text x="50" y="50" style="font-size:20px;font-family:x;" text-anchor="%s" dominant-baseline="central">HHH</text>`, anchor)))
		if math.Abs(float64(box.Min.X-left)) > 4 || math.Abs(float64(box.Dx()-width)) > 6 {
			t.Errorf("%s: from %d to %d, want about %d to %d", anchor, box.Min.X, box.Max.X, left, left+width)
		}
		if middle := (box.Min.Y + box.Max.Y) / 2; middle < 48 || middle > 53 {
			t.Errorf("%s: the middle is at %d", anchor, middle)
		}
	}
	plain := ink(drawn(t, `<text x="10" y="50" style="font: normal 600 20px x">Ế</text>`))
	if plain.Max.Y < 49 || plain.Max.Y > 51 {
		t.Errorf("the letter stands on %d", plain.Max.Y)
	}
	halo := drawn(t, `<rect width="100" height="100" fill="#000"/><text x="10" y="50" style="font-size:40px" fill="#f00" stroke="#fff" stroke-width="6" paint-order="stroke">I</text>`)
	reds, whites := 0, 0
	for i := 0; i < len(halo.Pix); i += 4 {
		switch c := (color.RGBA{halo.Pix[i], halo.Pix[i+1], halo.Pix[i+2], 255}); {
		case near(c, red):
			reds++
		case near(c, white):
			whites++
		}
	}
	if reds < 50 || whites < 100 {
		t.Errorf("%d pixels of the letter, %d of its halo", reds, whites)
	}
}

// Every Vietnamese letter leaves its own ink on the picture, whole: nothing of it is cut off at the top.
func TestVietnameseLetters(t *testing.T) {
	for _, r := range "ẾỘỮẰẪỨẢẠẸỊỌỤỲỸĐđếộữằẫứảạẹịọụỳỹ" {
		box := ink(drawn(t, fmt.Sprintf(`<text x="20" y="70" style="font-size:40px">%c</text>`, r)))
		if box.Empty() || box.Min.Y <= 1 || box.Max.Y >= 99 {
			t.Errorf("%c: ink in %v", r, box)
		}
	}
}

func TestScale(t *testing.T) {
	picture, err := Draw(document(`<rect x="10" y="10" width="1" height="1" fill="#f00"/>`), fonts(t), 3)
	if err != nil {
		t.Fatal(err)
	}
	if picture.Rect.Dx() != 300 || picture.RGBAAt(32, 32) != red || picture.RGBAAt(33, 33) != white {
		t.Error("a scale of 3 does not give 3 pixels for 1")
	}
}

func FuzzDraw(f *testing.F) {
	family := fonts(f)
	f.Add("M10 10L20 20Z", "translate(1 2)", "#fff", "3 2")
	f.Add("M0 0a5 5 0 015 5C1 2 3 4 5 6Q1 1 2 2h5v-5", "rotate(45) scale(2)", "rgba(1,2,3,.5)", "0")
	f.Fuzz(func(t *testing.T, d, transform, colour, dash string) {
		for _, s := range []string{d, transform, colour, dash} {
			if len(s) > 60 || strings.ContainsAny(s, `<>&"`) {
				return
			}
		}
		_, _ = Draw(document(fmt.Sprintf(`<path d="%s" transform="%s" stroke="%s" stroke-dasharray="%s"/>`, d, transform, colour, dash)), family, 1)
	})
}
