package dashboard

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"luanphien/dashboard/account"
	"luanphien/dashboard/browsertest"
	"luanphien/dashboard/guard"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/upload"
	"luanphien/ingest/demo"
)

// violation is what axe-core found against a rule.
type violation struct {
	ID, Help string
	Nodes    []struct {
		Target         []any
		HTML           string
		FailureSummary string
	}
}

// examine asks axe-core for what WCAG 2.2, levels A and AA, forbids on the page as it stands.
const examine = `axe.run(document, {
  resultTypes: ['violations'],
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
}).then(found => found.violations.map(v => ({ ID: v.id, Help: v.help,
  Nodes: v.nodes.map(n => ({ Target: n.target, HTML: n.html.slice(0, 200), FailureSummary: n.failureSummary })) })))`

// axeSource is the text of axe-core, which only tests read: no page carries it.
func axeSource(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash("web/node_modules/axe-core/axe.min.js"))
	if err != nil {
		t.Fatalf("axe-core is missing, which go run ./cmd/assets installs: %v", err)
	}
	return string(text) + ";0"
}

// accessible fails for everything that axe-core finds on the page that the tab shows.
func (b *tab) accessible(t *testing.T, axe, where string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.Ctx, 2*time.Minute)
	defer cancel()
	browsertest.Evaluate[int](t, ctx, axe)
	found, err := chromedp.Run(ctx, chromedp.Evaluate[[]violation](examine, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", where, err)
	}
	for _, v := range found {
		for i, n := range v.Nodes {
			if i == 3 {
				t.Errorf("%s: %s: and %d more", where, v.ID, len(v.Nodes)-i)
				break
			}
			t.Errorf("%s: %s (%s): %v\n%s\n%s", where, v.ID, v.Help, n.Target, n.HTML, n.FailureSummary)
		}
	}
}

// emulate sets the tab up in a manner.
func (b *tab) emulate(t *testing.T, m manner) {
	t.Helper()
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: m.scheme}, {Name: "prefers-reduced-motion", Value: m.motion}}
	if _, err := chromedp.Call(b.Ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		t.Fatal(err)
	}
}

// filledLoader is a history of two loads, one of them taken back.
type filledLoader struct{ upload.Loader }

func (filledLoader) Refusals(context.Context, int, int) (*upload.RefusalList, error) {
	return &upload.RefusalList{}, nil
}

func (filledLoader) Provinces(context.Context) (upload.Provinces, error) {
	return upload.Provinces{Several: true, Own: "11", Held: []string{"11", "15"}}, nil
}

func (filledLoader) Kinds() []upload.TableKind {
	return []upload.TableKind{{Name: "activity", Sentence: problem.Sentence{VI: "Hoạt động của trạm", EN: "Activity of stations"}}}
}

func (filledLoader) Loads(context.Context) ([]upload.Load, error) {
	first := upload.Load{ID: 1, FileName: "a.csv", SHA256: "ab12", LoadedAt: demo.AsOf, LoadedBy: "Người thử",
		RowCounts: upload.RowCounts{Read: 10, Loaded: 8, Quarantined: 2}, Kinds: []problem.Sentence{{VI: "Hoạt động của trạm", EN: "Activity of stations"}}}
	second := first
	second.ID, second.UndoneAt, second.UndoneBy = 2, demo.AsOf, "Người thử"
	return []upload.Load{first, second}, nil
}

// openAll serves the demo with everything a page may need on a free port, its tab signed in as a person of all roles.
func openAll(t *testing.T) (base string) {
	t.Helper()
	o := withConsole(t, demoFolder(t))
	o.Logger = slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelError}))
	o.Loader, o.Uploads, o.Reach = filledLoader{}, t.TempDir(), guard.Reach{Address: "127.0.0.1:0"}
	all := account.Roles(0)
	for _, role := range account.All {
		if role != account.CommuneManager { // who is held to the commune's stations
			all |= role
		}
	}
	return serveSite(t, openWith(t, demoFolder(t), o).as(all))
}

// beyond are the addresses that show no figures: of signing in, of loading, of keeping the users, of asking in SQL.
var beyond = []string{"/account", "/users", "/audit", "/data", "/data/upload", "/data/loads/1/undo", "/sql", "/sql?query=coverage_by_station",
	"/stations/03127/remarks?week=2026-W46", "/figures/coverage_by_station", "/figures/referral_funnel"}

// The page of signing in and the one that says what is wrong with an address shut nobody out either.
func TestSigningInShutsNobodyOut(t *testing.T) {
	b, axe := openTab(t), axeSource(t)
	base := openAll(t)
	cookies.Delete(strings.TrimPrefix(base, "http://")) // nobody is signed in
	for lang, m := range examined {
		b.emulate(t, m)
		for _, address := range []string{"/login?lang=" + lang, "/setup/unknown?lang=" + lang} {
			if err := chromedp.Do(b.Ctx, chromedp.EmulateViewport(m.width, 900), chromedp.Navigate(base+address)); err != nil {
				t.Fatal(err)
			}
			browsertest.Holds(t, b.Ctx, settled)
			b.accessible(t, axe, address)
		}
	}
}
