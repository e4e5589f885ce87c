package typeface

import (
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// Name is the family of the program's pages and pictures.
const Name = "Be Vietnam Pro"

// Family is the weights of one font, lightest first.
type Family []*Face

// file is a font in the bundle of the pages.
type file struct {
	weight  int
	pattern string
}

// weights are the files of the family; the bundler puts a hash before ".ttf".
var weights = []file{{400, "BeVietnamPro_400Regular-*.ttf"}, {500, "BeVietnamPro_500Medium-*.ttf"}, {600, "BeVietnamPro_600SemiBold-*.ttf"}}

// printed are the files of the family of what is printed.
var printed = []file{{400, "server/Tinos_400Regular.ttf"}, {700, "server/Tinos_700Bold.ttf"}}

// Load reads the family of pages and pictures from the bundle.
func Load(bundle fs.FS) (Family, error) { return load(bundle, weights) }

// LoadPrinted reads the family of documents to print: Tinos, whose letters are as wide as those of Times New Roman.
func LoadPrinted(bundle fs.FS) (Family, error) { return load(bundle, printed) }

func load(bundle fs.FS, files []file) (Family, error) {
	var family Family
	for _, w := range files {
		found, err := fs.Glob(bundle, w.pattern)
		if err != nil {
			return nil, err
		}
		if len(found) != 1 {
			return nil, fmt.Errorf("the bundle has %d fonts %s, want one", len(found), w.pattern)
		}
		data, err := fs.ReadFile(bundle, found[0])
		if err != nil {
			return nil, err
		}
		face, err := Parse(data, w.weight)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path.Base(found[0]), err)
		}
		family = append(family, face)
	}
	return family, nil
}

// Face is the weight nearest to the one asked for.
func (f Family) Face(weight int) *Face {
	best := f[0]
	for _, face := range f[1:] {
		if distance(face.Weight, weight) < distance(best.Weight, weight) {
			best = face
		}
	}
	return best
}

func distance(a, b int) int { return max(a-b, b-a) }

// Font is a CSS font of this family: weight and size in px.
type Font struct {
	Weight int
	Size   float64
}

// ParseFont reads what a CSS font shorthand says of weight and size ("normal 600 13px Be Vietnam Pro").
func ParseFont(css string) Font {
	f := Font{Weight: 400, Size: 12}
	for _, word := range strings.Fields(css) {
		word, _, _ = strings.Cut(word, "/") // a line height may follow the size
		if size, ok := strings.CutSuffix(word, "px"); ok {
			if v, err := strconv.ParseFloat(size, 64); err == nil {
				f.Size = v
				return f
			}
		}
		f.Weight = ParseWeight(word, f.Weight)
	}
	return f
}

// ParseWeight reads a CSS font weight; what is none leaves the given one.
func ParseWeight(word string, otherwise int) int {
	switch word {
	case "bold", "bolder":
		return 600
	}
	if v, err := strconv.Atoi(word); err == nil && v >= 100 && v <= 900 {
		return v
	}
	return otherwise
}

// Width is the width of a text in px.
func (f Family) Width(text string, font Font) float64 {
	return f.Face(font.Weight).Width(text) * font.Size
}
