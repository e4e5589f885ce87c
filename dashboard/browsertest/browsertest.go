// Package browsertest opens pages in a real browser for the tests of all packages.
package browsertest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Patience is how long a page may take to come and to stand, on a busy machine.
const Patience = time.Minute

// Tab is a browser's tab and what went wrong in it.
type Tab struct {
	Ctx      context.Context
	mu       sync.Mutex
	host     string // the only one that may be asked; "" = any
	troubles []string
}

// shared is the browser of a package's tests, started by the first of them.
var shared struct {
	sync.Once
	ctx  context.Context
	stop context.CancelFunc
	err  error
}

// Close ends the browser, for a package's TestMain.
func Close() {
	if shared.stop != nil {
		shared.stop()
	}
}

// Executable is the path of Chromium. Where there is none the test is skipped; in CI it fails.
func Executable(t testing.TB) string {
	t.Helper()
	if testing.Short() {
		t.Skip("make test-fast leaves out the browser")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	const lacking = "chromium is not installed, so the pages are not tested in a browser"
	if os.Getenv("CI") == "true" {
		t.Fatal(lacking)
	}
	t.Skip(lacking)
	return ""
}

func start(path string) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocator)
	shared.ctx, shared.stop, shared.err = ctx, stop, chromedp.Do(ctx) // which starts it
}

// Open opens a tab with cookies of its own.
func Open(t testing.TB) *Tab {
	t.Helper()
	path := Executable(t)
	shared.Do(func() { start(path) })
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return open(t, shared.ctx, chromedp.WithNewBrowserContext())
}

// Beside opens another tab of the same person, with the same cookies.
func (b *Tab) Beside(t testing.TB, options ...chromedp.ContextOption) *Tab {
	t.Helper()
	other := open(t, b.Ctx, options...)
	other.host = b.host
	return other
}

func open(t testing.TB, in context.Context, options ...chromedp.ContextOption) *Tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(in, options...)
	t.Cleanup(cancel)
	b := &Tab{Ctx: ctx}
	if err := chromedp.Listen(ctx, b.listen); err != nil {
		t.Fatal(err)
	}
	return b
}

// Begin forgets what went wrong so far; from now on the tab should ask no host but that of base.
func (b *Tab) Begin(t testing.TB, base string) {
	t.Helper()
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.host, b.troubles = u.Host, nil
}

// Host is the one that the tab may ask.
func (b *Tab) Host() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.host
}

// Cookie hands the tab a cookie, written name=value.
func (b *Tab) Cookie(t testing.TB, base, cookie string) {
	t.Helper()
	name, value, ok := strings.Cut(cookie, "=")
	if !ok {
		t.Fatalf("%q is no cookie", cookie)
	}
	if _, err := chromedp.Call(b.Ctx, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: base}); err != nil {
		t.Fatal(err)
	}
}

// listen notes exceptions, what the console and the browser say of errors (a breach of the content policy is one, an answer
// that refuses another) and requests to other hosts.
func (b *Tab) listen(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.note("exception: %s", e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			b.note("console: %s", arguments(e.Args))
		}
	case *log.EventEntryAdded:
		// What the browser only tells, such as what a log-out made it forget, is no trouble.
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			b.note("log: %s %s", e.Entry.Text, e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		host := b.Host()
		if u, err := url.Parse(e.Request.URL); err != nil || host != "" && u.Host != host && u.Scheme != "data" && u.Scheme != "blob" {
			b.note("request to another host: %s", e.Request.URL)
		}
	}
}

func arguments(args []*runtime.RemoteObject) string {
	var parts []string
	for _, a := range args {
		parts = append(parts, string(a.Value)+a.Description)
	}
	return strings.Join(parts, " ")
}

func (b *Tab) note(format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.troubles = append(b.troubles, fmt.Sprintf(format, args...))
}

// Troubles are what went wrong since they were last asked for.
func (b *Tab) Troubles() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	taken := b.troubles
	b.troubles = nil
	return taken
}

// Calm fails where anything went wrong in the tab since it was last asked.
func (b *Tab) Calm(t testing.TB, where string) {
	t.Helper()
	for _, trouble := range b.Troubles() {
		t.Errorf("%s: %s", where, trouble)
	}
}

// Leaving tells whether a question failed because the page was being left for the next one, which is what is waited for.
func Leaving(err error) bool {
	for _, words := range []string{"Inspected target navigated or closed", "Execution context was destroyed", "Cannot find context"} {
		if strings.Contains(err.Error(), words) {
			return true
		}
	}
	return false
}

// Until asks the page as it stands, again and again, until the expression holds. (chromedp's Poll asks in one execution
// context, which a page that is still settling may have left.)
func Until(ctx context.Context, expression string) error {
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	for {
		holds, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
		if err != nil && !Leaving(err) || holds {
			return err
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
			return fmt.Errorf("waiting for %s: %w", expression, ctx.Err())
		}
	}
}

// Holds fails where an expression does not come to hold.
func Holds(t testing.TB, ctx context.Context, expression string) {
	t.Helper()
	if err := Until(ctx, expression); err != nil {
		t.Fatal(err)
	}
}

// Evaluate gives what an expression is on the page.
func Evaluate[T any](t testing.TB, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// lettered tells whether the page stands in its own letters: those of the stand-in are as wide on the whole, not each.
const lettered = `(() => { const s = document.createElement('span'), wide = family => (s.style.font = '100px ' + family, s.getBoundingClientRect().width);
  s.textContent = 'Mường'; s.style.position = 'absolute'; document.body.append(s);
  const own = wide("'Be Vietnam Pro', 'Be Vietnam Pro stand-in'"), other = wide("'Be Vietnam Pro stand-in'");
  s.remove(); return own !== other })()`

// InItsLetters loads the page anew until it stands in its own letters. The first time they may come after it was painted, and
// then the stand-in stays; from then on the browser has them at hand.
func InItsLetters(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	for {
		if err := Until(ctx, `document.readyState === 'complete' && document.fonts.status === 'loaded'`); err != nil {
			return err
		}
		if own, err := chromedp.Run(ctx, chromedp.Evaluate[bool](lettered)); err != nil || own {
			return err
		}
		if err := chromedp.Do(ctx, chromedp.Reload()); err != nil {
			return fmt.Errorf("waiting for the page's letters: %w", err)
		}
	}
}
