package dashboard

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"luanphien/dashboard/browsertest"
	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// tab is a browser's tab that is held to what each page owes its reader.
type tab struct {
	*browsertest.Tab
	fewest int // marks of a chart that is drawn
}

// openTab opens a tab of Chromium. Where there is none the test is skipped; in CI it fails.
func openTab(t testing.TB) *tab {
	t.Helper()
	return &tab{Tab: browsertest.Open(t), fewest: 7}
}

// sight is what a page shows.
type sight struct {
	Lang    string
	Width   int
	Figures []struct {
		ID, State, Drawn, Message string
		Chart                     bool
		Marks                     int
	}
}

const settled = `document.readyState === 'complete' && !document.querySelector('.chart .loading')`

const look = `({
  Lang: document.documentElement.lang,
  Width: document.documentElement.scrollWidth,
  Figures: [...document.querySelectorAll('figure[data-figure]')].map(f => ({
    ID: f.dataset.figure, State: f.dataset.state, Drawn: f.dataset.drawn || '',
    Message: (f.querySelector('.message') || {}).textContent || '',
    Chart: Boolean(f.querySelector('.chart')),
    Marks: f.querySelectorAll('.chart svg path, .chart svg rect, .chart svg circle, .chart svg line, .chart svg polygon').length,
  })),
})`

// visit opens a page at a width and checks it: no trouble, nothing wider than the window, each figure drawn or saying
// why not.
func (b *tab) visit(t *testing.T, base, address string, width int64) {
	t.Helper()
	b.Begin(t, base)
	ctx, cancel := b.within(t)
	defer cancel()
	b.signIn(t, base)
	err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(base+address))
	if err == nil {
		err = browsertest.Until(ctx, settled)
	}
	if err != nil {
		t.Errorf("%s at %d: %v", address, width, err)
		return
	}
	b.check(t, ctx, address, width)
}

// within is the time that a page has to come and to stand.
func (b *tab) within(t *testing.T) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithTimeout(b.Ctx, browsertest.Patience)
}

// check fails for what is wrong with the page that the tab shows, and keeps a picture of it.
func (b *tab) check(t *testing.T, ctx context.Context, address string, width int64) {
	t.Helper()
	seen, err := chromedp.Run(ctx, chromedp.Evaluate[sight](look))
	if err != nil {
		t.Fatal(err)
	}
	if int64(seen.Width) > width {
		t.Errorf("%s: content %d wide in a window of %d", address, seen.Width, width)
	}
	for _, f := range seen.Figures {
		switch {
		case f.State == "ok" && f.Chart && (f.Drawn != "ok" || f.Marks < b.fewest):
			t.Errorf("%s at %d: the chart of %s is %q and holds %d marks", address, width, f.ID, f.Drawn, f.Marks)
		case f.State != "ok" && f.Message == "":
			t.Errorf("%s: %s is %s and does not say why", address, f.ID, f.State)
		}
	}
	b.fits(t, ctx, address, width)
	b.Calm(t, address)
	b.save(t, ctx, address, width)
}

// save keeps a picture of the page in the folder that LUANPHIEN_SCREENSHOTS names.
func (b *tab) save(t *testing.T, ctx context.Context, address string, width int64) {
	t.Helper()
	dir := os.Getenv("LUANPHIEN_SCREENSHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	name := strings.Trim(strings.NewReplacer("/", "_", "?", "_", "=", "-", "&", "_").Replace(address), "_")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%s-%d.png", strings.NewReplacer("Test", "", "/", "-").Replace(t.Name()), name, width)), png, 0o644); err != nil {
		t.Fatal(err)
	}
}

// Where there is little or nothing to draw, every page says so without an error: before the first edition, and with one
// station that has a posting and nothing else, so that every figure of referrals and reports is withheld or empty.
func TestSparsePagesInTheBrowser(t *testing.T) {
	b := openTab(t)
	b.fewest = 4 // one flow from one unit to one station, and its name
	folder := edition.Folder(t.TempDir())
	base, _ := start(t, folder)
	b.visit(t, base, "/", 390)
	b.visit(t, base, "/coverage?lang=en", 1440)
	oneStation(t, folder)
	awaitEdition(t, base, 1)
	for i, address := range soak.Sample(t, pages, len(pages)/4) {
		address = strings.ReplaceAll(address, "03127", "S1")
		if i%2 == 0 {
			b.visit(t, base, address, 390)
		} else {
			b.visit(t, base, with(address, "lang=en"), 1440)
		}
	}
}
