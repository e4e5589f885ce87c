package dashboard

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/browsertest"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// inEditor begins an expression on the editor, which stands in a shadow root.
const inEditor = `document.querySelector('.editor').shadowRoot`

// press presses a key, with Ctrl where asked.
func press(t *testing.T, ctx context.Context, key string, code, modifiers int64) {
	t.Helper()
	for _, kind := range []input.DispatchKeyEventType{"rawKeyDown", "keyUp"} {
		p := input.DispatchKeyEventParams{Type: kind, Key: key, Code: key, WindowsVirtualKeyCode: code, Modifiers: modifiers}
		if _, err := chromedp.Call(ctx, input.DispatchKeyEvent, p); err != nil {
			t.Fatal(err)
		}
	}
}

const ctrl = 2

func typeText(t *testing.T, ctx context.Context, text string) {
	t.Helper()
	for _, r := range text {
		if _, err := chromedp.Call(ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: "char", Text: string(r)}); err != nil {
			t.Fatal(err)
		}
	}
}

// write puts a statement in the place of the one in the editor.
func write(t *testing.T, ctx context.Context, statement string) {
	t.Helper()
	browsertest.Evaluate[bool](t, ctx, inEditor+`.querySelector('.cm-content').focus() || true`)
	press(t, ctx, "a", 65, ctrl)
	press(t, ctx, "Delete", 46, 0)
	if _, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: statement}); err != nil {
		t.Fatal(err)
	}
	browsertest.Holds(t, ctx, fmt.Sprintf(`document.getElementById('statement').value === %q`, statement))
	press(t, ctx, "Escape", 27, 0) // what was suggested
}

func TestSQLPageInTheBrowser(t *testing.T) {
	b := openTab(t)
	base := serveSite(t, openConsole(t))
	for _, width := range []int64{1440, 390} {
		for _, address := range []string{"/sql?query=coverage_by_station", "/sql", "/sql?lang=en"} {
			b.visit(t, base, address, width)
		}
		useEditor(t, b, base, width)
	}
}

// useEditor types, takes suggestions, runs and stops statements, all without leaving the page.
func useEditor(t *testing.T, b *tab, base string, width int64) {
	ctx, cancel := context.WithTimeout(b.Ctx, 2*time.Minute)
	defer cancel()
	b.visit(t, base, "/sql", width)
	browsertest.Evaluate[bool](t, ctx, `(window.samePage = true) && `+inEditor+`.querySelector('.cm-content').focus() || true`)

	typeText(t, ctx, "SELECT station_name FROM statio")
	browsertest.Holds(t, ctx, `[...(`+inEditor+`.querySelectorAll('.cm-tooltip-autocomplete li'))].some(li => li.textContent.startsWith('stations'))`)
	b.save(t, ctx, "suggest tables", width)
	press(t, ctx, "Escape", 27, 0)
	typeText(t, ctx, "ns WHERE popula")
	browsertest.Holds(t, ctx, `[...(`+inEditor+`.querySelectorAll('.cm-tooltip-autocomplete li'))].some(li => li.textContent === 'populationBIGINT')`)
	browsertest.Holds(t, ctx, inEditor+`.querySelector('.cm-completionInfo')?.textContent === 'Dân số'`)
	b.save(t, ctx, "suggest columns", width)
	time.Sleep(100 * time.Millisecond) // the editor takes no Enter that comes just after the list appeared
	press(t, ctx, "Enter", 13, 0)
	browsertest.Holds(t, ctx, `document.getElementById('statement').value.endsWith('WHERE population')`)
	typeText(t, ctx, " > 0 AND type <> 'x'")

	colours := browsertest.Evaluate[map[string]string](t, ctx, `Object.fromEntries([...`+inEditor+`.querySelectorAll('.cm-line span')].map(s => [s.textContent, getComputedStyle(s).color]))`)
	token := func(name string) string {
		return browsertest.Evaluate[string](t, ctx, `(() => { const e = document.createElement('i'); e.style.color = 'var(--`+name+`)'; document.body.append(e); const c = getComputedStyle(e).color; e.remove(); return c })()`)
	}
	for text, name := range map[string]string{"SELECT": "code-keyword", "FROM": "code-keyword", "'x'": "code-string", "0": "code-number"} {
		if colours[text] != token(name) || colours[text] == "" {
			t.Errorf("%q is %q, want --%s; all: %v", text, colours[text], name, colours)
		}
	}

	press(t, ctx, "Enter", 13, ctrl)
	browsertest.Holds(t, ctx, `document.querySelectorAll('#result tbody tr').length === 45`)
	if told := browsertest.Evaluate[string](t, ctx, `document.querySelector('[data-told]').textContent`); !strings.Contains(told, "45 dòng") {
		t.Error("said:", told)
	}
	b.save(t, ctx, "rows", width)

	write(t, ctx, "SELECT count(*) FROM range(3000000000) a(i), range(3000000000) b(j) WHERE hash(i) = hash(j) + 1")
	press(t, ctx, "Enter", 13, ctrl)
	browsertest.Holds(t, ctx, `!document.querySelector('[data-stop-button]').hidden && /Đang chạy: \d+,\d s/.test(document.querySelector('[data-elapsed]').textContent)`)
	b.save(t, ctx, "running", width)
	browsertest.Evaluate[bool](t, ctx, `document.querySelector('[data-stop-button]').click() || true`)
	browsertest.Holds(t, ctx, `Boolean(document.querySelector('#result .failed')?.textContent.includes('đã được dừng')) && document.querySelector('[data-stop-button]').hidden`)

	write(t, ctx, "SELECT\n nothing FROM stations")
	press(t, ctx, "Enter", 13, ctrl)
	browsertest.Holds(t, ctx, `Boolean(document.querySelector('#result .failed')?.textContent.includes('Dòng 2, cột 2'))`)
	b.save(t, ctx, "mistake", width)

	write(t, ctx, "SELECT ")
	browsertest.Evaluate[bool](t, ctx, `document.querySelector('[data-table="units"] button').click() || true`)
	browsertest.Holds(t, ctx, `document.getElementById('statement').value === 'SELECT units'`)

	for _, ending := range []string{"csv", "xlsx"} {
		write(t, ctx, "SELECT 1 AS a")
		browsertest.Evaluate[bool](t, ctx, `document.querySelector('button[value="`+ending+`"]').click() || true`)
		browsertest.Holds(t, ctx, `document.querySelector('[data-told]').textContent === 'Đã tải về sql-edition1-20261116-000000-illustrative-internal.`+ending+`.'`)
	}
	leaveEditor(t, ctx)
	if !browsertest.Evaluate[bool](t, ctx, `window.samePage === true`) {
		t.Error("the page was left")
	}
	b.Calm(t, "/sql")
}

