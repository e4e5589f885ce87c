package main

import (
	"context"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"luanphien/dashboard/browsertest"
	"luanphien/queries/soak"
)

// browser is a tab that opens the pages of a server that runs.
type browser struct{ *browsertest.Tab }

func openBrowser(t *testing.T, base string) *browser {
	t.Helper()
	b := &browser{browsertest.Open(t)}
	b.Begin(t, base)
	return b
}

// look is what a page shows once its charts are drawn.
type look struct {
	Text   string
	Links  []string
	Width  int // of the content
	Window int
	Charts []struct {
		ID    string
		Marks int // drawn shapes
	}
}

// drawn tells whether no chart is waiting any more.
const drawn = `document.readyState === 'complete' &&
  [...document.querySelectorAll('figure[data-state="ok"] > .chart')].every(c => c.parentElement.dataset.drawn)`

// inspect counts the marks of each chart: the shapes of its SVG, or the painted points of its canvas.
const inspect = `(() => {
  const marks = chart => {
    const shapes = chart.querySelectorAll('svg path, svg rect, svg circle, svg polyline, svg polygon, svg line').length;
    let painted = 0;
    for (const canvas of chart.querySelectorAll('canvas')) {
      const {width, height} = canvas;
      if (!width || !height) continue;
      const data = canvas.getContext('2d').getImageData(0, 0, width, height).data;
      for (let i = 3; i < data.length; i += 4) painted += data[i] > 0 ? 1 : 0;
    }
    return shapes + Math.floor(painted / 100);
  };
  return {
    Text: document.body.innerText,
    Links: [...document.querySelectorAll('a[href]')].map(a => a.href),
    Width: document.documentElement.scrollWidth,
    Window: window.innerWidth,
    Charts: [...document.querySelectorAll('figure[data-figure] .chart')].map(chart => ({
      ID: chart.closest('figure').dataset.figure, Marks: marks(chart),
    })),
  };
})()`

// visit opens a page at a window width, waits until its charts are drawn and looks at it.
func (b *browser) visit(address string, width int64) (look, error) {
	ctx, cancel := context.WithTimeout(b.Ctx, browsertest.Patience)
	defer cancel()
	err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(address))
	if err != nil {
		return look{}, err
	}
	if err := browsertest.Until(ctx, drawn); err != nil {
		return look{}, fmt.Errorf("wait for the charts: %w", err)
	}
	return chromedp.Run(ctx, chromedp.Evaluate[look](inspect))
}

// The two widths of window that pages are made for, in px.
const (
	wide   = 1440
	narrow = 390
)

// leastMarks is what a chart holds that shows anything: axes alone are fewer.
const leastMarks = 12

// charted tells whether a page must hold charts; the rest are lists and words.
func charted(page string) bool {
	return page == "/" || page == "/coverage" || page == "/referrals" || page == "/reporting" ||
		strings.HasPrefix(page, "/stations/")
}

// withData tells whether a page shows data: those of the reader's own account and saved pages do not.
func withData(address, host string) bool {
	page, _ := pageOf(address, host)
	return page != "/account" && page != "/views"
}

// check opens a page and reports what is wrong with it; it returns the page's links.
func (b *browser) check(t *testing.T, address string, width int64) []string {
	t.Helper()
	seen, err := b.visit(address, width)
	if page, _ := pageOf(address, b.Host()); charted(page) && len(seen.Charts) == 0 {
		t.Errorf("%s holds no chart", address)
	}
	if err != nil {
		t.Errorf("%s: %v", address, err)
	}
	b.Calm(t, address)
	for _, chart := range seen.Charts {
		if chart.Marks < leastMarks {
			t.Errorf("%s: the chart %s holds %d marks", address, chart.ID, chart.Marks)
		}
	}
	if words := "số liệu minh họa"; withData(address, b.Host()) && !strings.Contains(strings.ToLower(seen.Text), words) &&
		!strings.Contains(strings.ToLower(seen.Text), "illustrative data") {
		t.Errorf("%s does not say that its data are invented", address)
	}
	if seen.Width > seen.Window {
		t.Errorf("%s: content %d wide in a window of %d", address, seen.Width, seen.Window)
	}
	return seen.Links
}

// pageOf is the path of a link, if it leads to a page of the program; files to download are not pages.
func pageOf(link, host string) (string, bool) {
	u, err := url.Parse(link)
	if err != nil || u.Host != host || strings.HasPrefix(u.Path, "/assets/") || path.Ext(u.Path) != "" {
		return "", false
	}
	if u.Path == "/attention/item" || strings.HasSuffix(u.Path, "/remarks") { // each needs what it is about, and has no chart
		return "", false
	}
	return u.Path, true
}

// alike are the beginnings of addresses whose pages are one page with other content: the stations differ in their numbers,
// and the tests of the dashboard open each figure's page.
var alike = regexp.MustCompile(`^/(stations|figures)/`)

// Every page that can be reached from the overview opens in a real browser, in both languages and at both widths, without
// an error, asks no other host for anything, and no chart is a picture of nothing.
func TestEveryPageInTheBrowser(t *testing.T) {
	base := serveDemo(t)
	b := openBrowser(t, base)
	b.logIn(t, base, "lanhdao")
	known, of, random := map[string]bool{"/": true}, map[string]int{}, soak.Random(t)
	for queue := []string{"/"}; len(queue) > 0; queue = queue[1:] {
		page := queue[0]
		kind := alike.FindString(page)
		if of[kind]++; kind != "" && of[kind] > soak.Times(1, 3) {
			continue
		}
		links := b.check(t, base+page, wide)
		if soak.All() || random.IntN(3) == 0 {
			b.check(t, base+page+"?lang=en", narrow)
		}
		for _, link := range links {
			if found, ok := pageOf(link, b.Host()); ok && !known[found] {
				known[found] = true
				queue = append(queue, found)
			}
		}
	}
	for _, page := range []string{"/", "/coverage", "/referrals", "/reporting", "/stations", "/figures", "/methods", "/account"} {
		if !known[page] {
			t.Errorf("%s cannot be reached", page)
		}
	}
	if of["/stations/"] != 45 || of["/figures/"] < 30 {
		t.Errorf("%v pages can be reached", of)
	}
	t.Logf("%d pages", len(known))
}
