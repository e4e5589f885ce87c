package dashboard

import (
	"context"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/browsertest"
	"luanphien/queries/edition"
)

// choose sets a control as a reader does, and waits for the page that it asks for.
func choose(t *testing.T, ctx context.Context, name, value, query string) {
	t.Helper()
	browsertest.Evaluate[bool](t, ctx, `(() => { const s = document.querySelector('.period [name="`+name+`"]'); s.focus(); s.value = '`+value+`';
		s.tagName === 'SELECT' ? s.dispatchEvent(new Event('change', {bubbles: true})) : s.form.requestSubmit(); return true })()`)
	browsertest.Holds(t, ctx, `location.search === '`+query+`' && !document.querySelector('main[aria-busy]') && `+settled)
}

// Each filter changes the page under the reader's hand: the address says it, the script that was running still runs, the
// focus stays on the control, what changed is said to screen readers, and going back shows what was there.
func TestFiltersWithoutReload(t *testing.T) {
	t.Parallel()
	b := openTab(t)
	base, _ := start(t, demoFolder(t))
	b.visit(t, base, "/coverage", 1440)
	ctx, cancel := context.WithTimeout(b.Ctx, 90*time.Second)
	defer cancel()
	browsertest.Evaluate[bool](t, ctx, `(window.stayed = true, document.querySelector('.period details').open = true)`)
	area := "Trung tâm Y tế Mường Lay"
	steps := []struct{ name, value, query, says string }{
		{"period", "2026-Q3", "?period=2026-Q3", "01/07–30/09/2026"},
		{"kind", "ward", "?period=2026-Q3&kind=ward", "Trạm y tế phường"},
		{"kind", "", "?period=2026-Q3", "01/07–30/09/2026"},
		{"area", area, "?period=2026-Q3&area=Trung+t%C3%A2m+Y+t%E1%BA%BF+M%C6%B0%E1%BB%9Dng+Lay", area},
		{"specialty", "nhi khoa", "?period=2026-Q3&area=Trung+t%C3%A2m+Y+t%E1%BA%BF+M%C6%B0%E1%BB%9Dng+Lay&specialty=nhi+khoa", "nhi khoa"},
	}
	for i, s := range steps {
		choose(t, ctx, s.name, s.value, s.query)
		said := browsertest.Evaluate[string](t, ctx, `document.getElementById('said').textContent`)
		if !strings.Contains(said, s.says) || !strings.Contains(said, "Đã cập nhật trang") {
			t.Errorf("step %d is announced as %q", i, said)
		}
		if focus := browsertest.Evaluate[string](t, ctx, `document.activeElement.name || ''`); focus != s.name {
			t.Errorf("step %d leaves the focus on %q", i, focus)
		}
		drawn := browsertest.Evaluate[[2]int](t, ctx, `['figure[data-drawn="ok"] .chart svg', 'figure .chart'].map(s => document.querySelectorAll(s).length)`)
		if drawn[0] != drawn[1] || drawn[0] < 2 {
			t.Errorf("step %d shows %d of %d charts", i, drawn[0], drawn[1])
		}
	}
	choose(t, ctx, "from", "2026-W40", "?period=2026-Q3&from=2026-W40&area=Trung+t%C3%A2m+Y+t%E1%BA%BF+M%C6%B0%E1%BB%9Dng+Lay&specialty=nhi+khoa")
	browsertest.Evaluate[bool](t, ctx, `(history.back(), true)`)
	browsertest.Holds(t, ctx, `!location.search.includes('from') && document.querySelector('.period .said').textContent.includes('01/07–30/09/2026')`)
	browsertest.Evaluate[bool](t, ctx, `(history.go(-4), true)`)
	browsertest.Holds(t, ctx, `location.search === '?period=2026-Q3' && !document.querySelector('.period .said').textContent.includes('Mường Lay') && `+settled)
	if !browsertest.Evaluate[bool](t, ctx, `window.stayed === true && document.querySelector('.period details').open`) {
		t.Error("the page was loaded anew")
	}
	b.Calm(t, "filters")
}