// leaveEditor finds that the keyboard is not caught: Tab indents, but after Esc it leads on, as it does backwards.
func leaveEditor(t *testing.T, ctx context.Context) {
	t.Helper()
	const within = `document.activeElement === document.querySelector('.editor')`
	write(t, ctx, "SELECT 1")
	time.Sleep(2100 * time.Millisecond) // for so long after Esc, which write presses, Tab leads on
	press(t, ctx, "Tab", 9, 0)
	browsertest.Holds(t, ctx, `document.getElementById('statement').value !== 'SELECT 1' && `+within)
	press(t, ctx, "Escape", 27, 0)
	press(t, ctx, "Tab", 9, 0)
	browsertest.Holds(t, ctx, `document.activeElement.name === 'edition'`)
	if label := browsertest.Evaluate[string](t, ctx, inEditor+`.querySelector('.cm-content').getAttribute('aria-label')`); label != "Câu lệnh SQL" {
		t.Errorf("the editor is called %q", label)
	}
}

// In the dark the editor takes the dark colours of the same tokens.
func TestSQLPageInTheDark(t *testing.T) {
	b := openTab(t)
	base := serveSite(t, openConsole(t))
	dark := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}}
	if _, err := chromedp.Call(b.Ctx, emulation.SetEmulatedMedia, dark); err != nil {
		t.Fatal(err)
	}
	b.visit(t, base, "/sql?query=reported_cells", 1440)
	if got := browsertest.Evaluate[string](t, b.Ctx, `getComputedStyle(`+inEditor+`.querySelector('.cm-editor')).backgroundColor`); got != "rgb(22, 30, 38)" {
		t.Error("the editor's ground is", got)
	}
}

// Without script the plain field stands, and the form is sent and answered as a page.
func TestSQLPageWithoutScript(t *testing.T) {
	b := openTab(t)
	base := serveSite(t, openConsole(t))
	scripts(t, b.Ctx, false)
	b.Begin(t, base)
	b.signIn(t, base)
	err := chromedp.Do(b.Ctx, chromedp.Navigate(base+"/sql"), chromedp.SendKeys("#statement", "SELECT 6 * 7 AS answer"))
	if err != nil {
		t.Fatal(err)
	}
	// The page that is being left must not be read: the answer's page has to be there whole.
	if _, err := chromedp.RunResponse(b.Ctx, chromedp.Click("#ask button[type=submit]")); err != nil {
		t.Fatal(err)
	}
	text, err := chromedp.Run(b.Ctx, chromedp.TextContent("#result tbody"))
	if err != nil || strings.TrimSpace(text) != "42" {
		t.Error(text, err)
	}
	b.save(t, b.Ctx, "without script", 1440)
}
