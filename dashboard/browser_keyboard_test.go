package dashboard

import (
	"context"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/browsertest"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	printing "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestKeyboard goes through pages by keyboard alone, all in one tab.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	b := openTab(t)
	base, _ := start(t, demoFolder(t))
	ctx, cancel := context.WithTimeout(b.Ctx, 90*time.Second)
	defer cancel()
	for name, walk := range map[string]func(*testing.T, *tab, context.Context, string){
		"skip link": skipLinkLeadsPastTheMenu, "steps": everyStepIsSeen, "menu": menuByKeyboard, "filter and map": filterAndMapByKeyboard,
	} {
		t.Run(name, func(t *testing.T) { walk(t, b, ctx, base) })
	}
}

// teach gives the page luanphienFocus(): what the keyboard stands on, in a word, and "seen" where it has an outline of
// 2 px or more that stands out from what it lies on by 3:1 or more (WCAG 2.2, 1.4.11; the contrast as in its glossary).
const teach = `(() => {
  const parts = c => (c.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = c => { const [r, g, b] = parts(c).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b };
  const under = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if ((parts(c)[3] ?? 1) > 0) return c } return 'rgb(255,255,255)' };
  window.luanphienFocus = () => {
    const e = document.activeElement, s = getComputedStyle(e);
    if (e === document.body) return 'end';
    const a = light(s.outlineColor), b = light(under(e.parentElement)), contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const seen = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 && contrast >= 3 && e.getClientRects().length > 0;
    return (e.className || e.tagName.toLowerCase()) + ' ' + (e.textContent || '').trim().slice(0, 20) + (seen ? ' seen' : ' ' + s.outline + contrast);
  };
  return true })()`

// The first step of the keyboard is the one past the menu, which shows itself and leads to the page's main part.
func skipLinkLeadsPastTheMenu(t *testing.T, b *tab, ctx context.Context, base string) {
	t.Helper()
	b.visit(t, base, "/coverage", 1440)
	browsertest.Evaluate[bool](t, ctx, teach)
	press(t, ctx, "Tab", 9, 0)
	if got := browsertest.Evaluate[string](t, ctx, `luanphienFocus()`); !strings.HasPrefix(got, "skip ") || !strings.HasSuffix(got, " seen") {
		t.Errorf("the first step of the keyboard is %q", got)
	}
	if !browsertest.Evaluate[bool](t, ctx, `(r => r.left >= 0 && r.top >= 0 && r.width > 24)(document.activeElement.getBoundingClientRect())`) {
		t.Error("the link past the menu is not in view when the keyboard stands on it")
	}
	enter(t, ctx)
	browsertest.Holds(t, ctx, `document.activeElement.id === 'main'`)
	press(t, ctx, "Tab", 9, 0)
	browsertest.Holds(t, ctx, `document.activeElement.closest('main') !== null && document.activeElement.id !== 'main'`)
}

// enter presses Enter, which also gives the character that links and buttons answer to.
func enter(t *testing.T, ctx context.Context) {
	t.Helper()
	p := input.DispatchKeyEventParams{Type: "keyDown", Key: "Enter", Code: "Enter", WindowsVirtualKeyCode: 13, Text: "\r"}
	if _, err := chromedp.Call(ctx, input.DispatchKeyEvent, p); err != nil {
		t.Fatal(err)
	}
	p.Type, p.Text = "keyUp", ""
	if _, err := chromedp.Call(ctx, input.DispatchKeyEvent, p); err != nil {
		t.Fatal(err)
	}
}

// Every step of the keyboard through a page is seen, light and dark; each table behind a chart is one of them, and so is
// everything that scrolls.
func everyStepIsSeen(t *testing.T, b *tab, ctx context.Context, base string) {
	t.Helper()
	for address, scheme := range map[string]string{"/needs": "light", "/referrals": "dark"} {
		media(t, ctx, "", scheme)
		b.visit(t, base, address, 390)
		browsertest.Evaluate[bool](t, ctx, teach)
		want := browsertest.Evaluate[[]string](t, ctx, `(window.left = new Set([...document.querySelectorAll('details.table > summary'),
			...[...document.querySelectorAll('main *')].filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1 && e.clientWidth && /auto|scroll/.test(getComputedStyle(e).overflowX))]),
			[...left].map(e => e.className || e.tagName))`)
		steps := 0
		for ; steps < 400; steps++ {
			press(t, ctx, "Tab", 9, 0)
			got := browsertest.Evaluate[string](t, ctx, `(left.delete(document.activeElement), luanphienFocus())`)
			if got == "end" {
				break
			}
			if !strings.HasSuffix(got, " seen") {
				t.Errorf("%s: step %d of the keyboard is not seen: %q", address, steps, got)
			}
		}
		left := browsertest.Evaluate[[]string](t, ctx, `[...left].map(e => e.className || e.textContent)`)
		if len(left) > 0 || len(want) < 3 || steps < 10 || steps == 400 {
			t.Errorf("%s: in %d steps the keyboard misses %v of %v", address, steps, left, want)
		}
	}
}

