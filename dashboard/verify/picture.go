package verify

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"luanphien/dashboard/problem"
	"luanphien/dashboard/render"
	"luanphien/dashboard/words"
)

// svgPiece is an element's beginning, its end (no attributes, name with a slash) or a text.
type svgPiece struct {
	name       string
	attributes [][2]string // in the order of their names
	text       string
}

// svgPieces reads a document, but for comments, the order of attributes and empty space.
func svgPieces(document []byte) ([]svgPiece, error) {
	var list []svgPiece
	d := xml.NewDecoder(bytes.NewReader(document))
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return list, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			piece := svgPiece{name: t.Name.Local}
			for _, a := range t.Attr {
				piece.attributes = append(piece.attributes, [2]string{a.Name.Local, a.Value})
			}
			slices.SortFunc(piece.attributes, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
			list = append(list, piece)
		case xml.EndElement:
			list = append(list, svgPiece{name: "/" + t.Name.Local})
		case xml.CharData:
			if text := strings.TrimSpace(string(t)); text != "" {
				list = append(list, svgPiece{text: text})
			}
		}
	}
}

// SVG says at which element an SVG first differs from the one made again.
func SVG(file, now []byte) (*problem.Sentence, error) {
	made, err := svgPieces(now)
	if err != nil {
		return nil, err
	}
	taken, err := svgPieces(file)
	if err != nil {
		return problem.Say("verify.problem.no_svg", "taken", elements(taken)), nil
	}
	inside := ""
	for i, n := 0, 0; i < len(taken) && i < len(made); i++ {
		a, b := taken[i], made[i]
		if b.name != "" && b.name[0] != '/' {
			n, inside = n+1, b.name
		}
		element := func(at string) words.Said {
			return words.Both("verify.problem.element", "n", n, "name", inside, "at", at)
		}
		switch at := unlikeAttribute(a.attributes, b.attributes); {
		case a.name != b.name:
			return unlike(element(""), a.text+a.name, b.text+b.name), nil
		case a.text != b.text:
			return unlike(element(""), a.text, b.text), nil
		case at != "":
			return unlike(element(", "+at), attribute(a.attributes, at), attribute(b.attributes, at)), nil
		}
	}
	if len(taken) != len(made) {
		return unlike(words.Both("verify.problem.elements"), strconv.Itoa(elements(taken)), strconv.Itoa(elements(made))), nil
	}
	return nil, nil
}

func elements(list []svgPiece) (n int) {
	for _, p := range list {
		if p.name != "" && p.name[0] != '/' {
			n++
		}
	}
	return n
}

func attribute(list [][2]string, name string) string {
	for _, a := range list {
		if a[0] == name {
			return a[1]
		}
	}
	return ""
}

// unlikeAttribute names the first attribute whose values differ, "" where none does.
func unlikeAttribute(a, b [][2]string) string {
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(a):
			return b[i][0]
		case i >= len(b) || a[i][0] != b[i][0]:
			return a[i][0]
		case a[i][1] != b[i][1] && !nearly(a[i][1], b[i][1]):
			return a[i][0]
		}
	}
	return ""
}

var numberInText = regexp.MustCompile(`-?\d+(\.\d+)?(e-?\d+)?`)

// hair is how far apart, in px, two numbers of a drawing may be: the engine adds up fractions in no fixed order, and
// drawings round to a hundredth and finer.
const hair = 0.015

// nearly tells whether two values differ by no more than a hair, number by number. Colours do not.
func nearly(a, b string) bool {
	if strings.Contains(a+b, "#") || numberInText.ReplaceAllString(a, "0") != numberInText.ReplaceAllString(b, "0") {
		return false
	}
	x, y := numberInText.FindAllString(a, -1), numberInText.FindAllString(b, -1)
	for i := range x {
		v, err := strconv.ParseFloat(x[i], 64)
		if err != nil {
			return false
		}
		w, err := strconv.ParseFloat(y[i], 64)
		if err != nil || math.Abs(v-w) > hair {
			return false
		}
	}
	return true
}

// PNG says where a PNG first differs from the one made again, in its words or its pixels, and in how many.
func PNG(file, now []byte) (*problem.Sentence, error) {
	made, err := png.Decode(bytes.NewReader(now))
	if err != nil {
		return nil, err
	}
	size := made.Bounds().Size()
	own, ok := render.Size(file)
	if !ok {
		return problem.Say("verify.problem.no_png"), nil
	}
	if own != size {
		return unlike(words.Both("verify.problem.size"), fmt.Sprintf("%d × %d", own.X, own.Y), fmt.Sprintf("%d × %d", size.X, size.Y)), nil
	}
	a, b := render.Entries(file), render.Entries(now)
	for _, name := range slices.Sorted(maps.Keys(b)) {
		if a[name] != b[name] {
			return unlike(words.Said{VI: name, EN: name}, a[name], b[name]), nil
		}
	}
	taken, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return problem.Say("verify.problem.no_pixels"), nil
	}
	return ComparePixels(taken, made), nil
}

// faint is how much a colour may differ, of 255 steps, before it counts: less is not seen.
const faint = 2

func ComparePixels(taken, made image.Image) *problem.Sentence {
	var first, low, high image.Point
	count := 0
	box := made.Bounds()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		if sameRow(taken, made, y) {
			continue
		}
		for x := box.Min.X; x < box.Max.X; x++ {
			if sameColour(taken, made, x, y) {
				continue
			}
			p := image.Pt(x, y)
			if count++; count == 1 {
				first, low, high = p, p, p
			}
			low, high = image.Pt(min(low.X, x), low.Y), image.Pt(max(high.X, x), y)
		}
	}
	if count == 0 {
		return nil
	}
	return problem.Say("verify.problem.pixels", "n", count, "x", first.X, "y", first.Y, "left", low.X, "top", low.Y, "right", high.X, "bottom", high.Y)
}

// sameRow tells at once, of pictures kept in the same way, that a row's bytes are the same.
func sameRow(a, b image.Image, y int) bool {
	if p, ok := a.(*image.Paletted); ok {
		q, also := b.(*image.Paletted)
		if !also || p.Rect != q.Rect || !slices.Equal(p.Palette, q.Palette) {
			return false
		}
		from, to := p.PixOffset(p.Rect.Min.X, y), p.PixOffset(p.Rect.Max.X, y)
		return bytes.Equal(p.Pix[from:to], q.Pix[from:to])
	}
	p, ok := a.(*image.RGBA)
	q, also := b.(*image.RGBA)
	if !ok || !also || p.Rect != q.Rect {
		return false
	}
	from, to := p.PixOffset(p.Rect.Min.X, y), p.PixOffset(p.Rect.Max.X, y)
	return bytes.Equal(p.Pix[from:to], q.Pix[from:to])
}

func sameColour(a, b image.Image, x, y int) bool {
	r1, g1, b1, a1 := a.At(x, y).RGBA()
	r2, g2, b2, a2 := b.At(x, y).RGBA()
	for _, d := range [4]int{int(r1) - int(r2), int(g1) - int(g2), int(b1) - int(b2), int(a1) - int(a2)} {
		if max(d, -d) > faint*0x101 {
			return false
		}
	}
	return true
}
