package dashboard

import (
	"context"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/browsertest"
	"luanphien/queries/soak"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// openPlain opens a tab with script switched off, signed in on a server of the demo.
func openPlain(t *testing.T) (b *tab, ctx context.Context, base string) {
	t.Helper()
	b = openTab(t)
	base, _ = start(t, demoFolder(t))
	ctx, cancel := context.WithTimeout(b.Ctx, 90*time.Second)
	t.Cleanup(cancel)
	scripts(t, ctx, false)
	b.signIn(t, base)
	return b, ctx, base
}

// scripts switches the script of a tab's pages on or off.
func scripts(t *testing.T, ctx context.Context, on bool) {
	t.Helper()
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on}); err != nil {
		t.Fatal(err)
	}
}

// With script switched off each figure stands as a picture, in the width and the colours of the window, with its table
// below it; the filters are a form with a button, and the menu opens.
func TestWithoutScript(t *testing.T) {
	t.Parallel()
	b, ctx, base := openPlain(t)
	for _, window := range []struct {
		width int64
		dark  string
		asks  string
	}{{1440, "light", "size="}, {390, "dark", "scheme=dark&size=narrow"}} {
		media(t, ctx, "", window.dark)
		for _, address := range soak.Sample(t, []string{"/", "/coverage?period=2026-Q3", "/reporting?lang=en", "/stations/03127"}, 2) {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(window.width, 900), chromedp.Navigate(base+address)); err != nil {
				t.Fatal(err)
			}
			seen := browsertest.Evaluate[struct {
				Charts, Drawn, Loading, Wide int
				Asked                        string
			}](t, ctx, `(() => { const images = [...document.querySelectorAll('.chart img')]; return {
				Charts: document.querySelectorAll('.chart').length,
				Drawn: images.filter((i) => i.complete && i.naturalWidth > 100 && i.alt.length > 20).length,
				Loading: [...document.querySelectorAll('.chart .loading')].filter((p) => p.checkVisibility()).length,
				Wide: document.documentElement.scrollWidth, Asked: images.map((i) => i.currentSrc).join(' ') }})()`)
			if seen.Charts == 0 || seen.Drawn != seen.Charts || seen.Loading != 0 || seen.Wide > int(window.width) || !strings.Contains(seen.Asked, window.asks) ||
				strings.Contains(seen.Asked, "dark") != (window.dark == "dark") {
				t.Errorf("%s at %d without script: %+v", address, window.width, seen)
			}
			b.save(t, ctx, address+"&script=off", window.width)
		}
	}
	text, err := chromedp.Run(ctx, chromedp.TextContent("details.table tbody"))
	if err != nil || text == "" {
		t.Errorf("no table without script: %v", err)
	}
	b.applyByButton(t, ctx, base)
}

// applyByButton asks for the wards by the form's own button.
func (b *tab) applyByButton(t *testing.T, ctx context.Context, base string) {
	t.Helper()
	err := chromedp.Do(ctx, chromedp.EmulateViewport(1440, 900), chromedp.Navigate(base+"/stations"), chromedp.Click(".period summary"),
		chromedp.SetValue(`.period [name="kind"]`, "ward"), chromedp.Click(".period button"))
	if err != nil {
		t.Fatal(err)
	}
	if err := browsertest.Until(ctx, `location.search.includes('kind=ward') && document.readyState === 'complete'`); err != nil {
		t.Fatal(err)
	}
	if n := browsertest.Evaluate[int](t, ctx, `document.querySelectorAll('.scores tr[data-find]').length`); n != wardsOfTheDemo {
		t.Errorf("%d stations are listed", n)
	}
}
