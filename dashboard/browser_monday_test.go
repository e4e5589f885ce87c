package dashboard

import (
	"fmt"
	"sync"
	"testing"

	paused "github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"luanphien/dashboard/browsertest"
	"luanphien/queries/soak"
)

// watchShifts adds up how far what stood on the page moved while it came, by the web's own measure (Layout Instability), and
// notes what moved from which height to which.
const watchShifts = `(() => { window.shifts = { sum: 0, over: false, moved: '' };
  const said = s => (s.node?.className || s.node?.id || s.node?.nodeName) + ' ' + s.previousRect.y + '>' + s.currentRect.y;
  new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) {
    shifts.sum += e.value;
    shifts.moved += ' ' + e.value.toFixed(3) + ': ' + e.sources.map(said).join(', ');
  } }).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => { shifts.over = true }, 300);
  return true })()`

// slowLine holds the letters and the script until the page was first painted.
func slowLine(t *testing.T, b *tab) {
	t.Helper()
	var mu sync.Mutex
	painted, held := false, []paused.RequestID{}
	release := func(ids ...paused.RequestID) {
		for _, id := range ids {
			go func() { // fails where the page was left meanwhile
				_, _ = chromedp.Call(b.Ctx, paused.ContinueRequest, paused.ContinueRequestParams{RequestID: id})
			}()
		}
	}
	err := chromedp.Listen(b.Ctx, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := event.(type) {
		case *page.EventLifecycleEvent:
			switch e.Name {
			case "init":
				painted = false
			case "firstPaint":
				painted = true
				release(held...)
				held = nil
			}
		case *paused.EventRequestPaused:
			if painted {
				release(e.RequestID)
			} else {
				held = append(held, e.RequestID)
			}
		}
	})
	if err == nil {
		_, err = chromedp.Call(b.Ctx, page.SetLifecycleEventsEnabled, page.SetLifecycleEventsEnabledParams{Enabled: true})
	}
	if err == nil {
		late := paused.EnableParams{Patterns: []*paused.RequestPattern{{URLPattern: "*/assets/*.ttf"}, {URLPattern: "*/assets/*.js"}}}
		_, err = chromedp.Call(b.Ctx, paused.Enable, late)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Nothing jumps while a page comes, not even where its letters and its script come after it was painted.
func TestPagesDoNotJump(t *testing.T) {
	b := openTab(t)
	slowLine(t, b)
	base, _ := start(t, demoFolder(t))
	addresses := []string{"/", "/stations/03160", "/reminders"}
	if soak.All() {
		addresses = append(addresses, pages...)
	}
	for _, address := range addresses {
		for range soak.Times(1, 3) {
			b.visit(t, base, address, 1440)
			browsertest.Evaluate[bool](t, b.Ctx, watchShifts)
			browsertest.Holds(t, b.Ctx, `shifts.over`)
			if sum := browsertest.Evaluate[float64](t, b.Ctx, `shifts.sum`); sum >= 0.05 {
				t.Errorf("%s: what stands there moves by %.3f while the page comes:%s", address, sum, browsertest.Evaluate[string](t, b.Ctx, `shifts.moved`))
			}
		}
	}
}

// What to do comes first: by the third step of the keyboard past the menu, and on a phone's first screen.
func TestWorklistComesFirst(t *testing.T) {
	t.Parallel()
	b := openTab(t)
	base, _ := start(t, demoFolder(t))
	b.visit(t, base, "/", 1440)
	press(t, b.Ctx, "Tab", 9, 0)
	enter(t, b.Ctx)
	steps := ""
	for n := 0; ; n++ {
		if n == 3 {
			t.Fatalf("after three steps past the menu the keyboard is not in the worklist:%s", steps)
		}
		press(t, b.Ctx, "Tab", 9, 0)
		if browsertest.Evaluate[bool](t, b.Ctx, `Boolean(document.activeElement.closest('.work'))`) {
			break
		}
		steps += fmt.Sprintf(" %q", browsertest.Evaluate[string](t, b.Ctx, `document.activeElement.textContent.trim().slice(0, 40)`))
	}
	b.visit(t, base, "/", 390)
	if foot := browsertest.Evaluate[float64](t, b.Ctx, `document.querySelector('.work ol li .whom').getBoundingClientRect().bottom + scrollY`); foot > 844 {
		t.Errorf("on a phone the first station to call ends at %.0f px, below the first screen", foot)
	}
}
