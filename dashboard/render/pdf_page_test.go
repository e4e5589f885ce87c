package render

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/unicode/norm"

	"luanphien/dashboard/render/raster"
)

var sharedPrinted = sync.OnceValues(func() (*Renderer, error) { return NewPrinted(bundle, 1) })

// printed makes the PDF of a figure, and the pixels of the same drawing.
func printed(t *testing.T, p Picture) (path string, want *image.RGBA) {
	t.Helper()
	r, err := sharedPrinted()
	if err != nil {
		t.Fatalf("run “make assets” first: %v", err)
	}
	file, err := r.PDF(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := r.PDF(t.Context(), p); err != nil || !bytes.Equal(again, file) {
		t.Errorf("made again, the file has other bytes (%v)", err)
	}
	svg, err := r.bare(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if want, err = raster.Draw(svg, r.fonts, 2); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if dir := os.Getenv("LUANPHIEN_PICTURES"); dir != "" { // to look at them
		folder = dir
	}
	path = filepath.Join(folder, strings.ReplaceAll(t.Name(), "/", "_")+".pdf")
	if err := os.WriteFile(path, file, 0o644); err != nil {
		t.Fatal(err)
	}
	return path, want
}

// told runs a program on a file and gives what it says.
func told(t *testing.T, program string, args ...string) string {
	t.Helper()
	var out, problem bytes.Buffer
	c := exec.Command(program, args...)
	c.Stdout, c.Stderr = &out, &problem
	if err := c.Run(); err != nil || problem.Len() > 0 {
		t.Errorf("%s %v: %v %s", program, args, err, problem.String())
	}
	return out.String()
}

// Every kind of figure on a page: another program finds the words with their signs, the fonts in the file, title and size,
// and paints what our own pixels show.
func TestPDFAsOthersReadIt(t *testing.T) {
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("pdftoppm is missing (apt-get install poppler-utils)")
		}
		t.Skip("pdftoppm is missing (apt-get install poppler-utils)")
	}
	for _, name := range names(t) {
		t.Run(name, func(t *testing.T) {
			p := load(t, name)
			path, want := printed(t, p)
			text := strings.Join(strings.Fields(told(t, "pdftotext", "-raw", path, "-")), " ")
			for _, said := range []string{p.Words.Title, p.Words.Subtitle, p.Words.Source[0]} {
				for _, word := range strings.Fields(said) {
					if !strings.Contains(text, word) || !norm.NFC.IsNormalString(text) {
						t.Errorf("the text lacks %q", word)
					}
				}
			}
			fonts := strings.Split(strings.TrimSpace(told(t, "pdffonts", path)), "\n")[2:]
			for _, line := range fonts {
				if f := strings.Fields(line); !strings.Contains(f[0], "+Tinos") || strings.Join(f[len(f)-5:len(f)-2], " ") != "yes yes yes" { // embedded, a part, with its letters
					t.Errorf("a font is %s", line)
				}
			}
			about := told(t, "pdfinfo", path)
			for _, line := range []string{"Title:           " + p.Words.Title, "Pages:           1", "Page size:       " + points(want.Rect.Dx()) + " x " + points(want.Rect.Dy()) + " pts"} {
				if !strings.Contains(about, line) {
					t.Errorf("%q is not in %s", line, about)
				}
			}
			file, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Contains(file, []byte("/Lang (vi)")) || bytes.Contains(file, []byte("/Image")) {
				t.Error("the language is not set, or it holds pixels")
			}
			if len(fonts) == 0 || len(file) > 400_000 {
				t.Errorf("%d fonts, %d bytes", len(fonts), len(file))
			}
			told(t, "pdftoppm", "-r", "192", "-png", "-singlefile", path, strings.TrimSuffix(path, ".pdf"))
			samePage(t, strings.TrimSuffix(path, "pdf")+"png", want)
		})
	}
}

func points(pixels int) string { return strconv.FormatFloat(float64(pixels)*0.375, 'f', -1, 64) }

// samePage compares what another program paints with our own pixels. Edges differ by a little everywhere; a shape, a line or
// a word that is missing or elsewhere differs by much in many pixels of its surroundings.
func samePage(t *testing.T, path string, want *image.RGBA) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got, err := png.Decode(bytes.NewReader(b))
	if err != nil || got.Bounds().Dx() != want.Rect.Dx() || got.Bounds().Dy() != want.Rect.Dy() {
		t.Fatalf("%v, %v, want %v", err, got.Bounds(), want.Rect)
	}
	const side = 12 // pixels of a field over which is summed
	wrong := 0
	for y := 0; y+side <= want.Rect.Dy(); y += side {
		for x := 0; x+side <= want.Rect.Dx(); x += side {
			var apart [3]int
			for i := range side * side {
				r1, g1, b1, _ := got.At(x+i%side, y+i/side).RGBA()
				r2, g2, b2, _ := want.At(x+i%side, y+i/side).RGBA()
				for k, d := range [3]int{int(r1>>8) - int(r2>>8), int(g1>>8) - int(g2>>8), int(b1>>8) - int(b2>>8)} {
					apart[k] += d
				}
			}
			for _, sum := range apart {
				if max(sum, -sum) > side*side*40 {
					wrong++
					break
				}
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d fields of %d × %d pixels look otherwise", wrong, side, side)
	}
}
