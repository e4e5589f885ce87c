package dashboard

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"luanphien/dashboard/browsertest"
	"luanphien/queries/soak"
)

// manner is how a reader's screen shows the pages.
type manner struct {
	scheme, motion string
	width          int64
}

// walked are the manners in which each page is looked at, in an order in which each differs from the one before by one
// thing: charts are drawn anew, as they are for a reader who turns a phone or whose screen darkens in the evening.
var walked = []manner{{scheme: "light", width: 1440}, {scheme: "dark", width: 1440}, {scheme: "dark", width: 390}, {scheme: "light", width: 390}}

// examined is the manner in which axe-core reads the pages of a language, so that it reads each page in both languages,
// both schemes and both widths.
var examined = map[string]manner{"vi": walked[0], "en": walked[2]}

// repainted tells that the page's charts fit the window they are in, and on a phone its tables do.
const repainted = settled + ` && [...document.querySelectorAll('.chart .canvas')].every(c => Math.abs(c.querySelector('svg').getAttribute('width') - c.clientWidth) < 2)
  && (innerWidth > 640 || [...document.querySelectorAll('.scroll:not(.grid) > table:not(.scores)')].every(t => t.classList.contains('folds') || !t.tHead || t.tHead.rows[0].cells.length < 3))`

// Each page in both languages, wide and narrow, light and dark: nothing goes wrong, nothing is wider than the window, each
// chart is drawn, no word is of the other language, and axe-core finds nothing against WCAG 2.2 AA.
func TestEveryPageInEveryManner(t *testing.T) {
	axe := axeSource(t)
	base := openAll(t)
	for _, lang := range []string{"vi", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			b, strange, seen := openTab(t), foreign(t, lang), map[string]bool{}
			list := append(pages[:len(pages):len(pages)], beyond...)
			list = soak.Sample(t, list, map[string]int{"vi": len(list) / 3, "en": len(list) / 5}[lang])
			for _, address := range list {
				path, _, _ := strings.Cut(address, "?")
				if seen[path] && lang == "en" { // the page with another choice is for Vietnamese
					continue
				}
				seen[path] = true
				b.walk(t, base, with(address, "lang="+lang), func(m manner, where string) {
					if m == walked[0] {
						b.speaks(t, strange, where)
					}
					if m == examined[lang] {
						b.accessible(t, axe, where)
					}
				})
			}
		})
	}
}

// walk looks at a page in each manner, and does what is asked in each.
func (b *tab) walk(t *testing.T, base, address string, do func(m manner, where string)) {
	t.Helper()
	for i, m := range walked {
		m.motion = "reduce" // charts stand at once
		b.emulate(t, m)
		if i == 0 {
			b.visit(t, base, address, m.width)
		} else {
			b.turn(t, address, m)
		}
		do(walked[i], address+" "+m.scheme)
	}
}

// turn gives the page that stands in the tab another width and checks it.
func (b *tab) turn(t *testing.T, address string, m manner) {
	t.Helper()
	ctx, cancel := b.within(t)
	defer cancel()
	err := chromedp.Do(ctx, chromedp.EmulateViewport(m.width, 900))
	if err == nil {
		err = browsertest.Until(ctx, repainted)
	}
	if err != nil {
		t.Fatalf("%s at %d: %v", address, m.width, err)
	}
	b.check(t, ctx, with(address, m.scheme), m.width)
}
