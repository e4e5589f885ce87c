package dashboard

import (
	"context"
	"testing"

	"github.com/chromedp/chromedp"
)

// misfits are what of a page does not fit: charts that scroll sideways although no names of rows stay in view beside
// them, words that a chart's edge cuts off, and on a phone the tables of pages. A letter may reach a little over what its
// line takes.
const misfits = `[...[...document.querySelectorAll('.scroll:not(.grid)')].filter(e => innerWidth <= 640 && e.scrollWidth > e.clientWidth + 1).map(e => 'a table scrolls sideways: ' + e.innerText.slice(0, 40)),
  ...[...document.querySelectorAll('figure .chart')].flatMap(place => {
  const id = place.closest('figure').id, found = [];
  if (place.scrollWidth > place.clientWidth + 1 && !place.querySelector('.row-names')) found.push(id + ' scrolls sideways');
  const box = place.querySelector('.canvas')?.getBoundingClientRect();
  if (!box) return found;
  for (const text of place.querySelectorAll('.canvas svg text')) {
    const at = text.getBoundingClientRect(), over = 3;
    if (at.width && (at.left < box.left - over || at.right > box.right + over || at.top < box.top - over || at.bottom > box.bottom + over)) found.push(id + ' cuts off ' + text.textContent);
  }
  return found;
})]`

// fits fails for a chart that a reader sees only in part: only grids of stations and weeks scroll sideways, under names
// that stay, and no words are cut off.
func (b *tab) fits(t *testing.T, ctx context.Context, address string, width int64) {
	t.Helper()
	found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](misfits))
	if err != nil {
		t.Fatal(err)
	}
	for _, misfit := range found {
		t.Errorf("%s at %d: %s", address, width, misfit)
	}
}