// A group of the menu opens by Enter and closes by Escape, after which the keyboard stands on its name again.
func menuByKeyboard(t *testing.T, b *tab, ctx context.Context, base string) {
	t.Helper()
	b.visit(t, base, "/coverage", 1440)
	browsertest.Evaluate[bool](t, ctx, `document.querySelector('#nav summary').focus() || true`)
	enter(t, ctx)
	browsertest.Holds(t, ctx, `document.querySelector('#nav details').open`)
	press(t, ctx, "Tab", 9, 0)
	browsertest.Holds(t, ctx, `document.activeElement === document.querySelector('#nav details ul a')`)
	press(t, ctx, "Escape", 27, 0)
	browsertest.Holds(t, ctx, `!document.querySelector('#nav details').open && document.activeElement === document.querySelector('#nav summary')`)

	if err := chromedp.Do(ctx, chromedp.EmulateViewport(390, 900)); err != nil {
		t.Fatal(err)
	}
	browsertest.Holds(t, ctx, `document.querySelector('.menu-button').getClientRects().length > 0`)
	browsertest.Evaluate[bool](t, ctx, `document.querySelector('.menu-button').focus() || true`)
	enter(t, ctx)
	browsertest.Holds(t, ctx, `document.querySelector('.menu-button').getAttribute('aria-expanded') === 'true' && document.querySelector('#nav a').getClientRects().length > 0`)
	press(t, ctx, "Escape", 27, 0)
	browsertest.Holds(t, ctx, `document.querySelector('#nav a').getClientRects().length === 0 && document.activeElement.className === 'menu-button'`)
}

// The filters open by Enter and take a choice from the arrow keys; a station of the map opens from the table behind it.
func filterAndMapByKeyboard(t *testing.T, b *tab, ctx context.Context, base string) {
	t.Helper()
	b.visit(t, base, "/", 1440)
	browsertest.Evaluate[bool](t, ctx, `(document.querySelector('.period summary').focus(), true)`)
	enter(t, ctx)
	press(t, ctx, "Tab", 9, 0)
	browsertest.Holds(t, ctx, `document.querySelector('.period details').open && document.activeElement.name === 'period'`)
	browsertest.Evaluate[bool](t, ctx, `(window.before = document.querySelector('.said').textContent, true)`)
	press(t, ctx, "ArrowDown", 40, 0)
	browsertest.Holds(t, ctx, `location.search.includes('period=') && !document.querySelector('main[aria-busy]') && document.querySelector('.said').textContent !== before && `+settled)
	browsertest.Holds(t, ctx, `document.activeElement.name === 'period'`)

	browsertest.Evaluate[bool](t, ctx, `(document.querySelector('[data-figure^="map_"] details.table > summary').focus(), true)`)
	enter(t, ctx)
	browsertest.Holds(t, ctx, `document.querySelector('[data-figure^="map_"] details.table').open`)
	for range 3 { // past what scrolls to the first link
		press(t, ctx, "Tab", 9, 0)
		if browsertest.Evaluate[bool](t, ctx, `document.activeElement.matches('td a')`) {
			break
		}
	}
	to := browsertest.Evaluate[string](t, ctx, `document.activeElement.getAttribute('href') || document.activeElement.outerHTML.slice(0, 80)`)
	if !strings.HasPrefix(to, "/stations/") {
		t.Fatalf("behind the map the keyboard comes to %q", to)
	}
	enter(t, ctx)
	browsertest.Holds(t, ctx, `location.pathname.startsWith('/stations/') && document.querySelector('h1') !== null`)
	b.Calm(t, "keyboard")
}

// watchMotion runs before a page's own script: it makes the clock that charts move by forty times slower, so that no
// movement is over before it is seen, and notes the shapes that the marks of a chart take from frame to frame.
const watchMotion = `{
  const real = Date.prototype.getTime, began = Date.now();
  Date.prototype.getTime = function () { const t = real.call(this); return t < began ? t : began + (t - began) / 40 };
  window.shapes = new Set();
  window.frames = 0;
  const note = () => {
    const shape = [...document.querySelectorAll('#coverage_by_station[data-drawn="ok"] .canvas path')].map(p => p.getAttribute('d')).join();
    if (shape) { shapes.add(shape); frames++ }
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}`

// Who asks the system for less motion gets none: charts stand at once, and no style moves. For others they grow.
func TestReducedMotionIsRespected(t *testing.T) {
	t.Parallel()
	b := openTab(t)
	base, _ := start(t, demoFolder(t))
	ctx, cancel := context.WithTimeout(b.Ctx, 60*time.Second)
	defer cancel()
	if _, err := chromedp.Call(ctx, printing.AddScriptToEvaluateOnNewDocument, printing.AddScriptToEvaluateOnNewDocumentParams{Source: watchMotion}); err != nil {
		t.Fatal(err)
	}
	for _, motion := range []string{"reduce", "no-preference"} {
		p := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: motion}}}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, p); err != nil {
			t.Fatal(err)
		}
		b.visit(t, base, "/coverage", 1440)
		browsertest.Holds(t, ctx, `frames > 20`)
		if n := browsertest.Evaluate[int](t, ctx, `shapes.size`); (n == 1) != (motion == "reduce") {
			t.Errorf("motion %s: the marks took %d shapes", motion, n)
		}
		if n := browsertest.Evaluate[int](t, ctx, `document.getAnimations().length`); n != 0 && motion == "reduce" {
			t.Errorf("%d styles move", n)
		}
	}
}
