package dashboard

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"luanphien/queries/edition"
	"luanphien/queries/soak"
)

// tab is a browser's tab and what went wrong in it.
type tab struct {
	ctx      context.Context
	mu       sync.Mutex
	host     string
	fewest   int // marks of a chart that is drawn
	troubles []string
}

// chromium is the browser of all tests, started by the first; each has a tab and cookies of its own in it.
var chromium struct {
	sync.Once
	ctx  context.Context
	stop context.CancelFunc
	err  error
}

func startChromium(path string) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocator)
	chromium.ctx, chromium.stop, chromium.err = ctx, stop, chromedp.Do(ctx) // which starts it
}

// openTab opens a tab of Chromium. Where there is none the test is skipped; in CI it fails.
func openTab(t testing.TB) *tab {
	t.Helper()
	if testing.Short() {
		t.Skip("make test-fast leaves out the browser")
	}
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("chromium is not installed, so the pages are not tested in a browser")
		}
		t.Skip("chromium is not installed, so the pages are not tested in a browser")
	}
	chromium.Do(func() { startChromium(path) })
	if chromium.err != nil {
		t.Fatal(chromium.err)
	}
	ctx, cancel := chromedp.NewContext(chromium.ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	b := &tab{ctx: ctx, fewest: 7}
	if err := chromedp.Listen(ctx, b.listen); err != nil {
		t.Fatal(err)
	}
	return b
}

// listen notes exceptions, console errors (a breach of the content policy is one) and requests to other hosts.
func (b *tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.troubles = append(b.troubles, "exception: "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			b.troubles = append(b.troubles, fmt.Sprintf("console: %v", e.Args))
		}
	case *log.EventEntryAdded:
		b.troubles = append(b.troubles, fmt.Sprintf("log: %s %s", e.Entry.Text, e.Entry.URL))
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err != nil || u.Host != b.host && u.Scheme != "data" {
			b.troubles = append(b.troubles, "request to another host: "+e.Request.URL)
		}
	}
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
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	b.mu.Lock()
	b.host, b.troubles = u.Host, nil
	b.mu.Unlock()
	ctx, cancel := b.within(t)
	defer cancel()
	b.signIn(t, ctx, base)
	err = chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(base+address))
	if err == nil {
		err = until(ctx, settled)
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
	return context.WithTimeout(b.ctx, 60*time.Second)
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
	b.calm(t, address)
	b.save(t, ctx, address, width)
}

// calm fails where anything went wrong in the tab since the last visit.
func (b *tab) calm(t *testing.T, where string) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, trouble := range b.troubles {
		t.Errorf("%s: %s", where, trouble)
	}
}

// leaving tells whether a question failed because the page was being left for the next one, which is what is waited for.
func leaving(err error) bool {
	for _, words := range []string{"Inspected target navigated or closed", "Execution context was destroyed", "Cannot find context"} {
		if strings.Contains(err.Error(), words) {
			return true
		}
	}
	return false
}

// until asks the page as it stands, again and again, until the expression holds. (chromedp's Poll asks in one execution
// context, which a page that is still settling may have left.)
func until(ctx context.Context, expression string) error {
	for {
		holds, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
		if err != nil && !leaving(err) || holds {
			return err
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
			return fmt.Errorf("waiting for %s: %w", expression, ctx.Err())
		}
	}
}

// evaluate gives what an expression is on the page.
func evaluate[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

func holds(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	if err := until(ctx, expression); err != nil {
		t.Fatal(err)
	}
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
