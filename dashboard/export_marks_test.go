package dashboard

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"luanphien/dashboard/browsertest"
	"luanphien/dashboard/chart"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/queries/soak"
)

// mark is something that is seen of a drawing: a shape or a text, its box from the chart's corner in px.
type mark struct {
	Text, Fill, Stroke string
	Width              float64 // of the stroke
	Box                [4]float64
	Length             float64 // of a shape's outline
}

func (m mark) String() string {
	return fmt.Sprintf("%q fill %s stroke %s %g at %.1f, %.1f long", m.Text, m.Fill, m.Stroke, m.Width, m.Box, m.Length)
}

// marksIn tells the marks within an SVG element. A mark without colour is not seen: the library lays such ones over
// its charts to feel the mouse.
const marksIn = `function marksIn(root, left, top) {
  const none = (c) => c === 'none' || c === 'rgba(0, 0, 0, 0)' || c === 'transparent';
  const list = [];
  for (const e of root.querySelectorAll('path, rect, circle, ellipse, polygon, polyline, line, text, image')) {
    if (e.closest('defs, clipPath, pattern')) continue;
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    const stroke = none(style.stroke) || parseFloat(style.strokeWidth) === 0 ? 'none' : style.stroke;
    const straight = /^M[^A-Za-z]*[Ll][^A-Za-z]*$/.test(e.getAttribute('d') || ''); // what one stroke is filled with is not seen
    const fill = none(style.fill) || straight ? 'none' : style.fill.startsWith('url') ? 'pattern' : style.fill;
    const text = e.tagName === 'text' ? e.textContent : '';
    if (fill === 'none' && stroke === 'none' || e.tagName === 'text' && !text.trim()) continue;
    list.push({Text: text, Fill: fill, Stroke: stroke, Width: stroke === 'none' ? 0 : parseFloat(style.strokeWidth),
      Box: [box.left - left, box.top - top, box.width, box.height], Length: e.getTotalLength ? e.getTotalLength() * Math.hypot(e.getCTM().a, e.getCTM().b) : 0});
  }
  return list;
}`

// onPage are the marks of a page's figure, and the names that it sets as text beside a grid that scrolls.
const onPage = `(() => { ` + marksIn + `
  const canvas = document.querySelector('.chart .canvas'), box = canvas.getBoundingClientRect();
  const names = [...document.querySelectorAll('.row-names li')].map(e => {
    const r = e.getBoundingClientRect();
    return {Text: e.textContent, Fill: '', Stroke: '', Width: 0, Box: [0, r.top - box.top, 0, r.height], Length: 0};
  });
  return {marks: marksIn(canvas.querySelector('svg'), box.left, box.top), names};
})()`

// inPicture are the marks of a picture's chart: what stands within its frame of words.
const inPicture = `(() => { ` + marksIn + `
  const svg = document.querySelector('svg'), chart = svg.querySelector(':scope > g');
  const [dx, dy] = chart.getAttribute('transform').match(/[\d.]+/g).map(Number), box = svg.getBoundingClientRect();
  return {marks: marksIn(chart, box.left + dx, box.top + dy), names: []};
})()`

type drawing struct{ Marks, Names []mark }

// The page keeps the names of a grid's rows in view by setting them as text beside the drawing, which then needs this
// much less room than in a picture, where they are part of it (figures.js: 4 px, functions.js: 178 px).
const namesBeside = 178 - 4

// gridOf tells whether the page sets the names of the rows beside the drawing.
func gridOf(d drawnFigure) bool { return d.Chart.Meta["fixedRows"] != nil }

// Each mark of a figure's picture is one of the page's, and each of the page's is in the picture: the same words, fill,
// outline and place. The page's chart is given the width of the picture first, and no time to grow.
func TestMarksOfPicturesAreThePages(t *testing.T) {
	t.Parallel()
	b := openTab(t)
	folder := demoFolder(t)
	base, _ := start(t, folder)
	s := openDemo(t)
	ctx, cancel := context.WithTimeout(b.Ctx, 5*time.Minute)
	defer cancel()
	still := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, still); err != nil {
		t.Fatal(err)
	}
	b.signIn(t, base)
	compared := 0
	figures := soak.Sample(t, catalogue.All.Order, len(catalogue.All.Order)/4)
	for i, f := range figures {
		query := []string{"", "?lang=en"}[i%2]
		d := s.figure("/figures/" + f.ID + ".json" + query)
		if d.Chart == nil {
			continue
		}
		width := max(chart.PictureWidth, d.Chart.MinWidth)
		if gridOf(d) {
			width -= namesBeside
		}
		b.Begin(t, base)
		page := lookAt(t, ctx, base+"/figures/"+f.ID+query, onPage, width)
		b.Calm(t, f.ID)
		svg := s.see("/figures/" + f.ID + ".svg" + query)
		picture := lookAt(t, ctx, showing(t, svg), inPicture, 0)
		b.save(t, ctx, "picture_"+f.ID, int64(width))
		if gridOf(d) {
			page, picture = pairNames(t, f.ID, page, picture)
		}
		compareMarks(t, f.ID, page.Marks, picture.Marks)
		compared += len(page.Marks)
	}
	if compared < 5000*len(figures)/len(catalogue.All.Order)/4 || soak.All() && compared < 5000 {
		t.Errorf("only %d marks were compared", compared)
	}
}

