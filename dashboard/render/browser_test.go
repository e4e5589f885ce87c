package render

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"luanphien/dashboard/browsertest"

	"github.com/chromedp/chromedp"
)

func TestMain(m *testing.M) {
	code := m.Run()
	browsertest.Close()
	os.Exit(code)
}

// tab opens a tab for a minute.
func tab(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(browsertest.Open(t).Ctx, browsertest.Patience)
	t.Cleanup(cancel)
	return ctx
}

// The browser shows the SVG as the program's own PNG is: letters, lines and colours at the same places.
func TestPNGIsWhatABrowserShows(t *testing.T) {
	ctx := tab(t)
	for _, name := range []string{"coverage_by_station", "map_coverage", "reporting_by_station", "report_strip"} {
		p := load(t, name)
		svg := svgOf(t, p)
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "image/svg+xml")
			_, _ = w.Write(svg)
		}))
		ours := draw(t, p, 1)
		size := ours.Bounds().Size()
		err := chromedp.Do(ctx, chromedp.EmulateViewport(int64(size.X), int64(size.Y)), chromedp.Navigate(server.URL))
		if err != nil {
			t.Fatal(err)
		}
		shot, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		server.Close()
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := png.Decode(bytes.NewReader(shot))
		if err != nil {
			t.Fatal(err)
		}
		if theirs.Bounds().Size() != size {
			t.Fatalf("%s: the browser's picture is %v, ours %v", name, theirs.Bounds().Size(), size)
		}
		d := difference(ours, theirs)
		t.Logf("%s: mean difference %.2f of 255", name, d)
		if d > 2.5 {
			t.Errorf("%s: mean difference %.2f of 255", name, d)
		}
	}
}

// difference is the mean difference of brightness over blocks of 4 × 4 pixels, which evens out how edges are smoothed.
func difference(a, b image.Image) float64 {
	const block = 4
	size := a.Bounds().Size()
	sum, n := 0.0, 0
	for y := 0; y+block <= size.Y; y += block {
		for x := 0; x+block <= size.X; x += block {
			sum += math.Abs(bright(a, x, y, block) - bright(b, x, y, block))
			n++
		}
	}
	return sum / float64(n)
}

func bright(m image.Image, x0, y0, block int) float64 {
	sum := 0.0
	for y := y0; y < y0+block; y++ {
		for x := x0; x < x0+block; x++ {
			r, g, b, _ := m.At(x, y).RGBA()
			sum += float64(r+g+b) / 3 / 257
		}
	}
	return sum / float64(block*block)
}

// marksOf tells what a chart shows: how many shapes of each fill, and where each text stands.
const marksOf = `(() => {
  const marks = {}, texts = {};
  const svg = document.querySelector('svg');
  const box = svg.getBoundingClientRect();
  for (const e of svg.querySelectorAll('path, rect, circle, polygon')) {
    if (e.closest('defs')) continue;
    const fill = e.getAttribute('fill') || '';
    if (fill.startsWith('#') && fill !== '#000') marks[fill] = (marks[fill] || 0) + 1;
  }
  for (const e of svg.querySelectorAll('text')) {
    const r = e.getBoundingClientRect();
    texts[e.textContent] = [r.left - box.left, r.top - box.top, r.width, r.height];
  }
  return {marks, texts};
})()`

type seen struct {
	Marks map[string]int        `json:"marks"`
	Texts map[string][4]float64 `json:"texts"`
}

