package dashboard

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"luanphien/dashboard/browsertest"
	"luanphien/dashboard/table"
)

// ofTable looks at the table behind the first figure of the coverage page: the words of the heads that are seen, how many
// cells of the first row are, the names that stand before them, and what opens the row.
const ofTable = `(() => {
  const table = document.querySelector('#coverage_by_station details.table table'), row = table.tBodies[0].rows[0];
  const seen = e => e.getClientRects().length > 0;
  const button = row.querySelector('.fold');
  return { Heads: [...table.tHead.rows[0].cells].filter(seen).map(e => e.innerText), Of: table.tHead.rows[0].cells.length,
    Cells: [...row.cells].filter(seen).length,
    Named: [...row.cells].filter((e, i) => seen(e) && getComputedStyle(e, '::before').content === JSON.stringify(table.tHead.rows[0].cells[i].textContent)).length,
    Button: seen(button), Expanded: button.getAttribute('aria-expanded'), Label: button.getAttribute('aria-label'),
    Wide: table.closest('.scroll').scrollWidth > table.closest('.scroll').clientWidth + 1 };
})()`

type tableSeen struct {
	Heads            []string
	Of, Cells, Named int
	Button, Wide     bool
	Expanded, Label  string
}

// On a phone a table shows two columns, and the others of a row by the keyboard or by a tap; wide screens and paper show
// all of it. What axe-core reads of it is a table still.
func TestTablesOnAPhone(t *testing.T) {
	t.Parallel()
	axe := axeSource(t)
	b := openTab(t)
	base, _ := start(t, demoFolder(t))
	ctx, cancel := context.WithTimeout(b.Ctx, 90*time.Second)
	defer cancel()
	b.visit(t, base, "/coverage", 390)
	browsertest.Evaluate[bool](t, ctx, `document.querySelectorAll('details.table').forEach(d => d.open = true) || true`)
	closed := tableSeen{Heads: []string{"Trạm", "Độ bao phủ"}, Of: 12, Cells: 2, Button: true, Expanded: "false", Label: "Các cột khác: Mường Nhà"}
	open := closed
	open.Cells, open.Named, open.Expanded = 12, 10, "true"
	see := func(when string, want tableSeen) {
		t.Helper()
		got := browsertest.Evaluate[tableSeen](t, ctx, ofTable)
		if !slices.Equal(got.Heads, want.Heads) || got.Of != want.Of || got.Cells != want.Cells || got.Named != want.Named ||
			got.Button != want.Button || got.Expanded != want.Expanded || got.Label != want.Label || got.Wide != want.Wide {
			t.Errorf("%s: %+v, want %+v", when, got, want)
		}
	}
	see("at first", closed)
	browsertest.Evaluate[bool](t, ctx, `document.querySelector('#coverage_by_station .fold').focus() || true`)
	enter(t, ctx)
	see("after Enter", open)
	b.accessible(t, axe, "/coverage with an open row")
	b.fits(t, ctx, "/coverage with an open row", 390)
	b.save(t, ctx, "/coverage-open", 390)
	if err := chromedp.Do(ctx, chromedp.Click(`#coverage_by_station tbody tr:first-child .key`)); err != nil {
		t.Fatal(err)
	}
	see("after a tap on the row", closed)

	media(t, ctx, "print", "light")
	if all := browsertest.Evaluate[tableSeen](t, ctx, ofTable); len(all.Heads) != 12 || all.Cells != 12 || all.Button {
		t.Errorf("on paper: %+v", all)
	}
	media(t, ctx, "", "light")
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1440, 900)); err != nil {
		t.Fatal(err)
	}
	browsertest.Holds(t, ctx, `innerWidth === 1440`)
	if all := browsertest.Evaluate[tableSeen](t, ctx, ofTable); len(all.Heads) != 12 || all.Cells != 12 || all.Button {
		t.Errorf("on a wide screen: %+v", all)
	}
}

// The two columns of a phone: the one marked, else the first proportion, number or station; where the first column does
// not tell the rows apart, another stands below it.
func TestColumnsOfAPhone(t *testing.T) {
	station := table.Column{Label: "station", Kind: table.KindStation}
	for name, c := range map[string]struct {
		columns []table.Column
		rows    [][]any
		want    table.Folding
	}{
		"a proportion before numbers": {[]table.Column{station, {}, {Kind: table.KindInt}, {Kind: table.KindPercent}},
			[][]any{{"a", "x", 1, 1}, {"b", "x", 1, 1}}, table.Folding{Key: 3, Also: -1}},
		"the one marked": {[]table.Column{station, {Kind: table.KindTerm, Key: true}, {Kind: table.KindPercent}},
			[][]any{{"a", "x", 1}, {"b", "x", 1}}, table.Folding{Key: 1, Also: -1}},
		"a week that tells rows apart": {[]table.Column{station, {}, {Kind: table.KindWeek}, {Kind: table.KindInt}},
			[][]any{{"a", "x", 1, 1}, {"a", "x", 2, 1}, {"b", "x", 1, 2}, {"b", "x", 2, 1}}, table.Folding{Key: 3, Also: 2}},
		"nothing hidden": {[]table.Column{{Hidden: true}, station, {Kind: table.KindInt, Hidden: true}, {}},
			[][]any{{1, "a", 1, "x"}, {2, "b", 1, "x"}}, table.Folding{Key: 3, Also: -1}},
	} {
		if got := ofCells(c.columns, c.rows).Fold(); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// ofCells is a table of rows that are written out.
func ofCells(columns []table.Column, rows [][]any) *table.Table {
	list := make([]table.For[[]any], len(columns))
	for i, c := range columns {
		list[i] = table.For[[]any]{Field: c.Field, Label: c.Label, Kind: c.Kind, Prefix: c.Prefix, Hidden: c.Hidden, Key: c.Key, Cell: func(row []any) any { return row[i] }}
	}
	return table.Of(rows, list)
}