// showing is the address of a page that holds a document and nothing else.
func showing(t *testing.T, svg string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<!doctype html><link rel=icon href='data:,'><body style='margin:0'>%s", svg)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// lookAt opens an address and tells what it draws; width, unless it is 0, is that of the page's drawing.
func lookAt(t *testing.T, ctx context.Context, address, script string, width int) drawing {
	t.Helper()
	err := chromedp.Do(ctx, chromedp.EmulateViewport(3000, 1200), chromedp.Navigate(address))
	if err == nil && width > 0 {
		err = browsertest.InItsLetters(ctx)
	}
	if err == nil {
		err = browsertest.Until(ctx, "document.readyState === 'complete' && document.fonts.status === 'loaded' && !document.querySelector('.chart .loading')")
	}
	if err == nil && width > 0 {
		resize := fmt.Sprintf("document.querySelector('.chart .canvas').style.cssText += ';flex:none;min-width:0;width:%dpx'", width)
		_, err = chromedp.Run(ctx, chromedp.Evaluate[string](resize))
		if err == nil {
			err = browsertest.Until(ctx, fmt.Sprintf("document.querySelector('.chart .canvas svg').getAttribute('width') === '%d'", width))
		}
	}
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	seen, err := chromedp.Run(ctx, chromedp.Evaluate[drawing](script))
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return seen
}

// pairNames takes the names of a grid's rows out of both drawings, which hold them in different ways, having seen that
// they are the same at the same heights, and moves the rest of the picture to where the page's is. Without the room of
// the names the page's columns also move to the right by some px where the first week's name would be cut off.
func pairNames(t *testing.T, id string, page, picture drawing) (drawing, drawing) {
	t.Helper()
	var rest []mark
	var names []mark
	for _, m := range picture.Marks {
		m.Box[0] -= namesBeside
		if m.Text != "" && m.Box[0]+m.Box[2] < 4 {
			names = append(names, m)
		} else {
			rest = append(rest, m)
		}
	}
	for i, want := range page.Names {
		if i >= len(names) {
			break
		}
		middle, ours := want.Box[1]+want.Box[3]/2, names[i].Box[1]+names[i].Box[3]/2
		if names[i].Text != want.Text || math.Abs(middle-ours) > 2 {
			t.Errorf("%s: row %d is %s in the picture, %q at %.1f on the page", id, i, names[i], want.Text, middle)
		}
	}
	if len(names) != len(page.Names) || len(names) == 0 {
		t.Errorf("%s: %d names of rows in the picture, %d on the page", id, len(names), len(page.Names))
	}
	from, to := span(rest), span(page.Marks)
	scale := (to[1] - to[0]) / (from[1] - from[0])
	if math.Abs(scale-1) > 0.02 {
		t.Errorf("%s: the columns lie from %.1f to %.1f in the picture, from %.1f to %.1f on the page", id, from[0], from[1], to[0], to[1])
	}
	for i := range rest {
		middle := rest[i].Box[0] + rest[i].Box[2]/2
		rest[i].Box[0] = to[0] + scale*(middle-from[0]) - rest[i].Box[2]/2
	}
	picture.Marks = rest
	return page, picture
}

// span is from the left-most to the right-most middle of the shapes.
func span(marks []mark) [2]float64 {
	s := [2]float64{math.Inf(1), math.Inf(-1)}
	for _, m := range marks {
		if m.Text == "" && m.Fill != "none" {
			middle := m.Box[0] + m.Box[2]/2
			s = [2]float64{math.Min(s[0], middle), math.Max(s[1], middle)}
		}
	}
	return s
}

// How far apart, in px, a mark may stand: a picture's numbers are rounded, and its texts measured by the program itself;
// Chromium measures the outline of a small circle by so few chords that how it is written matters.
const (
	shapeSlack  = 0.75
	textSlack   = 1.5
	lengthSlack = 1.5
)

func (m mark) is(other mark) bool {
	if m.Text != other.Text || m.Fill != other.Fill || m.Stroke != other.Stroke || math.Abs(m.Width-other.Width) > 0.01 {
		return false
	}
	slack := shapeSlack
	if m.Text != "" {
		slack = textSlack
	} else if math.Abs(m.Length-other.Length) > lengthSlack+m.Length/100 {
		return false
	}
	for i := range m.Box {
		if math.Abs(m.Box[i]-other.Box[i]) > slack {
			return false
		}
	}
	return true
}

// compareMarks finds each mark of the page in the picture, each of the picture once.
func compareMarks(t *testing.T, id string, page, picture []mark) {
	t.Helper()
	taken := make([]bool, len(picture))
	missing := 0
	for _, m := range page {
		found := -1
		for k, other := range picture {
			if !taken[k] && m.is(other) {
				found = k
				break
			}
		}
		if found < 0 {
			if missing++; missing <= 5 {
				t.Errorf("%s: the picture lacks %s", id, m)
			}
			continue
		}
		taken[found] = true
	}
	extra := 0
	for k, other := range picture {
		if !taken[k] {
			if extra++; extra <= 5 {
				t.Errorf("%s: the page lacks %s", id, other)
			}
		}
	}
	t.Logf("%s: %d marks on the page, %d in the picture", id, len(page), len(picture))
	if len(page) < 8 {
		t.Errorf("%s: the page shows %d marks", id, len(page))
	}
}
