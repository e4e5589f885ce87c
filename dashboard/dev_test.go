package dashboard

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"luanphien/dashboard/browsertest"
	"luanphien/dashboard/words"
	"luanphien/ingest/demo"
)

// inDevelopment serves the demo as «make dev» does, from a copy of the source tree, which is the working directory from
// now on.
func inDevelopment(t *testing.T) *site {
	t.Helper()
	folder, tree := demoFolder(t), t.TempDir()
	for _, part := range []string{"templates", "words/messages", "web/dist"} {
		if err := os.CopyFS(filepath.Join(tree, "dashboard", part), os.DirFS(part)); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(tree)
	t.Cleanup(words.SpeakAsHeld)
	return openWith(t, folder, Options{Dev: true, Now: func() time.Time { return demo.AsOf }})
}

// changeSource puts a text in the place of another in a file of the source tree, as if at that moment.
func changeSource(t *testing.T, path, was, is string, at time.Time) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), was) {
		t.Fatal(path, "lacks", was, err)
	}
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(string(text), was, is)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, at, at); err != nil {
		t.Fatal(err)
	}
}

// An open page shows what is changed in the source tree, messages, templates and styles, with nobody touching it.
func TestOpenPageFollowsTheSource(t *testing.T) {
	b := openTab(t)
	s := inDevelopment(t)
	base := serveSite(t, s)
	b.signIn(t, base)
	ctx, cancel := b.within(t)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate(base+"/methods")); err != nil {
		t.Fatal(err)
	}
	styles, err := filepath.Glob("dashboard/web/dist/main-*.css")
	if err != nil || len(styles) != 1 {
		t.Fatal(styles, err)
	}
	// What is bundled anew goes by another name.
	style, err := os.ReadFile(styles[0])
	if err == nil {
		err = os.WriteFile("dashboard/web/dist/main-OTHER.css", append(style, "#new{letter-spacing:7px}"...), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	for i, step := range []struct{ path, was, is, seen string }{
		{"dashboard/words/messages/ui.vi.json", `"Tổng quan"`, `"Nhìn chung"`, `document.body.textContent.includes('Nhìn chung')`},
		{"dashboard/templates/_layout.html", "<body", "<p id=new>Dòng mới</p><body", `document.getElementById('new') !== null`},
		{"dashboard/web/dist/manifest.json", filepath.Base(styles[0]), "main-OTHER.css", `getComputedStyle(document.getElementById('new')).letterSpacing === '7px'`},
	} {
		at := time.Now().Add(time.Duration(i+1) * time.Minute)
		changeSource(t, step.path, step.was, step.is, at)
		if filepath.Base(step.path) == "manifest.json" {
			if err := os.Chtimes(devStamp, at, at); err != nil { // written after all that is bundled
				t.Fatal(err)
			}
		}
		if err := browsertest.Until(ctx, `document.readyState === 'complete' && `+step.seen); err != nil {
			t.Fatalf("the open page does not follow %s: %v", step.path, err)
		}
	}
}

// In development a page has the messages and templates that lie in the source tree now, and can tell that they changed.
func TestDevelopmentFollowsTheSource(t *testing.T) {
	s := inDevelopment(t)
	shows := func(said string) {
		t.Helper()
		for page := s.see("/methods", "data-source"); !strings.Contains(page, said); page = s.see("/methods") {
			if t.Context().Err() != nil {
				t.Fatal("the page does not show", said)
			}
		}
	}
	_, before := s.get("/newest.json")
	changeSource(t, "dashboard/words/messages/ui.vi.json", `"Tổng quan"`, `"Nhìn chung"`, time.Now().Add(time.Minute))
	shows("Nhìn chung")
	changeSource(t, "dashboard/templates/_layout.html", "<body", "<p>Dòng mới</p><body", time.Now().Add(2*time.Minute))
	shows("Dòng mới")
	if _, after := s.get("/newest.json"); after == before || !strings.Contains(after, `"source":`) {
		t.Error("an open page is not told that the source changed:", before, after)
	}
	if _, told := openDemo(t).get("/newest.json"); strings.Contains(told, "source") {
		t.Error("outside development a page is told", told)
	}
}
