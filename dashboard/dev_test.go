package dashboard

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"luanphien/dashboard/words"
	"luanphien/ingest/demo"
)

// In development a page has the messages and templates that lie in the source tree now, and can tell that they changed.
func TestDevelopmentFollowsTheSource(t *testing.T) {
	folder, tree := demoFolder(t), t.TempDir()
	for _, part := range []string{"templates", "words/messages", "web/dist"} {
		if err := os.CopyFS(filepath.Join(tree, "dashboard", part), os.DirFS(part)); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(tree)
	t.Cleanup(words.SpeakAsHeld)
	s := openWith(t, folder, Options{Dev: true, Now: func() time.Time { return demo.AsOf }})
	change := func(path, was, is string, at time.Time) {
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
	shows := func(said string) {
		t.Helper()
		for page := s.see("/methods", "data-dev"); !strings.Contains(page, said); page = s.see("/methods") {
			if t.Context().Err() != nil {
				t.Fatal("the page does not show", said)
			}
		}
	}
	_, before := s.get("/newest.json")
	change("dashboard/words/messages/ui.vi.json", `"Tổng quan"`, `"Nhìn chung"`, time.Now().Add(time.Minute))
	shows("Nhìn chung")
	change("dashboard/templates/_layout.html", "<body", "<p>Dòng mới</p><body", time.Now().Add(2*time.Minute))
	shows("Dòng mới")
	if _, after := s.get("/newest.json"); after == before || !strings.Contains(after, `"source":`) {
		t.Error("an open page is not told that the source changed:", before, after)
	}
	if _, told := openDemo(t).get("/newest.json"); strings.Contains(told, "source") {
		t.Error("outside development a page is told", told)
	}
}
