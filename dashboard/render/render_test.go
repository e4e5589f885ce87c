package render

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// figure is a page's figure as the program sends it to a browser (testdata/*.json, from the demo province).
type figure struct {
	ID, Lang, Title, Subtitle, Source, Alt string
	Chart                                  struct {
		Height, MinWidth int
		Option, Meta     json.RawMessage
	}
}

func load(t testing.TB, name string) Picture {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var f figure
	if err := json.Unmarshal(b, &f); err != nil {
		t.Fatal(err)
	}
	return Picture{Option: f.Chart.Option, Meta: f.Chart.Meta, Lang: f.Lang, Width: max(usualWidth, f.Chart.MinWidth), Height: f.Chart.Height,
		Words: Words{Title: f.Title, Subtitle: f.Subtitle, Source: []string{f.Source}, Alt: f.Alt, Citation: "edition 1 · " + f.ID + " · sha256 abc"}}
}

func names(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no figures", err)
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(filepath.Base(f), ".json")
	}
	return files
}

var bundle = os.DirFS("../web/dist")

// shared is one renderer for all tests: to compile its script takes a while.
var shared = sync.OnceValues(func() (*Renderer, error) { return New(bundle, 2) })

func renderer(t testing.TB) *Renderer {
	t.Helper()
	r, err := shared()
	if err != nil {
		t.Fatalf("run “make assets” first: %v", err)
	}
	return r
}

func svgOf(t testing.TB, p Picture) []byte {
	t.Helper()
	svg, err := renderer(t).SVG(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return svg
}

// elements counts the elements of a document and gathers its texts; it fails on XML that is not well-formed.
func elements(t testing.TB, svg []byte) (count map[string]int, texts []string) {
	t.Helper()
	count = map[string]int{}
	d := xml.NewDecoder(bytes.NewReader(svg))
	inText := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return count, texts
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			count[e.Name.Local]++
			for _, a := range e.Attr {
				if a.Name.Local == "fill" || a.Name.Local == "stroke" {
					count[a.Name.Local+" "+a.Value]++
				}
			}
			inText = e.Name.Local == "text"
		case xml.CharData:
			if inText {
				texts = append(texts, string(e))
			}
		case xml.EndElement:
			inText = false
		}
	}
}

func TestEveryKindOfFigure(t *testing.T) {
	for _, name := range names(t) {
		t.Run(name, func(t *testing.T) {
			p := load(t, name)
			svg := svgOf(t, p)
			count, texts := elements(t, svg)
			all := strings.Join(texts, " ")
			for _, words := range []string{p.Words.Title, p.Words.Subtitle, p.Words.Source[0]} {
				for _, word := range strings.Fields(words) {
					if !strings.Contains(all, word) {
						t.Errorf("the picture lacks %q", word)
					}
				}
			}
			if marks := count["path"] + count["circle"] + count["rect"]; marks < 20 {
				t.Errorf("only %d marks", marks)
			}
			for _, bad := range []string{"NaN", "undefined", "fn:", "token:", "ecmeta", "class=", "http://www.w3.org/1999/xhtml"} {
				if bytes.Contains(svg, []byte(bad)) {
					t.Errorf("the SVG holds %q", bad)
				}
			}
			if again := svgOf(t, p); !bytes.Equal(again, svg) {
				t.Error("drawn again, the picture has other bytes")
			}
			draw(t, p, 1)
		})
	}
}