// The end of the period, the moment as of which, the stream and the language stand in the address like the rest, and one
// link takes the choices of the form back.
func TestTheOtherFilters(t *testing.T) {
	t.Parallel()
	b := openTab(t)
	base, _ := start(t, demoFolder(t))
	b.visit(t, base, "/reporting", 1440)
	ctx, cancel := b.within(t)
	defer cancel()
	said := func(parts ...string) {
		t.Helper()
		for _, part := range parts {
			browsertest.Holds(t, ctx, `document.querySelector('.period .said').textContent.includes('`+part+`')`)
		}
	}
	follow := func(link, query string) {
		t.Helper()
		browsertest.Evaluate[bool](t, ctx, `(document.querySelector('`+link+`').click(), true)`)
		browsertest.Holds(t, ctx, `location.search === '`+query+`' && document.readyState === 'complete' && !document.querySelector('main[aria-busy]') && `+settled)
	}
	choose(t, ctx, "to", "2026-W30", "?to=2026-W30")
	said("–26/07/2026")
	choose(t, ctx, "as_of", "2026-08-31", "?to=2026-W30&as_of=2026-08-31")
	said("–26/07/2026", "31/08/2026")
	follow(".switch a:not([aria-current])", "?as_of=2026-08-31&stream=station&to=2026-W30")
	browsertest.Holds(t, ctx, `document.querySelector('figcaption').textContent.includes('trạm')`)
	follow(".languages a", "?as_of=2026-08-31&lang=en&stream=station&to=2026-W30")
	said("26\u00a0Jul\u00a02026", "31\u00a0Aug\u00a02026")
	follow("[data-reset]", "?lang=en&stream=station")
	said("15\u00a0Nov\u00a02026")
	b.Calm(t, "filters")
}

// An edition that is kept is chosen like a period: the page says its numbers, not the newest ones.
func TestFilterOfEditions(t *testing.T) {
	b := openTab(t)
	b.fewest = 4
	folder := edition.Folder(t.TempDir())
	oneStation(t, folder)
	oneStation(t, folder)
	base, _ := start(t, folder)
	b.visit(t, base, "/coverage", 390)
	ctx, cancel := b.within(t)
	defer cancel()
	for _, s := range []struct{ value, query, says string }{{"1", "?edition=1", "Ấn bản 1 ·"}, {"", "", "Ấn bản 2 ·"}} {
		choose(t, ctx, "edition", s.value, s.query)
		browsertest.Holds(t, ctx, `[...document.querySelectorAll('.source, .foot')].every(e => e.textContent.includes('`+s.says+`'))`)
	}
	b.Calm(t, "editions")
}

// The switch of the map and of the streams work the same way, and keep the place on the page.
func TestSwitchesKeepThePlace(t *testing.T) {
	t.Parallel()
	b := openTab(t)
	base, _ := start(t, demoFolder(t))
	b.visit(t, base, "/", 390)
	ctx, cancel := context.WithTimeout(b.Ctx, 60*time.Second)
	defer cancel()
	browsertest.Evaluate[bool](t, ctx, `(() => { window.stayed = true; scrollTo(0, 700); const s = document.querySelector('.choose select'); s.focus({preventScroll: true}); s.value = 'coverage';
		s.dispatchEvent(new Event('change', {bubbles: true})); return true })()`)
	browsertest.Holds(t, ctx, `location.search === '?map=coverage' && Boolean(document.querySelector('#map_coverage[data-drawn="ok"]')) && `+settled)
	if focus := browsertest.Evaluate[string](t, ctx, `document.activeElement.name || ''`); focus != "map" {
		t.Errorf("the focus is left on %q", focus)
	}
	if y := browsertest.Evaluate[float64](t, ctx, `window.stayed ? scrollY : -1`); y < 650 || y > 750 {
		t.Errorf("the page stands at %v", y)
	}
	b.Calm(t, "switches")
}