// The picture holds the marks that the page shows for the same option, and its words at the same places.
func TestPictureIsThePages(t *testing.T) {
	ctx := tab(t)
	for _, name := range []string{"coverage_by_station", "referrals_by_week", "map_coverage", "referrals_by_station", "reporting_by_station"} {
		p := load(t, name)
		page := httptest.NewServer(pageOf(t, name, p))
		var shown seen
		steps := []chromedp.Action[chromedp.Void]{chromedp.EmulateViewport(int64(p.Width), int64(p.Height)), chromedp.Navigate(page.URL)}
		err := chromedp.Do(ctx, steps...)
		if err == nil {
			err = browsertest.InItsLetters(ctx)
		}
		if err == nil {
			err = browsertest.Until(ctx, `document.querySelector('figure').dataset.drawn !== undefined`)
		}
		if err == nil {
			_, err = chromedp.Run(ctx, chromedp.Poll[bool](`new Promise(done => setTimeout(() => done(true), 600))`)) // bars have grown
		}
		if err == nil {
			shown, err = chromedp.Run(ctx, chromedp.Evaluate[seen](marksOf))
		}
		page.Close()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		compare(t, ctx, name, p, shown)
	}
}

// compare opens the picture without its frame in the browser, too, and asks the same of it.
func compare(t *testing.T, ctx context.Context, name string, p Picture, shown seen) {
	t.Helper()
	p.Words = Words{}
	svg := svgOf(t, p)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<!doctype html><body style='margin:0'>%s", svg)
	}))
	defer server.Close()
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL)); err != nil {
		t.Fatal(err)
	}
	picture, err := chromedp.Run(ctx, chromedp.Evaluate[seen](marksOf))
	if err != nil {
		t.Fatal(err)
	}
	picture.Marks["#ffffff"]-- // the card that the picture stands on
	for fill, n := range shown.Marks {
		if picture.Marks[fill] != n {
			t.Errorf("%s: %d marks %s in the picture, %d on the page", name, picture.Marks[fill], fill, n)
		}
	}
	if len(shown.Texts) < 8 {
		t.Errorf("%s: the page shows %d texts", name, len(shown.Texts))
	}
	const margin = 20 // of the frame
	for text, at := range shown.Texts {
		got, ok := picture.Texts[text]
		if !ok {
			t.Errorf("%s: the picture lacks %q", name, text)
			continue
		}
		if math.Abs(got[0]-margin-at[0]) > 3 || math.Abs(got[1]-margin-at[1]) > 3 {
			t.Errorf("%s: %q stands at %.0f,%.0f in the picture, at %.0f,%.0f on the page", name, text, got[0]-margin, got[1]-margin, at[0], at[1])
		}
	}
}

// pageOf serves a page with one figure, drawn by the pages' own script.
func pageOf(t *testing.T, name string, p Picture) http.Handler {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	bundle := filepath.Join("..", "web", "dist")
	entry := func(pattern string) string {
		found, err := filepath.Glob(filepath.Join(bundle, pattern))
		if err != nil || len(found) != 1 {
			t.Fatalf("%s: %v, %v", pattern, found, err)
		}
		return "/assets/" + filepath.Base(found[0])
	}
	letters := ""
	for _, weight := range []string{"400Regular", "500Medium", "600SemiBold"} {
		letters += fmt.Sprintf(`<link rel="preload" href="%s" as="font" type="font/ttf" crossorigin>`, entry("BeVietnamPro_"+weight+"-*.ttf"))
	}
	html := fmt.Sprintf(`<!doctype html><html lang="vi">%s<link rel="stylesheet" href="%s"><script src="%s" defer></script>
<style>body,figure,.chart{margin:0!important;padding:0!important;border:0!important;overflow:hidden}</style>
<body><p style="position:absolute;top:-99px">ế<b style="font-weight:600">ế</b></p><figure data-figure="%s" data-src="/data.json" data-state="ok" data-height="%d"><div class="chart" style="width:%dpx"></div></figure>`,
		letters, entry("main-*.css"), entry("main-*.js"), name, p.Height, p.Width)
	mux := http.NewServeMux()
	mux.Handle("/assets/", http.StripPrefix("/assets/", http.FileServer(http.Dir(bundle))))
	mux.HandleFunc("/data.json", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(data) })
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if strings.TrimPrefix(r.URL.Path, "/") != "" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, html)
	})
	return mux
}
