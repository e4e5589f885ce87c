package dashboard

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	printing "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"luanphien/dashboard/browsertest"
	"luanphien/queries/soak"
)

func containsAll(text string, words ...string) bool {
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, word) })
}

// media makes the tab show the page for a medium ("" = the screen), on a screen of a scheme.
func media(t *testing.T, ctx context.Context, medium, scheme string) {
	t.Helper()
	p := emulation.SetEmulatedMediaParams{Media: medium, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, p); err != nil {
		t.Fatal(err)
	}
}

// unfit names what stands on paper and should not: what leads elsewhere, boxes, what is wider than the sheet, and what
// no sheet has room for. The window is as large as an A4 sheet less its margins.
const unfit = `[
  ...[...document.querySelectorAll('#nav, .menu-button, .languages, .tools a, .switch, form, button, .onward, .foot, summary')]
    .filter(e => e.getClientRects().length && !e.closest('.period') && getComputedStyle(e).position !== 'absolute').map(e => 'seen: ' + e.outerHTML.slice(0, 80)),
  ...[...document.querySelectorAll('.card, .figure')].filter(e => getComputedStyle(e).borderTopWidth !== '0px').map(e => 'boxed: ' + e.className),
  ...[...document.querySelectorAll('.chart svg, table, p')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => 'too wide: ' + e.outerHTML.slice(0, 80)),
  ...[...document.querySelectorAll('figure:not(:has(details[open] table))')].filter(e => e.getBoundingClientRect().height > innerHeight).map(e => 'too tall: ' + e.id),
  ...[...document.querySelectorAll('figure:has(.chart svg) > .chart')].filter(e => e.getBoundingClientRect().height < 40).map(e => 'no chart: ' + e.closest('figure').id),
  ...[...document.querySelectorAll('figure.figure[data-state=ok]')].filter(e => !/edition \d+ · .* sha256 [0-9a-f]{64}/.test(e.innerText)).map(e => 'cites nothing: ' + e.id),
]`

// What is printed is the page and nothing of the program around it, on a sane number of A4 sheets, with no chart wider
// or taller than a sheet.
func TestPagesPrintCleanly(t *testing.T) {
	t.Parallel()
	b := openTab(t)
	base, _ := start(t, demoFolder(t))
	ctx, cancel := context.WithTimeout(b.Ctx, 90*time.Second)
	defer cancel()
	sheets := []struct {
		address     string
		width       int64
		least, most int
	}{{"/", 1440, 2, 4}, {"/coverage", 390, 4, 10}, {"/needs", 1440, 3, 5}}
	for _, page := range soak.Sample(t, sheets, 2) {
		media(t, ctx, "", "dark")
		b.visit(t, base, page.address, page.width)
		if page.width == 1440 {
			paperIsLight(t, ctx)
		}
		yes := true
		pdf, err := chromedp.Call(ctx, printing.PrintToPDF, printing.PrintToPDFParams{PreferCSSPageSize: &yes})
		if err != nil {
			t.Fatal(err)
		}
		sheets := bytes.Count(pdf.Data, []byte("/Type /Page\n"))
		if a4 := bytes.Count(pdf.Data, []byte("/MediaBox [0 0 594.95996 841.91998]")); sheets < page.least || sheets > page.most || a4 != sheets {
			t.Errorf("%s prints on %d sheets, %d of them A4", page.address, sheets, a4)
		}
		browsertest.Evaluate[bool](t, ctx, `dispatchEvent(new Event('beforeprint'))`) // the browser says so before it lays out sheets
		media(t, ctx, "print", "dark")
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(673, 1024)); err != nil { // A4 less its margins of 16, 12 and 14 mm
			t.Fatal(err)
		}
		browsertest.Holds(t, ctx, `[...document.querySelectorAll('.chart svg')].every(e => e.getBoundingClientRect().right <= innerWidth + 1)`)
		for _, found := range browsertest.Evaluate[[]string](t, ctx, unfit) {
			t.Errorf("%s: %s", page.address, found)
		}
		for _, found := range browsertest.Evaluate[[]string](t, ctx, tiny) {
			t.Errorf("%s: prints smaller than 7 pt: %s", page.address, found)
		}
		if said := browsertest.Evaluate[string](t, ctx, `document.querySelector('.top').innerText + document.querySelector('.period').innerText`); !containsAll(said, "Ấn bản 1", "15/12/2025–15/11/2026", "Số liệu minh họa") {
			t.Errorf("%s: the sheet is headed %q", page.address, said)
		}
		browsertest.Evaluate[bool](t, ctx, `dispatchEvent(new Event('afterprint'))`)
	}
}

// tiny are the words of a sheet that are smaller than 7 pt.
const tiny = `[...new Set([...document.querySelectorAll('body *')].filter(e => e.getClientRects().length > 0 && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim() !== '') &&
	parseFloat(getComputedStyle(e).fontSize) < 7 * 96 / 72).map(e => e.closest('[class]')?.getAttribute('class') + ' ' + getComputedStyle(e).fontSize))]`

// inks are the colours of the words in the page's charts and of the page itself.
const inks = `[...new Set([...document.querySelectorAll('.chart svg text')].map(e => e.getAttribute('fill')))].concat(
	getComputedStyle(document.documentElement).getPropertyValue('--ink')).join(' ').toLowerCase()`

// paperIsLight fails where the page of a dark screen is not drawn in the colours of paper before the sheets are laid out,
// and in its own again when they are printed.
func paperIsLight(t *testing.T, ctx context.Context) {
	t.Helper()
	const dark, light = "#e8edf2", "#16202a" // ink, by the table of the look
	see := func(when, want, not string) {
		t.Helper()
		if got := browsertest.Evaluate[string](t, ctx, inks); !containsAll(got, want) || containsAll(got, not) {
			t.Errorf("%s the words are %s", when, got)
		}
	}
	see("on a dark screen", dark, light)
	browsertest.Evaluate[bool](t, ctx, `dispatchEvent(new Event('beforeprint'))`)
	see("for the printer", light, dark)
	if wide := browsertest.Evaluate[float64](t, ctx, `Math.max(...[...document.querySelectorAll('.chart svg')].map(e => e.getBoundingClientRect().width))`); wide < 600 || wide > 674 {
		t.Errorf("the widest chart is drawn %v wide for a sheet of 673", wide)
	}
	browsertest.Evaluate[bool](t, ctx, `dispatchEvent(new Event('afterprint'))`)
	see("afterwards", dark, light)
	browsertest.Holds(t, ctx, `[...document.querySelectorAll('.chart svg')].some(e => e.getBoundingClientRect().width > 673)`)
}