func draw(t testing.TB, p Picture, scale float64) image.Image {
	t.Helper()
	b, err := renderer(t).PNG(t.Context(), p, scale)
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("LUANPHIEN_PICTURES"); dir != "" { // to look at them
		if err := os.WriteFile(filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", "_")+".png"), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	picture, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// All 45 stations are named in the picture as on the page.
func TestNamesOfStations(t *testing.T) {
	p := load(t, "coverage_by_station")
	var meta struct {
		Links []string `json:"links"`
	}
	var option struct {
		YAxis struct {
			Data []string `json:"data"`
		} `json:"yAxis"`
	}
	if err := errors.Join(json.Unmarshal(p.Meta, &meta), json.Unmarshal(p.Option, &option)); err != nil {
		t.Fatal(err)
	}
	_, texts := elements(t, svgOf(t, p))
	found := map[string]bool{}
	for _, text := range texts {
		found[text] = true
	}
	rows := 0
	for _, name := range option.YAxis.Data {
		rows++
		if !found[strings.TrimPrefix(name, "§")] {
			t.Errorf("%s is not in the picture", name)
		}
	}
	if rows < 45 {
		t.Errorf("only %d rows", rows)
	}
}

// Each cell of the data is one mark of its state's colour, with the second sign that repeats it.
func TestCellsOfGrid(t *testing.T) {
	p := load(t, "report_strip")
	want := states(t, p)
	count, _ := elements(t, svgOf(t, p))
	if count["fill #0072b2"] != want["on_time"] || count["fill #e69f00"] != want["late"] {
		t.Errorf("on time %d, late %d, want %v", count["fill #0072b2"], count["fill #e69f00"], want)
	}
	if want["on_time"] == 0 || want["late"] == 0 || want["missing"] == 0 {
		t.Errorf("the test's figure lacks states: %v", want)
	}
}

func states(t testing.TB, p Picture) map[string]int {
	t.Helper()
	var option struct {
		Series []struct {
			Data [][]any `json:"data"`
		} `json:"series"`
	}
	if err := json.Unmarshal(p.Option, &option); err != nil {
		t.Fatal(err)
	}
	want := map[string]int{}
	for _, cell := range option.Series[0].Data {
		want[cell[2].(string)]++
	}
	return want
}

// The cells that are written straight are those that the chart library draws.
func TestStraightCellsAreTheLibrarys(t *testing.T) {
	p := load(t, "report_strip")
	straight, _ := elements(t, svgOf(t, p))
	// A second vertical axis that nothing uses turns the short way off.
	var option map[string]any
	if err := json.Unmarshal(p.Option, &option); err != nil {
		t.Fatal(err)
	}
	option["xAxis"] = []any{option["xAxis"]}
	var err error
	if p.Option, err = json.Marshal(option); err != nil {
		t.Fatal(err)
	}
	library, _ := elements(t, svgOf(t, p))
	if straight["clipPath"] != 0 || library["clipPath"] != 1 {
		t.Error("the two ways are not told apart")
	}
	for mark, n := range library {
		// What a line is filled with is not seen; the library writes black. Its empty texts, in the colour of weeks, are not seen either.
		if strings.Contains(mark, " ") && mark != "fill none" && mark != "fill #000" && mark != "fill #56626e" && straight[mark] != n {
			t.Errorf("%s: %d straight, %d by the library", mark, straight[mark], n)
		}
	}
	if len(library) < 12 {
		t.Errorf("the library draws only %v", library)
	}
}

// The picture's pixels are what the SVG says: the middle of every late cell is the colour of late reports.
func TestPixelsOfCells(t *testing.T) {
	p := load(t, "report_strip")
	svg, err := renderer(t).bare(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	const scale = 2
	picture := draw(t, p, scale)
	var dx, dy float64
	if _, err := fmt.Sscanf(string(regexp.MustCompile(`<g transform="translate\(([^)]*)\)">`).FindSubmatch(svg)[1]), "%g %g", &dx, &dy); err != nil {
		t.Fatal(err)
	}
	cell := regexp.MustCompile(`<path d="M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h[-\d.]+Z" fill="#e69f00"`)
	found := cell.FindAllSubmatch(svg, -1)
	for _, m := range found {
		var v [4]float64
		for i := range v {
			if _, err := fmt.Sscan(string(m[i+1]), &v[i]); err != nil {
				t.Fatal(err)
			}
		}
		x, y := int((dx+v[0]+v[2]/4)*scale), int((dy+v[1]+v[3]/2)*scale)
		if got := color.NRGBAModel.Convert(picture.At(x, y)); got != (color.NRGBA{0xe6, 0x9f, 0, 255}) {
			t.Fatalf("pixel %d,%d is %v", x, y, got)
		}
	}
	if len(found) != states(t, p)["late"] {
		t.Errorf("%d late cells in the SVG", len(found))
	}
}

func TestWordsAreEscapedAndBroken(t *testing.T) {
	p := load(t, "coverage_by_week")
	p.Words = Words{Mark: "Nội bộ – không công bố", Title: `A & B < C > "D" ` + strings.Repeat("rất dài ", 40), Notes: []string{"một", "hai"}, Citation: `x < y & "z"`}
	svg := svgOf(t, p)
	count, texts := elements(t, svg)
	if texts[0] != p.Words.Mark || !strings.HasPrefix(texts[1], `A & B < C > "D"`) {
		t.Errorf("texts begin with %q", texts[:2])
	}
	for _, text := range texts {
		if w := renderer(t).fonts.Face(600).Width(text) * 18; w > usualWidth+1 {
			t.Errorf("%.0f px wide: %s", w, text)
		}
	}
	if count["text"] < 6 {
		t.Error("the title is not broken into lines")
	}
	file, err := renderer(t).PNG(t.Context(), p, 1)
	if err != nil {
		t.Fatal(err)
	}
	for kind, file := range map[string][]byte{"svg": svg, "png": file} {
		if got, ok := Citation(file); !ok || got != p.Words.Citation {
			t.Errorf("citation of the %s is %q", kind, got)
		}
	}
	for _, other := range []string{"", "<svg/>", "\x89PNG\r\n\x1a\n", "<svg><metadata></metadata></svg>", "text"} {
		if got, ok := Citation([]byte(other)); ok {
			t.Errorf("citation %q in %q", got, other)
		}
	}
}

func TestEnglish(t *testing.T) {
	p := load(t, "coverage_by_week")
	p.Lang = "en"
	_, texts := elements(t, svgOf(t, p))
	if all := strings.Join(texts, "|"); !strings.Contains(all, "100%") {
		t.Errorf("percentages are not written in English: %s", all)
	}
}

func TestBrokenOptionIsAnError(t *testing.T) {
	r := renderer(t)
	for _, option := range []string{`{"series":[{"type":"custom","renderItem":"fn:nothing","data":[1]}]}`, `{}`, `[`} {
		if _, err := r.SVG(t.Context(), Picture{Option: json.RawMessage(option), Height: 100}); err == nil {
			t.Errorf("%s was drawn", option)
		}
	}
	svgOf(t, load(t, "coverage_by_week")) // and the next picture is drawn all the same
}

func TestCancelledDrawing(t *testing.T) {
	r := renderer(t)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Millisecond)
	defer cancel()
	if _, err := r.SVG(ctx, load(t, "report_strip")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	svgOf(t, load(t, "coverage_by_week"))
}

// Pictures drawn side by side are those drawn one after the other.
func TestManyAtOnce(t *testing.T) {
	list := []string{"coverage_by_week", "station_postings", "map_coverage"}
	want := map[string][]byte{}
	for _, name := range list {
		want[name] = svgOf(t, load(t, name))
	}
	var wait sync.WaitGroup
	for i := range 9 {
		name := list[i%len(list)]
		p := load(t, name)
		wait.Go(func() {
			got, err := renderer(t).SVG(t.Context(), p)
			if err != nil || !bytes.Equal(got, want[name]) {
				t.Errorf("%s differs (%v)", name, err)
			}
		})
	}
	wait.Wait()
}
